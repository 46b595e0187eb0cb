"""Questions to the archive that the command line asks."""

import re
from typing import Any

from pipeline.store.archive import Archive
from pipeline.store.schema import TABLES

_WORD = re.compile(r"\w+", re.UNICODE)


def search_passages(archive: Archive, words: str, limit: int) -> tuple[int, list[tuple[Any, ...]]]:
    """How many passages hold all the words; of the best: id, date, paper, page, extract."""
    query = " ".join(f'"{word}"' for word in _WORD.findall(words))
    if not query:
        return 0, []
    total = archive.query("SELECT COUNT(*) FROM passages_fts WHERE passages_fts MATCH ?", query)[0][
        0
    ]
    rows = archive.query(
        "SELECT passages.id, papers.meeting_date, papers.title, passages.page,"
        " snippet(passages_fts, 0, '', '', ' … ', 24)"
        " FROM passages_fts JOIN passages ON passages.rowid = passages_fts.rowid"
        " JOIN papers ON papers.id = passages.paper_id"
        " WHERE passages_fts MATCH ? ORDER BY bm25(passages_fts), passages.id LIMIT ?",
        query,
        limit,
    )
    return total, [tuple(row) for row in rows]


def find_row(archive: Archive, key: str) -> tuple[str, dict[str, Any]] | None:
    """The table and the row with this id, or None."""
    for table in TABLES:
        rows = archive.query(f'SELECT * FROM "{table}" WHERE id = ?', key)
        if rows:
            return table, dict(rows[0])
    return None
