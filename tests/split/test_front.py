"""Front sheets: whose meeting it is, when it is, and which items stand on which pages."""

import pytest

from pipeline.rules import load_rules
from pipeline.split import split_document
from tests.split.packs import PROSE, Pack, Sheet, make_document

RULES = load_rules()


@pytest.mark.parametrize(
    ("lines", "body", "day"),
    [
        pytest.param(
            (
                "Public Document Pack",
                "Overview and Scrutiny Committee",
                "Date: Tuesday, 4 June 2024",
                "Time: 7.00 pm",
                "Venue: Council Chamber",
                "AGENDA",
                "1. Apologies for absence",
                "2. Minutes of the meeting held on 7 May 2024 (Pages 3 - 8)",
            ),
            "Overview and Scrutiny Committee",
            "2024-06-04",
            id="date with a label, older minutes among the items",
        ),
        pytest.param(
            (
                "Date: 27 January 2025",
                "Dear Member",
                "CABINET - THURSDAY, 30 JANUARY 2025",
                "I am now able to enclose, for consideration, the following document.",
                "Agenda Item No",
                "9 Housing plan (Pages 1 - 4)",
            ),
            "Cabinet",
            "2025-01-30",
            id="letter of an earlier day",
        ),
        pytest.param(
            (
                "WESSEX COUNTY COUNCIL",
                "AUDIT AND GOVERNANCE COMMITTEE",
                "NOTICE OF MEETING",
                "A meeting of the Audit and Governance Committee will be held at 10.30 am on "
                "Wednesday, 5 March 2025 in the Town Hall.",
                "Dispatched: 25 February 2025",
                "1. Declarations of interest",
            ),
            "Audit and Governance Committee",
            "2025-03-05",
            id="notice of meeting",
        ),
        pytest.param(
            (
                "WESSEX PARISH COUNCIL",
                "You are hereby summoned to attend a meeting of the Council",
                "on Monday 3 March 2025 at 7.30pm",
                "AGENDA",
                "1. Apologies",
            ),
            "Wessex Parish Council",
            "2025-03-03",
            id="summons of a parish",
        ),
        pytest.param(
            (
                "Supplementary Agenda",
                "Council",
                "Thursday 6 February 2025",
                "5. Budget amendments (Pages 3 - 6)",
            ),
            "Council",
            "2025-02-06",
            id="a general name alone",
        ),
    ],
)
def test_whose_meeting_and_when(lines: tuple[str, ...], body: str, day: str) -> None:
    (paper,) = split_document(make_document(Pack([Sheet(lines)])), RULES)
    assert (paper.kind, paper.body, str(paper.meeting_date)) == ("front_sheet", body, day)
    assert paper.title is not None
    assert paper.title.startswith(body)


@pytest.mark.parametrize(
    "lines",
    [
        ("MINUTES of a meeting of the Cabinet", "Present: A, B and C", "1. Apologies", "AGENDA"),
        ("Trees in the north", "Report of the Director of Place", "Summary", PROSE),
        ("Agenda for change", PROSE),
        ("Annual report 2022/23", "Contents", "Declarations of interest", PROSE),
    ],
)
def test_what_is_no_front_sheet(lines: tuple[str, ...]) -> None:
    papers = split_document(make_document(Pack([Sheet(lines)])), RULES)
    assert [paper.kind for paper in papers] != ["front_sheet"]


def test_an_agenda_of_several_pages_is_one_paper() -> None:
    head = ("AGENDA", "Planning Committee", "4 June 2024", "1. Apologies")
    more = ("5. Trees (Pages 9 - 12)", "6. Homes (Pages 13 - 20)")
    sheets = [
        Sheet((*head, "4. Roads (Pages 5 - 8)"), label="1"),
        Sheet(more, label="2"),
        Sheet(("Members of the committee", "A, B and C"), label="3"),
        Sheet(("This page is intentionally left blank",), label="4"),
        *(Sheet(("Heading", PROSE), label=str(number)) for number in range(5, 14)),
    ]
    papers = split_document(make_document(Pack(sheets)), RULES)
    assert [(paper.first_page, paper.last_page, paper.item) for paper in papers] == [
        (1, 3, None),
        (5, 8, "4"),
        (9, 12, "5"),
        (13, 13, "6"),
    ]
