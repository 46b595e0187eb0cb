"""Where things stand on a page, and in what order a person reads them.

Drawn boxes that hold whole lines are regions of their own. Inside a region white space decides:
a gutter with running text (or boxes) on both sides parts columns, which are read one after the
other; else everything is read line by line. What the lines mean is left to `paragraphs`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.read.pdf.marks import is_mark
from pipeline.read.pdf.records import PageDraft, Segment, Shape, TableDraft
from pipeline.read.pdf.segments import Rows
from pipeline.read.pdf.sideheads import label_groups, slices

_GUTTER = 3.5
_BOX_GUTTER = 2.0
_MAX_DEPTH = 24
_LONG_RUN = 12
_MAX_BOXES = 300


@dataclass(slots=True)
class Item:
    """Something that is read as one: a line's part, a table, or a drawn box with what it holds."""

    x0: float
    top: float
    x1: float
    bottom: float
    segments: list[Segment] = field(default_factory=list)
    table: TableDraft | None = None
    inside: list["Item"] | None = None
    shape: Shape | None = None


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
        for left, right in sorted(_gaps(items), key=lambda gap: abs(gap[0] + gap[1] - 2 * middle)):
            if left < 1.12 * middle and right > 0.88 * middle:
                return [
                    [item for item in items if item.x1 <= left + 0.5],
                    [item for item in items if item.x0 >= right - 0.5],
                ]
    return [items]


def usable_boxes(page: PageDraft) -> list[Shape]:
    """Drawn boxes that part text from text, smallest first: no highlights, frames or rules."""
    area = page.width * page.height
    chosen: dict[tuple[int, int, int, int], Shape] = {}
    for shape in page.boxes:
        x0, top, x1, bottom = shape[:4]
        if (x1 - x0) * (bottom - top) > 0.9 * area or x1 - x0 < 30 or bottom - top < 12:
            continue
        if any(_overlap(shape, table.box) > 0.5 for table in page.tables):
            continue
        chosen.setdefault((round(x0), round(top), round(x1), round(bottom)), shape)
    large = sorted(chosen.values(), key=_area, reverse=True)[:_MAX_BOXES]
    boxes = [shape for shape in large if _parts_text(shape, page.segments)]
    return sorted(boxes, key=lambda s: (_area(s), s.top, s.x0))


def _area(shape: Shape) -> float:
    return (shape.x1 - shape.x0) * (shape.bottom - shape.top)


def _parts_text(shape: Shape, segments: Sequence[Segment]) -> bool:
    """Whether whole lines stand in the shape, none crosses its sides, none goes on beside it."""
    inside = []
    for segment in segments:
        middle = (segment.top + segment.bottom) / 2
        if not shape.top - 1 <= middle <= shape.bottom + 1:
            continue
        width = segment.x1 - segment.x0
        shared = min(segment.x1, shape.x1) - max(segment.x0, shape.x0)
        if shared <= 0.05 * width:
            continue
        if shared < 0.9 * width:
            return False
        inside.append(segment)
    if not inside:
        return False
    height = shape.bottom - shape.top
    tallest = max(segment.bottom - segment.top for segment in inside)
    if height > 2.2 * tallest:
        return True
    return not any(
        abs(other.bottom - one.bottom) < 3
        and (0 <= other.x0 - shape.x1 < tallest or 0 <= shape.x0 - other.x1 < tallest)
        for one in inside
        for other in segments
    )


def _overlap(shape: Shape, box: tuple[float, float, float, float]) -> float:
    """The part of a shape that lies in a box."""
    width = min(shape.x1, box[2] + 3) - max(shape.x0, box[0] - 3)
    height = min(shape.bottom, box[3] + 3) - max(shape.top, box[1] - 3)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / max(1.0, (shape.x1 - shape.x0) * (shape.bottom - shape.top))


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
        if columns := _columns(items):
            for column in columns:
                _read(column, out, _Place(place.boxed, False, place.depth + 1))
            return
        if bands := _bands(items):
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


