"""One page of an open file to a draft: its words in segments, its tables and boxes.

After this pdfium has nothing more to do with the page; what is kept of it is small.
"""

from collections.abc import Sequence

from pipeline.model import Problem
from pipeline.read.pdf.bordered import count_columns, is_headed, is_text, without_stripes
from pipeline.read.pdf.door import LoadedPage
from pipeline.read.pdf.records import (
    Box,
    Edge,
    PageDraft,
    Segment,
    Shape,
    TableCell,
    TableDraft,
    Word,
)
from pipeline.read.pdf.segments import words_to_segments
from pipeline.read.pdf.shapes import read_shapes
from pipeline.read.pdf.subcolumns import split_columns
from pipeline.read.pdf.tables import RuledTable, fill_cells, find_grid
from pipeline.read.pdf.words import field_words, foot_of, read_words

_FLOOD = "More lines are drawn on the page than are looked at: a table may be missed."


def page_words(page: LoadedPage) -> list[Word]:
    """The words that a person sees on a page, those of its form fields included."""
    return drop_hidden(read_words(page)) + field_words(page)


def draft_page(page: LoadedPage, words: list[Word], number: int) -> PageDraft:
    """The draft of one page, upright as it is meant to be read."""
    edges, shapes, full = read_shapes(page)
    width, height = page.frame.shown
    turned = _main_turn(words)
    if turned:
        words = [_turn_word(word, turned, width, height) for word in words]
        edges = [_turn_edge(edge, turned, width, height) for edge in edges]
        shapes = [
            Shape(*turn(shape[:4], turned, width, height), shape.filled, shape.colour)
            for shape in shapes
        ]
        if turned & 1:
            width, height = height, width
    upright = [word for word in words if word.style.turn == 0]
    found, frames = find_grid(edges, width, height)
    tables, rest, boxes = _take_tables(found, upright)
    boxes += [Shape(*frame, False, -1) for frame in frames]
    draft = PageDraft(
        number=number,
        width=width,
        height=height,
        segments=words_to_segments(rest),
        sideways=_sideways([word for word in words if word.style.turn]),
        tables=tables,
        boxes=without_stripes(shapes, boxes) + boxes,
        rules=[e for e in edges if e.top == e.bottom and 40 < e.x1 - e.x0 < 0.5 * width],
        turned=turned,
    )
    if full:
        draft.problems.append(Problem("read", "too_many_paths", _FLOOD, number))
    return draft


def drop_hidden(words: list[Word]) -> list[Word]:
    """A second, unpainted layer of text goes, unless it is all the text that the page has."""
    hidden = sum(word.style.hidden for word in words)
    if not hidden or len(words) - hidden < 0.3 * hidden:
        return words
    return [word for word in words if not word.style.hidden]


def _main_turn(words: list[Word]) -> int:
    """The quarter turns that most letters of a page are printed with."""
    weight = [0, 0, 0, 0]
    for word in words:
        weight[word.style.turn] += len(word.text)
    best = max(range(4), key=lambda turn: (weight[turn], -turn))
    return best if weight[best] > 0.7 * sum(weight) and weight[best] > 60 else 0


def turn(box: Box, quarter: int, width: float, height: float) -> Box:
    """A box on the page turned back by `quarter` clockwise quarter turns."""
    x0, top, x1, bottom = box
    if quarter == 1:
        return top, width - x1, bottom, width - x0
    if quarter == 2:
        return width - x1, height - bottom, width - x0, height - top
    if quarter == 3:
        return height - bottom, x0, height - top, x1
    return box


def _turn_word(word: Word, quarter: int, width: float, height: float) -> Word:
    style = word.style._replace(turn=(word.style.turn - quarter) % 4)
    box = turn(word[:4], quarter, width, height)
    return Word(*box, word.text, style, word.spaced, foot_of(box[3], style))


def _turn_edge(edge: Edge, quarter: int, width: float, height: float) -> Edge:
    return Edge(*turn(edge, quarter, width, height))


