"""Paragraphs and items cut by the end of a page or column are put together again; words cut by
the end of a line too, where the document's own vocabulary shows that they are one."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.read.pdf.records import Block, PageDraft, Segment
from pipeline.read.pdf.wordlists import HYPHEN_PREFIXES

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LAST = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u2027\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?:;][\"'’”)\]]*$")


class Vocabulary:
    """The words of a document, and whether its hyphens at line ends are more often soft."""

    def __init__(self, pages: Iterable[PageDraft]) -> None:
        self.words: Counter[str] = Counter()
        cut: list[tuple[str, str]] = []
        for page in pages:
            before = ""
            for segment in _all_segments(page):
                text = segment.text
                self.words.update(word.casefold() for word in _WORD.findall(text))
                if before and (tail := _LAST.search(before)) and (head := _FIRST.match(text)):
                    cut.append((tail[1].casefold(), head[0].casefold()))
                before = text
        soft = sum(one + two in self.words for one, two in cut)
        hard = sum(f"{one}-{two}" in self.words for one, two in cut)
        self.soft = soft > 2 * hard and soft >= 2

    def keeps_hyphen(self, one: str, two: str) -> bool:
        """Whether 'one-' at a line end and 'two' after it are joined by a real hyphen."""
        one, two = one.casefold(), two.casefold()
        whole, parted = self.words[one + two], self.words[f"{one}-{two}"]
        if whole or parted:
            return parted >= whole
        if one in HYPHEN_PREFIXES or not self.soft:
            return True
        return self.words[two] > 1 and self.words[one] > 1


def _all_segments(page: PageDraft) -> Iterable[Segment]:
    yield from page.segments
    for table in page.tables:
        for cell in table.cells:
            yield from cell.segments


def join_texts(before: str, after: str, words: Vocabulary) -> str:
    """What stands at the end of `before` once `after` follows: its hyphen kept or not, a blank."""
    tail = before[-1:]
    if tail in "-\u2027\u2010" and len(before) > 1 and before[-2].isalnum():
        last, first = _LAST.search(before), _FIRST.match(after)
        if last and first:
            if not words.keeps_hyphen(last[1], first[0]):
                return before[:-1]
            return before[:-1] + "-"
        return before[:-1] + "-" if after[:1].isalnum() else before
    if tail == "–" and before[-2:-1].isdigit() and after[:1].isdigit():
        return before
    if tail == "/" and len(before) > 1 and before[-2].isalnum():
        return before
    return before + " "


def join_blocks(blocks: Sequence[Block], lefts: dict[int, float]) -> list[Block]:
    """Blocks with those that a page or column end cut in two put together."""
    joined: list[Block] = []
    numbered = _is_numbered(blocks)
    open_block: Block | None = None
    for block in blocks:
        if open_block is not None and _goes_over(open_block, block, lefts, numbered):
            open_block.lines += block.lines
            continue
        joined.append(block)
        if block.flow and block.kind in ("paragraph", "item"):
            open_block = block
        elif block.flow and block.kind != "footnote":
            open_block = None
    return joined


def _is_numbered(blocks: Sequence[Block]) -> dict[int, bool]:
    """For each page, whether most of its long paragraphs carry a number."""
    seen: dict[int, list[bool]] = {}
    for block in blocks:
        if block.kind in ("paragraph", "item") and len(block.lines) > 1:
            seen.setdefault(block.lines[0].page, []).append(block.number is not None)
    return {page: sum(found) >= 0.6 * len(found) for page, found in seen.items()}


def _goes_over(
    block: Block, after: Block, lefts: dict[int, float], numbered: dict[int, bool]
) -> bool:
    """Whether `after` is the rest of `block`, which stands before it in another column or page."""
    if not after.flow or after.kind != "paragraph" or block.region == after.region:
        return False
    last, first = block.lines[-1], after.lines[0]
    if last.closed:
        return False
    if first.page - last.page > 1 or abs(first.size - last.size) > 0.06 * last.size + 0.2:
        return False
    if first.page == last.page and last.base - first.base < 4 * last.size:
        return False
    if first.bold != last.bold:
        return False
    wrapped = last.x1 + 0.2 * last.size + first.first_width > block.right - 0.5 * last.size
    if _ENDS.search(last.text):
        return wrapped and _same_indent(block, after, lefts) and numbered.get(last.page, False)
    if first.text[:1].islower():
        return True
    return wrapped and _same_indent(block, after, lefts)


def _same_indent(block: Block, after: Block, lefts: dict[int, float]) -> bool:
    """Whether both stand equally far from the left edge of their columns."""
    line = block.lines[-1] if len(block.lines) > 1 else None
    here = line.x0 if line else block.lines[0].body_x0
    if line is None and block.lines[0].mark is None:
        return abs(after.lines[0].x0 - here) < 3
    there = after.lines[0].x0
    return (
        abs(there - here) < 3
        or abs((there - lefts.get(after.region, 0)) - (here - lefts.get(block.region, 0))) < 3
    )
