"""Tables to row blocks: heads known, rows cut by a page end joined, merged cells placed.

A block of kind `row` has `cells` as (head, lines) in the order of the columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.read.pdf.lines import segments_to_lines
from pipeline.read.pdf.records import Block, Box, PrintedLine, TableDraft

_SHORT = 60


@dataclass(slots=True)
class Row:
    """One row of a table: for each column its lines, its box, and whether it is merged away."""

    cells: list[list[PrintedLine]]
    boxes: list[Box | None]
    borrowed: list[bool]


@dataclass(slots=True)
class RunningTable:
    """A table that may go on over pages: its number, its columns' edges, its heads."""

    number: int
    columns: tuple[float, ...]
    heads: list[str]
    head_texts: list[list[str]]
    page: int
    blocks: list[Block] = field(default_factory=list)


def table_rows(table: TableDraft, page: int) -> list[Row]:
    """The rows of a table on one page; a short merged cell is lent to the rows it spans."""
    width = len(table.columns)
    rows = [
        Row([[] for _ in range(width)], [None] * width, [False] * width) for _ in range(table.rows)
    ]
    for cell in table.cells:
        lines = segments_to_lines(cell.segments, page)
        rows[cell.row].cells[cell.column] = lines
        rows[cell.row].boxes[cell.column] = cell.box
        if cell.rows > 1 and sum(len(line.text) for line in lines) <= _SHORT:
            for further in rows[cell.row + 1 : cell.row + cell.rows]:
                if further.boxes[cell.column] is None:
                    further.cells[cell.column] = lines
                    further.borrowed[cell.column] = True
    return rows


def cell_text(lines: Sequence[PrintedLine]) -> str:
    """The words of a cell in one line, its printed numbers kept."""
    return " ".join(line_text(line) for line in lines)


def line_text(line: PrintedLine) -> str:
    """The words of a line with its number; a bullet goes."""
    if line.mark is None or line.bullet:
        return line.text
    return f"{line.mark} {line.text}"


def count_heads(rows: Sequence[Row]) -> int:
    """How many of the first rows are heads: bold over plain, or words over figures."""
    if len(rows) < 2:
        return 1 if rows and _all_bold(rows[0]) and _filled(rows[0]) >= 2 else 0
    body = rows[1:]
    first = rows[0]
    if _filled(first) < 2 and not (
        _all_bold(first) and (not first.cells[0] or len(first.cells) == 1)
    ):
        return 0
    if _all_bold(first):
        heads = 1
        while heads < min(len(rows) - 1, 3) and _all_bold(rows[heads]) and _filled(rows[heads]) > 1:
            heads += 1
        return heads if heads < len(rows) else 1
    if _numeric(first) == 0 and sum(_numeric(row) > 0 for row in body) > 0.6 * len(body):
        return 1
    return 0


def _filled(row: Row) -> int:
    return sum(bool(lines) for lines in row.cells)


def _all_bold(row: Row) -> bool:
    lines = [line for cell in row.cells for line in cell]
    return bool(lines) and all(line.bold for line in lines)


def _numeric(row: Row) -> int:
    return sum(
        any(c.isdigit() for c in text) and sum(c.isalpha() for c in text) <= 3
        for text in map(cell_text, row.cells[1:])
    )


def rows_to_blocks(
    table: TableDraft, page: int, running: RunningTable | None, number: int
) -> tuple[RunningTable, list[Block]]:
    """New row blocks of a table; a first row cut by the page end goes into the block before.

    `running` is the table of the page before that this one goes on with, if any.
    """
    rows = table_rows(table, page)
    if running is not None:
        repeated = _repeated(running, rows)
        rows = rows[repeated:]
        state = running
        if rows and running.blocks and _is_cut(running, rows[0]):
            _append(running.blocks[-1], rows.pop(0))
        titles: list[Row] = []
    else:
        lead = _count_titles(rows)
        titles, rows = rows[:lead], rows[lead:]
        count = count_heads(rows)
        texts = [[cell_text(cell) for cell in row.cells] for row in rows[:count]]
        state = RunningTable(number, table.columns, _heads(rows[:count]), texts, page)
        if count == len(rows):
            state.heads = [""] * len(table.columns)
            state.head_texts = []
        else:
            rows = rows[count:]
    state.page = page
    bare = [""] * len(table.columns)
    found = [_block(state, row, table, bare) for row in titles]
    found += [_block(state, row, table, state.heads or bare) for row in rows]
    return state, [block for block in found if block is not None]


