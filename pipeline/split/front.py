"""The front sheet of a pack: which body meets when, and on which stamped pages its items stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.clean import collapse_spaces
from pipeline.model import Document, Passage
from pipeline.rules import RuleBook, compiled
from pipeline.split.pages import PageView
from pipeline.split.starts import weigh_start

_MAX_PAGES = 12
_MAX_COVER = 3
_NOT_AN_AGENDA = 16
_OPENS = 2.0
_LONGEST_TAIL = 2
_LONGEST_ITEM = 900


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the agenda; `first` and `last` are stamped page numbers, None where not given."""

    number: str
    title: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class FrontSheet:
    """The first pages of a pack, up to `last_page`, and the items that they list."""

    last_page: int
    items: tuple[AgendaItem, ...]
    rule: str

    def item_of_label(self, label: int) -> AgendaItem | None:
        """The agenda item whose pages hold a stamped page number; the later where two do."""
        found = [
            item
            for item in self.items
            if item.first is not None and item.first <= label <= (item.last or item.first)
        ]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class _Forms:
    rules: tuple[tuple[str, re.Pattern[str]], ...]
    unless: re.Pattern[str]
    web_minutes: re.Pattern[str]
    pages: re.Pattern[str]
    range: re.Pattern[str]
    cell: re.Pattern[str]
    number: re.Pattern[str]


@compiled
def _load_forms(book: RuleBook) -> _Forms:
    front = book.sections["front_sheet"]
    return _Forms(
        rules=tuple(
            (rule["id"], book.pattern(rule["pattern"], re.IGNORECASE | re.MULTILINE, rule["id"]))
            for rule in front["signs"]
        ),
        unless=book.pattern(front["unless"], re.IGNORECASE | re.MULTILINE, "front_sheet.unless"),
        web_minutes=book.pattern(front["web_minutes"], where="front_sheet.web_minutes"),
        pages=book.pattern(front["pages"], where="front_sheet.pages"),
        range=book.pattern(front["range"], where="front_sheet.range"),
        cell=book.pattern(front["cell"], where="front_sheet.cell"),
        number=book.pattern(front["number"], where="front_sheet.number"),
    )


def read_front_sheet(
    document: Document, views: Sequence[PageView], book: RuleBook
) -> FrontSheet | None:
    """The front sheet that a document opens with, or None where it opens with something else."""
    forms = _load_forms(book)
    if not views or forms.unless.search(views[0].head(_NOT_AN_AGENDA)):
        return None
    if any(forms.web_minutes.fullmatch(passage.text) for passage in _web_passages(document)):
        return None
    heads = [view.head(40) for view in views[:_MAX_COVER]]
    found = [[name for name, form in forms.rules if form.search(head)] for head in heads]
    if not found[0] or len({name for names in found for name in names}) < 2:
        return None
    last_page = _last_page(document, views, book, forms)
    passages = [passage for passage in document.passages if passage.page <= last_page]
    return FrontSheet(last_page, tuple(_read_items(passages, len(views), forms)), found[0][0])


def _web_passages(document: Document) -> Sequence[Passage]:
    """The passages of a web page: a meeting's page prints its minutes under the same items."""
    return document.passages if document.media_type == "text/html" else ()


def _last_page(document: Document, views: Sequence[PageView], book: RuleBook, forms: _Forms) -> int:
    """The page before the first that is page 1 of the pack or the first item's, stands under an
    'Agenda Item' mark, is bookmarked or opens with a title block; else the last with an agenda."""
    marked = {entry.page for entry in document.outline}
    first_label = _first_label(document, forms)
    last = 1
    for view in views[1:_MAX_PAGES]:
        labelled = view.label is not None and view.label in {1, first_label}
        signs = [form for _, form in forms.rules if form.search(view.head(60))]
        agenda = len(signs) > 1 or bool(forms.pages.search(view.head(60)))
        counted = not agenda and view.own[:1] == (1,)
        opens = not agenda and weigh_start(view, book) >= _OPENS
        if view.item or labelled or view.number in marked or counted or opens:
            return view.number - 1 if view.number - 1 - last <= _LONGEST_TAIL else last
        if (agenda or view.blank) and view.number == last + 1:
            last = view.number
    return last


def _first_label(document: Document, forms: _Forms) -> int | None:
    """The lowest page that the agenda names."""
    opening = [passage for passage in document.passages if passage.page <= _MAX_COVER]
    labels = [
        item.first
        for item in _read_items(opening, len(document.pages), forms)
        if item.first is not None
    ]
    return min(labels, default=None)


def _read_items(passages: Sequence[Passage], pages: int, forms: _Forms) -> list[AgendaItem]:
    """Agenda items of a front sheet: a number, a title, and '(Pages 47 - 58)' before the next."""
    items: list[AgendaItem] = []
    number: str | None = None
    title = ""
    for passage in passages:
        text = collapse_spaces(passage.text)
        opened = _open_item(passage, text, forms)
        if opened:
            if number is not None:
                items.append(AgendaItem(number, _tidy_title(title, forms), None, None))
            number, title = opened
            text = title
        elif number is not None and len(title) < 300:
            title = title or text
        reached = max((item.last or item.first or 0 for item in items), default=0)
        for first, last, start in _page_ranges(passage, text, reached, forms):
            bare = not forms.pages.search(text)
            if (number is None and not items) or (bare and last > pages):
                continue
            if number is None:
                number, title = items[-1].number, text[:start]
            items.append(AgendaItem(number, _tidy_title(title, forms), first, last))
            number, title = None, ""
    if number is not None:
        items.append(AgendaItem(number, _tidy_title(title, forms), None, None))
    return items


def _page_ranges(
    passage: Passage, text: str, reached: int, forms: _Forms
) -> list[tuple[int, int, int]]:
    """Page ranges of a line of the agenda, each with where it begins: 'Pages 5 - 9', or the bare
    '5 - 9' at the end of the line or in the last cell where it goes on from the item before."""
    marked = [_range_of(match) for match in forms.pages.finditer(text)]
    if marked:
        return marked
    match = forms.range.search(text)
    if match is None and passage.cells:
        cell = passage.cells[-1]
        match = forms.cell.fullmatch(passage.text[cell.start : cell.end].strip())
        start = len(text)
    else:
        start = match.start() if match else 0
    if match is None:
        return []
    first, last, _ = _range_of(match)
    return [(first, last, start)] if reached <= first <= last <= first + _LONGEST_ITEM else []


def _range_of(match: re.Match[str]) -> tuple[int, int, int]:
    first = int(match["first"])
    return first, int(match["last"] or first), match.start()


def _open_item(passage: Passage, text: str, forms: _Forms) -> tuple[str, str] | None:
    if passage.number and (match := forms.number.match(passage.number.strip() + " x")):
        return match["number"], text
    if passage.cells:
        cells = [collapse_spaces(passage.text[c.start : c.end]) for c in passage.cells]
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and (match := forms.number.fullmatch(filled[0] + " ")):
            return match["number"], " ".join(filled[1:])
    if match := forms.number.match(text):
        return match["number"], text[match.end("number") :].lstrip(".) ")
    return None


def _tidy_title(title: str, forms: _Forms) -> str:
    for form in (forms.pages, forms.range):
        if match := form.search(title):
            title = title[: match.start()]
    return collapse_spaces(title).strip(" -–")
