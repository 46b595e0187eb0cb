"""Readings of forms that stand on the calendar: days, months, years, their parts, seasons.

A reading gives None where the words are no date after all ('31 June', '2022/21').
"""

from dataclasses import replace
from datetime import date

from pipeline.when import calendar
from pipeline.when.context import (
    UNRESOLVED,
    Context,
    Span,
    Values,
    as_span,
    count_number,
    month_number,
    weekday_number,
    year_for,
    year_number,
)

_LONGEST_PLAN = 40
"""Years; what claims to span more is two numbers."""


def read_day(values: Values, context: Context) -> Span | None:
    """A day, or days of one month."""
    month, number = month_number(values["m"]), int(values["d"])
    year = year_number(values["y"]) if "y" in values else year_for(month, context, of_day=True)
    if year is None:
        return replace(UNRESOLVED, precision="day")
    first = calendar.day_of(year, month, number)
    if first and "y" not in values and "w" in values:
        first = _fit_weekday(first, weekday_number(values["w"]))
    if first is None or "d2" not in values:
        return Span(first, first, "day") if first else None
    last = calendar.day_of(first.year, month, int(values["d2"]))
    return Span(first, last, "span") if last and last > first else None


def read_noted_day(values: Values, context: Context) -> Span | None:
    """'218 April 2023' is the 18th where the paper has a second footnote; else only its month is
    sure."""
    known = int(values["mark"]) <= context.anchor.notes
    return read_day(values, context) if known else read_month(values, context)


def read_next_day(values: Values, context: Context) -> Span | None:
    """'23' in 'April 16, 23 and 27, 2024': its month is that of the day before it."""
    previous = context.previous
    if previous is None or previous.first is None:
        return None
    day = calendar.day_of(previous.first.year, previous.first.month, int(values["d"]))
    return Span(day, day, "day") if day else None


def _fit_weekday(day: date, weekday: int) -> date:
    """The day of the year or one beside it that has the weekday printed, where there is one."""
    for shift in (0, 1, -1):
        other = calendar.day_of(day.year + shift, day.month, day.day)
        if other and other.weekday() == weekday:
            return other
    return day


def read_month(values: Values, context: Context) -> Span | None:
    """A month, or months of one year; 'November 2024-25' is the November of that account year."""
    month = month_number(values["m"])
    last = month_number(values["m2"]) if "m2" in values else month
    year = year_number(values["y"]) if "y" in values else year_for(last, context)
    if year is None:
        return replace(UNRESOLVED, precision="month")
    if "y2" in values:
        if int(values["y2"]) % 100 != (year + 1) % 100:
            return None
        year += month < calendar.FINANCIAL
    elif month > last:
        year -= 1
    count = (last - month) % 12 + 1
    months = calendar.months_of(year, month, count)
    return as_span(months, "month" if count == 1 else "span")


def read_year(values: Values, context: Context) -> Span | None:
    """A calendar year; 'financial year 2023' leaves open which is meant."""
    if context.year_begins not in (None, 1):
        return replace(UNRESOLVED, precision="year")
    return as_span(calendar.calendar_year(year_number(values["y"])), "year")


def read_years(values: Values, context: Context) -> Span | None:
    """'2022/23' is a year of account, '2023-27' calendar years; '21/21' is a slip of the pen."""
    first, last = year_number(values["y"]), _second_year(values)
    stated = context.year_begins or context.settings.get("year_begins")
    begins = stated or calendar.FINANCIAL
    if last == first and len(values["y"]) == len(values["y2"]):
        return replace(UNRESOLVED, precision="year")
    if last == first + 1:
        return as_span(calendar.year_from(first, begins), "year")
    if not first < last <= first + _LONGEST_PLAN or len(values["y"]) == 2:
        return None
    if stated:
        return as_span(calendar.months_of(first, begins, 12 * (last - first)), "span")
    return Span(date(first, 1, 1), date(last, 12, 31), "span")


