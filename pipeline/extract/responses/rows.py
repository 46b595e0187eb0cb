"""Rows of response tables by what their cells hold, and forms that print a recommendation's
fields one below the other in a table of two columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.responses.forms import Forms
from pipeline.model import Cell, Passage

_ROLES = ("recommendation", "decision", "response", "action", "status", "respondent", "due")
_NUMBERED = re.compile(
    r"(?P<label>(?:recommendation|rec\.?) (?:no\.? ?)?\d{1,3}(?:\.\d{1,2}|[a-z])?)[:.]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation's cell, and the words of the cells around it by what they hold; `label`
    is that of a form that prints it as the field's name."""

    passage: Passage
    cell: Cell
    texts: Mapping[str, str]
    label: str | None = None

    def text(self, role: str) -> str:
        """The words of a cell; empty where there is none."""
        return self.texts.get(role, "")


def read_row(passage: Passage, forms: Forms) -> Row | None:
    """The row's cells by role; None where the table holds no recommendations with answers."""
    cells: dict[str, Cell] = {}
    for cell in passage.cells:
        role = _role(cell.head, forms)
        if role == "status" and "status" in cells:  # 'Update' and 'Status': what was done, and how
            cells.setdefault("action", cells["status"])
            cells["status"] = cell
        elif role is not None:
            cells.setdefault(role, cell)
    texts = {role: passage.text[cell.start : cell.end] for role, cell in cells.items()}
    if "recommendation" not in cells or not _answers(texts):
        return None
    return Row(passage, cells["recommendation"], texts)


def read_records(passages: Sequence[Passage], forms: Forms) -> dict[int, Row]:
    """The recommendations of forms with a field in each row, by the positions of their passages;
    the first field of each holds the recommendation, and the rows below it belong to it."""
    found: dict[int, Row] = {}
    for rows in _records(passages, forms):
        passage, cell, label = rows[0]
        texts: dict[str, str] = {}
        for field, value, role in rows[1:]:
            texts.setdefault(str(role), field.text[value.start : value.end])
        if _answers(texts):
            text = passage.text[cell.start : cell.end]
            found[passage.position] = Row(passage, cell, {"recommendation": text, **texts}, label)
    return found


_Field = tuple[Passage, Cell, str | None]


def _records(passages: Sequence[Passage], forms: Forms) -> Iterator[list[_Field]]:
    """The fields of each form: its recommendation with the label, then those below by role."""
    record: list[_Field] = []
    for passage in passages:
        named = _field(passage)
        if named is None or (record and passage.position > record[-1][0].position + 1):
            if record:
                yield record
            record = []
        if named is None:
            continue
        name, value = named
        numbered = _NUMBERED.fullmatch(name)
        role = "recommendation" if numbered else _role(name, forms)
        if role == "recommendation" and value.end > value.start:
            if record:
                yield record
            record = [(passage, value, numbered["label"] if numbered else None)]
        elif record and role is not None:
            record.append((passage, value, role))
    if record:
        yield record


def _field(passage: Passage) -> tuple[str, Cell] | None:
    """The name and the value of a row that is one field; a name that stands alone is empty."""
    if passage.kind != "row":
        nothing = Cell("", len(passage.text), len(passage.text))
        return (passage.text.strip(), nothing) if len(passage.text) < 60 else None
    if len(passage.cells) != 2 or any(cell.head for cell in passage.cells):
        return None
    name, value = passage.cells
    return passage.text[name.start : name.end].strip(), value


def _answers(texts: Mapping[str, str]) -> bool:
    return bool({"decision", "response"} & set(texts)) or {"action", "status"} <= set(texts)


def _role(head: str, forms: Forms) -> str | None:
    words = head.strip().rstrip(":")
    return next((role for role in _ROLES if forms.heads[role].fullmatch(words)), None)
