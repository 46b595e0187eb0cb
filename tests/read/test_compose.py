"""Blocks to passages: headings, nesting, tables in all their shapes."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.blocks import Block, GridCell, Table
from pipeline.read.compose import write_pages, write_passages
from pipeline.read.tables import write_row


def _cell(text: str = "", *, bold: bool = False, head: bool = False, span: int = 1) -> GridCell:
    blocks = (Block("paragraph", text, bold=bold),) if text else ()
    return GridCell(blocks, span, head)


def _table(*rows: tuple[str, ...], bold: bool = False) -> Table:
    first = tuple(_cell(text, bold=bold) for text in rows[0])
    return Table((first, *(tuple(_cell(text) for text in row) for row in rows[1:])))


def test_headings_make_a_path_and_close_what_is_below() -> None:
    blocks = [
        Block("heading", "Report", rank=1),
        Block("heading", "Part", rank=3),
        Block("paragraph", "A."),
        Block("heading", "Other", rank=2),
        Block("paragraph", "B."),
    ]
    paths = [(p.heading, p.level) for p in write_passages(blocks)]
    assert paths == [
        ((), 1),
        (("Report",), 2),
        (("Report", "Part"), 0),
        (("Report",), 2),
        (("Report", "Other"), 0),
    ]


def test_right_aligned_numbers_stay_on_one_level() -> None:
    items = [Block("item", "x", f"{n}.", indent=6.0 if n < 10 else 3.0) for n in (8, 9, 10, 11)]
    assert [p.level for p in write_passages(items)] == [0, 0, 0, 0]


def test_decimal_numbers_know_their_depth() -> None:
    items = [Block("item", "x", n) for n in ("1.2", "1.2.1", "1.2.2", "1.3", "2.")]
    assert [p.level for p in write_passages(items)] == [0, 1, 1, 0, 0]
    items = [Block("item", "x", n) for n in ("1.2.1", "1.3", "1.3.1")]
    assert [p.level for p in write_passages(items)] == [0, 0, 1]


def test_a_letter_i_after_h_is_no_sub_item() -> None:
    items = [Block("item", "x", f"({c})") for c in "fghij"]
    assert [p.level for p in write_passages(items)] == [0] * 5


@pytest.mark.parametrize(
    ("trait", "table", "texts"),
    [
        (
            "bold over plain is a head",
            _table(("Area", "Rate"), ("North", "high"), bold=True),
            ["Area: North; Rate: high"],
        ),
        (
            "words over figures are a head",
            _table(("Area", "2021/22"), ("North", "12%"), ("South", "9%")),
            ["Area: North; 2021/22: 12%", "Area: South; 2021/22: 9%"],
        ),
        (
            "labels are no head",
            _table(("Date:", "13 July"), ("Ward:", "All")),
            ["Date: 13 July", "Ward: All"],
        ),
        (
            "nothing tells a head from a row",
            _table(("Appendix 1", "Action plan"), ("Appendix 2", "Structure")),
            ["Appendix 1; Action plan", "Appendix 2; Structure"],
        ),
        ("blank rows go", _table(("a", "b"), ("", ""), ("c", "d")), ["a; b", "c; d"]),
        ("one filled cell is a text", _table(("", "Only this."), ("", "")), ["Only this."]),
        ("no rows", Table(()), []),
    ],
)
def test_rows(trait: str, table: Table, texts: list[str]) -> None:
    assert [p.text for p in write_passages([table])] == texts, trait


def test_a_title_across_the_table_heads_its_rows_and_nothing_after() -> None:
    table = Table(((_cell("Summary", span=2),), (_cell("Key decision:"), _cell("Yes"))))
    title, row, after = write_passages([table, Block("paragraph", "After.")])
    assert (title.kind, row.heading, after.heading) == ("heading", ("Summary",), ())


def test_pages_hold_what_begins_on_them() -> None:
    passages = write_passages([Block("item", "x", "1."), Block("paragraph", "y", page=3)])
    pages = write_pages(passages, 3)
    assert [(p.text, p.source) for p in pages] == [("1. x", "text"), ("", "none"), ("y", "text")]


_CELL_TEXTS = st.lists(st.text("ab:; ", max_size=6).map(str.strip), max_size=5)


@settings(deadline=None)
@given(_CELL_TEXTS, _CELL_TEXTS)
def test_every_cell_of_a_row_is_where_it_says(heads: list[str], cells: list[str]) -> None:
    text, found = write_row(heads, cells)
    assert [text[c.start : c.end] for c in found] == cells
    assert all(before.end <= after.start for before, after in pairwise(found))
