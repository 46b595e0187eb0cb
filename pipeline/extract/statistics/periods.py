"""The period that a number is about: a date of its sentence, else its column's or heading's, else
the paper's own; which one it was is told with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.statistics.frame import FILL_NUMBER, NUMBER, TERMS, Frame, Moment
from pipeline.extract.statistics.roles import Role
from pipeline.extract.statistics.years import opening_year, tells_no_past, tells_what_lasts
from pipeline.model import DateFact, Interval, Paper

_COMPARED = re.compile(
    r"\b(?:on|than|against|compared\s(?:to|with)|earlier|from)"
    r"(?:\s(?:in|at|by|for|the|that|those|of|end)){0,4}\s$|"
    r"\b(?:on|than|against|compared\s(?:to|with))\sthe\s(?:[\w-]+\s){1,3}(?:for|in|at|of|from)\s$|"
    r"\bthan\s(?:[\w-]+\s){1,4}(?:for|in|at|during)\s(?:the\s)?$|"
    r"\b(?:similar|comparable|equal|close)\sto\s(?:(?:that|those)\s(?:of|in)\s)?(?:the\s)?$|"
    r"\bthe\s(?:\w+\s)?levels?\s(?:of|in|at|for)\s$|"
    r"\bsame\s(?:quarter|period|month|months|time|point)\s(?:(?:of|in)\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_ON = re.compile(r"\bon\s(?:the\s)?$", re.IGNORECASE)
_MOVED_ON = re.compile(
    r"(?:\b(?:increases?|rises?|growth|improvements?|decreases?|reductions?|falls?|drops?|declines?|"
    rf"up|down|more|fewer|less|higher|lower|better|worse|change)(?:\s\w+){{0,2}}?|{NUMBER}{FILL_NUMBER}*)"
    r"\son\s(?:the\s)?$",
    re.IGNORECASE,
)
"""A day 'on' which there was so much is no day that a movement counts from."""
_FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.IGNORECASE)
_TO_INSIDE = re.compile(r"\s(?:to|until|till|[–—-])\s")
_RATIO_OF = re.compile(rf"{NUMBER}{FILL_NUMBER}*\s(?:of|in|at)\s(?:the\s)?$")
_SINCE = re.compile(r"\b(?:since|from)\s(?:the\s)?$", re.IGNORECASE)
_SINCE_OPEN = re.compile(r"since\b", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"\b(?:last|previous|prior|preceding)\s(?:\w+\s)?year\b", re.IGNORECASE)
"""A year from which a change is counted is its baseline, no time over which it came about."""
_MOVES_TO = re.compile(r"\b(?:from|to)\s$", re.IGNORECASE)
_MOVED_TO = re.compile(r"\s(?:and\s(?:now\s)?(?:is|stands\sat)\s|to\s)(?:now\s)?", re.IGNORECASE)
_PARTS = re.compile(r"[;–—]|,?\s(?:but|whilst|while|whereas)\s", re.IGNORECASE)
_OPENS_NEXT = re.compile(
    r"[,(]\s?(?:and\s)?(?:in|at|by|for|during)?\s?(?:the\s)?$|\sand\s(?:in|by|at)\s$", re.IGNORECASE
)
_JOINS = re.compile(r"(?:,|\band|\bor)\s$|^\s(?:out\s)?of\s(?:the\s|all\s)?$")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|rose|fell|said)\b", re.IGNORECASE)
_BACKWARD = re.compile(r"\b(?:last|past|previous|next)\b", re.IGNORECASE)
_TIMELESS = re.compile(
    r"\b(?:currently|at\spresent|to\sdate|(?:each|every|per|a)\s(?:year|month|week|day|annum)|"
    r"annually|weekly|monthly|daily)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    rf"[^#@;]{{0,80}}\bof\s(?:the\s|all\s)?{TERMS['n']}[^#@;]{{1,60}}{TERMS['d']}[^#;@]{{0,30}},",
    re.IGNORECASE,
)
_BARE = re.compile(r"\(\s?(?:n\s?=\s?)?")
_WHEN = re.compile(r",?\s(?:when|where)\b")
_PAST_ASIDE = re.compile(
    rf"\s\({TERMS['n']}[^()#]{{0,30}}\)\s(?:at|in|on|as\sat|since|by)\s(?:the\s(?:end\sof\s)?)?{TERMS['d']}"
)
_ASIDE = re.compile(r"\s?\(\s?|[^.;()#]{0,80}\((?:a|the)\s(?:rate|total|figure|number)\sof\s")
_APPOSED = re.compile(
    r"[^.;:#]{0,60}(?:,|\s[–—-]|\s\()\s?(?:up|down|an?\s(?:\w+\s){0,2}(?:increase|rise|growth|"
    r"decrease|reduction|fall|drop|decline)\s(?:of|by))(?:\s\w+)?\s",
    re.IGNORECASE,
)
_LONG = 400
"""A span of more days than this, counted back from now, belongs to the words of a share; in a
heading it is a plan's."""


