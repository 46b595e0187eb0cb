"""Drawn pages: each case is a trait of real papers, made as small as it can be."""

import time
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import ReadOptions
from pipeline.read.pdf import read
from pipeline.read.pdf.records import Style, Word
from pipeline.read.pdf.segments import words_to_segments
from tests.read.pdf.drawing import Sheet, add_field, add_sheets, draw

BODY = [
    "The committee met in the morning to hear from residents about the bus",
    "service and from the officers who plan it, and then agreed what to say",
    "to the operator about the evening journeys that had been cut.",
]


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def read_sheets(tmp_path: Path, *sheets: Sheet) -> Document:
    return read(draw(tmp_path / "drawn.pdf", *sheets), ReadOptions())


def test_raised_figure_leaves_the_sentence(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "17 of the 38").text(135.2, 96, "1", size=6.5)
    sheet.text(139.5, 100, "indicators improved, and the others did not change at all.")
    sheet.line(72, 700, 200).text(72, 712, "1", size=6).text(76, 715, "Those of 2021.", size=8)
    document = read_sheets(tmp_path, sheet)
    assert texts(document)[0].startswith("17 of the 38 indicators improved")
    assert [(p.kind, p.number, p.text) for p in document.passages[1:]] == [
        ("footnote", "1", "Those of 2021.")
    ]


def test_raised_letters_stay(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "The report of 20").text(152.5, 96, "th", size=6.5)
    sheet.text(161, 100, "June was noted by all who were there on that day.")
    assert texts(read_sheets(tmp_path, sheet))[0].startswith("The report of 20th June was noted")


def test_exponents_stay(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "The hall has 450 m").text(164.5, 96, "2", size=6.5)
    sheet.text(170, 100, "of floor and is let by the day or by the hour.")
    assert "450 m2 of floor" in texts(read_sheets(tmp_path, sheet))[0]


def test_hanging_numbers(tmp_path: Path) -> None:
    sheet = Sheet()
    for index, y in enumerate((100, 160)):
        sheet.text(72, y, f"{index + 1}.").lines(108, y, BODY)
    document = read_sheets(tmp_path, sheet)
    assert [(p.kind, p.number) for p in document.passages] == [("item", "1."), ("item", "2.")]
    assert texts(document) == [" ".join(BODY)] * 2


@pytest.mark.parametrize("number", ["(a)", "a)", "(i)", "iv.", "1.1", "4.2.1", "A.", "12.", "(10)"])
def test_numbers_of_every_form(tmp_path: Path, number: str) -> None:
    sheet = Sheet().text(72, 100, number).lines(120, 100, BODY)
    [passage] = read_sheets(tmp_path, sheet).passages
    assert (passage.number, passage.text) == (number, " ".join(BODY))


def test_bullets_have_no_number(tmp_path: Path) -> None:
    sheet = Sheet()
    for y, bullet in ((100, "•"), (160, "–"), (220, "o")):
        sheet.text(72, y, bullet).lines(90, y, BODY)
    document = read_sheets(tmp_path, sheet)
    assert [(p.kind, p.number, p.text) for p in document.passages] == [
        ("item", None, " ".join(BODY))
    ] * 3


def test_wrapped_line_that_begins_with_a_day(tmp_path: Path) -> None:
    lines = ["The Cabinet considered the annual report of the board at its meeting on", BODY[1]]
    lines[1] = "14 September 2023 and asked for another one."
    [passage] = read_sheets(tmp_path, Sheet().lines(72, 100, lines)).passages
    assert passage.text == " ".join(lines)


def test_two_columns(tmp_path: Path) -> None:
    left = [
        "The first column tells of the",
        "libraries and of the people",
        "who use them every week.",
    ]
    right = ["The second column tells of", "the swimming pools and of", "those who learn to swim."]
    sheet = Sheet().text(72, 80, "Two columns under one title that spans them both", font="B")
    sheet.lines(72, 120, left).lines(320, 120, right)
    document = read_sheets(tmp_path, sheet)
    assert texts(document)[1:] == [" ".join(left), " ".join(right)]


