"""What people corrected, by the ids of facts, which last.

A corrected row holds what is right, so that every list, count, export and search shows it; what
had been extracted is kept beside it in `corrections`, and the row's `corrected` names the fields.
A rejected row stays, marked, and no list or count has it. Corrections are applied anew after every
ingest; one whose fact is no longer found waits.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from pipeline.errors import ArchiveError
from pipeline.store.archive import Archive
from pipeline.store.fields import FIELDS, read_value
from pipeline.store.ids import Ids
from pipeline.store.schema import REJECTED, TABLES

Row = dict[str, Any]

FACTS = tuple(table for table in FIELDS if table != "papers")


def correct(
    archive: Archive, key: str, field: str, value: str | None, by: str, why: str | None, now: str
) -> Row:
    """Record that `field` of the row `key` should be `value`; a later correction replaces it."""
    table, row = _find(archive, key)
    _check(archive, table, field, value)
    entry = {
        "id": _id(key, field),
        "table_name": table,
        "row_id": key,
        "field": field,
        "value": value,
        "extracted": _extracted(archive, row, field),
        "made_by": by,
        "why": why,
        "made_at": now,
    }
    with archive.transaction():
        _write(archive, [entry])
        apply_corrections(archive, key)
    return entry


def undo(archive: Archive, key: str, field: str) -> str | None:
    """Take a correction back; the extracted value, which the row then holds again."""
    found = archive.query("SELECT * FROM corrections WHERE row_id = ? AND field = ?", key, field)
    if not found:
        raise ArchiveError(f"{field} of {key} was not corrected.")
    (entry,) = found
    with archive.transaction():
        archive.connection.execute("DELETE FROM corrections WHERE id = ?", (entry["id"],))
        if field != REJECTED:
            archive.connection.execute(
                f'UPDATE "{entry["table_name"]}" SET "{field}" = ? WHERE id = ?',
                (entry["extracted"], key),
            )
        apply_corrections(archive, key, entry["table_name"])
    return None if entry["extracted"] is None else str(entry["extracted"])


def apply_corrections(archive: Archive, key: str | None = None, table: str | None = None) -> None:
    """Bring the corrected rows (or the one with this id, in this table) up to date; to be called
    inside a `transaction`."""
    entries = [row for row in list_corrections(archive) if key in (None, row["row_id"])]
    entries.sort(key=lambda entry: (entry["table_name"], entry["row_id"], entry["field"]))
    for (name, row_id), group in groupby(
        entries, key=lambda entry: (entry["table_name"], entry["row_id"])
    ):
        _apply(archive, name, row_id, list(group))
    if table and not entries:
        archive.connection.execute(f"UPDATE {table} SET corrected = NULL WHERE id = ?", (key,))


def list_corrections(archive: Archive) -> list[Row]:
    """Every correction, in the order of ids."""
    return [dict(row) for row in archive.query("SELECT * FROM corrections ORDER BY id")]


def waiting_corrections(archive: Archive) -> list[Row]:
    """Corrections of facts that the archive does not hold, or no longer."""
    return [
        entry
        for entry in list_corrections(archive)
        if not archive.query(f'SELECT 1 FROM "{entry["table_name"]}" WHERE id = ?', entry["row_id"])
    ]


def export_corrections(rows: Iterable[Row]) -> str:
    """Corrections as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def import_corrections(archive: Archive, raw: bytes) -> int:
    """Take over corrections from JSON Lines, the last one of each field; counts them."""
    rows: dict[str, Row] = {}
    for number, line in enumerate(raw.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = _read_line(archive, line)
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise ArchiveError(f"Line {number} is not a correction ({error!r}).") from error
        except ArchiveError as error:
            raise ArchiveError(f"Line {number} is not a correction. {error}") from error
        rows[row["id"]] = row
    with archive.transaction():
        _write(archive, list(rows.values()))
        apply_corrections(archive)
    return len(rows)


def _read_line(archive: Archive, line: bytes) -> Row:
    """A correction with the columns of its table, each a text, or null where it may be."""
    read = json.loads(line)
    row = {name: read[name] for name in TABLES["corrections"]}
    for name, value in row.items():
        if value is None and "NOT NULL" not in TABLES["corrections"][name] and name != "id":
            continue
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a text")
        value.encode()  # half of a surrogate pair is none
    _check(archive, row["table_name"], row["field"], row["value"])
    return {**row, "id": _id(row["row_id"], row["field"])}


def _check(archive: Archive, table: str, field: str, value: str | None) -> None:
    """Raise `ArchiveError` for a value that the field may not hold."""
    if field == REJECTED:
        if table not in FACTS:
            raise ArchiveError("Only facts can be rejected. Of a paper correct the fields.")
        return
    read_value(table, field, value)
    if value is None and "NOT NULL" in TABLES[table][field]:
        raise ArchiveError(f"{field} cannot be empty. To say that this is no fact: pipeline reject")
    if field == "theme_id" and not archive.query("SELECT 1 FROM themes WHERE id = ?", value):
        raise ArchiveError(f"There is no theme {value}. See: pipeline themes")


def _find(archive: Archive, key: str) -> tuple[str, Mapping[str, Any]]:
    for table in FIELDS:
        rows = archive.query(f'SELECT * FROM "{table}" WHERE id = ?', key)
        if rows:
            return table, dict(rows[0])
    raise ArchiveError(f"There is no paper or fact with the id {key} in the archive.")


def _extracted(archive: Archive, row: Mapping[str, Any], field: str) -> str | None:
    """What was extracted, also where the row holds a correction by now."""
    if field == REJECTED:
        return None
    for earlier in archive.query(
        "SELECT extracted FROM corrections WHERE row_id = ? AND field = ?", row["id"], field
    ):
        return _text(earlier["extracted"])
    return _text(row[field])


def _apply(archive: Archive, table: str, key: str, entries: Sequence[Row]) -> None:
    """Write what is right into a row; a row that was extracted anew says what that gave."""
    found = archive.query(f'SELECT * FROM "{table}" WHERE id = ?', key)
    if not found:
        return
    fresh = found[0]["corrected"] is None
    changes: Row = {}
    for entry in entries:
        if entry["field"] != REJECTED:
            changes[entry["field"]] = read_value(table, entry["field"], entry["value"])
            if fresh:
                archive.connection.execute(
                    "UPDATE corrections SET extracted = ? WHERE id = ?",
                    (_text(found[0][entry["field"]]), entry["id"]),
                )
    rejected = any(entry["field"] == REJECTED for entry in entries)
    changes["corrected"] = REJECTED if rejected else ", ".join(sorted(changes))
    columns = ", ".join(f'"{name}" = ?' for name in changes)
    archive.connection.execute(
        f'UPDATE "{table}" SET {columns} WHERE id = ?', (*changes.values(), key)
    )


def _write(archive: Archive, rows: Sequence[Row]) -> None:
    for row in rows:
        archive.connection.execute(
            "DELETE FROM corrections WHERE id = :id OR (row_id = :row_id AND field = :field)", row
        )
    archive.insert("corrections", rows)


def _id(key: str, field: str) -> str:
    return Ids(key).of("correction", field)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