@dataclass(frozen=True, slots=True)
class Outer:
    """What stands around a sentence: its column's period, its heading's, the sentence's before."""

    column: Interval | None = None
    heading: Interval | None = None
    before: Interval | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a number is about, and where they were read."""

    interval: Interval | None = None
    basis: str | None = None


def read_period(frame: Frame, index: int, role: Role, paper: Paper, outer: Outer) -> Period:
    """The period of one quantity of a frame."""
    moment = _own_moment(frame, index, role) or _shared_moment(frame, index, role)
    if moment is not None:
        interval = _interval(moment, frame, role, paper.period or outer.before)
        if interval is not None and not (role == "baseline" and interval == paper.period):
            return Period(interval, "sentence")
    if (only := _only_moment(frame, index, role, paper)) is not None:
        return Period(only, "sentence")
    if index and _is_aside(frame, index):
        return read_period(frame, index - 1, role, paper, outer)
    if index and role == "change" and _in_apposition(frame, index):
        return read_period(frame, index - 1, "level", paper, outer)
    if role not in ("level", "change"):
        return Period()
    if (near := opening_year(frame, index)) is not None:
        return Period(near, "sentence")
    if outer.column is not None:
        return Period(outer.column, "column")
    if outer.before is not None and not _is_timeless(frame, index):
        return Period(outer.before, "sentence")
    if outer.heading is not None and paper.kind != "minute":
        return Period(outer.heading, "heading")
    if paper.period is not None and not _is_timeless(frame, index):
        if tells_what_lasts(frame, index) or tells_no_past(frame, index, paper):
            return Period()
        return Period(paper.period, "paper")
    return Period()


def _is_aside(frame: Frame, index: int) -> bool:
    """Whether a quantity says in brackets what the one before it says."""
    return (
        _ASIDE.fullmatch(frame.text, frame.numbers[index - 1].end, frame.numbers[index].open)
        is not None
    )


def _in_apposition(frame: Frame, index: int) -> bool:
    """Whether a change tells how the quantity before it moved: '551, a reduction of 7%'."""
    before, this = frame.numbers[index - 1], frame.numbers[index]
    return _APPOSED.fullmatch(frame.text, before.end, this.open) is not None


def heading_period(dates: Sequence[DateFact]) -> Interval | None:
    """The period that a heading names, where it names one."""
    for fact in reversed(dates):
        if fact.start is None or fact.end is None or fact.role not in ("period", "as_of"):
            continue
        if (fact.end - fact.start).days < _LONG:
            return Interval(fact.start, fact.end)
    return None


def is_before(one: Interval | None, other: Interval | None) -> bool:
    """Whether one period ends before the other begins (or, where it is one day, ends)."""
    if one is None or other is None or one.end is None:
        return False
    limit = other.start or other.end
    return limit is not None and one.end < limit


def _own_moment(frame: Frame, index: int, role: Role) -> Moment | None:
    """The date that goes with a quantity: after it and before the next one, else before it."""
    number, text = frame.numbers[index], frame.text
    usable = [m for m in frame.moments if _is_usable(frame, m, role, number.unit)]
    following = frame.numbers[index + 1].open if index + 1 < len(frame.numbers) else len(text)
    if (after := _PAST_ASIDE.match(text, number.end)) is not None:
        following = after.end()
    low, high = _bracket(text, number.open)
    for moment in usable:
        if (
            number.end <= moment.start < min(following, high)
            and not _PARTS.search(text, number.end, moment.start)
            and not (following < len(text) and _opens_next(text, moment))
        ):
            return moment
    before = [m for m in usable if m.end <= number.open]
    if _MOVES_TO.search(text[: number.open]):
        before = [m for m in before if not _is_since(frame, m)]
    before = [m for m in before if not _PARTS.search(text, m.end, number.open)]
    inside = [m for m in before if m.start >= low]
    if low and not inside and (role != "change" or NUMBER in text[low : number.open]):
        plain = _BARE.fullmatch(text, low, number.open)
        near = before and plain and NUMBER not in text[before[-1].end : low]
        return before[-1] if near else None
    own = [m for m in before if not _belongs_before(text, m, number.open)]
    if own:
        return own[-1]
    leading = [m for m in before if NUMBER not in text[: m.start] and not _is_backward(m)]
    return leading[0] if leading and role != "baseline" else None


def _opens_next(text: str, moment: Moment) -> bool:
    """Whether a date leads into what follows: ', in 2019 …', '… and the year before, when …'."""
    return bool(_OPENS_NEXT.search(text[: moment.start]) or _WHEN.match(text, moment.end))


def _belongs_before(text: str, moment: Moment, until: int) -> bool:
    """Whether a date goes with a quantity before it: '# in the last ten years and is now #'."""
    between = text[moment.end : until]
    if NUMBER in between:
        return True
    return NUMBER in text[: moment.start] and bool(re.search(r"\band\b|^\s?to\s", between))


def _shared_moment(frame: Frame, index: int, role: Role) -> Moment | None:
    """'# of these and # of those who came @', '# of the # who came @': they share one date."""
    if index + 1 >= len(frame.numbers) or role not in ("level", "change"):
        return None
    this, after = frame.numbers[index], frame.numbers[index + 1]
    between = frame.text[this.end : after.open]
    if role == "change" and _MOVED_TO.fullmatch(between):
        return _own_moment(frame, index + 1, "level")
    if this.unit != after.unit or len(between) > 70 or _VERB.search(between):
        return None
    if not _JOINS.search(between):
        return None
    return _own_moment(frame, index + 1, role)


def _only_moment(frame: Frame, index: int, role: Role, paper: Paper) -> Interval | None:
    """'Of the # referrals made in @, # were upheld': the one date of a sentence holds for all."""
    if role != "level" or len(frame.moments) != 1 or not _OF_ALL.match(frame.text):
        return None
    moment = frame.moments[0]
    if moment.end > frame.numbers[index].open or not _is_usable(frame, moment, role, ""):
        return None
    found = _interval(moment, frame, role, paper.period)
    return None if is_before(found, paper.period) else found


def _bracket(text: str, at: int) -> tuple[int, int]:
    """Where the bracket around a place opens (0 where there is none) and closes."""
    opened = text.rfind("(", 0, at)
    if opened < 0 or ")" in text[opened:at]:
        return 0, len(text)
    closed = text.find(")", at)
    return opened, closed if closed >= 0 else len(text)


def _is_usable(frame: Frame, moment: Moment, role: Role, unit: str) -> bool:
    """Whether a date can be the period of a quantity, and not what it is compared with."""
    fact = moment.fact
    if fact.start is None and fact.end is None:
        return False
    if role == "baseline":
        return True
    if role == "change" and _is_since(frame, moment):
        return True
    if role == "level" and unit == "percent" and _is_backward(moment):
        days = (fact.end - fact.start).days if fact.start and fact.end else 0
        if days > _LONG:
            return False
    if _WHEN.match(frame.text, moment.end):
        return True
    lead = frame.text[max(0, moment.start - 60) : moment.start]
    if fact.precision == "day" and _ON.search(lead):
        return role != "change" and not _MOVED_ON.search(lead)
    if _FROM.search(lead) and _TO_INSIDE.search(fact.text):
        return True
    if unit == "ratio" and _RATIO_OF.search(lead):
        return False
    return not _COMPARED.search(lead)


def _is_backward(moment: Moment) -> bool:
    return moment.fact.precision == "span" and bool(_BACKWARD.search(moment.fact.text))


def _is_since(frame: Frame, moment: Moment) -> bool:
    if _YEAR_BEFORE.search(moment.fact.text):
        return False
    lead = frame.text[max(0, moment.start - 24) : moment.start]
    return bool(_SINCE.search(lead) or _SINCE_OPEN.match(moment.fact.text))


def _interval(moment: Moment, frame: Frame, role: Role, whole: Interval | None) -> Interval | None:
    """The days of a date; of a change 'since' that day, up to the end of the `whole` period; None
    for a change 'from' a day to one that nobody says."""
    fact = moment.fact
    if role != "change" or not _is_since(frame, moment):
        return Interval(fact.start, fact.end)
    if whole is not None and whole.end:
        return Interval(fact.start, whole.end)
    lead = frame.text[max(0, moment.start - 24) : moment.start]
    return None if _FROM.search(lead) else Interval(fact.start, None)


def _is_timeless(frame: Frame, index: int) -> bool:
    """Whether the words around a quantity tell of a habit, or of the day of writing."""
    number = frame.numbers[index]
    after = re.split(r"[,;.]", frame.text[number.end : number.end + 40], maxsplit=1)[0]
    return bool(_TIMELESS.search(frame.text[max(0, number.open - 24) : number.open] + after))
