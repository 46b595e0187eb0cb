"""The calendar arithmetic."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Interval
from pipeline.when import calendar

DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 10, 17), 2, date(2023, 12, 17)),
        (date(2023, 12, 17), 2, date(2024, 2, 17)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
    ],
)
def test_months_are_added_without_running_over(day: date, months: int, expected: date) -> None:
    assert calendar.add_months(day, months) == expected


@pytest.mark.parametrize(
    ("interval", "first", "last"),
    [
        (calendar.year_from(2022, calendar.FINANCIAL), date(2022, 4, 1), date(2023, 3, 31)),
        (calendar.year_from(2022, calendar.ACADEMIC), date(2022, 9, 1), date(2023, 8, 31)),
        (calendar.months_of(2023, 12, 3), date(2023, 12, 1), date(2024, 2, 29)),
        (calendar.span_until(date(2024, 3, 31), 1, "year"), date(2023, 4, 1), date(2024, 3, 31)),
        (calendar.span_until(date(2023, 9, 30), 6, "months"), date(2023, 4, 1), date(2023, 9, 30)),
        (calendar.year_around(date(2024, 3, 31), 4), date(2023, 4, 1), date(2024, 3, 31)),
    ],
)
def test_spans_are_whole_months(interval: Interval, first: date, last: date) -> None:
    assert interval == Interval(first, last)


def test_a_shifted_february_ends_with_february() -> None:
    assert calendar.shift_years(calendar.month_of(2023, 2), 1) == calendar.month_of(2024, 2)


@given(DAYS, st.integers(1, 12))
def test_the_nearest_year_is_not_a_year_away(day: date, month: int) -> None:
    middle = date(calendar.nearest_year(day, month), month, 15)
    assert abs((middle - day).days) <= 215


@given(DAYS, st.integers(1, 12))
def test_a_day_lies_in_the_year_around_it(day: date, month: int) -> None:
    year = calendar.year_around(day, month)
    assert year.start is not None and year.end is not None
    assert year.start <= day <= year.end
