"""What happens to an archive when a run is killed, when two run at once, when a disk is full."""

import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import ArchiveError
from pipeline.ingest import Settings, ingest
from pipeline.store.archive import Archive
from pipeline.store.corrections import correct, list_corrections
from pipeline.store.ids import earlier_id
from pipeline.store.schema import SCHEMA_VERSION, TABLES
from tests.conftest import Silent
from tests.making import REPORT, dump, write_report

KILLS = 30


def _many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = REPORT.replace("780", str(780 + number)) * 6
        write_report(folder, f"report-{number:02}.txt", text)
    return folder


def _start(folder: Path, db: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "ingest", str(folder), "--db", str(db)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _check(db: Path) -> None:
    connection = sqlite3.connect(db)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_a_killed_run_leaves_a_whole_archive_that_the_next_one_completes(tmp_path: Path) -> None:
    folder = _many(tmp_path / "papers", 40)
    ingest([folder], tmp_path / "undisturbed.db", Settings(jobs=2), Silent())
    db = tmp_path / "archive.db"
    chance = random.Random(1)
    begun = ended = 0
    for _ in range(KILLS):
        process = _start(folder, db)
        while not db.exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 0.9))
        process.send_signal(signal.SIGKILL)
        ended += process.wait() == 0
        begun += 1
        _check(db)
        if ended >= 3:
            db.unlink()
            ended = 0
    assert begun == KILLS
    assert _start(folder, db).wait() == 0
    _check(db)
    assert dump(db) == dump(tmp_path / "undisturbed.db")


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    folder = _many(tmp_path / "papers", 3)
    db = tmp_path / "archive.db"
    with Archive.open(db) as first:
        assert first.claim(wait=False)
        with Archive.open(db) as second:
            assert not second.claim(wait=False)
        process = _start(folder, db)
        time.sleep(1.5)
        assert process.poll() is None
    assert process.wait(timeout=30) == 0
    assert len([row for row in dump(db) if row.startswith("('files'")]) == 3


def test_a_full_disk_is_a_sentence_and_the_archive_stays_whole(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    first = write_report(tmp_path, "first.txt")
    ingest([first], db, Settings(), Silent())
    before = dump(db)
    with Archive.open(db) as archive:
        pages = archive.query("PRAGMA page_count")[0][0]
        archive.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ArchiveError, match="disk is full"), archive.transaction():
            archive.insert("accuracy", [_accuracy(number) for number in range(20_000)])
    _check(db)
    assert dump(db) == before


def _accuracy(number: int) -> dict[str, object]:
    return {
        "id": f"{number:06}" * 20,
        "fact": "date",
        "measure": "precision",
        "facts": 1,
        "papers": 1,
        "measured_at": "2024",
        "version": "1",
    }


def test_a_locked_archive_is_a_sentence(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    Archive.open(db).close()
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    archive = Archive(db, sqlite3.connect(db, isolation_level=None, timeout=0.1))
    with pytest.raises(ArchiveError, match="in use by another program"), archive.transaction():
        pass
    archive.close()
    other.close()


def _as_version(db: Path, version: int) -> dict[str, str]:
    """Make an archive what an earlier version would have made of the same files; gives the ids
    that its dates had, and have now."""
    connection = sqlite3.connect(db)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.create_function(
        "earlier", 1, lambda key: earlier_id(key) if re.match("[0-9a-f]{16}", key or "") else key
    )
    now = [key for (key,) in connection.execute("SELECT id FROM dates")]
    for table, columns in TABLES.items():
        for column in columns:
            if column == "id" or column.endswith("_id") or column in ("row_id", "same_text_as"):
                connection.execute(f'UPDATE "{table}" SET "{column}" = earlier("{column}")')
    connection.executescript(
        "ALTER TABLE passages DROP COLUMN copies;"
        f"{'DROP TABLE corrections;' if version == 0 else ''}"
        f"PRAGMA user_version = {version}"
    )
    connection.close()
    return {earlier_id(key): key for key in now}


@pytest.mark.parametrize("version", range(SCHEMA_VERSION))
def test_an_older_archive_is_backed_up_and_brought_up_to_date(tmp_path: Path, version: int) -> None:
    db, paper = tmp_path / "archive.db", write_report(tmp_path)
    ingest([paper], db, Settings(), Silent())
    before = dump(db)
    _as_version(db, version)
    assert dump(db) != before
    Archive.open(db).close()
    assert (tmp_path / f"archive.db.version-{version}.bak").exists()
    report = ingest([paper], db, Settings(), Silent())
    assert [file.state for file in report.files] == ["refreshed"]
    _check(db)
    assert dump(db) == before


def test_corrections_of_an_older_archive_move_to_the_new_ids(tmp_path: Path) -> None:
    db, paper = tmp_path / "archive.db", write_report(tmp_path)
    ingest([paper], db, Settings(), Silent())
    ids = _as_version(db, 1)
    with Archive.open(db) as archive:
        for earlier in ids:
            correct(archive, earlier, "role", "event", "A clerk", None, "2024-01-01")
    ingest([paper], db, Settings(), Silent())
    with Archive.open(db) as archive:
        assert {row["row_id"] for row in list_corrections(archive)} == set(ids.values())
        again = next(iter(ids.values()))
        correct(archive, again, "role", "published", "A clerk", None, "2024-01-02")
        assert len(list_corrections(archive)) == len(ids)
