"""Title blocks of many councils and inspectorates, in words of our own."""

import pytest

from pipeline.model import Paper
from pipeline.read.text import read_text
from pipeline.rules import load_rules
from pipeline.split import split_document
from pipeline.split.columns import join_columns
from pipeline.split.pages import PrintedLine

RULES = load_rules()
PROSE = (
    "This paragraph stands for the body of the paper: it is long enough to be read as prose, it "
    "says nothing that matters, and it ends with a full stop as sentences do."
)


def split_text(*lines: str) -> Paper:
    (paper,) = split_document(read_text("\n\n".join([*lines, PROSE])), RULES)
    return paper


def told(paper: Paper) -> dict[str, str | None]:
    day = paper.meeting_date.isoformat() if paper.meeting_date else None
    return {
        "kind": paper.kind,
        "title": paper.title,
        "body": paper.body,
        "date": day,
        "author": paper.author,
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            (
                "Meeting or Decision Maker: Cabinet",
                "Date: 12 July 2021",
                "Classification: General Release",
                "Title: Short breaks for carers",
                "Wards Affected: All",
                "Report of: Executive Director of Adult Services",
            ),
            {
                "kind": "officer_report",
                "title": "Short breaks for carers",
                "body": "Cabinet",
                "date": "2021-07-12",
                "author": "Executive Director of Adult Services",
            },
            id="labels, decision maker",
        ),
        pytest.param(
            (
                "Wessex City Council",
                "Report for Resolution",
                "Report to: Executive – 17 February 2021",
                "Subject: Street lighting",
                "Report of: Strategic Director (Neighbourhoods)",
                "Summary",
            ),
            {
                "kind": "officer_report",
                "title": "Street lighting",
                "body": "Executive",
                "date": "2021-02-17",
                "author": "Strategic Director (Neighbourhoods)",
            },
            id="labels, report to with day",
        ),
        pytest.param(
            (
                "Report of Director of Children and Families",
                "Report to Executive Board",
                "Date: 20 September 2017",
                "Subject: School places",
            ),
            {
                "kind": "officer_report",
                "title": "School places",
                "body": "Executive Board",
                "date": "2017-09-20",
                "author": "Director of Children and Families",
            },
            id="report of, report to",
        ),
        pytest.param(
            (
                "WESSEX COUNTY COUNCIL",
                "CABINET",
                "DATE: 26 JANUARY 2021",
                "REPORT OF: CABINET MEMBER FOR TRANSPORT",
                "LEAD OFFICER: DIRECTOR OF HIGHWAYS",
                "SUBJECT: WINTER SERVICE",
                "PURPOSE OF REPORT:",
            ),
            {
                "kind": "officer_report",
                "title": "WINTER SERVICE",
                "body": "Cabinet",
                "date": "2021-01-26",
                "author": "Cabinet Member for Transport",
            },
            id="capitals",
        ),
        pytest.param(
            (
                "WESSEX COUNTY COUNCIL",
                "Decision Report",
                "Decision Maker: Cabinet",
                "Date: 8 February 2022",
                "Title: Care charges",
                "Report From: Director of Adults' Health and Care",
            ),
            {
                "kind": "officer_report",
                "title": "Care charges",
                "body": "Cabinet",
                "date": "2022-02-08",
                "author": "Director of Adults' Health and Care",
            },
            id="decision report",
        ),
        pytest.param(
            (
                "LONDON BOROUGH OF WESSEX",
                "WARDS: All",
                "REPORT TITLE: Homelessness strategy",
                "REPORT OF: Cabinet Member for Housing",
                "FOR SUBMISSION TO: Cabinet",
                "DATE: 15 July 2021",
            ),
            {
                "kind": "officer_report",
                "title": "Homelessness strategy",
                "body": "Cabinet",
                "date": "2021-07-15",
                "author": "Cabinet Member for Housing",
            },
            id="for submission to",
        ),
        pytest.param(
            (
                "Agenda Item No: 5",
                "Safer roads",
                "To: Highways and Transport Committee",
                "Meeting Date: 7 March 2023",
                "From: Executive Director of Place",
                "Electoral division(s): All",
                "Outcome: The Committee considers how roads are made safer.",
            ),
            {
                "kind": "officer_report",
                "title": "Safer roads",
                "body": "Highways and Transport Committee",
                "date": "2023-03-07",
                "author": "Executive Director of Place",
            },
            id="title above the labels",
        ),
        pytest.param(
            (
                "Report to Policy Committee",
                "13 January 2021",
                "Agenda Item: 4",
                "REPORT OF THE LEADER OF THE COUNCIL",
                "LIBRARY OPENING HOURS",
                "Purpose of the Report",
            ),
            {
                "kind": "officer_report",
                "title": "LIBRARY OPENING HOURS",
                "body": "Policy Committee",
                "date": "2021-01-13",
                "author": "Leader of the Council",
            },
            id="report to, day below",
        ),
        pytest.param(
            (
                "Report title: Waste plan",
                "Report to: Cabinet",
                "Report author: Head of Waste",
                "Date: 19 October 2021",
                "For: Decision",
            ),
            {
                "kind": "officer_report",
                "title": "Waste plan",
                "body": "Cabinet",
                "date": "2021-10-19",
                "author": "Head of Waste",
            },
            id="report title first",
        ),
        pytest.param(
            (
                "Decision Pathway – Report",
                "PURPOSE: Key decision",
                "MEETING: Cabinet",
                "DATE: 04 October 2022",
                "TITLE: Bus contracts",
                "Ward(s): City wide",
                "Author: Jo Bell",
            ),
            {
                "kind": "officer_report",
                "title": "Bus contracts",
                "body": "Cabinet",
                "date": "2022-10-04",
                "author": "Jo Bell",
            },
            id="decision pathway",
        ),
        pytest.param(
            (
                "Joint targeted area inspection of Wessex",
                "Inspection dates: 3 to 7 July 2023",
                "Headline findings",
            ),
            {
                "kind": "inspection_report",
                "title": "Joint targeted area inspection of Wessex",
                "body": None,
                "date": None,
                "author": None,
            },
            id="joint inspection",
        ),
        pytest.param(
            (
                "14 March 2022",
                "Jo Bell, Director of Children's Services",
                "Dear Ms Bell",
                "Focused visit to Wessex children's services",
                "This letter summarises the findings of the focused visit.",
            ),
            {
                "kind": "inspection_report",
                "title": "Focused visit to Wessex children's services",
                "body": None,
                "date": None,
                "author": None,
            },
            id="letter of an inspectorate",
        ),
        pytest.param(
            (
                "An inspection of youth justice services in Wessex",
                "HM Inspectorate of Probation, May 2023",
                "Foreword",
            ),
            {
                "kind": "inspection_report",
                "title": "An inspection of youth justice services in Wessex",
                "body": None,
                "date": None,
                "author": None,
            },
            id="an inspection of",
        ),
        pytest.param(
            (
                "Audit Committee",
                "Minutes of the meeting held on Tuesday, 4 June 2024 at 2.00 pm",
                "Present: Councillors A, B and C",
            ),
            {
                "kind": "minute",
                "title": "Minutes of Audit Committee, 4 June 2024",
                "body": "Audit Committee",
                "date": "2024-06-04",
                "author": None,
            },
            id="minutes, body above",
        ),
        pytest.param(
            (
                "Mayor and Cabinet",
                "Minutes",
                "Wednesday, 12 July 2023 at 6.00 pm",
            ),
            {
                "kind": "minute",
                "title": "Minutes of Mayor and Cabinet, 12 July 2023",
                "body": "Mayor and Cabinet",
                "date": "2023-07-12",
                "author": None,
            },
            id="minutes, the day is no title",
        ),
        pytest.param(
            (
                "Report to: Planning Committee",
                "Date of meeting: 22 October 2024",
                "By: Director of Planning",
                "Title: Tree works",
            ),
            {
                "kind": "officer_report",
                "title": "Tree works",
                "body": "Planning Committee",
                "date": "2024-10-22",
                "author": "Director of Planning",
            },
            id="by",
        ),
        pytest.param(
            (
                "Improvement Plan 2023 to 2025",
                "Priority 1: Assessments are done in time",
            ),
            {
                "kind": "action_plan",
                "title": "Improvement Plan 2023 to 2025",
                "body": None,
                "date": None,
                "author": None,
            },
            id="improvement plan",
        ),
        pytest.param(
            (
                "Executive response to the recommendations of the Housing Scrutiny Panel",
                "Recommendation 1",
            ),
            {
                "kind": "response_proforma",
                "title": "Executive response to the recommendations of the Housing Scrutiny Panel",
                "body": None,
                "date": None,
                "author": None,
            },
            id="executive response",
        ),
    ],
)
def test_title_blocks(lines: tuple[str, ...], expected: dict[str, str | None]) -> None:
    assert told(split_text(*lines)) == expected


