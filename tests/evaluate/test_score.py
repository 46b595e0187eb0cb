"""What counts as found, missed and false, and which fields agree."""

from typing import Any

import pytest

from pipeline.evaluate.compare import agreements, similarity
from pipeline.evaluate.gold import GoldPaper
from pipeline.evaluate.publish import group_rows, markdown_groups
from pipeline.evaluate.score import compare_paper, group_outcomes, score_outcomes

Row = dict[str, Any]


def rec(quote: str, **fields: Any) -> Row:
    return {"fact": "recommendation", "quote": quote, "page": 3, "label": "1", **fields}


def stat(value: float, quote: str = "rose by 35% to 120", **fields: Any) -> Row:
    return {
        "fact": "statistic",
        "quote": quote,
        "page": 3,
        "value": value,
        "unit": "percent",
    } | fields


def day(text: str, quote: str, **fields: Any) -> Row:
    row = {"fact": "date", "text": text, "quote": quote, "page": 3, "start": "2023-10-17"}
    return row | {"end": "2023-10-17", "role": "event"} | fields


TEXT = "To explore avenues of support for residents who may struggle to afford healthy diets"


@pytest.mark.parametrize(
    ("found", "gold", "match"),
    [
        (rec(TEXT), rec(TEXT), True),
        (rec(TEXT.upper() + "."), rec(TEXT), True),
        (rec(TEXT[:70]), rec(TEXT), True),
        (rec(TEXT[:30]), rec(TEXT), False),
        (rec("To note the annual report"), rec(TEXT), False),
        (rec(TEXT, page=4), rec(TEXT), True),
        (rec(TEXT, page=5), rec(TEXT), False),
        (stat(35), stat(35), True),
        (stat(35), stat(35, unit="count"), False),
        (stat(35), stat(120), False),
        (stat(0.3333), stat(0.333, quote="rose by 35% to 120"), True),
        (stat(35, quote="quite another sentence"), stat(35), False),
        (day("17 October 2023", "on 17 October 2023"), day("17 October 2023", "CABINET"), False),
        (day("October 2023", "17 October 2023"), day("17 October 2023", "17 October 2023"), True),
    ],
)
def test_what_matches(found: Row, gold: Row, match: bool) -> None:
    assert (similarity(found, gold) > 0) is match


def test_fields_agree_fuzzily_where_the_guide_says_so() -> None:
    gold = rec(TEXT, label="1(a)", kind="scrutiny", kind_alt="decision", made_by="Cabinet Office")
    found = rec(TEXT, label="1 a)", kind="decision", made_by="The Cabinet Office")
    assert agreements(found, gold) == {"label": True, "kind": True, "made_by": True}
    assert not agreements(rec(TEXT, made_by=None), rec(TEXT, made_by="Cabinet"))["made_by"]
    assert agreements(rec(TEXT, made_by=None), rec(TEXT, made_by=None))["made_by"]


def paper(*facts: Row) -> GoldPaper:
    return GoldPaper("p", "p.pdf", frozenset({"statistic"}), 1, 9, facts)


def test_optional_facts_count_neither_way() -> None:
    gold = paper(stat(35), stat(12, optional=True), stat(9))
    (outcome,) = compare_paper(gold, [stat(35), stat(12), stat(77)])
    assert [len(outcome.pairs), len(outcome.missed), len(outcome.false)] == [1, 1, 1]
    (without,) = compare_paper(gold, [stat(35), stat(77)])
    assert [len(without.pairs), len(without.missed), len(without.false)] == [1, 1, 1]


def test_matching_is_one_to_one() -> None:
    (outcome,) = compare_paper(paper(stat(35)), [stat(35), stat(35)])
    assert [len(outcome.pairs), len(outcome.missed), len(outcome.false)] == [1, 0, 1]


def test_facts_outside_the_scope_do_not_count() -> None:
    (outcome,) = compare_paper(paper(stat(35)), [stat(35), stat(3, page=10), rec(TEXT)])
    assert not outcome.false


def test_scores_and_intervals() -> None:
    gold = paper(stat(35), stat(9), stat(10), stat(11))
    outcomes = compare_paper(gold, [stat(35), stat(9), stat(10), stat(77)])
    (score,) = score_outcomes(outcomes)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.75, 0.75)
    assert score.precision_interval == (0.75, 0.75)
    assert score_outcomes(outcomes) == score_outcomes(outcomes)
    many = score_outcomes([*outcomes, *compare_paper(paper(stat(1)), [stat(1)])])[0]
    low, high = many.precision_interval or (0.0, 0.0)
    assert low <= (many.precision or 0) <= high
    assert low < high


def test_nothing_found_and_nothing_there_is_no_figure() -> None:
    (score,) = score_outcomes(compare_paper(paper(), []))
    assert (score.precision, score.recall, score.f1) == (None, None, None)


PAPER = {"fact": "paper", "kind": "minute", "body": "Cabinet", "first_page": 1, "page": 1}
REPORT = PAPER | {"kind": "officer_report"}


@pytest.mark.parametrize(
    ("annotated", "found", "kind", "body"),
    [
        ([PAPER], [REPORT], "minute", "Cabinet"),
        ([], [REPORT], "officer_report", "Cabinet"),
        ([], [REPORT | {"first_page": 2}], "not told", "not told"),
        ([PAPER, REPORT | {"first_page": 4}], [], "whole pack", "Cabinet"),
    ],
)
def test_outcomes_tell_of_which_paper_they_are(
    annotated: list[Row], found: list[Row], kind: str, body: str
) -> None:
    (outcome,) = compare_paper(paper(*annotated), found)
    assert (outcome.kind, outcome.body, outcome.council) == (kind, body, "not told")


def test_figures_by_council() -> None:
    types = frozenset({"statistic"})
    outcomes = [
        outcome
        for council, found in (("B", [stat(35), stat(9)]), ("A", [stat(35), stat(7)]))
        for outcome in compare_paper(
            GoldPaper("p", "p.pdf", types, 1, 9, (stat(35), stat(9)), council), found
        )
    ]
    assert list(group_outcomes(outcomes, "council")) == ["A", "B"]
    table = markdown_groups(outcomes, "council").splitlines()
    assert table[2:] == ["| A | 0.50 / 0.50 (2) |", "| B | 1.00 / 1.00 (2) |"]
    published = {row["id"]: row for row in group_rows(outcomes, "2026-01-05")}
    row = published["statistic-recall-council-A"]
    assert (row["council"], row["kind"], row["value"], row["papers"]) == ("A", None, 0.5, 1)
