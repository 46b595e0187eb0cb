"""Cells of Datasette's own tables: ids and pages lead to the archive's pages, codes are words."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from pipeline.archive import plain

_PAGES = {
    "paper_id": "/paper/",
    "file_id": "/file/",
    "recommendation_id": "/recommendation/",
    "recurrence_id": "/recurring/",
    "series_id": "/statistics/",
    "theme_id": "/theme/",
}
_OWN = {
    "papers": "/paper/",
    "files": "/file/",
    "recommendations": "/recommendation/",
    "recurrences": "/recurring/",
    "series": "/statistics/",
    "themes": "/theme/",
}
_KINDS = {
    "recommendations": "recommendation",
    "responses": "response",
    "statistics": "statistic",
    "dates": "date",
    "theme_mentions": "theme",
}
_DATES = (
    *("meeting_date", "deadline", "requested", "date_start", "date_end", "made_on"),
    *("period_start", "period_end", "first_date", "last_date", "answered_on"),
)


def draw_cell(
    row: Any, value: Any, column: str, table: str | None, path: Callable[[str], str]
) -> Markup | None:
    """A cell's content, or None where Datasette's own drawing is right."""
    if value is None or value == "":
        return Markup('<span class="null">not said</span>')
    keys = set(row.keys()) if row is not None else set()
    if column == "page" and "paper_id" in keys:
        return _page_link(row, value, table, path)
    if column == "id" and table in _OWN:
        return _link(path(_OWN[table] + quote(str(value))), str(value))
    if column in _PAGES and (table is None or "_" in column):
        return _foreign(value, column, table, path)
    if column in _DATES and isinstance(value, str):
        return Markup('<span class="day">{}</span>').format(plain.uk_date(value))
    if column == "decision":
        return Markup("{}").format(plain.decision(str(value)))
    return None


def _foreign(
    value: Any, column: str, table: str | None, path: Callable[[str], str]
) -> Markup | None:
    if isinstance(value, dict):
        return _link(path(_PAGES[column] + quote(str(value["value"]))), str(value["label"]))
    return _link(path(_PAGES[column] + quote(str(value))), str(value))


def _page_link(row: Any, value: Any, table: str | None, path: Callable[[str], str]) -> Markup:
    kind = _KINDS.get(table or "")
    chosen = f"?{kind}={quote(str(row['id']))}" if kind and "id" in set(row.keys()) else ""
    paper = row["paper_id"]
    paper = paper["value"] if isinstance(paper, dict) else paper
    address = path(f"/paper/{quote(str(paper))}/page/{value}{chosen}")
    return _link(address, f"page {value}")


def _link(address: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text)
