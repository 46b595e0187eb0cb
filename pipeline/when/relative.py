"""Readings of forms that are relative to the paper: its own year, the years before and after it,
rolling spans, and time limits that count from a day the paper gives."""

from dataclasses import replace
from datetime import date, timedelta

from pipeline.model import Interval
from pipeline.when import calendar
from pipeline.when.context import UNRESOLVED, Context, Span, Values, as_span, count_number

_DAY = timedelta(days=1)
_QUARTER = timedelta(days=89)


def read_shifted_year(values: Values, context: Context) -> Span | None:
    """'this year', 'last year': the paper's own year, moved by so many."""
    own = _own_year(values, context)
    if context.settings.get("of_previous") and context.previous:
        own = context.previous if context.previous.precision == "year" else own
    if own is None:
        return replace(UNRESOLVED, precision="span")
    shifted = calendar.shift_years(
        Interval(own.first, own.last), int(context.settings.get("by", 1))
    )
    return replace(own, first=shifted.start, last=shifted.end)


def _own_year(values: Values, context: Context) -> Span | None:
    """The year named ('financial', 'academic') in which the paper lies; else its reporting
    period; else the calendar year of its meeting, which may not be the one meant."""
    period, day = context.anchor.period, context.anchor.day
    begins = context.grammar.years.get(values.get("kind", "").strip().lower())
    within = period.end if period and period.end else day
    if begins and within:
        return as_span(calendar.year_around(within, begins), "year")
    if period and period.start and period.end:
        if period.end - period.start < 2 * _QUARTER:
            return as_span(calendar.year_around(period.end, calendar.FINANCIAL), "year")
        return Span(period.start, period.end, "year")
    if day:
        return as_span(calendar.calendar_year(day.year), "year", approximate=True)
    return None


def read_shifted_quarter(values: Values, context: Context) -> Span | None:
    """'this quarter', 'the previous quarter' of a paper on one quarter; nothing elsewhere."""
    period = context.anchor.period
    if period is None or period.start is None or period.end is None:
        return None
    if not _QUARTER <= period.end - period.start < _QUARTER + 4 * _DAY:
        return None
    months = 3 * int(context.settings["by"])
    first = calendar.add_months(period.start, months)
    return Span(first, _move_end(period.end, months), "quarter")


def read_shifted_month(values: Values, context: Context) -> Span | None:
    """'last month': a month before or after that of the meeting."""
    day = context.anchor.day
    if day is None:
        return UNRESOLVED
    then = calendar.add_months(day, int(context.settings["by"]))
    return as_span(calendar.month_of(then.year, then.month), "month", approximate=True)


def read_unresolved(values: Values, context: Context) -> Span | None:
    """'the next three years' begin on a day that nobody says."""
    return UNRESOLVED


def read_coming(values: Values, context: Context) -> Span | None:
    """'the coming year' follows the paper's own, or else the meeting."""
    day = context.anchor.day
    if context.anchor.period or day is None or values.get("kind"):
        return read_shifted_year(values, context)
    return Span(day, calendar.add_months(day, 12) - _DAY, "span", approximate=True)


def read_period(values: Values, context: Context) -> Span | None:
    """'in the year' is the reporting period, and nothing where the paper has none."""
    period = context.anchor.period
    return as_span(period, "year") if period else None


def read_year_end(values: Values, context: Context) -> Span | None:
    """'year end' is the last day of the reporting period, and nothing where there is none."""
    period = context.anchor.period
    return Span(period.end, period.end, "day") if period else None


def read_rolling(values: Values, context: Context) -> Span | None:
    """'the last three years' end with the reporting period, or else with the meeting."""
    count, unit = _length(values, context)
    period, day = context.anchor.period, context.anchor.day
    last = period.end if period and period.end else day
    if last is None:
        return UNRESOLVED
    whole = calendar.span_until(last, count, unit)
    exact = whole == period
    return Span(whole.start, last, "span", approximate=not exact)


def _length(values: Values, context: Context) -> tuple[int, str]:
    return count_number(values.get("n", "one"), context.grammar), values["unit"].lower()


def read_ago(values: Values, context: Context) -> Span | None:
    """'ten years ago' is a year, 'six months ago' a month: no day is invented."""
    count, unit = _length(values, context)
    base = context.anchor.period.end if context.anchor.period else context.anchor.day
    if base is None:
        return UNRESOLVED
    then = calendar.add_units(base, -count, unit)
    if unit.startswith("year"):
        return as_span(calendar.calendar_year(then.year), "year", approximate=True)
    return as_span(calendar.month_of(then.year, then.month), "month", approximate=True)


def read_earlier(values: Values, context: Context) -> Span | None:
    """'12 months earlier' than the expression before it."""
    previous = context.previous
    if previous is None or previous.first is None or previous.last is None:
        return None
    count, unit = _length(values, context)
    months = -count * (12 if unit.startswith("year") else 1)
    first, last = previous.first, _move_end(previous.last, months)
    first = last if previous.first == previous.last else calendar.add_months(first, months)
    return replace(previous, first=first, last=last)


def _move_end(day: date, months: int) -> date:
    """Some months later; the end of a month stays the end of one."""
    if calendar.ends_month(day):
        return calendar.add_months(day + _DAY, months) - _DAY
    return calendar.add_months(day, months)


def read_within(values: Values, context: Context) -> Span | None:
    """'within two months of the consideration of this report' counts from a day that is known."""
    basis = context.settings.get("from")
    day = context.anchor.requested if basis == "requested" else context.anchor.day
    if basis is None or day is None:
        return UNRESOLVED
    last = calendar.add_units(day, *_length(values, context))
    return Span(day, last, "span", approximate="about" in values)
