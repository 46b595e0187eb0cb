"""Responses that are due: by month, and for calendars and feed readers."""

import json
import sqlite3
from itertools import groupby
from typing import Any

from pipeline.archive.plain import uk_date
from pipeline.archive.reading import Asked, Row, rows
from pipeline.store.schema import KEPT

_MOST = 400
_MOST_SHOWN = 100


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """Responses due and overdue by month, and dates by which papers say something is due."""
    found = open_responses(connection)
    waiting = found[-_MOST_SHOWN:]
    today = asked.today.isoformat()
    for row in waiting:
        row["overdue"] = row["deadline"] is not None and row["deadline"] < today
    dated = [row for row in waiting if row["deadline"]]
    dated.sort(key=lambda row: (row["overdue"], row["deadline"]))
    months = [
        {"month": uk_date(f"{month}"), "overdue": overdue, "responses": list(group)}
        for (overdue, month), group in groupby(
            dated, key=lambda row: (row["overdue"], row["deadline"][:7])
        )
    ]
    return {
        "months": [group for group in months if not group["overdue"]],
        "late": [group for group in months if group["overdue"]][::-1],
        "undated": [row for row in waiting if row["deadline"] is None],
        "dates": _other_dates(connection, today),
        "today": today,
        "left_out": len(found) - len(waiting),
    }


def open_responses(connection: sqlite3.Connection) -> list[Row]:
    """Response forms whose cells are empty and that no later paper answers, one row a form."""
    found = rows(
        connection,
        """
        SELECT waiting.deadline, waiting.deadline_text, waiting.deadline_basis, waiting.issue,
               waiting.recommendations, waiting.respondents, waiting.page, waiting.response_id,
               papers.id AS paper_id, papers.file_id, papers.title, papers.body,
               papers.meeting_date
        FROM summary_open_responses AS waiting JOIN papers ON papers.id = waiting.paper_id
        ORDER BY waiting.deadline IS NULL, waiting.deadline, papers.id LIMIT :most
        """,
        most=_MOST,
    )
    for row in found:
        row["respondents"] = json.loads(row["respondents"] or "[]")
        row["before_meeting"] = bool(
            row["deadline"] and row["meeting_date"] and row["deadline"] < row["meeting_date"]
        )
    return found


def _other_dates(connection: sqlite3.Connection, today: str) -> list[Row]:
    """Days still to come by which a paper says that something is due."""
    return rows(
        connection,
        f"""
        SELECT dates.id, dates.quote, dates.date_start, dates.date_end, dates.page, dates.corrected,
               papers.title, papers.body, papers.meeting_date, papers.file_id,
               papers.id AS paper_id
        FROM dates JOIN papers ON papers.id = dates.paper_id
        WHERE dates.date_start >= :today AND dates.role = 'deadline' AND dates.{KEPT}
        ORDER BY dates.date_start, dates.id LIMIT 50
        """,
        today=today,
    )
