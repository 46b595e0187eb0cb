"""Readings of what lies beside the day of the meeting: 'today', 'last week', 'next May', 'this
summer', 'December this year'. A paper about a period of its own, which may have been written at
any time after it, has no such day."""

from datetime import date, timedelta

from pipeline.model import Interval
from pipeline.when import calendar
from pipeline.when.context import (
    UNRESOLVED,
    Context,
    Span,
    Values,
    as_span,
    count_number,
    month_number,
    year_for,
)
from pipeline.when.readings import season_months


def read_today(values: Values, context: Context) -> Span | None:
    """'today' is the day of the meeting."""
    day = _today(context)
    return Span(day, day, "day") if day else UNRESOLVED


def read_week_beside(values: Values, context: Context) -> Span | None:
    """'last week' is the one before that of the meeting, from Monday to Sunday."""
    day = _today(context)
    if day is None:
        return UNRESOLVED
    monday = day + timedelta(days=7 * _shift(values, context) - day.weekday())
    return as_span(calendar.week_from(monday), "span", approximate=True)


def read_month_beside(values: Values, context: Context) -> Span | None:
    """'last September' and 'next May' are those nearest to the meeting's own month."""
    day, month = _today(context), month_number(values["m"])
    if day is None:
        return UNRESOLVED
    if _shift(values, context) < 0:
        return as_span(calendar.month_of(day.year - (month >= day.month), month), "month")
    return as_span(calendar.month_of(day.year + (month <= day.month), month), "month")


def read_month_of_year(values: Values, context: Context) -> Span | None:
    """'December this year', '3 May last year': of the meeting's year or the one beside it, or in
    a report of a period, of the period."""
    month, day = month_number(values["m"]), _today(context)
    this = day.year if day else year_for(month, context)
    if this is None:
        return UNRESOLVED
    year = this + _shift(values, context)
    if "d" not in values:
        count = (month_number(values.get("m2", values["m"])) - month) % 12 + 1
        return as_span(calendar.months_of(year, month, count), "month" if count == 1 else "span")
    found = calendar.day_of(year, month, int(values["d"]))
    return Span(found, found, "day") if found else None


def read_in_time(values: Values, context: Context) -> Span | None:
    """'in six months' time' is a month: no day is invented."""
    day = _today(context)
    if day is None:
        return UNRESOLVED
    count = count_number(values["n"], context.grammar)
    then = calendar.add_units(day, count, values["unit"].lower())
    return as_span(calendar.month_of(then.year, then.month), "month", approximate=True)


def read_season_beside(values: Values, context: Context) -> Span | None:
    """'this summer' is of the meeting's year, 'last summer' over, 'next summer' still to begin;
    'the summer' is the nearest."""
    day = _today(context)
    if day is None:
        return UNRESOLVED
    years = range(day.year - 1, day.year + 2)
    seasons = [_season_of(year, values, context) for year in years]
    if "which" not in values:
        nearest = min(seasons, key=lambda one: _days_apart(one, day))
        return as_span(nearest, "season", approximate=True)
    shift = _shift(values, context)
    over = [one for one in seasons if one.end and one.end < day]
    ahead = [one for one in seasons if one.start and one.start > day]
    chosen = over[-1] if shift < 0 else ahead[0] if shift > 0 else seasons[1]
    return as_span(chosen, "season", approximate=True)


def _days_apart(season: Interval, day: date) -> int:
    """How many days lie between a season's middle and the day."""
    if season.start is None or season.end is None:
        return 0
    return abs((season.start + (season.end - season.start) / 2 - day).days)


def _season_of(year: int, values: Values, context: Context) -> Interval:
    first, last = season_months(values, "name", context)
    return calendar.months_of(year, first, (last - first) % 12 + 1)


def _today(context: Context) -> date | None:
    return context.anchor.day if context.anchor.near or not context.anchor.period else None


def _shift(values: Values, context: Context) -> int:
    return int(context.grammar.shifts[values["which"].lower()])
