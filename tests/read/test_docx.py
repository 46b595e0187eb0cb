"""Word documents: numbers as printed, tables, notes, changes, pages; and what is hostile."""

import json
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document, Passage
from pipeline.read import ReadOptions, read_file
from pipeline.read.docx import read
from tests.read.wordfile import cell, lists, para, run, table, word_file

CORPUS = Path(__file__).parents[2] / "corpus"


def read_body(folder: Path, body: str, **parts: str) -> Document:
    return read(word_file(folder / "paper.docx", body, **parts), ReadOptions())  # type: ignore[arg-type]


def outline(document: Document) -> list[tuple[str, str | None, str]]:
    return [(p.kind, p.number, p.text) for p in document.passages]


REPORT = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"), ("lowerRoman", "(%4)"))
BULLETS = (("bullet", "\uf0b7"), ("bullet", "o"))


@pytest.mark.parametrize(
    ("trait", "levels", "numbers"),
    [
        ("one level", [0, 0, 0], ["1.", "2.", "3."]),
        ("two levels, the lower restarts", [0, 1, 1, 0, 1], ["1.", "1.1", "1.2", "2.", "2.1"]),
        ("letters and romans", [0, 2, 2, 3, 3, 2], ["1.", "a)", "b)", "(i)", "(ii)", "c)"]),
        ("a level that was skipped counts as begun", [1, 1], ["1.1", "1.2"]),
    ],
)
def test_automatic_numbers_are_those_printed(
    tmp_path: Path, trait: str, levels: list[int], numbers: list[str]
) -> None:
    body = "".join(para(f"Item {n}.", num=(1, level)) for n, level in enumerate(levels))
    document = read_body(tmp_path, body, numbering=lists(REPORT))
    assert [p.number for p in document.passages] == numbers, trait
    assert {p.kind for p in document.passages} == {"item"}


