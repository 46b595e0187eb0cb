"""Halves of characters never leave the readers: they could not be stored."""

from pipeline.model import Cell, Document, Page, Passage
from pipeline.read.settle import settle_halves


def _document(text: str) -> Document:
    row = Passage(
        0, 1, "row", f"a: {text}", number=text, heading=(text,), cells=(Cell(text, 3, 5),)
    )
    page = Page(1, text, 0.0, 0.0, text, stamps=(text,))
    return Document("text/plain", "text/1", (page,), (row,), title=text)


def test_halves_are_replaced_and_offsets_stay() -> None:
    settled = settle_halves(_document("x\ud83d\ude00"))
    assert settled == _document("x\ufffd\ufffd")
    str(settled).encode()


def test_whole_characters_stay() -> None:
    document = _document("x\U0001f600")
    assert settle_halves(document) is document
