"""Numbers in table cells: their unit and scale from the heads, their measure from row and column.

A cell that holds a sentence is prose, and none of this. A table whose heads the reader could not
tell may name its unit ('£m') and columns in a row without figures above: that row is remembered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline.extract.statistics.grammar import Grammar
from pipeline.extract.statistics.numbers import Number, tidy
from pipeline.extract.statistics.sentences import Sentence
from pipeline.model import Passage

_FIGURE = re.compile(
    r"(?P<open>\()?\s?(?P<sign>[-−–+])?\s?(?P<currency>£|\$|€)?\s?(?P<minus>[-−–])?"
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d++)?|\.\d++)\s?(?P<scale>bn|m|k)?"
    r"\s?(?P<percent>%)?\s?\)?(?P<outside>\s?%)?(?=\s|$)"
)
_PENCE = re.compile(r"[\d,]+\.\d\d")
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b|\b\d\d/\d\d\b")
_UNIT_MARKS = re.compile(r"\(?\s?(?:£\s?(?:'|’)?(?:000s?|k|m|bn|million)?|%)\s?\)?")
_SPACES = re.compile(r"\s+")
_CAPITALISED = re.compile(r"[A-Z][a-z]+")
_CURRENCIES = {"£": "GBP", "$": "USD", "€": "EUR"}
_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9}


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A figure of a cell: the quantity with offsets of the cell's text, and its measure."""

    number: Number
    measure: str | None


@dataclass(slots=True)
class TableNotes:
    """What the rows without figures of the table being read say of the others."""

    table: int | None = None
    texts: list[str] = field(default_factory=list)


def note_row(passage: Passage, notes: TableNotes) -> None:
    """Remember a row without figures; forget those of another table."""
    if passage.table != notes.table:
        notes.table = passage.table
        notes.texts.clear()
    if not any(character.isdigit() for character in passage.text):
        notes.texts.append(passage.text)


def read_cell(
    passage: Passage, sentence: Sentence, hidden: str, grammar: Grammar, notes: TableNotes
) -> list[CellFigure] | None:
    """The figures of a cell; None where the cell is prose.

    There are none in a cell that numbers or rates its row, nor where a decimal has no unit.
    """
    if sentence.cell is None:
        return None
    matches = _figures(hidden)
    if not matches:
        return None
    cell = passage.cells[sentence.cell]
    row = row_label(passage, sentence.cell)
    if (row is None and sentence.cell == 0) or grammar.unmeasured.match(cell.head.strip()):
        return []
    heads = _heads(cell.head, len(matches), notes)
    places = (cell.head, row or "", *passage.heading[-1:], *notes.texts)
    figures = []
    for match, head in zip(matches, heads, strict=True):
        number = _number(match, places, grammar)
        if number is not None:
            figures.append(CellFigure(number, cell_measure(head, row, passage)))
    return figures


def row_label(passage: Passage, index: int) -> str | None:
    """The words that name a row: its first cell with letters before this one."""
    for cell in passage.cells[:index]:
        text = passage.text[cell.start : cell.end]
        if any(c.isalpha() for c in text) and not _figures(text):
            return text
    return None


def cell_measure(head: str, row: str | None, passage: Passage) -> str | None:
    """'Children in need: Referrals' of row and column heads; the heading where both lack."""
    parts = [part.strip(" :–-") for part in (row, strip_head(head)) if part]
    parts = [part for part in parts if any(c.isalpha() for c in part)]
    if parts:
        return ": ".join(dict.fromkeys(parts))
    return passage.heading[-1] if passage.heading else None


@cache
def strip_head(head: str) -> str:
    """A column's head without its unit and without a bare year or period."""
    text = _YEARS.sub(" ", _UNIT_MARKS.sub(" ", head))
    return _SPACES.sub(" ", text).strip(" :–-")


def price_amounts(
    passage: Passage, numbers: list[Number], text: str, grammar: Grammar
) -> list[Number]:
    """Bare figures with two decimals as pounds and pence, in a list of accounts."""
    if not any(grammar.accounts.search(heading) for heading in passage.heading[-2:]):
        return numbers
    return [
        replace(number, unit="GBP", rule="money")
        if number.rule == "count" and _PENCE.fullmatch(text, number.start, number.end)
        else number
        for number in numbers
    ]


def without_label(passage: Passage, sentence: Sentence, numbers: list[Number]) -> list[Number]:
    """Numbers without the times of a row's label: 'Assessed within 45 days | 81%' measures 81%."""
    if sentence.cell != 0:
        return numbers
    rest = (passage.text[cell.start : cell.end] for cell in passage.cells[1:])
    if not any(_figures(text) for text in rest):
        return numbers
    return [number for number in numbers if number.rule != "measured"]


def _figures(text: str) -> list[re.Match[str]]:
    """The figures that make up a whole text; none where it holds anything else."""
    found = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _FIGURE.match(text, at)
        if match is None or match.end() == at:
            return []
        found.append(match)
        at = match.end()
        while at < len(text) and text[at] == " ":
            at += 1
    return found


def _heads(head: str, count: int, notes: TableNotes) -> Sequence[str]:
    """A head for each figure of a cell: its own, or the last words of a row above."""
    if count == 1 or head:
        return [head] * count
    for text in notes.texts:
        words = text.split()[-count:]
        if len(words) == count and all(_CAPITALISED.fullmatch(word) for word in words):
            return words
    return [""] * count


def _number(match: re.Match[str], places: Sequence[str], grammar: Grammar) -> Number | None:
    """The quantity of a figure; brackets and signs make it negative."""
    found = _unit(match, places, grammar)
    value = float(match["digits"].replace(",", ""))
    if found is None and _PENCE.fullmatch(match["digits"]):
        found = ("GBP", 1.0) if any(grammar.accounts.search(place) for place in places) else None
    if found is None:
        if value != int(value):
            return None
        found = ("count", 1.0)
    unit, factor = found
    negative = match["open"] or match["minus"] or (match["sign"] or "+") != "+"
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Number(
        start=start,
        end=match.end(),
        open=start,
        value=tidy(-value * factor if negative else value * factor),
        value_to=None,
        unit=unit,
        bound=None,
        rule="cell",
    )


def _unit(
    match: re.Match[str], places: Sequence[str], grammar: Grammar
) -> tuple[str, float] | None:
    """Unit and factor: printed in the cell, or in the column's, row's or table's head."""
    if match["percent"] or match["outside"]:
        return "percent", 1.0
    currency = _CURRENCIES.get(match["currency"] or "")
    scale = _SCALES.get((match["scale"] or "").lower())
    if currency and scale:
        return currency, scale
    for place in places:
        for pattern, unit, factor in grammar.head_units:
            if pattern.search(place) and currency in (None, unit):
                return unit, scale or factor
    if currency or scale:
        return currency or "count", scale or 1.0
    return None
