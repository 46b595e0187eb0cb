"""Temporal expressions of council papers and the days that they are."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Interval
from pipeline.rules import Rules, load_rules
from pipeline.when import Anchor, find_expressions, likely_period, parse_period

MEETING = date(2023, 10, 17)
YEAR = Interval(date(2022, 4, 1), date(2023, 3, 31))
REPORT = Anchor(MEETING, YEAR, date(2023, 3, 21))
MINUTES = Anchor(MEETING)
NOTHING = Anchor()
REPORT_ONLY = Anchor(period=YEAR)
NOTED = Anchor(MEETING, notes=2)

# Text, the expression in it, its first and last day (None is open).
ABSOLUTE = [
    # days
    ("17 October 2023", "17 October 2023", "2023-10-17", "2023-10-17"),
    ("on Tuesday, 3rd December 2019 at 2.30pm", "Tuesday, 3rd December 2019", "2019-12-03", "="),
    ("the 31st of March 2023", "31st of March 2023", "2023-03-31", "="),
    ("this 2 nd day of April, 2024", "2 nd day of April, 2024", "2024-04-02", "="),
    ("03/04/2023", "03/04/2023", "2023-04-03", "="),
    ("on 5.6.23 we", "5.6.23", "2023-06-05", "="),
    ("17.10.2023", "17.10.2023", "2023-10-17", "="),
    ("2023-10-17", "2023-10-17", "2023-10-17", "="),
    ("17/10/23", "17/10/23", "2023-10-17", "="),
    ("dated 31-Mar-23", "31-Mar-23", "2023-03-31", "="),
    ("June 30, 2022", "June 30, 2022", "2022-06-30", "="),
    ("30th June '22", "30th June '22", "2022-06-30", "="),
    # ranges of days
    ("13 to 21 July 2023", "13 to 21 July 2023", "2023-07-13", "2023-07-21"),
    ("3–5 May 2022", "3–5 May 2022", "2022-05-03", "2022-05-05"),
    ("1st April – 30th June 2023", "1st April – 30th June 2023", "2023-04-01", "2023-06-30"),
    (
        "between 27 February and 10 March 2023",
        "27 February and 10 March 2023",
        "2023-02-27",
        "2023-03-10",
    ),
    (
        "26 November to 27th January 2025",
        "26 November to 27th January 2025",
        "2024-11-26",
        "2025-01-27",
    ),
    ("01/04/22–31/03/23", "01/04/22–31/03/23", "2022-04-01", "2023-03-31"),
    (
        "week commencing 6 November 2023",
        "week commencing 6 November 2023",
        "2023-11-06",
        "2023-11-12",
    ),
    ("week ending 12 November 2023", "week ending 12 November 2023", "2023-11-06", "2023-11-12"),
    # months
    ("October 2023", "October 2023", "2023-10-01", "2023-10-31"),
    ("Sept 2022", "Sept 2022", "2022-09-01", "2022-09-30"),
    ("end of March 2019", "end of March 2019", "2019-03-31", "="),
    ("by end March 2024", "end March 2024", "2024-03-31", "="),
    ("April 2022 to March 2023", "April 2022 to March 2023", "2022-04-01", "2023-03-31"),
    ("November-January 2023", "November-January 2023", "2022-11-01", "2023-01-31"),
    ("by mid-January 2025", "mid-January 2025", "2025-01-11", "2025-01-20"),
    ("February 2024", "February 2024", "2024-02-01", "2024-02-29"),
    ("October to March 2022/23", "October to March 2022/23", "2022-10-01", "2023-03-31"),
    ("in November 2024-25", "November 2024-25", "2024-11-01", "2024-11-30"),
    # years of account
    ("in 2022/23", "2022/23", "2022-04-01", "2023-03-31"),
    ("in 2022-23", "2022-23", "2022-04-01", "2023-03-31"),
    ("in 20/21", "20/21", "2020-04-01", "2021-03-31"),
    ("2021/2022", "2021/2022", "2021-04-01", "2022-03-31"),
    ("FY22/23", "FY22/23", "2022-04-01", "2023-03-31"),
    ("FY 2022-23", "FY 2022-23", "2022-04-01", "2023-03-31"),
    ("2022/23 academic year", "2022/23 academic year", "2022-09-01", "2023-08-31"),
    ("academic year 2021/22", "academic year 2021/22", "2021-09-01", "2022-08-31"),
    ("municipal year 2022/23", "municipal year 2022/23", "2022-05-01", "2023-04-30"),
    ("2024/25 - 2026/27", "2024/25 - 2026/27", "2024-04-01", "2027-03-31"),
    ("since 2018-19", "since 2018-19", "2018-04-01", "2019-03-31"),
    ("end of 2022/23", "end of 2022/23", "2023-03-31", "="),
    ("the year ended 31 March 2024", "the year ended 31 March 2024", "2023-04-01", "2024-03-31"),
    ("year ending March 2024", "year ending March 2024", "2023-04-01", "2024-03-31"),
    ("in 1999/2000", "1999/2000", "1999-04-01", "2000-03-31"),
    # other years
    ("plan 2019; 2023-27", "2023-27", "2023-01-01", "2027-12-31"),
    ("2024 onwards", "2024 onwards", "2024-01-01", None),
    ("since January 2021", "since January 2021", "2021-01-01", None),
    ("since 2022", "since 2022", "2022-01-01", None),
    ("by 2030", "2030", "2030-01-01", "2030-12-31"),
    ("early 2024", "early 2024", "2024-01-01", "2024-03-31"),
    ("mid-2023", "mid-2023", "2023-05-01", "2023-08-31"),
    ("late 2022", "late 2022", "2022-10-01", "2022-12-31"),
    ("in the 1990s", "the 1990s", "1990-01-01", "1999-12-31"),
    ("between 2019 and 2021", "2019 and 2021", "2019-01-01", "2021-12-31"),
    # parts of a year
    ("Q3 2022/23", "Q3 2022/23", "2022-10-01", "2022-12-31"),
    ("Q1 to Q3 2022/23", "Q1 to Q3 2022/23", "2022-04-01", "2022-12-31"),
    ("H1 2023", "H1 2023", "2023-01-01", "2023-06-30"),
    ("the final quarter of 2022/23", "the final quarter of 2022/23", "2023-01-01", "2023-03-31"),
    ("T4 (Easter 2023)", "T4 (Easter 2023)", "2023-02-01", "2023-04-30"),
    ("Autumn 2023", "Autumn 2023", "2023-09-01", "2023-11-30"),
    ("Spring Term 2024", "Spring Term 2024", "2024-01-01", "2024-03-31"),
    ("summer 2021", "summer 2021", "2021-06-01", "2021-08-31"),
    ("winter 2023/24", "winter 2023/24", "2023-12-01", "2024-02-29"),
    ("Christmas 2022", "Christmas 2022", "2022-12-01", "2022-12-31"),
]

# As above, in a report for 2022-23 that goes to a meeting on 17 October 2023.
RELATIVE = [
    ("fell from last year", "last year", "2021-04-01", "2022-03-31"),
    ("on the previous year", "the previous year", "2021-04-01", "2022-03-31"),
    ("this year", "this year", "2022-04-01", "2023-03-31"),
    ("part of next year's activity", "next year", "2023-04-01", "2024-03-31"),
    ("rose in the year to 3599", "the year", "2022-04-01", "2023-03-31"),
    ("at year end", "year end", "2023-03-31", "="),
    ("the end of the year", "the end of the year", "2023-03-31", "="),
    ("in the last 12 months", "the last 12 months", "2022-04-01", "2023-03-31"),
    ("the last three years", "the last three years", "2020-04-01", "2023-03-31"),
    ("ten years ago", "ten years ago", "2013-01-01", "2013-12-31"),
    ("than at the end of August", "the end of August", "2022-08-31", "="),
    ("dropping in Q2 to 50", "Q2", "2022-07-01", "2022-09-30"),
    ("30 in Q4", "Q4", "2023-01-01", "2023-03-31"),
    ("on 12 May", "12 May", "2022-05-12", "="),
    ("on Monday 4 March", "Monday 4 March", "2024-03-04", "="),
    (
        "within two months of the consideration of this report",
        "within two months of the consideration of this report",
        "2023-10-17",
        "2023-12-17",
    ),
    (
        "within two months from the date on which it is requested",
        "within two months from the date on which it is requested",
        "2023-03-21",
        "2023-05-21",
    ),
]

NO_DATES = [
    # names of Acts, guidance and plans
    "Children Act 2004",
    "the Care Act (2014)",
    "Working Together to Safeguard Children 2018",
    "the Strategic Plan 2022-2025",
    # references and numbers
    "Forward Plan Ref: 2023/203",
    "Key decision 24/00093",
    "Tel: 01865 815175 or 07729081160",
    "section 2.3.21 and paragraph 4.5.22",
    "version 2.1, OX1 1ND",
    "£2022 and 2,023 and 20.19",
    "https://www.example.org/reports/annual-2022-23.pdf",
    # counts, ages, scores
    "There were 2019 children.",
    "1990 to 2010 people came",
    "aged 10-16 years, others aged 10/11",
    "20/21 schools were good, it is open 24/7, a 50/50 split",
    # times, modal verbs, vague words
    "at 10.30 or 2.30pm",
    "They may march in step; May I ask?",
    "in recent years, at the time, in previous years",
    "year on year, two year olds, Year 6",
    # days that the calendar does not have
    "31 April 2023 and 30 February 2023",
    "in 2022/21",
]


@pytest.mark.parametrize(("text", "expression", "first", "last"), ABSOLUTE)
def test_expressions_stand_on_the_calendar(
    text: str, expression: str, first: str, last: str | None, rules: Rules
) -> None:
    assert _found(text, NOTHING, rules) == [(expression, first, first if last == "=" else last)]


@pytest.mark.parametrize(("text", "expression", "first", "last"), RELATIVE)
def test_relative_expressions_are_read_from_the_paper(
    text: str, expression: str, first: str, last: str, rules: Rules
) -> None:
    assert _found(text, REPORT, rules) == [(expression, first, first if last == "=" else last)]


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_and_names_are_no_dates(text: str, rules: Rules) -> None:
    assert _found(text, REPORT, rules) == []


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        # the year of one day is that of the next in its list
        ("on 14 September and 2 October 2022", MINUTES, ["2022-09-14", "2022-10-02"]),
        ("on 3, 10 and 17 May 2022", MINUTES, ["2022-05-03", "2022-05-10", "2022-05-17"]),
        # or that of the one before
        ("On 6 January 2021 it met; on 9 March again", MINUTES, ["2021-01-06", "2021-03-09"]),
        # a month before a day in January is of the year before
        ("from November on, until January 3, 2025", MINUTES, ["2024-11-01", "2025-01-03"]),
        # but not that of a year of account
        ("The 6 December draft of the 2025-26 budget", MINUTES, ["2023-12-06", "2025-04-01"]),
        # else it is the year in which the day is nearest to the meeting
        ("on 9 January", MINUTES, ["2024-01-09"]),
        # a sentence lends nothing to the next
        ("It met on 6 January 2019. Then on 9 November.", MINUTES, ["2019-01-06", "2023-11-09"]),
        # years of one kind in a list
        ("academic years 2020/21 and 2021/22", NOTHING, ["2020-09-01", "2021-09-01"]),
        # what is earlier than what stands before it
        ("end of March 2023, less than 12 months earlier", NOTHING, ["2023-03-31", "2022-03-31"]),
        # two that make no range are two
        ("from May 2023 to March 2022", NOTHING, ["2023-05-01", "2022-03-01"]),
    ],
)  # fmt: skip
def test_neighbours_lend_what_is_missing(
    text: str, anchor: Anchor, expected: list[str], rules: Rules
) -> None:
    assert [first for _, first, _ in _found(text, anchor, rules)] == expected


@pytest.mark.parametrize(
    "text",
    ["within 28 days of the request", "on 9 January", "last year", "21/21 was good", "last month"],
)
def test_what_cannot_be_resolved_is_kept_unresolved(text: str, rules: Rules) -> None:
    (found,) = find_expressions(text, NOTHING, rules)
    assert (found.first, found.last, found.resolved) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "precision", "approximate"),
    [
        ("17 October 2023", "day", False),
        ("October 2023", "month", False),
        ("Q3 2022/23", "quarter", False),
        ("summer 2021", "season", True),
        ("in 2022/23", "year", False),
        ("the 1990s", "decade", False),
        ("13 to 21 July 2023", "span", False),
        ("early 2024", "span", True),
        ("the last three years", "span", True),
    ],
)
def test_precision_says_how_much_the_paper_says(
    text: str, precision: str, approximate: bool, rules: Rules
) -> None:
    (found,) = find_expressions(text, REPORT, rules)
    assert (found.precision, found.approximate) == (precision, approximate)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("submitted by 27 October 2023", "by"),
        ("as at 31 March 2023", "as at"),
        ("since 2022", "since"),
        ("within 28 days of the request", "within"),
        ("17 October 2023", None),
    ],
)
def test_the_word_before_is_kept(text: str, cue: str | None, rules: Rules) -> None:
    assert [found.cue for found in find_expressions(text, NOTHING, rules)] == [cue]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-19", (date(2018, 4, 1), date(2019, 3, 31))),
        ("2018/19", (date(2018, 4, 1), date(2019, 3, 31))),
        ("2018-04-01/2019-03-31", (date(2018, 4, 1), date(2019, 3, 31))),
        ("2019", (date(2019, 1, 1), date(2019, 12, 31))),
        ("March 2020", (date(2020, 3, 1), date(2020, 3, 31))),
        ("2019-03-31/2018-04-01", None),
        ("2018-13-01/2019-03-31", None),
        ("the year 2018-19", None),
        ("last year", None),
        ("", None),
    ],
)
def test_a_period_is_one_expression(text: str, expected: tuple[date, date] | None) -> None:
    period = parse_period(text)
    assert (period and (period.start, period.end)) == expected


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_day_is_found_however_it_is_printed(day: date) -> None:
    printed = (f"{day.day} {day:%B %Y}", f"{day:%A}, {day.day} {day:%B %Y}", f"{day:%d/%m/%Y}")
    for text in (*printed, day.isoformat()):
        assert _found(text, NOTHING, load_rules()) == [(text, day.isoformat(), day.isoformat())]


PIECES = st.sampled_from(
    [
        "1",
        "12",
        "31",
        "2022",
        "2023/24",
        "20/21",
        "Q2",
        "May",
        "March",
        "to",
        "-",
        "–",
        ",",
        ".",
        "and",
        "of",
        "the",
        "end",
        "last",
        "year",
        "since",
        "early",
        "between",
        "/",
        "13",
        "Monday",
        "5.6.23",
        "within",
        "two",
        "months",
        "ago",
        "T4",
        "(",
        ")",
        "week",
        "commencing",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join), st.sampled_from([NOTHING, MINUTES, REPORT]))
def test_expressions_are_in_order_apart_and_sane(text: str, anchor: Anchor) -> None:
    done = 0
    for found in find_expressions(text, anchor, load_rules()):
        assert done <= found.start < found.end
        assert text[found.start : found.end] == found.text
        assert found.resolved or (found.first is None and found.last is None)
        assert found.first is None or found.last is None or found.first <= found.last
        done = found.end


def _found(text: str, anchor: Anchor, rules: Rules) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            found.text,
            found.first.isoformat() if found.first else None,
            found.last.isoformat() if found.last else None,
        )
        for found in find_expressions(text, anchor, rules)
    ]


# Text, anchor, what is found with first and last day.
BESIDE = [
    ("in December this year", MINUTES, [("December this year", "2023-12-01", "2023-12-31")]),
    ("on 3 May last year", MINUTES, [("3 May last year", "2022-05-03", "2022-05-03")]),
    ("in December this year", REPORT_ONLY, [("December this year", "2022-12-01", "2022-12-31")]),
    ("last week", MINUTES, [("last week", "2023-10-09", "2023-10-15")]),
    ("last week", REPORT_ONLY, [("last week", None, None)]),
    ("in the last week of term", MINUTES, []),
    ("this summer", MINUTES, [("this summer", "2023-06-01", "2023-08-31")]),
    ("last summer", MINUTES, [("last summer", "2023-06-01", "2023-08-31")]),
    ("next winter", MINUTES, [("next winter", "2023-12-01", "2024-02-29")]),
    ("last November", MINUTES, [("last November", "2022-11-01", "2022-11-30")]),
    ("next September", MINUTES, [("next September", "2024-09-01", "2024-09-30")]),
    ("presented today", MINUTES, [("today", "2023-10-17", "2023-10-17")]),
    ("children today", MINUTES, []),
    # a day behind a footnote's number
    (": 218 April 2023", NOTED, [("18 April 2023", "2023-04-18", "2023-04-18")]),
    (": 218 April 2023", MINUTES, [("18 April 2023", "2023-04-01", "2023-04-30")]),
    (": 318 April 2023", NOTED, [("18 April 2023", "2023-04-01", "2023-04-30")]),
    # what lies ahead of a reporting period, or behind the meeting
    ("will be held on 18th May", REPORT_ONLY, [("18th May", "2023-05-18", "2023-05-18")]),
    ("was held on 18th May", REPORT_ONLY, [("18th May", "2022-05-18", "2022-05-18")]),
    ("was held on 5 March", MINUTES, [("5 March", "2023-03-05", "2023-03-05")]),
    ("as at 31/3", MINUTES, [("31/3", "2023-03-31", "2023-03-31")]),
    ("open 24/7", MINUTES, []),
    # a month compared with its namesake
    (
        "In April it had 751 compared to April 22 at 450",
        REPORT_ONLY,
        [("April", "2023-04-01", "2023-04-30"), ("April 22", "2022-04-01", "2022-04-30")],
    ),
    # lists of days
    (
        "April 16, 23 and May 2, 2024",
        NOTHING,
        [
            ("April 16", "2024-04-16", "2024-04-16"),
            ("23", "2024-04-23", "2024-04-23"),
            ("May 2, 2024", "2024-05-02", "2024-05-02"),
        ],
    ),
    (
        "30 June/1 July 2023",
        NOTHING,
        [("30 June", "2023-06-30", "2023-06-30"), ("1 July 2023", "2023-07-01", "2023-07-01")],
    ),
    # months of a list, parts of a year, what comes round
    ("between April and June 2015", NOTHING, [("April and June 2015", "2015-04-01", "2015-06-30")]),
    (
        "in March and June 2023",
        NOTHING,
        [("March", "2023-03-01", "2023-03-31"), ("June 2023", "2023-06-01", "2023-06-30")],
    ),
    (
        "the first six months of 2023/24",
        NOTHING,
        [("the first six months of 2023/24", "2023-04-01", "2023-09-30")],
    ),
    (
        "the first quarter of this year",
        REPORT_ONLY,
        [("the first quarter of this year", "2022-04-01", "2022-06-30")],
    ),
    ("in six months' time", MINUTES, [("six months' time", "2024-04-01", "2024-04-30")]),
    ("by 15 January each year", MINUTES, []),
    ("complete (Jan 23)", MINUTES, [("Jan 23", "2023-01-01", "2023-01-31")]),
    ("in the summer.", MINUTES, [("the summer", "2023-06-01", "2023-08-31")]),
    ("in the summer reading list", MINUTES, []),
    # a year of which something is told
    ("2021 saw the launch", NOTHING, [("2021", "2021-01-01", "2021-12-31")]),
    ("2021 were seen", NOTHING, []),
]


@pytest.mark.parametrize(("text", "anchor", "expected"), BESIDE)
def test_what_lies_beside_the_meeting_or_in_a_list(
    text: str, anchor: Anchor, expected: list[tuple[str, str | None, str | None]], rules: Rules
) -> None:
    assert _found(text, anchor, rules) == expected


def test_a_report_is_of_the_year_that_it_names_most(rules: Rules) -> None:
    texts = ["In 2022/23 it fell.", "In 22/23 it rose; in 21/22 not.", "Targets for 2022-23"]
    assert likely_period(texts, rules) == YEAR
    assert likely_period(texts[:2], rules) is None
