"""What a visitor writes becomes an expression that the index can always read."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.asking import any_of, read_words


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("neglect", '"neglect"'),
        ("neglect school", '"neglect" AND "school"'),
        ("neglect AND school", '"neglect" AND "school"'),
        ("neglect and school", '"neglect" AND "school"'),
        ("neglect OR poverty", '("neglect") OR ("poverty")'),
        ("neglect or poverty", '"neglect" AND "or" AND "poverty"'),
        ("early help OR mash", '("early" AND "help") OR ("mash")'),
        ('"early help"', '"early help"'),
        ('"early help', '"early help"'),
        ("audit -finance", '("audit") NOT "finance"'),
        ("audit NOT finance", '("audit") NOT "finance"'),
        ('audit -"child plan"', '("audit") NOT "child plan"'),
        ("safeguard*", '"safeguard"*'),
        ("self-harm", '"self harm"'),
        ("children's", '"children s"'),
        ("18/19", '"18 19"'),
        ("-finance", None),
        ("", None),
        ("OR", None),
        ("*", None),
        ('"" , ( ) " " -', None),
        ("£", None),
    ],
)
def test_expressions(text: str, expression: str | None) -> None:
    assert read_words(text).expression == expression


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_text_is_a_syntax_error(text: str) -> None:
    _ask(text)


@given(
    st.lists(st.sampled_from(['"', "OR", "NOT", "AND", "-", "*", "a", "b*", "(", ")", "NEAR", ":"]))
)
def test_no_row_of_operators_is_a_syntax_error(pieces: list[str]) -> None:
    _ask(" ".join(pieces))


def test_a_long_search_is_cut() -> None:
    assert len((read_words("word " * 500).expression or "").split(" AND ")) <= 24


def test_any_of_the_words() -> None:
    assert any_of(read_words('neglect "early help" -x').wanted) == 'neglect OR "early help"'


def _ask(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE index_ USING fts5(text, tokenize='porter unicode61')")
    expression = read_words(text).expression
    if expression is not None:
        connection.execute("SELECT * FROM index_ WHERE index_ MATCH ?", (expression,)).fetchall()
    connection.close()
