"""Ask the archive: plain rows from a read-only connection, within a limit of time.

A run may write to the archive while it is served: a question sees the archive as it was before or
after a file went in, never between.
"""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from pipeline.errors import ArchiveError
from pipeline.store.archive import roll_back
from pipeline.store.schema import SCHEMA_VERSION
from pipeline.store.summaries import SUMMARIES

Row = dict[str, Any]
Answer = TypeVar("Answer")

_NAMES: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


class NoArchiveError(ArchiveError):
    """None of the databases that are served is an archive with the summaries of this version."""


class TookTooLongError(ArchiveError):
    """A question was stopped at the limit of time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asks for: the parts of the address, the query, and the day it is."""

    parts: Mapping[str, str]
    query: Mapping[str, str]
    today: date

    def whole(self, name: str, default: int, most: int = 1_000_000) -> int:
        """A whole number of the query, from 1 to `most`; `default` where there is none."""
        text = self.query.get(name, "")
        return min(max(int(text), 1), most) if text.isascii() and text.isdigit() else default


def rows(connection: sqlite3.Connection, sql: str, **values: Any) -> list[Row]:
    """All rows of a query, each as a mapping."""
    return [dict(found) for found in connection.execute(sql, values)]


def one(connection: sqlite3.Connection, sql: str, **values: Any) -> Row | None:
    """The first row of a query, or None."""
    found = connection.execute(sql, values).fetchone()
    return None if found is None else dict(found)


def places(name: str, items: list[Any]) -> tuple[str, dict[str, Any]]:
    """Parameters for `IN (…)`: the list of their names, and their values."""
    values = {f"{name}{index}": item for index, item in enumerate(items)}
    return ", ".join(f":{key}" for key in values), values


async def find_archive(datasette: Any) -> None:
    """Remember which of the served databases is the archive: the first that has its tables."""
    for name, database in datasette.databases.items():
        if name.startswith("_"):
            continue
        if await database.execute_fn(is_archive):
            _NAMES[datasette] = name
            return


def is_archive(connection: sqlite3.Connection) -> bool:
    """Whether a database is an archive of this version that was linked."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
        return False
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {"files", "passages", *SUMMARIES} <= {name for (name,) in found}


def archive_name(datasette: Any) -> str | None:
    """The name under which the archive is served, or None."""
    return _NAMES.get(datasette)


async def read(datasette: Any, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """Put a question to the archive in one of Datasette's reading threads.

    Raises `NoArchiveError` where there is none, `TookTooLongError` at Datasette's limit, and what
    SQLite raises where a run keeps the archive from being read (`is_busy`, `is_half_written`).
    """
    name = archive_name(datasette)
    if name is None:
        # An archive of an earlier version may have been brought up to date in the meantime.
        await find_archive(datasette)
        name = archive_name(datasette)
    if name is None:
        raise NoArchiveError
    limit = datasette.setting("sql_time_limit_ms")
    database = datasette.databases[name]

    def ask(connection: sqlite3.Connection) -> Answer:
        try:
            return _ask(connection, question, limit)
        except sqlite3.OperationalError as error:
            if not is_half_written(error):
                raise
        roll_back(Path(database.path))
        return _ask(connection, question, limit)

    answer: Answer = await database.execute_fn(ask)
    return answer


def _ask(
    connection: sqlite3.Connection, question: Callable[[sqlite3.Connection], Answer], limit: int
) -> Answer:
    from datasette.utils import sqlite_timelimit

    began = time.monotonic()
    try:
        with _unchanging(connection), sqlite_timelimit(connection, limit):
            return question(connection)
    except sqlite3.OperationalError as error:
        of_a_run = is_busy(error) or is_half_written(error)
        if not of_a_run and time.monotonic() - began >= limit / 1000:
            raise TookTooLongError from error
        raise


@contextlib.contextmanager
def _unchanging(connection: sqlite3.Connection) -> Iterator[None]:
    """Let all queries inside see the same state of the archive."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()


def is_busy(error: BaseException | None) -> bool:
    """Whether a run that writes keeps the archive from being read."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def is_half_written(error: BaseException | None) -> bool:
    """Whether a run was killed while it wrote, and what it wrote has yet to be undone."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_ROLLBACK
