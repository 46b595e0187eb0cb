"""Which blocks are headings, how deep they stand, and the path of headings over each passage."""

from collections import Counter
from collections.abc import Sequence

from pipeline.read.pdf.records import Block
from pipeline.read.pdf.wordlists import FUNCTION_WORDS

_LONGEST = 160
_Rank = tuple[float, int, int]


def mark_headings(blocks: Sequence[Block]) -> None:
    """Turn paragraphs that are set as headings into headings, by what their page is set in."""
    sizes = _body_sizes(blocks)
    heavy = _mostly_bold(blocks)
    for block in blocks:
        if block.kind in ("paragraph", "item") and not block.bullet:
            page = block.lines[0].page
            if _is_heading(block, sizes.get(page, 11.0), heavy.get(page, False)):
                block.kind = "heading"
    _undo_lists(blocks)


def _undo_lists(blocks: Sequence[Block]) -> None:
    """Three or more numbered headings with nothing between them are a list, as in a contents."""
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.kind == "heading" and block.number is not None:
            run.append(block)
            continue
        if len(run) > 2:
            for item in run:
                item.kind = "item"
        run = []


def _body_sizes(blocks: Sequence[Block]) -> dict[int, float]:
    """The size of most letters on each page and its neighbours."""
    counts: dict[int, Counter[float]] = {}
    for block in blocks:
        for line in block.lines:
            counts.setdefault(line.page, Counter())[line.size] += len(line.text)
    sizes = {}
    for page in counts:
        near: Counter[float] = Counter(counts[page])
        if sum(near.values()) < 800:
            for other in (page - 1, page + 1):
                near += counts.get(other, Counter())
        sizes[page] = max(near, key=lambda s: (near[s], -s))
    return sizes


def _mostly_bold(blocks: Sequence[Block]) -> dict[int, bool]:
    seen: dict[int, list[int]] = {}
    for block in blocks:
        for line in block.lines:
            weigh = seen.setdefault(line.page, [0, 0])
            weigh[line.bold] += len(line.text)
    return {page: bold > plain for page, (plain, bold) in seen.items()}


def block_text(block: Block) -> str:
    """The words of a block, roughly: for looking at, not for storing."""
    return " ".join(line.text for line in block.lines)


def _is_heading(block: Block, body: float, heavy: bool) -> bool:
    if len(block.lines) > 8 or sum([len(line.text) for line in block.lines]) > _LONGEST:
        return False
    text = block_text(block)
    letters = sum(c.isalpha() for c in text)
    size = block.lines[0].size
    if letters < 3 or len(text) > _LONGEST or len(block.lines) > (8 if size > 1.5 * body else 4):
        return False
    bold = all(line.bold for line in block.lines)
    if text.rpartition(" ")[2] in FUNCTION_WORDS:
        return False
    if "%" in text or text.startswith(("http", "www.")) or "@" in text:
        return False
    if text[-1] in ".;," and not (bold and size > 1.1 * body):
        return False
    if block.kind == "item" and not (bold or size > 1.1 * body or text.isupper()):
        return False
    if not (block.number or "1").strip("(")[:1].isdigit() and size < 1.15 * body:
        return False
    if size >= 1.15 * body and (bold or not text[:1].islower()):
        return True
    if size < 0.9 * body:
        return False
    if text.isupper() and letters >= 4:
        return True
    return bold and not heavy and not text[:1].islower()


class HeadingPath:
    """The headings that stand over the passage being read, outermost first."""

    def __init__(self) -> None:
        self.stack: list[tuple[_Rank, str]] = []

    def enter(self, block: Block, text: str) -> int:
        """Take a heading in; its level, 1 outermost."""
        rank = _rank(block, text)
        while self.stack and self.stack[-1][0] <= rank:
            self.stack.pop()
        self.stack.append((rank, text))
        return len(self.stack)

    def reset(self) -> None:
        """A new paper begins: nothing stands over it."""
        self.stack.clear()

    def texts(self) -> tuple[str, ...]:
        """The path, outermost first."""
        return tuple(text for _, text in self.stack)


def _rank(block: Block, text: str) -> _Rank:
    """Larger is further out: size, then weight and capitals, then fewer points in the number."""
    line = block.lines[0]
    weight = 2 * line.bold + 2 * text.isupper() - line.italic
    depth = -(block.number or "").strip(".").count(".")
    return (round(line.size * 2) / 2, weight, depth)
