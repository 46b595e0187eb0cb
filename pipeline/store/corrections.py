"""What people corrected: kept beside the extracted values, by the ids of facts, which last."""

import json
from collections.abc import Mapping
from typing import Any

from pipeline.errors import ArchiveError
from pipeline.store.archive import Archive
from pipeline.store.ids import Ids
from pipeline.store.schema import TABLES

CORRECTABLE = ("papers", "recommendations", "responses", "statistics", "dates", "theme_mentions")
REJECTED = "rejected"
"""The field of a correction that says: this is no fact at all."""

_FIXED = frozenset({"id", "paper_id", "passage_id", "file_id", "page", "start", "end", "quote"})


def correct(
    archive: Archive, key: str, field: str, value: str | None, by: str, why: str | None, now: str
) -> dict[str, Any]:
    """Record that `field` of the row `key` should be `value`; a later correction replaces it."""
    table, row = _find(archive, key)
    if field != REJECTED and (field not in TABLES[table] or field in _FIXED):
        allowed = ", ".join(name for name in TABLES[table] if name not in _FIXED)
        raise ArchiveError(f"'{field}' cannot be corrected in {table}. It can be: {allowed}.")
    entry = {
        "id": Ids(key).of("correction", field),
        "table_name": table,
        "row_id": key,
        "field": field,
        "value": value,
        "extracted": None if field == REJECTED else _text(row[field]),
        "made_by": by,
        "why": why,
        "made_at": now,
    }
    _write(archive, [entry])
    return entry


def list_corrections(archive: Archive) -> list[dict[str, Any]]:
    """Every correction, in the order of ids."""
    return [dict(row) for row in archive.query("SELECT * FROM corrections ORDER BY id")]


def export_corrections(archive: Archive) -> str:
    """Every correction as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in list_corrections(archive))


def import_corrections(archive: Archive, raw: bytes) -> int:
    """Take over corrections from JSON Lines, the last one of each id; counts them."""
    rows: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(raw.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = _checked(json.loads(line))
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise ArchiveError(f"Line {number} is not a correction ({error!r}).") from error
        rows[row["id"]] = row
    _write(archive, list(rows.values()))
    return len(rows)


def _checked(row: Any) -> dict[str, Any]:
    """A correction with the columns of its table, each a text, or null where it may be."""
    checked = {name: row[name] for name in TABLES["corrections"]}
    for name, value in checked.items():
        if value is None and "NOT NULL" not in TABLES["corrections"][name] and name != "id":
            continue
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a text")
        value.encode()  # half of a surrogate pair is none
    return checked


def _find(archive: Archive, key: str) -> tuple[str, Mapping[str, Any]]:
    for table in CORRECTABLE:
        rows = archive.query(f'SELECT * FROM "{table}" WHERE id = ?', key)
        if rows:
            return table, dict(rows[0])
    raise ArchiveError(f"There is no paper or fact with the id {key} in the archive.")


def _write(archive: Archive, rows: list[dict[str, Any]]) -> None:
    with archive.transaction():
        for row in rows:
            archive.connection.execute(
                "DELETE FROM corrections WHERE id = :id OR (row_id = :row_id AND field = :field)",
                row,
            )
        archive.insert("corrections", rows)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
