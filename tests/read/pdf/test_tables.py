"""Tables as they are ruled in real papers: heads, cuts, merged and empty cells, accounts."""

from pathlib import Path

from pipeline.model import Document, Passage
from pipeline.read import ReadOptions
from pipeline.read.pdf import read
from tests.read.pdf.drawing import Sheet, draw

COLUMNS = [60.0, 240.0, 380.0, 540.0]


def read_rows(tmp_path: Path, *sheets: Sheet) -> tuple[Document, list[Passage]]:
    document = read(draw(tmp_path / "table.pdf", *sheets), ReadOptions())
    return document, [p for p in document.passages if p.kind == "row"]


def cells(row: Passage) -> list[str]:
    return [row.text[cell.start : cell.end] for cell in row.cells]


def put(sheet: Sheet, top: float, texts: list[str], font: str = "F") -> Sheet:
    """One row of texts in the columns, each a line."""
    for x0, text in zip(COLUMNS, texts, strict=False):
        if text:
            sheet.text(x0 + 5, top + 14, text, font=font, size=10)
    return sheet


def test_bold_first_row_gives_the_heads(tmp_path: Path) -> None:
    sheet = Sheet().grid(COLUMNS, [100, 130, 160, 190])
    put(sheet, 100, ["Recommendation", "Response", "Action"], font="B")
    put(sheet, 130, ["That the road be mended.", "Accepted", "By June"])
    put(sheet, 160, ["That the bridge be closed.", "", ""])
    _, rows = read_rows(tmp_path, sheet)
    assert [row.text for row in rows] == [
        "Recommendation: That the road be mended.; Response: Accepted; Action: By June",
        "Recommendation: That the bridge be closed.",
    ]
    assert [cell.head for cell in rows[1].cells] == ["Recommendation", "Response", "Action"]
    assert all(cell.start == cell.end for cell in rows[1].cells[1:])
    assert [(row.table, row.row) for row in rows] == [(0, 0), (0, 1)]


def test_table_without_heads_loses_nothing(tmp_path: Path) -> None:
    sheet = Sheet().grid(COLUMNS[:3], [100, 130, 160])
    put(sheet, 100, ["Date of the meeting", "3 May"])
    put(sheet, 130, ["Place", "Town hall"])
    _, rows = read_rows(tmp_path, sheet)
    assert [row.text for row in rows] == ["Date of the meeting; 3 May", "Place; Town hall"]


def test_heads_repeated_over_the_page_are_no_row(tmp_path: Path) -> None:
    sheets = []
    for page in range(2):
        sheet = Sheet().grid(COLUMNS, [60, 90, 420, 760])
        put(sheet, 60, ["Recommendation", "Response", "Action"], font="B")
        for row in range(2):
            put(sheet, 90 + 330 * row, [f"That item {2 * page + row} be done.", "Agreed", "Soon."])
        sheets.append(sheet)
    _, rows = read_rows(tmp_path, *sheets)
    assert [cells(row)[0] for row in rows] == [f"That item {n} be done." for n in range(4)]
    assert {row.table for row in rows} == {0}
    assert [row.row for row in rows] == [0, 1, 2, 3]


def test_row_cut_by_the_page_end(tmp_path: Path) -> None:
    one = Sheet().grid(COLUMNS, [600, 630, 700, 780])
    put(one, 600, ["Recommendation", "Response", "Action"], font="B")
    put(one, 630, ["That the hall be painted.", "Agreed", "Soon."])
    put(one, 700, ["That the council write to", "Agreed", "A letter will be"])
    two = Sheet().grid(COLUMNS, [60, 100, 140])
    put(two, 60, ["the water company.", "", "sent in May."])
    put(two, 100, ["That the clock be mended.", "Refused", "No money."])
    _, rows = read_rows(tmp_path, one, two)
    assert [cells(row) for row in rows][1:] == [
        ["That the council write to the water company.", "Agreed", "A letter will be sent in May."],
        ["That the clock be mended.", "Refused", "No money."],
    ]
    assert {line.page for line in rows[1].lines} == {1, 2}


