"""Marks in extracts, in texts and on pages; whatever the text, it stays text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.marking import (
    CLOSE,
    OPEN,
    compare_words,
    lines_of,
    mark_extract,
    mark_span,
    mark_words,
    rectangles,
)
from pipeline.archive.pages.page import spans_of

BOXES = json.dumps(
    [
        {"page": 1, "x0": 10.0, "top": 20.0, "x1": 50.0, "bottom": 30.0, "start": 0, "end": 10},
        {"page": 1, "x0": 10.0, "top": 32.0, "x1": 40.0, "bottom": 42.0, "start": 11, "end": 20},
        {"page": 2, "x0": 10.0, "top": 20.0, "x1": 45.0, "bottom": 30.0, "start": 21, "end": 30},
    ]
)


def test_found_words_are_marked_and_the_rest_is_escaped() -> None:
    extract = f"<b>{OPEN}Neglect{CLOSE}</b> & <script>"
    assert mark_extract(extract) == ("&lt;b&gt;<mark>Neglect</mark>&lt;/b&gt; &amp; &lt;script&gt;")


LONG = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("text", "words", "limit", "marked"),
    [
        ("Falls & more falls.", ["falls"], 99, "<mark>Falls</mark> &amp; more <mark>falls</mark>."),
        ("Self-neglect", ["neglect", "self-neglect"], 99, "<mark>Self-neglect</mark>"),
        ("A neglected child", ["neglect"], 99, "A neglected child"),
        ("early\nhelp", ["early help"], 99, "<mark>early\nhelp</mark>"),
        ("nothing of it", [], 99, "nothing of it"),
        (LONG, ["one"], 20, "<mark>one</mark> two three four …"),
        (LONG, ["ten"], 20, "… seven eight nine <mark>ten</mark>"),
        (LONG, ["six"], 20, "… five <mark>six</mark> seven …"),
        (LONG, ["two", "ten"], 20, "one <mark>two</mark> three four …"),
    ],
)
def test_words_are_marked_where_they_first_stand(
    text: str, words: list[str], limit: int, marked: str
) -> None:
    assert mark_words(text, words, limit) == marked


@given(st.text(), st.lists(st.text(max_size=8)), st.integers(1, 60))
def test_an_extract_around_words_is_the_text_and_nothing_else(
    text: str, words: list[str], limit: int
) -> None:
    marked = mark_words(text, words, limit).replace("<mark>", "").replace("</mark>", "")
    shown = marked.unescape()
    assert any(part in text for part in (shown, shown[2:], shown[:-2], shown[2:-2]))


def test_a_span_is_marked() -> None:
    assert mark_span("a <b> c", 2, 5) == "a <mark>&lt;b&gt;</mark> c"
    assert mark_span("abc", 2, 2) == "abc"
    assert mark_span("abc", -5, 99) == "<mark>abc</mark>"


@pytest.mark.parametrize(
    ("page", "start", "end", "tops"),
    [
        (1, 0, 30, [20.0, 32.0]),
        (1, 0, 10, [20.0]),
        (1, 12, 14, [32.0]),
        (1, 10, 11, []),
        (2, 0, 30, [20.0]),
        (3, 0, 30, []),
    ],
)
def test_lines_that_hold_the_words(page: int, start: int, end: int, tops: list[float]) -> None:
    assert [line["top"] for line in lines_of(BOXES, page, start, end)] == tops


def test_one_rectangle_a_line() -> None:
    boxes = rectangles(lines_of(BOXES, 1))
    assert boxes == [
        {"x": 8.5, "y": 19.0, "width": 43.0, "height": 12.0},
        {"x": 8.5, "y": 31.0, "width": 33.0, "height": 12.0},
    ]


def test_wordings_side_by_side() -> None:
    before, after = compare_words("Review the strategy <now>.", "Review the whole strategy <now>")
    assert before == "Review the strategy &lt;now&gt;."
    assert after == "Review the <ins>whole </ins>strategy &lt;now&gt;"


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_wording_brings_markup(old: str, new: str) -> None:
    for drawn in compare_words(old, new):
        bare = drawn.replace("<ins>", "").replace("</ins>", "")
        assert "<" not in bare.replace("<del>", "").replace("</del>", "")


@given(st.text(st.characters(min_codepoint=3), max_size=60))
def test_spans_are_those_that_the_index_marked(text: str) -> None:
    middle = len(text) // 2
    marked = text[:middle] + OPEN + text[middle:] + CLOSE
    assert spans_of(marked) == [(middle, len(text))]
