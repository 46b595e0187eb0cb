"""The front sheet of a pack: which body meets when, and on which stamped pages its items stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.clean import collapse_spaces
from pipeline.model import Document, Passage
from pipeline.rules import RuleBook
from pipeline.split.pages import PageView

_MAX_PAGES = 12
_MAX_COVER = 3


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
    pages: re.Pattern[str]
    number: re.Pattern[str]


@cache
def _load_forms(book: RuleBook) -> _Forms:
    front = book.sections["front_sheet"]
    return _Forms(
        rules=tuple(
            (rule["id"], book.pattern(rule["pattern"], re.IGNORECASE | re.MULTILINE, rule["id"]))
            for rule in front["signs"]
        ),
        unless=book.pattern(front["unless"], re.IGNORECASE | re.MULTILINE, "front_sheet.unless"),
        pages=book.pattern(front["pages"], where="front_sheet.pages"),
        number=book.pattern(front["number"], where="front_sheet.number"),
    )


def read_front_sheet(
    document: Document, views: Sequence[PageView], book: RuleBook
) -> FrontSheet | None:
    """The front sheet that a document opens with, or None where it opens with something else.

    It goes on until the first page that is stamped as page 1 of the pack, stands under an 'Agenda
    Item' mark, or follows its last page with an agenda on it.
    """
    forms = _load_forms(book)
    if not views or forms.unless.search(views[0].head(40)):
        return None
    heads = [view.head(40) for view in views[:_MAX_COVER]]
    found = [[name for name, form in forms.rules if form.search(head)] for head in heads]
    if not found[0] or len({name for names in found for name in names}) < 2:
        return None
    last_page = _last_page(views)
    passages = [passage for passage in document.passages if passage.page <= last_page]
    items = tuple(_read_items(passages, forms))
    return FrontSheet(last_page, items, found[0][0])


def _last_page(views: Sequence[PageView]) -> int:
    last = 0
    for view in views[:_MAX_PAGES]:
        if view.item is not None or (view.label == 1 and view.number > 1):
            break
        last = view.number
    return max(1, last)


def _read_items(passages: Sequence[Passage], forms: _Forms) -> list[AgendaItem]:
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
        for match in forms.pages.finditer(text):
            if number is None and not items:
                continue
            first = int(match["first"])
            last = int(match["last"] or first)
            if number is None:
                number = items[-1].number
                title = text[: match.start()]
            items.append(AgendaItem(number, _tidy_title(title, forms), first, last))
            number, title = None, ""
    if number is not None:
        items.append(AgendaItem(number, _tidy_title(title, forms), None, None))
    return items


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
    if match := forms.pages.search(title):
        title = title[: match.start()]
    return collapse_spaces(title).strip(" -–")
