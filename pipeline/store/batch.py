"""One file to the rows of all its tables: what a worker process hands to the writer. Pure.

Rows are made where the file was read, so that the one writer has nothing to do but to write.
"""

import hashlib
import json
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from pipeline.model import Document, Problem
from pipeline.process import PRELOAD, Extracted, Task, extract_document, made_with, process_file
from pipeline.rules import load_rules
from pipeline.store.rows import Row, document_text, file_rows, problem_rows

PRELOAD_BATCH = (*PRELOAD, "pipeline.store.batch")
"""What a worker process loads once, before its first file."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table: the names of their columns, and their values in that order."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one file puts into the archive.

    `file` is the part of its row in `files` that its content says; the rest (name, path, size,
    hash, time) is known to who found it.
    """

    file: Row
    tables: dict[str, Table]
    problems: tuple[Problem, ...]

    def counts(self) -> dict[str, int]:
        """How many rows there are of each table."""
        return {name: len(table.rows) for name, table in self.tables.items()}


@dataclass(frozen=True, slots=True)
class FileTask(Task):
    """A file to read into rows; `file` is the id that it has in the archive."""

    file: str = ""


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """A document that was read before, to be made into rows anew with the present rules."""

    document: Document
    file: str
    rules_folder: Path | None = None
    model: str | None = None


def batch_file(task: FileTask) -> Batch:
    """Read, split and extract one file; raises `ReadError` where it cannot be read."""
    return make_batch(process_file(task), task.file, made_with(load_rules(task.rules_folder)))


def batch_document(task: DocumentTask) -> Batch:
    """Split and extract a document once more."""
    rules = load_rules(task.rules_folder)
    extracted = extract_document(task.document, rules, model=task.model)
    return make_batch(extracted, task.file, made_with(rules))


def make_batch(extracted: Extracted, file: str, rules: str) -> Batch:
    """The rows of a document with its papers and facts, under the id `file`; `rules` is what they
    were made with."""
    document = extracted.document
    problems = (*document.problems, *(p for facts in extracted.facts for p in facts.problems))
    rows = {**file_rows(extracted, file), "problems": problem_rows(problems, file)}
    return Batch(
        _file_row(document, problems, rules),
        {name: _table(found) for name, found in rows.items() if found},
        problems,
    )


def _file_row(document: Document, problems: tuple[Problem, ...], rules: str) -> Row:
    text = document_text(document).encode("utf-8", "replace")
    return {
        "media_type": document.media_type,
        "pages": len(document.pages),
        "title": document.title,
        "source_url": document.source_url,
        "status": "partial" if any(p.stage == "read" for p in problems) else "ok",
        "reader": document.reader,
        "rules": rules,
        "text_sha256": hashlib.sha256(text).hexdigest(),
        "outline": json.dumps([astuple(item) for item in document.outline]),
        "links": json.dumps([astuple(link) for link in document.links]),
    }


def _table(rows: list[Row]) -> Table:
    return Table(tuple(rows[0]), [tuple(row.values()) for row in rows])
