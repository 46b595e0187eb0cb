"""Found forms to days: each *reading* is a function from a form's words and its context to a
span. A reading gives None where the words are no date after all ('31 June', '2022/21')."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from pipeline.model import Interval
from pipeline.when import calendar
from pipeline.when.grammar import Grammar
from pipeline.when.records import Anchor
from pipeline.when.scan import Found

Values = Mapping[str, str]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNTS = {
    word: count
    for count, words in enumerate(
        (
            "",
            "a an one first",
            "two second",
            "three third",
            "four fourth final last",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
    for word in words.split()
}


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
    the expression before it in the sentence, the month its years begin in, and the form's own
    settings."""

    anchor: Anchor
    grammar: Grammar
    hints: tuple[Interval, ...] = ()
    previous: Span | None = None
    year_begins: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


UNRESOLVED = Span(None, None, "span", resolved=False)


def resolve(found: Found, context: Context) -> Span | None:
    """The days of a found form; None where it is no date after all."""
    if found.to is not None:
        return _resolve_range(found, found.to, context)
    for form, _ in (*found.leads, *found.tails):
        if begins := form.settings.get("year_begins"):
            context = replace(context, year_begins=int(begins))
    reading = READINGS[found.form.reads]
    span = reading(found.values, replace(context, settings=found.form.settings))
    for form, values in (*found.tails, *reversed(found.leads)):
        if span is None:
            return None
        if form.reads:
            span = FRAMES[form.reads](span, values, context)
    return span


def _resolve_range(left: Found, right: Found, context: Context) -> Span | None:
    """From the first day of the one to the last of the other, each lending its year."""
    last = resolve(replace(right, to=None), context)
    first = resolve(
        replace(left, to=None), replace(context, hints=(*_as_hints(last), *context.hints))
    )
    if first and needs_year(right) and not needs_year(left):
        last = resolve(right, replace(context, hints=(*_as_hints(first), *context.hints)))
    if not first or not last:
        return None
    if not (first.resolved and last.resolved):
        return UNRESOLVED
    if first.first and last.last and first.first > last.last and needs_year(left):
        earlier = calendar.shift_years(Interval(first.first, first.last), -1)
        first = replace(first, first=earlier.start)
    if first.first and last.last and first.first > last.last:
        return None
    return Span(first.first, last.last, "span", first.approximate or last.approximate)


def needs_year(found: Found) -> bool:
    """Whether its year has to be lent by something else."""
    return found.form.reads in _LENT and "y" not in found.values


def _as_hints(span: Span | None) -> tuple[Interval, ...]:
    return (Interval(span.first, span.last),) if span and span.first and span.last else ()


# ---- words to numbers


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _year(word: str) -> int:
    """A year of four digits, or of two: '21' is 2021, '98' is 1998."""
    number = int(word.strip("'’ "))
    if number >= 100:
        return number
    return number + (2000 if number < 70 else 1900)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def _year_for(month: int, context: Context, weekday: tuple[str, int] | None = None) -> int | None:
    """The year of a month that stands without one."""
    for hint in context.hints:
        if hint.start is None or hint.end is None or hint.end.year - hint.start.year > 1:
            continue
        for year in range(hint.start.year, hint.end.year + 1):
            whole = calendar.month_of(year, month)
            if whole.start <= hint.end and whole.end >= hint.start:  # type: ignore[operator]
                return year
        if hint.start.year == hint.end.year:
            return hint.start.year
    day = context.anchor.day
    if day is None:
        return None
    middle = (date(day.year + shift, month, 15) for shift in (0, -1, 1))
    return min(middle, key=lambda one: abs((one - day).days)).year


def _whole(interval: Interval, precision: str, approximate: bool = False) -> Span:
    return Span(interval.start, interval.end, precision, approximate)


# ---- readings of what stands on the calendar