def test_coloured_boxes_side_by_side(tmp_path: Path) -> None:
    sheet = Sheet(842, 595)
    for x, name in ((40, "Homes"), (300, "Roads"), (560, "Parks")):
        sheet.box(x, 100, x + 240, 300, "0.9 0.95 0.8")
        sheet.text(x + 10, 120, name, font="B", size=13)
        sheet.lines(x + 10, 150, [f"{name} are looked after by", "the council for everyone."])
    document = read_sheets(tmp_path, sheet)
    assert texts(document)[:2] == ["Homes", "Homes are looked after by the council for everyone."]
    assert [p.kind for p in document.passages] == ["heading", "paragraph"] * 3


def test_running_header_and_page_numbers(tmp_path: Path) -> None:
    sheets = []
    for page in range(1, 6):
        sheet = Sheet().text(72, 40, "Report of the Example Board", size=9)
        sheets.append(sheet.lines(72, 100 + page, BODY).text(290, 810, f"Page {page + 8}", size=9))
    document = read_sheets(tmp_path, *sheets)
    assert [page.label for page in document.pages] == ["9", "10", "11", "12", "13"]
    assert document.pages[0].stamps == ("Report of the Example Board", "Page 9")
    assert texts(document) == [" ".join(BODY)] * 5


def test_title_on_every_second_page_stays(tmp_path: Path) -> None:
    sheets = []
    for ward in ("North", "South", "East"):
        sheets.append(Sheet().text(72, 60, "RESPONSE FORM", font="B", size=16).lines(72, 90, BODY))
        sheets.append(Sheet().lines(72, 60, [f"{ward} ward has more to say than this.", *BODY]))
    document = read_sheets(tmp_path, *sheets)
    assert texts(document).count("RESPONSE FORM") == 3


@pytest.mark.parametrize("numbers", [(5, 9, 12), (8, 10, 12), (8, 10, 12, 13), (4, 5, 6, 7)])
def test_headings_that_count_are_no_headers(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    sheets = []
    for page, number in enumerate(numbers):
        sheet = Sheet().text(72, 72, f"Recommendation {number}", font="B", size=12)
        sheets.append(sheet.lines(72, 100, BODY).text(290, 810, str(page + 10), size=9))
    document = read_sheets(tmp_path, *sheets)
    found = [passage.text for passage in document.passages if passage.kind == "heading"]
    assert found == [f"Recommendation {number}" for number in numbers]


@pytest.mark.parametrize("step", [1, 2])
def test_headers_that_count_the_pages_are_no_headings(tmp_path: Path, step: int) -> None:
    sheets = []
    for page in range(1, 6):
        header = f"Annual review, page {step * page}"
        sheet = Sheet().text(72, 60, header, font="B", size=12).lines(72, 110 + page, BODY)
        sheets.append(sheet.text(290, 810, str(page + 20), size=9))
    assert texts(read_sheets(tmp_path, *sheets)) == [" ".join(BODY)] * 5


def test_sideways_stamp(tmp_path: Path) -> None:
    sheet = Sheet(842, 595).lines(100, 100, BODY).sideways(20, 280, "Page 43", size=14)
    document = read_sheets(tmp_path, sheet)
    assert document.pages[0].label == "43"
    assert texts(document) == [" ".join(BODY)]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_page_turned_by_its_own_entry(tmp_path: Path, rotate: int) -> None:
    document = read_sheets(tmp_path, Sheet(rotate=rotate).lines(72, 100, BODY))
    page = document.pages[0]
    assert (page.width, page.height) == ((595, 842) if rotate % 180 == 0 else (842, 595))
    assert texts(document) == [" ".join(BODY)]
    for line in document.passages[0].lines:
        assert 0 <= line.x0 < line.x1 <= page.width
        assert 0 <= line.top < line.bottom <= page.height


def test_page_printed_sideways(tmp_path: Path) -> None:
    sheet = Sheet()
    for index, line in enumerate(BODY):
        sheet.sideways(500 - 14 * index, 60, line)
    document = read_sheets(tmp_path, sheet)
    assert texts(document) == [" ".join(BODY)]
    [first, *_] = document.passages[0].lines
    assert first.bottom - first.top > first.x1 - first.x0


def test_hidden_second_layer_goes(tmp_path: Path) -> None:
    sheet = Sheet().lines(72, 100, BODY).lines(72, 100, [line.upper() for line in BODY], mode=3)
    assert texts(read_sheets(tmp_path, sheet)) == [" ".join(BODY)]


def test_hidden_layer_alone_is_the_text(tmp_path: Path) -> None:
    assert texts(read_sheets(tmp_path, Sheet().lines(72, 100, BODY, mode=3))) == [" ".join(BODY)]


def test_page_without_text_is_reported(tmp_path: Path) -> None:
    document = read_sheets(tmp_path, Sheet().lines(72, 100, BODY), Sheet())
    assert [page.source for page in document.pages] == ["text", "none"]
    [problem] = document.problems
    assert (problem.code, problem.page) == ("no_text", 2)


def test_password(tmp_path: Path) -> None:
    plain = draw(tmp_path / "plain.pdf", Sheet().lines(72, 100, BODY))
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(plain) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="öffne", owner="boss"))
    with pytest.raises(ReadError, match="password") as raised:
        read(locked, ReadOptions())
    assert raised.value.code == "encrypted"
    with pytest.raises(ReadError):
        read(locked, ReadOptions(password="wrong"))
    assert texts(read(locked, ReadOptions(password="öffne"))) == [" ".join(BODY)]


