"""One recommendation: its life in time order, each step a quoted page."""

import sqlite3
from typing import Any

from pipeline.archive.pages.corrected import corrections_of
from pipeline.archive.pages.recurring import responses_to
from pipeline.archive.reading import Asked, Row, one, rows
from pipeline.store.schema import KEPT

_ONE = """
    SELECT recommendations.*, papers.title, papers.kind AS paper_kind, papers.body,
           papers.meeting_date, papers.file_id
    FROM recommendations JOIN papers ON papers.id = recommendations.paper_id
"""


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    """A recommendation, the same one elsewhere, and every response, as steps in time."""
    made = one(connection, _ONE + "WHERE recommendations.id = :id", id=asked.parts["id"])
    if made is None:
        return None
    asked_for = [made, *_alike(connection, made)]
    steps = _makings(asked_for)
    for row in asked_for:
        steps += [{**given, "step": "answered"} for given in responses_to(connection, row["id"])]
    steps.sort(key=_when)
    recurrence = made["recurrence_id"] and one(
        connection, "SELECT * FROM recurrences WHERE id = :id", id=made["recurrence_id"]
    )
    return {
        "made": made,
        "steps": steps,
        "answered": any(step["step"] == "answered" for step in steps),
        "recurrence": recurrence,
        "corrections": corrections_of(connection, {made["id"], *(step["id"] for step in steps)}),
        "themes": _themes(connection, made["passage_id"]),
    }


def _makings(rows: list[Row]) -> list[Row]:
    """Each time it was made: first `made`, then `again`, and `printed` again in the same pack."""
    steps: list[Row] = []
    packs: set[str] = set()
    for row in sorted(rows, key=lambda row: (_when(row), row["id"])):
        again = "again" if packs else "made"
        steps.append({**row, "step": "printed" if row["file_id"] in packs else again})
        packs.add(row["file_id"])
    return steps


def _when(row: Row) -> tuple[str, str, int, int]:
    """In time; on one day by file, a response after what it answers."""
    step = row.get("step")
    return (row["meeting_date"] or "9999", row["file_id"], int(step == "answered"), row["page"])


def _alike(connection: sqlite3.Connection, made: Row) -> list[Row]:
    if made["recurrence_id"] is None:
        return []
    return rows(
        connection,
        _ONE + "WHERE recommendations.recurrence_id = :group AND recommendations.id <> :id"
        " ORDER BY papers.meeting_date, recommendations.page, recommendations.id LIMIT 100",
        group=made["recurrence_id"],
        id=made["id"],
    )


def _themes(connection: sqlite3.Connection, passage: str) -> list[Row]:
    return rows(
        connection,
        f"""
        SELECT DISTINCT themes.id, themes.label FROM theme_mentions
        JOIN themes ON themes.id = theme_mentions.theme_id
        WHERE theme_mentions.passage_id = :passage AND theme_mentions.{KEPT}
        ORDER BY themes.label
        """,
        passage=passage,
    )
