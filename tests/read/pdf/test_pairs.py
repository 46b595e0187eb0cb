"""Known paragraphs come back exactly, with their numbers, in every layout."""

import json
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from pipeline.model import Document
from pipeline.read import ReadOptions
from pipeline.read.pdf import read

PAIRS = Path(__file__).parent / "pairs"
LAYOUTS = ("report", "columns", "wide", "slides")


@pytest.fixture(scope="module", params=LAYOUTS)
def pair(request: pytest.FixtureRequest) -> tuple[list[dict[str, str | None]], Document]:
    known = json.loads((PAIRS / f"{request.param}.json").read_text(encoding="utf-8"))
    return known, read(PAIRS / f"{request.param}.pdf", ReadOptions())


def test_paragraphs_are_recovered(pair: tuple[list[dict[str, str | None]], Document]) -> None:
    known, document = pair
    expected = Counter((entry["number"], entry["text"]) for entry in known)
    found = Counter((passage.number, passage.text) for passage in document.passages)
    exact = sum((expected & found).values())
    assert exact / len(known) >= 0.98, list((expected - found).elements())[:5]


def test_nothing_is_added(pair: tuple[list[dict[str, str | None]], Document]) -> None:
    known, document = pair
    assert len(document.passages) <= 1.02 * len(known)


def test_kinds_are_those_written(pair: tuple[list[dict[str, str | None]], Document]) -> None:
    known, document = pair
    kinds = {(p.number, p.text): p.kind for p in document.passages}
    same = sum(kinds.get((e["number"], e["text"])) == e["kind"] for e in known)  # type: ignore[arg-type]
    assert same / len(known) >= 0.95


def test_order_is_that_of_reading(pair: tuple[list[dict[str, str | None]], Document]) -> None:
    known, document = pair
    written = [entry["text"] for entry in known]
    found = [passage.text for passage in document.passages]
    matcher = SequenceMatcher(None, written, found, autojunk=False)
    assert sum(block.size for block in matcher.get_matching_blocks()) >= 0.98 * len(written)


def test_page_numbers_are_no_passages(
    pair: tuple[list[dict[str, str | None]], Document],
) -> None:
    _, document = pair
    assert not [p.text for p in document.passages if p.text.isdigit()]
