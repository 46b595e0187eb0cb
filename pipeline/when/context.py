"""What a reading of a form gives and what it may look at; words that are numbers; lent years."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.model import Interval
from pipeline.when import calendar
from pipeline.when.grammar import Grammar
from pipeline.when.records import Anchor

Values = Mapping[str, str]
"""The words of a form's named groups."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CENTURY_TURNS = 70
"""Years of two figures below this are of this century: '21' is 2021, '98' is 1998."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days, and how sure they are."""

    first: date | None
    last: date | None
    precision: str
    approximate: bool = False
    resolved: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What a reading may look at: the anchor, intervals that may lend a missing year (best first),
    the expression before it, the month its years begin in, whether it lies ahead
    ('by 9 March'), after the period ('will be held on 9 March') or behind ('was held on 9 March'),
    and the form's own settings."""

    anchor: Anchor
    grammar: Grammar
    hints: tuple[Interval, ...] = ()
    previous: Span | None = None
    year_begins: int | None = None
    ahead: bool = False
    forthcoming: bool = False
    behind: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)


UNRESOLVED = Span(None, None, "span", resolved=False)


def as_span(interval: Interval, precision: str, approximate: bool = False) -> Span:
    """An interval with how precise it is."""
    return Span(interval.start, interval.end, precision, approximate)


def month_number(word: str) -> int:
    """1 to 12 for 'March', 'Mar.', '03'."""
    return int(word) if word.isdigit() else _MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for 'Tues', 'Friday'."""
    return _WEEKDAYS.index(word[:3].lower())


def year_number(word: str) -> int:
    """A year of four figures, or of two."""
    number = int(word.strip("'’ "))
    if number >= 100:
        return number
    return number + (2000 if number < _CENTURY_TURNS else 1900)


def count_number(word: str, grammar: Grammar) -> int:
    """12 for '12' and for 'twelve'."""
    return int(word) if word.isdigit() else grammar.numbers[word.lower()]


def year_for(month: int, context: Context, *, of_day: bool = False) -> int | None:
    """The year of a month that stands without one: from a neighbour, the period, the meeting.

    A year of account beside it lends its year to a month, but not to a day.
    """
    for hint in context.hints:
        own = hint == context.anchor.period
        if hint.start is None or hint.end is None or (own and context.anchor.near):
            continue
        if own and context.forthcoming:
            return hint.end.year + (month <= hint.end.month)
        years = range(hint.start.year, hint.end.year + 1)
        if len(years) == 1:
            return years[0]
        if len(years) > 2 or (of_day and not own):
            continue
        for year in years:
            if calendar.overlap(calendar.month_of(year, month), hint):
                return year
    day = context.anchor.day
    if day and context.behind:
        return day.year - (month > day.month)
    return calendar.nearest_year(day, month, ahead=context.ahead) if day else None
