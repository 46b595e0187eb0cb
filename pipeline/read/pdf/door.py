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
from typing import Any

import pypdfium2.raw as raw

from pipeline.errors import ReadError

__all__ = ["Frame", "OpenPdf", "bind", "load_page", "open_pdf", "raw", "utf16"]

_PASSWORD = 4
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


def bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A pdfium function under types of our own: addresses as plain numbers, which is faster."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    bound: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(address)
    return bound


def utf16(call: Callable[..., int], *arguments: Any, limit: int = 65536) -> str:
    """The text that `call` writes as UTF-16 into a buffer of as many bytes as it says it needs."""
    size = call(*arguments, None, 0)
    if size <= 2:
        return ""
    size = min(size, limit)
    buffer = ctypes.create_string_buffer(size)
    call(*arguments, buffer, size)
    return buffer.raw[:size].decode("utf-16-le", "ignore").split("\0")[0]


@contextmanager
def open_pdf(path: Path, password: str | None) -> Iterator[OpenPdf]:
    """An open PDF; raises `ReadError` `encrypted`, or `malformed` where repair fails too."""
    opened = _open_as_is(path, password) or _open_repaired(path, password)
    try:
        yield opened
    finally:
        raw.FPDF_CloseDocument(opened.handle)


@contextmanager
def load_page(pdf: OpenPdf, index: int) -> Iterator[tuple[Any, Any, Frame]]:
    """A page's handle, its text's handle and its frame; raises `ReadError` where it is broken."""
    page = raw.FPDF_LoadPage(pdf.handle, index)
    if not page:
        raise ReadError("malformed", "The page is damaged and cannot be read.")
    text = None
    try:
        text = raw.FPDFText_LoadPage(page)
        if not text:
            raise ReadError("malformed", "The words of the page are damaged and cannot be read.")
        yield page, text, _frame(page)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)


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
