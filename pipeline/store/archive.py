"""Open an archive, and put files in and take them out: each in one transaction.

What SQLite says is turned into an `ArchiveError` with a sentence for the user.
"""

import contextlib
import fcntl
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self

from pipeline.errors import ArchiveError
from pipeline.model import Problem
from pipeline.process import Extracted
from pipeline.store.ids import Ids, file_id
from pipeline.store.migrate import bring_up_to_date
from pipeline.store.rows import document_text, file_rows
from pipeline.store.schema import APPLICATION_ID, SCHEMA_VERSION, SEARCH, TABLES


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
        if not path.parent.is_dir():
            raise ArchiveError(f"There is no folder {path.parent} to keep the archive in.")
        with _sentences(path):
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
        return True

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

    def add(self, entry: FileEntry, extracted: Extracted, rules: str, now: str) -> dict[str, int]:
        """Put a file in with all that was made of it, replacing what was there; counts rows."""
        document = extracted.document
        problems = [*document.problems, *(p for facts in extracted.facts for p in facts.problems)]
        rows = file_rows(extracted, entry.id)
        rows["problems"] = _problem_rows(problems, entry.id)
        text = document_text(document)
        file_row = {
            **_entry_row(entry, now),
            "media_type": document.media_type,
            "pages": len(document.pages),
            "title": document.title,
            "source_url": document.source_url,
            "status": "partial" if any(p.stage == "read" for p in problems) else "ok",
            "reader": document.reader,
            "rules": rules,
            "text_sha256": hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
            "outline": json.dumps([astuple(item) for item in document.outline]),
            "links": json.dumps([astuple(link) for link in document.links]),
        }
        with self.transaction():
            self._remove(entry.id)
            self._insert("files", [file_row])
            for table in TABLES:
                self._insert(table, rows.get(table, ()))
        return {table: len(found) for table, found in rows.items()}

    def add_failure(self, entry: FileEntry, problem: Problem, now: str) -> None:
        """Record that a file could not be read, and why."""
        file_row = {
            **_entry_row(entry, now),
            "pages": 0,
            "status": "failed",
            "outline": "[]",
            "links": "[]",
        }
        with self.transaction():
            self._remove(entry.id)
            self._insert("files", [file_row])
            self._insert("problems", _problem_rows([problem], entry.id))

    def remove(self, file: str) -> bool:
        """Take a file out with all that was made of it, search index included."""
        with self.transaction():
            return self._remove(file)

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

    def _remove(self, file: str) -> bool:
        gone = self.connection.execute("DELETE FROM files WHERE id = ?", (file,)).rowcount
        return gone > 0

    def _insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        names = list(rows[0])
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        self.connection.executemany(
            f'INSERT INTO "{table}" ({columns}) VALUES ({marks})',
            ([row[name] for name in names] for row in rows),
        )

    def _prepare(self) -> None:
        self.connection.execute("PRAGMA foreign_keys = ON")
        kind, version = (
            self.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        )
        empty = not self.connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if not empty and kind != APPLICATION_ID:
            raise ArchiveError(
                f"{self.path} is a database of another program. Choose another name with --db."
            )
        if version > SCHEMA_VERSION:
            raise ArchiveError(
                f"{self.path} was made by a newer version of this program. Update it and try again."
            )
        if not empty and version < SCHEMA_VERSION:
            self._back_up(version)
        if empty or version < SCHEMA_VERSION:
            with self.transaction():
                bring_up_to_date(self.connection)

    def _back_up(self, version: int) -> None:
        copy = self.path.with_name(f"{self.path.name}.version-{version}.bak")
        with contextlib.closing(sqlite3.connect(copy)) as target:
            self.connection.backup(target)


def _entry_row(entry: FileEntry, now: str) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "path": entry.path,
        "bytes": entry.bytes,
        "sha256": entry.sha256,
        "ingested_at": now,
    }


def _problem_rows(problems: Sequence[Problem], file: str) -> list[dict[str, Any]]:
    ids = Ids(file)
    return [
        {
            "id": ids.of("problem", problem.stage, problem.code, problem.page, problem.message),
            "file_id": file,
            "page": problem.page,
            "stage": problem.stage,
            "code": problem.code,
            "message": problem.message,
        }
        for problem in problems
    ]


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
    if "readonly" in said or "unable to open" in said:
        where = path if path.exists() else path.parent
        return f"{where} cannot be written. Choose a place that you may write to with --db."
    return f"{path}: {said}."