def test_not_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing follows")
    with pytest.raises(ReadError) as raised:
        read(path, ReadOptions())
    assert raised.value.code == "malformed"


def test_half_a_file_is_repaired(tmp_path: Path) -> None:
    whole = draw(tmp_path / "whole.pdf", *[Sheet().lines(72, 100, BODY) for _ in range(4)])
    raw = whole.read_bytes()
    (tmp_path / "half.pdf").write_bytes(raw[: raw.rfind(b"xref")])
    document = read(tmp_path / "half.pdf", ReadOptions())
    assert texts(document) == [" ".join(BODY)] * 4


def test_good_pages_of_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "partly.pdf"
    with pikepdf.new() as pdf:
        add_sheets(pdf, (Sheet().lines(72, 100, BODY), Sheet(), Sheet().lines(72, 100, BODY)))
        pdf.pages[1].obj.Contents = pdf.make_stream(b"BT /F 11 Tf (never ended Tj")
        pdf.save(path)
    document = read(path, ReadOptions())
    assert texts(document) == [" ".join(BODY)] * 2
    assert [problem.page for problem in document.problems] == [2]


def test_field_is_text(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    with pikepdf.new() as pdf:
        add_sheets(pdf, (Sheet().text(72, 100, "Name of the ward:"),))
        add_field(pdf, 0, (172, 736, 400, 750), "Upper Example")
        pdf.save(path)
    assert texts(read(path, ReadOptions())) == ["Name of the ward: Upper Example"]


def test_attachment_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "attached.pdf"
    with pikepdf.new() as pdf:
        add_sheets(pdf, (Sheet().lines(72, 100, BODY),))
        pdf.attachments["budget.xlsx"] = b"figures"
        pdf.save(path)
    [problem] = read(path, ReadOptions()).problems
    assert problem.code == "attachment_not_read"
    assert "budget.xlsx" in problem.message


def test_line_end_hyphens(tmp_path: Path) -> None:
    lines = [
        "The improvement of co-production was welcomed, and the improve-",
        "ment of the roads too; more co-",
        "production was promised, and an improve-",
        "ment of the long-",
        "term plan as well.",
    ]
    [passage] = read_sheets(tmp_path, Sheet().lines(72, 100, lines)).passages
    assert "improve-ment" not in passage.text
    assert "more co-production was" in passage.text
    assert "the long-term plan" in passage.text
    assert passage.text.count("improvement") == 3


def test_framed_paragraph_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet().box(60, 80, 540, 160).lines(72, 100, BODY)
    [passage] = read_sheets(tmp_path, sheet).passages
    assert (passage.kind, passage.text) == ("paragraph", " ".join(BODY))


def _shaded_box(sheet: Sheet, top: float, lines: list[str]) -> Sheet:
    """A bordered box whose lines are shaded one by one, with a head and margins at its sides."""
    bottom = top + 18 + 14 * len(lines)
    sheet.box(72, top, 77, top + 18).box(77, top, 490, top + 18).box(490, top, 495, top + 18)
    sheet.box(72, top + 18, 77, bottom).box(490, top + 18, 495, bottom)
    sheet.text(78, top + 14, "Recommendation of the Inquiry", font="B")
    for index, line in enumerate(lines):
        y = top + 18 + 14 * index
        sheet.box(77, y, 490, y + 14, "0.9 0.9 0.9").box(77, y, 490, y + 14)
        sheet.text(78, y + 11, line)
    return sheet


LONG = [
    "The committee heard in the morning from residents about all of the bus routes of",
    "the town, and then agreed what to say to the operator about the evening ones.",
]


def test_lines_shaded_one_by_one_are_a_paragraph(tmp_path: Path) -> None:
    lines = [f"8.1. {LONG[0]}", LONG[1], f"8.2. {LONG[0]}", LONG[1]]
    sheet = _shaded_box(Sheet(), 100, lines).lines(72, 260, BODY)
    _shaded_box(sheet, 400, LONG).lines(72, 500, BODY)
    document = read_sheets(tmp_path, sheet)
    whole, head = " ".join(LONG), "Recommendation of the Inquiry"
    assert [(p.kind, p.number, p.text) for p in document.passages] == [
        ("heading", None, head),
        ("item", "8.1.", whole),
        ("item", "8.2.", whole),
        ("paragraph", None, " ".join(BODY)),
        ("heading", None, head),
        ("paragraph", None, whole),
        ("paragraph", None, " ".join(BODY)),
    ]


def test_short_boxes_under_each_other_stay_apart(tmp_path: Path) -> None:
    sheet = Sheet()
    for index, words in enumerate(("Agree to the policy", "Other", "None of these")):
        top = 100 + 20 * index
        sheet.box(72, top, 190, top + 20).text(76, top + 14, words)
    assert texts(read_sheets(tmp_path, sheet)) == ["Agree to the policy", "Other", "None of these"]


def test_flood_of_paths_is_cut_short(tmp_path: Path) -> None:
    sheet = Sheet().lines(72, 100, BODY)
    sheet.drawn += [f"{x % 500} 100 m {x % 500} 120 l S" for x in range(21_000)]
    document = read_sheets(tmp_path, sheet)
    assert [problem.code for problem in document.problems] == ["too_many_paths"]
    assert texts(document) == [" ".join(BODY)]


def test_mark_before_a_comma(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "They looked at meetings").text(187.4, 96, "1", size=6.5)
    sheet.text(191, 100, ", at visits and at letters that had come in the year.")
    assert texts(read_sheets(tmp_path, sheet))[0].startswith("They looked at meetings, at visits")


def test_short_sentence_first_in_an_item(tmp_path: Path) -> None:
    sheet = Sheet()
    for index, y in enumerate((100, 170, 240)):
        sheet.text(72, y, f"{index + 1}.").text(95, y, "There is much to be proud of.", font="B")
        sheet.lines(95, y + 14, BODY)
    document = read_sheets(tmp_path, sheet)
    assert texts(document) == [f"There is much to be proud of. {' '.join(BODY)}"] * 3


def test_labels_beside_running_text(tmp_path: Path) -> None:
    sheet = Sheet().lines(72, 100, ["Running down", "of reserves"]).lines(200, 100, BODY)
    sheet.lines(72, 170, ["Plans that", "are not kept"]).lines(200, 170, BODY)
    assert texts(read_sheets(tmp_path, sheet)) == [
        "Running down of reserves", " ".join(BODY), "Plans that are not kept", " ".join(BODY),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["Report of the Board (Libraries", "Museums and Archives)"], True),
        (["Annual Report of the Partnership –", "Libraries and Archives"], True),
        (["Annual Report of the Partnership", "for Libraries and Archives"], True),
        (["Annual Report of the Partnership on", "Libraries and Archives"], True),
        (["Upper Example Council", "Libraries Committee", "3 May 2023"], False),
        (["Upper Example Council", "Annual Report (Libraries)"], False),
    ],
)
def test_title_on_centred_lines(tmp_path: Path, lines: list[str], whole: bool) -> None:
    plain = Sheet().lines(72, 300, BODY)
    for index, line in enumerate(lines):
        plain.text(72, 100 + 60 * index, line, font="B", size=13)
    printed = [line for p in read_sheets(tmp_path, plain).passages for line in p.lines]
    right = max(line.x1 for line in printed)
    sheet = Sheet().lines(72, 240, BODY)
    for index, line in enumerate(lines):
        left = 72 + (right - printed[index].x1) / 2
        sheet.text(left, 140 + 16 * index, line, font="B", size=13)
    found = read_sheets(tmp_path, sheet).passages
    headings = [passage.text for passage in found if passage.kind == "heading"]
    assert headings == ([" ".join(lines)] if whole else lines)


