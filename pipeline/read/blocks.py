"""Blocks to passages: what the readers of flowing formats (Word, web pages, text) share.

A reader tells what stands in its file as `Block`s and `Table`s; here they become passages: the
path of headings is kept, list items are nested, table rows are written out. PDF pages have
geometry instead and are not a matter for this module.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Cell, Line, Page, Passage, PassageKind
from pipeline.read.marks import mark_style

_SAME_INDENT = 4.0
_LABEL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a flowing format, cleaned.

    `rank` orders headings (1 is outermost), `indent` (points) nests items. `breaks` are the
    offsets of `text` at which a new page begins; `page` is where the block begins.
    """

    kind: PassageKind
    text: str
    number: str | None = None
    rank: int = 1
    indent: float = 0.0
    page: int = 1
    breaks: tuple[int, ...] = ()
    bold: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table: its blocks, the columns it spans, whether it is marked as a head.

    `continues` tells that it belongs to the cell above it (a cell merged downwards).
    """

    blocks: tuple[Block, ...]
    span: int = 1
    head: bool = False
    continues: bool = False

    @property
    def text(self) -> str:
        """The words of the cell in one line, with its items' marks."""
        return " ".join(_with_mark(block) for block in self.blocks)

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return bool(self.blocks) and all(block.bold for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first `head_rows` name the columns (None: find out)."""

    rows: tuple[tuple[GridCell, ...], ...]
    head_rows: int | None = None
    page: int = 1
    pages: tuple[int, ...] = ()
    notes: tuple[Block, ...] = ()


@dataclass(slots=True)
class _State:
    passages: list[Passage] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    items: list[tuple[str, float, str | None]] = field(default_factory=list)
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


def write_row(heads: Sequence[str], cells: Sequence[str]) -> tuple[str, tuple[Cell, ...]]:
    """A row as 'head: cell; head: cell', and where its cells are in it.

    Without a head, a cell that ends in a colon names the one after it: 'Date: 13 July 2022'.
    """
    text = ""
    found = []
    for index, cell in enumerate(cells):
        head = heads[index] if index < len(heads) else ""
        if not cell:
            found.append(Cell(head, len(text), len(text)))
            continue
        if text:
            text += " " if text.endswith(":") and not head else "; "
        if head:
            text += head if head.endswith(":") else f"{head}:"
            text += " "
        found.append(Cell(head, len(text), len(text) + len(cell)))
        text += cell
    return text, tuple(found)


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
    _append(state, block, level)
    if block.kind == "heading":
        state.path.append((block.rank, block.text))


def _append(state: _State, block: Block, level: int = 0, **row: object) -> None:
    passage = Passage(
        position=len(state.passages),
        page=block.page,
        kind=block.kind,
        text=block.text,
        number=block.number,
        heading=tuple(title for _, title in state.path),
        level=level,
        lines=_lines(block),
        size=block.size,
        bold=block.bold,
    )
    state.passages.append(replace(passage, **row) if row else passage)  # type: ignore[arg-type]


def _lines(block: Block) -> tuple[Line, ...]:
    """One line for each page that the block stands on; these formats print no boxes."""
    starts = (0, *block.breaks)
    ends = (*block.breaks, len(block.text))
    return tuple(
        Line(block.page + index, 0.0, 0.0, 0.0, 0.0, start, end)
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def _nest(items: list[tuple[str, float, str | None]], block: Block) -> int:
    """The depth of an item among the open `items` (style, indent, number), which it joins."""
    for depth in range(len(items) - 1, -1, -1):
        style, indent, before = items[depth]
        same = abs(indent - block.indent) <= _SAME_INDENT
        if same and mark_style(block.number, before) == style:
            del items[depth:]
            break
    else:
        while items and items[-1][1] > block.indent + _SAME_INDENT:
            items.pop()
    items.append((mark_style(block.number), block.indent, block.number))
    return len(items) - 1


def _write_table(state: _State, table: Table) -> None:
    """Rows become row passages; what only uses a table for its looks becomes plain blocks."""
    path = list(state.path)
    state.items.clear()
    rows = _without_blank_rows(table)
    width = max((_width(row) for row, _ in rows), default=0)
    titles = _leading_titles(rows, width)
    for row, _ in rows[:titles]:
        _write_alone(state, row, title=True)
    rows = rows[titles:]
    count = _count_heads(table, rows, titles)
    heads = _join_heads([row for row, _ in rows[:count]], width)
    above: dict[int, str] = {}
    for number, (row, page) in enumerate(rows[count:]):
        if _stands_alone(row, headless=not count):
            _write_alone(state, row, title=bool(count))
        else:
            _write_cells(state, row, heads, above, page, number)
    state.tables += 1
    state.path = path
    state.items.clear()
    for note in table.notes:
        _write_block(state, note)


def _without_blank_rows(table: Table) -> list[tuple[tuple[GridCell, ...], int]]:
    pages = table.pages or (table.page,) * len(table.rows)
    return [
        (row, page)
        for row, page in zip(table.rows, pages, strict=True)
        if any(cell.blocks or cell.continues for cell in row)
    ]


def _width(row: Sequence[GridCell]) -> int:
    return sum(cell.span for cell in row)


def _leading_titles(rows: Sequence[tuple[tuple[GridCell, ...], int]], width: int) -> int:
    """How many rows at the top are one cell across the whole table: its title."""
    count = 0
    for row, _ in rows:
        if len(row) > 1 or width < 2 or row[0].span < width or len(row[0].text) > 200:
            break
        count += 1
    return count


def _stands_alone(row: Sequence[GridCell], *, headless: bool) -> bool:
    """Whether a row is no data: one cell across, or, where no column has a head, one that holds
    a single filled cell or a list of its own."""
    if len(row) == 1:
        return True
    if not headless or any(cell.continues for cell in row):
        return False
    filled = [cell for cell in row if cell.blocks]
    return len(filled) == 1 or any(_holds_list(cell) for cell in filled)


def _holds_list(cell: GridCell) -> bool:
    return sum(block.kind == "item" and block.number is not None for block in cell.blocks) > 1


def _write_alone(state: _State, row: Sequence[GridCell], *, title: bool) -> None:
    blocks = [block for cell in row for block in cell.blocks]
    for block in blocks:
        if title and block.kind == "paragraph" and _could_be_title(block):
            block = replace(block, kind="heading", rank=8)
        _write_block(state, block)


def _could_be_title(block: Block) -> bool:
    return len(block.text) <= 120 and not block.text.endswith((".", ";", ":"))


def _count_heads(
    table: Table, rows: Sequence[tuple[tuple[GridCell, ...], int]], titles: int
) -> int:
    if table.head_rows is not None:
        return max(0, min(table.head_rows - titles, len(rows)))
    marked = 0
    while marked < len(rows) and all(cell.head for cell in rows[marked][0]):
        marked += 1
    if marked:
        return marked if marked < len(rows) else 0
    return int(_looks_like_heads([row for row, _ in rows]))


def _looks_like_heads(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the first row names the columns: bold over plain text, or words over figures."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = [cell for cell in rows[0] if cell.blocks]
    if len(first) < 2 or any(cell.text.endswith(":") or len(cell.text) > 120 for cell in first):
        return False
    if all(cell.bold for cell in first):
        return not all(cell.bold for cell in rows[1] if cell.blocks)
    return _are_words_over_figures(rows)


def _are_words_over_figures(rows: Sequence[Sequence[GridCell]]) -> bool:
    if any(_is_figure(cell.text) for cell in rows[0]) or any(cell.bold for cell in rows[1][1:]):
        return False
    figures = [_is_figure(cell.text) for row in rows[1:] for cell in row[1:] if cell.blocks]
    return bool(figures) and sum(figures) * 2 > len(figures)


def _is_figure(text: str) -> bool:
    """Whether a cell holds a figure; a year ('2021', '2021/22') names a column instead."""
    digits = sum(c.isdigit() for c in text)
    is_year = len(text) in (4, 7, 9) and text[:2] in ("19", "20")
    return bool(digits) and digits * 2 >= sum(c.isalnum() for c in text) and not is_year


def _join_heads(rows: Sequence[Sequence[GridCell]], width: int) -> list[str]:
    """The name of each column: the heads above it, outermost first."""
    names: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        column = 0
        for cell in row:
            for index in range(column, min(column + cell.span, width)):
                if cell.text and not cell.continues:
                    names[index].append(cell.text)
            column += cell.span
    return [" ".join(parts) for parts in names]


def _write_cells(
    state: _State,
    row: Sequence[GridCell],
    heads: Sequence[str],
    above: dict[int, str],
    page: int,
    number: int,
) -> None:
    columns: list[tuple[str, str]] = []
    column = 0
    for cell in row:
        text = _cell_text(cell, column, above)
        head = heads[column] if column < len(heads) else ""
        columns.append((head, text))
        column += cell.span
    text, cells = write_row([head for head, _ in columns], [text for _, text in columns])
    if text:
        block = Block("row", text, page=page)
        _append(state, block, table=state.tables, row=number, cells=cells)


def _cell_text(cell: GridCell, column: int, above: dict[int, str]) -> str:
    """A cell merged downwards labels every row it stands beside, where it is a short label."""
    if cell.continues:
        return above.get(column, "")
    label = cell.text
    above[column] = label if column == 0 and len(label) <= _LABEL_LENGTH else ""
    return label


def _with_mark(block: Block) -> str:
    if block.kind != "item":
        return f"{block.number} {block.text}" if block.number else block.text
    return f"{block.number or '•'} {block.text}"


def iter_text(blocks: Iterable[Block | Table]) -> Iterator[str]:
    """Every text of the blocks, for looking at a whole document's words."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from (inner.text for cell in row for inner in cell.blocks)
        else:
            yield block.text
