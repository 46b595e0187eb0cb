"""Corrections stay beside what was extracted, and survive everything."""

from pathlib import Path

import pytest

from pipeline.errors import ArchiveError
from pipeline.ingest import Settings, ingest
from pipeline.store.archive import Archive
from pipeline.store.corrections import (
    REJECTED,
    correct,
    export_corrections,
    import_corrections,
    list_corrections,
)
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
        assert archive.query("SELECT role FROM dates WHERE id = ?", key)[0]["role"] == was


def test_a_later_correction_replaces_an_earlier_one(db: Path) -> None:
    with Archive.open(db) as archive:
        key = _date_id(archive)
        for role in ("event", "published"):
            correct(archive, key, "role", role, "A clerk", None, NOW)
        assert [row["value"] for row in list_corrections(archive)] == ["published"]


def test_corrections_survive_a_new_ingest(db: Path, tmp_path: Path) -> None:
    with Archive.open(db) as archive:
        correct(archive, _date_id(archive), REJECTED, "yes", "A clerk", None, NOW)
    ingest([tmp_path / "report.txt"], db, Settings(refresh=True), Silent())
    with Archive.open(db) as archive:
        (row,) = list_corrections(archive)
        assert row["row_id"] == _date_id(archive)


def test_corrections_go_to_another_archive_as_a_file(db: Path, tmp_path: Path) -> None:
    with Archive.open(db) as archive:
        correct(archive, _date_id(archive), "role", "event", "A clerk", None, NOW)
        exported = export_corrections(archive)
    with Archive.open(tmp_path / "other.db") as other:
        assert import_corrections(other, exported.encode()) == 1
        assert export_corrections(other) == exported
        with pytest.raises(ArchiveError, match="Line 2 is not a correction"):
            import_corrections(other, exported.encode() + b"{}")


def test_a_line_end_inside_a_correction_goes_along(db: Path, tmp_path: Path) -> None:
    with Archive.open(db) as archive:
        correct(archive, _date_id(archive), "text", "one\u2028two\x85three", "A clerk", None, NOW)
        exported = export_corrections(archive)
    with Archive.open(tmp_path / "other.db") as other:
        assert import_corrections(other, exported.encode()) == 1
        assert export_corrections(other) == exported


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
        line = export_corrections(archive).strip()[:-1] + f", {change}}}"
        with pytest.raises(ArchiveError, match="Line 1 is not a correction"):
            import_corrections(archive, line.encode())


@pytest.mark.parametrize("field", ["quote", "colour", "id"])
def test_what_cannot_be_corrected_is_said(db: Path, field: str) -> None:
    with Archive.open(db) as archive, pytest.raises(ArchiveError, match="cannot be corrected"):
        correct(archive, _date_id(archive), field, "x", "A clerk", None, NOW)


def test_an_unknown_id_is_said(db: Path) -> None:
    with Archive.open(db) as archive, pytest.raises(ArchiveError, match="no paper or fact"):
        correct(archive, "nobody", "role", "event", "A clerk", None, NOW)
