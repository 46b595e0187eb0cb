"""Days in titles and title blocks, read by `pipeline.when`."""

import re
from dataclasses import dataclass
from datetime import date

from pipeline.model import Interval
from pipeline.rules import Rules
from pipeline.when import Anchor, find_expressions

_LONG_ENOUGH = 80
_DUE = re.compile(r"\bby (?:\w+,? ){0,2}$", re.IGNORECASE)
"""What stands before the day by which something is due, which is no day of a meeting."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that `text[start:end]` names."""

    start: int
    end: int
    day: date


def find_days(text: str, rules: Rules) -> list[Day]:
    """The single days that a text names, in order."""
    return [
        Day(found.start, found.end, found.first)
        for found in find_expressions(text, Anchor(), rules)
        if found.precision == "day"
        and found.first is not None
        and not _DUE.search(text[: found.start][-30:])
    ]


def find_period(text: str, rules: Rules) -> Interval | None:
    """The year, or the span of years up to two, that a title names: 'Annual Report 2022-23'."""
    for found in find_expressions(text, Anchor(), rules):
        if found.first is None or found.last is None or found.approximate:
            continue
        days = (found.last - found.first).days + 1
        if _LONG_ENOUGH <= days <= 740:
            return Interval(found.first, found.last)
    return None
