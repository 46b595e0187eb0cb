"""A passage to its sentences. Offsets are of the passage's text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Passage

_END = re.compile(
    r"(?:(?<![.!?…])[.!?…]++[\"'’”)\]⁰¹²³⁴-⁹]*+(?=\s+[\"'‘“(\[]*[A-Z0-9£$€])|\s(?=[•▪■●]\s)|;(?=\s[a-h]\)\s))\s+"
)
_LONGEST = 1000
"""No sentence has more characters: what is longer is a list without stops."""
_ENUMERATOR = re.compile(r"(?<=\s)(\d{1,2})\.(?=\s+[A-Z])")
_ITEM_NUMBER = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivx]+)\.")
_LAST_WORD = re.compile(r"(?<![\w.])[\w.]++$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `passage.text[start:end]`, or a table cell's, with the cell's index."""

    start: int
    end: int
    text: str
    cell: int | None = None


def split_sentences(passage: Passage, abbreviations: frozenset[str]) -> list[Sentence]:
    """The sentences of a passage; those of a table row cell by cell."""
    if passage.kind == "row" and passage.cells:
        return [
            sentence
            for index, cell in enumerate(passage.cells)
            if cell.end > cell.start
            for sentence in _split(passage.text, cell.start, cell.end, index, abbreviations)
        ]
    return _split(passage.text, 0, len(passage.text), None, abbreviations)


def _split(
    text: str, start: int, end: int, cell: int | None, abbreviations: frozenset[str]
) -> list[Sentence]:
    sentences: list[Sentence] = []
    begin = start
    counted = _enumerators(text, start, end)
    for match in _END.finditer(text, start, end):
        if match.start() in counted:
            stop = counted[match.start()]
            if stop > begin:
                sentences += _pieces(text, begin, len(text[:stop].rstrip()), cell)
            begin = stop
            continue
        if match.end() >= end or _is_abbreviation(text, begin, match.start(), abbreviations):
            continue
        if _ITEM_NUMBER.fullmatch(text, begin, match.start() + 1):
            continue
        stop = match.start() + len(match[0].rstrip())
        sentences += _pieces(text, begin, stop, cell)
        begin = match.end()
    if begin < end:
        sentences += _pieces(text, begin, begin + len(text[begin:end].rstrip()), cell)
    return sentences


def _enumerators(text: str, start: int, end: int) -> dict[int, int]:
    """Full stops of '1. … 2. … 3. …' in running text, with where each of these numbers begins."""
    found: dict[int, int] = {}
    wanted = 1
    for match in _ENUMERATOR.finditer(text, start, end):
        if int(match[1]) == wanted:
            found[match.end(1)] = match.start(1)
            wanted += 1
    return found if len(found) > 1 else {}


def _pieces(text: str, begin: int, end: int, cell: int | None) -> Iterator[Sentence]:
    """A sentence; one that no person would write is cut where a blank or a semicolon stands."""
    while end - begin > _LONGEST:
        limit = begin + _LONGEST
        cut = max(text.rfind("; ", begin + 1, limit), text.rfind(". ", begin + 1, limit)) + 1
        cut = cut or text.rfind(" ", begin + 1, limit)
        cut = cut if cut > begin else limit
        yield Sentence(begin, cut, text[begin:cut], cell)
        begin = cut + (text[cut : cut + 1] == " ")
    if begin < end:
        yield Sentence(begin, end, text[begin:end], cell)


def _is_abbreviation(text: str, begin: int, at: int, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop at `at` ends an abbreviation or an initial, and no sentence."""
    if text[at : at + 1] != ".":
        return False
    word = _LAST_WORD.search(text, max(begin, at - 12), at)
    if word is None:
        return False
    plain = word[0].casefold()
    return plain in abbreviations or (len(plain) == 1 and plain.isalpha() and plain not in "i")
