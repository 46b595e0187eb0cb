"""Tables of a web page, as their cells come in: data to `Table`s, the rest read through."""

from dataclasses import dataclass, field, replace

from pipeline.read.blocks import Block, GridCell, Table
from pipeline.read.tables import write_row

_MAX_SPAN = 60


@dataclass(slots=True)
class RawCell:
    head: bool
    span: int
    rows: int
    blocks: list[Block | Table] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table that is being read; `parent` is where its blocks go."""

    layout: bool
    parent: list[Block | Table]
    rows: list[list[RawCell]] = field(default_factory=list)


def finish_table(grid: Grid) -> list[Block | Table]:
    """A table of data as one; of one that only sets things side by side, what it holds."""
    rows = [row for row in grid.rows if any(cell.blocks for cell in row)]
    if grid.layout or _only_places(rows):
        return [block for row in rows for cell in row for block in cell.blocks]
    open_spans: dict[int, int] = {}
    table = [tuple(_place_cells(row, open_spans)) for row in rows]
    return [Table(tuple(table))] if table else []


def _only_places(rows: list[list[RawCell]]) -> bool:
    cells = [cell for row in rows for cell in row]
    if any(cell.head for cell in cells):
        return False
    inner = [block for cell in cells for block in cell.blocks]
    headings = any(isinstance(b, Block) and b.kind == "heading" for b in inner)
    nested = any(isinstance(b, Table) for b in inner)
    return headings or nested or all(len(row) == 1 for row in rows) or len(rows) == 1


def _place_cells(row: list[RawCell], open_spans: dict[int, int]) -> list[GridCell]:
    """The cells of a row with those that hang into it from above."""
    placed: list[GridCell] = []
    column, waiting = 0, list(row)
    while waiting or open_spans.get(column, 0):
        if open_spans.get(column, 0):
            open_spans[column] -= 1
            placed.append(GridCell((), continues=True))
            column += 1
            continue
        cell = waiting.pop(0)
        span = max(1, min(cell.span, _MAX_SPAN))
        placed.append(GridCell(tuple(_flatten(cell.blocks)), span, cell.head))
        if cell.rows > 1:
            open_spans.update(dict.fromkeys(range(column, column + span), cell.rows - 1))
        column += span
    return placed


def _flatten(blocks: list[Block | Table]) -> list[Block]:
    """The blocks of a cell; a table inside it becomes a line for each of its rows."""
    flat: list[Block] = []
    for block in blocks:
        if isinstance(block, Block):
            flat.append(replace(block, kind="paragraph") if block.kind == "heading" else block)
        else:
            lines = (write_row((), [cell.text for cell in row])[0] for row in block.rows)
            flat.extend(Block("paragraph", line) for line in lines if line)
    return flat