def _read_day(values: Values, context: Context) -> Span | None:
    month = _month(values["m"]) if values["m"][0].isalpha() else int(values["m"])
    if not 1 <= month <= 12:
        return None
    year = _year(values["y"]) if "y" in values else _year_for(month, context)
    if year is None:
        return replace(UNRESOLVED, precision="day") if int(values["d"]) <= 31 else None
    first = calendar.day_of(year, month, int(values["d"]))
    if first is None:
        return None
    if "y" not in values:
        first = _fit_weekday(first, values.get("w"))
    last: date | None = first
    if "d2" in values:
        last = calendar.day_of(first.year, month, int(values["d2"]))
        if last is None or last <= first:
            return None
    return Span(first, last, "day" if first == last else "span")


def _fit_weekday(day: date, weekday: str | None) -> date:
    """The day in the year next to it whose weekday is the one printed, where only that fits."""
    if not weekday:
        return day
    wanted = _WEEKDAYS.index(weekday[:3].lower())
    for shift in (0, 1, -1):
        other = calendar.day_of(day.year + shift, day.month, day.day)
        if other and other.weekday() == wanted:
            return other
    return day


def _read_month(values: Values, context: Context) -> Span | None:
    month = _month(values["m"])
    last = _month(values["m2"]) if "m2" in values else month
    if "y" in values:
        year: int | None = _year(values["y"])
    else:
        year = _year_for(last, context)
    if year is None:
        return replace(UNRESOLVED, precision="month")
    count = (last - month) % 12 + 1
    start = year if month <= last else year - 1
    return _whole(calendar.months_of(start, month, count), "month" if count == 1 else "span")


def _read_year(values: Values, context: Context) -> Span | None:
    year = _year(values["y"])
    if context.year_begins not in (None, 1):
        return replace(UNRESOLVED, precision="year")
    return _whole(calendar.calendar_year(year), "year")


def _read_years(values: Values, context: Context) -> Span | None:
    """'2022/23' is one year of account; '2023-27' are calendar years; '21/21' is a slip."""
    first = _year(values["y"])
    word = values["y2"]
    second = int(word) if len(word) == 4 else first - first % 100 + int(word)
    if len(word) == 2 and second < first and first % 100 >= 90:
        second += 100
    if second == first and len(values["y"]) == len(word):
        return replace(UNRESOLVED, precision="year")
    if second == first + 1:
        return _whole(calendar.year_from(first, context.year_begins or calendar.FINANCIAL), "year")
    if second < first or second - first > 40 or len(values["y"]) == 2:
        return None
    if context.year_begins and context.year_begins != 1:
        start = date(first, context.year_begins, 1)
        return Span(start, calendar.add_months(start, 12 * (second - first)) - _DAY, "span")
    return Span(date(first, 1, 1), date(second, 12, 31), "span")


_DAY = timedelta(days=1)


def _account_year(values: Values, context: Context) -> tuple[int, int] | None:
    """The year that a quarter or half is of, and the month it begins in."""
    if "y" not in values:
        return None
    first = _year(values["y"])
    if "y2" not in values:
        return first, context.year_begins or 1
    if int(values["y2"]) % 100 != (first + 1) % 100:
        return None
    return first, context.year_begins or calendar.FINANCIAL


def _read_quarter(values: Values, context: Context) -> Span | None:
    return _read_part(values, context, "q", 4)


def _read_half(values: Values, context: Context) -> Span | None:
    return _read_part(values, context, "h", 2)


def _read_part(values: Values, context: Context, key: str, parts: int) -> Span | None:
    number = _count(values[key])
    last = _count(values[key + "2"]) if key + "2" in values else number
    if not 1 <= number <= last <= parts:
        return None
    months = 12 // parts
    if "y" in values:
        account = _account_year(values, context)
    else:
        account = _lent_account(context)
        if account is None:
            return None
    if account is None:
        return None
    start = calendar.add_months(date(account[0], account[1], 1), months * (number - 1))
    whole = calendar.months_of(start.year, start.month, months * (last - number + 1))
    return _whole(whole, "quarter" if parts == 4 and last == number else "span")


def _lent_account(context: Context) -> tuple[int, int] | None:
    """The year of account that a hint covers exactly."""
    for hint in context.hints:
        if hint.start is None or hint.end is None or hint.start.day != 1:
            continue
        if calendar.months_of(hint.start.year, hint.start.month, 12) == hint:
            begins = calendar.FINANCIAL if hint.start.month == 1 else hint.start.month
            return hint.start.year, begins
    return None