def test_two_lists_of_one_definition_go_on_and_an_override_restarts(tmp_path: Path) -> None:
    extra = (
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(para(f"Item {n}.", num=(n, 0)) for n in (1, 5, 6, 6, 1))
    document = read_body(tmp_path, body, numbering=lists(REPORT, extra=extra))
    assert [p.number for p in document.passages] == ["1.", "2.", "1.", "2.", "3."]


def test_a_style_can_number_its_paragraphs_and_list_zero_takes_it_off(tmp_path: Path) -> None:
    numbering = lists(REPORT, extra='<w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num>')
    body = (
        para("First.", style="Clause")
        + para("Unnumbered.", style="Clause", num=(0, 0))
        + para("Second.", style="Clause")
    )
    document = read_body(tmp_path, body, numbering=numbering)
    assert [p.number for p in document.passages] == ["1.", None, "2."]


def test_bullets_have_no_number_and_lists_nest(tmp_path: Path) -> None:
    body = (
        para("The aims are:", num=(1, 0))
        + para("first aim", num=(2, 0), properties='<w:ind w:left="900"/>')
        + para("an aim below", num=(2, 1), properties='<w:ind w:left="1400"/>')
        + para("Next.", num=(1, 0))
    )
    document = read_body(tmp_path, body, numbering=lists(REPORT, BULLETS))
    assert [(p.number, p.level) for p in document.passages] == [
        ("1.", 0),
        (None, 1),
        (None, 2),
        ("2.", 0),
    ]


@pytest.mark.parametrize(
    ("trait", "content", "text"),
    [
        ("insertions stay", f"<w:ins>{run('new ')}</w:ins>{run('words')}", "new words"),
        ("deletions go", "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>" + run("w"), "w"),
        ("links", f"<w:hyperlink>{run('the report')}</w:hyperlink>", "the report"),
        ("tabs are blanks", "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
        ("soft line ends too", "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a b"),
        ("hard hyphens", "<w:r><w:t>multi</w:t><w:noBreakHyphen/><w:t>agency</w:t></w:r>", None),
        ("soft hyphens", "<w:r><w:t>chil</w:t><w:softHyphen/><w:t>dren</w:t></w:r>", "children"),
        ("hidden text", run("shown") + run(" not", "<w:vanish/>"), "shown"),
        ("capitals as shown", run("cabinet", "<w:caps/>"), "CABINET"),
        ("controls", f"<w:sdt><w:sdtContent>{run('chosen')}</w:sdtContent></w:sdt>", "chosen"),
        (
            "a control's prompt is no text",
            run("Name:")
            + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run(" Click here")
            + "</w:sdtContent></w:sdt>",
            "Name:",
        ),
        ("fields show their result", f"<w:fldSimple>{run('Table 1')}</w:fldSimple>", "Table 1"),
        ("raised marks go", run("of 38") + run("1", '<w:vertAlign w:val="superscript"/>'), "of 38"),
        ("endings stay", run("1") + run("st", '<w:vertAlign w:val="superscript"/>'), "1st"),
        ("powers stay", run("9 m") + run("2", '<w:vertAlign w:val="superscript"/>'), "9 m²"),
    ],
)
def test_what_a_paragraph_prints(
    tmp_path: Path, trait: str, content: str, text: str | None
) -> None:
    (passage,) = read_body(tmp_path, para(content)).passages
    assert passage.text == (text or "multi-agency"), trait


def test_a_deleted_paragraph_end_joins_two_paragraphs(tmp_path: Path) -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    body = para("It was agreed ", properties=deleted) + para("to note the report.")
    (passage,) = read_body(tmp_path, body).passages
    assert passage.text == "It was agreed to note the report."


def test_footnotes_stand_apart_and_their_marks_leave_the_sentence(tmp_path: Path) -> None:
    notes = "".join(
        f'<w:footnote w:id="{n}">{para(text)}</w:footnote>'
        for n, text in (("7", "See the audit."), ("8", "Quarter 4."))
    )
    body = para(
        run("17 of the 38")
        + '<w:r><w:footnoteReference w:id="7"/></w:r>'
        + run(" indicators")
        + '<w:r><w:footnoteReference w:id="8"/></w:r>'
    )
    document = read_body(tmp_path, body, footnotes=notes)
    assert outline(document) == [
        ("paragraph", None, "17 of the 38 indicators"),
        ("footnote", "1", "See the audit."),
        ("footnote", "2", "Quarter 4."),
    ]


def test_a_short_text_box_is_one_call_out(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{para('301')}{para('training events in total')}</w:txbxContent>"
    shape = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = read_body(tmp_path, para(f"<w:r>{shape}</w:r>{run('Training went on.')}"))
    assert outline(document) == [
        ("paragraph", None, "Training went on."),
        ("callout", None, "301 training events in total"),
    ]


def test_headings_by_style_and_by_look(tmp_path: Path) -> None:
    body = (
        para("Introduction", style="Heading1")
        + para("Background", style="Heading2")
        + para("What we did", run="<w:b/>")
        + para("We met families.")
        + para("LEGAL IMPLICATIONS")
        + para("This bold sentence is a sentence, and stays one.", run="<w:b/>")
        + para("Introduction\t3", style="TOC1")
    )
    document = read_body(tmp_path, body)
    assert [(p.kind, p.level) for p in document.passages] == [
        ("heading", 1),
        ("heading", 2),
        ("heading", 3),
        ("paragraph", 0),
        ("heading", 3),
        ("paragraph", 0),
    ]
    assert document.passages[3].heading == ("Introduction", "Background", "What we did")


def test_the_title_of_the_paper_stands_above_all(tmp_path: Path) -> None:
    body = para("Annual report", style="Title") + para("Introduction", style="Heading1")
    document = read_body(tmp_path, body)
    assert document.title == "Annual report"
    assert [p.heading for p in document.passages] == [(), ("Annual report",)]


def test_rows_are_written_with_their_heads(tmp_path: Path) -> None:
    rows = [("Recommendation", "Accepted", "Action"), ("To publish the plan.", "", "In March")]
    (row,) = read_body(tmp_path, table(rows, head=True)).passages
    assert row.kind == "row"
    assert row.text == "Recommendation: To publish the plan.; Action: In March"
    assert [(c.head, row.text[c.start : c.end]) for c in row.cells] == [
        ("Recommendation", "To publish the plan."),
        ("Accepted", ""),
        ("Action", "In March"),
    ]


def test_a_row_of_a_form_that_waits_for_its_answers_is_a_row(tmp_path: Path) -> None:
    rows = [
        ("Recommendation", "Accepted", "Action"),
        ("That paths be lit", "Rejected", "None"),
        ("That maps be drawn", "", ""),
    ]
    *_, last = read_body(tmp_path, table(rows)).passages
    assert (last.kind, last.text, len(last.cells)) == ("row", "That maps be drawn", 3)


def test_merged_cells_keep_their_columns(tmp_path: Path) -> None:
    rows = [
        (cell("", ""), cell("2022/23", '<w:gridSpan w:val="2"/>')),
        ("Area", "Number", "Rate"),
        (cell("North", '<w:vMerge w:val="restart"/>'), "12", "3.4"),
        (cell("", "<w:vMerge/>"), "15", "3.9"),
        (cell("South of the river", '<w:gridSpan w:val="3"/>'),),
        ("West", "1", "0.2"),
    ]
    made = table(rows).replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 2)
    document = read_body(tmp_path, made)
    assert [p.text for p in document.passages] == [
        "Area: North; 2022/23 Number: 12; 2022/23 Rate: 3.4",
        "Area: North; 2022/23 Number: 15; 2022/23 Rate: 3.9",
        "South of the river",
        "Area: West; 2022/23 Number: 1; 2022/23 Rate: 0.2",
    ]
    assert document.passages[3].heading == ("South of the river",)


def test_tables_that_only_place_things_are_read_through(tmp_path: Path) -> None:
    recommended = para("note the report;", num=(1, 0)) + para("agree the plan.", num=(1, 0))
    rows = [("Date:", "13 July 2022"), ("Recommendations:", recommended)]
    boxed = table([(para("A box.") + para("Of two."),)])
    document = read_body(tmp_path, table(rows) + boxed, numbering=lists(REPORT))
    assert outline(document) == [
        ("row", None, "Date: 13 July 2022"),
        ("paragraph", None, "Recommendations:"),
        ("item", "1.", "note the report;"),
        ("item", "2.", "agree the plan."),
        ("paragraph", None, "A box."),
        ("paragraph", None, "Of two."),
    ]


def test_pages_come_from_where_word_last_ended_them(tmp_path: Path) -> None:
    ended = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        para("On the first.")
        + para(run("Begins here ") + ended + run("and ends there."))
        + para("<w:r><w:br w:type='page'/></w:r>")
        + para(ended + run("On the third."))
    )
    document = read_body(tmp_path, body)
    assert [p.page for p in document.passages] == [1, 1, 3]
    cut = document.passages[1]
    assert [(line.page, cut.text[line.start : line.end]) for line in cut.lines] == [
        (1, "Begins here "),
        (2, "and ends there."),
    ]
    assert len(document.pages) == 3


def test_pages_come_from_the_author_where_word_says_nothing(tmp_path: Path) -> None:
    body = (
        para("One.")
        + para("<w:r><w:br w:type='page'/></w:r>" + run("Two."))
        + para("Three.", properties="<w:pageBreakBefore/>")
    )
    assert [p.page for p in read_body(tmp_path, body).passages] == [1, 2, 3]


def test_a_section_begins_as_its_own_properties_say(tmp_path: Path) -> None:
    section = "<w:sectPr>{}</w:sectPr>"
    flowing, fresh = section.format('<w:type w:val="continuous"/>'), section.format("")
    body = (
        para("One.", properties=fresh)
        + para("Beside it.", properties=flowing)
        + para("On the next.", properties=fresh)
        + flowing
    )
    assert [p.page for p in read_body(tmp_path, body).passages] == [1, 1, 2]


@pytest.mark.parametrize("layout", ["report", "columns", "wide"])
def test_known_paragraphs_come_back_with_their_numbers(layout: str) -> None:
    pairs = Path(__file__).parent / "pdf" / "pairs"
    known = json.loads((pairs / f"{layout}.json").read_text(encoding="utf-8"))
    found = read(pairs / f"{layout}.docx", ReadOptions()).passages
    assert [(p.kind, p.number, p.text) for p in found] == [
        (entry["kind"], entry["number"], entry["text"]) for entry in known
    ]


def test_headers_are_stamps_and_charts_are_reported(tmp_path: Path) -> None:
    path = word_file(
        tmp_path / "paper.docx",
        para("Text."),
        extra={
            "word/header1.xml": f"<w:hdr xmlns:w='{_W}'>{para('CABINET')}</w:hdr>",
            "word/charts/chart1.xml": "<x/>",
        },
    )
    document = read(path, ReadOptions())
    assert document.pages[0].stamps == ("CABINET",)
    assert [p.code for p in document.problems] == ["not_read"]
    assert "1 chart" in document.problems[0].message


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f"]><w:document xmlns:w='{_W}'><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body>"
    "</w:document>"
)