def _columns(items: list[Item]) -> list[list[Item]] | None:
    """The parts on both sides of the first good gutter that goes all the way down, else None."""
    for left, right in _gaps(items):
        one = [item for item in items if item.x1 <= left + 0.5]
        two = [item for item in items if item.x0 >= right - 0.5]
        if _are_columns(one, two, right - left):
            return [one, two]
        if one and two and _is_prose(two) and (firsts := label_groups(one, two)):
            return slices(one, two, firsts)
    return None


def _gaps(items: Sequence[Item]) -> list[tuple[float, float]]:
    """White stripes between items from top to bottom, widest first."""
    spans = sorted((item.x0, item.x1) for item in items)
    least = _least_gutter(items)
    gaps = []
    reach = spans[0][1]
    for x0, x1 in spans:
        if x0 - reach >= least:
            gaps.append((reach, x0))
        reach = max(reach, x1)
    return sorted(gaps, key=lambda gap: (gap[0] - gap[1], gap[0]))


def _least_gutter(items: Sequence[Item]) -> float:
    """Boxes may stand closer together than columns of words."""
    return _BOX_GUTTER if _is_boxes(items) else _GUTTER


def _are_columns(one: list[Item], two: list[Item], gutter: float) -> bool:
    """Whether two sides are columns of their own, not the cells of lines read across."""
    if not one or not two:
        return False
    if _is_boxes(one) and _is_boxes(two):
        return not _rows_apart(one + two, gutter)
    if _is_boxes(one) or _is_boxes(two):
        return True
    if not (_is_prose(one) and _is_prose(two)):
        return _unaligned(one, two)
    return True


def _is_boxes(items: Sequence[Item]) -> bool:
    return all(item.inside is not None for item in items)


def _rows_apart(items: Sequence[Item], gutter: float) -> bool:
    """Whether boxes stand in rows that are further apart than their columns."""
    bands = _split_bands(items)
    if len(bands) < 2:
        return False
    gap = min(
        min(i.top for i in low) - max(i.bottom for i in high) for high, low in pairwise(bands)
    )
    return gap > gutter


