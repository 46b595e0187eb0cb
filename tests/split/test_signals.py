"""Packs of other councils' makes are cut by whatever signals they have."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Document, Paper
from pipeline.rules import load_rules
from pipeline.split import split_document
from tests.split.packs import PROSE, Pack, Sheet, make_document

RULES = load_rules()
BLANK = Sheet(("This page is intentionally left blank",))


def split_pack(pack: Pack) -> list[Paper]:
    return split_document(make_document(pack), RULES)


def ranges(papers: list[Paper]) -> list[tuple[int, int]]:
    return [(paper.first_page, paper.last_page) for paper in papers]


def agenda(*items: str) -> Sheet:
    head = ("AGENDA", "Planning Committee", "Tuesday, 4 June 2024 at 2.00 pm")
    return Sheet((*head, "1. Apologies for absence", "2. Declarations of interest", *items))


def report(title: str, *, label: str | None = None, stamps: tuple[str, ...] = ()) -> Sheet:
    lines = (title, "Report of the Director of Place", "Summary", PROSE)
    return Sheet(lines, label=label, stamps=stamps)


def page(label: str | None = None, **more: object) -> Sheet:
    return replace(Sheet(), label=label, **more)  # type: ignore[arg-type]


def test_page_ranges_of_the_agenda_against_stamped_labels() -> None:
    pack = Pack(
        [
            agenda("3. Tree works (Pages 3 - 4)", "4. New homes (Pages 5 - 8)"),
            Sheet(("Letter to residents", PROSE), label="3", stamps=("Page 3",)),
            page("4", stamps=("Page 4",)),
            Sheet(("Map of the site", PROSE), label="5", stamps=("Page 5",)),
            page("6", stamps=("Page 6",)),
        ]
    )
    papers = split_pack(pack)
    assert ranges(papers) == [(1, 1), (2, 3), (4, 5)]
    assert [paper.item for paper in papers] == [None, "3", "4"]
    assert "page_range" in (papers[1].split_by or "")


@pytest.mark.parametrize(
    "items",
    [
        ("3. Tree works 2 - 3", "4. New homes 4 - 5"),
        ("3. Tree works ...... 2", "4. New homes ........ 4"),
        ("3. Tree works (pp. 2-3)", "4. New homes (pp. 4-5)"),
        ("3. Tree works Page 2", "4. New homes Page 4"),
        ("3. Tree works (Pages 2 to 3)", "4. New homes (Pages 4 to 5)"),
    ],
)
def test_page_numbers_in_the_agenda(items: tuple[str, str]) -> None:
    pack = Pack(
        [
            agenda(*items),
            *(Sheet(("Heading", PROSE), label=str(n), stamps=(str(n),)) for n in range(2, 6)),
        ]
    )
    assert ranges(split_pack(pack)) == [(1, 1), (2, 3), (4, 5)]


def test_years_at_the_end_of_an_item_are_no_pages() -> None:
    pack = Pack([agenda("3. Budget 2024 - 2025", "4. Plan 2 - 3"), page("2"), page("3")])
    assert ranges(split_pack(pack)) == [(1, 1), (2, 3)]


def test_item_stamps_without_an_agenda() -> None:
    pack = Pack(
        [
            report("Tree works", stamps=("Agenda Item 3",)),
            page(),
            report("New homes", stamps=("Agenda Item 4",)),
            page(),
        ]
    )
    papers = split_pack(pack)
    assert ranges(papers) == [(1, 2), (3, 4)]
    assert [paper.item for paper in papers] == ["3", "4"]


@pytest.mark.parametrize(
    ("stamp", "item"),
    [
        ("Agenda Item 6", "6"),
        ("AGENDA ITEM NO. 7", "7"),
        ("Item No: 08", "8"),
        ("Item 6a", "6a"),
        ("Item 6.1", "6.1"),
        ("Agenda item: 6(b)", "6(b)"),
        ("Minute Item 132", "132"),
    ],
)
def test_forms_of_item_stamps(stamp: str, item: str) -> None:
    papers = split_pack(Pack([report("Trees"), replace(report("Homes"), stamps=(stamp,))]))
    assert [(paper.first_page, paper.item) for paper in papers] == [(1, None), (2, item)]


@pytest.mark.parametrize("stamp", ["Item 2024", "Items 6", "Agenda Item", "Item six"])
def test_what_is_no_item_stamp(stamp: str) -> None:
    (paper,) = split_pack(Pack([report("Trees"), replace(page(), stamps=(stamp,))]))
    assert paper.item is None


def test_a_stamp_on_every_page_cuts_once() -> None:
    stamped = [replace(page(), stamps=(f"Item {n}",)) for n in (3, 3, 3, 4, 4)]
    assert ranges(split_pack(Pack(stamped))) == [(1, 3), (4, 5)]


def test_outline_of_a_public_pack() -> None:
    pack = Pack(
        [agenda(), page(), page(), page(), page()],
        outline={1: ("Agenda", 0), 2: ("3 Tree works", 0), 4: ("Appendix 1 for Tree works", 1)},
        title="(Public Pack)Agenda Document for Planning Committee, 04/06/2024",
    )
    papers = split_pack(pack)
    assert ranges(papers) == [(1, 1), (2, 3), (4, 5)]
    assert (papers[2].kind, papers[2].parent) == ("appendix", 1)


def test_sections_in_the_outline_are_no_papers() -> None:
    pack = Pack(
        [agenda(), report("Tree works"), page(), page()],
        outline={2: ("3 Tree works", 0), 3: ("1. Background", 1), 4: ("Conclusion", 1)},
    )
    assert ranges(split_pack(pack)) == [(1, 1), (2, 4)]


def test_links_of_the_agenda() -> None:
    pack = Pack([agenda(), page(), page(), page()], links=((1, 2), (1, 4), (3, 3)))
    assert ranges(split_pack(pack)) == [(1, 1), (2, 3), (4, 4)]


def test_blank_pages_end_papers_and_belong_to_none() -> None:
    pack = Pack([agenda(), BLANK, report("Tree works"), page(), BLANK, report("New homes"), BLANK])
    papers = split_pack(pack)
    assert ranges(papers) == [(1, 1), (3, 4), (6, 6)]
    assert "after_blank" in (papers[2].split_by or "")


def test_own_numbers_that_go_on_forbid_a_cut() -> None:
    sheets = [
        agenda(),
        replace(report("Tree works"), stamps=("1", "Page 1")),
        replace(Sheet(("Appendix A: Trees", PROSE)), stamps=("2", "Page 2")),
        replace(Sheet(("Appendix B: Map", PROSE)), stamps=("1", "Page 3")),
    ]
    assert ranges(split_pack(Pack(sheets))) == [(1, 1), (2, 3), (4, 4)]


def test_a_paragraph_that_goes_on_speaks_against_a_cut() -> None:
    sheets = [agenda(), replace(report("Tree works"), goes_on=True), Sheet(("Appendix A", PROSE))]
    assert ranges(split_pack(Pack(sheets))) == [(1, 1), (2, 3)]


def test_a_running_head_does_not_cut() -> None:
    head = "Annex - Recommendation response pro forma"
    sheets = [report("Tree works"), *(Sheet((head, PROSE)) for _ in range(3))]
    assert ranges(split_pack(Pack([agenda(), *sheets]))) == [(1, 1), (2, 2), (3, 5)]


def test_a_single_report_keeps_its_appendices() -> None:
    sheets = [report("Tree works"), page(), Sheet(("Appendix 1: Trees", PROSE)), page()]
    assert ranges(split_pack(Pack(sheets))) == [(1, 4)]


def test_title_blocks_alone_cut_a_file_of_reports() -> None:
    block = ("Divisions Affected - All", "CABINET - 4 June 2024", "{}", "Report by Director of Law")
    sheets = [
        Sheet((*(line.format(title) for line in block), "RECOMMENDATION", PROSE))
        if title
        else page()
        for title in ("Trees", "", "Homes", "", "")
    ]
    papers = split_pack(Pack(sheets))
    assert ranges(papers) == [(1, 2), (3, 5)]
    assert [paper.title for paper in papers] == ["Trees", "Homes"]
    assert {paper.kind for paper in papers} == {"officer_report"}


def test_the_front_sheet_gives_body_and_day_to_what_follows() -> None:
    pack = Pack([agenda("3. Tree works (Pages 1 - 2)"), page("1"), page("2")])
    front, paper = split_pack(pack)
    assert (front.kind, front.body) == ("front_sheet", "Planning Committee")
    assert (paper.body, str(paper.meeting_date), paper.year) == (
        "Planning Committee",
        "2024-06-04",
        2024,
    )


def test_minutes_in_a_pack_keep_their_own_day() -> None:
    minutes = Sheet(
        (
            "MINUTES OF A MEETING OF THE AUDIT COMMITTEE HELD ON 5 MARCH 2024",
            "Present: A, B and C",
            PROSE,
        ),
        label="1",
    )
    papers = split_pack(Pack([agenda("3. Minutes (Pages 1 - 2)"), minutes, page("2")]))
    assert (papers[1].kind, papers[1].body, str(papers[1].meeting_date)) == (
        "minute",
        "Audit Committee",
        "2024-03-05",
    )


def test_the_file_title_says_no_day() -> None:
    (paper,) = split_pack(Pack([report("Tree works")], title="Trees, 04/06/2024"))
    assert (paper.meeting_date, paper.year) == (None, None)


def test_an_issue_history_gives_one_minute_a_meeting() -> None:
    lines = (
        "Issue - meetings",
        "Tree works",
        "Meeting: 4/3/2021 - Executive (Item 9)",
        "Tree works in the north",
        PROSE,
        "Meeting: 5/6/2021 - Council (Item 12)",
        "Tree works in the south",
        PROSE,
    )
    papers = split_pack(Pack([Sheet(lines)], media_type="text/html"))
    assert [(p.first_passage, p.last_passage) for p in papers] == [(0, 4), (5, 7)]
    assert [(p.title, p.body, p.item, str(p.meeting_date)) for p in papers] == [
        ("Tree works in the north", "Executive", "9", "2021-03-04"),
        ("Tree works in the south", "Council", "12", "2021-06-05"),
    ]


@pytest.mark.parametrize(("last", "kind"), [("Minutes:", "minute"), ("View maps", "front_sheet")])
def test_web_page_of_a_meeting(last: str, kind: str) -> None:
    lines = ("Agenda", "Planning Committee - Tuesday, 4 June 2024 7.00 pm", "1. Apologies", last)
    (paper,) = split_pack(Pack([Sheet(lines, height=0.0)], media_type="text/html"))
    assert (paper.kind, paper.body) == (kind, "Planning Committee")
    assert str(paper.meeting_date) == "2024-06-04"


@pytest.mark.parametrize(("pages", "kind"), [(1, "unplaced"), (2, "annual_report")])
def test_one_page_is_no_annual_report(pages: int, kind: str) -> None:
    sheets = [Sheet(("Annual Report 2022/23", PROSE)), page()][:pages]
    assert [paper.kind for paper in split_pack(Pack(sheets))] == [kind]


@pytest.mark.parametrize("pages", [0, 1, 3])
def test_files_without_words(pages: int) -> None:
    papers = split_pack(Pack([Sheet(()) for _ in range(pages)]))
    assert ranges(papers) == ([(1, pages)] if pages else [])
    assert all(paper.kind == "unplaced" for paper in papers)
    assert all(paper.last_passage < paper.first_passage for paper in papers)


LINES = st.sampled_from(
    [
        PROSE,
        "AGENDA",
        "CABINET 4 JUNE 2024",
        "Report by Director of Law",
        "Appendix 1",
        "This page is intentionally left blank",
        "3. Tree works (Pages 1 - 2)",
        "Meeting: 4/3/2021 - Executive (Item 9)",
        "Dear Ms Bell",
        "To:",
        "Subject:",
    ]
)
SHEETS = st.builds(
    Sheet,
    lines=st.lists(LINES, max_size=4),
    label=st.sampled_from([None, "1", "2", "7"]),
    stamps=st.lists(st.sampled_from(["1", "2", "Page 1", "Agenda Item 4", "Draft"]), max_size=2),
    goes_on=st.just(False),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SHEETS, min_size=1, max_size=7))
def test_every_passage_and_page_has_its_place(sheets: list[Sheet]) -> None:
    document: Document = make_document(Pack(sheets))
    papers = split_document(document, RULES)
    held = [i for p in papers for i in range(p.first_passage, p.last_passage + 1)]
    assert held == list(range(len(document.passages)))
    assert papers == split_document(document, RULES)
    for paper in papers:
        assert 1 <= paper.first_page <= paper.last_page <= len(sheets)
        assert paper.parent is None or paper.parent < paper.position


@pytest.mark.parametrize(
    "text",
    [
        "Report of the " * 2000,
        "A " * 10_000,
        "Overview and Scrutiny " * 1000,
        "Appendix " * 3000,
        "From: x\n" * 3000,
        "1 - 2 - " * 3000,
        "present " * 3000,
    ],
)
def test_long_hostile_lines_take_no_time(text: str) -> None:
    started = time.perf_counter()
    split_pack(Pack([Sheet((text, text))]))
    assert time.perf_counter() - started < 5
