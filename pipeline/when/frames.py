"""What the words before and after an expression do to its days: 'the end of', 'since', 'early'."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from pipeline.when import calendar
from pipeline.when.context import Context, Span, Values, count_number

_DAY = timedelta(days=1)


def _frame_end(span: Span, values: Values, context: Context) -> Span:
    """The last day; of a season, whose days are not sure, the last month."""
    if span.precision == "season" and span.last:
        return replace(span, first=span.last.replace(day=1))
    return replace(span, first=span.last, precision="day") if span.resolved else span


def _frame_start(span: Span, values: Values, context: Context) -> Span:
    """The first day, or nearly; of a season the first month."""
    if span.precision == "season" and span.first:
        return replace(span, last=calendar.month_of(span.first.year, span.first.month).end)
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
    count, unit = count_number(values.get("n", "one"), context.grammar), values["unit"].lower()
    if unit.startswith("quarter"):
        count, unit = 3 * count, "months"
    until = calendar.span_until(span.last, count, unit)
    return Span(until.start, until.end, "year" if unit.startswith("year") else "span")


def _frame_months(span: Span, values: Values, context: Context) -> Span:
    """'the first six months of 2023/24', 'the last three months of 2023'."""
    if span.first is None or span.last is None:
        return span
    count = count_number(values["n"], context.grammar)
    if values["which"].lower() != "first":
        return Span(calendar.add_months(span.last + _DAY, -count), span.last, "span")
    return Span(span.first, calendar.add_months(span.first, count) - _DAY, "span")


def _frame_quarter(span: Span, values: Values, context: Context) -> Span:
    """'the first quarter of this year': a quarter of the twelve months that begin with it."""
    if span.first is None:
        return span
    first = calendar.add_months(span.first, 3 * (count_number(values["q"], context.grammar) - 1))
    last = calendar.add_months(first, 3) - _DAY
    return Span(first, last, "quarter", approximate=span.approximate)


def _frame_part(span: Span, values: Values, context: Context) -> Span:
    """'early 2024', 'mid-2023', 'late March': the part's share of the year, month or decade."""
    share = context.grammar.parts.get(span.precision, {}).get(values["part"].lower())
    if share is None or span.first is None or span.last is None:
        return replace(span, approximate=True)
    low, high = share
    if span.precision == "month":
        first = span.first.replace(day=low)
        last = span.last if high > 28 else span.first.replace(day=high)
    else:
        months = 12 if span.precision == "decade" else 1
        first = calendar.add_months(span.first, months * (low - 1))
        last = calendar.add_months(span.first, months * high) - _DAY
    return Span(first, last, "span", approximate=True)


FRAMES: dict[str, Callable[[Span, Values, Context], Span]] = {
    "end": _frame_end,
    "start": _frame_start,
    "since": _frame_since,
    "open": _frame_open,
    "about": _frame_about,
    "week": _frame_week,
    "span": _frame_span,
    "months": _frame_months,
    "quarter": _frame_quarter,
    "part": _frame_part,
}
