"""Turn people's corrections into annotated papers.

A paper in which somebody corrected or rejected a fact of some type becomes an annotated paper for
that type: its facts as corrected, the rejected ones left out. What nobody objected to counts as
right, so correct a paper through to its end before you learn from it.
"""

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

from pipeline.errors import EvaluationError
from pipeline.evaluate.gold import find_source
from pipeline.store.archive import Archive
from pipeline.store.corrections import list_corrections
from pipeline.store.schema import REJECTED

Row = dict[str, Any]

_TYPES = {
    "recommendations": "recommendation",
    "responses": "response",
    "statistics": "statistic",
    "dates": "date",
    "theme_mentions": "theme",
}
_FIELDS = {
    "recommendations": ("quote", "label", "kind", "made_by", "addressed_to"),
    "responses": ("quote", "label", "decision", "action", "issue"),
    "statistics": ("quote", "value", "value_to", "unit", "role", "direction", "measure"),
    "dates": ("quote", "text", "date_start", "date_end", "role"),
    "theme_mentions": ("quote", "theme_id", "stated"),
}
_GOLD_NAMES = {"date_start": "start", "date_end": "end", "theme_id": "theme"}
_NUMBERS = frozenset({"value", "value_to"})


def write_learned(archive: Archive, folder: Path) -> list[Path]:
    """Write one annotated paper (JSON Lines) for each corrected paper; the files written."""
    changes: dict[str, dict[str, str | None]] = defaultdict(dict)
    touched: dict[str, set[str]] = defaultdict(set)
    for correction in list_corrections(archive):
        if (table := correction["table_name"]) in _TYPES:
            changes[correction["row_id"]][correction["field"]] = correction["value"]
            for row in archive.query(
                f"SELECT paper_id FROM {table} WHERE id = ?", correction["row_id"]
            ):
                touched[row["paper_id"]].add(table)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for paper in sorted(touched):
        path = folder / f"corrected-{paper}.jsonl"
        lines = [_scope(archive, paper, touched[paper], folder)]
        for table in sorted(touched[paper]):
            lines += _facts(archive, paper, table, changes)
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _scope(archive: Archive, paper: str, tables: set[str], folder: Path) -> Row:
    (row,) = archive.query(
        "SELECT files.name, files.path, first_page, last_page FROM papers"
        " JOIN files ON files.id = papers.file_id WHERE papers.id = ?",
        paper,
    )
    return {
        "fact": "scope",
        "paper": paper,
        "file": _source(row["name"], Path(row["path"]), folder),
        "types": sorted(_TYPES[table] for table in tables),
        "first_page": row["first_page"],
        "last_page": row["last_page"],
    }


def _source(name: str, path: Path, folder: Path) -> str:
    """How the annotations name the file: by its name where that finds it, else by where it lay."""
    try:
        find_source(name, folder)
    except EvaluationError:
        if path.is_file():
            return os.path.relpath(path.resolve(), folder.resolve())
    return name


def _facts(
    archive: Archive, paper: str, table: str, changes: dict[str, dict[str, str | None]]
) -> list[Row]:
    rows = archive.query(
        f"SELECT * FROM {table} WHERE paper_id = ? ORDER BY page, passage_id, start, id", paper
    )
    return [
        _gold_row(dict(row), table, changes.get(row["id"], {}))
        for row in rows
        if REJECTED not in changes.get(row["id"], {})
    ]


def _gold_row(row: Row, table: str, change: dict[str, str | None]) -> Row:
    fact: Row = {"fact": _TYPES[table], "page": row["page"]}
    for name in _FIELDS[table]:
        value: Any = change.get(name, row[name])
        if name in _NUMBERS and value is not None:
            value = float(value)
        fact[_GOLD_NAMES.get(name, name)] = bool(int(value or 0)) if name == "stated" else value
    if table == "statistics":
        start, end = (change.get(name, row[name]) for name in ("period_start", "period_end"))
        fact["period"] = f"{start or ''}/{end or ''}" if start or end else None
    return fact
