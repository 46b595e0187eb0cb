"""A document's pages as one sees them when looking for where a paper begins: the printed lines
from the top, the stamps, the page numbers of pack and paper, the look."""

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.clean import collapse_spaces
from pipeline.model import Document, Page, Passage
from pipeline.rules import RuleBook, compiled


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a page with its look; `passage` is the index of its passage (-1 for a stamp),
    `whole` the length of that passage's text, `top` how far down it stands, 0 where unknown."""

    text: str
    passage: int
    kind: str
    size: float | None
    bold: bool
    left: float
    whole: int
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: its lines from the top, what is stamped on it, and how it looks.

    `label` is its number in the pack, `own` the numbers of the paper's own counting, `item` the
    number after 'Agenda Item'. `continued` tells that a passage of the page before goes on here,
    `blank` that the page says it is left blank. `size` is the size of most of its text;
    `filled` how far down it reaches, from 0 to 1, None where the reader gives no places.
    """

    number: int
    label: int | None
    own: tuple[int, ...]
    item: str | None
    lines: tuple[PrintedLine, ...]
    words: int
    continued: bool
    blank: bool
    size: float | None
    width: float
    height: float
    filled: float | None

    def head(self, count: int) -> str:
        """The first `count` lines, one under the other."""
        return "\n".join(line.text for line in self.lines[:count])


@dataclass(frozen=True, slots=True)
class _Stamps:
    item: re.Pattern[str]
    label: re.Pattern[str]
    own: re.Pattern[str]
    blank: re.Pattern[str]


@compiled
def _load_stamps(book: RuleBook) -> _Stamps:
    forms = book.sections["stamps"]
    return _Stamps(
        item=book.pattern(forms["item"], where="stamps.item"),
        label=book.pattern(forms["label"], where="stamps.label"),
        own=book.pattern(forms["own"], where="stamps.own"),
        blank=book.pattern(forms["blank"], where="stamps.blank"),
    )


def view_pages(document: Document, book: RuleBook) -> list[PageView]:
    """Every page of a document as a `PageView`, in order."""
    stamps = _load_stamps(book)
    labels = _read_labels(document, stamps)
    lines = _lines_by_page(document)
    continued = _continued_pages(document)
    bottoms = _bottoms(document)
    return [
        _view_page(
            page,
            lines[i],
            labels.get(page.number),
            page.number in continued,
            bottoms.get(page.number),
            stamps,
        )
        for i, page in enumerate(document.pages)
    ]


def _view_page(
    page: Page,
    lines: list[PrintedLine],
    label: int | None,
    continued: bool,
    bottom: float | None,
    stamps: _Stamps,
) -> PageView:
    words = sum(len(line.text.split()) for line in lines)
    edges = _edge_lines(page)
    lines = _running_heads(page, stamps) + lines
    return PageView(
        number=page.number,
        label=label,
        own=_read_own_numbers(page, label, stamps),
        item=_first_group(stamps.item, edges),
        lines=tuple(lines),
        words=words,
        continued=continued,
        blank=words <= 12 and bool(stamps.blank.search(page.text)),
        size=_main_size(lines),
        width=page.width,
        height=page.height,
        filled=bottom / page.height if bottom and page.height else None,
    )


def _running_heads(page: Page, stamps: _Stamps) -> list[PrintedLine]:
    """Stamps in words at the top of the page: a paper's first page may print its title so."""
    printed = [collapse_spaces(line) for line in page.text.splitlines() if line.strip()][:4]
    marks = (stamps.item, stamps.label, stamps.own)
    heads = [collapse_spaces(stamp) for stamp in page.stamps]
    words = [
        text
        for text in heads
        if any(c.isalpha() for c in text)
        and not any(mark.fullmatch(text) for mark in marks)
        and any(text in line or line in text for line in printed)
    ]
    return [PrintedLine(text, -1, "heading", None, False, 0.0, len(text)) for text in words]


def _edge_lines(page: Page) -> list[str]:
    """The stamps of a page, and its first and last lines in case a stamp was not seen as one."""
    printed = [collapse_spaces(line) for line in page.text.splitlines() if line.strip()]
    found = [collapse_spaces(stamp) for stamp in page.stamps] + printed[:2] + printed[-3:]
    return list(dict.fromkeys(found))


def _first_group(pattern: re.Pattern[str], texts: list[str]) -> str | None:
    for text in texts:
        if match := pattern.fullmatch(text):
            return next((group for group in match.groups() if group), None)
    return None


def _read_labels(document: Document, stamps: _Stamps) -> dict[int, int]:
    """The pack's own page numbers by page, where one count runs through most of the file."""
    found: dict[int, int] = {}
    for page in document.pages:
        label = _first_group(stamps.label, _edge_lines(page)) or (page.label or "").strip()
        if label.isdigit():
            found[page.number] = int(label)
    offsets = Counter(number - label for number, label in found.items())
    if not offsets:
        return {}
    offset, count = max(offsets.items(), key=lambda pair: (pair[1], -abs(pair[0])))
    if (count < 2 and len(document.pages) > 2) or count < len(found) / 2:
        return {}
    return {
        page.number: page.number - offset for page in document.pages if page.number - offset >= 1
    }


def _read_own_numbers(page: Page, label: int | None, stamps: _Stamps) -> tuple[int, ...]:
    """Numbers that a paper counts its own pages by: bare digits beside the pack's 'Page 47'."""
    edges = [collapse_spaces(stamp) for stamp in page.stamps] or _edge_lines(page)[2:]
    stamped = [text for text in edges if label is not None and stamps.label.fullmatch(text)]
    found = [stamps.own.fullmatch(text) for text in edges if text not in stamped]
    numbers = {int(match[1]) for match in found if match}
    return tuple(sorted(numbers if stamped else numbers - {label}))


def _lines_by_page(document: Document) -> list[list[PrintedLine]]:
    index = {page.number: i for i, page in enumerate(document.pages)}
    pages: list[list[PrintedLine]] = [[] for _ in document.pages]
    for i, passage in enumerate(document.passages):
        for page, line in _printed_lines(i, passage):
            if page in index:
                pages[index[page]].append(line)
    return pages


def _printed_lines(index: int, passage: Passage) -> list[tuple[int, PrintedLine]]:
    number = f"{passage.number} " if passage.number else ""
    parts = [(n.page, passage.text[n.start : n.end], n.x0, n.top) for n in passage.lines]
    if not parts:
        parts = [(passage.page, passage.text, 0.0, 0.0)]
    found = []
    for page, text, left, top in parts:
        text = collapse_spaces(number + text)
        number = ""
        if text:
            look = (passage.kind, passage.size, passage.bold, left, len(passage.text), top)
            found.append((page, PrintedLine(text, index, *look)))
    return found


def _continued_pages(document: Document) -> set[int]:
    """Pages onto which a passage runs that begins on an earlier one."""
    return {
        line.page
        for passage in document.passages
        for line in passage.lines
        if line.page > passage.page and line.end > line.start
    }


def _bottoms(document: Document) -> dict[int, float]:
    """How far down each page its lines reach, footnotes aside."""
    bottoms: dict[int, float] = {}
    for passage in document.passages:
        if passage.kind != "footnote":
            for line in passage.lines:
                bottoms[line.page] = max(bottoms.get(line.page, 0.0), line.bottom)
    return bottoms


def _main_size(lines: list[PrintedLine]) -> float | None:
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes.items(), key=lambda pair: (pair[1], pair[0]))[0] if sizes else None
