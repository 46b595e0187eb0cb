"""Tables that sum the archive up, so that a page of a large one is drawn as fast as of a small one.

They hold nothing that the other tables do not say; `refresh_summaries` fills them anew after
every ingest. As data: a table's columns, its primary key, and the query that fills it.
"""

import sqlite3
from dataclasses import dataclass

from pipeline.store.schema import KEPT

_OPEN = f"""
    responses.decision = 'awaited' AND responses.{KEPT} AND NOT EXISTS (
        SELECT 1 FROM responses AS answers
        WHERE answers.recommendation_id = responses.recommendation_id
          AND answers.decision <> 'awaited' AND answers.{KEPT})
"""
_FAVOURABLE = (
    "('accepted', 'agreed', 'already_actioned', 'partially_accepted', 'agreed_in_principle')"
)
_NEWEST = 40
"""So many recommendations and statistics of a theme stand on its page; search has the others."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One table that sums up: its columns, what it is kept in order by, and what fills it."""

    columns: dict[str, str]
    key: tuple[str, ...]
    query: str


SUMMARIES: dict[str, Summary] = {
    "summary_years": Summary(
        {"year": "INTEGER", "papers": "INTEGER NOT NULL", "passages": "INTEGER NOT NULL"},
        (),
        """
        SELECT papers.year, COUNT(*), SUM(counted.passages)
        FROM papers
        JOIN (SELECT papers.id, COUNT(passages.id) AS passages
              FROM papers LEFT JOIN passages ON passages.paper_id = papers.id
              GROUP BY papers.id) AS counted ON counted.id = papers.id
        GROUP BY papers.year ORDER BY papers.year
        """,
    ),
    "summary_coverage": Summary(
        {
            "body": "TEXT",
            "year": "INTEGER",
            "files": "INTEGER NOT NULL",
            "papers": "INTEGER NOT NULL",
            "pages": "INTEGER NOT NULL",
            "pages_without_text": "INTEGER NOT NULL",
        },
        (),
        """
        WITH held AS (
            SELECT DISTINCT papers.body, papers.year, pages.id, pages.has_text
            FROM papers JOIN pages ON pages.file_id = papers.file_id
              AND pages.number BETWEEN papers.first_page AND papers.last_page
        ), counted AS (
            SELECT body, year, COUNT(*) AS pages, SUM(has_text = 0) AS pages_without_text
            FROM held GROUP BY body, year
        )
        SELECT papers.body, papers.year, COUNT(DISTINCT papers.file_id), COUNT(*),
               COALESCE(MAX(counted.pages), 0), COALESCE(MAX(counted.pages_without_text), 0)
        FROM papers
        LEFT JOIN counted ON counted.body IS papers.body AND counted.year IS papers.year
        GROUP BY papers.body, papers.year
        ORDER BY papers.body IS NULL, papers.body, papers.year
        """,
    ),
    "summary_theme_years": Summary(
        {
            "theme_id": "TEXT NOT NULL",
            "year": "INTEGER",
            "passages": "INTEGER NOT NULL",
            "papers": "INTEGER NOT NULL",
            "stated": "INTEGER NOT NULL",
            "all_passages": "INTEGER NOT NULL",
            "all_papers": "INTEGER NOT NULL",
            "per_1000_passages": "REAL NOT NULL",
        },
        ("theme_id", "year"),
        f"""
        SELECT theme_mentions.theme_id, papers.year,
               COUNT(DISTINCT theme_mentions.passage_id), COUNT(DISTINCT papers.id),
               SUM(theme_mentions.stated), summary_years.passages, summary_years.papers,
               ROUND(1000.0 * COUNT(DISTINCT theme_mentions.passage_id)
                     / summary_years.passages, 1)
        FROM theme_mentions
        JOIN papers ON papers.id = theme_mentions.paper_id
        JOIN summary_years ON summary_years.year IS papers.year
        WHERE theme_mentions.{KEPT}
        GROUP BY theme_mentions.theme_id, papers.year
        """,
    ),
    "summary_themes": Summary(
        {
            "theme_id": "TEXT NOT NULL",
            "passages": "INTEGER NOT NULL",
            "papers": "INTEGER NOT NULL",
            "stated": "INTEGER NOT NULL",
            "recommendations": "INTEGER NOT NULL",
            "statistics": "INTEGER NOT NULL",
        },
        ("theme_id",),
        f"""
        SELECT themes.id, COALESCE(SUM(years.passages), 0), COALESCE(SUM(years.papers), 0),
               COALESCE(SUM(years.stated), 0),
               (SELECT COUNT(DISTINCT recommendations.id) FROM theme_mentions
                JOIN recommendations ON recommendations.passage_id = theme_mentions.passage_id
                WHERE theme_mentions.theme_id = themes.id
                  AND theme_mentions.{KEPT} AND recommendations.{KEPT}),
               (SELECT COUNT(DISTINCT statistics.id) FROM theme_mentions
                JOIN statistics ON statistics.passage_id = theme_mentions.passage_id
                WHERE theme_mentions.theme_id = themes.id
                  AND theme_mentions.{KEPT} AND statistics.{KEPT})
        FROM themes LEFT JOIN summary_theme_years AS years ON years.theme_id = themes.id
        GROUP BY themes.id
        """,
    ),
    "summary_theme_recommendations": Summary(
        {
            "theme_id": "TEXT NOT NULL",
            "place": "INTEGER NOT NULL",
            "recommendation_id": "TEXT NOT NULL",
        },
        ("theme_id", "place"),
        f"""
        SELECT theme_id, place, id FROM (
            SELECT theme_mentions.theme_id, recommendations.id,
                   ROW_NUMBER() OVER (
                       PARTITION BY theme_mentions.theme_id
                       ORDER BY papers.meeting_date DESC, papers.id, recommendations.page,
                                recommendations.id) AS place
            FROM theme_mentions
            JOIN recommendations ON recommendations.passage_id = theme_mentions.passage_id
            JOIN papers ON papers.id = recommendations.paper_id
            WHERE papers.kind <> 'response_proforma'
              AND theme_mentions.{KEPT} AND recommendations.{KEPT}
            GROUP BY theme_mentions.theme_id, recommendations.id
        ) WHERE place <= {_NEWEST}
        """,
    ),
    "summary_theme_statistics": Summary(
        {
            "theme_id": "TEXT NOT NULL",
            "place": "INTEGER NOT NULL",
            "statistic_id": "TEXT NOT NULL",
        },
        ("theme_id", "place"),
        f"""
        SELECT theme_id, place, id FROM (
            SELECT theme_mentions.theme_id, statistics.id,
                   ROW_NUMBER() OVER (
                       PARTITION BY theme_mentions.theme_id
                       ORDER BY papers.meeting_date DESC, papers.id, statistics.page,
                                statistics.id) AS place
            FROM theme_mentions
            JOIN statistics ON statistics.passage_id = theme_mentions.passage_id
            JOIN papers ON papers.id = statistics.paper_id
            WHERE statistics.role IN ('level', 'change')
              AND theme_mentions.{KEPT} AND statistics.{KEPT}
            GROUP BY theme_mentions.theme_id, statistics.id
        ) WHERE place <= {_NEWEST}
        """,
    ),
    "summary_theme_stated": Summary(
        {
            "theme_id": "TEXT NOT NULL",
            "place": "INTEGER NOT NULL",
            "mention_id": "TEXT NOT NULL",
        },
        ("theme_id", "place"),
        f"""
        SELECT theme_id, place, id FROM (
            SELECT theme_mentions.theme_id, theme_mentions.id,
                   ROW_NUMBER() OVER (
                       PARTITION BY theme_mentions.theme_id
                       ORDER BY papers.meeting_date DESC, papers.id, theme_mentions.page,
                                theme_mentions.id) AS place
            FROM theme_mentions JOIN papers ON papers.id = theme_mentions.paper_id
            WHERE theme_mentions.stated = 1 AND theme_mentions.{KEPT}
        ) WHERE place <= {_NEWEST}
        """,
    ),
    "summary_theme_terms": Summary(
        {
            "theme_id": "TEXT NOT NULL",
            "term": "TEXT NOT NULL",
            "passages": "INTEGER NOT NULL",
            "first_year": "INTEGER",
            "last_year": "INTEGER",
        },
        ("theme_id", "term"),
        f"""
        SELECT theme_mentions.theme_id, LOWER(term.value),
               COUNT(DISTINCT theme_mentions.passage_id), MIN(papers.year), MAX(papers.year)
        FROM theme_mentions
        JOIN json_each(theme_mentions.terms) AS term
        JOIN papers ON papers.id = theme_mentions.paper_id
        WHERE theme_mentions.{KEPT}
        GROUP BY theme_mentions.theme_id, LOWER(term.value)
        """,
    ),
    "summary_recurrences": Summary(
        {
            "shelf": "TEXT NOT NULL",
            "place": "INTEGER NOT NULL",
            "recurrence_id": "TEXT NOT NULL",
            "times": "INTEGER NOT NULL",
            "accepted": "INTEGER NOT NULL",
            "rejected": "INTEGER NOT NULL",
            "awaited": "INTEGER NOT NULL",
            "years": "TEXT NOT NULL",
        },
        ("shelf", "place"),
        f"""
        WITH meetings AS (
            SELECT recommendations.recurrence_id, MIN(papers.year) AS year,
                   papers.meeting_date || COALESCE(papers.body, '') AS meeting
            FROM recommendations JOIN papers ON papers.id = recommendations.paper_id
            WHERE recommendations.recurrence_id IS NOT NULL
            GROUP BY recommendations.recurrence_id,
                     COALESCE(papers.meeting_date || COALESCE(papers.body, ''), papers.file_id)
            ORDER BY 1, 2, 3
        ), made AS (
            SELECT recurrence_id, COUNT(*) AS times, json_group_array(year) AS years
            FROM meetings GROUP BY recurrence_id
        ), answered AS (
            SELECT recommendations.recurrence_id,
                   SUM(responses.decision IN {_FAVOURABLE}) AS accepted,
                   SUM(responses.decision IN ('rejected', 'not_agreed')) AS rejected,
                   SUM(responses.decision = 'awaited') AS awaited
            FROM recommendations
            JOIN responses ON responses.recommendation_id = recommendations.id
            WHERE recommendations.recurrence_id IS NOT NULL
            GROUP BY recommendations.recurrence_id
        )
        SELECT CASE WHEN recurrences.standing THEN 'standing'
                    WHEN made.times > 1 THEN 'again' ELSE 'pack' END AS shelf,
               ROW_NUMBER() OVER (
                   ORDER BY recurrences.accepted_then_repeated DESC, recurrences.years DESC,
                            made.times DESC, recurrences.papers DESC,
                            recurrences.last_date DESC, recurrences.id),
               recurrences.id, made.times, COALESCE(answered.accepted, 0),
               COALESCE(answered.rejected, 0), COALESCE(answered.awaited, 0), made.years
        FROM recurrences
        JOIN made ON made.recurrence_id = recurrences.id
        LEFT JOIN answered ON answered.recurrence_id = recurrences.id
        """,
    ),
    "summary_open_responses": Summary(
        {
            "deadline": "TEXT",
            "paper_id": "TEXT NOT NULL",
            "page": "INTEGER NOT NULL",
            "response_id": "TEXT NOT NULL",
            "recommendations": "INTEGER NOT NULL",
            "issue": "TEXT",
            "deadline_text": "TEXT",
            "deadline_basis": "TEXT",
            "respondents": "TEXT NOT NULL",
        },
        (),
        f"""
        SELECT responses.deadline, responses.paper_id, MIN(responses.page), MIN(responses.id),
               COUNT(*), MIN(responses.issue), MIN(responses.deadline_text),
               MIN(responses.deadline_basis), MIN(responses.respondents)
        FROM responses WHERE {_OPEN}
        GROUP BY responses.paper_id, responses.deadline
        ORDER BY responses.deadline IS NULL, responses.deadline, responses.paper_id
        """,
    ),
    "summary_totals": Summary(
        {"name": "TEXT NOT NULL", "value": "INTEGER"},
        ("name",),
        f"""
        SELECT 'files', COUNT(*) FROM files UNION ALL
        SELECT 'failed', COUNT(*) FROM files WHERE status = 'failed' UNION ALL
        SELECT 'problems', COUNT(*) FROM problems UNION ALL
        SELECT 'pages', COUNT(*) FROM pages UNION ALL
        SELECT 'pages_without_text', COUNT(*) FROM pages WHERE has_text = 0 UNION ALL
        SELECT 'papers', COUNT(*) FROM papers UNION ALL
        SELECT 'bodies', COUNT(DISTINCT body) FROM papers UNION ALL
        SELECT 'first_year', MIN(year) FROM papers UNION ALL
        SELECT 'last_year', MAX(year) FROM papers UNION ALL
        SELECT 'passages', COUNT(*) FROM passages UNION ALL
        SELECT 'recommendations', COUNT(*) FROM recommendations WHERE {KEPT} UNION ALL
        SELECT 'responses', COUNT(*) FROM responses WHERE {KEPT} UNION ALL
        SELECT 'answers', COUNT(*) FROM responses WHERE decision <> 'awaited' AND {KEPT} UNION ALL
        SELECT 'statistics', COUNT(*) FROM statistics WHERE {KEPT} UNION ALL
        SELECT 'series', COUNT(*) FROM series UNION ALL
        SELECT 'dates', COUNT(*) FROM dates WHERE {KEPT} UNION ALL
        SELECT 'again', COUNT(*) FROM summary_recurrences WHERE shelf = 'again' UNION ALL
        SELECT 'pack', COUNT(*) FROM summary_recurrences WHERE shelf = 'pack' UNION ALL
        SELECT 'standing', COUNT(*) FROM summary_recurrences WHERE shelf = 'standing'
        """,
    ),
}
"""In the order in which they are filled: a later one may read an earlier one."""


def refresh_summaries(connection: sqlite3.Connection) -> None:
    """Fill every summary anew; the caller decides where the transaction begins and ends."""
    for name, summary in SUMMARIES.items():
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')
        connection.execute(_create(name, summary))
        columns = ", ".join(summary.columns)
        connection.execute(f'INSERT INTO "{name}" ({columns}) {summary.query}')


def _create(name: str, summary: Summary) -> str:
    columns = [f'"{column}" {kind}' for column, kind in summary.columns.items()]
    if summary.key:
        columns.append(f"PRIMARY KEY ({', '.join(summary.key)})")
    return f'CREATE TABLE "{name}" ({", ".join(columns)})'
