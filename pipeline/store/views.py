"""The archive's views, by name: questions that many ask, of the public contract as its tables."""

from pipeline.store.schema import KEPT

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
        WHERE recommendations.{KEPT}
        ORDER BY made_on, recommendations.id
    """,
    "open_responses": f"""
        SELECT responses.id AS response_id, responses.deadline, responses.deadline_text,
               responses.deadline_basis, responses.requested, responses.issue, responses.quote,
               responses.respondents, papers.body, papers.meeting_date, papers.id AS paper_id,
               responses.page,
               CASE WHEN responses.deadline < date('now') THEN 1 ELSE 0 END AS overdue
        FROM responses JOIN papers ON papers.id = responses.paper_id
        WHERE responses.decision = 'awaited' AND responses.{KEPT}
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
        WHERE theme_mentions.{KEPT}
        GROUP BY theme_mentions.theme_id, papers.year
    """,
    "theme_pairs": f"""
        SELECT one.theme_id, other.theme_id AS other_theme_id,
               COUNT(DISTINCT one.passage_id) AS passages,
               COUNT(DISTINCT one.paper_id) AS papers
        FROM theme_mentions AS one
        JOIN theme_mentions AS other
          ON other.passage_id = one.passage_id AND other.theme_id > one.theme_id
        WHERE one.{KEPT} AND other.{KEPT}
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
        WHERE theme_mentions.{KEPT} AND recommendations.{KEPT}
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
