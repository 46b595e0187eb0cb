"""Web pages: what ModernGov prints around its papers goes, what it says in them stays."""

import time
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import ReadOptions, read_file
from pipeline.read.html import read_html
from pipeline.read.html.meeting import read as read_meeting

CORPUS = Path(__file__).parents[2] / "corpus"


def outline(markup: str) -> list[tuple[str, str | None, str]]:
    return [(p.kind, p.number, p.text) for p in read_html(markup).passages]


@pytest.fixture(scope="module")
def issue() -> Document:
    (path,) = CORPUS.glob("*.html")
    return read_file(path)


def test_an_issue_keeps_its_meeting_and_its_item(issue: Document) -> None:
    headings = [(p.number, p.text) for p in issue.passages if p.kind == "heading"]
    assert headings == [
        (None, "Issue - meetings"),
        (None, "OSCB Annual Safeguarding Reports"),
        (None, "Meeting: 21/12/2021 - Cabinet (Item 132)"),
        ("132", "Oxfordshire Safeguarding Children Board Annual Report 2020/21"),
    ]


def test_an_issue_loses_menus_and_links(issue: Document) -> None:
    words = " ".join(p.text for p in issue.passages)
    for noise in ("Search this site", "Forward Plan ", "PDF", "205 KB", "Cookies", "Copyright"):
        assert noise not in words.replace("Forward Plan Ref", ""), noise
    assert issue.title == "Issue - meetings - OSCB Annual Safeguarding Reports"


def test_an_issue_that_stops_short_says_so(issue: Document) -> None:
    assert issue.passages[-1].text.endswith("emphasised how")
    assert [p.code for p in issue.problems] == ["shortened"]
    assert "item 132" in issue.problems[0].message


def test_word_bullets_are_items(issue: Document) -> None:
    items = [p for p in issue.passages if p.kind == "item"]
    assert len(items) == 13
    assert items[2].text == "Training had been delivered to over 15,000 local practitioners."


AGENDA = """
<html><head><title>Agenda for Cabinet on Tuesday, 17th October, 2023 | A Council</title></head>
<body><div role=navigation>Home</div><form action=ieListDocuments.aspx><div id=modgov>
<h1 class=mgMainTitleTxt>Agenda and minutes</h1>
<div class=mgSubTitle>
<h2 class=mgSubTitleTxt>Cabinet - Tuesday, 17th October, 2023 2.00 pm</h2></div>
<div class=mgLinks><ul class=mgActionList><li>Attendance details</ul></div>
<p><span class=mgLabel>Venue: </span>Room 1, County Hall. <a href=x>View directions</a></p>
<h3 class=mgSectionTitle>Items</h3>
<table class=mgItemTable><tbody>
<tr><td class=mgItemNumberCell><p class=mgAiNumTxt>1.</p></td><td><p class=mgAiTitleTxt>
<a class=mgAiTitleLnk href=x>Apologies for Absence</a></p></td></tr>
<tr><td class=mgItemNumberCell><p class=mgAiNumTxt>2.</p></td><td><p class=mgAiTitleTxt>
<a class=mgAiTitleLnk href=x>Budget Report</a></p>
<div class=mgWordPara><p class=MsoNormal>Report by <b>Director of Finance</b> (CA2)</p>
<p class=MsoListParagraph style="margin-left:18pt">(a)<span style="font:7.0pt">&nbsp;&nbsp;&nbsp;
</span>note the report;</p></div>
<p class=mgSubItemTitleTxt>Additional documents:</p><ul class=mgBulletList>
<li><a class=mgFileLnk href=x>Annex 1 - Savings <img class=mgFileIcon> PDF 205 KB</a></li></ul>
<p class=mgSubItemTitleTxt>Decision:</p><div class=mgWordPara><p>Recommendations agreed.</p></div>
<p class=mgSubItemTitleTxt>Minutes:</p><div class=mgWordPara><p>Cabinet considered it.</p>
<table class=MsoTableGrid border=1><tr><td><b>Year</b><td><b>Saving</b></tr>
<tr><td>2022/23<td>£1.2m</tr></table></div></td></tr></tbody></table></div></form>
<footer>Contact us</footer></body></html>"""


