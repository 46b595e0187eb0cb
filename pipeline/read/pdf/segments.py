"""Words to segments: what stands close together on one printed line.

Footnote marks (small raised figures and signs) are taken out here, so that '38¹' is 38; raised
letters ('20th') stay. Columns and reading order are left to `layout`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from pipeline.clean import clean_text
from pipeline.read.pdf.records import Segment, Word

_NOTE = re.compile(r"(?:[\[(]?\d{1,3}[\])]?|[*†‡§¶]{1,3}|[ivx]{1,4})(?:,\d{1,3}){0,4}[.,]?$")
_UNIT = re.compile(r"(?:\b|\d)(?:[kcmd]?m|ft|mi|in|yd|10)$")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEADERS = re.compile(r"(?<!\s)(?:\s*+[.…·_]){4,}+\s*+")
_GAP = 0.9
_CLOSERS = ".,;:!?)]’”'\""
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_left = attrgetter("x0")


def words_to_segments(words: list[Word]) -> list[Segment]:
    """Segments of a page or a cell, in the order of the file, none overlapping on its line."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and _follows(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    merged = _merge_groups(groups)
    return _lead_notes([s for order, group in enumerate(merged) if (s := _segment(group, order))])


class Rows:
    """Segments by how far down they stand, so that a segment's neighbours are found at once."""

    _STEP = 40.0

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.rows: dict[int, list[Segment]] = {}
        for segment in segments:
            self.rows.setdefault(int(segment.base // self._STEP), []).append(segment)

    def near(self, segment: Segment) -> Iterator[Segment]:
        """The segments that stand about as far down, in their own order row by row."""
        row = int(segment.base // self._STEP)
        for index in (row - 1, row, row + 1):
            yield from self.rows.get(index, ())


def _lead_notes(segments: list[Segment]) -> list[Segment]:
    """A small raised figure that stands alone before a note's first line becomes its `lead`."""
    marks = [s for s in segments if s.lead is None and s.text == s.first and _NOTE.match(s.text)]
    if not marks:
        return segments
    gone: set[int] = set()
    rows = Rows(segments)
    for mark in marks:
        for other in rows.near(mark):
            if (
                0 < other.x0 - mark.x1 < 40
                and 0.08 * other.size < other.base - mark.base < 0.6 * other.size
                and mark.size < 0.85 * other.size
                and other.lead is None
            ):
                other.lead = mark.text
                gone.add(id(mark))
                break
    return [segment for segment in segments if id(segment) not in gone]


def _follows(group: list[Word], word: Word) -> bool:
    """Whether `word` goes on the line of `group`, at most a wide blank to its right."""
    last = group[-1]
    size, own = last.style.size, word.style.size
    larger = max(size, own)
    if abs(last.base - word.base) > (0.12 if abs(size - own) < 0.1 * larger else 0.6) * larger:
        return False
    gap = word.x0 - last.x1
    return -0.5 * larger < gap < _GAP * larger


def _merge_groups(groups: list[list[Word]]) -> list[list[Word]]:
    """Groups that the file draws apart, but that stand side by side on one line, become one."""
    order = sorted(range(len(groups)), key=lambda i: (groups[i][0].base, groups[i][0].x0))
    rows: list[list[int]] = []
    for index in order:
        if rows and groups[index][0].base - groups[rows[-1][0]][0].base < 1.5:
            rows[-1].append(index)
        else:
            rows.append([index])
    head_of: dict[int, int] = {}
    for row in rows:
        row.sort(key=lambda i: groups[i][0].x0)
        for here, there in pairwise(row):
            one, two = groups[here][-1], groups[there][0]
            size = min(one.style.size, two.style.size)
            if -0.5 * size < two.x0 - one.x1 < 0.7 * size:
                head_of[there] = head_of.get(here, here)
    for row in rows:
        for index in row:
            if index in head_of:
                groups[head_of[index]] = groups[head_of[index]] + groups[index]
    return [group for index, group in enumerate(groups) if index not in head_of]


def _segment(group: list[Word], order: int) -> Segment | None:
    """One segment of its words; None where nothing printable is left."""
    group = _logical(group)
    if len({word.style.size for word in group}) == 1:
        parts, lead = _Parts(_join(group), group, ()), None
    else:
        lead, parts = _without_notes(group)
    led = _may_lead(parts.text) and _LEADERS.search(parts.text) is not None
    text = _LEADERS.sub(" ", parts.text) if led else parts.text
    text = _keep_line_end(text)
    if not (text.isascii() and text.isprintable()) or led:
        text = clean_text(text)
    kept = parts.kept
    if not text or not kept:
        return None
    first, _, rest = text.partition(" ")
    size = _common_size(kept)
    return Segment(
        x0=min([word.x0 for word in group]),
        top=min([word.top for word in kept]),
        x1=max([word.x1 for word in group]),
        bottom=max([word.bottom for word in kept]),
        base=next(word.base for word in kept if word.style.size == size),
        text=text,
        size=size,
        bold=all(word.style.bold for word in kept),
        italic=all(word.style.italic for word in kept),
        first=first,
        first_x1=_first_end(kept, first),
        second_x0=_second_start(kept) if rest else None,
        order=order,
        marks=parts.marks,
        lead=lead,
        led=led,
    )


class _Parts(NamedTuple):
    """The words of a segment as text, as they stand, and the footnote marks taken out of them."""

    text: str
    kept: list[Word]
    marks: tuple[str, ...]


def _without_notes(group: list[Word]) -> tuple[str | None, _Parts]:
    """The mark that stands before the words, if any, and the words without those among them."""
    base = _common_size(group)
    lead: str | None = None
    if len(group) > 1 and _is_note(group[0], group[1], base, None):
        lead, group = group[0].text, group[1:]
    text = ""
    kept: list[Word] = []
    marks: list[str] = []
    for word in group:
        before = kept[-1] if kept else None
        if before is not None and _is_note(word, before, base, text):
            marks.append(word.text.rstrip(".,"))
            text += word.text[-1] if word.text[-1] in ".," else ""
            continue
        if before is not None and _parted(before, word, bool(marks)):
            text += " "
        text += word.text
        kept.append(word)
    return lead, _Parts(text, kept, tuple(marks))


def _join(group: list[Word]) -> str:
    """The words of a line set in one size."""
    if all(word.spaced for word in group[1:]):
        return " ".join([word.text for word in group])
    text = group[0].text
    for before, word in pairwise(group):
        text += f" {word.text}" if _parted(before, word, False) else word.text
    return text


def _may_lead(text: str) -> bool:
    return text.count(".") > 3 or "_" in text or "…" in text or "·" in text


def _second_start(words: list[Word]) -> float | None:
    """Where the second word begins."""
    for word in words[1:]:
        if word.x0 >= words[0].x1:
            return word.x0
    return None


def _is_note(word: Word, beside: Word, base: float, text: str | None) -> bool:
    """Whether `word` is a footnote mark: small, raised, a figure or sign, and no exponent."""
    if not _NOTE.match(word.text):
        return False
    if word.style.size > 0.85 * base or word.base > beside.base - 0.08 * base:
        return False
    return text is None or not _UNIT.search(text)


def _common_size(words: list[Word]) -> float:
    sizes: dict[float, int] = {words[0].style.size: 0}
    for word in words:
        sizes[word.style.size] = sizes.get(word.style.size, 0) + len(word.text)
    return max(sizes, key=lambda s: (sizes[s], s)) if len(sizes) > 1 else words[0].style.size


def _parted(before: Word, word: Word, marked: bool) -> bool:
    """Whether a blank stands between two words of a line."""
    gap = word.x0 - before.x1
    height = before.style.size
    if word.text in _ORDINALS and before.text[-1:].isdigit() and word.style.size < height:
        return gap > 0.5 * height
    if word.spaced:
        return True
    if marked and word.text[0] in _CLOSERS:
        return False
    return abs(gap) > 0.12 * height or (marked and gap > 0.05 * height)


def _first_end(words: list[Word], first: str) -> float:
    length = 0
    for word in words:
        length += len(word.text)
        if length >= len(first):
            return word.x1
    return words[0].x1


def _keep_line_end(text: str) -> str:
    """A soft hyphen at the end of a line is kept for now, as U+2027 is by nobody else."""
    return text[:-1] + "\u2027" if text.endswith("\u00ad") else text


def _logical(group: list[Word]) -> list[Word]:
    """Words from left to right, those of right-to-left runs in the order they are read."""
    group = sorted(group, key=_left)
    if "".join([word.text for word in group]).isascii():
        return group
    if not any(_RTL.search(word.text) for word in group):
        return group
    out: list[Word] = []
    run: list[Word] = []
    for word in group:
        if _RTL.search(word.text) or (run and not any(map(_is_strong_left, word.text))):
            run.append(word)
        else:
            out += reversed(run)
            out.append(word)
            run = []
    return out + run[::-1]


def _is_strong_left(character: str) -> bool:
    return unicodedata.bidirectional(character) == "L"
