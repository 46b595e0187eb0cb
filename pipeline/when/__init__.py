"""Temporal expressions in text, pinned to the calendar. What a date is the date *of* (its role)
is decided elsewhere; here a text goes in and days come out."""

from dataclasses import dataclass
from datetime import date

from pipeline.model import Interval
from pipeline.rules import Rules


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative expressions are relative to: the day of the meeting (or of publication), and
    the paper's own reporting period."""

    day: date | None = None
    period: Interval | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression `text[start:end]` with its first and last day.

    None is an open or unresolved end; `resolved` tells which. `precision` is `day`, `month`,
    `quarter`, `season`, `year`, `decade` or `span`. `cue` is the word that opens it ('by', 'since',
    'within', 'as at'), in lower case, or None.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: str
    approximate: bool
    resolved: bool
    cue: str | None
    rule: str


def find_expressions(text: str, anchor: Anchor, rules: Rules) -> list[Expression]:
    """All temporal expressions of a text, in order, none inside another."""
    return []