def test_labels_in_table_cells_need_no_colon() -> None:
    cells = ["Meeting", "Cabinet", "Date", "4 June 2024", "Title", "Winter service"]
    paper = split_text(*cells)
    assert told(paper) == {
        "kind": "unplaced",
        "title": "Winter service",
        "body": "Cabinet",
        "date": "2024-06-04",
        "author": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "The Cabinet is RECOMMENDED to note the annual report and to agree its key messages.",
        "That the Council works with its partners to find out what more can be done for children;",
    ],
)
def test_a_sentence_is_no_title(text: str) -> None:
    (paper,) = split_document(read_text(text), RULES)
    assert (paper.title, paper.body, paper.kind) == (None, None, "unplaced")


def test_a_minute_is_not_of_the_day_of_the_meeting_before() -> None:
    text = "The Committee had before it the minute of its previous meeting of 25 April 2013."
    assert split_text("Decision details", "Minutes:", text).meeting_date is None


def _line(text: str, passage: int, left: float, top: float) -> PrintedLine:
    return PrintedLine(text, passage, "paragraph", 11.0, False, left, len(text), top)


def test_labels_printed_as_a_column_are_joined_with_what_stands_beside_them() -> None:
    column = [
        _line("Date of Meeting:", 1, 60, 100),
        _line("Subject:", 1, 60, 120),
        _line("Responsible Officer:", 1, 60, 155),
        _line("4 June 2024", 2, 240, 100),
        _line("Winter service", 3, 240, 120),
        _line("and salt", 3, 240, 134),
        _line("Director of Roads", 3, 240, 155),
    ]
    rest = _line("Summary", 4, 60, 190)
    assert [line.text for line in join_columns([*column, rest])] == [
        "Date of Meeting: 4 June 2024",
        "Subject: Winter service and salt",
        "Responsible Officer: Director of Roads",
        "Summary",
    ]
    apart = [*column[:3], rest]
    assert join_columns(apart) == apart
