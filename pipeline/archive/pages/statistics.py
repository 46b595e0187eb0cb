"""Statistics: choose a measure, see its series with sentences, pages, targets, restatements."""

import sqlite3
from typing import Any

from pipeline.archive.asking import read_words
from pipeline.archive.charting import draw_points
from pipeline.archive.plain import quantity
from pipeline.archive.reading import Asked, Row, one, rows

PAGE_SIZE = 40


def answer_list(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """The series whose measure holds the words asked for; the longest first."""
    words = asked.query.get("q", "").strip()[:100]
    page = asked.whole("page", 1, 10_000)
    skip = PAGE_SIZE * (page - 1)
    found = _matching(connection, words, skip) if words else _longest(connection, skip)
    return {
        "q": words,
        "series": found[:PAGE_SIZE],
        "page": page,
        "more": len(found) > PAGE_SIZE,
    }


def _longest(connection: sqlite3.Connection, skip: int) -> list[Row]:
    return rows(
        connection,
        """
        SELECT id, measure, unit, family, span, area, points, first_period, last_period
        FROM series
        ORDER BY points DESC, measure, id LIMIT :size OFFSET :skip
        """,
        size=PAGE_SIZE + 1,
        skip=skip,
    )


def _matching(connection: sqlite3.Connection, words: str, skip: int) -> list[Row]:
    expression = read_words(words).expression
    if expression is None:
        return []
    return rows(
        connection,
        """
        SELECT DISTINCT series.id, series.measure, series.unit, series.family, series.span,
               series.area, series.points, series.first_period, series.last_period
        FROM (SELECT rowid FROM statistics_fts WHERE statistics_fts MATCH :words LIMIT 5000) AS hits
        JOIN statistics ON statistics.rowid = hits.rowid
        JOIN series ON series.id = statistics.series_id
        ORDER BY series.points DESC, series.measure, series.id LIMIT :size OFFSET :skip
        """,
        words=f"{{measure}} : ({expression})",
        size=PAGE_SIZE + 1,
        skip=skip,
    )


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    """One series: its points in time, each with its sentences and pages, and its targets."""
    series = one(connection, "SELECT * FROM series WHERE id = :id", id=asked.parts["id"])
    if series is None:
        return None
    points = _points(connection, series["id"])
    beside = rows(
        connection,
        """
        SELECT id, family, span, area, points FROM series
        WHERE measure = :measure AND unit = :unit AND id <> :id
        ORDER BY area IS NOT :area, area, family, span, id LIMIT 20
        """,
        measure=series["measure"],
        unit=series["unit"],
        id=series["id"],
        area=series["area"],
    )
    targets = [
        point
        for other in beside
        if (other["family"], series["family"]) == ("target", "level")
        and other["area"] == series["area"]
        for point in _points(connection, other["id"])
    ]
    return {
        "series": series,
        "points": points,
        "beside": beside,
        "chart": _chart([*points, *targets]),
        "roles": sorted({row["role"] for row in [*points, *targets]}),
    }


def _points(connection: sqlite3.Connection, series: str) -> list[Row]:
    """The figures of a series; those that print one point again are told as such."""
    found = rows(
        connection,
        """
        SELECT statistics.id, statistics.value, statistics.value_to, statistics.unit,
               statistics.bound, statistics.role, statistics.direction, statistics.measure,
               statistics.period_start, statistics.period_end, statistics.quote,
               statistics.restates, statistics.series_point, statistics.page,
               statistics.corrected, papers.title, papers.body, papers.meeting_date,
               papers.file_id, papers.id AS paper_id
        FROM statistics JOIN papers ON papers.id = statistics.paper_id
        WHERE statistics.series_id = :id
        ORDER BY statistics.series_point, papers.meeting_date, statistics.page, statistics.id
        LIMIT 500
        """,
        id=series,
    )
    seen: set[int | None] = set()
    for row in found:
        row["figure"] = quantity(row["value"], row["unit"], row["value_to"])
        row["restates"] = quantity(row["restates"], row["unit"])
        row["repeats"] = row["series_point"] is not None and row["series_point"] in seen
        seen.add(row["series_point"])
    return found


def _chart(points: list[Row]) -> Any:
    shown = [
        (row["period_end"], row["value"], row["role"])
        for row in points
        if row["period_end"] and not row["repeats"]
    ]
    return draw_points(shown)
