"""Make an archive's tables, or bring those of an older version up to date: columns are only added,
indexes, search and views made where they are missing or have changed. What was read stays; the
next run makes its rows anew."""

import sqlite3
from collections.abc import Sequence

from pipeline.store.schema import (
    APPLICATION_ID,
    INDEXES,
    SCHEMA_VERSION,
    SEARCH,
    TABLES,
)
from pipeline.store.views import VIEWS


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Give the database every table, column, index, search and view; to be called inside a
    transaction."""
    from sqlite_utils import Database

    database = Database(connection)
    present = set(database.table_names())
    for table, columns in TABLES.items():
        if table not in present:
            declared = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
            connection.execute(f'CREATE TABLE "{table}" ({declared})')
        else:
            _add_columns(connection, table, columns)
    for table, indexes in INDEXES.items():
        for columns_of in indexes:
            database.table(table).create_index(columns_of, if_not_exists=True)
    for table, searched in SEARCH.items():
        if f"{table}_fts" not in present:
            database.table(table).enable_fts(searched, tokenize="porter unicode61")
        _keep_index(connection, table, searched)
    for view, sql in VIEWS.items():
        database.create_view(view, sql, replace=True)
    # Rows are made anew from what was read, so that they get the ids of this version.
    connection.execute("UPDATE files SET rules = NULL")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _keep_index(connection: sqlite3.Connection, table: str, searched: Sequence[str]) -> None:
    """Triggers that take changed and removed rows out of the search index. Rows that come in are
    indexed together by who writes them, as a trigger for each makes SQLite write each out."""
    columns = ", ".join(f'"{name}"' for name in searched)
    old, new = (", ".join(f'{row}."{name}"' for name in searched) for row in ("old", "new"))
    out = (
        f'INSERT INTO "{table}_fts" ("{table}_fts", rowid, {columns})'
        f" VALUES ('delete', old.rowid, {old});"
    )
    back = f'INSERT INTO "{table}_fts" (rowid, {columns}) VALUES (new.rowid, {new});'
    for name in ("ai", "ad", "au"):  # those of earlier versions, which indexed each row as it came
        connection.execute(f'DROP TRIGGER IF EXISTS "{table}_{name}"')
    for name, when, what in (("ad", "DELETE", out), ("au", f"UPDATE OF {columns}", out + back)):
        connection.execute(
            f'CREATE TRIGGER "{table}_{name}" AFTER {when} ON "{table}" BEGIN {what} END'
        )


def _add_columns(connection: sqlite3.Connection, table: str, columns: dict[str, str]) -> None:
    """Add what is missing; an added column cannot be required, so it gets an empty default."""
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
    for name, kind in columns.items():
        if name not in there:
            default = " DEFAULT ''" if "TEXT NOT NULL" in kind else " DEFAULT 0"
            added = kind + (default if "NOT NULL" in kind else "")
            connection.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {added}')
