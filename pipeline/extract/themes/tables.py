"""What stands in a table row and is said of most rows, so that it tells nothing of this one.

The head of a column of words is such ('Decision type'), and a category that most rows share
('Rapid Review'). The head of a column of figures stays: it tells what is counted.
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.model import Passage

_LETTER = re.compile(r"[^\W\d_]")

FEWEST_ROWS = 3
"""In a shorter table no category is shared by most rows."""

Spans = list[tuple[int, int]]


class Tables:
    """The tables of a paper: how often each column says the same."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        rows = [passage for passage in passages if passage.table is not None]
        self._rows = Counter(row.table for row in rows)
        self._said = Counter(
            (row.table, column, row.text[cell.start : cell.end])
            for row in rows
            for column, cell in enumerate(row.cells)
        )

    def aside(self, row: Passage) -> Spans:
        """The characters of a row that are said of its column or of most rows, not of it.

        The first cell of a row is its name and always counts.
        """
        spans = []
        for column, cell in enumerate(row.cells):
            text = row.text[cell.start : cell.end]
            if cell.head and _LETTER.search(text):
                start = row.text.rfind(cell.head, 0, cell.start)
                spans += [(start, start + len(cell.head))] if start >= 0 else []
            if column and text and self._is_category(row.table, column, text):
                spans.append((cell.start, cell.end))
        return spans

    def _is_category(self, table: int | None, column: int, text: str) -> bool:
        rows = self._rows[table]
        return rows >= FEWEST_ROWS and self._said[table, column, text] * 2 > rows
