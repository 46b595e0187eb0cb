"""The archive's tables, indexes, search and views: the public contract, as data.

Ids are text, days ISO, page numbers count from 1 in the file. Every row of a fact says where it
stands (`passage_id`, `page`, `start`, `end`, `quote`) and which rule made it.
"""

APPLICATION_ID = 0x42504152
"""Kept in SQLite's `application_id`: it tells an archive from other programs' databases."""

SCHEMA_VERSION = 3
"""Kept in SQLite's `user_version`; raised with every change that an older program cannot read.
2: ids of sixteen digits; accuracy by council, body and kind.
3: facts say what of them was corrected."""

ID = "TEXT PRIMARY KEY"
_PAPER = "TEXT NOT NULL REFERENCES papers(id) ON DELETE CASCADE"
_FILE = "TEXT NOT NULL REFERENCES files(id) ON DELETE CASCADE"
_PASSAGE = "TEXT NOT NULL REFERENCES passages(id) ON DELETE CASCADE"

REJECTED = "rejected"
"""In a row's `corrected`, and as the field of a correction: this is no fact at all."""

_KEPT = f"corrected IS NOT '{REJECTED}'"
"""Of a table: it was not rejected."""

TABLES: dict[str, dict[str, str]] = {
    "files": {
        "id": ID,
        "name": "TEXT NOT NULL",
        "path": "TEXT NOT NULL",
        "media_type": "TEXT",
        "bytes": "INTEGER NOT NULL",
        "sha256": "TEXT NOT NULL UNIQUE",
        "pages": "INTEGER NOT NULL",
        "title": "TEXT",
        "source_url": "TEXT",
        "status": "TEXT NOT NULL CHECK (status IN ('ok', 'partial', 'failed'))",
        "reader": "TEXT",
        "rules": "TEXT",
        "text_sha256": "TEXT",
        "same_text_as": "TEXT REFERENCES files(id) ON DELETE SET NULL",
        "outline": "TEXT NOT NULL",
        "links": "TEXT NOT NULL",
        "ingested_at": "TEXT NOT NULL",
    },
    "problems": {
        "id": ID,
        "file_id": "TEXT REFERENCES files(id) ON DELETE CASCADE",
        "page": "INTEGER",
        "stage": "TEXT NOT NULL",
        "code": "TEXT NOT NULL",
        "message": "TEXT NOT NULL",
    },
    "pages": {
        "id": ID,
        "file_id": _FILE,
        "number": "INTEGER NOT NULL",
        "label": "TEXT",
        "width": "REAL NOT NULL",
        "height": "REAL NOT NULL",
        "text": "TEXT NOT NULL",
        "has_text": "INTEGER NOT NULL",
        "source": "TEXT NOT NULL",
        "stamps": "TEXT NOT NULL",
    },
    "papers": {
        "id": ID,
        "file_id": _FILE,
        "position": "INTEGER NOT NULL",
        "kind": "TEXT NOT NULL",
        "title": "TEXT",
        "body": "TEXT",
        "author": "TEXT",
        "meeting_date": "TEXT",
        "item": "TEXT",
        "first_page": "INTEGER NOT NULL",
        "last_page": "INTEGER NOT NULL",
        "year": "INTEGER",
        "period_start": "TEXT",
        "period_end": "TEXT",
        "parent_id": "TEXT REFERENCES papers(id) ON DELETE SET NULL",
        "edition_of": "TEXT REFERENCES reports(id) ON DELETE SET NULL",
        "edition_year": "INTEGER",
        "split_by": "TEXT",
        "first_passage": "INTEGER NOT NULL",
        "last_passage": "INTEGER NOT NULL",
        "corrected": "TEXT",
    },
    "passages": {
        "id": ID,
        "paper_id": _PAPER,
        "file_id": _FILE,
        "page": "INTEGER NOT NULL",
        "position": "INTEGER NOT NULL",
        "number": "TEXT",
        "kind": "TEXT NOT NULL",
        "heading": "TEXT",
        "heading_path": "TEXT NOT NULL",
        "text": "TEXT NOT NULL",
        "boxes": "TEXT NOT NULL",
        "level": "INTEGER NOT NULL",
        "table_number": "INTEGER",
        "row_number": "INTEGER",
        "cells": "TEXT",
        "size": "REAL",
        "bold": "INTEGER NOT NULL",
        "copies": "INTEGER",
    },
    "recommendations": {
        "id": ID,
        "paper_id": _PAPER,
        "passage_id": _PASSAGE,
        "page": "INTEGER NOT NULL",
        "start": "INTEGER NOT NULL",
        "end": "INTEGER NOT NULL",
        "quote": "TEXT NOT NULL",
        "text": "TEXT NOT NULL",
        "label": "TEXT",
        "kind": "TEXT NOT NULL",
        "made_by": "TEXT",
        "addressed_to": "TEXT",
        "verb": "TEXT",
        "status": "TEXT",
        "response_id": "TEXT",
        "recurrence_id": "TEXT REFERENCES recurrences(id) ON DELETE SET NULL",
        "rule": "TEXT NOT NULL",
        "confidence": "REAL NOT NULL",
        "corrected": "TEXT",
    },
    "responses": {
        "id": ID,
        "recommendation_id": "TEXT REFERENCES recommendations(id) ON DELETE SET NULL",
        "paper_id": _PAPER,
        "passage_id": _PASSAGE,
        "page": "INTEGER NOT NULL",
        "start": "INTEGER NOT NULL",
        "end": "INTEGER NOT NULL",
        "quote": "TEXT NOT NULL",
        "label": "TEXT",
        "decision": "TEXT NOT NULL",
        "decision_text": "TEXT",
        "action": "TEXT",
        "issue": "TEXT",
        "respondents": "TEXT NOT NULL",
        "requested": "TEXT",
        "requested_text": "TEXT",
        "deadline": "TEXT",
        "deadline_text": "TEXT",
        "deadline_basis": "TEXT",
        "joined_by": "TEXT",
        "rule": "TEXT NOT NULL",
        "confidence": "REAL NOT NULL",
        "corrected": "TEXT",
    },
    "statistics": {
        "id": ID,
        "paper_id": _PAPER,
        "passage_id": _PASSAGE,
        "page": "INTEGER NOT NULL",
        "start": "INTEGER NOT NULL",
        "end": "INTEGER NOT NULL",
        "quote": "TEXT NOT NULL",
        "text": "TEXT NOT NULL",
        "text_start": "INTEGER NOT NULL",
        "value": "REAL NOT NULL",
        "value_to": "REAL",
        "unit": "TEXT NOT NULL",
        "bound": "TEXT",
        "role": "TEXT NOT NULL",
        "direction": "TEXT",
        "measure": "TEXT",
        "period_start": "TEXT",
        "period_end": "TEXT",
        "period_basis": "TEXT",
        "claim_id": "TEXT",
        "claim_check": "TEXT",
        "series_id": "TEXT REFERENCES series(id) ON DELETE SET NULL",
        "series_point": "INTEGER",
        "restates": "REAL",
        "rule": "TEXT NOT NULL",
        "confidence": "REAL NOT NULL",
        "corrected": "TEXT",
    },
    "dates": {
        "id": ID,
        "paper_id": _PAPER,
        "passage_id": _PASSAGE,
        "page": "INTEGER NOT NULL",
        "start": "INTEGER NOT NULL",
        "end": "INTEGER NOT NULL",
        "quote": "TEXT NOT NULL",
        "text": "TEXT NOT NULL",
        "text_start": "INTEGER NOT NULL",
        "date_start": "TEXT",
        "date_end": "TEXT",
        "precision": "TEXT NOT NULL",
        "approximate": "INTEGER NOT NULL",
        "role": "TEXT NOT NULL",
        "rule": "TEXT NOT NULL",
        "corrected": "TEXT",
    },
    "themes": {
        "id": ID,
        "label": "TEXT NOT NULL",
        "description": "TEXT NOT NULL",
    },
    "theme_mentions": {
        "id": ID,
        "theme_id": "TEXT NOT NULL REFERENCES themes(id) ON DELETE CASCADE",
        "paper_id": _PAPER,
        "passage_id": _PASSAGE,
        "page": "INTEGER NOT NULL",
        "start": "INTEGER NOT NULL",
        "end": "INTEGER NOT NULL",
        "quote": "TEXT NOT NULL",
        "terms": "TEXT NOT NULL",
        "stated": "INTEGER NOT NULL",
        "score": "REAL NOT NULL",
        "rule": "TEXT NOT NULL",
        "corrected": "TEXT",
    },
    "recurrences": {
        "id": ID,
        "title": "TEXT NOT NULL",
        "first_date": "TEXT",
        "last_date": "TEXT",
        "papers": "INTEGER NOT NULL",
        "years": "INTEGER NOT NULL",
        "standing": "INTEGER NOT NULL",
        "accepted_then_repeated": "INTEGER NOT NULL",
    },
    "repeats": {
        "id": ID,
        "recurrence_id": "TEXT NOT NULL REFERENCES recurrences(id) ON DELETE CASCADE",
        "first_id": "TEXT NOT NULL REFERENCES recommendations(id) ON DELETE CASCADE",
        "response_id": "TEXT REFERENCES responses(id) ON DELETE SET NULL",
        "again_id": "TEXT NOT NULL REFERENCES recommendations(id) ON DELETE CASCADE",
        "days": "INTEGER NOT NULL",
        "score": "REAL NOT NULL",
    },
    "recurrence_links": {
        "id": ID,
        "recurrence_id": "TEXT NOT NULL REFERENCES recurrences(id) ON DELETE CASCADE",
        "recommendation_id": "TEXT NOT NULL REFERENCES recommendations(id) ON DELETE CASCADE",
        "other_id": "TEXT NOT NULL REFERENCES recommendations(id) ON DELETE CASCADE",
        "relation": "TEXT NOT NULL CHECK (relation IN ('copy', 'same', 'reworded'))",
        "score": "REAL NOT NULL",
    },
    "series": {
        "id": ID,
        "measure": "TEXT NOT NULL",
        "unit": "TEXT NOT NULL",
        "family": "TEXT NOT NULL",
        "span": "TEXT NOT NULL",
        "area": "TEXT",
        "points": "INTEGER NOT NULL",
        "first_period": "TEXT",
        "last_period": "TEXT",
    },
    "reports": {
        "id": ID,
        "title": "TEXT NOT NULL",
        "editions": "INTEGER NOT NULL",
        "first_year": "INTEGER NOT NULL",
        "last_year": "INTEGER NOT NULL",
    },
    "corrections": {
        "id": ID,
        "table_name": "TEXT NOT NULL",
        "row_id": "TEXT NOT NULL",
        "field": "TEXT NOT NULL",
        "value": "TEXT",
        "extracted": "TEXT",
        "made_by": "TEXT NOT NULL",
        "why": "TEXT",
        "made_at": "TEXT NOT NULL",
    },
    "accuracy": {
        "id": ID,
        "fact": "TEXT NOT NULL",
        "council": "TEXT",
        "kind": "TEXT",
        "measure": "TEXT NOT NULL",
        "value": "REAL",
        "low": "REAL",
        "high": "REAL",
        "facts": "INTEGER NOT NULL",
        "papers": "INTEGER NOT NULL",
        "measured_at": "TEXT NOT NULL",
        "version": "TEXT NOT NULL",
    },
    "state": {
        "id": ID,
        "value": "BLOB NOT NULL",
    },
    "runs": {
        "id": ID,
        "started_at": "TEXT NOT NULL",
        "seconds": "REAL NOT NULL",
        "files": "INTEGER NOT NULL",
        "pages": "INTEGER NOT NULL",
        "facts": "INTEGER NOT NULL",
        "version": "TEXT NOT NULL",
    },
}

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "files": (("text_sha256",), ("same_text_as",)),
    "problems": (("file_id",),),
    "pages": (("file_id", "number"),),
    "papers": (("file_id", "position"), ("meeting_date",), ("body",), ("edition_of",)),
    "passages": (("paper_id",), ("file_id", "position"), ("file_id", "page")),
    "recommendations": (("paper_id",), ("passage_id",), ("recurrence_id",)),
    "responses": (("paper_id",), ("passage_id",), ("recommendation_id",), ("deadline",)),
    "statistics": (("paper_id",), ("passage_id",), ("series_id",)),
    "dates": (("paper_id",), ("passage_id",), ("date_start",)),
    "theme_mentions": (("theme_id", "paper_id"), ("paper_id",), ("passage_id",)),
    "corrections": (("row_id",),),
    "repeats": (("recurrence_id",), ("first_id",), ("again_id",)),
    "recurrence_links": (("recurrence_id",), ("recommendation_id",), ("other_id",)),
}

