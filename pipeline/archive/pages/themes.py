"""Themes: the list of them, and one theme over the years with all that belongs to it."""

import json
import sqlite3
from typing import Any

from pipeline.archive.charting import draw_bars
from pipeline.archive.marking import mark_words
from pipeline.archive.pages.home import themes_of
from pipeline.archive.pages.recurring import DECISION
from pipeline.archive.reading import Asked, Row, one, rows

_RECENT_TERMS = 24
_EXTRACT = 320


def answer_list(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """Every theme with its numbers."""
    return {"themes": themes_of(connection)}


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    """One theme: its years, recommendations with their responses, statistics and terms."""
    theme = one(
        connection,
        """
        SELECT themes.id, themes.label, themes.description, summary_themes.passages,
               summary_themes.papers, summary_themes.stated, summary_themes.recommendations,
               summary_themes.statistics
        FROM themes JOIN summary_themes ON summary_themes.theme_id = themes.id
        WHERE themes.id = :theme
        """,
        theme=asked.parts["id"],
    )
    if theme is None:
        return None
    years = _years(connection, theme["id"])
    dated = [row for row in years if row["year"] is not None]
    return {
        "theme": theme,
        "years": years,
        "chart": draw_bars([(str(row["year"]), row["per_1000_passages"]) for row in dated]),
        "recommendations": _recommendations(connection, theme["id"]),
        "statistics": _statistics(connection, theme["id"]),
        "terms": _terms(connection, theme["id"]),
        "stated": _stated(connection, theme["id"]),
    }


def _years(connection: sqlite3.Connection, theme: str) -> list[Row]:
    return rows(
        connection,
        """
        SELECT year, passages, papers, stated, all_passages, all_papers, per_1000_passages
        FROM summary_theme_years WHERE theme_id = :theme ORDER BY year IS NULL, year
        """,
        theme=theme,
    )


def _recommendations(connection: sqlite3.Connection, theme: str) -> list[Row]:
    return rows(
        connection,
        f"""
        SELECT recommendations.id, recommendations.text, recommendations.page,
               recommendations.made_by, recommendations.addressed_to,
               papers.title, papers.body, papers.meeting_date, papers.file_id,
               papers.id AS paper_id,
               {DECISION}
        FROM summary_theme_recommendations AS newest
        JOIN recommendations ON recommendations.id = newest.recommendation_id
        JOIN papers ON papers.id = recommendations.paper_id
        WHERE newest.theme_id = :theme ORDER BY newest.place LIMIT 10
        """,
        theme=theme,
    )


def _statistics(connection: sqlite3.Connection, theme: str) -> list[Row]:
    return rows(
        connection,
        """
        SELECT statistics.id, statistics.quote, statistics.value, statistics.value_to,
               statistics.unit, statistics.measure, statistics.page, statistics.period_start,
               statistics.period_end, statistics.series_id, statistics.corrected,
               papers.title, papers.body,
               papers.meeting_date, papers.file_id, papers.id AS paper_id
        FROM summary_theme_statistics AS newest
        JOIN statistics ON statistics.id = newest.statistic_id
        JOIN papers ON papers.id = statistics.paper_id
        WHERE newest.theme_id = :theme ORDER BY newest.place LIMIT 10
        """,
        theme=theme,
    )


def _terms(connection: sqlite3.Connection, theme: str) -> list[Row]:
    """The words that show the theme, the newest first: what a year says that none before said."""
    return rows(
        connection,
        """
        SELECT term, passages, first_year, last_year FROM summary_theme_terms
        WHERE theme_id = :theme
        ORDER BY first_year DESC, passages DESC, term LIMIT :most
        """,
        theme=theme,
        most=_RECENT_TERMS,
    )


def _stated(connection: sqlite3.Connection, theme: str) -> list[Row]:
    """Where a paper itself names the theme as a theme, priority or key message."""
    found = rows(
        connection,
        """
        SELECT theme_mentions.id, theme_mentions.terms, passages.text, theme_mentions.page,
               papers.title, papers.body, papers.meeting_date, papers.file_id,
               papers.id AS paper_id
        FROM summary_theme_stated AS newest
        JOIN theme_mentions ON theme_mentions.id = newest.mention_id
        JOIN passages ON passages.id = theme_mentions.passage_id
        JOIN papers ON papers.id = theme_mentions.paper_id
        WHERE newest.theme_id = :theme ORDER BY newest.place LIMIT 6
        """,
        theme=theme,
    )
    for row in found:
        row["extract"] = mark_words(row["text"], json.loads(row["terms"]), _EXTRACT)
    return found
