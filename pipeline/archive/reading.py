"""Ask the archive: plain rows from a read-only connection, within a limit of time."""

import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from pipeline.errors import ArchiveError
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
        if await database.execute_fn(_is_archive):
            _NAMES[datasette] = name
            return


def _is_archive(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {"files", "passages", *SUMMARIES} <= {name for (name,) in found}


def archive_name(datasette: Any) -> str | None:
    """The name under which the archive is served, or None."""
    return _NAMES.get(datasette)


async def read(datasette: Any, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """Put a question to the archive in one of Datasette's reading threads.

    Raises `NoArchiveError` where there is none, and `TookTooLongError` at Datasette's limit.
    """
    from datasette.utils import sqlite_timelimit

    name = archive_name(datasette)
    if name is None:
        raise NoArchiveError
    limit = datasette.setting("sql_time_limit_ms")

    def ask(connection: sqlite3.Connection) -> Answer:
        began = time.monotonic()
        try:
            with sqlite_timelimit(connection, limit):
                return question(connection)
        except sqlite3.OperationalError as error:
            if time.monotonic() - began >= limit / 1000:
                raise TookTooLongError from error
            raise

    answer: Answer = await datasette.databases[name].execute_fn(ask)
    return answer
