"""Word documents to passages: numbers as printed, tables as rows, notes apart.

What Word draws at the edges (headers, footers) is kept as stamps; what is deleted, hidden or a
prompt is not read. Pages are known only where the file records them: where Word last ended its
pages, or else where the author did; without either, all is page 1.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.clean import clean_text
from pipeline.errors import ReadError
from pipeline.model import Document, Page, Problem
from pipeline.read import READER_VERSION, ReadOptions
from pipeline.read.compose import write_pages, write_passages
from pipeline.read.docx.body import open_body
from pipeline.read.docx.package import Element, Package, W, open_package

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAGE_NUMBER = re.compile(r"(?:page)?[\s\d]*+(?:of)?[\s\d]*+", re.IGNORECASE)
_JUNK_TITLES = ("microsoft word -", "word document", "document", "untitled", "template")


def read(path: Path, options: ReadOptions) -> Document:
    """Read a Word document (.docx)."""
    package = open_package(path)
    body = open_body(package)
    passages = write_passages(body.blocks())
    width, height = _page_size(package.body)
    pages = write_pages(passages, body.page, width, height)
    problems = tuple(_problems(package))
    if not passages and not problems:
        raise ReadError("empty", "There is no text in this Word document.")
    stamps = tuple(_stamps(package))
    return Document(
        media_type=_MEDIA_TYPE,
        reader=f"docx/{READER_VERSION}",
        pages=tuple(_stamped(page, stamps) for page in pages),
        passages=passages,
        title=_title(package) or body.title,
        problems=problems,
    )


def _page_size(root: Element) -> tuple[float, float]:
    """The size of the first section's pages in points; nothing is known without a section."""
    for size in root.iter(W + "pgSz"):
        try:
            return float(size.get(W + "w")) / 20, float(size.get(W + "h")) / 20
        except (TypeError, ValueError):
            break
    return 0.0, 0.0


def _stamps(package: Package) -> Iterator[str]:
    """The lines of headers and footers, once each; bare page numbers are not worth keeping."""
    seen = set()
    for part in package.stamps:
        for paragraph in part.iter(W + "p"):
            line = clean_text(" ".join(text.text or "" for text in paragraph.iter(W + "t")))
            if line and not _PAGE_NUMBER.fullmatch(line) and line not in seen:
                seen.add(line)
                yield line


def _stamped(page: Page, stamps: tuple[str, ...]) -> Page:
    return Page(
        number=page.number,
        label=page.label,
        width=page.width,
        height=page.height,
        text=page.text,
        stamps=stamps,
        source=page.source,
    )


def _title(package: Package) -> str | None:
    title = clean_text(package.title or "")
    return title if title and not title.lower().startswith(_JUNK_TITLES) else None


def _problems(package: Package) -> Iterator[Problem]:
    if package.unread:
        yield Problem(
            stage="read",
            code="not_read",
            message=f"Not read in this Word document: {', '.join(package.unread)}. "
            "Look at the document itself for what they say.",
        )
    words = next(package.body.iter(W + "t"), None)
    pictures = next(package.body.iter("{*}blip"), None)
    if words is None and pictures is not None:
        yield Problem(
            stage="read",
            code="no_text",
            message="The document holds pictures only. Save it as PDF and read that with OCR.",
        )
