"""The pages of a text: parted by form feeds, running headers, footers and numbers taken off."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.clean import clean_text

_STAMP_LENGTH = 300
_PAGE_NUMBER = re.compile(
    r"[-–\s]*(?:page\s+)?(?P<label>\d{1,4}|[ivx]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–\s]*",
    re.IGNORECASE,
)
_PAGE_LINE = re.compile(r"page\s+(?P<label>\d{1,4})(?:\s+of\s+\d{1,4})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    number: int
    lines: tuple[str, ...]
    label: str | None = None
    stamps: tuple[str, ...] = ()


def read_sheets(text: str) -> list[Sheet]:
    """The pages of a text, without their stamps."""
    return _take_stamps([Sheet(n, page) for n, page in enumerate(_split_pages(text), 1)])


def _split_pages(text: str) -> list[tuple[str, ...]]:
    pages = text.split("\f")
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return [tuple(line.expandtabs(4).rstrip() for line in page.splitlines()) for page in pages]


def _take_stamps(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Take running headers, footers and page numbers off the edges of the pages."""
    seen = Counter(
        mask for sheet in sheets for mask in {_mask(sheet.lines[i]) for i in _edges(sheet.lines)}
    )
    return [_take_page_stamps(sheet, seen, len(sheets)) for sheet in sheets]


def _take_page_stamps(sheet: Sheet, seen: Counter[str], count: int) -> Sheet:
    label, stamps, gone = None, [], set()
    edges = _edges(sheet.lines) if count > 1 else []
    for index, raw in enumerate(sheet.lines):
        line = raw.strip()
        number = _PAGE_LINE.fullmatch(line)
        if index in edges:
            recurs = seen[_mask(line)] > max(1, count // 3)
            number = number or (_PAGE_NUMBER.fullmatch(line) if recurs else None)
            if recurs and not number:
                gone.add(index)
                stamps.append(clean_text(line))
        if number:
            gone.add(index)
            label = number["label"]
            stamps.append(clean_text(line))
    lines = tuple(line for index, line in enumerate(sheet.lines) if index not in gone)
    return replace(sheet, lines=lines, label=label, stamps=tuple(stamps))


def _edges(lines: Sequence[str]) -> list[int]:
    """The first two and the last two lines of a page that have words."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return sorted({*filled[:2], *filled[-2:]})


def _mask(line: str) -> str:
    return re.sub(r"\d+|\b[ivx]+\b", "#", " ".join(line[:_STAMP_LENGTH].split()))
