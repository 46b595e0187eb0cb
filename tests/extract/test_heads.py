"""Heads of tables in plain words."""

import pytest

from pipeline.extract import extract_facts
from pipeline.model import Cell, Paper, Passage
from pipeline.rules import load_rules

HEADS = ("Ref", "Date of meeting", "Recommendation", "Lead officer", "Action", "Status")
PLAIN = ("12", "4 March 2025", "That paths be lit", "Head of Parks", "Two are.", "Complete")


def row(number: int, *words: str) -> Passage:
    text = "; ".join(words)
    cells, start = [], 0
    for word in words:
        cells.append(Cell("", start, start + len(word)))
        start += len(word) + 2
    return Passage(number, 1, "row", text, table=0, row=number, cells=tuple(cells))


def facts(*rows: Passage) -> tuple[list[tuple[str | None, str]], list[str]]:
    paper = Paper(0, "response_proforma", "A paper", 1, 1, 0, len(rows) - 1)
    found = extract_facts(paper, rows, load_rules())
    asked = [(made.label, made.text) for made in found.recommendations]
    return asked, [given.place.quote for given in found.responses]


def test_a_first_row_of_known_words_is_heads() -> None:
    assert facts(row(0, *HEADS), row(1, *PLAIN)) == (
        [("12", "That paths be lit")],
        ["That paths be lit"],
    )


@pytest.mark.parametrize(
    "heads",
    [
        ("Park", "Warden", "Recommendation", "Cost", "Bids", "Status"),
        ("Ref", "Date of meeting", "Topic", "Lead officer", "Action", "Status"),
        ("Ref", "Date of meeting", "Recommendation", "Reason", "Who", "When"),
    ],
)
def test_a_first_row_of_other_words_is_not(heads: tuple[str, ...]) -> None:
    asked, given = facts(row(0, *heads), row(1, *PLAIN))
    assert given == []
    assert not any(label for label, _ in asked)
