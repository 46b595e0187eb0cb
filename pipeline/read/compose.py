"""Blocks and tables to passages: the path of headings is kept, list items are nested.

Shared by the readers of flowing formats, so that the same paper gives the same passages in each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.model import Line, Page, Passage
from pipeline.read.blocks import Block, Table
from pipeline.read.marks import mark_style
from pipeline.read.tables import Row, read_table

_SAME_INDENT = 4.0


@dataclass(slots=True)
class _Item:
    """An item that is open: what follows may stand beside it or below it."""

    style: str
    indent: float
    number: str | None


@dataclass(slots=True)
class _State:
    passages: list[Passage] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    tables: int = 0


def write_passages(blocks: Iterable[Block | Table]) -> tuple[Passage, ...]:
    """The passages of a document, in order."""
    state = _State()
    for block in blocks:
        if isinstance(block, Table):
            _write_table(state, block)
        else:
            _write_block(state, block)
    return tuple(state.passages)


def write_pages(
    passages: Sequence[Passage], count: int, width: float = 0.0, height: float = 0.0
) -> tuple[Page, ...]:
    """The pages that passages stand on, each with the text of the passages that begin there."""
    texts: list[list[str]] = [[] for _ in range(max(1, count))]
    for passage in passages:
        lead = f"{passage.number} " if passage.number else ""
        texts[passage.page - 1].append(lead + passage.text)
    return tuple(
        Page(
            number=number,
            label=None,
            width=width,
            height=height,
            text="\n".join(lines),
            source="text" if lines else "none",
        )
        for number, lines in enumerate(texts, 1)
    )


def _write_block(state: _State, block: Block) -> None:
    level = 0
    if block.kind == "heading":
        while state.path and state.path[-1][0] >= block.rank:
            state.path.pop()
        state.items.clear()
        level = len(state.path) + 1
    elif block.kind == "item":
        level = _nest(state.items, block)
    elif block.kind == "paragraph":
        state.items.clear()
    state.passages.append(
        Passage(
            position=len(state.passages),
            page=block.page,
            kind=block.kind,
            text=block.text,
            number=block.number,
            heading=_titles(state),
            level=level,
            lines=_lines(block),
            size=block.size,
            bold=block.bold,
        )
    )
    if block.kind == "heading":
        state.path.append((block.rank, block.text))


def _write_table(state: _State, table: Table) -> None:
    """A title inside the table heads its rows, and nothing after it."""
    path = list(state.path)
    state.items.clear()
    for found in read_table(table):
        if isinstance(found, Row):
            _write_row(state, found)
        else:
            _write_block(state, found)
    state.tables += 1
    state.path = path
    state.items.clear()
    for note in table.notes:
        _write_block(state, note)


def _write_row(state: _State, row: Row) -> None:
    state.passages.append(
        Passage(
            position=len(state.passages),
            page=row.page,
            kind="row",
            text=row.text,
            heading=_titles(state),
            lines=_lines(Block("row", row.text, page=row.page)),
            table=state.tables,
            row=row.number,
            cells=row.cells,
        )
    )


def _titles(state: _State) -> tuple[str, ...]:
    return tuple(title for _, title in state.path)


def _lines(block: Block) -> tuple[Line, ...]:
    """One line for each page that the block stands on; these formats print no boxes."""
    starts = (0, *block.breaks)
    ends = (*block.breaks, len(block.text))
    return tuple(
        Line(block.page + index, 0.0, 0.0, 0.0, 0.0, start, end)
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def _nest(items: list[_Item], block: Block) -> int:
    """The depth of an item among the open `items`, which it joins."""
    for depth in range(len(items) - 1, -1, -1):
        beside = items[depth]
        same = abs(beside.indent - block.indent) <= _SAME_INDENT
        if same and mark_style(block.number, beside.number) == beside.style:
            del items[depth:]
            items.append(_Item(beside.style, block.indent, block.number))
            return depth
    style = mark_style(block.number)
    while items and (
        items[-1].indent > block.indent + _SAME_INDENT or _is_deeper(items[-1].style, style)
    ):
        items.pop()
    items.append(_Item(style, block.indent, block.number))
    return len(items) - 1


def _is_deeper(one: str, other: str) -> bool:
    """Whether a style of decimal numbers has more parts: '1.1.1' stands below '1.1'."""
    both = one.startswith("1.1") and other.startswith("1")
    return both and one.count("1") > other.count("1")
