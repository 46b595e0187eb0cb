"""Agenda packs in other words: the sample pack, its layout kept, its words exchanged.

To measure a council's year, many packs are needed that are no copies of each other, else search
would index the same words and linking would find everything made again. The longer words that the
rules do not live by are exchanged for others of the same length, glyph by glyph, each pack in its
own way, and its years are moved.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

_SHOWN = re.compile(rb"/(?P<font>F\d+) [\d.]+ Tf|\[(?P<many>[^\]]*)\]TJ|(?P<one><[0-9A-F]+>)Tj")
_GLYPHS = re.compile(rb"<((?:[0-9A-F]{2})+)>")
_MAPPED = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4})>")
_WORD = re.compile(r"\b(?:[a-z]{5,}|20[012]\d)\b")
_KEPT = 400
"""So many of the commonest words stay: sentences, headings and forms are made of them."""
_YEARS = 10


@dataclass(frozen=True, slots=True)
class _Place:
    """A word, and where the two digits of each of its glyphs stand in a stream."""

    word: str
    offsets: tuple[int, ...]
    codes: Mapping[str, bytes]


def make_packs(source: Path, folder: Path, count: int) -> Path:
    """`count` packs in other words, in the new folder `folder`."""
    folder.mkdir()
    with pikepdf.open(source) as pdf:
        streams = [(stream, data, _find_words(data, fonts)) for stream, data, fonts in _texts(pdf)]
        counted = Counter(place.word for _, _, places in streams for place in places)
        common = {word for word, _ in counted.most_common(_KEPT)}
        words = sorted(word for word in counted if word.isalpha() and word not in common)
        for number in range(count):
            change = _exchange(words, number)
            for stream, data, places in streams:
                stream.write(_rewrite(data, places, change))
            pdf.save(folder / f"pack-{number:03}.pdf")
    return folder


def _texts(pdf: Any) -> Iterator[tuple[Any, bytes, Any]]:
    """Streams that show text, with their fonts: those of pages, and of forms that pages hold."""
    for page in pdf.pages:
        page.contents_coalesce()
        yield page.obj.Contents, page.obj.Contents.read_bytes(), page.resources.get("/Font", {})
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == "/Form":
            fonts = stream.get("/Resources", {}).get("/Font", {})
            yield stream, stream.read_bytes(), fonts


def _find_words(data: bytes, fonts: Any) -> list[_Place]:
    codes: dict[str, dict[str, bytes]] = {str(name)[1:]: _read_codes(fonts[name]) for name in fonts}
    known: dict[str, bytes] = {}
    places: list[_Place] = []
    for match in _SHOWN.finditer(data):
        if match["font"]:
            known = codes.get(match["font"].decode(), {})
            continue
        group = "many" if match["many"] is not None else "one"
        letters = {code: letter for letter, code in known.items()}
        offsets = [
            at
            for run in _GLYPHS.finditer(data, *match.span(group))
            for at in range(run.start(1), run.end(1), 2)
        ]
        text = "".join(letters.get(data[at : at + 2], "\0") for at in offsets)
        places += [
            _Place(word[0], tuple(offsets[word.start() : word.end()]), known)
            for word in _WORD.finditer(text)
        ]
    return places


def _read_codes(font: Any) -> dict[str, bytes]:
    """The code of each letter of a font of one byte a glyph."""
    if "/ToUnicode" not in font:
        return {}
    text = font.ToUnicode.read_bytes().decode("latin-1")
    return {chr(int(letter, 16)): code.encode() for code, letter in _MAPPED.findall(text)}


def _exchange(words: Sequence[str], number: int) -> dict[str, str]:
    """Each word's other word in pack `number`, and each year's other year."""
    chance = random.Random(number)
    change = {f"20{year:02}": f"20{max(0, year - number % _YEARS):02}" for year in range(30)}
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    for same in by_length.values():
        change |= zip(same, chance.sample(same, len(same)), strict=True)
    return change


def _rewrite(data: bytes, places: Sequence[_Place], change: Mapping[str, str]) -> bytes:
    made = bytearray(data)
    for place in places:
        other = change.get(place.word, place.word)
        if all(letter in place.codes for letter in other):
            for at, letter in zip(place.offsets, other, strict=True):
                made[at : at + 2] = place.codes[letter]
    return bytes(made)
