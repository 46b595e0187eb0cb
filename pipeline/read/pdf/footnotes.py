"""Footnotes at the foot of a page: small numbered lines, or lines under a short rule."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.read.pdf.records import PageDraft, PrintedLine, Segment

_START = re.compile(r"\[?(?:\d{1,3}|[*†‡§]{1,3})\]?$")


def take_footnotes(
    segments: list[Segment], page: PageDraft, body: float
) -> tuple[list[Segment], list[Segment]]:
    """The segments of a column parted in its running text and the footnotes that end it."""
    low = [s for s in segments if s.top > 0.4 * page.height]
    if not low:
        return segments, []
    rule = _rule_over(segments, page)
    notes: list[Segment] = []
    if rule is not None:
        notes = [s for s in low if s.base > rule]
        if not notes or not _starts(min(notes, key=lambda s: (s.base, s.x0))):
            notes = []
    notes = notes or _small_tail(low, body)
    gone = {id(segment) for segment in notes}
    return [segment for segment in segments if id(segment) not in gone], notes


def _rule_over(segments: Sequence[Segment], page: PageDraft) -> float | None:
    """The height of a short rule in the lower part that begins at the left edge of the text."""
    left = min(segment.x0 for segment in segments)
    found = [
        rule.top
        for rule in page.rules
        if abs(rule.x0 - left) < 12
        and rule.top > 0.4 * page.height
        and not any(table.box[1] - 2 <= rule.top <= table.box[3] + 2 for table in page.tables)
    ]
    return max(found, default=None)


def _starts(segment: Segment) -> bool:
    return segment.lead is not None or _START.match(segment.first) is not None


def _small_tail(low: Sequence[Segment], body: float) -> list[Segment]:
    """The small lines that a column ends with, from the first that opens a note."""
    tail: list[Segment] = []
    for segment in sorted(low, key=lambda s: (-s.base, s.x0)):
        if segment.size > 0.92 * body and not (segment.size <= body and segment.lead):
            break
        tail.append(segment)
    tail.sort(key=lambda s: (s.base, s.x0))
    for index, segment in enumerate(tail):
        if segment.lead is not None or (_starts(segment) and _has_words(segment, tail)):
            return tail[index:]
    return []


def _has_words(segment: Segment, tail: Sequence[Segment]) -> bool:
    """Whether words follow a number, in its own segment or in the next on its line."""
    return segment.second_x0 is not None or any(
        abs(other.base - segment.base) < 3 and 0 < other.x0 - segment.x1 < 40 for other in tail
    )


def open_notes(lines: Sequence[PrintedLine]) -> list[tuple[str | None, list[PrintedLine]]]:
    """Lines of footnotes by note: (number, lines)."""
    notes: list[tuple[str | None, list[PrintedLine]]] = []
    for line in lines:
        number, text = _number_of(line, notes[-1][0] if notes else None)
        if number is not None:
            line.text = text
            notes.append((number, [line]))
        elif notes:
            notes[-1][1].append(line)
        else:
            notes.append((None, [line]))
    return notes


def _number_of(line: PrintedLine, before: str | None) -> tuple[str | None, str]:
    """The note's number and its words; a figure that does not count on is no number."""
    if line.mark is not None and not line.bullet:
        number, text = line.mark, line.text
    else:
        word, _, text = line.text.partition(" ")
        if not _START.match(word) or not text:
            return None, line.text
        number = word
    number = number.strip("[]().")
    counted = before is not None and before.isdigit() and number.isdigit()
    if before is not None and counted and int(number) != int(before) + 1:
        return None, line.text if line.mark is None else f"{line.mark} {line.text}"
    return number, text


def body_size(pages: Sequence[PageDraft], index: int) -> float:
    """The size of most letters on a page and its neighbours."""
    counts: Counter[float] = Counter()
    for page in pages[max(0, index - 1) : index + 2]:
        for segment in page.segments:
            counts[segment.size] += len(segment.text)
    return max(counts, key=lambda s: (counts[s], -s)) if counts else 11.0
