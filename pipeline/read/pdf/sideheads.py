"""Labels beside running text, as in a table that is not ruled: each is read before its text."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from pipeline.read.pdf.records import Segment

_GUTTER = 10.0


class Placed(Protocol):
    """Something on a page that is made of segments."""

    x0: float
    x1: float
    segments: list[Segment]


Thing = TypeVar("Thing", bound=Placed)


def label_groups(labels: Sequence[Placed], texts: Sequence[Placed]) -> list[float]:
    """The feet of the first lines of labels that stand beside the texts; none where none do.

    A label of several lines must begin on a line of the text, and be narrow beside it.
    """
    if not all(item.segments for item in (*labels, *texts)):
        return []
    wide = max(item.x1 for item in texts) - min(item.x0 for item in texts)
    narrow = max(item.x1 for item in labels) - min(item.x0 for item in labels)
    if narrow > 0.45 * wide or len(labels) < 2:
        return []
    if all(len(item.segments[0].text) < 4 for item in labels):
        return []
    if min(item.x0 for item in texts) - max(item.x1 for item in labels) < _GUTTER:
        return []
    groups: list[list[Segment]] = []
    for segment in sorted((item.segments[0] for item in labels), key=lambda s: (s.base, s.x0)):
        if groups and segment.base - groups[-1][-1].base < 1.7 * segment.size:
            groups[-1].append(segment)
        else:
            groups.append([segment])
    if max(len({round(s.base) for s in group}) for group in groups) < 2:
        return []
    feet = sorted({round(item.segments[0].base, 1) for item in texts})
    firsts = [group[0].base for group in groups]
    aligned = sum(any(abs(first - foot) < 3 for foot in feet) for first in firsts)
    if aligned < 0.6 * len(firsts):
        return []
    return [first for first in firsts if _opens(first, feet)]


def _opens(first: float, feet: Sequence[float]) -> bool:
    """Whether a paragraph of the text begins on the line where a label begins."""
    gaps = sorted(two - one for one, two in pairwise(feet))
    usual = gaps[len(gaps) // 3]
    before = [foot for foot in feet if foot < first - 3]
    return not before or first - before[-1] > 1.2 * usual


def slices(
    labels: Sequence[Thing], texts: Sequence[Thing], firsts: Sequence[float]
) -> list[list[Thing]]:
    """Labels and texts in turn, cut where each label begins."""
    edges = [float("-inf"), *(first - 3 for first in firsts), float("inf")]
    parts: list[list[Thing]] = []
    for top, bottom in pairwise(edges):
        for side in (labels, texts):
            part = [item for item in side if top <= item.segments[0].base < bottom]
            if part:
                parts.append(part)
    return parts
