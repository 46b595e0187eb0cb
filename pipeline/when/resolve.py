"""Found forms to days."""

from collections.abc import Callable
from dataclasses import replace

from pipeline.model import Interval
from pipeline.when import beside, calendar, readings, relative
from pipeline.when.context import UNRESOLVED, Context, Span, Values
from pipeline.when.frames import FRAMES
from pipeline.when.scan import Found


def resolve(found: Found, context: Context) -> Span | None:
    """The days of a found form; None where it is no date after all."""
    if found.to is not None:
        return _resolve_range(found, found.to, context)
    reading = READINGS[found.form.reads]
    settings = found.form.settings
    span = reading(found.values, replace(context, settings=settings, year_begins=found.begins))
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


READINGS: dict[str, Callable[[Values, Context], Span | None]] = {
    "day": readings.read_day,
    "noted_day": readings.read_noted_day,
    "next_day": readings.read_next_day,
    "month": readings.read_month,
    "year": readings.read_year,
    "years": readings.read_years,
    "quarter": readings.read_quarter,
    "half": readings.read_half,
    "season": readings.read_season,
    "decade": readings.read_decade,
    "shifted_month": relative.read_shifted_month,
    "shifted_quarter": relative.read_shifted_quarter,
    "unresolved": relative.read_unresolved,
    "shifted_year": relative.read_shifted_year,
    "period": relative.read_period,
    "year_end": relative.read_year_end,
    "coming": relative.read_coming,
    "rolling": relative.read_rolling,
    "ago": relative.read_ago,
    "earlier": relative.read_earlier,
    "within": relative.read_within,
    "month_of_year": beside.read_month_of_year,
    "in_time": beside.read_in_time,
    "month_beside": beside.read_month_beside,
    "week_beside": beside.read_week_beside,
    "season_beside": beside.read_season_beside,
    "today": beside.read_today,
}

_LENT = frozenset({"day", "next_day", "month", "quarter", "half"})
PRINTED = frozenset({"day", "month", "year", "years", "quarter", "half"})
"""Readings of what the paper prints, and does not put relative to something."""
