"""Printed lines to blocks: which lines make one paragraph, item or heading.

Works on one region at a time, from its white space, indents, sizes and marks. Joins across pages
and columns are left to `joins`, heading levels to `headings`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.read.pdf.records import Block, PrintedLine, Shape
from pipeline.read.pdf.wordlists import FUNCTION_WORDS

_ENDS = ".!?:;"
_WIDE = 380.0
_FAR = 1.75  # times the size of type: more than lines of one paragraph are apart, as a rule


@dataclass(frozen=True, slots=True)
class Spacing:
    """For each size of type, how far one line of a paragraph is from the next; whether numbered
    items are further apart than that."""

    pitches: dict[float, float]
    parts_items: bool = False


def lines_to_blocks(
    lines: Sequence[PrintedLine],
    spacing: Spacing,
    region: int,
    box: Shape | None,
    margin: float = 0.0,
) -> list[Block]:
    """The blocks of a region; `spacing` is that of its page,
    `margin` how far to the right the page's lines go where nothing stands beside these."""
    if not lines:
        return []
    column = _Column(lines, spacing, box, margin)
    blocks: list[Block] = []
    for line in lines:
        block = blocks[-1] if blocks else None
        if block is not None and _goes_on(block, line, column):
            block.lines.append(line)
        else:
            blocks.append(_open(line, region, column))
    return blocks


class _Column:
    """What the lines of a region share: its edges, its middle, the usual distances of lines."""

    def __init__(
        self,
        lines: Sequence[PrintedLine],
        spacing: Spacing,
        box: Shape | None,
        margin: float,
    ) -> None:
        self.left = min(line.x0 for line in lines)
        self.right = max(margin, *(line.x1 for line in lines), 0.0)
        self.rights: dict[tuple[int, float], list[float]] = {}
        for line in lines:
            key = (round(line.body_x0 / 4), line.size)
            self.rights.setdefault(key, []).append(line.x1)
        self.spacing = spacing
        self.box = box
        self.flows = box is None or (not box.filled and box.x1 - box.x0 > _WIDE)
        if box is not None:
            self.right = max(self.right, box.x1 - max(4.0, self.left - box.x0))

    def right_of(self, line: PrintedLine) -> float:
        """How far to the right the lines go that begin and are set as `line` is."""
        alike = self.rights.get((round(line.body_x0 / 4), line.size), ())
        if len(alike) < 4:
            return self.right
        return min(self.right, max(alike))

    def middle(self, line: PrintedLine) -> float:
        """How far the middle of a line is from that of the column."""
        if self.box is not None:
            return abs((line.x0 + line.x1) - (self.box.x0 + self.box.x1)) / 2
        return abs((line.x0 + line.x1) - (self.left + self.right)) / 2

    def limit(self, last: PrintedLine, line: PrintedLine) -> float:
        """The largest distance of two lines of one paragraph."""
        pitches = self.spacing.pitches
        pitch = pitches.get(line.size) or pitches.get(last.size)
        if pitch is None:
            return 1.5 * max(line.size, last.size)
        return _limit(pitch)


def usual_spacing(lines: Sequence[PrintedLine]) -> Spacing:
    """How the lines of a page are spaced: the commonest distance of a full line from the next."""
    seen: dict[float, Counter[float]] = {}
    opened: list[tuple[float, float]] = []
    for one, two in pairwise(lines):
        gap = two.base - one.base
        if one.page != two.page or abs(one.size - two.size) > 0.3 or gap > 4 * one.size:
            continue
        if two.mark is not None:
            opened.append((gap, one.size))
        elif 0.85 * one.size < gap < 2.6 * one.size and one.x1 - one.body_x0 > 12 * one.size:
            seen.setdefault(one.size, Counter())[round(gap * 2) / 2] += 1
    pitches = {size: _lowest_common(counts) for size, counts in seen.items()}
    wide = [gap > _limit(pitches[size]) for gap, size in opened if size in pitches]
    return Spacing(pitches, len(wide) > 1 and sum(wide) >= 0.8 * len(wide))


def _limit(pitch: float) -> float:
    return pitch + max(1.6, 0.12 * pitch)


def _lowest_common(counts: Counter[float]) -> float:
    """The smallest distance that is common: paragraph gaps are larger, so they never win."""
    top = max(counts.values())
    return min(gap for gap, count in counts.items() if count >= 0.35 * top)


def _open(line: PrintedLine, region: int, column: _Column) -> Block:
    kind = "item" if line.mark is not None else "paragraph"
    return Block(
        kind,
        [line],
        number=None if line.bullet else line.mark,
        bullet=line.bullet,
        region=region,
        right=column.right,
        flow=column.flows,
        box=column.box,
    )