def test_an_agenda_gives_its_items_with_decisions_and_minutes_below_them() -> None:
    document = read_html(AGENDA)
    assert document.title == "Agenda for Cabinet on Tuesday, 17th October, 2023"
    found = [(p.kind, p.number, p.text, p.heading[-1:]) for p in document.passages]
    assert found == [
        ("heading", None, "Agenda and minutes", ()),
        ("heading", None, "Cabinet - Tuesday, 17th October, 2023 2.00 pm", ("Agenda and minutes",)),
        ("paragraph", None, "Venue: Room 1, County Hall.", (_MEETING,)),
        ("heading", None, "Items", (_MEETING,)),
        ("heading", "1.", "Apologies for Absence", ("Items",)),
        ("heading", "2.", "Budget Report", ("Items",)),
        ("paragraph", None, "Report by Director of Finance (CA2)", ("Budget Report",)),
        ("item", "(a)", "note the report;", ("Budget Report",)),
        ("item", None, "Annex 1 - Savings", ("Budget Report",)),
        ("heading", None, "Decision:", ("Budget Report",)),
        ("paragraph", None, "Recommendations agreed.", ("Decision:",)),
        ("heading", None, "Minutes:", ("Budget Report",)),
        ("paragraph", None, "Cabinet considered it.", ("Minutes:",)),
        ("row", None, "Year: 2022/23; Saving: £1.2m", ("Minutes:",)),
    ]


_MEETING = "Cabinet - Tuesday, 17th October, 2023 2.00 pm"


@pytest.mark.parametrize(
    ("trait", "markup", "expected"),
    [
        (
            "lists",
            "<ol><li>One</li><li>Two<ul><li>Below</li></ul></li></ol>",
            [("item", "1.", "One"), ("item", "2.", "Two"), ("item", None, "Below")],
        ),
        ("letters", '<ol type="a" start="3"><li>Agree</li></ol>', [("item", "c.", "Agree")]),
        ("typed numbers", "<p>4.2&nbsp;&nbsp;The Board</p>", [("item", "4.2", "The Board")]),
        ("a figure is no number", "<p>38 briefings</p>", [("paragraph", None, "38 briefings")]),
        (
            "line breaks part typed items",
            "<p>RESOLVED:<br>(1) to note<br>(2) to agree</p>",
            [
                ("paragraph", None, "RESOLVED:"),
                ("item", "(1)", "to note"),
                ("item", "(2)", "to agree"),
            ],
        ),
        (
            "two line breaks part paragraphs",
            "<div>One line<br>goes on.<br><br>Another.</div>",
            [("paragraph", None, "One line goes on."), ("paragraph", None, "Another.")],
        ),
        ("bold is a heading", "<p><b>Decision</b></p><p>Agreed.</p>", None),
        ("raised marks go", "<p>of the 38<sup>1</sup> indicators</p>", "of the 38 indicators"),
        ("endings stay", "<p>18<sup>th</sup> November</p>", "18th November"),
        (
            "notes of Word",
            '<p>Figures<a href="#_ftn1" name="_ftnref1">[1]</a> rose.</p>'
            '<div id="ftn1"><p><a href="#_ftnref1">[1]</a> From the audit.</p></div>',
            [("paragraph", None, "Figures rose."), ("footnote", "1", "From the audit.")],
        ),
        ("hidden text", '<p>Shown<span style="display: none"> not</span></p>', "Shown"),
        ("links to files", '<p>The plan <a href="x.pdf">PDF 1.2 MB</a></p>', "The plan"),
        ("text outside of any element", "Loose <i>words</i>", "Loose words"),
        ("a fragment without end tags", "<p>One<p>Two", None),
    ],
)
def test_what_a_page_says(
    trait: str, markup: str, expected: list[tuple[str, str | None, str]] | str | None
) -> None:
    found = outline(markup)
    if isinstance(expected, str):
        expected = [("paragraph", None, expected)]
    if expected is None:
        assert len(found) == 2, trait
    else:
        assert found == expected, trait


