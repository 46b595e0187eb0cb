"""The calendar arithmetic of council papers: days to days, nothing about words.

A financial year runs from 1 April to 31 March, an academic year from 1 September to 31 August,
a municipal year from 1 May to 30 April. Years are named by the calendar year they begin in.
"""

from calendar import monthrange
from datetime import date, timedelta

from pipeline.model import Interval

FINANCIAL, ACADEMIC, MUNICIPAL = 4, 9, 5
"""The month in which each kind of year begins."""


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar does not have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Interval:
    """The whole month."""
    return months_of(year, month, 1)


def months_of(year: int, month: int, count: int) -> Interval:
    """`count` whole months from that month on."""
    first = date(year, month, 1)
    return Interval(first, add_months(first, count) - timedelta(days=1))


def calendar_year(year: int) -> Interval:
    """1 January to 31 December."""
    return months_of(year, 1, 12)


def year_from(year: int, month: int) -> Interval:
    """The twelve months that begin with that month: a financial, academic or municipal year."""
    return months_of(year, month, 12)


def quarter_of(year: int, quarter: int, month: int = 1) -> Interval:
    """The quarter (1 to 4) of the year that begins in that month of that calendar year."""
    first = add_months(date(year, month, 1), 3 * (quarter - 1))
    return months_of(first.year, first.month, 3)


def half_of(year: int, half: int, month: int = 1) -> Interval:
    """The half (1 or 2) of the year that begins in that month of that calendar year."""
    first = add_months(date(year, month, 1), 6 * (half - 1))
    return months_of(first.year, first.month, 6)


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the month's last day where it is shorter."""
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, index + 1, min(day.day, monthrange(years, index + 1)[1]))


def add_units(day: date, count: int, unit: str) -> date:
    """`count` days, weeks, months or years after (before, where negative) that day."""
    if unit.startswith("day"):
        return day + timedelta(days=count)
    if unit.startswith("week"):
        return day + timedelta(weeks=count)
    return add_months(day, count * (12 if unit.startswith("year") else 1))


def ends_month(day: date) -> bool:
    """Whether it is the last day of its month."""
    return (day + timedelta(days=1)).day == 1


def span_until(last: date, count: int, unit: str) -> Interval:
    """The `count` units that end with that day; from a month's end they are whole months."""
    after = last + timedelta(days=1)
    return Interval(add_units(after, -count, unit), last)


def shift_years(interval: Interval, years: int) -> Interval:
    """The same interval some years later; the end of February stays the end of February."""
    return Interval(
        _shift(interval.start, years, at_end=False), _shift(interval.end, years, at_end=True)
    )


def _shift(day: date | None, years: int, *, at_end: bool) -> date | None:
    if day is None:
        return None
    if at_end and ends_month(day):
        return add_months(day.replace(day=1), 12 * years + 1) - timedelta(days=1)
    return add_months(day, 12 * years)


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two closed intervals share a day."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start <= other.end and other.start <= one.end


def nearest_year(day: date, month: int, *, ahead: bool = False) -> int:
    """The year in which that month lies nearest to the day: in the seven months before it or the
    five after, or where it lies `ahead`, in the three before it or the nine after."""
    centre = add_months(day, 3 if ahead else -1)
    middles = (date(centre.year + shift, month, 15) for shift in (0, -1, 1))
    return min(middles, key=lambda middle: abs((middle - centre).days)).year


def year_around(day: date, month: int) -> Interval:
    """The twelve months beginning with that month in which the day lies."""
    return year_from(day.year if day.month >= month else day.year - 1, month)


def week_from(day: date) -> Interval:
    """Seven days from that day on."""
    return Interval(day, day + timedelta(days=6))
