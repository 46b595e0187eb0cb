"""A meeting as ModernGov's web service gives it: agenda, decisions and minutes, item by item.

The answer is XML whose fields hold HTML; each field is read as the web page it would be on.
Answers that only list meetings or committees hold no paper and are not read.
"""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

from pipeline.clean import clean_text
from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import READER_VERSION, ReadOptions
from pipeline.read.blocks import Block, Table
from pipeline.read.compose import write_pages, write_passages
from pipeline.read.html import html_blocks
from pipeline.read.sniff import MEETING

_MAX_BYTES = 32 << 20
_TITLE_RANK = 1
_ITEM_RANK = 2
_PART_RANK = 3
# The headings under which ModernGov's own pages print these fields.
_PARTS = (
    ("agendatext", None),
    ("decisionnonemptyhtmlbody", "Decision"),
    ("minutesnonemptyhtmlbody", "Minutes"),
)


def read(path: Path, options: ReadOptions) -> Document:
    """Read the answer to a request for one meeting."""
    raw = path.read_bytes()
    if len(raw) > _MAX_BYTES:
        raise ReadError("too_large", "The answer is larger than 32 MB, which no meeting is.")
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise ReadError("malformed", "The answer declares entities of its own, and is not read.")
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError as error:
        raise ReadError(
            "malformed", "The answer of the web service is cut off or damaged. Request it again."
        ) from error
    passages = write_passages(_blocks(root))
    if not passages:
        raise ReadError("empty", "The meeting has no items yet.")
    return Document(
        media_type=MEETING,
        reader=f"meeting/{READER_VERSION}",
        pages=write_pages(passages, 1),
        passages=passages,
        title=_title(root),
    )


def _blocks(root: ElementTree.Element) -> Iterator[Block | Table]:
    yield Block("heading", _title(root), rank=_TITLE_RANK)
    for item in root.iter("agendaitem"):
        title = _text(item, "agendaitemtitle")
        if title:
            yield Block("heading", title, _text(item, "fulldisplaynumberformat"), _ITEM_RANK)
        for tag, label in _PARTS:
            markup = item.findtext(tag) or ""
            blocks = html_blocks(markup) if markup.strip() else []
            if blocks and label:
                yield Block("heading", label, rank=_PART_RANK)
            yield from (_below(block) for block in blocks)


def _below(block: Block | Table) -> Block | Table:
    """Headings of a field stand below the item's own."""
    if isinstance(block, Block) and block.kind == "heading":
        return Block("heading", block.text, block.number, block.rank + _PART_RANK)
    return block


def _title(root: ElementTree.Element) -> str:
    """'Cabinet - Friday 21 November 2025', as the page of the meeting is headed."""
    body = _text(root, ".//committeetitle") or _text(root, ".//refertocommittee") or "Meeting"
    printed = _text(root, "meetingdate") or ""
    try:
        day, month, year = map(int, printed.split("/"))
        held = date(year, month, day)
    except ValueError:
        return f"{body} {printed}".strip()
    return f"{body} - {held:%A} {held.day} {held:%B %Y}"


def _text(element: ElementTree.Element, tag: str) -> str | None:
    """The words of a field; titles come with their HTML entities written out."""
    return clean_text(unescape(element.findtext(tag) or "")) or None
