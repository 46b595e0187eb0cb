"""One page of a file: its image's marks, its facts, its words as text, and the pages around it.

What is chosen (`?recommendation=…`, `?statistic=…`, `?passage=…&q=words`) is marked line by line;
where nothing is chosen, every fact of the page is, lightly.
"""

import json
import sqlite3
from typing import Any

from markupsafe import Markup

from pipeline.archive.asking import read_words
from pipeline.archive.marking import CLOSE, OPEN, lines_of, mark_span, rectangles
from pipeline.archive.pages.corrected import corrections_of
from pipeline.archive.pages.papers import FILE_COLUMNS
from pipeline.archive.reading import Asked, Row, one, rows

FACTS = {
    "recommendation": "recommendations",
    "response": "responses",
    "statistic": "statistics",
    "date": "dates",
    "theme": "theme_mentions",
}
_COLUMNS = {
    "recommendation": "label, text, made_by, addressed_to",
    "response": "recommendation_id, label, decision, decision_text, action, deadline",
    "statistic": "text, text_start, value, value_to, unit, measure, role, period_start, period_end,"
    " series_id",
    "date": "text, date_start, date_end, role, approximate",
    "theme": "theme_id, terms, stated",
}


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any] | None:
    """A page with its marks and facts; None where the file has no such page."""
    page = one(
        connection,
        """
        SELECT file_id, number, label, width, height, has_text FROM pages
        WHERE file_id = :file AND number = :number
        """,
        file=asked.parts["id"],
        number=int(asked.parts["number"]),
    )
    if page is None:
        return None
    file = one(connection, f"SELECT {FILE_COLUMNS} FROM files WHERE id = :id", id=page["file_id"])
    passages = _passages(connection, page)
    facts = {kind: _facts(connection, kind, page) for kind in FACTS}
    chosen = _chosen(connection, asked, passages)
    if chosen:
        spans = {chosen["passage_id"]: chosen["spans"]}
    else:
        spans = _all_spans(facts) if file and file["media_type"] != "application/pdf" else {}
    return {
        "file": file,
        "page": page,
        "papers": _papers(connection, page),
        "passages": [
            {
                **_draw(row, page["number"], spans.get(row["id"], [])),
                "chosen": bool(chosen and chosen["passage_id"] == row["id"]),
            }
            for row in passages
        ],
        "facts": facts,
        "count": sum(len(found) for found in facts.values()),
        "corrections": corrections_of(
            connection, [row["id"] for found in facts.values() for row in found]
        ),
        "chosen": chosen,
        "marks": _marks(passages, page["number"], facts, chosen),
    }


def _passages(connection: sqlite3.Connection, page: Row) -> list[Row]:
    """The passages that stand on the page, those that began on the page before included."""
    found = rows(
        connection,
        """
        SELECT id, paper_id, page, position, number, kind, heading, text, boxes, level,
               table_number, cells
        FROM passages WHERE file_id = :file AND page BETWEEN :number - 1 AND :number
        ORDER BY position
        """,
        file=page["file_id"],
        number=page["number"],
    )
    return [row for row in found if row["page"] == page["number"] or _runs_on(row, page["number"])]


def _runs_on(passage: Row, page: int) -> bool:
    return bool(lines_of(passage["boxes"], page))


def _papers(connection: sqlite3.Connection, page: Row) -> list[Row]:
    return rows(
        connection,
        """
        SELECT id, kind, title, body, meeting_date, item, first_page, last_page FROM papers
        WHERE file_id = :file AND first_page <= :number AND last_page >= :number
        ORDER BY position LIMIT 10
        """,
        file=page["file_id"],
        number=page["number"],
    )


def _facts(connection: sqlite3.Connection, kind: str, page: Row) -> list[Row]:
    columns = ", ".join(f"facts.{name.strip()}" for name in _COLUMNS[kind].split(","))
    label = ", themes.label" if kind == "theme" else ""
    join = "JOIN themes ON themes.id = facts.theme_id" if kind == "theme" else ""
    return rows(
        connection,
        f"""
        SELECT facts.id, facts.passage_id, facts.page, facts."start", facts."end", facts.quote,
               {columns}{label}
        FROM passages JOIN {FACTS[kind]} AS facts ON facts.passage_id = passages.id {join}
        WHERE passages.file_id = :file AND facts.page = :number
          AND passages.page BETWEEN :number - 1 AND :number
        ORDER BY passages.position, facts."start", facts.id LIMIT 200
        """,
        file=page["file_id"],
        number=page["number"],
    )