def _is_prose(items: Sequence[Item]) -> bool:
    """Whether a side holds running text: several lines, most of them filling its width."""
    if any(item.table is not None for item in items):
        return True
    rows = _rows(items)
    if len(rows) < 3:
        return False
    left = min(row[0] for row in rows)
    width = max(row[1] for row in rows) - left
    if width < 9 * sorted(row[2] for row in rows)[len(rows) // 2]:
        return False
    return sum(row[1] - left > 0.7 * width for row in rows) >= 0.4 * len(rows)


def _rows(items: Sequence[Item]) -> list[tuple[float, float, float, float]]:
    """The printed lines of plain items as (left, right, size, foot)."""
    rows: list[tuple[float, float, float, float]] = []
    plain = [item.segments[-1] for item in items if item.segments]
    for segment in sorted(plain, key=lambda s: s.base):
        if rows and segment.base - rows[-1][3] < 2:
            left, right, size, foot = rows[-1]
            rows[-1] = (min(left, segment.x0), max(right, segment.x1), size, foot)
        else:
            rows.append((segment.x0, segment.x1, segment.size, segment.base))
    return rows


def _unaligned(one: Sequence[Item], two: Sequence[Item]) -> bool:
    """Whether two sides of at least two lines each mostly have no line in common."""
    small, large = sorted((_rows(one), _rows(two)), key=len)
    if len(small) < 2:
        return False
    shared = sum(any(abs(a[3] - b[3]) < 2.5 for b in large) for a in small)
    return shared < 0.34 * len(small)


def _bands(items: list[Item]) -> list[list[Item]] | None:
    """Parts from top to bottom, so that some part has columns; None where none has."""
    bands = _split_bands(items)
    if len(bands) < 2 or max(map(len, bands)) < 2:
        return None
    inner = [_inner(band) for band in bands]
    parts: list[list[Item]] = []
    index = 0
    found = False
    while index < len(bands):
        end = _run(bands, inner, index)
        run = [item for band in bands[index:end] for item in band]
        if end > index + 1 and _columns(run):
            found = True
            parts.append(run)
            index = end
            continue
        # A long run that is no columns would be looked at again from each of its bands.
        step = index + 1 + (end - index) // _LONG_RUN
        for band in bands[index:step]:
            found = found or _columns(band) is not None
            parts.append(band)
        index = step
    return _fuse(parts) if found and len(parts) > 1 else None


def _fuse(parts: list[list[Item]]) -> list[list[Item]]:
    """Neighbouring parts without columns are one part."""
    fused: list[list[Item]] = []
    plain = False
    for part in parts:
        columns = _columns(part) is not None
        if fused and plain and not columns:
            fused[-1] = fused[-1] + part
        else:
            fused.append(part)
        plain = not columns
    return fused


def _split_bands(items: Sequence[Item]) -> list[list[Item]]:
    """Items in stripes from left to right that overlap from top to bottom."""
    bands: list[list[Item]] = []
    reach = float("-inf")
    for item in sorted(items, key=lambda it: (it.top, it.x0)):
        if bands and item.top < reach - 1:
            bands[-1].append(item)
        else:
            bands.append([item])
        reach = max(reach, item.bottom)
    return bands


_Stripes = list[tuple[float, float]]


def _run(bands: list[list[Item]], inner: list[_Stripes], start: int) -> int:
    """How far down from `start` one gutter stays white; one-sided tails are given back."""
    stripes = inner[start]
    good = _between(stripes)
    end = reach = start + 1
    while end < len(bands):
        stripes = _narrow(stripes, inner[end], _least_gutter(bands[end]))
        between = _between(stripes)
        if good and not between:
            break
        end += 1
        if between:
            good, reach = between, end
    if not good:
        return start + 1
    gutter = max(good, key=lambda s: s[1] - s[0])
    if start and not _two_sided(bands[start], [gutter]) and _close(bands[start - 1], bands[start]):
        return start + 1
    two_sided = [i for i in range(start, reach) if _two_sided(bands[i], [gutter])]
    last = two_sided[-1] + 1 if two_sided else start + 1
    while last < reach and _close(bands[last - 1], bands[last]):
        last += 1
    return last


def _between(stripes: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stripes that have something on both sides."""
    return [s for s in stripes if s[0] > float("-inf") and s[1] < float("inf")]


def _inner(band: Sequence[Item]) -> list[tuple[float, float]]:
    """White stripes of one band, those at its sides included."""
    spans = sorted((item.x0, item.x1) for item in band)
    least = _least_gutter(band)
    stripes = [(float("-inf"), spans[0][0])]
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= least:
            stripes.append((reach, x0))
        reach = max(reach, x1)
    stripes.append((reach, float("inf")))
    return stripes


def _narrow(stripes: _Stripes, others: _Stripes, least: float) -> _Stripes:
    """What stays white of `stripes` where only `others` are white further down."""
    kept = []
    for one in stripes:
        for two in others:
            left = one[0] if one[0] > two[0] else two[0]
            right = one[1] if one[1] < two[1] else two[1]
            if right - left >= least:
                kept.append((left, right))
    return kept


def _two_sided(band: Sequence[Item], stripes: Sequence[tuple[float, float]]) -> bool:
    return any(
        any(i.x1 <= left + 0.5 for i in band) and any(i.x0 >= right - 0.5 for i in band)
        for left, right in stripes
    )


def _close(high: Sequence[Item], low: Sequence[Item]) -> bool:
    """Whether one band follows another as a next line does."""
    height = min(item.bottom - item.top for item in low)
    return min(i.top for i in low) - max(i.bottom for i in high) < 0.6 * height