def _read_season(values: Values, context: Context) -> Span | None:
    name = " ".join(values["name"].lower().split())
    key = f"{name} term" if values.get("term") else name
    seasons = context.grammar.seasons
    if key not in seasons and name not in seasons:
        return None
    (first_month, first_day), (last_month, last_day) = seasons.get(key) or seasons[name]
    if "y" not in values:
        return replace(UNRESOLVED, precision="season", approximate=True)
    year = _year(values["y"])
    if "y2" in values:
        second = int(values["y2"]) % 100
        if second != (year + 1) % 100:
            return None
        wraps = last_month < first_month
        year += 0 if wraps or first_month >= calendar.ACADEMIC else 1
    ends = year + (1 if last_month < first_month else 0)
    last = calendar.day_of(ends, last_month, last_day) or calendar.month_of(ends, last_month).end
    return Span(date(year, first_month, first_day), last, "season", approximate=True)


def _read_decade(values: Values, context: Context) -> Span | None:
    year = _year(values["y"])
    return Span(date(year, 1, 1), date(year + 9, 12, 31), "decade")


# ---- readings of what is relative to the paper


def _own_year(context: Context) -> Span | None:
    """The paper's own year: its reporting period, else the calendar year of its meeting."""
    period, day = context.anchor.period, context.anchor.day
    if period and period.start and period.end:
        return Span(period.start, period.end, "year")
    if day:
        return _whole(calendar.calendar_year(day.year), "year", approximate=True)
    return None


def _read_shifted_year(values: Values, context: Context) -> Span | None:
    own = _own_year(context)
    if own is None:
        return replace(UNRESOLVED, precision="year")
    shifted = calendar.shift_years(Interval(own.first, own.last), int(context.settings["by"]))
    return replace(own, first=shifted.start, last=shifted.end)


def _read_period(values: Values, context: Context) -> Span | None:
    """'in the year' is the reporting period, and nothing where the paper has none."""
    period = context.anchor.period
    return _whole(period, "year") if period else None


def _read_year_end(values: Values, context: Context) -> Span | None:
    period = context.anchor.period
    return Span(period.end, period.end, "day") if period else None


def _read_coming(values: Values, context: Context) -> Span | None:
    """'the coming year' follows the reporting period, or else the meeting."""
    if context.anchor.period:
        return _read_shifted_year(values, context)
    day = context.anchor.day
    if day is None:
        return replace(UNRESOLVED, precision="span")
    last = calendar.add_months(day, 12) - _DAY
    return Span(day, last, "span", approximate=True)


def _read_rolling(values: Values, context: Context) -> Span | None:
    """'the last three years' end with the reporting period, or else with the meeting."""
    count, unit = _count(values.get("n", "one")), values["unit"].lower()
    period, day = context.anchor.period, context.anchor.day
    exact = (unit.startswith("month") and count == 12) or (unit.startswith("year") and count == 1)
    if period and period.end:
        span = calendar.span_until(period.end, count, unit)
        return Span(span.start, span.end, "span", approximate=not exact)
    if day is None:
        return UNRESOLVED
    return Span(calendar.add_units(day, -count, unit) + _DAY, day, "span", approximate=True)


def _read_ago(values: Values, context: Context) -> Span | None:
    """'ten years ago' is a year, 'six months ago' a month: no day is invented."""
    count, unit = _count(values["n"]), values["unit"].lower()
    base = context.anchor.period.end if context.anchor.period else context.anchor.day
    if base is None:
        return UNRESOLVED
    then = calendar.add_units(base, -count, unit)
    if unit.startswith("year"):
        return _whole(calendar.calendar_year(then.year), "year", approximate=True)
    return _whole(calendar.month_of(then.year, then.month), "month", approximate=True)


def _read_earlier(values: Values, context: Context) -> Span | None:
    """'12 months earlier' than the expression before it in the sentence."""
    if context.previous is None or not context.previous.resolved:
        return None
    count, unit = _count(values["n"]), values["unit"].lower()
    first, last = context.previous.first, context.previous.last
    months = count * (12 if unit.startswith("year") else 1)
    if unit.startswith(("day", "week")) or first is None or last is None:
        return UNRESOLVED
    if calendar.ends_month(last) and first == last:
        last = first = calendar.add_months(last + _DAY, -months) - _DAY
    else:
        first = calendar.add_months(first, -months)
        last = calendar.add_months(last + _DAY, -months) - _DAY
    return replace(context.previous, first=first, last=last)


