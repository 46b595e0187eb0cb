"""Open an archive, and put files in and take them out: each in one transaction.

What SQLite says is turned into an `ArchiveError` with a sentence for the user.
"""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Self

from pipeline.errors import ArchiveError
from pipeline.model import Problem
from pipeline.store.batch import Batch
from pipeline.store.ids import earlier_id, file_id
from pipeline.store.migrate import bring_up_to_date
from pipeline.store.rows import problem_rows
from pipeline.store.schema import APPLICATION_ID, SCHEMA_VERSION, SEARCH, TABLES

_HOLDER = "holder"
LINKED = "linked"
"""The state that says of which files the archive's links are; it goes when a file comes or goes."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What the archive knows of a file: with what it was read and how that ended."""

    id: str
    name: str
    status: str
    reader: str | None
    rules: str | None


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file as it comes in: its name, where it lay, and its content's size and hash."""

    name: str
    path: str
    bytes: int
    sha256: str

    @property
    def id(self) -> str:
        """The id that the file has in every archive."""
        return file_id(self.sha256)


class Archive:
    """An open archive; the only thing that writes to it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self._lock: BinaryIO | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the archive at `path`, or make an empty one there."""
        with _sentences(path):
            if not path.parent.is_dir():
                raise ArchiveError(f"There is no folder {path.parent} to keep the archive in.")
            connection = sqlite3.connect(path, isolation_level=None, timeout=10)
            archive = cls(path, connection)
            try:
                archive._prepare()
            except BaseException:
                connection.close()
                raise
        return archive

    def close(self) -> None:
        """Close the archive, and let others write to it."""
        self.connection.close()
        if self._lock:
            self._lock.close()

    def claim(self, *, wait: bool = True) -> bool:
        """Be the only run that writes until the archive is closed; False where another one is.

        The lock lies on the archive's own file and goes with the process that holds it.
        """
        self._lock = self._lock or self.path.open("rb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        with self.transaction():
            self.save_state(_HOLDER, f"process {os.getpid()}".encode())
        return True

    def holder(self) -> str | None:
        """Which process was the last to claim the archive."""
        name = self.load_state(_HOLDER)
        return name.decode() if name else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written inside."""
        with _sentences(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def known(self, sha256: str) -> FileState | None:
        """What the archive knows of a file with this content, if it has it."""
        row = self.connection.execute(
            "SELECT id, name, status, reader, rules FROM files WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return FileState(*row) if row else None

    def files(self) -> list[tuple[FileState, FileEntry]]:
        """What the archive knows of each of its files."""
        columns = "id, name, status, reader, rules, name, path, bytes, sha256"
        rows = self.query(f"SELECT {columns} FROM files ORDER BY id")
        return [(FileState(*row[:5]), FileEntry(*row[5:])) for row in map(tuple, rows)]

    def scans(self) -> frozenset[str]:
        """The ids of files with pages that OCR may read."""
        found = self.query(
            "SELECT DISTINCT file_id FROM problems WHERE code = 'no_text' AND page IS NOT NULL"
        )
        return frozenset(row["file_id"] for row in found)

    def add(self, entry: FileEntry, batch: Batch, now: str) -> None:
        """Put a file in with all that was made of it, replacing what was there."""
        with self.transaction():
            self._remove(entry)
            self._insert("files", [{**_entry_row(entry, now), **batch.file}])
            for name in TABLES:
                if name in batch.tables:
                    self._write(name, batch.tables[name].columns, batch.tables[name].rows)
            self._take_over_corrections(batch)

    def move(self, entry: FileEntry) -> None:
        """A file that is held lies elsewhere now."""
        with self.transaction():
            self.connection.execute(
                "UPDATE files SET name = ?, path = ? WHERE id = ?",
                (entry.name, entry.path, entry.id),
            )

    def add_failure(self, entry: FileEntry, problem: Problem, now: str) -> Problem:
        """Record that a file could not be read, and why; gives the problem as it is recorded.

        What was made of the file when it could be read is kept.
        """
        state = self.known(entry.sha256)
        with self.transaction():
            if state and state.status != "failed":
                # Not of the stage 'read': those come back with the document.
                problem = replace(problem, stage="extract", message=f"{problem.message} {_KEPT}")
            else:
                self._remove(entry)
                self._insert("files", [{**_entry_row(entry, now), **_FAILED}])
            (row,) = problem_rows([problem], entry.id)
            self.connection.execute("DELETE FROM problems WHERE id = ?", (row["id"],))
            self._insert("problems", [row])
        return problem

    def remove(self, file: str) -> bool:
        """Take a file out with all that was made of it, search index included."""
        with self.transaction():
            return self.connection.execute("DELETE FROM files WHERE id = ?", (file,)).rowcount > 0

    def tidy(self) -> None:
        """Rebuild the search index and give back the room of removed rows, so that no word of what
        was removed stays in the file."""
        with _sentences(self.path):
            for table in SEARCH:
                self.connection.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")
            self.connection.execute("VACUUM")
            for table in SEARCH:
                self.connection.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")

    def add_run(self, row: Mapping[str, Any]) -> None:
        """Record a run."""
        with self.transaction():
            self._insert("runs", [row])

    def replace_themes(self, themes: Sequence[tuple[str, str, str]]) -> None:
        """Bring the list of themes (id, label, description) up to date; mentions stay."""
        with self.transaction():
            self.connection.executemany(
                "INSERT INTO themes (id, label, description) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET label = excluded.label,"
                " description = excluded.description",
                themes,
            )

    def load_state(self, name: str) -> bytes | None:
        """What was kept under a name for the next run."""
        rows = self.query("SELECT value FROM state WHERE id = ?", name)
        return bytes(rows[0]["value"]) if rows else None

    def save_state(self, name: str, value: bytes) -> None:
        """Keep something for the next run; to be called inside a `transaction`."""
        self.connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def query(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """The rows of a query."""
        cursor = self.connection.cursor()
        cursor.row_factory = sqlite3.Row
        with _sentences(self.path):
            return cursor.execute(sql, values).fetchall()

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows; to be called inside a `transaction`."""
        self._insert(table, rows)

    def _remove(self, entry: FileEntry) -> None:
        self.connection.execute("DELETE FROM files WHERE sha256 = ?", (entry.sha256,))
        # Rows that come in anew have no links, even where the file was linked before.
        self.connection.execute("DELETE FROM state WHERE id = ?", (LINKED,))

    def _insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            columns = tuple(rows[0])
            self._write(table, columns, ([row[name] for name in columns] for row in rows))

    def _write(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        named = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        insert = f'INSERT INTO "{table}" ({named}) VALUES ({marks})'
        if table not in SEARCH:
            self.connection.executemany(insert, rows)
            return
        last = self.connection.execute(f'SELECT MAX(rowid) FROM "{table}"').fetchone()[0] or 0
        self.connection.executemany(insert, rows)
        searched = ", ".join(f'"{name}"' for name in SEARCH[table])
        self.connection.execute(
            f'INSERT INTO "{table}_fts" (rowid, {searched})'
            f' SELECT rowid, {searched} FROM "{table}" WHERE rowid > ?',
            (last,),
        )

    def _take_over_corrections(self, batch: Batch) -> None:
        """Corrections of a row under the id that earlier versions gave it move to its id of now."""
        held = {row[0] for row in self.connection.execute("SELECT row_id FROM corrections")}
        if held:
            keys = (row[0] for table in batch.tables.values() for row in table.rows)
            moves = [
                (key, earlier_id(key))
                for key in keys
                if earlier_id(key) in held and earlier_id(key) != key
            ]
            self.connection.executemany("UPDATE corrections SET row_id = ? WHERE row_id = ?", moves)

    def _prepare(self) -> None:
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.connection.execute("PRAGMA cache_size = -64000")  # ids are hashes: no two are near
        empty = not self.connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        version = _check_version(self.path, self.connection, empty=empty)
        if not empty and version < SCHEMA_VERSION:
            self._back_up(version)
        if empty or version < SCHEMA_VERSION:
            with self.transaction():
                bring_up_to_date(self.connection)

    def _back_up(self, version: int) -> None:
        copy = self.path.with_name(f"{self.path.name}.version-{version}.bak")
        with contextlib.closing(sqlite3.connect(copy)) as target:
            self.connection.backup(target)


_FAILED = {"pages": 0, "status": "failed", "outline": "[]", "links": "[]"}
_KEPT = "What was made of it before is kept."


def version_of(path: Path) -> int:
    """The version of an archive, which is not changed; raises `ArchiveError` as `Archive.open`."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with _sentences(path), contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        return _check_version(path, connection)


def roll_back(path: Path) -> None:
    """Undo what a run that was killed left half written. Where that is not allowed, the next run
    does it."""
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(path, timeout=1)) as connection,
    ):
        connection.execute("SELECT 1 FROM sqlite_master")


def _check_version(path: Path, connection: sqlite3.Connection, *, empty: bool = False) -> int:
    """The version of an archive; `ArchiveError` for another program's, and for a newer one."""
    kind, version = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("application_id", "user_version")
    )
    if not empty and kind != APPLICATION_ID:
        raise ArchiveError(
            f"{path} is a database of another program. Choose another name with --db."
        )
    if version > SCHEMA_VERSION:
        raise ArchiveError(
            f"{path} was made by a newer version of this program. Update it and try again."
        )
    return version


def _entry_row(entry: FileEntry, now: str) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "path": entry.path,
        "bytes": entry.bytes,
        "sha256": entry.sha256,
        "ingested_at": now,
    }


@contextlib.contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into sentences."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise ArchiveError(_sentence(path, str(error))) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise ArchiveError(f"No archive can hold or find such a value ({error}).") from error
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written ({error.strerror}).") from error


def _sentence(path: Path, said: str) -> str:
    if "not a database" in said or "malformed" in said:
        return f"{path} is not an archive, or it is damaged. Choose another name with --db."
    if "locked" in said:
        return f"{path} is in use by another program. Close it and try again."
    if "full" in said:
        return f"The disk is full: nothing more fits into {path}. Make room and run it again."
    if "disk I/O" in said:
        return f"{path} cannot be written: the disk is full or damaged. Make room and run it again."
    if "readonly" in said or "unable to open" in said:
        where = path if path.exists() else path.parent
        return f"{where} cannot be written. Choose a place that you may write to with --db."
    return f"{path}: {said}."
