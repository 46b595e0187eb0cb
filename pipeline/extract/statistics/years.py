"""The year that opens a sentence, and whether a sentence tells of what lasts, not of the paper's
year."""

import re
from datetime import date

from pipeline.extract.statistics.frame import Frame
from pipeline.model import Interval, Paper
from pipeline.when import title_period

_OPENS = re.compile(r"\W{0,2}((?:19|20)\d\d)\s(?:saw|brought|marked)\b", re.IGNORECASE)
_PARTS = re.compile(r"[;:.]\s|\s[–—]\s")
_STATES = re.compile(
    r"\bthere\s(?:is|are)\b(?!\s(?:also\s)?(?:been|fewer|more)\b)|\bcommitted\sto\b|"
    r"\b(?:operates?|provided\sby)\s",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|saw|took|held|made|met|rose|fell|grew|gave|led|been|\w{3,}ed)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:can|could|would|will|should|may|might)\s|"
    r"\bannual(?:ly)?\s(?:[\w’'-]+\s){0,3}(?:fee|cost|charge|contribution|licence|grant|subscription)"
    r"\b|\baverage\s(?:monthly|weekly|daily)\b|\b(?:ranges?)\s|"
    r"\bis\snow\s(?:working|able)\b|\be\.?g\.?\s|\bfor\s(?:example|instance)\b",
    re.IGNORECASE,
)


def opening_year(frame: Frame, index: int) -> Interval | None:
    """The year of '2021 saw …', up to the end of that clause."""
    match = _OPENS.match(frame.plain)
    if match is not None and _PARTS.search(frame.text, match.end(), frame.numbers[index].open):
        return None
    return Interval(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)) if match else None


def tells_what_lasts(frame: Frame, index: int) -> bool:
    """Whether the clause of a quantity tells of a state, a plan or a habit."""
    number, text = frame.numbers[index], frame.text
    begin = max([0, *(match.end() for match in _PARTS.finditer(text, 0, number.open))])
    if number.unit == "count" and _STATES.search(text, begin, number.open):
        return True
    return _LASTING.search(text, begin, number.open) is not None


def tells_no_past(frame: Frame, index: int, paper: Paper) -> bool:
    """Whether a sentence of an officer's report counts, but nothing that happened."""
    if paper.kind != "officer_report" or title_period(paper) is not None:
        return False
    if frame.numbers[index].unit == "GBP":
        return False
    return frame.passage.kind != "row" and _PAST.search(frame.text) is None
