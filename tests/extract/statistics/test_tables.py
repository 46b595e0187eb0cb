"""Figures of tables: units, signs and scales from heads, measures from row and column."""

import pytest

from pipeline.model import Cell, Document, Line, Page, Passage
from tests.extract.statistics.making import find_in, find_in_document

HEADS = [
    # head, cell, value, unit
    ("£m", "1.2", 1_200_000, "GBP"),
    ("Budget £'000s", "450", 450_000, "GBP"),
    ("Variance (£m)", "(1.2)", -1_200_000, "GBP"),
    ("Variance £m", "-3.4", -3_400_000, "GBP"),
    ("%", "34", 34, "percent"),
    ("Rate per 10,000", "52.3", 52.3, "per_10000"),
    ("Days", "15", 15, "days"),
    ("Number of cases", "1,204", 1204, "count"),
    ("Amount", "£3,250", 3250, "GBP"),
    ("Share", "12%", 12, "percent"),
]


@pytest.mark.parametrize(("head", "cell", "value", "unit"), HEADS, ids=[h for h, *_ in HEADS])
def test_unit_of_the_head(head: str, cell: str, value: float, unit: str) -> None:
    (fact,) = find_in(f"| Service | {head} |\n|---|---|\n| Adult care | {cell} |")
    assert (fact.value, fact.unit) == (value, unit)
    assert fact.measure is not None and fact.measure.startswith("Adult care")
    assert fact.place.quote == f"Service: Adult care; {head}: {cell}"


def test_columns_have_their_own_periods() -> None:
    found = find_in("| Service | 2017/18 | 2018/19 |\n|---|---|---|\n| MASH contacts | 120 | 130 |")
    assert [(str(f.period and f.period.start), f.period_basis) for f in found] == [
        ("2017-04-01", "column"),
        ("2018-04-01", "column"),
    ]


@pytest.mark.parametrize("head", ["Ref", "Page", "Current Likelihood (1-5)", "Risk score", "No."])
def test_columns_that_measure_nothing(head: str) -> None:
    assert find_in(f"| Service | {head} |\n|---|---|\n| Adult care | 4 |") == []


def test_a_decimal_without_a_unit_is_not_guessed() -> None:
    assert find_in("| Service | Total |\n|---|---|\n| Adult care | 4.5 |") == []


def test_the_time_in_a_row_label_is_no_figure() -> None:
    found = find_in("| Indicator | Q1 |\n|---|---|\n| Assessed within 45 days | 81% |")
    assert [(fact.value, fact.measure) for fact in found] == [(81, "Assessed within 45 days: Q1")]


def test_prose_in_a_cell_is_read_as_prose() -> None:
    (fact,) = find_in("| Action | Progress |\n|---|---|\n| Train staff | 40 staff were trained. |")
    assert (fact.value, fact.measure) == (40, "staff trained")


def test_a_row_without_heads_takes_unit_and_columns_from_the_row_above() -> None:
    rows = (
        _row(0, ["£m Key Service Budget Forecast Variance"]),
        _row(1, ["Older people", "40.7 42.6 1.9"]),
    )
    page = Page(number=1, label=None, width=0, height=0, text="")
    found = find_in_document(Document("text/plain", "text", (page,), rows))
    assert [(f.value, f.unit, f.measure) for f in found] == [
        (40_700_000, "GBP", "Older people: Budget"),
        (42_600_000, "GBP", "Older people: Forecast"),
        (1_900_000, "GBP", "Older people: Variance"),
    ]


def _row(position: int, cells: list[str]) -> Passage:
    text = "; ".join(cells)
    places = []
    at = 0
    for cell in cells:
        places.append(Cell("", at, at + len(cell)))
        at += len(cell) + 2
    line = (Line(1, 0, 0, 0, 0, 0, len(text)),)
    return Passage(position, 1, "row", text, lines=line, table=0, cells=tuple(places))
