"""Codes, days and numbers in the words of a reader."""

import pytest

from pipeline.archive import plain


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2023-10-17", "17 October 2023"),
        ("2023-10-07", "7 October 2023"),
        ("2023-10", "October 2023"),
        ("2026-01-05T10:00:00+00:00", "5 January 2026"),
        ("", ""),
        (None, ""),
        ("soon", "soon"),
    ],
)
def test_days(day: str | None, said: str) -> None:
    assert plain.uk_date(day) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2018-04-01", "2019-03-31", "2018/19"),
        ("2018-01-01", "2018-12-31", "2018"),
        ("2018-01-01", "2020-12-31", "2018 to 2020"),
        ("2018-04-01", "2020-03-31", "April 2018 to March 2020"),
        ("2023-10-01", "2023-10-31", "October 2023"),
        ("2023-10-01", "2023-12-31", "October to December 2023"),
        ("2023-10-17", "2023-10-17", "17 October 2023"),
        ("2023-10-17", "2023-10-19", "17 October 2023 to 19 October 2023"),
        (None, "2023-10-19", "until 19 October 2023"),
        ("2023-10-19", None, "since 19 October 2023"),
        (None, None, ""),
        ("1999-12-01", "1999-12-31", "December 1999"),
    ],
)
def test_periods(start: str | None, end: str | None, said: str) -> None:
    assert plain.period(start, end) == said


@pytest.mark.parametrize(
    ("value", "unit", "to", "said"),
    [
        (45.0, "percent", None, "45%"),
        (5.0, "percentage_points", None, "5 percentage points"),
        (503_900_000.0, "GBP", None, "£503.9 million"),
        (1_250.5, "GBP", None, "£1,250.5"),
        (2_000.0, "GBP", 3_000.0, "£2,000 to £3,000"),
        (1_003.0, "count", None, "1,003"),
        (5.0, "weeks", 7.0, "5 to 7 weeks"),
        (34.0, "per_10000", None, "34 per 10,000"),
        (0.33, "ratio", None, "0.33"),
        (0.0004, "ratio", None, "0.0004"),
        (None, "count", None, ""),
    ],
)
def test_quantities(value: float | None, unit: str, to: float | None, said: str) -> None:
    assert plain.quantity(value, unit, to) == said


def test_silence_is_not_rejection() -> None:
    assert plain.decision(None) == "No response in this archive"
    assert plain.tone(None) == "none"
    assert plain.tone("rejected") == "bad"
    assert plain.tone("awaited") == "open"


def test_shortened_text_ends_at_a_word() -> None:
    assert plain.shorten("one two three four", 12) == "one two…"
    assert plain.shorten("short", 12) == "short"
    assert plain.shorten(None) == ""