def _second_year(values: Values) -> int:
    """The second year of two: its century is the first's, or the next where that one ends."""
    first, number = year_number(values["y"]), int(values["y2"])
    if number >= 100:
        return number
    last = first - first % 100 + number
    return last + 100 if last < first and first % 100 >= 90 else last


def read_quarter(values: Values, context: Context) -> Span | None:
    """A quarter, or several; of a year of account, or of a calendar year where one is printed."""
    return _read_part(values, context, "q", 4)


def read_half(values: Values, context: Context) -> Span | None:
    """Half a year."""
    return _read_part(values, context, "h", 2)


def _read_part(values: Values, context: Context, key: str, parts: int) -> Span | None:
    number = count_number(values[key], context.grammar)
    last = count_number(values[key + "2"], context.grammar) if key + "2" in values else number
    begin = _account_begin(values, context, number, parts)
    if begin is None or not 1 <= number <= last <= parts:
        return None
    months = 12 // parts
    start = calendar.add_months(begin, months * (number - 1))
    whole = calendar.months_of(start.year, start.month, months * (last - number + 1))
    return as_span(whole, "quarter" if parts == 4 and last == number else "span")


def _account_begin(values: Values, context: Context, number: int, parts: int) -> date | None:
    """The first day of the year that a part is of."""
    if "y" not in values:
        return _lent_begin(context, number, parts)
    year = year_number(values["y"])
    if "y2" not in values:
        return date(year, context.year_begins or 1, 1)
    if int(values["y2"]) % 100 != (year + 1) % 100:
        return None
    return date(year, context.year_begins or calendar.FINANCIAL, 1)


def _lent_begin(context: Context, number: int, parts: int) -> date | None:
    """The year of account that stands beside it or is the paper's; else the one that held the
    last such part to begin before the meeting."""
    for hint in context.hints:
        if hint.start and hint == calendar.months_of(hint.start.year, hint.start.month, 12):
            return hint.start if hint.start.month != 1 else None
        if hint.start and hint == calendar.months_of(hint.start.year, hint.start.month, 3):
            return calendar.year_around(hint.start, calendar.FINANCIAL).start
    day = context.anchor.day
    if day is None:
        return None
    begin = calendar.year_around(day, calendar.FINANCIAL).start
    if begin and calendar.add_months(begin, (12 // parts) * (number - 1)) > day:
        begin = calendar.add_months(begin, -12)
    return begin


def read_season(values: Values, context: Context) -> Span | None:
    """A season, term or holiday, or two of them, pinned to its usual months; 'winter 2022/23'
    goes into the next year, 'spring term 2022/23' lies in it."""
    first = season_months(values, "name", context)
    last = season_months(values, "name2", context) if "name2" in values else first
    if "y" not in values:
        return replace(UNRESOLVED, precision="season", approximate=True)
    year = year_number(values["y"])
    if "y2" in values and int(values["y2"]) % 100 != (year + 1) % 100:
        return None
    account = "y2" in values
    start = calendar.month_of(_season_year(year, first[0], account), first[0]).start
    ends = _season_year(year, last[0], account) + (last[1] < last[0])
    end = calendar.month_of(ends, last[1]).end
    if start is None or end is None or start > end:
        return None
    return Span(start, end, "season", approximate=True)


def season_months(values: Values, key: str, context: Context) -> tuple[int, int]:
    """The first and last month of a season; a term's are not those of the season it is named by."""
    name = " ".join(values[key].lower().split())
    seasons = context.grammar.seasons
    return seasons.get(f"{name} term" if "term" in values else name) or seasons[name]


def _season_year(year: int, month: int, account: bool) -> int:
    """The calendar year in which a season begins that is of a year that begins in September."""
    return year + (account and month < calendar.ACADEMIC)


def read_decade(values: Values, context: Context) -> Span | None:
    """'the 1990s'."""
    year = year_number(values["y"])
    return Span(date(year, 1, 1), date(year + 9, 12, 31), "decade")
