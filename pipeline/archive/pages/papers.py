"""Papers and files: what is in them, and where."""

import json
import sqlite3
from typing import Any

from pipeline.archive.pages.corrected import corrections_of
from pipeline.archive.pages.recurring import DECISION
from pipeline.archive.reading import Asked, Row, one, rows
from pipeline.store.schema import KEPT

_MOST = 60
FILE_COLUMNS = "id, name, media_type, bytes, pages, title, source_url, status, ingested_at"
"""What of a file is shown; never where it lies on the server."""


def answer_file(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    """One file: its papers, its problems, its pages."""
    file = one(connection, f"SELECT {FILE_COLUMNS} FROM files WHERE id = :id", id=asked.parts["id"])
    if file is None:
        return None
    return {
        "file": file,
        "papers": rows(
            connection,
            """
            SELECT id, kind, title, body, meeting_date, item, first_page, last_page FROM papers
            WHERE file_id = :id ORDER BY position LIMIT 500
            """,
            id=file["id"],
        ),
        "problems": rows(
            connection,
            "SELECT message, page FROM problems WHERE file_id = :id ORDER BY page, id LIMIT 100",
            id=file["id"],
        ),
    }


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    """One paper: what it is, and its recommendations, responses, statistics, dates and themes."""
    paper = one(
        connection,
        """
        SELECT papers.*, files.name, files.source_url, files.media_type, files.pages
        FROM papers JOIN files ON files.id = papers.file_id WHERE papers.id = :id
        """,
        id=asked.parts["id"],
    )
    if paper is None:
        return None
    paper_id = paper["id"]
    facts = {
        "recommendations": _recommendations(connection, paper_id),
        "responses": _responses(connection, paper_id),
        "statistics": _facts(
            connection,
            "id, quote, text, value, value_to, unit, measure, period_start, period_end, page,"
            " role, series_id",
            "statistics",
            paper_id,
        ),
        "dates": _facts(
            connection, "id, quote, text, date_start, date_end, role, page", "dates", paper_id
        ),
    }
    return {
        "paper": paper,
        **facts,
        "corrections": corrections_of(
            connection, [paper_id, *(row["id"] for found in facts.values() for row in found)]
        ),
        "themes": _themes(connection, paper_id),
        "others": rows(
            connection,
            """
            SELECT id, kind, title, first_page FROM papers
            WHERE parent_id = :id OR id = :parent ORDER BY position LIMIT 50
            """,
            id=paper_id,
            parent=paper["parent_id"],
        ),
        "most": _MOST,
    }


def first_page(connection: sqlite3.Connection, paper: str) -> Row | None:
    """The file of a paper and the page it begins on."""
    return one(
        connection, "SELECT file_id, first_page, last_page FROM papers WHERE id = :id", id=paper
    )


def _facts(connection: sqlite3.Connection, columns: str, table: str, paper: str) -> list[Row]:
    return rows(
        connection,
        f'SELECT {columns} FROM {table} WHERE paper_id = :paper ORDER BY page, "start", id'
        f" LIMIT {_MOST}",
        paper=paper,
    )


def _recommendations(connection: sqlite3.Connection, paper: str) -> list[Row]:
    return rows(
        connection,
        f"""
        SELECT recommendations.id, recommendations.text, recommendations.label,
               recommendations.page, recommendations.made_by, recommendations.addressed_to,
               {DECISION}
        FROM recommendations JOIN passages ON passages.id = recommendations.passage_id
        WHERE recommendations.paper_id = :paper
        ORDER BY passages.position, recommendations.start, recommendations.id LIMIT 200
        """,
        paper=paper,
    )


def _responses(connection: sqlite3.Connection, paper: str) -> list[Row]:
    found = rows(
        connection,
        """
        SELECT responses.id, responses.recommendation_id, responses.quote, responses.decision,
               responses.decision_text, responses.action, responses.page, responses.deadline,
               responses.deadline_text, responses.respondents
        FROM responses JOIN passages ON passages.id = responses.passage_id
        WHERE responses.paper_id = :paper
        ORDER BY passages.position, responses.start, responses.id LIMIT 200
        """,
        paper=paper,
    )
    for row in found:
        row["respondents"] = json.loads(row["respondents"] or "[]")
    return found


def _themes(connection: sqlite3.Connection, paper: str) -> list[Row]:
    return rows(
        connection,
        f"""
        SELECT themes.id, themes.label, COUNT(*) AS passages, MAX(theme_mentions.stated) AS stated
        FROM theme_mentions JOIN themes ON themes.id = theme_mentions.theme_id
        WHERE theme_mentions.paper_id = :paper AND theme_mentions.{KEPT}
        GROUP BY themes.id ORDER BY COUNT(*) DESC, themes.label LIMIT 20
        """,
        paper=paper,
    )
