"""Which year, day or quarter a number is about, where its own sentence does not say."""

from datetime import date

import pytest

from pipeline.model import Interval, Paper
from pipeline.when import title_period
from tests.extract.statistics.making import find_in

YEAR = Interval(date(2022, 4, 1), date(2023, 3, 31))

CASES = [
    # trait, text, paper's period, the start of each number's period
    (
        "aside",
        "At 31 March 2014, 40 children live here (a rate of 3.1 per 1,000).",
        None,
        2 * [date(2014, 3, 31)],
    ),
    (
        "points back",
        "At 31 March 2014, 40 children lived here. Of these, 12 were boys.",
        None,
        2 * [date(2014, 3, 31)],
    ),
    ("on a day", "On 31 March 2023, there were 340 plans.", None, [date(2023, 3, 31)]),
    ("on a day, at the end", "There were 340 plans on 31 March 2023.", None, [date(2023, 3, 31)]),
    (
        "on a day compared with",
        "There were 340 plans, a rise of 9 on 1 May 2020.",
        None,
        2 * [None],
    ),
    (
        "a day on which it was reported",
        "This is an adverse movement of £1.2m on that reported on 5 May 2020.",
        None,
        [None],
    ),
    (
        "from one day to another",
        "From 1 April 2017 to 31 March 2018 there were 80 visits, fewer than were made in 2016/17.",
        None,
        [date(2017, 4, 1)],
    ),
    ("down from a year", "There were 300, down from 2016-17.", None, [None]),
    (
        "a part of a whole",
        "Some 45 of the 151 people seen in 2013/14 came again.",
        None,
        2 * [date(2013, 4, 1)],
    ),
    (
        "a year that it is a multiple of",
        "Demand is now more than double the level of 2019. Visits fell by 11%.",
        None,
        2 * [None],
    ),
    (
        "a change in apposition",
        "By 31 March 2022 this reduced to 551 children – a reduction of roughly 7.5%.",
        None,
        2 * [date(2022, 3, 31)],
    ),
    ("a change from a year", "It is 0.3% down from 2022.", None, [None]),
    ("a change since a year", "It has fallen by 0.3% since 2022.", None, [date(2022, 1, 1)]),
    ("both of a clause", "The grant rose by 3% to £50m in 2024/25.", None, 2 * [date(2024, 4, 1)]),
    (
        "date before bracket",
        "There was a reduction in visits over quarter 4 (n=205).",
        YEAR,
        [date(2023, 1, 1)],
    ),
    (
        "opening year",
        "2021 saw the recruitment of seven more wardens; in all there are 14.",
        None,
        [date(2021, 1, 1), None],
    ),
    (
        "one date for all of them",
        "Of the 204 referrals made in 2021/22, 72 were upheld and 30 were not.",
        None,
        3 * [date(2021, 4, 1)],
    ),
    (
        "a year that it is compared with",
        "This is a rise of 70% from the previous year.",
        YEAR,
        [date(2022, 4, 1)],
    ),
    (
        "a year that it is like",
        "The number in 2019/20 was similar to that of 2018/19 (525 visits).",
        None,
        [date(2019, 4, 1)],
    ),
    (
        "a year that it is like, and what was then",
        "This is similar to last year, when there were 6 visits.",
        YEAR,
        [date(2021, 4, 1)],
    ),
    (
        "a quarter that it is compared with",
        "Compared to the same quarter of 2021/22 there was a 25% increase in thefts.",
        YEAR,
        [date(2022, 4, 1)],
    ),
    ("what happened", "The team completed 40 assessments.", YEAR, [date(2022, 4, 1)]),
    ("what there is", "There are 40 children waiting for a place.", YEAR, [None]),
    ("what may be", "Reviews can cost up to £20,000.", YEAR, [None]),
    ("each year", "The annual licence fee is £6,000.", YEAR, [None]),
]


@pytest.mark.parametrize(
    ("text", "period", "starts"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_period_starts(text: str, period: Interval | None, starts: list[date | None]) -> None:
    assert [fact.period and fact.period.start for fact in find_in(text, period)] == starts


def test_a_list_keeps_the_day_of_its_lead() -> None:
    text = "At 31 March 2014, 40 children lived here. Of this number:\n\n- 12 live with carers\n"
    starts = [fact.period and fact.period.start for fact in find_in(text, None)]
    assert starts == [date(2014, 3, 31)] * 2


def test_a_month_is_not_carried_to_another_subject() -> None:
    found = find_in(
        "The fair was held in December 2024 with 90 stalls. The library has 600 books.", None
    )
    assert [fact.period is not None for fact in found] == [True, False]


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("Budget Monitoring Report – November 2024-25", date(2024, 4, 1)),
        ("Quarter 3 Performance 2023/24", date(2023, 4, 1)),
        ("Draft Budget 2025-26 and Plan 2025-28", None),
        ("Education Plan 2025-29", None),
        ("Children's Strategy 2024-25", None),
    ],
)
def test_year_of_the_title(title: str, start: date | None) -> None:
    period = title_period(Paper(0, "officer_report", title, 1, 1, 0, 0))
    assert (period and period.start) == start


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("There were 90 visits. This is a reduction from 120 in 2016/17.", "decrease"),
        ("There were 90 visits. This is an increase from 80 in 2016/17.", "increase"),
        ("There were 90 visits. This is an increase of 4%.", None),
        ("There were 90 visits. This is an increase from £80 in 2016/17.", None),
    ],
)
def test_direction_of_the_sentence_before(text: str, direction: str | None) -> None:
    first = find_in(text)[0]
    assert (first.role, first.direction) == ("level", direction)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("PAYMENTS\n\nGrass cutting 658.80", ["GBP"]),
        ("MEASUREMENTS\n\nMean depth 658.80", ["count"]),
    ],
)
def test_accounts_are_in_pounds(text: str, units: list[str]) -> None:
    assert [fact.unit for fact in find_in(text)] == units


def test_accounts_in_tables_are_in_pounds() -> None:
    text = "| Chq No | Payments | Sum |\n|---|---|---|\n| 330 | Clerk salary | 305.69 |\n"
    assert [(f.value, f.unit) for f in find_in(f"Cheques issued\n\n{text}")] == [(305.69, "GBP")]


def test_a_list_of_years_has_the_measure_of_its_lead() -> None:
    text = "The following number of contacts were received:\n\n2021/22: 80\n\n2020/21: 43\n"
    assert [fact.measure for fact in find_in(text, None)] == ["contacts", "contacts"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Plans per 10,000 children\n\nThe rate was 34.1 in June.", ["per_10000"]),
        ("The rate per 10,000 rose between May (31.8) and June (40.7).", ["per_10000"] * 2),
        ("The rate was 34.1 in June.", ["count"]),
    ],
)
def test_a_rate_has_the_base_that_was_named_before(text: str, units: list[str]) -> None:
    assert [fact.unit for fact in find_in(text)] == units
