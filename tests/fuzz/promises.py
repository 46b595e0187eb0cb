"""What every document and every extraction holds, whatever came in."""

from pipeline.model import Document
from pipeline.process import Extracted

CODES = {"empty", "unsupported", "encrypted", "malformed", "too_large", "timeout", "memory", "died"}
"""What a reader may answer instead of a document."""


def hold_together(document: Document) -> None:
    """A document's positions, pages, lines, cells and headings fit each other."""
    for position, passage in enumerate(document.passages):
        assert passage.position == position
        assert passage.text == passage.text.strip() != ""
        assert passage.text.encode(), "text that no archive can hold"
        assert 1 <= passage.page <= len(document.pages)
        assert "".join(passage.text[n.start : n.end] for n in passage.lines) == passage.text
        assert all(0 <= c.start <= c.end <= len(passage.text) for c in passage.cells)
        assert (passage.level > 0) or passage.kind != "heading"
    assert document.passages or document.problems


def stand_in_their_text(extracted: Extracted) -> None:
    """Every passage is in one paper, every fact's quote in its passage."""
    passages = extracted.document.passages
    covered = [
        position
        for paper in extracted.papers
        for position in range(paper.first_passage, paper.last_passage + 1)
    ]
    assert covered == list(range(len(passages)))
    for facts in extracted.facts:
        for kind in ("dates", "statistics", "recommendations", "responses", "themes"):
            for fact in getattr(facts, kind):
                place = fact.place
                assert passages[place.passage].text[place.start : place.end] == place.quote
                assert place.quote
        for fact in (*facts.dates, *facts.statistics):
            text = passages[fact.place.passage].text
            assert text[fact.text_start : fact.text_start + len(fact.text)] == fact.text