def _goes_on(block: Block, line: PrintedLine, column: _Column) -> bool:
    """Whether `line` is the next line of `block`."""
    last = block.lines[-1]
    gap = line.base - last.base
    larger = max(line.size, last.size)
    if last.closed or gap < 0.4 * larger or abs(line.size - last.size) > 0.08 * larger + 0.3:
        return False
    if gap > _FAR * larger and last.text[-1:] in _ENDS and not line.text[:1].islower():
        return False  # on a page of paragraphs of one line each, their distance looks like a pitch
    wrapped = _wrapped(last, line, column.right_of(line))
    if gap > column.limit(last, line) and not (
        gap < 1.75 * larger
        and line.text[:1].islower()
        and _unfinished(last, line)
        and (wrapped or last.x1 > column.right - 0.15 * (column.right - column.left))
    ):
        return False
    if line.mark is not None and not _is_false_mark(block, line, wrapped):
        return False
    if column.spacing.parts_items and _is_tight(block, line, column):
        return True
    if line.bold != last.bold and not wrapped:
        return False
    if _is_centred(last, line, column):
        if line.bold != last.bold:
            return False
        boxed = column.box is not None and line.bold
        return wrapped or boxed or _unfinished(last, line) or _is_large(last, line)
    return _indent_fits(block, line, column.left) and (
        wrapped or _unfinished(last, line) or _is_title(block, line)
    )


def _is_tight(block: Block, line: PrintedLine, column: _Column) -> bool:
    """Whether a line stands under an item's words as its next line does, where items are parted
    by space: a short line before it ends a sentence, but not the item."""
    first, last = block.lines[0], block.lines[-1]
    if first.mark is None or line.mark is not None or abs(line.x0 - first.body_x0) > 2:
        return False
    if line.size not in column.spacing.pitches or line.size != last.size:
        return False
    return line.bold == last.bold or last.text[-1:] in _ENDS


def _wrapped(last: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Whether the first word of `line` had no room at the end of `last`."""
    return last.x1 + 0.2 * last.size + line.first_width > right - 0.35 * last.size


def _unfinished(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether the words themselves show that a sentence goes on."""
    if last.text[-1:] in _ENDS:
        return False
    word = last.text.rpartition(" ")[2]
    return (
        line.text[:1].islower()
        or last.text[-1:] in ",-–&/\u2027"
        or word in FUNCTION_WORDS
        or _is_open(last.text, line.text)
    )


def _is_open(before: str, after: str) -> bool:
    """Whether a bracket opens on one line and closes on the next."""
    return before.rfind("(") > before.rfind(")") and 0 <= after.find(")") < (
        after.find("(") if "(" in after else len(after)
    )


def _is_false_mark(block: Block, line: PrintedLine, wrapped: bool) -> bool:
    """Whether what looks like a number only happens to begin a wrapped line ('on / 2 October')."""
    if line.bullet:
        return False
    last = block.lines[-1]
    return abs(line.x0 - last.body_x0) < 2.5 and wrapped and last.text[-1:] not in _ENDS


def _is_centred(last: PrintedLine, line: PrintedLine, column: _Column) -> bool:
    """Whether two lines of different length stand on the middle of their column."""
    here, there = column.middle(last), column.middle(line)
    return here < 3 and there < 3 and abs(last.x0 - line.x0) > 2


def _indent_fits(block: Block, line: PrintedLine, left: float) -> bool:
    """Whether `line` begins where the block's further lines begin."""
    first = block.lines[0]
    body = first.body_x0
    if len(block.lines) == 1:
        if abs(line.x0 - body) <= 3:
            return True
        if first.tab_x0 is not None and abs(line.x0 - first.tab_x0) < 3:
            return True
        if line.x0 > body and first.mark is None:
            return line.x0 - body < 4 * line.size and first.text[-1:] not in _ENDS
        if first.mark is not None:
            if body + 3 < line.x0 < body + 3 * line.size:
                return not first.spaced_mark and first.text[-1:] not in _ENDS
            return first.x0 - 3 <= line.x0 <= body + 3
        return left - 3 <= line.x0 < body and body - line.x0 < 5 * line.size
    return abs(line.x0 - block.lines[-1].x0) <= 3 or (
        len(block.lines) == 2 and abs(line.x0 - block.lines[1].x0) <= 3
    )


def _is_title(block: Block, line: PrintedLine) -> bool:
    """Whether short lines are a large heading's: alike, in a row, with no end to the first."""
    last = block.lines[-1]
    alike = line.bold == last.bold and abs(line.size - last.size) < 0.3
    return (
        alike
        and _is_large(last, line)
        and last.text[-1:] not in ".:"
        and abs(line.x0 - last.x0) < 3
        and len(block.lines) < 4
    )


def _is_large(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether two lines are set as titles are."""
    return line.size >= 15 or (line.text.isupper() and last.text.isupper() and line.bold)
