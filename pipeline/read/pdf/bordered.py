"""What is ruled in one column: a table with a head, boxes under each other, or one box of text.

Word processors draw a box, and a shade, around every line of a shaded paragraph; such lines are
running text in one box. What becomes of tables and boxes is left to `pages`.
"""

from itertools import pairwise

from pipeline.read.pdf.marks import is_bullet, is_firm_number
from pipeline.read.pdf.records import Shape, Word
from pipeline.read.pdf.tables import RuledTable

Grid = list[list[list[Word] | None]]

_MARGIN = 12.0
"""Narrower cells hold the space between the border of a box and its words."""

_STRIPE = 24.0
"""As high as the shade behind one line."""

_MAX_STRIPES = 300
"""More than the lines of any page: such areas are the tiles of a picture."""


def is_headed(grid: Grid) -> bool:
    """Whether a table of one column has a bold head over plain rows, and so is no set of boxes."""
    words = [cell for row in grid for cell in row if cell]
    return (
        len(words) > 1
        and all(word.style.bold for word in words[0])
        and not any(all(word.style.bold for word in cell) for cell in words[1:])
        and not any(_has_paragraphs(cell) for cell in words[1:])
    )


def count_columns(table: RuledTable, grid: Grid) -> int:
    """The most cells that a row has; the margins of a shaded box, which are ruled too, are none."""
    margins = {
        i
        for i in range(len(grid[0]))
        if not any(row[i] for row in grid)
        and all(row[i][2] - row[i][0] < _MARGIN for row in table.rows if row[i])  # type: ignore[index]
    }
    return max(
        sum(cell is not None and i not in margins for i, cell in enumerate(row)) for row in grid
    )


def is_text(grid: Grid, right: float) -> bool:
    """Whether the cells of one column, which ends at `right`, are lines of running text."""
    return _runs_on(grid) or _is_paragraph(grid, right)


def _runs_on(grid: Grid) -> bool:
    """Whether the cells of one column are the lines of a shaded paragraph."""
    cells = [cell for row in grid for cell in row if cell]
    joints = [
        one[-1].text[-1] not in ".!?:;" and not two[0].style.bold
        for one, two in pairwise(cells[1:])
    ]
    return len(joints) > 1 and sum(joints) >= 0.6 * len(joints)


def _is_paragraph(grid: Grid, right: float) -> bool:
    """Whether each cell of one column is a full line that runs on, or the end of a sentence."""
    cells = [cell for row in grid for cell in row if cell]
    if any(len({round(word.base) for word in cell}) > 1 for cell in cells):
        return False
    joints = 0
    for one, two in pairwise(cells):
        if _is_parted(one, two):
            continue
        last, first = one[-1], two[0]
        if last.x1 + (first.x1 - first.x0) < right - 2 * last.style.size:
            return False
        joints += first.text[:1].islower()
    return joints > 0


def _is_parted(one: list[Word], two: list[Word]) -> bool:
    """Whether a line ends a sentence or a head, or the next begins with a label."""
    return (
        one[-1].text[-1] in ".!?:;"
        or one[-1].style.bold != two[0].style.bold
        or is_firm_number(two[0].text)
        or is_bullet(two[0].text)
    )


def _has_paragraphs(words: list[Word]) -> bool:
    """Whether the lines of a cell stand in groups."""
    feet = sorted({round(word.base) for word in words})
    gaps = [two - one for one, two in pairwise(feet) if two - one > 4]
    return bool(gaps) and max(gaps) > 1.35 * min(gaps)


def without_stripes(shapes: list[Shape], boxes: list[Shape]) -> list[Shape]:
    """The painted areas, without those that shade the lines of a larger bordered box, one each."""
    stripes = [shape for shape in shapes if shape.bottom - shape.top < _STRIPE]
    if not boxes or not 0 < len(stripes) <= _MAX_STRIPES:
        return shapes
    gone = {
        id(shape)
        for shape in stripes
        if any(_touch(shape, other) for other in stripes)
        and any(_shades(shape, box) for box in boxes)
    }
    return [shape for shape in shapes if id(shape) not in gone]


def _touch(one: Shape, two: Shape) -> bool:
    """Whether two stripes of one colour and width follow each other without a gap."""
    return (
        one.colour == two.colour
        and abs(one.x0 - two.x0) < 2
        and abs(one.x1 - two.x1) < 2
        and min(abs(one.bottom - two.top), abs(two.bottom - one.top)) < 2
    )


def _shades(stripe: Shape, box: Shape) -> bool:
    """Whether a stripe reaches over a box, from its left side to its right."""
    return (
        box.bottom - box.top > _STRIPE
        and box.top - 2 < stripe.top
        and stripe.bottom < box.bottom + 2
        and box.x0 - 2 < stripe.x0
        and stripe.x1 < box.x1 + 2
        and stripe.x1 - stripe.x0 > 0.9 * (box.x1 - box.x0)
    )