def test_contents_lines_stay_apart(tmp_path: Path) -> None:
    sheet = Sheet()
    for index, head in enumerate(("Summary", "What the committee heard", "Next steps")):
        sheet.text(72, 100 + 14 * index, head).text(510, 100 + 14 * index, str(3 + 4 * index))
    assert texts(read_sheets(tmp_path, sheet)) == [
        "Summary 3", "What the committee heard 7", "Next steps 11",
    ]  # fmt: skip


def test_label_and_its_second_line(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "Present:").text(160, 100, "Councillors Ash, Birch, Cedar,")
    sheet.text(160, 114, "Elm and Fir")
    assert texts(read_sheets(tmp_path, sheet)) == [
        "Present: Councillors Ash, Birch, Cedar, Elm and Fir"
    ]


def test_link_has_the_words_it_stands_on(tmp_path: Path) -> None:
    path = tmp_path / "linked.pdf"
    with pikepdf.new() as pdf:
        add_sheets(pdf, (Sheet().text(72, 100, "Report of the forum (Pages 1 - 4)"), Sheet()))
        target = pdf.pages[1].obj
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=pikepdf.Array([178, 738, 260, 752]),
            Dest=pikepdf.Array([target, pikepdf.Name.Fit]),
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
        pdf.save(path)
    [found] = read(path, ReadOptions()).links
    assert (found.page, found.target) == (1, 2)
    assert found.text == "(Pages 1 - 4)"


