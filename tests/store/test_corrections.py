"""Corrections stay beside what was extracted, and survive everything."""

from pathlib import Path

import pytest

from pipeline.errors import ArchiveError
from pipeline.ingest import Settings, ingest
from pipeline.store.archive import Archive
from pipeline.store.corrections import (
    apply_corrections,
    correct,
    export_corrections,
    import_corrections,
    list_corrections,
    undo,
    waiting_corrections,
)
from pipeline.store.fields import FIELDS
from pipeline.store.schema import REJECTED, TABLES
from tests.conftest import Silent
from tests.making import write_report

NOW = "2024-01-01T00:00:00+00:00"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    ingest([write_report(tmp_path)], tmp_path / "archive.db", Settings(), Silent())
    return tmp_path / "archive.db"


def _date_id(archive: Archive) -> str:
    return str(archive.query("SELECT id FROM dates WHERE date_start = '2023-10-27'")[0]["id"])


def test_a_correction_is_kept_beside_the_extracted_value(db: Path) -> None:
    with Archive.open(db) as archive:
        key = _date_id(archive)
        was = archive.query("SELECT role FROM dates WHERE id = ?", key)[0]["role"]
        entry = correct(archive, key, "role", "event", "A clerk", "see minute 3", NOW)
        assert (entry["extracted"], entry["value"]) == (was, "event")
        assert _row(archive, key) == ("event", "role")
        correct(archive, key, "role", "published", "A clerk", None, NOW)
        assert list_corrections(archive)[0]["extracted"] == was
        assert undo(archive, key, "role") == was
        assert _row(archive, key) == (was, None)


def _row(archive: Archive, key: str) -> tuple[str, str | None]:
    (row,) = archive.query("SELECT role, corrected FROM dates WHERE id = ?", key)
    return tuple(row)


def test_a_later_correction_replaces_an_earlier_one(db: Path) -> None:
    with Archive.open(db) as archive:
        key = _date_id(archive)
        for role in ("event", "published"):
            correct(archive, key, "role", role, "A clerk", None, NOW)
        assert [row["value"] for row in list_corrections(archive)] == ["published"]


def test_corrections_survive_a_new_ingest(db: Path, tmp_path: Path) -> None:
    with Archive.open(db) as archive:
        key = _date_id(archive)
        was = _row(archive, key)[0]
        correct(archive, key, "role", "event", "A clerk", None, NOW)
        correct(archive, key, REJECTED, "yes", "A clerk", None, NOW)
    ingest([tmp_path / "report.txt"], db, Settings(refresh=True), Silent())
    with Archive.open(db) as archive:
        assert _row(archive, key) == ("event", REJECTED)
        undo(archive, key, REJECTED)
        assert _row(archive, key) == ("event", "role")
        (row,) = list_corrections(archive)
        assert (row["row_id"], row["extracted"]) == (key, was)


def test_what_is_extracted_otherwise_by_now_is_told_so(db: Path) -> None:
    with Archive.open(db) as archive, archive.transaction():
        key = _date_id(archive)
        archive.insert("corrections", [_entry(key, "role", "event", "deadline")])
        archive.connection.execute("UPDATE dates SET role = 'published' WHERE id = ?", (key,))
        apply_corrections(archive)
        assert list_corrections(archive)[0]["extracted"] == "published"
        assert _row(archive, key) == ("event", "role")


def test_a_correction_whose_fact_is_found_no_more_waits(db: Path) -> None:
    with Archive.open(db) as archive:
        correct(archive, _date_id(archive), "role", "event", "A clerk", None, NOW)
        assert waiting_corrections(archive) == []
        archive.connection.execute("DELETE FROM dates")
        assert waiting_corrections(archive) == list_corrections(archive)


def _entry(key: str, field: str, value: str, extracted: str) -> dict[str, object]:
    return {
        "id": f"{key}-{field}",
        "table_name": "dates",
        "row_id": key,
        "field": field,
        "value": value,
        "extracted": extracted,
        "made_by": "A clerk",
        "why": None,
        "made_at": NOW,
    }


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("role", "deadlines", "It can be: meeting, deadline"),
        ("role", None, "cannot be empty"),
        ("date_start", "27 October 2023", "Write a day like 2023-10-27"),
        ("date_start", "2023-02-30", "Write a day like"),
        ("approximate", "perhaps", "Write yes or no"),
    ],
)
def test_a_value_that_cannot_be_is_said(
    db: Path, field: str, value: str | None, sentence: str
) -> None:
    with Archive.open(db) as archive, pytest.raises(ArchiveError, match=sentence):
        correct(archive, _date_id(archive), field, value, "A clerk", None, NOW)


def test_numbers_stay_numbers(db: Path) -> None:
    with Archive.open(db) as archive:
        (key,) = archive.query("SELECT id FROM statistics WHERE value = 690")[0]
        with pytest.raises(ArchiveError, match="Write a number"):
            correct(archive, key, "value", "many", "A clerk", None, NOW)
        correct(archive, key, "value", "1,690", "A clerk", None, NOW)
        assert archive.query("SELECT value FROM statistics WHERE id = ?", key)[0][0] == 1690


def test_every_field_that_can_be_corrected_is_a_column() -> None:
    for table, fields in FIELDS.items():
        assert set(fields) < set(TABLES[table])


def test_corrections_go_to_another_archive_as_a_file(db: Path, tmp_path: Path) -> None:
    with Archive.open(db) as archive:
        correct(archive, _date_id(archive), "role", "event", "A clerk", None, NOW)
        exported = export_corrections(list_corrections(archive))
    with Archive.open(tmp_path / "other.db") as other:
        assert import_corrections(other, exported.encode()) == 1
        assert export_corrections(list_corrections(other)) == exported
        with pytest.raises(ArchiveError, match="Line 2 is not a correction"):
            import_corrections(other, exported.encode() + b"{}")


def test_a_line_end_inside_a_correction_goes_along(db: Path, tmp_path: Path) -> None:
    with Archive.open(db) as archive:
        (row,) = archive.query("SELECT id FROM recommendations LIMIT 1")
        correct(archive, row["id"], "text", "one\u2028two\x85three", "A clerk", None, NOW)
        exported = export_corrections(list_corrections(archive))
    with Archive.open(tmp_path / "other.db") as other:
        assert import_corrections(other, exported.encode()) == 1
        assert export_corrections(list_corrections(other)) == exported


@pytest.mark.parametrize(
    "change",
    [
        *('"why": 7', '"id": null', '"made_by": null', '"value": ["x"]', '"value": "\\ud800"'),
        *('"extracted": 99999999999999999999', '"field": {}'),
    ],
)
def test_what_no_archive_can_hold_is_not_taken_over(db: Path, change: str) -> None:
    with Archive.open(db) as archive:
        correct(archive, _date_id(archive), "role", "event", "A clerk", None, NOW)
        line = export_corrections(list_corrections(archive)).strip()[:-1] + f", {change}}}"
        with pytest.raises(ArchiveError, match="Line 1 is not a correction"):
            import_corrections(archive, line.encode())


@pytest.mark.parametrize("field", ["quote", "colour", "id"])
def test_what_cannot_be_corrected_is_said(db: Path, field: str) -> None:
    with Archive.open(db) as archive, pytest.raises(ArchiveError, match="cannot be corrected"):
        correct(archive, _date_id(archive), field, "x", "A clerk", None, NOW)


def test_an_unknown_id_is_said(db: Path) -> None:
    with Archive.open(db) as archive, pytest.raises(ArchiveError, match="no paper or fact"):
        correct(archive, "nobody", "role", "event", "A clerk", None, NOW)
