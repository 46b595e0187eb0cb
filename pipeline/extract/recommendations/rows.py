"""Table rows: a column of recommendations makes each row one; '1. To ensure …' in a cell is
label and words. A cell that says 'Recommendations:' hands the cell beside it to the walk."""

import re
from dataclasses import dataclass, replace

from pipeline.extract.recommendations.drafts import Draft, skip_opening, trim_end
from pipeline.extract.recommendations.forms import Form, Forms, is_template
from pipeline.model import Cell, Passage
from pipeline.numbering import choose_number, split_leading

_TO_HEAD = re.compile(
    r"(?:responsible|lead|accountable|action by|addressed to|for|to|directed (?:to|at))"
    r"(?: (?:body|bodies|partner|agency|organisation|party|authority))s?"
    r"|addressed to|to whom|(?:for )?action by(?: whom)?",
    re.IGNORECASE,
)
_NUMBER_HEAD = re.compile(
    r"(?:rec(?:ommendation)?\.? )?(?:no\.?|number|ref(?:erence)?\.?|#)|item", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:recommendation |rec\.? )?(?P<label>\(?[0-9A-Za-z]{1,4}(?:\.\d{1,2})?[.)]{0,2})",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?P<label>Recommendation \d{1,3}[a-z]?)\s*[:.–—-]\s*(?=\S)", re.IGNORECASE)
_OPEN_END = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|in|into|of|on|or|that|the|their|to|which|with)\s*$|,\s*$",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"[.;:!?)”\"’]\s*$")


@dataclass(frozen=True, slots=True)
class _Before:
    """The recommendation's cell of the row before."""

    table: int | None
    page: int
    text: str


class RowReader:
    """Reads the rows of a paper's tables one after another."""

    def __init__(self, forms: Forms, paper_kind: str) -> None:
        self._forms = forms
        self._kind = paper_kind
        self._before: _Before | None = None
        self._labelled: int | None = None
        self.tail = ""

    def read(self, row: Passage) -> list[Draft] | None:
        """The drafts of a row of a table with such a column; None where there is none. Where a
        row only goes on with the last one, `tail` are its words."""
        self.tail = ""
        found = self._column(row)
        if found is None:
            return None
        form, cell = found
        text = row.text[cell.start : cell.end]
        before, self._before = self._before, _Before(row.table, row.page, text)
        if is_template(text, self._forms) or _is_head(text, cell):
            return []
        if self._goes_on(before, row, text):
            self.tail = text
            return []
        draft = self._draft(row, cell, form)
        self._labelled = row.table if draft.label else self._labelled
        return [draft]

    def opens_list(self, head: str, words: str) -> bool:
        """Whether a cell, or the head above it, says 'Recommendations:'."""
        opens = words[:20].lower().startswith("recommendation")
        return opens or (bool(head) and self._is_heading(head))

    def below_heading(self, row: Passage, form: Form) -> list[Draft]:
        """A row of a table whose heading stands above it, not in its first row: the last cell
        with words, and the body named in a cell before it."""
        cells = [cell for cell in row.cells if cell.end > cell.start]
        if not cells:
            return []
        chosen = cells[-1]
        text = row.text[chosen.start : chosen.end]
        before, self._before = self._before, _Before(row.table, row.page, text)
        if self._goes_on(before, row, text):
            return []
        draft = self._draft(row, chosen, form)
        bodies = [row.text[cell.start : cell.end] for cell in cells[:-1]]
        return [replace(draft, to=bodies[0])] if bodies and draft.to is None else [draft]

    def _is_heading(self, text: str) -> bool:
        return any(
            form.takes == "asks"
            for form, _ in self._forms.matches("heading", text.strip(), self._kind)
        )

    def _column(self, row: Passage) -> tuple[Form, Cell] | None:
        for cell in row.cells:
            for form, _ in self._forms.matches("column", cell.head.strip(), self._kind):
                return form, cell
        return None

    def _goes_on(self, before: _Before | None, row: Passage, text: str) -> bool:
        """Whether a row only goes on with the one before it, parted by the end of a page."""
        if before is None or not before.text:
            return False
        if before.table != row.table and before.page + 1 != row.page:
            return False
        heads = sum(bool(cell.head) for cell in row.cells)
        if heads == 1 and before.table == row.table:
            labelled = row.table is not None and self._labelled == row.table
            if labelled or not _STOPPED.search(before.text):
                return split_leading(text)[0] is None
        return goes_on(before.text, text)

    def _draft(self, row: Passage, cell: Cell, form: Form) -> Draft:
        start = skip_opening(row.text, cell.start)
        label: str | None
        if named := _NAMED.match(row.text, start, cell.end):
            label, start = named["label"], named.end()
        else:
            label, start = split_leading(row.text[: cell.end], start)
            number = choose_number(label)
            label = number.name if number else label
        if label is None:
            label = _own_label(row, cell)
        end = trim_end(row.text, start, cell.end)
        return Draft(row, start, end, label, form, to=_own_addressee(row, cell))


def goes_on(before: str, text: str) -> bool:
    """Whether a text only goes on with the one before it: that has no stop, and this begins in
    lower case, or that ends in a word that cannot end."""
    if _STOPPED.search(before):
        return False
    return text[:1].islower() or _OPEN_END.search(before) is not None


def _own_label(row: Passage, chosen: Cell) -> str | None:
    for cell in row.cells:
        if cell is not chosen and _NUMBER_HEAD.fullmatch(cell.head.strip(" .:")):
            match = _LABEL.fullmatch(row.text[cell.start : cell.end].strip())
            number = choose_number(match["label"]) if match else None
            return number.name if number else match["label"] if match else None
    return None


def _own_addressee(row: Passage, chosen: Cell) -> str | None:
    for cell in row.cells:
        if (
            cell is not chosen
            and cell.end > cell.start
            and _TO_HEAD.fullmatch(cell.head.strip(" :"))
        ):
            return row.text[cell.start : cell.end]
    return None


def _is_head(text: str, cell: Cell) -> bool:
    return text.strip().casefold() == cell.head.strip().casefold()