def test_names_from_right_to_left() -> None:
    style = Style(12.0, False, False, 0, False)
    # As they stand on the page from left to right; the name is read from its right end.
    drawn = ["spoke", "with", "כהן", "דוד", "today"]
    words = [
        Word(50.0 * i, 90.0, 50.0 * i + 40, 102.0, text, style, True, 100.0)
        for i, text in enumerate(drawn)
    ]
    [segment] = words_to_segments(words)
    assert segment.text == "spoke with דוד כהן today"


def test_crowded_page_takes_bounded_time(tmp_path: Path) -> None:
    sheet = Sheet(2000, 3000)
    for index in range(3000):
        sheet.text(20 + (index * 37) % 1900, 20 + (index * 61) % 2900, "Lane End", size=6)
    started = time.process_time()
    document = read_sheets(tmp_path, sheet)
    assert time.process_time() - started < 10
    assert sum(len(p.text.split()) for p in document.passages) >= 5990


def test_picture_of_round_tiles_in_a_box_takes_bounded_time(tmp_path: Path) -> None:
    sheet = Sheet(2000, 2000).box(90, 90, 1910, 1910).text(100, 60, "What the map shows")
    for index in range(8000):
        x, y = 100 + 18 * (index % 100), 100 + 20 * (index // 100)
        curve = (
            f"{x} {y + 14} {x + 16} {y + 14} {x + 16} {y} c {x + 16} {y - 3} {x} {y - 3} {x} {y} c"
        )
        sheet.drawn.append(f"0.5 0.6 0.7 rg {x} {y} m {curve} f")
    started = time.process_time()
    assert texts(read_sheets(tmp_path, sheet)) == ["What the map shows"]
    assert time.process_time() - started < 6


def test_paragraphs_of_one_line_each_stay_apart(tmp_path: Path) -> None:
    said = [
        "1/25 Apologies",
        "Councillor Dean.",
        "The minutes of the meeting of 7 May 2025 were agreed as a correct record.",
        "3/25 Hospital discharge",
        "The director said that waits had fallen.",
    ]
    document = read_sheets(tmp_path, Sheet().lines(72, 100, said, step=24))
    assert texts(document) == said
