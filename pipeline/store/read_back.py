"""Rows back to a document, so that changed rules can be applied without reading the file again."""

import json
import sqlite3
from typing import Any

from pipeline.errors import ArchiveError
from pipeline.model import Cell, Document, Line, OutlineEntry, Page, PageLink, Passage, Problem


def load_document(connection: sqlite3.Connection, file: str) -> Document:
    """The document of a file that is in the archive, as its reader made it."""
    row = _one(connection, "SELECT * FROM files WHERE id = ?", file)
    return Document(
        media_type=row["media_type"],
        reader=row["reader"],
        title=row["title"],
        source_url=row["source_url"],
        pages=tuple(map(_page, _all(connection, "pages", file, "number"))),
        passages=tuple(map(_passage, _all(connection, "passages", file, "position"))),
        outline=tuple(OutlineEntry(*entry) for entry in json.loads(row["outline"])),
        links=tuple(PageLink(*link) for link in json.loads(row["links"])),
        problems=tuple(
            Problem(problem["stage"], problem["code"], problem["message"], problem["page"])
            for problem in _all(connection, "problems", file, "rowid")
            if problem["stage"] == "read"
        ),
    )


def _all(connection: sqlite3.Connection, table: str, file: str, order: str) -> list[Any]:
    query = f"SELECT * FROM {table} WHERE file_id = ? ORDER BY {order}"
    return _cursor(connection).execute(query, (file,)).fetchall()


def _one(connection: sqlite3.Connection, query: str, key: str) -> Any:
    row = _cursor(connection).execute(query, (key,)).fetchone()
    if row is None:
        raise ArchiveError(f"There is no file {key} in the archive.")
    return row


def _cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor


def _page(row: Any) -> Page:
    return Page(
        number=row["number"],
        label=row["label"],
        width=row["width"],
        height=row["height"],
        text=row["text"],
        stamps=tuple(json.loads(row["stamps"])),
        source=row["source"],
    )


def _passage(row: Any) -> Passage:
    return Passage(
        position=row["position"],
        page=row["page"],
        kind=row["kind"],
        text=row["text"],
        number=row["number"],
        heading=tuple(json.loads(row["heading_path"])),
        level=row["level"],
        lines=tuple(Line(**box) for box in json.loads(row["boxes"])),
        table=row["table_number"],
        row=row["row_number"],
        cells=tuple(Cell(*cell) for cell in json.loads(row["cells"] or "[]")),
        size=row["size"],
        bold=bool(row["bold"]),
    )
