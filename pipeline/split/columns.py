"""Labels that a reader took for a column of their own, joined with the words beside them.

'Date of Meeting:', 'Subject:' and 'Officer:' stand one below the other, their values to the
right; where the page is read by columns, the values come after the last label.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.split.pages import PrintedLine

_LONGEST_LABEL = 40
_LEVEL = 3.0  # points by which two lines on one level may differ
_ASIDE = 30.0
_REACH = 12


def join_columns(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, each label of such a column followed by what stands on its level."""
    joined: list[PrintedLine] = []
    taken: set[int] = set()
    i = 0
    while i < len(lines):
        run = _labels_from(lines, i)
        values = _values_beside(lines, i, run)
        if run > 1 and values.get(i):
            for label in range(i, i + run):
                own = values.get(label, [])
                words = " ".join([lines[label].text, *(lines[j].text for j in own)])
                joined.append(replace(lines[label], text=words, whole=len(words)))
                taken.update(own)
            i += run
            continue
        if i not in taken:
            joined.append(lines[i])
        i += 1
    return joined


def _labels_from(lines: Sequence[PrintedLine], start: int) -> int:
    """How many labels stand one below the other from a line on."""
    count = 0
    for line in lines[start:]:
        label = line.text.endswith(":") and len(line.text) <= _LONGEST_LABEL and line.top > 0
        below = not count or lines[start + count - 1].top + _LEVEL < line.top
        if not label or not below or abs(line.left - lines[start].left) > _LEVEL:
            break
        count += 1
    return count


def _values_beside(lines: Sequence[PrintedLine], start: int, run: int) -> dict[int, list[int]]:
    """The lines right of a column of labels, by the label on or above whose level they stand."""
    values: dict[int, list[int]] = {}
    if run < 2:
        return values
    end = start + run
    last = lines[end - 1].top + _LEVEL
    for j in range(end, min(len(lines), end + _REACH)):
        line = lines[j]
        if line.left < lines[start].left + _ASIDE or not 0 < line.top <= last:
            break
        above = [i for i in range(start, end) if lines[i].top <= line.top + _LEVEL]
        if not above:
            break
        values.setdefault(above[-1], []).append(j)
    return values