def test_tables_of_data_are_rows_and_tables_for_looks_are_not() -> None:
    data = (
        "<table><tr><th>Year<th>Number</tr><tr><td rowspan=2>2021<td>12</tr><tr><td>15</tr></table>"
    )
    assert outline(data) == [
        ("row", None, "Year: 2021; Number: 12"),
        ("row", None, "Year: 2021; Number: 15"),
    ]
    looks = (
        "<table class=mgItemTable><tr><td class=mgItemNumberCell><p>7.</p><td>"
        f"<p class=mgAiTitleTxt>Audit</p><p>To note.</p>{data}</table>"
    )
    assert outline(looks) == [
        ("heading", "7.", "Audit"),
        ("paragraph", None, "To note."),
        ("row", None, "Year: 2021; Number: 12"),
        ("row", None, "Year: 2021; Number: 15"),
    ]


def test_a_pro_forma_keeps_its_empty_cells() -> None:
    (row,) = read_html(
        "<table><tr><td><b>Recommendation</b><td><b>Accepted</b><td><b>Action</b></tr>"
        "<tr><td>Publish it.<td><td></tr></table>"
    ).passages
    assert [(c.head, c.end - c.start) for c in row.cells] == [
        ("Recommendation", 11),
        ("Accepted", 0),
        ("Action", 0),
    ]


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ('<link rel="canonical" href="https://a.gov.uk/1">', "https://a.gov.uk/1"),
        ('<meta property="og:url" content="https://a.gov.uk/2">', "https://a.gov.uk/2"),
        ("<!-- saved from url=(0020)https://a.gov.uk/3 -->", "https://a.gov.uk/3"),
        ('<base href="https://a.gov.uk/4">', "https://a.gov.uk/4"),
        ('<link rel="canonical" href="javascript:x">', None),
    ],
)
def test_the_page_says_where_it_is_from(markup: str, url: str | None) -> None:
    page = f"{markup}<html><head>{markup}</head><body><p>Text.</p></body></html>"
    assert read_html(page).source_url == url


def test_a_page_of_menus_has_no_text() -> None:
    with pytest.raises(ReadError) as caught:
        read_html("<nav><p>Home</p></nav><footer>Contact</footer>")
    assert caught.value.code == "empty"


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "span"])
def test_a_page_nested_without_end_is_refused_at_once(tag: str) -> None:
    began = time.perf_counter()
    with pytest.raises(ReadError) as caught:
        read_html(f"<{tag}>" * 300_000 + "text")
    assert caught.value.code == "too_large"
    assert time.perf_counter() - began < 5


def test_a_deep_page_within_bounds_is_read() -> None:
    (passage,) = read_html("<div>" * 3000 + "At the bottom." + "</div>" * 3000).passages
    assert passage.text == "At the bottom."


def test_a_page_declares_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes('<meta charset="windows-1252"><p>£5 – children’s</p>'.encode("cp1252"))
    assert read_file(path).passages[0].text == "£5 – children’s"


def test_a_meeting_of_the_web_service_is_read(tmp_path: Path) -> None:
    path = tmp_path / "meeting.xml"
    path.write_text(
        '<?xml version="1.0"?><meeting><meetingid>7</meetingid>'
        "<meetingdate>21/12/2021</meetingdate>"
        "<agendaitems><agendaitem><agendaitemtitle>Members&amp;#39; questions</agendaitemtitle>"
        "<fulldisplaynumberformat>5.</fulldisplaynumberformat>"
        "<agendatext>&lt;p&gt;To receive questions.&lt;/p&gt;</agendatext>"
        "<minutesnonemptyhtmlbody>&lt;p&gt;RESOLVED:&lt;br&gt;(1) to note&lt;/p&gt;"
        "</minutesnonemptyhtmlbody><refertocommittee>Cabinet</refertocommittee>"
        "</agendaitem></agendaitems></meeting>"
    )
    document = read_file(path)
    assert document.title == "Cabinet - Tuesday 21 December 2021"
    assert [(p.kind, p.number, p.text) for p in document.passages] == [
        ("heading", None, "Cabinet - Tuesday 21 December 2021"),
        ("heading", "5.", "Members' questions"),
        ("paragraph", None, "To receive questions."),
        ("heading", None, "Minutes"),
        ("paragraph", None, "RESOLVED:"),
        ("item", "(1)", "to note"),
    ]


def test_a_meeting_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "meeting.xml"
    path.write_text('<!DOCTYPE m [<!ENTITY a "ha">]><meeting><meetingid>&a;</meetingid></meeting>')
    with pytest.raises(ReadError) as caught:
        read_meeting(path, ReadOptions())
    assert caught.value.code == "malformed"
