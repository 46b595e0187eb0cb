"""No text, however long and odd, makes the grammar slow."""

from datetime import date
from time import process_time

import pytest

from pipeline.model import Interval
from pipeline.rules import Rules
from pipeline.when import Anchor, find_expressions

ANCHOR = Anchor(date(2023, 10, 17), Interval(date(2022, 4, 1), date(2023, 3, 31)))
HOSTILE = [
    "1/ ",
    "1 ",
    "January ",
    "January 2020 ",
    "2020 - ",
    "12 May ",
    "Monday ",
    "1-1-",
    "the end of ",
    "year ",
    "within ",
    "1",
    " ",
    "2022/23 ",
    "Q1 ",
    "last ",
    "since ",
    "mid-",
    "12 months to ",
    "financial year ",
    "w/c ",
    "the ",
    "20'",
    "1st ",
    "1st of ",
    "between 1 and ",
    "2020 ",
    "in 2020 ",
    "the 2020 Aaaa ",
    "March to ",
    "12 - ",
    "end of year ",
    "Q1 - ",
    ". A ",
    "20/21",
    "2020/21-",
    "12 May and ",
    "3, ",
    "spring and ",
    "T4 (",
    "November 2024-",
    "April 16, ",
    "first 6 months of ",
    "first quarter of ",
    "April and May ",
    "Due date: ",
    "6 months time ",
    "April 16, 17 and ",
    "will be ",
    ": 218 April ",
    "31/3 ",
    "this summer ",
    "2021 saw ",
    "compared to April ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_and_no_faster(piece: str, rules: Rules) -> None:
    find_expressions("in May 2020", ANCHOR, rules)
    text = piece * (30_000 // len(piece))
    before = process_time()
    find_expressions(text, ANCHOR, rules)
    assert process_time() - before < 2
