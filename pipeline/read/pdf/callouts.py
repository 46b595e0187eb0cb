"""Call-outs: a figure in large type and the few words that belong to it, kept together."""

import re
from collections.abc import Sequence

from pipeline.read.pdf.records import Block

_FIGURE = re.compile(
    r"(?:over|under|up to|nearly|almost|around|about|c\.|[<>~+])?\s*[£$€]?\d[\d,.]*\s?"
    r"(?:%|per ?cent|k|m|bn|million|billion|x|\+|:1|/\d+| in \d+| out of \d+)?\+?",
    re.IGNORECASE,
)
_LONGEST = 220


def gather_callouts(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with each large figure and its words made one block of kind `callout`."""
    gathered: list[Block] = []
    for block in blocks:
        before = gathered[-1] if gathered else None
        if before is not None and before.kind == "callout" and _belongs(before, block):
            before.lines += block.lines
            before.parts.append(len(block.lines))
            if block.box is not None:
                before.box = block.box
        elif before is not None and _is_figure(before) and _explains(before, block):
            before.kind = "callout"
            before.parts = [len(before.lines) + len(block.lines)]
            before.lines += block.lines
            before.flow = False
        else:
            gathered.append(block)
    return gathered


def _is_figure(block: Block) -> bool:
    return (
        block.kind == "paragraph"
        and len(block.lines) == 1
        and _FIGURE.fullmatch(block.lines[0].text) is not None
    )


def _explains(figure: Block, block: Block) -> bool:
    """Whether `block` says what the large figure right above it counts."""
    one, two = figure.lines[0], block.lines[0]
    return (
        block.kind == "paragraph"
        and block.region == figure.region
        and one.size > 1.35 * two.size
        and two.top - one.bottom < 2.2 * one.size
        and sum(len(line.text) for line in block.lines) < _LONGEST
    )


def _belongs(callout: Block, block: Block) -> bool:
    """Whether a short block goes on in the call-out's box, or stands in a box right under it."""
    if block.kind != "paragraph" or _is_figure(block) or len(block.lines) > 4:
        return False
    if callout.box is None or block.box is None:
        return False
    if callout.box == block.box:
        return block.lines[0].size < callout.lines[0].size
    one, two = callout.box, block.box
    return abs(one.x0 - two.x0) < 8 and abs(one.x1 - two.x1) < 8 and -2 < two.top - one.bottom < 16