def _count_titles(rows: Sequence[Row]) -> int:
    """How many first rows are one wide cell each, above the heads of the columns."""
    count = 0
    for row in rows[:3]:
        if _filled(row) != 1 or sum(box is not None for box in row.boxes) > 1:
            break
        count += 1
    return count if count and count < len(rows) and count_heads(rows[count:]) else 0


def _heads(rows: Sequence[Row]) -> list[str]:
    """The head of each column; of two rows of heads the upper comes first."""
    if not rows:
        return []
    heads = []
    for column in range(len(rows[0].cells)):
        parts: list[str] = []
        for row in rows:
            text = cell_text(row.cells[column]) or _spanning(row, column)
            if text and text not in parts:
                parts.append(text)
        heads.append(" ".join(parts))
    return heads


def _spanning(row: Row, column: int) -> str:
    """The text of the merged cell to the left that reaches over `column`."""
    if row.boxes[column] is not None:
        return ""
    for left in range(column - 1, -1, -1):
        if row.boxes[left] is not None:
            return cell_text(row.cells[left])
    return ""


def same_columns(running: RunningTable, table: TableDraft) -> bool:
    """Whether a table has the columns of one before it."""
    return len(running.columns) == len(table.columns) and all(
        abs(one - two) < 12 for one, two in zip(running.columns, table.columns, strict=True)
    )


def _repeated(running: RunningTable, rows: Sequence[Row]) -> int:
    """How many first rows say the table's heads again."""
    count = 0
    for row, texts in zip(rows, running.head_texts, strict=False):
        if [cell_text(cell) for cell in row.cells] != texts:
            break
        count += 1
    return count


def _is_cut(running: RunningTable, row: Row) -> bool:
    """Whether a page's first row is the rest of the row that the page before ended with."""
    before = running.blocks[-1].cells
    if len(before) != len(row.cells):
        return False
    filled = [index for index, lines in enumerate(row.cells) if lines]
    if not filled:
        return False
    if all(not before[index][1] for index in filled):
        return False
    if any(_runs_on(before[index][1], row.cells[index]) for index in filled):
        return True
    if _lacks_label(running, row):
        return True
    if any(row.cells[index][0].mark is not None for index in filled):
        return False
    return all(_unfinished(running, index) for index in filled)


def _lacks_label(running: RunningTable, row: Row) -> bool:
    """Whether a row has nothing in the first columns, where each row before has something.

    A first cell that reaches over more rows than this one, on either page, tells nothing.
    """
    boxes = [box for box in row.boxes if box is not None]
    foot = min((box[3] for box in boxes), default=0.0)
    whole = [block for block in running.blocks if len(block.cells) == len(row.cells)]
    for column, lines in enumerate(row.cells[:-1]):
        if lines:
            return False
        box = row.boxes[column]
        if (box is not None and box[3] > foot + 3) or row.borrowed[column]:
            return False
        found = [block.cells[column][1] for block in whole]
        if found and all(found) and not any(one is two for one, two in pairwise(found)):
            return True
    return False


def _runs_on(before: Sequence[PrintedLine], after: Sequence[PrintedLine]) -> bool:
    """Whether a cell goes on in the middle of a sentence."""
    if not before or after[0].mark is not None:
        return False
    return after[0].text[:1].islower() and before[-1].text[-1:] not in ".!?;:"


def _unfinished(running: RunningTable, column: int) -> bool:
    """Whether a column's last cell lacks the full stop that its other cells end with."""
    ends = [
        lines[-1].text[-1:] in ".!?"
        for block in running.blocks
        if column < len(block.cells) and (lines := block.cells[column][1])
    ]
    return bool(ends) and not ends[-1] and (len(ends) == 1 or sum(ends) >= 0.5 * (len(ends) - 1))


def _append(block: Block, row: Row) -> None:
    block.cells = [
        (head, [*lines, *more]) for (head, lines), more in zip(block.cells, row.cells, strict=True)
    ]
    block.lines += [line for cell in row.cells for line in cell]


def _block(state: RunningTable, row: Row, table: TableDraft, heads: Sequence[str]) -> Block | None:
    """A row block; None for a row without any words."""
    cells = []
    for index, lines in enumerate(row.cells):
        if row.boxes[index] is None and not row.borrowed[index]:
            continue
        cells.append((heads[index], lines))
    own = [
        line
        for lines, borrowed in zip(row.cells, row.borrowed, strict=True)
        if not borrowed
        for line in lines
    ]
    if not own:
        return None
    block = Block("row", own, table=table, cells=cells, table_number=state.number)
    block.row = len(state.blocks)
    state.blocks.append(block)
    return block
