"""Numbers in table cells: their unit and scale from the heads, their measure from row and column.

A cell that holds a sentence is prose, and none of this.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.statistics.grammar import Grammar
from pipeline.extract.statistics.numbers import Number
from pipeline.extract.statistics.sentences import Sentence
from pipeline.model import Passage

_FIGURE = re.compile(
    r"(?P<open>\()?\s?(?P<sign>[-−–+])?\s?(?P<currency>£|\$|€)?\s?(?P<minus>[-−–])?"
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d++)?|\.\d++)\s?(?P<scale>bn|m|k)?\s?(?P<percent>%)?"
    r"\s?\)?\s?%?"
)
_MEANS_NOTHING = re.compile(
    r"^(?:no|no\.|nr|ref|reference|item|id|page|pages?|row|#|number|code|date|year|agenda item|"
    r"telephone|phone|contact|version|deadline|when|by when|timescale|para|paragraph|section|"
    r"target date|objective|priority|theme|rank|risk (?:no|ref|id|number)|s/n|serial)\.?$",
    re.IGNORECASE,
)
_HEAD_UNITS = (
    (re.compile(r"£\s?(?:'|’)?(?:000s?|k)\b|£\s?thousands?", re.I), "GBP", 1e3),
    (re.compile(r"£\s?(?:m\b|ms\b|mill(?:ion)?s?\b)", re.I), "GBP", 1e6),
    (re.compile(r"£\s?(?:bn|billion)", re.I), "GBP", 1e9),
    (re.compile(r"£", re.I), "GBP", 1.0),
    (re.compile(r"\$\s?(?:m\b|million)", re.I), "USD", 1e6),
    (re.compile(r"%|\bper ?cent(?:age)?\b|\bproportion\b", re.I), "percent", 1.0),
    (re.compile(r"\bper\s?100,?000\b", re.I), "per_100000", 1.0),
    (re.compile(r"\bper\s?10,?000\b", re.I), "per_10000", 1.0),
    (re.compile(r"\bper\s?1,?000\b", re.I), "per_1000", 1.0),
    (re.compile(r"\b(?:working |school )?days\b", re.I), "days", 1.0),
    (re.compile(r"\bweeks\b", re.I), "weeks", 1.0),
    (re.compile(r"\bmonths\b(?!\s(?:of|to))", re.I), "months", 1.0),
    (re.compile(r"\bhours\b", re.I), "hours", 1.0),
    (re.compile(r"\bminutes\b", re.I), "minutes", 1.0),
)


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A cell that holds one figure: the quantity with offsets of the sentence, and its measure."""

    number: Number
    measure: str | None


def read_cell(
    passage: Passage, sentence: Sentence, hidden: str, grammar: Grammar
) -> CellFigure | None:
    """The one figure of a cell, or None where the cell is prose, a label, a date or a code."""
    if sentence.cell is None:
        return None
    cell = passage.cells[sentence.cell]
    match = _FIGURE.fullmatch(hidden.strip())
    if match is None or match["digits"] is None:
        return None
    row = row_label(passage, sentence.cell)
    if row is None and sentence.cell == 0:
        return None
    if _MEANS_NOTHING.match(cell.head.strip()):
        return None
    number = _figure(match, cell.head, row, passage)
    return CellFigure(number, cell_measure(cell.head, row, passage))


def row_label(passage: Passage, index: int) -> str | None:
    """The words that name a row: its first cell that is no figure, unless it is this one."""
    for place, cell in enumerate(passage.cells):
        text = passage.text[cell.start : cell.end]
        if place >= index:
            return None
        if any(c.isalpha() for c in text) and not _FIGURE.fullmatch(text.strip()):
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
    text = re.sub(r"\(?\s?(?:£\s?(?:'|’)?(?:000s?|k|m|bn|million)?|%)\s?\)?", " ", head)
    text = re.sub(r"\b(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b|\b\d\d/\d\d\b", " ", text)
    return re.sub(r"\s+", " ", text).strip(" :–-")


def _figure(match: re.Match[str], head: str, row: str | None, passage: Passage) -> Number:
    printed = match["digits"]
    value = float(printed.replace(",", ""))
    unit, factor = _unit(match, head, row, passage)
    negative = bool(match["sign"] and match["sign"] != "+") or bool(match["minus"])
    if match["open"] and not match["percent"] or (match["open"] and negative):
        negative = True
    if match["open"] and match["percent"]:
        negative = True
    value = round(value * factor, 6)
    start = match.start("open") if match["open"] else match.start()
    return Number(
        start=start,
        end=match.end(),
        open=start,
        value=-value if negative else value,
        value_to=None,
        unit=unit,
        bound=None,
        rule="cell",
    )


_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9}


def _unit(match: re.Match[str], head: str, row: str | None, passage: Passage) -> tuple[str, float]:
    """Unit and factor: printed in the cell, or in the column's, row's or table's head."""
    if match["percent"] or match[0].strip().endswith("%"):
        return "percent", 1.0
    currency = {"£": "GBP", "$": "USD", "€": "EUR"}.get(match["currency"] or "")
    scale = _SCALES.get((match["scale"] or "").lower())
    if currency and scale:
        return currency, scale
    for place in (head, row or "", *(passage.heading[-1:])):
        for pattern, unit, factor in _HEAD_UNITS:
            if pattern.search(place) and (currency is None or unit == currency):
                return unit, (scale or factor)
    return currency or "count", scale or 1.0