def test_whole_row_on_the_next_page_is_no_cut(tmp_path: Path) -> None:
    one = Sheet().grid(COLUMNS, [700, 730, 780])
    put(one, 700, ["Recommendation", "Response", "Action"], font="B")
    put(one, 730, ["That the hall be painted.", "Agreed", "Soon."])
    two = put(
        Sheet().grid(COLUMNS, [60, 100, 140]), 60, ["2. That it be heated.", "Agreed", "Now."]
    )
    put(two, 100, ["3. That it be let.", "Agreed", "Now."])
    _, rows = read_rows(tmp_path, one, two)
    assert len(rows) == 3
    assert cells(rows[1])[0] == "2. That it be heated."  # the printed number stays in the cell


def test_merged_first_cell_is_lent_to_its_rows(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.box(60, 100, 240, 160).box(240, 100, 380, 130).box(240, 130, 380, 160)
    sheet.box(380, 100, 540, 130).box(380, 130, 540, 160)
    put(sheet, 100, ["2021/22", "Children", "12"])
    put(sheet, 130, ["", "Adults", "30"])
    _, rows = read_rows(tmp_path, sheet)
    assert [row.text for row in rows] == ["2021/22; Children; 12", "2021/22; Adults; 30"]


def test_figures_that_no_line_parts(tmp_path: Path) -> None:
    sheet = Sheet().grid([60, 300, 540], [100, 130, 160, 190, 220])
    sheet.text(65, 114, "Service", font="B", size=10)
    for x, head in ((320, "Budget"), (390, "Forecast"), (460, "Variance")):
        sheet.text(x, 114, head, font="B", size=10)
    for row, name in enumerate(("Libraries", "Roads", "Parks")):
        top = 130 + 30 * row
        sheet.text(65, top + 14, name, size=10)
        for x, value in ((325, "7.5"), (395, "9.1"), (465, "1.5")):
            sheet.text(x, top + 14, value, size=10)
    _, rows = read_rows(tmp_path, sheet)
    assert rows[0].text == "Service: Libraries; Budget: 7.5; Forecast: 9.1; Variance: 1.5"
    assert len(rows) == 3


def test_text_between_ends_a_table(tmp_path: Path) -> None:
    sheets = []
    for page in range(2):
        sheet = Sheet().text(72, 60, f"This is what was said about matter {page} by all of us.")
        sheet.grid(COLUMNS, [100, 130, 160])
        put(sheet, 100, ["Recommendation", "Response", "Action"], font="B")
        put(sheet, 130, ["That it be done.", "Agreed", "Soon."])
        sheets.append(sheet)
    _, rows = read_rows(tmp_path, *sheets)
    assert [row.table for row in rows] == [0, 1]


def test_row_cut_after_a_full_stop(tmp_path: Path) -> None:
    one = Sheet().grid(COLUMNS, [600, 630, 700, 780])
    put(one, 600, ["Recommendation", "Response", "Action"], font="B")
    put(one, 630, ["1. That the hall be painted.", "Agreed.", "Soon."])
    put(one, 700, ["2. That the council write.", "Agreed.", "1. A letter is sent."])
    two = Sheet().grid(COLUMNS, [60, 100, 140])
    put(two, 60, ["", "It is already late.", "2. Another follows."])
    put(two, 100, ["3. That the clock be mended.", "Refused.", "None."])
    _, rows = read_rows(tmp_path, one, two)
    assert [cells(row) for row in rows][1:] == [
        [
            "2. That the council write.",
            "Agreed. It is already late.",
            "1. A letter is sent. 2. Another follows.",
        ],
        ["3. That the clock be mended.", "Refused.", "None."],
    ]


def test_rows_of_a_merged_cell_cut_by_the_page_end_stay_apart(tmp_path: Path) -> None:
    one = Sheet().grid(COLUMNS, [600, 630, 700, 780])
    put(one, 600, ["Theme", "Recommendation", "Response"], font="B")
    put(one, 630, ["Roads", "1. Mend the road.", "Agreed."])
    put(one, 700, ["Parks", "2. Plant more trees.", "Agreed."])
    two = Sheet().box(60, 60, 240, 140).grid(COLUMNS[1:], [60, 100, 140])
    put(two, 60, ["", "3. Cut the grass.", "Agreed."])
    put(two, 100, ["", "4. Mend the gate.", "Refused."])
    _, rows = read_rows(tmp_path, one, two)
    assert [cells(row)[1] for row in rows] == [
        "1. Mend the road.",
        "2. Plant more trees.",
        "3. Cut the grass.",
        "4. Mend the gate.",
    ]
