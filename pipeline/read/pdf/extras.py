"""What a file says about itself: its bookmarks, its links inside, its attachments, its title."""

import ctypes
from collections.abc import Sequence
from typing import Any

from pipeline.model import OutlineEntry, PageLink, Problem
from pipeline.read.pdf.door import Frame, LoadedPage, OpenPdf, raw, utf16
from pipeline.read.pdf.records import Word
from pipeline.read.pdf.words import turn_box

_MAX_BOOKMARKS = 5000
_MAX_LINKS = 500


def read_outline(pdf: OpenPdf) -> tuple[OutlineEntry, ...]:
    """The bookmarks that lead to a page, in order; circles and floods are cut short."""
    found: list[OutlineEntry] = []
    seen: set[int] = set()
    stack = [(raw.FPDFBookmark_GetFirstChild(pdf.handle, None), 0)]
    while stack and len(seen) < _MAX_BOOKMARKS:
        mark, level = stack.pop()
        address = ctypes.cast(mark, ctypes.c_void_p).value
        if not address or address in seen:
            continue
        seen.add(address)
        title = utf16(raw.FPDFBookmark_GetTitle, mark)
        page = _target(pdf, raw.FPDFBookmark_GetDest(pdf.handle, mark))
        if page is None:
            page = _action_target(pdf, raw.FPDFBookmark_GetAction(mark))
        if page is not None and title.strip():
            found.append(OutlineEntry(" ".join(title.split()), page, level))
        stack.append((raw.FPDFBookmark_GetNextSibling(pdf.handle, mark), level))
        if level < 20:
            stack.append((raw.FPDFBookmark_GetFirstChild(pdf.handle, mark), level + 1))
    return tuple(found)


def read_links(
    pdf: OpenPdf, page: LoadedPage, number: int, words: Sequence[Word]
) -> list[PageLink]:
    """The links of a page that lead to a page of the same file, with the words under them."""
    found: list[PageLink] = []
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while len(found) < _MAX_LINKS and raw.FPDFLink_Enumerate(
        page.handle, ctypes.byref(position), ctypes.byref(link)
    ):
        target = _target(pdf, raw.FPDFLink_GetDest(pdf.handle, link))
        if target is None:
            target = _action_target(pdf, raw.FPDFLink_GetAction(link))
        if target is None:
            continue
        found.append(PageLink(number, target, _text_under(link, page.frame, words)))
    return found


def _text_under(link: Any, frame: Frame, words: Sequence[Word]) -> str:
    rect = raw.FS_RECTF()
    if not raw.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
        return ""
    x0, top, x1, bottom = turn_box(
        (
            rect.left - frame.left,
            frame.upper - rect.top,
            rect.right - frame.left,
            frame.upper - rect.bottom,
        ),
        frame,
    )
    under = [
        word
        for word in words
        if top - 2 <= (word.top + word.bottom) / 2 <= bottom + 2
        and x0 - 1 <= (word.x0 + word.x1) / 2 <= x1 + 1
    ]
    under.sort(key=lambda word: (round(word.base), word.x0))
    return " ".join(word.text for word in under).replace("\u00ad", "-")[:300]


def _target(pdf: OpenPdf, destination: Any) -> int | None:
    """The page, from 1, of a destination inside the file."""
    if not destination:
        return None
    index = int(raw.FPDFDest_GetDestPageIndex(pdf.handle, destination))
    return index + 1 if 0 <= index < pdf.pages else None


def _action_target(pdf: OpenPdf, action: Any) -> int | None:
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_GOTO:
        return None
    return _target(pdf, raw.FPDFAction_GetDest(pdf.handle, action))


def read_title(pdf: OpenPdf) -> str | None:
    """The title in the file's properties, where there is one."""
    title = utf16(raw.FPDF_GetMetaText, pdf.handle, b"Title")
    return " ".join(title.split()) or None


def read_attachments(pdf: OpenPdf) -> list[Problem]:
    """A problem for each file that is attached, since none is read."""
    problems = []
    for index in range(min(100, max(0, raw.FPDFDoc_GetAttachmentCount(pdf.handle)))):
        attachment = raw.FPDFDoc_GetAttachment(pdf.handle, index)
        if not attachment:
            continue
        name = utf16(raw.FPDFAttachment_GetName, attachment)
        problems.append(
            Problem(
                "read",
                "attachment_not_read",
                f"The file '{name or 'without a name'}' is attached to it and is not read. "
                "Save it and give it to the pipeline as a file of its own.",
            )
        )
    return problems
