"""Plain rows for the linkers, out of the archive."""

from collections.abc import Callable
from typing import Any, TypeVar

from pipeline.link import recurrence, responses
from pipeline.link.areas import find_area
from pipeline.link.editions import PaperTitle
from pipeline.link.series import Figure
from pipeline.rules import Rules
from pipeline.store.archive import Archive
from pipeline.store.schema import KEPT

T = TypeVar("T")

_DAY = "COALESCE(papers.meeting_date, papers.period_end)"
_SAME_PAPER = (
    "MIN(papers.file_id) OVER (PARTITION BY CASE"
    " WHEN papers.meeting_date IS NULL OR papers.body IS NULL OR papers.title IS NULL"
    " THEN papers.file_id ELSE papers.meeting_date || papers.body || papers.title END)"
)
"""A paper that is in two packs, or is there as PDF and as Word, is one and the same: what it
recommends was not made again."""


def load_made(archive: Archive) -> list[responses.Made]:
    """Every recommendation, as responses are joined to it."""
    return _load(archive, responses.Made, "recommendations", "")


def load_answers(archive: Archive) -> list[responses.Answer]:
    """Every response, as it is joined."""
    return _load(archive, responses.Answer, "responses", "facts.rule,")


def _load(archive: Archive, record: Callable[..., T], table: str, more: str) -> list[T]:
    rows = archive.query(
        "SELECT facts.id, papers.file_id AS file, facts.paper_id AS paper,"
        " facts.passage_id AS passage, passages.position, facts.start,"
        f" {'facts.text' if table == 'recommendations' else 'facts.quote AS text'}, {more}"
        f" facts.label, papers.body, {_DAY} AS day, papers.item"
        f" FROM {table} AS facts JOIN papers ON papers.id = facts.paper_id"
        f" JOIN passages ON passages.id = facts.passage_id WHERE facts.{KEPT} ORDER BY facts.id"
    )
    return [record(**dict(row)) for row in rows]


def load_recommendations(archive: Archive) -> list[recurrence.Made]:
    """Every recommendation with what was answered, as recurrences are found."""
    rows = archive.query(
        "SELECT recommendations.id, recommendations.text, recommendations.paper_id,"
        f" {_SAME_PAPER} AS file_id, {_DAY} AS date, papers.body,"
        " recommendations.status AS decision, recommendations.response_id,"
        " recommendations.kind = 'reported' OR papers.kind = 'response_proforma' AS reported"
        " FROM recommendations JOIN papers ON papers.id = recommendations.paper_id"
        f" WHERE recommendations.{KEPT}"
        " ORDER BY recommendations.id"
    )
    return [recurrence.Made(**{**dict(row), "reported": bool(row["reported"])}) for row in rows]


def load_figures(archive: Archive, rules: Rules) -> list[Figure]:
    """Every statistic, as series are made of them, with the place whose figure it is."""
    areas = load_areas(archive, rules)
    rows = archive.query(
        "SELECT statistics.id, measure, unit, role, value, statistics.period_start,"
        f" statistics.period_end, paper_id, {_DAY} AS paper_date, claim_id, value_to, direction,"
        " papers.file_id AS area"
        " FROM statistics JOIN papers ON papers.id = statistics.paper_id"
        f" WHERE statistics.{KEPT} ORDER BY statistics.id"
    )
    return [Figure(**{**dict(row), "area": areas.get(row["area"])}) for row in rows]


def load_areas(archive: Archive, rules: Rules) -> dict[str, str | None]:
    """The place of each file, by its first pages and its papers' titles."""
    texts: dict[str, list[str]] = {}
    for row in archive.query(
        "SELECT file_id, text FROM pages WHERE number <= 4 UNION ALL"
        " SELECT file_id, title || ', ' || COALESCE(body, '') FROM papers WHERE title IS NOT NULL"
    ):
        texts.setdefault(row["file_id"], []).append(row["text"])
    return {file_id: find_area(found, rules) for file_id, found in texts.items()}


def load_titles(archive: Archive) -> list[PaperTitle]:
    """Every paper, as editions are found."""
    return _records(
        archive,
        PaperTitle,
        "SELECT id, file_id, position, kind, title, meeting_date, period_start, parent_id"
        " FROM papers ORDER BY id",
    )


def _records(archive: Archive, record: Callable[..., T], sql: str) -> list[T]:
    fields: list[dict[str, Any]] = [dict(row) for row in archive.query(sql)]
    return [record(**row) for row in fields]
