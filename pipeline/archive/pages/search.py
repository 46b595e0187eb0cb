"""Search: words and filters to hits, each with its place on a page; the same as a flat list.

With words, the index decides; its best hits come first, or those of the latest meetings. Without
words, the filters decide, newest first. Hits of the same words are drawn as one. However many
hits there are, no more of them are looked at than a page can be drawn from in time.
"""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from pipeline.archive.asking import Words, any_of, read_words
from pipeline.archive.marking import CLOSE, OPEN, mark_extract
from pipeline.archive.pages.recurring import DECISION
from pipeline.archive.plain import DECISIONS
from pipeline.archive.reading import Asked, Row, places, rows
from pipeline.match import letters

PAGE_SIZE = 20
MOST_RANKED = 5000
MOST_SHOWN = 500
MOST_EXPORTED = 2000
_MOST_OTHERS = 5

KINDS = {
    "": "Everything",
    "recommendation": "Recommendations",
    "statistic": "Statistics",
    "response": "Responses",
    "date": "Dates",
}


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
class Wish:
    """A search as it was asked for, every part of it checked."""

    text: str
    words: Words
    kind: str
    theme: str
    year: str
    body: str
    response: str
    sort: str

    @property
    def filtered(self) -> bool:
        """Whether something other than words narrows it."""
        return bool(self.kind or self.theme or self.year or self.body or self.response)

    def parts(self, **changes: str) -> dict[str, str]:
        """Its parameters in an address, with changes; empty ones are left out."""
        own = {
            "q": self.text,
            "kind": self.kind,
            "theme": self.theme,
            "year": self.year,
            "body": self.body,
            "response": self.response,
            "sort": self.sort,
        }
        return {name: value for name, value in {**own, **changes}.items() if value}


