"""Text that no file can hold: halves of characters that a PDF gives alone, made harmless."""

import re
from dataclasses import replace

from pipeline.model import Document, OutlineEntry, Page, PageLink, Passage

_HALF = re.compile(r"[\ud800-\udfff]")


def settle_halves(document: Document) -> Document:
    """The document with each half of a surrogate pair replaced by '\ufffd'; offsets stay."""
    texts = (*(p.text for p in document.passages), *(p.text for p in document.pages))
    extras = (document.title or "", *(e.title for e in document.outline))
    extras += tuple(stamp for page in document.pages for stamp in page.stamps)
    extras += tuple(link.text for link in document.links)
    if not any(_HALF.search(text) for text in (*texts, *extras)):
        return document
    return replace(
        document,
        title=None if document.title is None else _settle(document.title),
        passages=tuple(_settle_passage(passage) for passage in document.passages),
        pages=tuple(_settle_page(page) for page in document.pages),
        outline=tuple(_settle_entry(entry) for entry in document.outline),
        links=tuple(_settle_link(link) for link in document.links),
    )


def _settle(text: str) -> str:
    return _HALF.sub("\ufffd", text)


def _settle_passage(passage: Passage) -> Passage:
    return replace(
        passage,
        text=_settle(passage.text),
        number=None if passage.number is None else _settle(passage.number),
        heading=tuple(map(_settle, passage.heading)),
        cells=tuple(replace(cell, head=_settle(cell.head)) for cell in passage.cells),
    )


def _settle_page(page: Page) -> Page:
    label = None if page.label is None else _settle(page.label)
    stamps = tuple(map(_settle, page.stamps))
    return replace(page, label=label, text=_settle(page.text), stamps=stamps)


def _settle_entry(entry: OutlineEntry) -> OutlineEntry:
    return replace(entry, title=_settle(entry.title))


def _settle_link(link: PageLink) -> PageLink:
    return replace(link, text=_settle(link.text))
