"""What the linkers found, written into the archive in place of what stood there."""

from collections.abc import Sequence

from pipeline.link.editions import Report
from pipeline.link.recurrence import Recurrences
from pipeline.link.responses import Join
from pipeline.link.series import Series
from pipeline.store.archive import Archive

_WHOLE_LIST = 80
"""A longer outcome speaks of something in particular, not of the whole list."""


def mark_same_texts(archive: Archive) -> None:
    """Files of other bytes but the same words know the one among them with the least id."""
    archive.connection.execute(
        "UPDATE files SET same_text_as = NULLIF((SELECT MIN(others.id) FROM files AS others"
        " WHERE others.text_sha256 = files.text_sha256), files.id)"
    )


def write_joins(archive: Archive, joins: Sequence[Join]) -> None:
    """Join responses to recommendations; a recommendation's status is its latest answer."""
    run = archive.connection
    run.execute("UPDATE responses SET recommendation_id = NULL, joined_by = NULL")
    run.executemany(
        "UPDATE responses SET recommendation_id = ?, joined_by = ? WHERE id = ?",
        [(join.recommendation, join.joined_by, join.response) for join in joins],
    )
    run.execute("UPDATE recommendations SET status = NULL, response_id = NULL")
    run.execute(
        "WITH answers AS ("
        " SELECT responses.id, responses.recommendation_id, responses.decision,"
        "  ROW_NUMBER() OVER (PARTITION BY responses.recommendation_id"
        "   ORDER BY responses.decision = 'awaited', papers.meeting_date DESC, responses.id"
        "  ) AS place"
        " FROM responses JOIN papers ON papers.id = responses.paper_id"
        " WHERE responses.recommendation_id IS NOT NULL)"
        " UPDATE recommendations SET status = answers.decision, response_id = answers.id"
        " FROM answers WHERE answers.recommendation_id = recommendations.id AND answers.place = 1"
    )
    _answer_whole_lists(archive)


def _answer_whole_lists(archive: Archive) -> None:
    """'Recommendations agreed' answers every recommendation of the list that it was joined to."""
    archive.connection.execute(
        "WITH answers AS ("
        " SELECT MIN(responses.id) AS id, responses.decision, made.paper_id, made.kind"
        " FROM responses JOIN recommendations AS made ON made.id = responses.recommendation_id"
        f" WHERE responses.joined_by = 'item' AND LENGTH(responses.quote) < {_WHOLE_LIST}"
        " AND responses.quote LIKE '%recommendations%'"
        " GROUP BY made.paper_id, made.kind HAVING COUNT(*) = 1)"
        " UPDATE recommendations SET status = answers.decision, response_id = answers.id"
        " FROM answers WHERE answers.paper_id = recommendations.paper_id"
        " AND answers.kind = recommendations.kind AND recommendations.status IS NULL"
    )


def write_recurrences(archive: Archive, found: Recurrences) -> None:
    """Write groups, links and what was accepted and made again."""
    run = archive.connection
    run.execute("UPDATE recommendations SET recurrence_id = NULL")
    run.execute("DELETE FROM recurrences")
    archive.insert(
        "recurrences",
        [
            {
                "id": group.id,
                "title": group.title,
                "first_date": group.first_date,
                "last_date": group.last_date,
                "papers": group.papers,
                "years": group.years,
                "standing": int(group.standing),
                "accepted_then_repeated": len(group.repeated),
            }
            for group in found.groups
        ],
    )
    run.executemany(
        "UPDATE recommendations SET recurrence_id = ? WHERE id = ?",
        [(group.id, member) for group in found.groups for member in group.members],
    )
    archive.insert(
        "recurrence_links",
        [
            {
                "id": link.id,
                "recurrence_id": link.recurrence_id,
                "recommendation_id": link.recommendation_id,
                "other_id": link.other_id,
                "relation": link.relation,
                "score": round(link.score, 4),
            }
            for link in found.links
        ],
    )
    archive.insert(
        "repeats",
        [
            {
                "id": f"{again.first_id}-{again.again_id}",
                "recurrence_id": again.recurrence_id,
                "first_id": again.first_id,
                "response_id": again.response_id,
                "again_id": again.again_id,
                "days": again.days,
                "score": round(again.score, 4),
            }
            for group in found.groups
            for again in group.repeated
        ],
    )
    _answer_copies(archive)


def _answer_copies(archive: Archive) -> None:
    """A recommendation that a pro forma of the same pack answers has that answer."""
    archive.connection.execute(
        "WITH answers AS ("
        " SELECT links.there, answered.status, answered.response_id,"
        "  ROW_NUMBER() OVER (PARTITION BY links.there"
        "   ORDER BY answered.status = 'awaited', answered.id) AS place"
        " FROM (SELECT recommendation_id AS here, other_id AS there FROM recurrence_links"
        "   WHERE relation = 'copy' UNION ALL"
        "  SELECT other_id, recommendation_id FROM recurrence_links WHERE relation = 'copy')"
        "  AS links JOIN recommendations AS answered ON answered.id = links.here"
        " WHERE answered.status IS NOT NULL)"
        " UPDATE recommendations SET status = answers.status, response_id = answers.response_id"
        " FROM answers WHERE answers.there = recommendations.id AND answers.place = 1"
        " AND recommendations.status IS NULL"
    )


def write_series(archive: Archive, found: Sequence[Series]) -> None:
    """Write series and their points."""
    run = archive.connection
    run.execute("UPDATE statistics SET series_id = NULL, restates = NULL")
    run.execute("DELETE FROM series")
    archive.insert(
        "series",
        [
            {
                "id": series.id,
                "measure": series.measure,
                "unit": series.unit,
                "family": series.family,
                "span": series.span,
                "area": series.area,
                "points": len(series.points),
                "first_period": _least(series, first=True),
                "last_period": _least(series, first=False),
            }
            for series in found
        ],
    )
    run.executemany(
        "UPDATE statistics SET series_id = ?, series_point = ?, restates = ? WHERE id = ?",
        [
            (series.id, number, point.restates, statistic)
            for series in found
            for number, point in enumerate(series.points)
            for statistic in point.statistics
        ],
    )


def _least(series: Series, *, first: bool) -> str | None:
    ends = [point.period_end for point in series.points if point.period_end]
    return (min(ends) if first else max(ends)) if ends else None


def write_editions(archive: Archive, found: Sequence[Report]) -> None:
    """Write which papers are editions of one report."""
    run = archive.connection
    run.execute("UPDATE papers SET edition_of = NULL")
    run.execute("DELETE FROM reports")
    archive.insert(
        "reports",
        [
            {
                "id": report.id,
                "title": report.title,
                "editions": len(report.editions),
                "first_year": report.editions[0].year,
                "last_year": report.editions[-1].year,
            }
            for report in found
        ],
    )
    run.executemany(
        "UPDATE papers SET edition_of = ?, edition_year = ? WHERE id = ?",
        [
            (report.id, edition.year, paper)
            for report in found
            for edition in report.editions
            for paper in edition.papers
        ],
    )
