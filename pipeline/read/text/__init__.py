"""Plain text to passages.

Blank lines part paragraphs; numbers and bullets open items; `| a | b |` lines are table rows
(a `|---|---|` line ends their head); form feeds begin pages; lines that recur at the edges of
pages are stamps. Lines that were wrapped are joined, and words that a line end broke.
"""

from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Document, Page
from pipeline.read import READER_VERSION, ReadOptions
from pipeline.read.compose import write_passages
from pipeline.read.decode import decode_text
from pipeline.read.text.paragraphs import read_blocks
from pipeline.read.text.sheets import read_sheets
from pipeline.read.text.titles import mark_headings

_MAX_BYTES = 64 << 20


def read(path: Path, options: ReadOptions) -> Document:
    """Read a text file of any common encoding."""
    if path.stat().st_size > _MAX_BYTES:
        raise ReadError("too_large", "The text is larger than 64 MB. Split it into smaller files.")
    return read_text(decode_text(path.read_bytes()))


def read_text(text: str) -> Document:
    """A document made of `text`, a page for each form feed; `ReadError` where it is empty."""
    sheets = read_sheets(text)
    passages = write_passages(mark_headings(read_blocks(sheets)))
    if not passages:
        raise ReadError("empty", "There is no text in it.")
    pages = [
        Page(
            number=sheet.number,
            label=sheet.label,
            width=0.0,
            height=0.0,
            text="\n".join(sheet.lines).strip("\n"),
            stamps=sheet.stamps,
            source="text" if any(line.strip() for line in sheet.lines) else "none",
        )
        for sheet in sheets
    ]
    return Document(
        media_type="text/plain",
        reader=f"text/{READER_VERSION}",
        pages=tuple(pages),
        passages=passages,
    )