def _read_within(values: Values, context: Context) -> Span | None:
    """'within two months of the consideration of this report' counts from a day that is known."""
    basis = context.settings.get("from")
    day = context.anchor.requested if basis == "requested" else context.anchor.day
    if basis is None or day is None:
        return UNRESOLVED
    last = calendar.add_units(day, _count(values["n"]), values["unit"].lower())
    return Span(day, last, "span", approximate="about" in values)


READINGS: dict[str, Callable[[Values, Context], Span | None]] = {
    "day": _read_day,
    "month": _read_month,
    "year": _read_year,
    "years": _read_years,
    "quarter": _read_quarter,
    "half": _read_half,
    "season": _read_season,
    "decade": _read_decade,
    "shifted_year": _read_shifted_year,
    "period": _read_period,
    "year_end": _read_year_end,
    "coming": _read_coming,
    "rolling": _read_rolling,
    "ago": _read_ago,
    "earlier": _read_earlier,
    "within": _read_within,
}

_LENT = frozenset({"day", "month", "quarter", "half"})


# ---- what leads and tails do to a span


def _frame_end(span: Span, values: Values, context: Context) -> Span:
    return replace(span, first=span.last, precision="day") if span.resolved else span


def _frame_start(span: Span, values: Values, context: Context) -> Span:
    return replace(span, last=span.first, precision="day", approximate=True)


def _frame_since(span: Span, values: Values, context: Context) -> Span:
    """'since 2022' is open; 'since 2018-19' is the year of account compared with."""
    if span.precision == "year" and span.first and span.first.month != 1:
        return span
    return replace(span, last=None)


def _frame_open(span: Span, values: Values, context: Context) -> Span:
    return replace(span, last=None)


def _frame_about(span: Span, values: Values, context: Context) -> Span:
    return replace(span, approximate=True)


def _frame_week(span: Span, values: Values, context: Context) -> Span:
    if span.first is None:
        return span
    week = calendar.week_from(span.first)
    return Span(week.start, week.end, "span")


def _frame_span(span: Span, values: Values, context: Context) -> Span:
    """'the year ended 31 March 2024', 'six months to September 2023'."""
    if span.last is None:
        return span
    count, unit = _count(values.get("n", "one")), values["unit"].lower()
    if unit.startswith("quarter"):
        count, unit = 3 * count, "months"
    until = calendar.span_until(span.last, count, unit)
    return Span(until.start, until.end, "year" if unit.startswith("year") else "span")


def _frame_part(span: Span, values: Values, context: Context) -> Span:
    """'early 2024', 'mid-2023', 'late March': the part's share of the year or month."""
    part = values["part"].lower()
    if span.first is None or span.last is None:
        return replace(span, approximate=True)
    parts = context.grammar.parts
    if span.precision == "month":
        low, high = parts["month"][part]
        last = span.last if int(high) == 31 else span.first.replace(day=int(high))
        return Span(span.first.replace(day=int(low)), last, "span", approximate=True)
    if span.precision not in ("year", "decade"):
        return replace(span, approximate=True)
    if span.precision == "decade":
        low, high = parts["decade"][part]
        first = calendar.calendar_year(span.first.year + int(low)).start
        return Span(first, calendar.calendar_year(span.first.year + int(high)).end, "span", True)
    low, high = parts["year"][part]
    first = calendar.add_months(span.first, int(low) - 1)
    last = calendar.add_months(span.first, int(high)) - _DAY
    return Span(first, last, "span", approximate=True)


FRAMES: dict[str, Callable[[Span, Values, Context], Span]] = {
    "end": _frame_end,
    "start": _frame_start,
    "since": _frame_since,
    "open": _frame_open,
    "about": _frame_about,
    "week": _frame_week,
    "span": _frame_span,
    "part": _frame_part,
}
