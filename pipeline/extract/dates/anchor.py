"""What a paper's relative dates are relative to: its day, its period, the day of a request."""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.model import Interval, Paper, Passage
from pipeline.rules import Rules
from pipeline.when import Anchor, find_expressions, likely_period, title_period

_REQUESTED = re.compile(r"\bresponse (?:was )?requested\b\W{0,3}(?:on\s)?", re.IGNORECASE)
_INSPECTED = re.compile(r"\binspection\b", re.IGNORECASE)

_OF_PERIOD = ("annual_report",)
"""Kinds of paper in which a month without a year is of the period, not of the meeting's time."""

_HEAD, _LETTERHEAD = 6, 20
"""Passages at the head of a paper, of which one may hold its day, or may be its day."""


def find_anchor(paper: Paper, passages: Sequence[Passage], rules: Rules) -> Anchor:
    """The anchor of a paper; what it does not say is None."""
    day = _find_day(paper, passages, rules)
    notes = sum(passage.kind == "footnote" for passage in passages)
    return Anchor(
        day=day,
        period=_period_behind(paper, day) or _find_period(paper, passages, rules),
        requested=_find_requested(passages, notes, rules),
        near=day is not None and paper.kind not in _OF_PERIOD,
        notes=notes,
    )


def _period_behind(paper: Paper, day: date | None) -> Interval | None:
    """The paper's reporting period or its title's; the period of a plan still to come is none:
    'this year' in next year's budget is the year of the meeting."""
    period = paper.period or title_period(paper)
    if period and period.start and day and period.start > day:
        return None
    return period


def _find_day(paper: Paper, passages: Sequence[Passage], rules: Rules) -> date | None:
    """The day that relative words count from: the last of an inspection; else the meeting's, or
    where that is not known, the first day at the head of the paper."""
    inspected = paper.kind == "inspection_report"
    for index, passage in enumerate(passages[:_LETTERHEAD]):
        if inspected and not _INSPECTED.search(passage.text):
            continue
        if not inspected and paper.meeting_date:
            break
        for found in find_expressions(passage.text, Anchor(), rules):
            if index >= _HEAD and (found.start, found.end) != (0, len(passage.text)):
                continue
            if found.last and found.precision in ("day", "span"):
                return found.last
    return paper.meeting_date


def _find_period(paper: Paper, passages: Sequence[Passage], rules: Rules) -> Interval | None:
    """The year of account that an annual report without a stated one speaks of most."""
    if paper.kind not in _OF_PERIOD:
        return None
    return likely_period((passage.text for passage in passages), rules)


def _find_requested(passages: Sequence[Passage], notes: int, rules: Rules) -> date | None:
    """The day on which the paper says that a response was requested."""
    for passage in passages:
        match = _REQUESTED.search(passage.text)
        if not match:
            continue
        for found in find_expressions(passage.text, Anchor(notes=notes), rules):
            if 0 <= found.start - match.end() <= 3 and found.precision == "day":
                return found.first
    return None
