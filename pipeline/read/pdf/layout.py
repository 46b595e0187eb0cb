"""Where things stand on a page, and in what order a person reads them.

Drawn boxes that hold whole lines are regions of their own. Inside a region white space decides:
a gutter with running text (or boxes) on both sides parts columns, which are read one after the
other; else everything is read line by line. What the lines mean is left to `paragraphs`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.pdf.boxes import usable_boxes
from pipeline.read.pdf.columns import part_bands, part_columns, white_gaps
from pipeline.read.pdf.marks import is_mark
from pipeline.read.pdf.records import Item, PageDraft, Segment, Shape, TableDraft
from pipeline.read.pdf.segments import Rows

_MAX_DEPTH = 24


@dataclass(slots=True)
class Region:
    """Items that are read line by line; `boxed` is the drawn box they stand in, `wide` says that
    nothing stands beside them on the page."""

    items: list[Item]
    boxed: Shape | None = None
    table: TableDraft | None = None
    wide: bool = True


def order_page(page: PageDraft) -> list[Region]:
    """The regions of a page in reading order; tables are regions of their own."""
    items = [_from_segments(group) for group in _with_marks(page.segments)]
    items += [
        Item(*table.box, table=table) for table in page.tables
    ]  # a table is never inside a box: its own ruling would be that box
    for shape in usable_boxes(page):
        items = _gather(items, shape)
    regions: list[Region] = []
    halves = _halves(items, page)
    for half in halves:
        _read(half, regions, _Place(None, len(halves) == 1, 0))
    return regions


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page's divisions items are read: their box, whether they are wide, how deep."""

    boxed: Shape | None
    wide: bool
    depth: int


def _halves(items: list[Item], page: PageDraft) -> list[list[Item]]:
    """The two pages of a sheet that carries two, as two page numbers side by side show."""
    numbers = [stamp for stamp in page.stamps if stamp.isdigit()]
    if page.width > 1.2 * page.height and len(numbers) > 1 and items:
        middle = page.width / 2
        for left, right in sorted(
            white_gaps(items), key=lambda gap: abs(gap[0] + gap[1] - 2 * middle)
        ):
            if left < 1.12 * middle and right > 0.88 * middle:
                return [
                    [item for item in items if item.x1 <= left + 0.5],
                    [item for item in items if item.x0 >= right - 0.5],
                ]
    return [items]


def _gather(items: list[Item], shape: Shape) -> list[Item]:
    """The items with those that stand in `shape` put into one."""
    inside = [item for item in items if _holds(shape, item)]
    if not inside or (len(inside) == 1 and inside[0].inside is not None):
        return items
    box = Item(shape.x0, shape.top, shape.x1, shape.bottom, inside=inside, shape=shape)
    return [item for item in items if not _holds(shape, item)] + [box]


def _holds(shape: Shape, item: Item) -> bool:
    x, y = (item.x0 + item.x1) / 2, (item.top + item.bottom) / 2
    if not (shape.x0 <= x <= shape.x1 and shape.top <= y <= shape.bottom):
        return False
    return item.x0 >= shape.x0 - 6 and item.x1 <= shape.x1 + 6 and item.bottom <= shape.bottom + 12


def _from_segments(segments: list[Segment]) -> Item:
    return Item(
        min(s.x0 for s in segments),
        min(s.top for s in segments),
        max(s.x1 for s in segments),
        max(s.bottom for s in segments),
        segments=segments,
    )


def _with_marks(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments, each with the number or bullet that stands apart to its left."""
    used: set[int] = set()
    groups: list[list[Segment]] = []
    rows = Rows(segments)
    for mark in segments:
        if not is_mark(mark.text) or (mark.text.isdigit() and _has_left(mark, rows)):
            continue
        right = [
            s
            for s in rows.near(mark)
            if s is not mark
            and 0 <= s.x0 - mark.x1 < 60
            and abs(s.base - mark.base) < 0.3 * max(mark.size, s.size)
        ]
        if right:
            body = min(right, key=lambda s: s.x0)
            if id(body) not in used and id(mark) not in used:
                used |= {id(mark), id(body)}
                groups.append([mark, body])
    groups += [[segment] for segment in segments if id(segment) not in used]
    return groups


def _has_left(mark: Segment, rows: Rows) -> bool:
    """Whether words stand to the left of a bare figure, as in a table of contents."""
    return any(abs(other.base - mark.base) < 2 and other.x1 <= mark.x0 for other in rows.near(mark))


def _read(items: list[Item], out: list[Region], place: _Place) -> None:
    """Regions of `items`, appended to `out` in reading order."""
    if not items:
        return
    deeper = _Place(place.boxed, place.wide, place.depth + 1)
    if place.depth < _MAX_DEPTH and len(items) > 1:
        if columns := part_columns(items):
            for column in columns:
                _read(column, out, _Place(place.boxed, False, place.depth + 1))
            return
        if bands := part_bands(items):
            for band in bands:
                _read(band, out, deeper)
            return
    _leaf(items, out, deeper)


def _leaf(items: list[Item], out: list[Region], place: _Place) -> None:
    """Items line by line; tables and boxes come where they stand."""
    plain: list[Item] = []
    for item in sorted(items, key=lambda it: (it.top, it.x0)):
        if item.table is None and item.inside is None:
            plain.append(item)
            continue
        if plain:
            out.append(Region(plain, place.boxed, wide=place.wide))
            plain = []
        if item.table is not None:
            out.append(Region([], place.boxed, item.table))
        else:
            _read(item.inside or [], out, _Place(item.shape, place.wide, place.depth + 1))
    if plain:
        out.append(Region(plain, place.boxed, wide=place.wide))
