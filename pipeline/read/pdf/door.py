"""The only door to pypdfium2: open a file, load its pages one at a time, and let go of both.

Everything here and in `words`, `shapes`, `extras` that touches pdfium goes through `raw` of this
module. Coordinates that leave those modules are points from the top left of the page as it is
displayed. pdfium is not safe in threads: one process, one reader.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from pipeline.errors import ReadError

__all__ = [
    "Field", "Frame", "LoadedPage", "OpenPdf", "bind", "load_page", "open_pdf", "raw", "utf16",
]  # fmt: skip

_PASSWORD = 4
_MAX_NOTES = 2000
_FLATTENED = 1
_PAINTED_NOTES = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})
_LOCKED = (
    "The file is locked with a password. Run the command again with --password, "
    "or save an unlocked copy."
)
_BROKEN = "The file is not a PDF that can be read, even after a repair. Ask for a fresh copy."


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """An open file: pdfium's handle, its page count, and whether it had to be repaired.

    `keep` holds what pdfium goes on reading from while the file is open.
    """

    handle: Any
    pages: int
    repaired: bool
    keep: object = None


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own space lies on the page as displayed.

    `left`, `upper` is the top left of its visible box, `width` and `height` are those of the box
    before it is turned by `quarter` turns clockwise.
    """

    left: float
    upper: float
    width: float
    height: float
    quarter: int

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height of the page as displayed."""
        if self.quarter & 1:
            return self.height, self.width
        return self.width, self.height


class Field(NamedTuple):
    """What a form's field holds, and its box in the page's own space."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class LoadedPage(NamedTuple):
    """A page while pdfium holds it: the handles of the page and of its words."""

    handle: Any
    text: Any
    frame: Frame
    fields: list[Field]


def bind(function: Any, result: Any) -> Callable[..., Any]:
    """A pdfium function that is called often, without the checks that make it slow.

    Pointers go in as `c_void_p` or `byref`, whole numbers as they are, and addresses come out as
    whole numbers.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    bound: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(address)
    return bound


def utf16(call: Callable[..., int], *arguments: Any, limit: int = 65536) -> str:
    """The text that `call` writes as UTF-16 into a buffer of as many bytes as it says it needs."""
    size = call(*arguments, None, 0)
    if size <= 2:
        return ""
    size = min(size, limit)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(*arguments, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "ignore").split("\0")[0]


@contextmanager
def open_pdf(path: Path, password: str | None) -> Iterator[OpenPdf]:
    """An open PDF; raises `ReadError` `encrypted`, or `malformed` where repair fails too."""
    opened = _open_as_is(path, password) or _open_repaired(path, password)
    try:
        yield opened
    finally:
        raw.FPDF_CloseDocument(opened.handle)


@contextmanager
def load_page(pdf: OpenPdf, index: int) -> Iterator[LoadedPage]:
    """A page with its words; raises `ReadError` where it is broken.

    Fields and notes that are painted on the page become part of it, so that their words are read
    where they stand; what a field without a painting of its own holds comes in `fields`.
    """
    page = raw.FPDF_LoadPage(pdf.handle, index)
    text = None
    try:
        if not page:
            raise ReadError("malformed", "The page is damaged and cannot be read.")
        painted, fields = _read_notes(page)
        if painted and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == _FLATTENED:
            raw.FPDF_ClosePage(page)
            page = raw.FPDF_LoadPage(pdf.handle, index)
        text = raw.FPDFText_LoadPage(page) if page else None
        if not text:
            raise ReadError("malformed", "The words of the page are damaged and cannot be read.")
        yield LoadedPage(page, text, _frame(page), fields)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        if page:
            raw.FPDF_ClosePage(page)


def _read_notes(page: Any) -> tuple[bool, list[Field]]:
    """Whether fields or notes are painted on the page, and the fields that are not."""
    painted = False
    fields: list[Field] = []
    for index in range(min(_MAX_NOTES, raw.FPDFPage_GetAnnotCount(page))):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind in _PAINTED_NOTES:
            if raw.FPDFAnnot_GetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2:
                painted = True
            elif field := _bare_field(note, kind):
                fields.append(field)
        raw.FPDFPage_CloseAnnot(note)
    return painted, fields


def _bare_field(note: Any, kind: int) -> Field | None:
    """The text of a field or note that nothing is painted for."""
    key = b"V" if kind == raw.FPDF_ANNOT_WIDGET else b"Contents"
    value = " ".join(utf16(raw.FPDFAnnot_GetStringValue, note, key).split())
    box = raw.FS_RECTF()
    if not value or not raw.FPDFAnnot_GetRect(note, box):
        return None
    return Field(value, box.left, box.bottom, box.right, box.top)


def _open_as_is(path: Path, password: str | None) -> OpenPdf | None:
    secret = password.encode() if password else None
    handle = raw.FPDF_LoadDocument(str(path).encode(), secret)
    if not handle:
        if raw.FPDF_GetLastError() == _PASSWORD:
            raise ReadError("encrypted", _LOCKED)
        return None
    pages = raw.FPDF_GetPageCount(handle)
    if pages < 1:
        raw.FPDF_CloseDocument(handle)
        return None
    return OpenPdf(handle, pages, repaired=False)


def _open_repaired(path: Path, password: str | None) -> OpenPdf:
    """What pdfium refuses is rewritten by pikepdf in memory and tried once more."""
    data = _repair(path, password)
    buffer = ctypes.create_string_buffer(data, len(data))
    handle = raw.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not handle:
        raise ReadError("malformed", _BROKEN)
    pages = raw.FPDF_GetPageCount(handle)
    if pages < 1:
        raw.FPDF_CloseDocument(handle)
        raise ReadError("malformed", "The file has no pages that can be read.")
    return OpenPdf(handle, pages, repaired=True, keep=buffer)


def _repair(path: Path, password: str | None) -> bytes:
    import pikepdf

    repaired = BytesIO()
    try:
        with pikepdf.open(path, password=password or "", suppress_warnings=True) as pdf:
            pdf.save(repaired)
    except pikepdf.PasswordError as error:
        raise ReadError("encrypted", _LOCKED) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, OSError) as error:
        raise ReadError("malformed", _BROKEN) from error
    return repaired.getvalue()


def _frame(page: Any) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(
        left=box.left,
        upper=box.top,
        width=box.right - box.left,
        height=box.top - box.bottom,
        quarter=raw.FPDFPage_GetRotation(page) % 4,
    )
