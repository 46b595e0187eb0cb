"""The questions that officers and researchers ask on the command line, as SQL."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from pipeline.errors import UsageError
from pipeline.link import similar
from pipeline.link.lexicon import load_lexicon
from pipeline.link.recurrence import Made
from pipeline.link.trends import KeyTerm, find_key_terms
from pipeline.rules import load_rules
from pipeline.store.archive import Archive
from pipeline.store.schema import KEPT

_WORD = re.compile(r"[a-z]{4,}")
_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier recommendation like a draft, with what was answered to it."""

    score: float
    id: str
    date: str | None
    made_by: str | None
    text: str
    decision: str | None
    file: str
    page: int


def find_similar(archive: Archive, draft: str, limit: int) -> list[Similar]:
    """Earlier recommendations that read like `draft`, the most alike first."""
    words = sorted(set(_WORD.findall(draft.casefold())))
    if not words:
        return []
    rows = archive.query(
        "SELECT recommendations.id, papers.meeting_date, recommendations.made_by,"
        " recommendations.text, recommendations.status, files.name, recommendations.page"
        " FROM recommendations_fts"
        " JOIN recommendations ON recommendations.rowid = recommendations_fts.rowid"
        " JOIN papers ON papers.id = recommendations.paper_id"
        " JOIN files ON files.id = papers.file_id"
        f" WHERE recommendations_fts MATCH ? AND recommendations.{KEPT}"
        " ORDER BY bm25(recommendations_fts) LIMIT ?",
        " OR ".join(f'"{word}"' for word in words),
        _CANDIDATES,
    )
    found = {row["id"]: row for row in rows}
    made = [Made(row["id"], row["text"], "", row["name"], row["meeting_date"]) for row in rows]
    alike = similar.find_similar(draft, made, load_rules(), limit)
    return [Similar(one.score, *found[one.made.id]) for one in alike]


def find_theme(archive: Archive, name: str) -> str:
    """The id of the theme with this id or label; raises `UsageError` where there is none."""
    ids = {row["id"]: row["id"] for row in archive.query("SELECT id FROM themes ORDER BY id")}
    for row in archive.query("SELECT id, label FROM themes"):
        ids.setdefault(row["label"].casefold(), row["id"])
    if found := ids.get(name.casefold()):
        return str(found)
    close = difflib.get_close_matches(name.casefold(), ids, 1)
    hint = f" Did you mean {ids[close[0]]}?" if close else " See: pipeline themes"
    raise UsageError(f"There is no theme {name}.{hint}")


def list_recurring(
    archive: Archive, theme: str | None, accepted: bool, standing: bool
) -> list[tuple[Any, ...]]:
    """Groups of recommendations that were made again: times, years, accepted, title, id."""
    return _rows(
        archive,
        "SELECT recurrences.id, COUNT(recommendations.id), recurrences.years,"
        " recurrences.first_date, recurrences.last_date, recurrences.accepted_then_repeated,"
        " recurrences.title FROM recurrences"
        " JOIN recommendations ON recommendations.recurrence_id = recurrences.id"
        " WHERE (:accepted = 0 OR accepted_then_repeated > 0)"
        " AND (:standing = 1 OR recurrences.standing = 0)"
        " AND (:theme IS NULL OR EXISTS (SELECT 1 FROM theme_mentions"
        "  JOIN recommendations AS about ON about.passage_id = theme_mentions.passage_id"
        "  WHERE about.recurrence_id = recurrences.id AND theme_mentions.theme_id = :theme))"
        " GROUP BY recurrences.id"
        " ORDER BY accepted_then_repeated DESC, recurrences.years DESC, COUNT(*) DESC,"
        " recurrences.id",
        theme=theme,
        accepted=int(accepted),
        standing=int(standing),
    )


def theme_counts(archive: Archive) -> list[tuple[Any, ...]]:
    """Themes with passages, papers, how many the papers state, and recommendations."""
    return _rows(
        archive,
        "SELECT themes.id, themes.label, COUNT(DISTINCT theme_mentions.passage_id),"
        " COUNT(DISTINCT theme_mentions.paper_id),"
        " COUNT(DISTINCT CASE WHEN stated THEN theme_mentions.id END),"
        " COUNT(DISTINCT recommendations.id) FROM themes"
        " LEFT JOIN theme_mentions ON theme_mentions.theme_id = themes.id"
        f" AND theme_mentions.{KEPT}"
        " LEFT JOIN recommendations ON recommendations.passage_id = theme_mentions.passage_id"
        f" AND recommendations.{KEPT}"
        " GROUP BY themes.id ORDER BY 3 DESC, themes.id",
    )


def theme_years(archive: Archive) -> list[tuple[Any, ...]]:
    """Themes by year: passages, of how many, and per 1,000."""
    return _rows(
        archive,
        "SELECT theme_id, year, passages, all_passages, per_1000_passages, stated"
        " FROM theme_by_year ORDER BY theme_id, year",
    )


def year_terms(archive: Archive, year: int) -> list[KeyTerm]:
    """The terms that set a year apart from the others, the strongest first."""
    passages = archive.connection.execute(
        "SELECT papers.year, passages.text FROM passages"
        " JOIN papers ON papers.id = passages.paper_id"
        " WHERE papers.year IS NOT NULL ORDER BY passages.id"
    )
    return find_key_terms(passages, year, load_lexicon(load_rules()))


def find_series(archive: Archive, words: str) -> list[tuple[Any, ...]]:
    """Points of the series whose measure holds all the words: measure, unit, period, value …"""
    likes = [f"%{word}%" for word in words.split()]
    condition = " AND ".join(["measure LIKE ?"] * len(likes)) or "1"
    return [
        tuple(row)
        for row in archive.query(
            "SELECT measure, unit, CASE WHEN period_start <> period_end"
            " THEN period_start || ' – ' || period_end ELSE COALESCE(period_end, period_start) END,"
            " value, role, direction, meeting_date, page, quote"
            f" FROM statistic_series WHERE {condition}",
            *likes,
        )
    ]


def _rows(archive: Archive, sql: str, **values: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in archive.connection.execute(sql, values)]
