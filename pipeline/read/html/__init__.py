"""Web pages to passages: ModernGov's issues, agendas, minutes and decisions above all.

Menus, breadcrumbs, footers and links to files are dropped; tables that only set things side by
side are read through; where the page stops in the middle of the minutes, a problem says so. A
page of the web is one page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Document, Problem
from pipeline.read import READER_VERSION, ReadOptions
from pipeline.read.blocks import Block, Table
from pipeline.read.compose import write_pages, write_passages
from pipeline.read.decode import decode_html
from pipeline.read.html.page import load_words, open_page
from pipeline.read.html.walk import Walk

_MAX_BYTES = 32 << 20


def read(path: Path, options: ReadOptions) -> Document:
    """Read a web page that was saved to a file."""
    if path.stat().st_size > _MAX_BYTES:
        raise ReadError("too_large", "The web page is larger than 32 MB. Print it to a PDF.")
    return read_html(decode_html(path.read_bytes()))


def read_html(text: str) -> Document:
    """A document of one page; raises `ReadError` where the page has no text of its own."""
    page = open_page(text)
    problems: list[Problem] = []
    passages = write_passages(_mend_shortened(Walk(page).run(), problems))
    if not passages:
        raise ReadError("empty", "There is no text in this web page beside menus and links.")
    return Document(
        media_type="text/html",
        reader=f"html/{READER_VERSION}",
        pages=write_pages(passages, 1),
        passages=passages,
        title=page.title,
        source_url=page.url,
        problems=tuple(problems),
    )


def html_blocks(text: str) -> list[Block | Table]:
    """The blocks of a piece of HTML, such as a field of a web service's answer."""
    return Walk(open_page(text)).run()


def _mend_shortened(
    blocks: Sequence[Block | Table], problems: list[Problem]
) -> Iterator[Block | Table]:
    """Take off the words with which a page stops short, and record that it does."""
    book = load_words()
    pattern = book.pattern("|".join(book.sections["shortened"]), where="shortened")
    for block in blocks:
        found = pattern.search(block.text) if isinstance(block, Block) else None
        if found and isinstance(block, Block):
            problems.append(
                Problem(
                    stage="read",
                    code="shortened",
                    message=f"The page shows only the beginning of the {found['what']} of item "
                    f"{found['item']}. Save the page behind that link and read it too.",
                    page=1,
                )
            )
            text = block.text[: found.start()] + block.text[found.end() :]
            if text:
                yield replace(block, text=text)
        else:
            yield block
