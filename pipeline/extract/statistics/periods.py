"""The period that a number is about: a date of its sentence, else its heading's or column's, else
the paper's own; which one it was is told with it."""

import re
from collections.abc import Sequence

from pipeline.extract.statistics.frame import DATE, NUMBER, Frame, Moment
from pipeline.model import DateFact, Interval, Paper

_COMPARED = re.compile(
    r"\b(?:on|than|from|against|compared\s(?:to|with)|earlier)\s(?:the\s)?$", re.I
)
_SINCE = re.compile(r"\b(?:since|from)\s(?:the\s)?$", re.I)
_PARTS = re.compile(r"[;–—]|,?\s(?:but|whilst|while|whereas)\s")


def read_period(
    frame: Frame, index: int, role: str, paper: Paper, outer: Interval | None
) -> tuple[Interval | None, str | None]:
    """Period and basis of a quantity; `outer` is the period of its heading or column."""
    moment = _own_moment(frame, index, role)
    if moment is not None:
        found = _interval(moment, frame, role, paper)
        if found is not None:
            return found, "sentence"
    if outer is not None and role in ("level", "change"):
        return outer, "heading"
    if role in ("level", "change") and paper.period is not None:
        return paper.period, "paper"
    return None, None


def heading_period(dates: Sequence[DateFact]) -> Interval | None:
    """The period that the nearest heading names, where it names one."""
    for fact in reversed(dates):
        if fact.start is not None and fact.end is not None and fact.role in ("period", "as_of"):
            return Interval(fact.start, fact.end)
    return None


def _own_moment(frame: Frame, index: int, role: str) -> Moment | None:
    """The date that goes with a quantity: after it and before the next one, else before it."""
    number = frame.numbers[index]
    text = frame.text
    usable = [m for m in frame.moments if _is_usable(frame, m, role)]
    following = frame.numbers[index + 1].open if index + 1 < len(frame.numbers) else len(text)
    after = [m for m in usable if number.end <= m.start < following]
    after = [m for m in after if not _PARTS.search(text, number.end, m.start)]
    after = [m for m in after if not _belongs_to_next(text, m, following)]
    if after:
        return after[0]
    before = [m for m in usable if m.end <= number.open]
    before = [m for m in before if not _PARTS.search(text, m.end, number.open)]
    own = [m for m in before if not _is_taken(frame, m, number.open)]
    if own:
        return own[-1]
    leading = [m for m in before if NUMBER not in text[: m.start]]
    if leading and role != "baseline":
        return leading[0]
    return None


def _belongs_to_next(text: str, moment: Moment, following: int) -> bool:
    """', in 2018/19 this rose to #': the date opens the clause of the next quantity."""
    if following >= len(text):
        return False
    lead = text[max(0, moment.start - 12) : moment.start]
    return bool(
        re.search(r"[,(]\s(?:and\s)?(?:in|at|by|for|during)?\s?(?:the\s)?$|and\sin\s$", lead)
    )


def _is_taken(frame: Frame, moment: Moment, until: int) -> bool:
    """Whether another quantity stands between a date before and the quantity."""
    return NUMBER in frame.text[moment.end : until]


def _is_usable(frame: Frame, moment: Moment, role: str) -> bool:
    """Whether a date can be the period of a quantity, and not what it is compared with."""
    if moment.fact.start is None and moment.fact.end is None:
        return False
    lead = frame.text[max(0, moment.start - 24) : moment.start]
    if role == "baseline":
        return True
    if role == "change" and _SINCE.search(lead):
        return True
    return not _COMPARED.search(lead)


def _interval(moment: Moment, frame: Frame, role: str, paper: Paper) -> Interval | None:
    fact = moment.fact
    lead = frame.text[max(0, moment.start - 24) : moment.start]
    if (
        role == "change"
        and _SINCE.search(lead)
        and paper.period
        and paper.period.end
        and fact.start
    ):
        return Interval(fact.start, paper.period.end)
    return Interval(fact.start, fact.end)


__all__ = ["DATE", "heading_period", "read_period"]
