"""What people corrected, beside what was extracted."""

import sqlite3
from collections.abc import Iterable

from pipeline.archive.reading import Row, places, rows
from pipeline.store.schema import REJECTED


def corrections_of(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, list[Row]]:
    """The corrections of each of the rows, by the row's id."""
    wanted = list(ids)
    if not wanted:
        return {}
    names, values = places("id", wanted)
    found: dict[str, list[Row]] = {}
    for row in rows(
        connection,
        "SELECT row_id, field, value, extracted, made_by, why, made_at FROM corrections"
        f" WHERE row_id IN ({names}) ORDER BY field",
        **values,
    ):
        found.setdefault(row["row_id"], []).append({**row, REJECTED: row["field"] == REJECTED})
    return found
