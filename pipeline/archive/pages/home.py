"""The first page: what the archive holds, and three answers that a council's site cannot give."""

import sqlite3
from typing import Any

from pipeline.archive.charting import draw_bars
from pipeline.archive.pages.recurring import of_shelf
from pipeline.archive.reading import Asked, Row, one, rows


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What the home page shows."""
    totals = totals_of(connection)
    return {
        "totals": totals,
        "themes": themes_of(connection),
        "theme": _theme_over_years(connection),
        "repeated": _repeated(connection),
        "due": _due(connection, asked.today.isoformat()),
        "papers": newest_papers(connection),
    }


def totals_of(connection: sqlite3.Connection) -> dict[str, Any]:
    """The archive in numbers, by name."""
    return {row["name"]: row["value"] for row in rows(connection, "SELECT * FROM summary_totals")}


def themes_of(connection: sqlite3.Connection) -> list[Row]:
    """Every theme that the archive speaks of, the most frequent first."""
    return rows(
        connection,
        """
        SELECT themes.id, themes.label, themes.description, summary_themes.passages,
               summary_themes.papers, summary_themes.stated
        FROM summary_themes JOIN themes ON themes.id = summary_themes.theme_id
        WHERE summary_themes.passages > 0
        ORDER BY summary_themes.passages DESC, themes.label
        """,
    )


def newest_papers(connection: sqlite3.Connection) -> list[Row]:
    """The papers of the latest meetings, those that carry findings rather than appendices."""
    return rows(
        connection,
        """
        SELECT id, title, kind, body, meeting_date, file_id, first_page FROM papers
        WHERE meeting_date IS NOT NULL AND title IS NOT NULL
          AND kind NOT IN ('front_sheet', 'appendix', 'unplaced', 'response_proforma')
        ORDER BY meeting_date DESC LIMIT 6
        """,
    )


def _theme_over_years(connection: sqlite3.Connection) -> dict[str, Any] | None:
    """The theme that papers themselves name most often, year by year."""
    theme = one(
        connection,
        """
        SELECT themes.id, themes.label FROM summary_themes
        JOIN themes ON themes.id = summary_themes.theme_id
        WHERE summary_themes.passages > 0
        ORDER BY summary_themes.stated DESC, summary_themes.passages DESC, themes.id LIMIT 1
        """,
    )
    if theme is None:
        return None
    years = rows(
        connection,
        """
        SELECT year, passages, all_passages, per_1000_passages FROM summary_theme_years
        WHERE theme_id = :theme AND year IS NOT NULL ORDER BY year
        """,
        theme=theme["id"],
    )
    chart = draw_bars([(str(row["year"]), row["per_1000_passages"]) for row in years])
    return {**theme, "years": years, "chart": chart}


def _repeated(connection: sqlite3.Connection) -> dict[str, Any]:
    """What was made at more than one meeting; where nothing was, what one pack prints twice."""
    for shelf in ("again", "pack"):
        if found := of_shelf(connection, shelf, 3):
            return {"shelf": shelf, "groups": found}
    return {"shelf": "again", "groups": []}


def _due(connection: sqlite3.Connection, today: str) -> dict[str, Any]:
    found = rows(
        connection,
        """
        SELECT waiting.deadline, waiting.recommendations, waiting.issue, waiting.paper_id,
               waiting.page, papers.title, papers.body, papers.file_id, waiting.response_id
        FROM summary_open_responses AS waiting JOIN papers ON papers.id = waiting.paper_id
        WHERE waiting.deadline IS NOT NULL ORDER BY waiting.deadline DESC LIMIT 4
        """,
    )
    count = one(
        connection,
        """
        SELECT COALESCE(SUM(recommendations), 0) AS waiting,
               COALESCE(SUM(CASE WHEN deadline < :today THEN recommendations END), 0) AS overdue
        FROM summary_open_responses
        """,
        today=today,
    )
    return {"papers": found, **(count or {})}
