"""Series: what is one measure, the order of points, restatements, and what is never mixed."""

from pathlib import Path

import pytest

from pipeline.errors import RuleError
from pipeline.link.series import Figure, Series, link_series, load_measures, measure_words
from pipeline.rules import Rules, load_rules

RULES = load_rules()
MEASURES = load_measures(RULES)
PLANS = "children subject to a child protection plan"


def figure(
    name: str,
    value: float,
    period: str | None,
    measure: str = PLANS,
    *,
    unit: str = "count",
    role: str = "level",
    paper: str = "2023",
    claim: str | None = None,
    area: str | None = None,
) -> Figure:
    """A figure of a financial year ('2022'), of a day or of an interval, printed in `paper`."""
    start = end = None
    if period and len(period) == 4:
        start, end = f"{period}-04-01", f"{int(period) + 1}-03-31"
    elif period:
        start, _, end = period.partition("/")
    return Figure(name, measure, unit, role, value, start, end or start, paper, f"{paper}-10-01",
                  claim, None, None, area)  # fmt: skip


def link(*figures: Figure) -> list[Series]:
    return link_series(figures, RULES)


# (trait, one measure, another, whether they are the same)
SAME = [
    ("names of one thing", "children looked after", "cared for children", True),
    (
        "whose they are",
        "children looked after by the local authority",
        "children we care for",
        True,
    ),
    ("words that count", "number of children in care at year end", "children in care", True),
    ("forms of a word", "early help assessments completed", "strengths and needs forms", True),
    ("a year in it", "MASH contacts in 2021/22", "MASH contacts", True),
    (
        "a part of them",
        "unaccompanied asylum-seeking children cared for",
        "cared for children",
        False,
    ),
    ("another part", "local children cared for", "cared for children", False),
    (
        "who they are",
        "children and young people the subject of a child protection plan",
        PLANS,
        True,
    ),
    ("a reason", "child protection plans for neglect", "child protection plans", False),
    ("another thing", "children in need", "children in care", False),
    ("another place", "children in care in Kent", "children in care", False),
]


@pytest.mark.parametrize(("trait", "one", "other", "same"), SAME, ids=[case[0] for case in SAME])
def test_measures(trait: str, one: str, other: str, same: bool) -> None:
    assert (measure_words(one, MEASURES) == measure_words(other, MEASURES)) is same, trait


def test_points_are_in_order_of_their_periods() -> None:
    (series,) = link(
        figure("c", 567, "2022"), figure("a", 605, "2019-03-31"), figure("b", 475, "2021")
    )
    assert [point.value for point in series.points] == [605, 475, 567]
    assert series.measure == "Children on a child protection plan"


def test_units_roles_and_areas_are_never_mixed() -> None:
    figures = [
        figure(f"{i}{year}", 5 + i, year, unit=unit, role=role, area=area)
        for i, (unit, role, area) in enumerate(
            [("count", "level", None), ("percent", "level", None), ("percent", "change", None),
             ("count", "target", None), ("count", "level", "Kent")]
        )
        for year in ("2021", "2022")
    ]  # fmt: skip
    series = link(*figures)
    assert len(series) == 5
    for one in series:
        assert len({member[0] for member in one.members}) == 1


def test_quarters_are_a_series_of_their_own() -> None:
    quarters = [("2022-04-01/2022-06-30", 10), ("2022-07-01/2022-09-30", 12)]
    years = [("2021", 40.0), ("2022", 44.0)]
    found = link(
        *(figure(f"q{i}", value, period) for i, (period, value) in enumerate(quarters)),
        *(figure(f"y{i}", value, period) for i, (period, value) in enumerate(years)),
    )
    assert {(s.span, len(s.points)) for s in found} == {("year", 2), ("part", 2)}


def test_another_figure_in_a_later_paper_is_a_restatement() -> None:
    (series,) = link(
        figure("a", 475, "2021", paper="2022"),
        figure("b", 481, "2021", paper="2023"),
        figure("c", 567, "2022", paper="2023"),
    )
    assert [(p.value, p.restates) for p in series.points] == [
        (475, None),
        (481, 475),
        (567, None),
    ]


def test_the_same_figure_in_two_papers_is_one_point() -> None:
    (series,) = link(
        figure("a", 475, "2021", paper="2022"),
        figure("b", 475, "2022-03-31", paper="2023"),
        figure("c", 567, "2022", paper="2023"),
    )
    assert [point.statistics for point in series.points] == [("a", "b"), ("c",)]


def test_two_figures_of_one_paper_for_one_period_are_left_out() -> None:
    (series,) = link(
        figure("a", 3, "2021"), figure("b", 17, "2021"), figure("c", 5, "2022"),
        figure("d", 6, "2020"),
    )  # fmt: skip
    assert series.members == ("d", "c")


def test_a_baseline_without_a_period_stands_before_what_it_is_compared_with() -> None:
    (series,) = link(
        figure("a", 780, "2018"),
        figure("b", 854, None, role="baseline", claim="x"),
        figure("c", 871, "2022", claim="x"),
    )
    assert [point.value for point in series.points] == [780, 854, 871]
    assert series.points[1].after == "2023-03-31"
    assert series.points[1].period_end is None


def test_both_numbers_of_a_comparison_measure_the_same() -> None:
    (series,) = link(
        figure("a", 475, "2021", role="baseline", claim="x"),
        figure("b", 567, "2022", "children", claim="x"),
    )
    assert series.members == ("a", "b")


@pytest.mark.parametrize("measure", ["", "children", "total number", "of the year"])
def test_a_measure_that_says_too_little_makes_no_series(measure: str) -> None:
    assert link(figure("a", 1, "2021", measure), figure("b", 2, "2022", measure)) == []


def test_the_id_stays_when_points_come() -> None:
    before = link(figure("a", 475, "2021"), figure("c", 567, "2022"))
    after = link(figure("a", 475, "2021"), figure("c", 567, "2022"), figure("d", 9, "2023"))
    assert before[0].id == after[0].id


def test_order_of_rows_does_not_matter() -> None:
    rows = [figure(f"f{i}", 100 + i % 3, str(2015 + i % 5), paper=str(2018 + i)) for i in range(12)]
    assert link(*rows) == link(*rows[::-1])


def test_an_alias_without_forms_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "series.yml").write_text("aliases:\n  - measure: Bees\n")
    with pytest.raises(RuleError, match=r"series\.yml"):
        load_measures(Rules(tmp_path))