def _rewrite(path: Path, content: bytes) -> Path:
    """The Word file with another document part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


@pytest.mark.parametrize(
    ("trait", "content", "code"),
    [
        ("zip bomb", b"<w:document>" + b" " * (40 << 20), "too_large"),
        ("entity bomb", _LAUGHS.encode(), "malformed"),
        ("cut off", b"<w:document", "malformed"),
        ("nested without end", b"<w:p>" * 100_000, "malformed"),
    ],
)
def test_hostile_parts_cost_one_sentence(
    tmp_path: Path, trait: str, content: bytes, code: str
) -> None:
    path = _rewrite(word_file(tmp_path / "paper.docx", para("Text.")), content)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert caught.value.code == code, trait


@pytest.mark.parametrize("keep", [30, 400, 1200])
def test_a_cut_file_is_malformed(tmp_path: Path, keep: int) -> None:
    path = word_file(tmp_path / "paper.docx", para("Text."))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ReadError) as caught:
        read(path, ReadOptions())
    assert caught.value.code == "malformed"


def _paper(suffix: str) -> list[Passage]:
    (path,) = CORPUS.glob(f"oxford-city-*{suffix}")
    return list(read_file(path).passages)


def test_the_corpus_paper_has_its_numbers_in_order() -> None:
    numbers = [int(p.number[:-1]) for p in _paper(".docx") if p.kind == "item" and p.number]
    assert numbers == [1, 2, *range(1, 56), *range(1, 7), *range(56, 98)]


def test_the_corpus_paper_is_the_same_as_its_pdf() -> None:
    word = {p.text for p in _paper(".docx") if p.kind != "row"}
    pdf = {p.text for p in _paper(".pdf")}
    assert len(word - pdf) <= len(word) * 0.03, sorted(word - pdf)
