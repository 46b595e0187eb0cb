"""Editions: the title without its year, short forms and kind."""

import pytest

from pipeline.link.editions import PaperTitle, find_editions, title_words


def paper(number: int, title: str | None, day: str, **more: object) -> PaperTitle:
    kind = str(more.pop("kind", "officer_report"))
    file_id = str(more.pop("file_id", f"f{number}"))
    return PaperTitle(f"p{number}", file_id, number, kind, title, day, **more)  # type: ignore[arg-type]


# (trait, one title, another, whether they are editions of one report)
SAME = [
    (
        "forms of years",
        "Bees Board Annual Report 2018/19",
        "Bees Board Annual Report 2023-24",
        True,
    ),
    ("short forms", "Bees Board (BB) Annual Report 2019", "Bees Board Annual Report", True),
    (
        "order and points",
        "Annual report of the Bees, Wasps Board",
        "Bees, Wasps Board Report",
        True,
    ),
    ("capitals", "BEES BOARD ANNUAL REPORT 2022-23", "Bees Board: annual report", True),
    ("a label", "Annex 1: Bees Board Annual Report", "Bees Board Annual Report", True),
    ("another board", "Bees Board Annual Report", "Wasps Board Annual Report", False),
    ("a part of it", "Bees Board Honey Subgroup Report", "Bees Board Report", False),
]


@pytest.mark.parametrize(("trait", "one", "other", "same"), SAME, ids=[case[0] for case in SAME])
def test_titles(trait: str, one: str, other: str, same: bool) -> None:
    assert (title_words(one) == title_words(other)) is same, trait


def test_editions_are_in_order_of_year() -> None:
    (report,) = find_editions(
        [
            paper(3, "Bees Board Annual Report 2023-24", "2024-12-05"),
            paper(1, "Bees Board (BB) Annual Report 20/21", "2021-12-21", kind="minute"),
            paper(2, "Bees Board Annual Report", "2023-10-17", period_start="2022-04-01"),
        ]
    )
    assert [(e.year, e.papers) for e in report.editions] == [
        (2020, ("p1",)),
        (2022, ("p2",)),
        (2023, ("p3",)),
    ]
    assert report.title == "Bees Board Annual Report"


def test_a_bare_annual_report_is_of_the_report_that_it_follows() -> None:
    (report,) = find_editions(
        [
            paper(1, "Bees Board Annual Report 2021/22", "2022-10-01"),
            paper(2, "Bees Board Annual Report 2022/23", "2023-10-01", file_id="pack"),
            paper(3, "Annual Report 2022/23", "2023-10-01", file_id="pack", kind="annual_report"),
        ]
    )
    assert report.editions[-1].papers == ("p2", "p3")


@pytest.mark.parametrize(
    "papers",
    [
        [paper(1, "Bees Board Annual Report 2021", "2022-10-01")],
        [paper(i, "Bees Board Annual Report 2021", "2022-10-01") for i in (1, 2)],
        [paper(i, f"Annual Report 202{i}", "2022-10-01") for i in (1, 2)],
        [
            paper(i, f"Bees Board Pro Forma 202{i}", "2022", kind="response_proforma")
            for i in (1, 2)
        ],
        [paper(i, f"Bees Board Report 202{i}", "2022", area=str(i)) for i in (1, 2)],
        [paper(i, None, "2022-10-01", period_start=f"202{i}-04-01") for i in (1, 2)],
    ],
    ids=["one", "one year", "no subject", "no report", "two areas", "no title"],
)
def test_no_editions(papers: list[PaperTitle]) -> None:
    assert find_editions(papers) == []
