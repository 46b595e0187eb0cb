"""Plain text: paragraphs, marks, headings, tables, pages, stamps and broken words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.read.text import read_text


def outline(text: str) -> list[tuple[str, str | None, int, str]]:
    return [(p.kind, p.number, p.level, p.text) for p in read_text(text).passages]


@pytest.mark.parametrize(
    ("trait", "text", "expected"),
    [
        ("lines are joined", "One line\ngoes on.", [("paragraph", None, 0, "One line goes on.")]),
        (
            "blank lines part",
            "First.\n\nSecond.",
            [("paragraph", None, 0, "First."), ("paragraph", None, 0, "Second.")],
        ),
        (
            "numbered and nested",
            "1. To agree:\n   a) the plan;\n      (i) in full\n   b) the cost.\n2. To note.",
            [
                ("item", "1.", 0, "To agree:"),
                ("item", "a)", 1, "the plan;"),
                ("item", "(i)", 2, "in full"),
                ("item", "b)", 1, "the cost."),
                ("item", "2.", 0, "To note."),
            ],
        ),
        (
            "nested without indents",
            "1. Agree\n• this\n• that\n2. Note",
            [
                ("item", "1.", 0, "Agree"),
                ("item", None, 1, "this"),
                ("item", None, 1, "that"),
                ("item", "2.", 0, "Note"),
            ],
        ),
        (
            "capitals are a heading",
            "RECOMMENDATION\nThe Cabinet is RECOMMENDED to note it.",
            [
                ("heading", None, 1, "RECOMMENDATION"),
                ("paragraph", None, 0, "The Cabinet is RECOMMENDED to note it."),
            ],
        ),
        (
            "a short title over its text",
            "Financial implications\n\nThere are none at all.",
            [
                ("heading", None, 1, "Financial implications"),
                ("paragraph", None, 0, "There are none at all."),
            ],
        ),
        ("a lone short line", "To note the report", [("paragraph", None, 0, "To note the report")]),
        (
            "marked headings",
            "# Report\n\n## Background\n\nText.",
            [
                ("heading", None, 1, "Report"),
                ("heading", None, 2, "Background"),
                ("paragraph", None, 0, "Text."),
            ],
        ),
        (
            "underlined headings",
            "Report\n======\nText.",
            [("heading", None, 1, "Report"), ("paragraph", None, 0, "Text.")],
        ),
        (
            "numbered headings",
            "1. Background\n1.1 The Board met in May.",
            [("heading", "1.", 1, "Background"), ("item", "1.1", 0, "The Board met in May.")],
        ),
        (
            "labelled lines",
            "Date: 13 July 2022\nReport of: Head of\n   Strategy\nWard: All",
            [
                ("paragraph", None, 0, "Date: 13 July 2022"),
                ("paragraph", None, 0, "Report of: Head of Strategy"),
                ("paragraph", None, 0, "Ward: All"),
            ],
        ),
        (
            "hanging items end where the margin begins",
            "1.  The plan was\n    reviewed in May.\nSafeguarding partners\n2.  They met.",
            [
                ("item", "1.", 0, "The plan was reviewed in May."),
                ("heading", None, 1, "Safeguarding partners"),
                ("item", "2.", 0, "They met."),
            ],
        ),
        (
            "numbered headings in capitals straight above their text",
            "27. APOLOGIES\n    Two members sent\n    apologies.\n28. NHS\n    funding rose.",
            [
                ("heading", "27.", 1, "APOLOGIES"),
                ("paragraph", None, 0, "Two members sent apologies."),
                ("item", "28.", 0, "NHS funding rose."),
            ],
        ),
        (
            "broken words",
            "The chil-\ndren and multi-\nagency children.",
            [("paragraph", None, 0, "The children and multi-agency children.")],
        ),
        ("a dash is no break", "costs – \nand more", [("paragraph", None, 0, "costs – and more")]),
        (
            "unwrapped lines are paragraphs",
            "word " * 40 + "end.\nNext one.",
            [("paragraph", None, 0, "word " * 40 + "end."), ("paragraph", None, 0, "Next one.")],
        ),
    ],
)
def test_what_a_text_says(
    trait: str, text: str, expected: list[tuple[str, str | None, int, str]]
) -> None:
    assert outline(text) == expected, trait


@pytest.mark.parametrize(
    "text",
    [
        "38 safeguarding briefings were held.",
        "4.2 million people live here.",
        "2021 saw the recruitment of champions.",
        "£5m was spent.",
        "– £2.3m was saved.",
        "e.g. the plan",
        "A. Smith spoke.",
    ],
)
def test_what_looks_like_a_mark_and_opens_a_sentence(text: str) -> None:
    assert outline(text) == [("paragraph", None, 0, text)]


def test_a_row_of_empty_heads_names_no_column() -> None:
    (row,) = read_text("|  |  |\n|---|---|\n| Lead officer | Ann Grey |").passages
    assert (row.text, [c.head for c in row.cells]) == ("Lead officer; Ann Grey", ["", ""])


def test_rows_have_heads_and_empty_cells() -> None:
    (row,) = read_text("| Rec | Accepted | Action |\n|---|---|---|\n| One | | Soon |").passages
    assert row.text == "Rec: One; Action: Soon"
    assert [(c.head, row.text[c.start : c.end]) for c in row.cells] == [
        ("Rec", "One"),
        ("Accepted", ""),
        ("Action", "Soon"),
    ]
    assert (row.table, row.row) == (0, 0)


def test_form_feeds_are_pages_and_what_recurs_is_a_stamp() -> None:
    pages = [
        f"Oxford Board, 2023\n\nText of page {n} {'abc'[n - 1]}.\n\nPage {n} of 3"
        for n in (1, 2, 3)
    ]
    document = read_text("\f".join(pages))
    assert [p.label for p in document.pages] == ["1", "2", "3"]
    assert [p.text for p in document.passages] == [
        "Text of page 1 a.",
        "Text of page 2 b.",
        "Text of page 3 c.",
    ]
    assert document.pages[1].stamps == ("Oxford Board, 2023", "Page 2 of 3")


def test_a_paragraph_cut_by_a_page_end_is_one() -> None:
    (passage,) = read_text("The Board agreed\f to note the report.").passages
    assert passage.text == "The Board agreed to note the report."
    assert [(line.page, passage.text[line.start : line.end]) for line in passage.lines] == [
        (1, "The Board agreed "),
        (2, "to note the report."),
    ]


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read_text(" \n\f\n ")
    assert caught.value.code == "empty"


@settings(deadline=None)
@given(st.text(alphabet="ab1.) (-•|:\n\f\tA–é", max_size=300))
def test_no_word_is_lost_and_lines_cover_every_text(text: str) -> None:
    try:
        document = read_text(text)
    except ReadError:
        return
    for position, passage in enumerate(document.passages):
        assert passage.position == position
        assert passage.text == passage.text.strip()
        assert "".join(passage.text[n.start : n.end] for n in passage.lines) == passage.text
        assert all(1 <= n.page <= len(document.pages) for n in passage.lines)
    kept = " ".join((p.number or "") + p.text for p in document.passages)
    kept += " ".join(s for page in document.pages for s in page.stamps)
    for letter in "abAé":
        if "|" not in text:
            assert kept.count(letter) == text.count(letter)


_WORDS = st.lists(st.sampled_from(["children", "were", "met", "plans", "agreed"]), min_size=3)
_SENTENCES = _WORDS.map(lambda words: " ".join(["The", *words]) + ".")


@settings(deadline=None)
@given(st.lists(_SENTENCES, min_size=1, max_size=9))
def test_paragraphs_come_back_as_they_were(paragraphs: list[str]) -> None:
    assert [p.text for p in read_text("\n\n".join(paragraphs)).passages] == paragraphs
