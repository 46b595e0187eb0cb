"""The records of this room: what relative expressions are relative to, and what is found."""

from dataclasses import dataclass
from datetime import date

from pipeline.model import Interval


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative expressions are relative to: the day of the meeting (or of publication), the
    paper's own reporting period, and the day on which a response was requested.

    A month or day without a year is the period's, or with `near` the one nearest to `day`.
    `notes` is how many footnotes the paper has.
    """

    day: date | None = None
    period: Interval | None = None
    requested: date | None = None
    near: bool = False
    notes: int = 0


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