SEARCH: dict[str, tuple[str, ...]] = {
    "passages": ("text", "heading"),
    "recommendations": ("text",),
    "statistics": ("quote", "measure"),
}
"""Tables with full-text search, and the columns that it covers."""

VIEWS: dict[str, str] = {
    "recommendation_history": f"""
        SELECT recommendations.id AS recommendation_id, recommendations.recurrence_id,
               papers.meeting_date AS made_on, recommendations.made_by,
               recommendations.addressed_to, recommendations.label, recommendations.text,
               responses.decision, responses.decision_text, responses.action,
               answering.meeting_date AS answered_on, papers.id AS paper_id,
               recommendations.page, responses.id AS response_id
        FROM recommendations
        JOIN papers ON papers.id = recommendations.paper_id
        LEFT JOIN responses ON responses.recommendation_id = recommendations.id
        LEFT JOIN papers AS answering ON answering.id = responses.paper_id
        WHERE recommendations.{_KEPT}
        ORDER BY made_on, recommendations.id
    """,
    "open_responses": f"""
        SELECT responses.id AS response_id, responses.deadline, responses.deadline_text,
               responses.deadline_basis, responses.requested, responses.issue, responses.quote,
               responses.respondents, papers.body, papers.meeting_date, papers.id AS paper_id,
               responses.page,
               CASE WHEN responses.deadline < date('now') THEN 1 ELSE 0 END AS overdue
        FROM responses JOIN papers ON papers.id = responses.paper_id
        WHERE responses.decision = 'awaited' AND responses.{_KEPT}
        ORDER BY responses.deadline IS NULL, responses.deadline
    """,
    "theme_by_year": f"""
        WITH totals AS (
            SELECT papers.year, COUNT(DISTINCT papers.id) AS all_papers,
                   COUNT(passages.id) AS all_passages
            FROM papers JOIN passages ON passages.paper_id = papers.id
            GROUP BY papers.year
        )
        SELECT theme_mentions.theme_id, papers.year,
               COUNT(DISTINCT theme_mentions.passage_id) AS passages,
               COUNT(DISTINCT papers.id) AS papers,
               SUM(theme_mentions.stated) AS stated,
               totals.all_passages, totals.all_papers,
               ROUND(1000.0 * COUNT(DISTINCT theme_mentions.passage_id) / totals.all_passages, 1)
                   AS per_1000_passages
        FROM theme_mentions
        JOIN papers ON papers.id = theme_mentions.paper_id
        JOIN totals ON totals.year IS papers.year
        WHERE theme_mentions.{_KEPT}
        GROUP BY theme_mentions.theme_id, papers.year
    """,
    "theme_pairs": f"""
        SELECT one.theme_id, other.theme_id AS other_theme_id,
               COUNT(DISTINCT one.passage_id) AS passages,
               COUNT(DISTINCT one.paper_id) AS papers
        FROM theme_mentions AS one
        JOIN theme_mentions AS other
          ON other.passage_id = one.passage_id AND other.theme_id > one.theme_id
        WHERE one.{_KEPT} AND other.{_KEPT}
        GROUP BY one.theme_id, other.theme_id
        ORDER BY passages DESC, one.theme_id, other.theme_id
    """,
    "theme_recommendations": f"""
        SELECT theme_mentions.theme_id, papers.year,
               COUNT(DISTINCT recommendations.id) AS recommendations,
               COUNT(DISTINCT CASE WHEN recommendations.status IN
                     ('accepted', 'partially_accepted', 'agreed', 'already_actioned')
                     THEN recommendations.id END) AS accepted,
               COUNT(DISTINCT CASE WHEN recommendations.status IN ('rejected', 'not_agreed')
                     THEN recommendations.id END) AS rejected,
               COUNT(DISTINCT recommendations.recurrence_id) AS recurring
        FROM theme_mentions
        JOIN recommendations ON recommendations.passage_id = theme_mentions.passage_id
        JOIN papers ON papers.id = recommendations.paper_id
        WHERE theme_mentions.{_KEPT} AND recommendations.{_KEPT}
        GROUP BY theme_mentions.theme_id, papers.year
        ORDER BY theme_mentions.theme_id, papers.year
    """,
    "statistic_series": """
        SELECT series.id AS series_id, series.measure, series.unit, statistics.period_start,
               statistics.period_end, statistics.value, statistics.value_to, statistics.role,
               statistics.direction, statistics.quote, statistics.paper_id, statistics.page,
               papers.meeting_date, statistics.id AS statistic_id
        FROM series
        JOIN statistics ON statistics.series_id = series.id
        JOIN papers ON papers.id = statistics.paper_id
        ORDER BY series.measure, series.id, statistics.series_point, papers.meeting_date
    """,
    "coverage": """
        SELECT papers.body, papers.year, COUNT(DISTINCT papers.file_id) AS files,
               COUNT(DISTINCT papers.id) AS papers,
               SUM(papers.last_page - papers.first_page + 1) AS pages,
               (SELECT COUNT(*) FROM pages JOIN papers AS others
                 ON others.file_id = pages.file_id
                 AND pages.number BETWEEN others.first_page AND others.last_page
                WHERE pages.has_text = 0 AND others.body IS papers.body
                  AND others.year IS papers.year) AS pages_without_text
        FROM papers GROUP BY papers.body, papers.year
    """,
}
