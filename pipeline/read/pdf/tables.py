"""The only door to pdfplumber: its table finder, fed with pdfium's edges and words.

A grid needs two lines across and two down; without them pdfplumber is not even imported. What a
table's rows say is left to `rows`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from pipeline.read.pdf.records import Box, Edge, Word

MAX_EDGES = 6000


class RuledTable:
    """A table as the finder sees it: its box and, row by row, the boxes of its cells."""

    __slots__ = ("box", "rows")

    def __init__(self, box: Box, rows: list[list[Box | None]]) -> None:
        self.box = box
        self.rows = rows


def has_grid(edges: Sequence[Edge]) -> bool:
    """Whether the drawn lines can make a table at all."""
    across = down = 0
    for x0, top, x1, bottom in edges:
        if top == bottom:
            across += x1 - x0 > 15
        else:
            down += bottom - top > 5
        if across >= 2 and down >= 2:
            return True
    return False


def find_tables(edges: Sequence[Edge], width: float, height: float) -> list[RuledTable]:
    """The tables that pdfplumber's finder sees in the edges, top to bottom as it gives them."""
    return find_grid(edges, width, height)[0]


def find_grid(
    edges: Sequence[Edge], width: float, height: float
) -> tuple[list[RuledTable], list[Box]]:
    """The tables, and the frames: cells that stand alone, which the finder makes no table of."""
    if not has_grid(edges) or len(edges) > MAX_EDGES:
        return [], []
    from pdfplumber.table import TableFinder

    page: Any = _EdgePage(edges, width, height)
    finder = TableFinder(page)
    tables = [RuledTable(t.bbox, [list(row.cells) for row in t.rows]) for t in finder.tables]
    held = {cell for table in tables for row in table.rows for cell in row if cell}
    return tables, sorted(set(finder.cells) - held)


def fill_cells(table: RuledTable, words: Sequence[Word]) -> list[list[list[Word] | None]]:
    """Each word goes to the cell that holds its middle; None where a cell is merged away."""
    tops = [min(c[1] for c in row if c) for row in table.rows]
    grid: list[list[list[Word] | None]] = [[[] if c else None for c in row] for row in table.rows]
    x0, top, x1, bottom = table.box
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not (x0 <= x < x1 and top <= y < bottom):
            continue
        for row in range(bisect_right(tops, y) - 1, -1, -1):
            column = _column_at(table.rows[row], x, y)
            if column is not None:
                cell = grid[row][column]
                assert cell is not None
                cell.append(word)
                break
    return grid


def _column_at(cells: Sequence[Box | None], x: float, y: float) -> int | None:
    for index, cell in enumerate(cells):
        if cell and cell[0] <= x < cell[2] and cell[1] <= y < cell[3]:
            return index
    return None


class _EdgePage:
    """As much of a pdfplumber page as its table finder asks for."""

    def __init__(self, edges: Sequence[Edge], width: float, height: float) -> None:
        self.bbox = (0, 0, width, height)
        self.width = width
        self.height = height
        self.edges: list[dict[str, Any]] = [_as_dict(edge) for edge in dict.fromkeys(edges)]


def _as_dict(edge: Edge) -> dict[str, Any]:
    x0, top, x1, bottom = edge
    return {
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if top == bottom else "v",
    }
