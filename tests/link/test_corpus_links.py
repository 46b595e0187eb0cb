"""What recurs in the sample papers: joint recommendations, the standing item, series, editions."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.factrows import fact_rows
from pipeline.link.editions import PaperTitle, find_editions
from pipeline.link.recurrence import Made, Recurrence, link_recurrences
from pipeline.link.series import Figure, Series, link_series
from pipeline.process import Task, process_file
from pipeline.rules import Rules

FILES = (
    "oscb-paqa-annual-report-2018-19.pdf",
    "oxfordshire-cabinet-2021-12-21-item-132.html",
    "oxfordshire-cabinet-2023-10-17-addenda-2.pdf",
    "oxfordshire-hwb-2024-12-05-oscb-annual-report-2023-24.pdf",
)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(corpus: Path) -> list[Row]:
    """Every fact of the papers, with its paper's meeting and kind."""
    found: list[Row] = []
    for name in FILES:
        paper: Row = {}
        for row in fact_rows(process_file(Task(corpus / name)), name):
            if row["fact"] == "paper":
                paper = row
            found.append({**row, "of": paper})
    return found


@pytest.fixture(scope="module")
def groups(rows: list[Row], rules: Rules) -> list[Recurrence]:
    made = [
        Made(str(i), row["text"], f"{row['file']}/{row['paper']}", row["file"],
             row["of"]["meeting_date"])
        for i, row in enumerate(rows)
        if row["fact"] == "recommendation"
    ]  # fmt: skip
    return list(link_recurrences(made, rules).groups)


@pytest.fixture(scope="module")
def series(rows: list[Row], rules: Rules) -> list[Series]:
    figures = []
    for i, row in enumerate(rows):
        if row["fact"] == "statistic":
            start, _, end = (row["period"] or "/").partition("/")
            figures.append(
                Figure(str(i), row["measure"], row["unit"], row["role"], row["value"],
                       start or None, end or None, f"{row['file']}/{row['paper']}",
                       row["of"]["meeting_date"], f"{row['file']}/{row['paper']}/{row['claim']}")
            )  # fmt: skip
    return link_series(figures, rules)


def test_the_standing_item_of_three_years_is_one(groups: list[Recurrence]) -> None:
    standing = [group for group in groups if "consider the key messages" in group.title]
    assert [(g.standing, g.first_date, g.last_date, g.years) for g in standing] == [
        (True, "2021-12-21", "2024-12-05", 3)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Leadership over the Partnership",
        "good transparency around any action planning",
        "adopt restorative thinking",
        "timely co-production of action planning",
        "improve working collaboration",
        "every effort to be made for children",
        "use of digital resources",
    ],
)
def test_the_joint_recommendations_are_found_in_every_paper(
    groups: list[Recurrence], words: str
) -> None:
    (group,) = (group for group in groups if words in group.title)
    assert group.papers >= 3
    assert not group.standing


POINTS = [
    ("Children on a child protection plan", "level", [250, 605, 475, 567]),
    ("Children in care", "level", [690, 780, 854, 871]),
    ("Contacts to the MASH", "change", [35, 18, 3]),
    ("Early help assessments", "level", [3599]),
    ("Early help assessments", "target", [5000]),
    ("Practitioners who attended training", "level", [5072, 6210]),
    ("Unaccompanied asylum-seeking children in care", "level", [58, 101]),
]


@pytest.mark.parametrize(("measure", "family", "values"), POINTS)
def test_series_have_the_right_points(
    series: list[Series], measure: str, family: str, values: list[float]
) -> None:
    (found,) = (s for s in series if (s.measure, s.family, s.span) == (measure, family, "year"))
    assert [point.value for point in found.points] == values


def test_editions_of_one_report(rows: list[Row]) -> None:
    papers = [
        PaperTitle(f"{row['file']}/{row['paper']}", row["file"], row["paper"], row["kind"],
                   row["title"], row["meeting_date"], (row["period"] or "/").split("/")[0] or None)
        for row in rows
        if row["fact"] == "paper"
    ]  # fmt: skip
    years = {r.title: [edition.year for edition in r.editions] for r in find_editions(papers)}
    assert [2020, 2022, 2023] in years.values()
    assert [2018, 2022] in years.values()
