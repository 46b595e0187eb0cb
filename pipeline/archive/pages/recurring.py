"""Recommendations that come back: the list of them, and one with its wordings side by side."""

import json
import sqlite3
from itertools import pairwise
from typing import Any

from pipeline.archive.marking import compare_words
from pipeline.archive.reading import Asked, Row, one, rows

PAGE_SIZE = 25
DECISION = """
    COALESCE(recommendations.status,
             (SELECT decision FROM responses
              WHERE responses.recommendation_id = recommendations.id
              ORDER BY decision = 'awaited', responses.id LIMIT 1)) AS decision,
    COALESCE(recommendations.corrected,
             (SELECT corrected FROM responses
              WHERE responses.id = recommendations.response_id)) AS corrected
"""
"""What became of a recommendation: as the papers were linked, else the response beside it; and
what a reader corrected of either."""
SHELVES = ("again", "pack", "standing")
"""Made at more than one meeting; in several papers of one pack; what every meeting says."""


def answer_list(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """A page of recurring recommendations of one shelf, with the years of each as a strip."""
    shelf = asked.query.get("shelf", "again")
    shelf = shelf if shelf in SHELVES else "again"
    page = asked.whole("page", 1, 10_000)
    found = of_shelf(connection, shelf, PAGE_SIZE + 1, PAGE_SIZE * (page - 1))
    shown = found[:PAGE_SIZE]
    years = sorted({year for row in shown for year in row["years"]})
    return {
        "groups": shown,
        "strip": list(range(years[0], years[-1] + 1))[-16:] if years else [],
        "shelf": shelf,
        "counts": _counts(connection),
        "page": page,
        "more": len(found) > PAGE_SIZE,
    }


def of_shelf(connection: sqlite3.Connection, shelf: str, most: int, skip: int = 0) -> list[Row]:
    """Recurring recommendations of one shelf (see `SHELVES`), the weightiest first."""
    found = rows(
        connection,
        """
        SELECT recurrences.id, recurrences.title, recurrences.papers, recurrences.first_date,
               recurrences.last_date, recurrences.accepted_then_repeated,
               summary.times, summary.accepted, summary.rejected, summary.awaited, summary.years
        FROM summary_recurrences AS summary
        JOIN recurrences ON recurrences.id = summary.recurrence_id
        WHERE summary.shelf = :shelf ORDER BY summary.place LIMIT :most OFFSET :skip
        """,
        shelf=shelf,
        most=most,
        skip=skip,
    )
    for row in found:
        row["years"] = sorted({year for year in json.loads(row["years"]) if year})
    return found


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    found = rows(
        connection,
        "SELECT name, value FROM summary_totals WHERE name IN ('again', 'pack', 'standing')",
    )
    return {row["name"]: row["value"] for row in found}


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    """One recurring recommendation: each time it was made, what changed, and each response."""
    group = one(connection, "SELECT * FROM recurrences WHERE id = :id", id=asked.parts["id"])
    if group is None:
        return None
    times = _times(_members(connection, group["id"]))
    for time in times:
        time["responses"] = _responses(connection, [row["id"] for row in time["prints"]])
    for before, after in pairwise(times):
        if before["text"] != after["text"]:
            after["before"], after["after"] = compare_words(before["text"], after["text"])
    return {"group": group, "times": times}


def _members(connection: sqlite3.Connection, group: str) -> list[Row]:
    return rows(
        connection,
        """
        SELECT recommendations.id, recommendations.text, recommendations.label,
               recommendations.page, recommendations.made_by, recommendations.addressed_to,
               papers.title, papers.kind, papers.body, papers.meeting_date, papers.file_id,
               papers.id AS paper_id
        FROM recommendations JOIN papers ON papers.id = recommendations.paper_id
        WHERE recommendations.recurrence_id = :group
        ORDER BY papers.meeting_date, papers.file_id, papers.kind = 'response_proforma',
                 recommendations.page, recommendations.id
        LIMIT 200
        """,
        group=group,
    )


def _times(members: list[Row]) -> list[Row]:
    """One entry for each meeting that was asked; where else it is printed are its `prints`."""
    times: dict[tuple[str, str], Row] = {}
    for row in members:
        day = row["meeting_date"]
        key = (day, row["body"] or "") if day else ("", row["file_id"])
        times.setdefault(key, {**row, "prints": []})["prints"].append(row)
    return list(times.values())


def _responses(connection: sqlite3.Connection, recommendations: list[str]) -> list[Row]:
    found: list[Row] = []
    for recommendation in recommendations:
        found += responses_to(connection, recommendation)
    return found


def responses_to(connection: sqlite3.Connection, recommendation: str) -> list[Row]:
    """The responses to one recommendation, in time order."""
    found = rows(
        connection,
        """
        SELECT responses.id, responses.decision, responses.decision_text, responses.action,
               responses.quote, responses.page, responses.deadline, responses.deadline_text,
               responses.respondents, papers.title, papers.body, papers.meeting_date,
               papers.file_id, papers.id AS paper_id
        FROM responses JOIN papers ON papers.id = responses.paper_id
        WHERE responses.recommendation_id = :recommendation
        ORDER BY papers.meeting_date, responses.page, responses.id
        """,
        recommendation=recommendation,
    )
    for row in found:
        row["respondents"] = json.loads(row["respondents"] or "[]")
    return found
