"""Columns of figures that no line parts: a ruled column is split where all its rows have a gap.

Accounts are often ruled around a block of figures only. Where the figures of several rows stand
in line under each other with white between them, each becomes a cell of its own.
"""

from collections.abc import Sequence

from pipeline.read.pdf.records import Segment, TableCell, TableDraft

_LEAST_GAP = 6.0
_LEAST_ROWS = 3


def split_columns(table: TableDraft) -> TableDraft:
    """The table with such columns parted; the same table where there are none."""
    cuts = {
        column: found
        for column in range(len(table.columns))
        if (found := _cuts([c for c in table.cells if c.column == column and c.columns == 1]))
    }
    if not cuts:
        return table
    places: list[int] = []
    lefts: list[float] = []
    for column, left in enumerate(table.columns):
        places.append(len(lefts))
        lefts += [left, *cuts.get(column, ())]
    places.append(len(lefts))
    cells: list[TableCell] = []
    for cell in table.cells:
        start, end = places[cell.column], places[min(cell.column + cell.columns, len(places) - 1)]
        if cell.columns > 1:
            cells += _spread(cell, start, [*lefts[start:end], cell.box[2]])
        else:
            cells += _split_cell(cell, start, end, cuts.get(cell.column, []))
    return TableDraft(table.box, tuple(lefts), table.rows, cells)


def _cuts(cells: Sequence[TableCell]) -> list[float]:
    """Where a column is parted: the middles of the gaps that no words of it cross."""
    rich = [cell for cell in cells if _figures(cell.segments) >= 2]
    if len(rich) < _LEAST_ROWS or len(rich) < 0.5 * sum(bool(c.segments) for c in cells):
        return []
    spans = sorted((s.x0, s.x1) for cell in cells for s in cell.segments)
    cuts: list[float] = []
    reach = spans[0][1]
    for x0, x1 in spans:
        if x0 - reach >= _LEAST_GAP and _parts_figures(rich, reach, x0):
            cuts.append((reach + x0) / 2)
        reach = max(reach, x1)
    return cuts


def _figures(segments: Sequence[Segment]) -> int:
    return sum(_is_figure(segment.text) for segment in segments)


def _is_figure(text: str) -> bool:
    return any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)


def _parts_figures(cells: Sequence[TableCell], left: float, right: float) -> bool:
    """Whether a gap has figures on its right in most rows."""
    after = sum(any(s.x0 >= right - 0.1 and _is_figure(s.text) for s in c.segments) for c in cells)
    before = sum(any(s.x1 <= left + 0.1 for s in c.segments) for c in cells)
    return min(after, before) >= 0.7 * len(cells)


def _spread(cell: TableCell, start: int, edges: list[float]) -> list[TableCell]:
    """A wide cell whose words stand column by column, as heads over figures do, in its columns."""
    held: dict[int, list[Segment]] = {}
    for segment in cell.segments:
        place = next(
            (
                index
                for index in range(len(edges) - 1)
                if segment.x0 >= edges[index] - 3 and segment.x1 <= edges[index + 1] + 3
            ),
            None,
        )
        if place is None:
            held = {}
            break
        held.setdefault(place, []).append(segment)
    if len(held) < 2:
        return [TableCell(cell.row, start, len(edges) - 1, cell.rows, cell.box, cell.segments)]
    _, top, _, bottom = cell.box
    return [
        TableCell(
            cell.row,
            start + index,
            1,
            cell.rows,
            (edges[index], top, edges[index + 1], bottom),
            held.get(index, []),
        )
        for index in range(len(edges) - 1)
    ]


def _split_cell(cell: TableCell, start: int, end: int, cuts: list[float]) -> list[TableCell]:
    """A cell in as many parts as its column."""
    if not cuts:
        return [TableCell(cell.row, start, end - start, cell.rows, cell.box, cell.segments)]
    x0, top, x1, bottom = cell.box
    edges = [x0, *cuts, x1]
    parts = []
    for index in range(len(edges) - 1):
        left, right = edges[index], edges[index + 1]
        own = [
            s
            for s in cell.segments
            if (index == 0 or s.x0 >= left) and (index == len(cuts) or s.x0 < right)
        ]
        box = (left, top, right, bottom)
        parts.append(TableCell(cell.row, start + index, 1, cell.rows, box, own))
    return parts