def _sideways(words: list[Word]) -> list[Segment]:
    """Words printed sideways, in segments whose boxes are those on the page."""
    found: list[Segment] = []
    for quarter in (1, 2, 3):
        own = [word for word in words if word.style.turn == quarter]
        if not own:
            continue
        far = 1e4
        upright = [_turn_word(word, quarter, far, far) for word in own]
        for segment in words_to_segments(upright):
            box = turn(
                (segment.x0, segment.top, segment.x1, segment.bottom), -quarter % 4, far, far
            )
            segment.x0, segment.top, segment.x1, segment.bottom = box
            found.append(segment)
    return found


def _take_tables(
    found: list[RuledTable], words: list[Word]
) -> tuple[list[TableDraft], list[Word], list[Shape]]:
    """The real tables with their words, the words outside them, and bordered boxes."""
    tables: list[TableDraft] = []
    boxes: list[Shape] = []
    taken: set[int] = set()
    for table in found:
        table = _without_crossed(table, words)
        if not table.rows:
            continue
        grid = fill_cells(table, words)
        filled = sum(bool(cell) for row in grid for cell in row)
        wide = count_columns(table, grid)
        if wide < 2 and is_text(grid, table.box[2]):
            boxes.append(Shape(*table.box, False, -1))
            continue
        if filled < 2 or (wide < 2 and not is_headed(grid)):
            boxes += [Shape(*c, False, -1) for row in table.rows for c in row if c]
            continue
        tables.append(split_columns(_draft_table(table, grid)))
        taken.update(id(word) for row in grid for cell in row for word in cell or ())
    return tables, [word for word in words if id(word) not in taken], boxes


def _without_crossed(table: RuledTable, words: list[Word]) -> RuledTable:
    """A table without the first and last rows whose words go on outside it on the same line."""
    x0, top, x1, bottom = table.box
    rows = list(table.rows)
    for end in (0, -1):
        while rows and _is_crossed(rows[end], x0, x1, words):
            rows.pop(end)
    if len(rows) == len(table.rows) or not rows:
        return RuledTable(table.box, rows)
    held = [i for i in range(len(rows[0])) if any(row[i] for row in rows)]
    rows = [[row[i] for i in held] for row in rows]
    cells = [cell for row in rows for cell in row if cell]
    top, bottom = min(cell[1] for cell in cells), max(cell[3] for cell in cells)
    return RuledTable((x0, top, x1, bottom), rows)


def _is_crossed(row: Sequence[Box | None], x0: float, x1: float, words: list[Word]) -> bool:
    """Whether a line of words runs over the left or right side of a row."""
    cells = [cell for cell in row if cell]
    top, bottom = min(cell[1] for cell in cells), max(cell[3] for cell in cells)
    inside = [w for w in words if top <= (w.top + w.bottom) / 2 < bottom]
    for word in inside:
        if word.x0 < x1 < word.x1 - 1 or word.x0 + 1 < x0 < word.x1:
            return True
    ends = {round(w.base): w.x1 for w in inside if w.x1 <= x1 and w.x1 > x1 - 12}
    return any(
        w.x0 >= x1 and round(w.base) in ends and w.x0 - ends[round(w.base)] < 0.5 * w.style.size
        for w in inside
    )


def _draft_table(table: RuledTable, grid: list[list[list[Word] | None]]) -> TableDraft:
    columns = tuple(
        min(row[i][0] for row in table.rows if row[i])  # type: ignore[index]
        for i in range(len(table.rows[0]))
    )
    tops = [min(cell[1] for cell in row if cell) for row in table.rows]
    cells = []
    for r, row in enumerate(table.rows):
        for c, box in enumerate(row):
            if box is None:
                continue
            cells.append(
                TableCell(
                    row=r,
                    column=c,
                    columns=sum(box[0] - 1 <= left < box[2] - 1 for left in columns),
                    rows=sum(box[1] - 1 <= top < box[3] - 1 for top in tops),
                    box=box,
                    segments=words_to_segments(grid[r][c] or []),
                )
            )
    return TableDraft(table.box, columns, len(table.rows), cells)
