"""Printed lines to blocks: which lines make one paragraph, item or heading.

Works on one region at a time, from its white space, indents, sizes and marks. Joins across pages
and columns are left to `joins`, heading levels to `headings`.
"""

from collections import Counter
from collections.abc import Sequence

from pipeline.read.pdf.marks import is_firm_number
from pipeline.read.pdf.records import Block, PrintedLine

_ENDS = ".!?:;"


def lines_to_blocks(
    lines: Sequence[PrintedLine], pitches: dict[float, float], region: int, flow: bool
) -> list[Block]:
    """The blocks of a region; `pitches` is the usual distance of lines for each size."""
    if not lines:
        return []
    right = _right_edge(lines)
    left = min(line.x0 for line in lines)
    blocks: list[Block] = []
    for line in lines:
        block = blocks[-1] if blocks else None
        if block is not None and _goes_on(block, line, right, left, pitches):
            block.lines.append(line)
        else:
            blocks.append(_open(line, region, right, flow))
    return blocks


def usual_pitches(lines: Sequence[PrintedLine]) -> dict[float, float]:
    """For each size of type, the commonest distance of a full line from the next."""
    seen: dict[float, Counter[float]] = {}
    for one, two in zip(lines, lines[1:], strict=False):
        gap = two.base - one.base
        if one.page != two.page or abs(one.size - two.size) > 0.3 or two.mark is not None:
            continue
        if 0.85 * one.size < gap < 2.6 * one.size and one.x1 - one.body_x0 > 12 * one.size:
            seen.setdefault(one.size, Counter())[round(gap * 2) / 2] += 1
    return {size: _lowest_common(counts) for size, counts in seen.items()}


def _lowest_common(counts: Counter[float]) -> float:
    """The smallest distance that is common: paragraph gaps are larger, so they never win."""
    top = max(counts.values())
    return min(gap for gap, count in counts.items() if count >= 0.35 * top)


def _right_edge(lines: Sequence[PrintedLine]) -> float:
    return max(line.x1 for line in lines)


def _open(line: PrintedLine, region: int, right: float, flow: bool) -> Block:
    kind = "item" if line.mark is not None else "paragraph"
    number = None if line.bullet else line.mark
    return Block(
        kind, [line], number=number, bullet=line.bullet, region=region, right=right, flow=flow
    )


def _goes_on(
    block: Block, line: PrintedLine, right: float, left: float, pitches: dict[float, float]
) -> bool:
    """Whether `line` is the next line of `block`."""
    last = block.lines[-1]
    gap = line.base - last.base
    larger = max(line.size, last.size)
    if gap > _limit(last, line, pitches) or gap < 0.4 * larger:
        return False
    if abs(line.size - last.size) > 0.08 * larger + 0.3:
        return False
    wrapped = _wrapped(last, line, right)
    if line.mark is not None and not _is_false_mark(block, line, wrapped):
        return False
    if line.bold != last.bold and not wrapped:
        return False
    if _centred(block, line, left, right):
        return line.bold == last.bold
    return _indent_fits(block, line, left) and (wrapped or _is_title(block, line))


def _limit(last: PrintedLine, line: PrintedLine, pitches: dict[float, float]) -> float:
    pitch = pitches.get(line.size) or pitches.get(last.size)
    if pitch is None:
        return 1.45 * max(line.size, last.size)
    return pitch + max(1.6, 0.12 * pitch)


def _wrapped(last: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Whether the first word of `line` had no room at the end of `last`."""
    return last.x1 + 0.2 * last.size + line.first_width > right - 0.35 * last.size


def _is_false_mark(block: Block, line: PrintedLine, wrapped: bool) -> bool:
    """Whether what looks like a number only happens to begin a wrapped line ('on / 2 October')."""
    if line.bullet:
        return False
    if line.spaced_mark and line.body_x0 - line.x0 > 1.2 * line.size:
        return False
    last = block.lines[-1]
    mark = line.mark or ""
    inside = abs(line.x0 - last.body_x0) < 2.5 and wrapped and last.text[-1:] not in _ENDS
    return inside and (not is_firm_number(mark) or not mark[:1].isalpha())


def _centred(block: Block, line: PrintedLine, left: float, right: float) -> bool:
    last = block.lines[-1]
    middle, here = (last.x0 + last.x1) / 2, (line.x0 + line.x1) / 2
    both_short = last.x0 > left + 6 and last.x1 < right - 6
    return abs(middle - here) < 2.5 and abs(last.x0 - line.x0) > 3 and both_short


def _indent_fits(block: Block, line: PrintedLine, left: float) -> bool:
    """Whether `line` begins where the block's further lines begin."""
    first = block.lines[0]
    body = first.body_x0
    if len(block.lines) == 1:
        if abs(line.x0 - body) <= 3:
            return True
        if first.mark is not None:
            return line.x0 <= body + 3 and (line.x0 >= first.x0 - 3)
        return left - 3 <= line.x0 < body and body - line.x0 < 5 * line.size
    return abs(line.x0 - block.lines[-1].x0) <= 3 or (
        len(block.lines) == 2 and abs(line.x0 - block.lines[1].x0) <= 3
    )


def _is_title(block: Block, line: PrintedLine) -> bool:
    """Whether short lines are a heading's: all bold, alike, and in a row."""
    last = block.lines[-1]
    alike = line.bold and last.bold and abs(line.size - last.size) < 0.3
    return alike and last.text[-1:] not in ".:" and abs(line.x0 - last.x0) < 3 and (
        len(block.lines) < 3
    )  # fmt: skip
