"""Search: words and filters to hits, each with its place on a page; the same as a flat list.

With words, the index decides; its best hits come first, or those of the latest meetings. Without
words, the filters decide, newest first. Hits of the same words are drawn as one.
"""

import sqlite3
from typing import Any

from pipeline.archive.asking import any_of
from pipeline.archive.pages.hits import fill_hits, find_hits, group_hits
from pipeline.archive.pages.wish import KINDS, read_wish
from pipeline.archive.plain import DECISIONS
from pipeline.archive.reading import Asked, rows

PAGE_SIZE = 20
MOST_SHOWN = 300
MOST_EXPORTED = 2000


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """A page of hits with the filters to narrow them."""
    wish = read_wish(asked)
    found = find_hits(connection, wish, MOST_SHOWN)
    groups = group_hits(connection, wish, found.numbers)
    page = asked.whole("page", 1, max(1, -(-len(groups) // PAGE_SIZE)))
    shown = groups[PAGE_SIZE * (page - 1) : PAGE_SIZE * page]
    fill_hits(connection, wish, shown)
    return {
        "wish": wish,
        "asked_for": bool(wish.words.expression or (wish.filtered and not wish.text)),
        "hits": shown,
        "found": found,
        "page": page,
        "more": len(groups) > PAGE_SIZE * page,
        "any": any_of(wish.words.wanted) if not shown and len(wish.words.wanted) > 1 else "",
        "kinds": KINDS,
        "decisions": DECISIONS,
        **_choices(connection),
    }


def answer_all(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """Every hit as a flat list, for spreadsheets, programs and feeds."""
    wish = read_wish(asked)
    most = asked.whole("size", MOST_EXPORTED, MOST_EXPORTED)
    found = find_hits(connection, wish, most)
    hits = [{"rowid": number} for number in found.numbers]
    fill_hits(connection, wish, hits)
    return {"wish": wish, "hits": hits, "found": found}


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
