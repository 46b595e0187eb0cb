"""White space on a page: the gutters that part columns, and the bands that have columns.

A gutter parts columns only where running text, or boxes, stand on both sides of it; else what
stands on one line belongs together.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.pdf.records import Item
from pipeline.read.pdf.sideheads import label_groups, slices

_GUTTER = 3.5
_BOX_GUTTER = 2.0
_LONG_RUN = 12


def part_columns(items: list[Item]) -> list[list[Item]] | None:
    """The parts on both sides of the first good gutter that goes all the way down, else None."""
    for left, right in white_gaps(items):
        one = [item for item in items if item.x1 <= left + 0.5]
        two = [item for item in items if item.x0 >= right - 0.5]
        if _are_columns(one, two, right - left):
            return [one, two]
        if one and two and _is_prose(two) and (firsts := label_groups(one, two)):
            return slices(one, two, firsts)
    return None


def white_gaps(items: Sequence[Item]) -> list[tuple[float, float]]:
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


def part_bands(items: list[Item]) -> list[list[Item]] | None:
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
        if end > index + 1 and part_columns(run):
            found = True
            parts.append(run)
            index = end
            continue
        # A long run that is no columns would be looked at again from each of its bands.
        step = index + 1 + (end - index) // _LONG_RUN
        for band in bands[index:step]:
            found = found or part_columns(band) is not None
            parts.append(band)
        index = step
    return _fuse(parts) if found and len(parts) > 1 else None


def _fuse(parts: list[list[Item]]) -> list[list[Item]]:
    """Neighbouring parts without columns are one part."""
    fused: list[list[Item]] = []
    plain = False
    for part in parts:
        columns = part_columns(part) is not None
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
