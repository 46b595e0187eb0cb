"""Tables of flowing formats: which rows name the columns, which are data, which only look so.

A row of data becomes a `Row`; what uses a table for its looks (a title across it, a box, a list
in a cell of its own) becomes plain blocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Cell
from pipeline.read.blocks import Block, GridCell, Table

_LABEL_LENGTH = 60
_TITLE_LENGTH = 120
_TITLE_RANK = 30  # below every other heading
_SPAN_TITLE_LENGTH = 200

Cells = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data as it reads, and where its cells are in that text."""

    text: str
    cells: tuple[Cell, ...]
    number: int
    page: int


def read_table(table: Table) -> Iterator[Block | Row]:
    """What a table says, row by row."""
    rows = _filled_rows(table)
    width = max((_width(cells) for cells, _ in rows), default=0)
    titles = _count_titles(rows, width)
    for cells, _ in rows[:titles]:
        yield from _as_blocks(cells, title=True)
    rows = rows[titles:]
    count = _count_heads(table, [cells for cells, _ in rows], titles)
    heads = _join_heads([cells for cells, _ in rows[:count]], width)
    above: dict[int, str] = {}
    for number, (cells, page) in enumerate(rows[count:]):
        if _stands_alone(cells, headless=not count) and not _is_unfilled(cells, rows[0][0]):
            yield from _as_blocks(cells, title=bool(count))
            continue
        names, texts = _place(cells, heads, above)
        text, places = write_row(names, texts)
        if text:
            yield Row(text, places, number, page)


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


def _filled_rows(table: Table) -> list[tuple[Cells, int]]:
    pages = table.pages or (table.page,) * len(table.rows)
    return [
        (cells, page)
        for cells, page in zip(table.rows, pages, strict=True)
        if any(cell.blocks or cell.continues for cell in cells)
    ]


def _width(cells: Cells) -> int:
    return sum(cell.span for cell in cells)


def _count_titles(rows: Sequence[tuple[Cells, int]], width: int) -> int:
    """How many rows at the top are one cell across the whole table: its title."""
    count = 0
    for cells, _ in rows:
        across = len(cells) == 1 and cells[0].span >= width > 1
        if not across or len(cells[0].text) > _SPAN_TITLE_LENGTH:
            break
        count += 1
    return count


def _stands_alone(cells: Cells, *, headless: bool) -> bool:
    """Whether a row is no data: one cell across, or, where no column has a head, one that holds
    a single filled cell or a list of its own."""
    if len(cells) == 1:
        return True
    if not headless or any(cell.continues for cell in cells):
        return False
    filled = [cell for cell in cells if cell.blocks]
    return len(filled) == 1 or any(_holds_list(cell) for cell in filled)


def _is_unfilled(cells: Cells, first: Cells) -> bool:
    """Whether a row has the cells of a first row that fills three or more, and words in the first
    of them only, in plain type: a row of a form that waits for its answers, and no title."""
    if len(first) < 3 or not all(cell.blocks for cell in first):
        return False
    alike = [cell.span for cell in cells] == [cell.span for cell in first]
    only_first = bool(cells[0].blocks) and not any(cell.blocks for cell in cells[1:])
    return alike and only_first and not cells[0].bold


def _holds_list(cell: GridCell) -> bool:
    return sum(block.kind == "item" and block.number is not None for block in cell.blocks) > 1


def _as_blocks(cells: Cells, *, title: bool) -> Iterator[Block]:
    for block in (block for cell in cells for block in cell.blocks):
        if title and block.kind == "paragraph" and _could_be_title(block):
            yield replace(block, kind="heading", rank=_TITLE_RANK)
        else:
            yield block


def _could_be_title(block: Block) -> bool:
    return len(block.text) <= _TITLE_LENGTH and not block.text.endswith((".", ";", ":"))


def _count_heads(table: Table, rows: Sequence[Cells], titles: int) -> int:
    """How many rows name the columns: as the file says, as cells are marked, or as it looks."""
    if table.head_rows is not None and table.head_rows != titles:
        return max(0, min(table.head_rows - titles, len(rows)))
    marked = 0
    while marked < len(rows) and all(cell.head for cell in rows[marked]):
        marked += 1
    if marked:
        return marked if marked < len(rows) else 0
    return int(_looks_like_heads(rows))


def _looks_like_heads(rows: Sequence[Cells]) -> bool:
    """Whether the first row names the columns: bold over plain text, or words over figures."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = [cell for cell in rows[0] if cell.blocks]
    if len(first) < 2 or any(cell.text.endswith(":") or len(cell.text) > 120 for cell in first):
        return False
    if all(cell.bold for cell in first):
        return not all(cell.bold for cell in rows[1] if cell.blocks)
    return _are_words_over_figures(rows)


def _are_words_over_figures(rows: Sequence[Cells]) -> bool:
    if any(_is_figure(cell.text) for cell in rows[0]) or any(cell.bold for cell in rows[1][1:]):
        return False
    figures = [_is_figure(cell.text) for row in rows[1:] for cell in row[1:] if cell.blocks]
    return bool(figures) and sum(figures) * 2 > len(figures)


def _is_figure(text: str) -> bool:
    """Whether a cell holds a figure; a year ('2021', '2021/22') names a column instead."""
    digits = sum(c.isdigit() for c in text)
    is_year = len(text) in (4, 7, 9) and text[:2] in ("19", "20")
    return bool(digits) and digits * 2 >= sum(c.isalnum() for c in text) and not is_year


def _join_heads(rows: Sequence[Cells], width: int) -> list[str]:
    """The name of each column: the heads above it, outermost first."""
    names: list[list[str]] = [[] for _ in range(width)]
    for cells in rows:
        column = 0
        for cell in cells:
            for index in range(column, min(column + cell.span, width)):
                if cell.text and not cell.continues:
                    names[index].append(cell.text)
            column += cell.span
    return [" ".join(parts) for parts in names]


def _place(
    cells: Cells, heads: Sequence[str], above: dict[int, str]
) -> tuple[list[str], list[str]]:
    """The head and the text of each cell; `above` are the labels that reach down to this row."""
    names, texts = [], []
    column = 0
    for cell in cells:
        names.append(heads[column] if column < len(heads) else "")
        texts.append(_cell_text(cell, column, above))
        column += cell.span
    return names, texts


def _cell_text(cell: GridCell, column: int, above: dict[int, str]) -> str:
    """A cell merged downwards labels every row it stands beside, where it is a short label."""
    if cell.continues:
        return above.get(column, "")
    text = cell.text
    above[column] = text if column == 0 and len(text) <= _LABEL_LENGTH else ""
    return text
