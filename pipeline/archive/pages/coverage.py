"""What the archive holds, and what it lacks: packs by body and year, gaps, problems in words."""

import sqlite3
from typing import Any

from pipeline.archive.pages.home import totals_of
from pipeline.archive.plain import STAGES
from pipeline.archive.reading import Asked, Row, rows
from pipeline.store.problems import list_problems

PAGE_SIZE = 50
_MOST_YEARS = 12


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """A grid of packs by body and year, and the problems met, in the words of the reader."""
    held = rows(connection, "SELECT * FROM summary_coverage LIMIT 5000")
    page = asked.whole("page", 1, 10_000)
    problems = list_problems(connection, PAGE_SIZE + 1, PAGE_SIZE * (page - 1))
    years = sorted({row["year"] for row in held if row["year"]})
    return {
        "totals": totals_of(connection),
        "years": list(range(years[0], years[-1] + 1))[-_MOST_YEARS:] if years else [],
        "bodies": _by_body(held),
        "problems": problems[:PAGE_SIZE],
        "stages": STAGES,
        "page": page,
        "more": len(problems) > PAGE_SIZE,
        "files": _files(connection),
    }


def _by_body(held: list[Row]) -> list[Row]:
    bodies: dict[str | None, Row] = {}
    for row in held:
        body = bodies.setdefault(
            row["body"],
            {"body": row["body"], "years": {}, "undated": 0, "papers": 0, "without_text": 0},
        )
        body["papers"] += row["papers"]
        body["without_text"] += row["pages_without_text"]
        if row["year"] is None:
            body["undated"] += row["papers"]
        else:
            body["years"][row["year"]] = row
    for body in bodies.values():
        known = sorted(body["years"])
        body["gaps"] = (
            [year for year in range(known[0], known[-1]) if year not in known] if known else []
        )
    return list(bodies.values())


def _files(connection: sqlite3.Connection) -> list[Row]:
    return rows(
        connection,
        """
        SELECT id, name, title, media_type, pages, status, source_url FROM files
        ORDER BY name, id LIMIT 200
        """,
    )
