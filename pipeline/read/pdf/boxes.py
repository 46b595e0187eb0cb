"""Which of the areas drawn on a page part text from text: panels and cards, no highlights."""

from collections.abc import Sequence

from pipeline.read.pdf.records import PageDraft, Segment, Shape

_MAX_BOXES = 300


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
