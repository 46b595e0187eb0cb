"""Periods that no date of a sentence holds: the year that a title names, the year that
opens a sentence; and whether a sentence tells of what lasts, not of the paper's year."""

import re
from datetime import date

from pipeline.extract.statistics.frame import Frame
from pipeline.model import Interval, Paper

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s?[-–/]\s?(?:20)?(\d\d)(?!\d)")
_COVERS = re.compile(
    r"\b(?:monitoring|outturn|performance|quarter|q[1-4]|accounts?|annual\sreport|budget|"
    r"allocations?|progress)\b",
    re.IGNORECASE,
)
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


def title_period(paper: Paper) -> Interval | None:
    """The one financial year that the title of a monitoring report and the like names."""
    if paper.title is None or paper.kind == "minute" or not _COVERS.search(paper.title):
        return None
    years = {
        int(match[1])
        for match in _YEAR.finditer(paper.title)
        if (int(match[1]) + 1) % 100 == int(match[2])
    }
    if len(years) != 1 or len(_YEAR.findall(paper.title)) != 1:
        return None
    year = years.pop()
    return Interval(date(year, 4, 1), date(year + 1, 3, 31))


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