def read_wish(asked: Asked) -> Wish:
    """The search that an address asks for; what makes no sense in it is left out."""
    text = asked.query.get("q", "").replace("\0", "").strip()[:200]
    kind = asked.query.get("kind", "")
    response = asked.query.get("response", "")
    year = asked.query.get("year", "")
    sort = asked.query.get("sort", "")
    response = response if response in DECISIONS or response == "none" else ""
    kind = kind if kind in KINDS else ""
    if response and kind not in ("recommendation", "response"):
        kind = "recommendation"
    return Wish(
        text=text,
        words=read_words(text),
        kind=kind,
        theme=asked.query.get("theme", "")[:60],
        year=year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        body=asked.query.get("body", "")[:200],
        response=response,
        sort=sort if sort in ("newest", "oldest") else "",
    )


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """A page of hits with the filters to narrow them."""
    wish = read_wish(asked)
    hits, total, counted = find(connection, wish, MOST_SHOWN)
    groups = _group(connection, wish, hits)
    page = asked.whole("page", 1, max(1, -(-len(groups) // PAGE_SIZE)))
    shown = groups[PAGE_SIZE * (page - 1) : PAGE_SIZE * page]
    _fill(connection, wish, shown)
    return {
        "wish": wish,
        "asked_for": bool(wish.words.expression or wish.filtered),
        "hits": shown,
        "total": total,
        "counted": counted,
        "groups": len(groups),
        "page": page,
        "more": len(groups) > PAGE_SIZE * page,
        "any": any_of(wish.words.wanted) if not hits and len(wish.words.wanted) > 1 else "",
        "kinds": KINDS,
        "decisions": DECISIONS,
        **_choices(connection),
    }


def answer_all(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """Every hit as a flat list, for spreadsheets, programs and feeds."""
    wish = read_wish(asked)
    most = asked.whole("size", MOST_EXPORTED, MOST_EXPORTED)
    hits, total, counted = find(connection, wish, most)
    _fill(connection, wish, hits)
    return {"wish": wish, "hits": hits, "total": total, "counted": counted}


def find(connection: sqlite3.Connection, wish: Wish, most: int) -> tuple[list[Row], int, bool]:
    """The best hits (rowid and what they are ordered and grouped by), how many there are,
    and whether that number is exact."""
    if wish.words.expression is None and (wish.text or not wish.filtered):
        return [], 0, True
    if wish.words.expression is None or _SOURCES[wish.kind].index is None:
        found = _browse(connection, wish)
    else:
        found = _match(connection, wish)
    exact = len(found) <= MOST_RANKED
    hits = _ordered(found[:MOST_RANKED], wish)[:most]
    return hits, min(len(found), MOST_RANKED), exact


def _match(connection: sqlite3.Connection, wish: Wish) -> list[Row]:
    """Hits of the words: rowid, score and day; scored only where they are few enough."""
    source = _SOURCES[wish.kind]
    where, values = _conditions(wish)
    narrowed = f"AND {' AND '.join(where)}" if where else ""
    dated = bool(wish.sort) or bool(where)
    join = (
        f"JOIN {source.table} AS facts ON facts.rowid = hits.rowid"
        " JOIN papers ON papers.id = facts.paper_id"
    )
    few = rows(
        connection,
        f"""
        SELECT hits.rowid AS rowid{", papers.meeting_date AS day" if dated else ""}
        FROM {source.index} AS hits {join if dated else ""}
        WHERE hits.{source.index} MATCH :words {narrowed}
        LIMIT {MOST_RANKED + 1}
        """,
        words=wish.words.expression,
        **values,
    )
    if len(few) > MOST_RANKED or wish.sort or not few:
        return few
    return _score(connection, source, wish, few)


def _score(
    connection: sqlite3.Connection, source: Source, wish: Wish, found: list[Row]
) -> list[Row]:
    """The hits with how well the words fit them (the less, the better)."""
    scores = {
        row["rowid"]: row["score"]
        for row in rows(
            connection,
            f"""
            SELECT rowid, bm25({source.index}) AS score FROM {source.index}
            WHERE {source.index} MATCH :words ORDER BY score LIMIT {MOST_RANKED}
            """,
            words=wish.words.expression,
        )
    }
    return [{**row, "score": scores.get(row["rowid"], 0.0)} for row in found]


def _browse(connection: sqlite3.Connection, wish: Wish) -> list[Row]:
    """Hits of the filters alone, the latest meetings first; words only as a plain condition."""
    source = _SOURCES[wish.kind]
    where, values = _conditions(wish)
    if wish.words.expression is not None:
        where.append(
            "facts.passage_id IN (SELECT passages.id FROM passages WHERE passages.rowid IN"
            " (SELECT rowid FROM passages_fts WHERE passages_fts MATCH :words))"
        )
        values["words"] = wish.words.expression
    direction = "" if wish.sort == "oldest" else "DESC"
    if wish.theme:
        where.remove(_theme_condition(source))
        tables = (
            "papers CROSS JOIN theme_mentions AS mentions ON mentions.theme_id = :theme"
            " AND mentions.paper_id = papers.id"
            f" CROSS JOIN {source.table} AS facts ON facts.{_passage(source)} = mentions.passage_id"
        )
    else:
        tables = f"papers CROSS JOIN {source.table} AS facts ON facts.paper_id = papers.id"
    return rows(
        connection,
        f"""
        SELECT facts.rowid AS rowid, papers.meeting_date AS day FROM {tables}
        {"WHERE " + " AND ".join(where) if where else ""}
        ORDER BY papers.meeting_date {direction} LIMIT {MOST_RANKED + 1}
        """,
        **values,
    )


def _conditions(wish: Wish) -> tuple[list[str], dict[str, Any]]:
    """The filters as conditions on `facts` and `papers`."""
    source = _SOURCES[wish.kind]
    where, values = [], dict[str, Any]()
    if wish.year:
        where.append("papers.year = :year")
        values["year"] = int(wish.year)
    if wish.body:
        where.append("papers.body = :body")
        values["body"] = wish.body
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
        f" WHERE mentions.passage_id = facts.{_passage(source)} AND mentions.theme_id = :theme)"
    )


def _ordered(found: list[Row], wish: Wish) -> list[Row]:
    if wish.sort:
        newest = wish.sort == "newest"
        return sorted(found, key=lambda row: (row.get("day") or "", -row["rowid"]), reverse=newest)
    if found and "score" in found[0]:
        return sorted(found, key=lambda row: (row["score"], row["rowid"]))
    return found


def _group(connection: sqlite3.Connection, wish: Wish, hits: list[Row]) -> list[Row]:
    """The hits, those of the same words as one: the best, with the rowids of its `others`."""
    if not hits:
        return []
    source = _SOURCES[wish.kind]
    bound, values = places("row", [hit["rowid"] for hit in hits])
    texts = {
        row["rowid"]: letters(row["text"])
        for row in rows(
            connection,
            f"SELECT rowid, {source.text} AS text FROM {source.table} WHERE rowid IN ({bound})",
            **values,
        )
    }
    groups: dict[str, Row] = {}
    for hit in hits:
        best = groups.setdefault(texts[hit["rowid"]], {**hit, "others": []})
        if best["rowid"] != hit["rowid"]:
            best["others"].append(hit["rowid"])
    return list(groups.values())


def _fill(connection: sqlite3.Connection, wish: Wish, shown: list[Row]) -> None:
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
        "statistic": "facts.measure, facts.value, facts.value_to, facts.unit, facts.series_id,"
        " facts.period_start, facts.period_end",
        "response": "facts.decision, facts.recommendation_id, facts.action",
        "date": "facts.date_start, facts.date_end, facts.role",
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


def _choices(connection: sqlite3.Connection) -> dict[str, Any]:
    """What the filters offer."""
    return {
        "themes": rows(
            connection,
            """
            SELECT themes.id, themes.label FROM summary_themes
            JOIN themes ON themes.id = theme_id WHERE passages > 0 ORDER BY themes.label
            """,
        ),
        "years": [
            row["year"]
            for row in rows(
                connection,
                "SELECT year FROM summary_years WHERE year IS NOT NULL ORDER BY year DESC",
            )
        ],
        "bodies": [
            row["body"]
            for row in rows(
                connection,
                "SELECT DISTINCT body FROM summary_coverage WHERE body IS NOT NULL"
                " ORDER BY body LIMIT 300",
            )
        ],
    }