def _chosen(
    connection: sqlite3.Connection, asked: Asked, passages: list[Row]
) -> dict[str, Any] | None:
    """The fact or passage that the address chooses, with the characters to mark in it."""
    known = {row["id"]: row for row in passages}
    for kind, table in FACTS.items():
        if kind in asked.query:
            fact = one(
                connection,
                f'SELECT id, passage_id, "start", "end", quote FROM {table} WHERE id = :id',
                id=asked.query[kind],
            )
            if fact and fact["passage_id"] in known:
                return {**fact, "kind": kind, "spans": [(fact["start"], fact["end"])]}
    passage = known.get(asked.query.get("passage", ""))
    if passage is None:
        return None
    spans = _word_spans(connection, passage["id"], asked.query.get("q", ""))
    return {
        "id": passage["id"],
        "passage_id": passage["id"],
        "kind": "passage",
        "quote": passage["text"],
        "spans": spans or [(0, len(passage["text"]))],
    }


def _word_spans(connection: sqlite3.Connection, passage: str, words: str) -> list[tuple[int, int]]:
    """Where the words asked for stand in a passage."""
    expression = read_words(words).expression
    if expression is None:
        return []
    found = one(
        connection,
        f"""
        SELECT highlight(passages_fts, 0, '{OPEN}', '{CLOSE}') AS marked FROM passages_fts
        WHERE passages_fts MATCH :words
          AND rowid = (SELECT rowid FROM passages WHERE id = :id)
        """,
        words=expression,
        id=passage,
    )
    return spans_of(found["marked"]) if found and found["marked"] else []


def spans_of(marked: str) -> list[tuple[int, int]]:
    """The (start, end) of what the index marked, counted in the text without the marks."""
    spans, at, start = [], 0, 0
    for character in marked:
        if character == OPEN:
            start = at
        elif character == CLOSE:
            spans.append((start, at))
        else:
            at += 1
    return spans


def _draw(passage: Row, page: int, spans: list[tuple[int, int]]) -> Row:
    """A passage as the template draws it: marked text, or marked cells of a row."""
    text = passage["text"]
    cells = json.loads(passage["cells"]) if passage["cells"] else []
    return {
        **passage,
        "marked": _mark_all(text, spans, 0, len(text)),
        "row": [
            {"head": head, "marked": _mark_all(text, spans, start, end)}
            for head, start, end in cells
        ],
        "runs_on": passage["page"] != page,
    }


def _all_spans(facts: dict[str, list[Row]]) -> dict[str, list[tuple[int, int]]]:
    """The characters of every fact, by passage: for a paper that has no image to mark them on."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for kind in ("recommendation", "response", "statistic"):
        for fact in facts[kind]:
            spans.setdefault(fact["passage_id"], []).append((fact["start"], fact["end"]))
    return spans


def _mark_all(text: str, spans: list[tuple[int, int]], start: int, end: int) -> Markup:
    """`text[start:end]`, escaped, with every span in `<mark>`."""
    drawn, at = Markup(), start
    for first, last in sorted(spans):
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        drawn += mark_span(text[at:last], first - at, last - at)
        at = last
    return drawn + text[at:end]


def _marks(
    passages: list[Row], page: int, facts: dict[str, list[Row]], chosen: dict[str, Any] | None
) -> list[dict[str, Any]]:
    boxes = {row["id"]: row["boxes"] for row in passages}
    if chosen:
        lines = [
            line
            for start, end in chosen["spans"]
            for line in lines_of(boxes[chosen["passage_id"]], page, start, end)
        ]
        return [{**box, "kind": "chosen"} for box in _once(rectangles(lines))]
    return [
        {**box, "kind": kind}
        for kind in ("statistic", "response", "recommendation")
        for box in _once(
            rectangles(
                line
                for fact in facts[kind]
                if fact["passage_id"] in boxes
                for line in lines_of(boxes[fact["passage_id"]], page, fact["start"], fact["end"])
            )
        )
    ]


def _once(boxes: list[dict[str, float]]) -> list[dict[str, float]]:
    return list({tuple(box.values()): box for box in boxes}.values())


def page_of_fact(connection: sqlite3.Connection, kind: str, fact: str) -> Row | None:
    """The file and page on which a fact, or a passage, stands."""
    if kind == "passage":
        return one(connection, "SELECT file_id, page FROM passages WHERE id = :id", id=fact)
    return one(
        connection,
        f"""
        SELECT passages.file_id, facts.page FROM {FACTS[kind]} AS facts
        JOIN passages ON passages.id = facts.passage_id WHERE facts.id = :id
        """,
        id=fact,
    )
