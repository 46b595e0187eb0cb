"""The hits of a search: which there are, in what order, and what is shown of them.

However many there are, no more are looked at than a page can be drawn from in time: up to
`MOST_COUNTED` they are counted, up to `MOST_RANKED` they are put in order of fit.
"""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from pipeline.archive.marking import CLOSE, OPEN, mark_extract
from pipeline.archive.pages.recurring import DECISION
from pipeline.archive.pages.wish import Wish
from pipeline.archive.reading import Row, one, places, rows
from pipeline.store.schema import KEPT

MOST_COUNTED = 1000
MOST_RANKED = 10_000
_MOST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Source:
    """What a kind of hit is made of: its table, its index, the text that is shown."""

    table: str
    index: str | None
    text: str


_SOURCES = {
    "": Source("passages", "passages_fts", "text"),
    "recommendation": Source("recommendations", "recommendations_fts", "text"),
    "statistic": Source("statistics", "statistics_fts", "quote"),
    "response": Source("responses", None, "quote"),
    "date": Source("dates", None, "quote"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Rowids in order; how many hits there are, whether that is all, and whether they are
    in order of fit (or of time, where that was asked for)."""

    numbers: list[int]
    total: int
    exact: bool
    ordered: bool


def find_hits(connection: sqlite3.Connection, wish: Wish, most: int) -> Found:
    """The first `most` hits of a search."""
    if wish.words.expression is None and (wish.text or not wish.filtered):
        return Found([], 0, exact=True, ordered=True)
    if wish.words.expression is None or _SOURCES[wish.kind].index is None:
        return _browse(connection, wish, most)
    return _match(connection, wish, most)


def _match(connection: sqlite3.Connection, wish: Wish, most: int) -> Found:
    """Hits of the words in the index, narrowed by the filters."""
    source = _SOURCES[wish.kind]
    where, values = _conditions(wish)
    papers, more = _paper_conditions(wish)
    if papers:
        where.append(f"facts.paper_id IN (SELECT id FROM papers WHERE {' AND '.join(papers)})")
    values |= {**more, "words": wish.words.expression}
    join = f" JOIN {source.table} AS facts ON facts.rowid = hits.rowid"
    if wish.sort:
        join += " JOIN papers ON papers.id = facts.paper_id"
    matched = f"FROM {source.index} AS hits{join if where or wish.sort else ''}"
    narrowed = " AND ".join([f"hits.{source.index} MATCH :words", *where])
    if wish.sort:
        inner = f"SELECT hits.rowid AS number, papers.meeting_date AS day {matched}"
        total = _count(connection, f"{matched} WHERE {narrowed}", MOST_COUNTED, values)
        numbers = _numbers(
            connection,
            f"SELECT number FROM ({inner} WHERE {narrowed} LIMIT {MOST_COUNTED})"
            f" ORDER BY day {'' if wish.sort == 'oldest' else 'DESC'}, number LIMIT {most}",
            values,
        )
        return _found(numbers, total, ordered=True)
    first = f"SELECT hits.rowid {matched} WHERE {narrowed} LIMIT {MOST_COUNTED + 1}"
    numbers = _numbers(connection, first, values)
    ranked = _ranked(connection, source, wish) if len(numbers) <= MOST_COUNTED else None
    if ranked is None:
        return _found(numbers[:most], len(numbers), ordered=len(numbers) < 2)
    allowed = set(numbers)
    fitting = [number for number in ranked if number in allowed]
    return _found(fitting[:most], len(numbers), ordered=True)


def _ranked(connection: sqlite3.Connection, source: Source, wish: Wish) -> list[int] | None:
    """Every rowid with the words, the best fit first; None where they are too many."""
    index, values = source.index, {"words": wish.words.expression}
    whole = f"FROM {index} WHERE {index} MATCH :words"
    if _count(connection, whole, MOST_RANKED, values) > MOST_RANKED:
        return None
    return _numbers(connection, f"SELECT rowid {whole} ORDER BY rank, rowid", values)


def _browse(connection: sqlite3.Connection, wish: Wish, most: int) -> Found:
    """Hits of the filters alone, the latest meetings first; words only as a plain condition."""
    source = _SOURCES[wish.kind]
    where, values = _conditions(wish)
    papers, more = _paper_conditions(wish)
    where, values = [*papers, *where], {**values, **more}
    if wish.words.expression is not None:
        where.append(
            "facts.passage_id IN (SELECT passages.id FROM passages WHERE passages.rowid IN"
            " (SELECT rowid FROM passages_fts WHERE passages_fts MATCH :words))"
        )
        values["words"] = wish.words.expression
    if wish.theme:
        where.remove(_theme_condition(source))
        tables = (
            "papers CROSS JOIN theme_mentions AS mentions ON mentions.theme_id = :theme"
            f" AND mentions.paper_id = papers.id AND mentions.{KEPT}"
            f" CROSS JOIN {source.table} AS facts ON facts.{_passage(source)} = mentions.passage_id"
        )
    else:
        tables = f"papers CROSS JOIN {source.table} AS facts ON facts.paper_id = papers.id"
    matched = f"FROM {tables}{' WHERE ' + ' AND '.join(where) if where else ''}"
    total = _count(connection, matched, MOST_COUNTED, values)
    direction = "" if wish.sort == "oldest" else "DESC"
    sql = f"SELECT facts.rowid AS number {matched} ORDER BY papers.meeting_date {direction}"
    return _found(_numbers(connection, f"{sql} LIMIT {most}", values), total, ordered=True)


def _count(connection: sqlite3.Connection, matched: str, most: int, values: dict[str, Any]) -> int:
    """How many there are, counted up to one more than `most`."""
    counted = one(
        connection, f"SELECT COUNT(*) AS n FROM (SELECT 1 {matched} LIMIT {most + 1})", **values
    )
    return int(counted["n"]) if counted else 0


def _numbers(connection: sqlite3.Connection, sql: str, values: dict[str, Any]) -> list[int]:
    return [row[0] for row in connection.execute(sql, values)]


def _found(numbers: list[int], total: int, *, ordered: bool) -> Found:
    return Found(numbers, min(total, MOST_COUNTED), total <= MOST_COUNTED, ordered)


def _paper_conditions(wish: Wish) -> tuple[list[str], dict[str, Any]]:
    """The filters that are of papers."""
    where, values = [], dict[str, Any]()
    if wish.year:
        where.append("papers.year = :year")
        values["year"] = int(wish.year)
    if wish.body:
        where.append("papers.body = :body")
        values["body"] = wish.body
    return where, values


def _conditions(wish: Wish) -> tuple[list[str], dict[str, Any]]:
    """The filters that are of facts."""
    source = _SOURCES[wish.kind]
    where, values = [], dict[str, Any]()
    if wish.kind:
        where.append(f"facts.{KEPT}")
    if wish.theme:
        where.append(_theme_condition(source))
        values["theme"] = wish.theme
    if wish.response and wish.kind == "response":
        where.append("facts.decision = :response")
        values["response"] = wish.response
    elif wish.response == "none":
        where.append(
            "NOT EXISTS (SELECT 1 FROM responses WHERE responses.recommendation_id = facts.id"
            " AND responses.decision <> 'awaited')"
        )
    elif wish.response:
        where.append(
            "EXISTS (SELECT 1 FROM responses WHERE responses.recommendation_id = facts.id"
            " AND responses.decision = :response)"
        )
        values["response"] = wish.response
    return where, values


def _passage(source: Source) -> str:
    return "id" if source.table == "passages" else "passage_id"


def _theme_condition(source: Source) -> str:
    return (
        "EXISTS (SELECT 1 FROM theme_mentions AS mentions"
        f" WHERE mentions.passage_id = facts.{_passage(source)} AND mentions.theme_id = :theme"
        f" AND mentions.{KEPT})"
    )


def group_hits(connection: sqlite3.Connection, wish: Wish, numbers: list[int]) -> list[Row]:
    """The hits, those of the same words as one: the best, with the rowids of its `others`."""
    if not numbers:
        return []
    source = _SOURCES[wish.kind]
    bound, values = places("row", numbers)
    texts = dict(
        connection.execute(
            f"SELECT rowid, {source.text} FROM {source.table} WHERE rowid IN ({bound})", values
        ).fetchall()
    )
    groups: dict[str, Row] = {}
    for number in numbers:
        best = groups.setdefault(texts[number].casefold(), {"rowid": number, "others": []})
        if best["rowid"] != number:
            best["others"].append(number)
    return list(groups.values())


def fill_hits(connection: sqlite3.Connection, wish: Wish, shown: list[Row]) -> None:
    """Fill the hits that are shown: their text with marks, their paper and their place."""
    if not shown:
        return
    source = _SOURCES[wish.kind]
    bound, values = places("row", [hit["rowid"] for hit in shown])
    others = [number for hit in shown for number in hit.get("others", [])[:_MOST_OTHERS]]
    details = _details(connection, wish.kind, [*(hit["rowid"] for hit in shown), *others])
    extracts = _extracts(connection, source, wish, bound, values)
    for hit in shown:
        hit.update(details[hit["rowid"]])
        hit["extract"] = mark_extract(extracts.get(hit["rowid"]) or _start(hit["text"]))
        hit["heading"] = " › ".join(json.loads(hit.get("heading_path") or "[]")[-2:])
        hit["elsewhere"] = [details[number] for number in hit.get("others", [])[:_MOST_OTHERS]]


def _start(text: str) -> str:
    return text if len(text) <= 420 else text[:420].rsplit(" ", 1)[0] + " …"


def _details(connection: sqlite3.Connection, kind: str, numbers: list[int]) -> dict[int, Row]:
    source = _SOURCES[kind]
    bound, values = places("row", numbers)
    more = {
        "": "facts.heading_path, facts.number AS label",
        "recommendation": "facts.made_by, facts.label, facts.recurrence_id,"
        + DECISION.replace("recommendations.", "facts."),
        "statistic": "facts.corrected, facts.measure, facts.value, facts.value_to, facts.unit,"
        " facts.series_id, facts.period_start, facts.period_end",
        "response": "facts.corrected, facts.decision, facts.recommendation_id, facts.action",
        "date": "facts.corrected, facts.date_start, facts.date_end, facts.role",
    }[kind]
    found = rows(
        connection,
        f"""
        SELECT facts.rowid AS rowid, facts.id, facts.page, facts.{source.text} AS text, {more},
               :kind AS kind, papers.id AS paper_id, papers.file_id, papers.title,
               papers.kind AS paper_kind, papers.body, papers.meeting_date, papers.year
        FROM {source.table} AS facts JOIN papers ON papers.id = facts.paper_id
        WHERE facts.rowid IN ({bound})
        """,
        kind=kind or "passage",
        **values,
    )
    return {row["rowid"]: row for row in found}


def _extracts(
    connection: sqlite3.Connection,
    source: Source,
    wish: Wish,
    bound: str,
    values: dict[str, Any],
) -> dict[int, str]:
    if source.index is None or wish.words.expression is None:
        return {}
    found = rows(
        connection,
        f"""
        SELECT rowid, snippet({source.index}, 0, '{OPEN}', '{CLOSE}', ' … ', 56) AS extract
        FROM {source.index} WHERE {source.index} MATCH :words AND rowid IN ({bound})
        """,
        words=wish.words.expression,
        **values,
    )
    return {row["rowid"]: row["extract"] for row in found}
