"""The sample pack: its numbers, stamps, tables, call-outs and notes, as a person reads them."""

import re
from pathlib import Path

import pytest

from pipeline.model import Document, Passage
from pipeline.read import ReadOptions
from pipeline.read.pdf import read, read_words_and_tables

PACK = "oxfordshire-cabinet-2023-10-17-addenda-2.pdf"
STAMP = re.compile(r"(?:Page \d+|Agenda Item \d+|\d{1,3})")


@pytest.fixture(scope="module")
def pack(corpus: Path) -> Document:
    return read(corpus / PACK, ReadOptions())


def on_pages(document: Document, first: int, last: int) -> list[Passage]:
    return [p for p in document.passages if first <= p.page <= last]


# Page of the file, with the numbers of the paragraphs that begin there.
NUMBERS = (
    (3, ["1.", "a)", "b)", "2.", "3.", "4."]),
    (4, ["5.", "6.", "7.", "8.", "9.", "10."]),
    (5, ["11.", "12.", "13.", "14.", "15.", "16."]),
    (6, ["17.", "18.", "19."]),
    (7, ["20."]),
    (8, ["21."]),
    (12, ["5.", "6.", "7.", "8.", "9."]),
    (13, ["10.", "11.", "12.", "13.", "14."]),
    (17, ["1.", "2.", "3.", "4.", "5."]),
    (18, ["6.", "7.", "1.", "2.", "3.", "4."]),
    (71, ["1.", "2.", "3.", "4.", "5.", "6.", "7."]),
    (72, ["8.", "9.", "10.", "11."]),
    (73, ["12.", "13.", "14.", "15.", "16."]),
    (80, ["a.", "b.", "c.", "d.", "e.", "f.", "g.", "i.", "ii.", "iii."]),
    (86, ["a)", "b)", "c)", "d)"]),
)


@pytest.mark.parametrize(("page", "numbers"), NUMBERS)
def test_paragraph_numbers(pack: Document, page: int, numbers: list[str]) -> None:
    found = [p.number for p in pack.passages if p.page == page and p.number and p.kind == "item"]
    assert found == numbers


def test_no_stamp_in_any_passage(pack: Document) -> None:
    stamps = {stamp for page in pack.pages for stamp in page.stamps if len(stamp) > 8}
    for passage in pack.passages:
        assert not STAMP.fullmatch(passage.text), passage
        assert "Agenda Item" not in passage.text
        assert not re.search(r"\bPage \d+$", passage.text), passage
        if passage.kind == "paragraph":
            assert passage.text not in stamps


def test_stamped_page_numbers_are_labels(pack: Document) -> None:
    assert [page.label for page in pack.pages[2:]] == [str(n) for n in range(1, 115)]
    assert pack.pages[2].stamps[0] == "Agenda Item 6"
    assert "Page 85" in pack.pages[86].stamps  # printed sideways


def test_paragraph_cut_by_a_page_end_is_one(pack: Document) -> None:
    [passage] = [p for p in pack.passages if p.page == 4 and p.number == "10."]
    assert passage.lines[0].page == 4
    assert passage.lines[-1].page == 5
    assert "stakeholders was key. This should" in passage.text


# The pages of a pro forma, and its rows as (recommendation begins, decision, action begins).
PRO_FORMAS = (
    (9, 10, [("To develop and introduce", "", ""), ("To have a partnership", "", "")]),
    (
        107,
        108,
        [
            ("That the Council includes", "Accepted", "The final responses"),
            ("That the Council ensures", "Partially accepted", "The final responses"),
            ("That the Council works", "Accepted", "The Council is seeking"),
        ],
    ),
    (
        109,
        111,
        [
            ("That on issues expected", "Already actioned", "Officers work"),
            ("That at its next annual", "Partially accepted", "The council already"),
            ("That the Council develop", "Rejected", "Let's Talk"),
        ],
    ),
    (114, 114, [("That the Council, as part", "Accepted", "Appraisal provided")]),
    (115, 116, [("That the Deputy Leader", "Rejected", "It is not felt")]),
)


@pytest.mark.parametrize(("first", "last", "expected"), PRO_FORMAS)
def test_pro_forma_rows(
    pack: Document, first: int, last: int, expected: list[tuple[str, str, str]]
) -> None:
    rows = [p for p in on_pages(pack, first, last) if p.kind == "row"]
    assert len(rows) == len(expected)
    for row, (recommendation, decision, action) in zip(rows, expected, strict=True):
        assert len(row.cells) == 3
        texts = [row.text[cell.start : cell.end] for cell in row.cells]
        assert texts[0].startswith(recommendation)
        assert texts[1] == decision
        assert texts[2].startswith(action)
        assert row.cells[0].head == "Recommendation"
        assert row.cells[1].head.startswith("Accepted, rejected")
    assert len({row.table for row in rows}) == 1


def test_row_cut_by_a_page_end_is_one(pack: Document) -> None:
    [row] = [p for p in pack.passages if "Section 106 funding" in p.text]
    assert row.text == (
        "Recommendation: To have a partnership approach to key worker housing with the District "
        "Councils, including exploring the potential for Section 106 funding."
    )
    assert {line.page for line in row.lines} == {9, 10}


def test_table_with_one_column_has_its_head(pack: Document) -> None:
    rows = [p for p in on_pages(pack, 57, 58) if p.text.startswith("Areas for improvement:")]
    assert len(rows) == 4
    assert "lead successful lives." in rows[1].text


def test_call_outs_stay_together(pack: Document) -> None:
    texts = [p.text for p in pack.passages if p.kind == "callout" and p.page == 87]
    assert texts == [
        "301 training events in total; In 21/22 it was 289",
        "6,210 practitioners attended virtual and face to face training; In 21/22 it was 5,072",
        "11,826 practitioners completed online learning; In 21/22 it was 8,809",
    ]


def test_two_slides_on_a_sheet_are_read_one_by_one(pack: Document) -> None:
    texts = [p.text for p in pack.passages if p.page == 76]
    assert texts.index("Message from the OSCB Independent Chair") > 5
    assert texts[0] == "Foreword from the Senior Safeguarding Partners"
    assert texts[-1] == "Derek Benson, OSCB Independent Chair"


def test_footnotes_and_their_marks(pack: Document) -> None:
    notes = [(p.number, p.text[:20]) for p in pack.passages if p.kind == "footnote" and p.page == 9]
    assert notes == [("1", "Date of the meeting "), ("2", "Date of the meeting ")]
    [passage] = [p for p in pack.passages if p.page == 9 and "on which it is requested" in p.text]
    assert "it is requested and, if" in passage.text


def test_outline_and_links(pack: Document) -> None:
    assert len(pack.outline) == 22
    assert all(1 <= entry.page <= 116 for entry in pack.outline)
    assert pack.links and all(link.target > 2 for link in pack.links)


def test_offsets_of_lines_and_cells(pack: Document) -> None:
    for passage in pack.passages:
        for line in passage.lines:
            assert 0 <= line.start < line.end <= len(passage.text)
            assert line.x0 < line.x1 and line.top < line.bottom
        for cell in passage.cells:
            assert 0 <= cell.start <= cell.end <= len(passage.text)


def test_words_and_tables_without_passages(corpus: Path) -> None:
    pages = read_words_and_tables(
        corpus / "oxfordshire-hwb-2024-12-05-oscb-annual-report-2023-24.pdf"
    )
    words, _ = pages[0]
    assert words and all(word.x0 < word.x1 and word.text for word in words)


def test_same_file_same_passages(corpus: Path, pack: Document) -> None:
    assert read(corpus / PACK, ReadOptions()) == pack
