"""Segments to printed lines: what stands on one line is joined, its number or bullet set apart."""

import re
from collections.abc import Sequence

from pipeline.read.pdf.marks import is_bullet, is_firm_number, is_number, is_soft_bullet
from pipeline.read.pdf.records import PrintedLine, Segment

_GLUED = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){1,3}\.?|\d{1,3}\.|\((?:[a-z]|[ivx]{1,4})\))(?=[A-Z][a-z])"
)


def segments_to_lines(segments: Sequence[Segment], page: int) -> list[PrintedLine]:
    """Lines of one region from top to bottom; each segment is in exactly one of them."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.base, s.x0)):
        row = _row_of(rows, segment)
        if row is None:
            rows.append([segment])
        else:
            row.append(segment)
    lines = [_line(sorted(row, key=lambda s: (s.x0, s.order)), page) for row in rows]
    _take_letters(lines)
    return sorted(lines, key=lambda line: (line.base, line.x0))


def _take_letters(lines: Sequence[PrintedLine]) -> None:
    """Bare letters that stand apart and count on (a, b, c) become marks."""
    found = [line for line in lines if line.loose]
    letters = [line.loose for line in found]
    for index, line in enumerate(found):
        near = letters[max(0, index - 1) : index] + letters[index + 1 : index + 2]
        if any(abs(ord(letter) - ord(line.loose)) == 1 for letter in near):
            line.mark = line.loose
            line.text = line.text[2:]
            line.body_x0 = line.second_x0
            line.spaced_mark = True


def _row_of(rows: list[list[Segment]], segment: Segment) -> list[Segment] | None:
    """The row among the last few on whose foot `segment` stands."""
    for row in rows[:-4:-1]:
        for other in row:
            if abs(other.base - segment.base) < 0.25 * min(segment.size, other.size) and (
                segment.x0 > other.x1 - 2 or segment.x1 < other.x0 + 2
            ):
                return row
    return None


def _line(row: list[Segment], page: int) -> PrintedLine:
    """One line of its segments; a number or bullet with room to its right becomes the mark."""
    widest = max(row, key=lambda s: s.x1 - s.x0)
    mark, bullet, spaced, body, text = _take_mark(row)
    weight: dict[float, int] = {}
    for segment in row:
        weight[segment.size] = weight.get(segment.size, 0) + len(segment.text)
    second = row[0].second_x0 if row[0].second_x0 is not None else body
    if mark is None and row[0].text == row[0].first and len(row) > 1:
        second = row[1].x0
    loose = ""
    if mark is None and second - row[0].first_x1 > 0.7 * row[0].size and _is_letter(row[0].first):
        loose = row[0].first
    words = row[1:] if mark is not None and len(row) > 1 and row[0].text == mark else row
    return PrintedLine(
        page=page,
        x0=row[0].x0,
        top=min(segment.top for segment in row),
        x1=max(segment.x1 for segment in row),
        bottom=max(segment.bottom for segment in row),
        base=widest.base,
        text=text,
        size=max(weight, key=lambda s: (weight[s], s)),
        bold=all(segment.bold for segment in words),
        italic=all(segment.italic for segment in words),
        body_x0=body,
        first_width=row[0].first_x1 - row[0].x0,
        mark=mark,
        bullet=bullet,
        spaced_mark=spaced,
        order=min(segment.order for segment in row),
        tab_x0=row[1].x0 if len(row) > 1 and mark is None else None,
        closed=_is_closed(row),
        loose=loose,
        second_x0=second,
    )


def _is_closed(row: Sequence[Segment]) -> bool:
    """Whether a line leads to a page number at its end."""
    if any(segment.led for segment in row):
        return True
    last = row[-1]
    return (
        len(row) > 1
        and len(last.text) < 5
        and last.text.isdigit()
        and last.x0 - row[-2].x1 > 1.5 * last.size
    )


def _is_letter(word: str) -> bool:
    return len(word) == 1 and "a" <= word <= "z"


def _take_mark(row: list[Segment]) -> tuple[str | None, bool, bool, float, str]:
    """(mark, is a bullet, stands apart, where the words begin, the words)."""
    head = row[0]
    text = " ".join(segment.text for segment in row)
    if head.lead is not None:
        return head.lead.strip("[]().,"), False, True, head.x0, text
    word = head.first
    if glued := _GLUED.match(word):
        width = (head.first_x1 - head.x0) * len(glued[0]) / len(word)
        return glued[0], False, False, head.x0 + width, text[len(glued[0]) :]
    if head.text == word and len(row) > 1:
        second, rest = row[1].x0, " ".join(segment.text for segment in row[1:])
    elif head.second_x0 is not None:
        second, rest = head.second_x0, text[len(word) + 1 :]
    else:
        return None, False, False, head.x0, text
    room = second - head.first_x1
    apart = room > 0.45 * head.size
    if is_bullet(word) and (apart or not is_soft_bullet(word)):
        return word, True, apart, second, rest
    if is_number(word) and (is_firm_number(word) or apart):
        return word, False, apart, second, rest
    return None, False, False, head.x0, text
