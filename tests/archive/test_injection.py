"""Hostile words in every column of an archive and in every parameter of every address."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.etree import ElementTree

import pytest

from pipeline.store.archive import Archive
from pipeline.store.schema import TABLES
from pipeline.store.summaries import refresh_summaries
from tests.archive.conftest import Site
from tests.archive.test_guard import EVERY_PAGE, dangers_in

EVIL = (
    "=cmd|'/c calc'!A1<script>alert(1)</script>\"' onload=alert(1) javascript:alert(1)"
    "\r\nX-Evil: 1\u202e; DROP TABLE papers;--{{7*7}}</style>\x0b]]>"
)
WORDS = (
    *(EVIL, "'", '"', "' OR 1=1--", "a\0b", '"a" NEAR(b', "col:x^2*", "javascript:alert(1)"),
    *("../../etc/passwd", "%", "_", "\r\nX-Evil: 1", "\u202eabc", "x" * 5000, "-1", "9" * 400, "²"),
)
NAMES = ("q", "kind", "theme", "year", "body", "response", "sort", "page", "size", "shelf")
CHOSEN = ("passage", "recommendation", "statistic", "date", "theme", "response")
PLAIN = ("/search", "/search.csv", "/search.json", "/search.atom", "/statistics", "/recurring")
OTHER = ("/", "/themes", "/theme/neglect", "/deadlines", "/deadlines.ics", "/coverage", "/accuracy")
PAGES = ("/file/file-x/page/1", "/paper/paper-x/page/1", "/paper/paper-x", "/file/file-x")
KEPT = re.compile(r"id$|^(?:id|kind|status|decision|role|fact|path|sha256|media_type|source)$")
SAID = re.compile(r"sqlite3|OperationalError|syntax error|Traceback|no such column|fts5:")


def _fill(db: Path) -> None:
    """Put hostile words into every column of text that holds no key, code, day or JSON."""
    connection = sqlite3.connect(db)
    for table in sorted(set(TABLES) - {"state", "accuracy"}):
        for _, column, kind, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            if "TEXT" in kind.upper() and not KEPT.search(column):
                connection.execute(
                    f'UPDATE "{table}" SET "{column}" = ? || rowid WHERE "{column}" IS NOT NULL'
                    f" AND \"{column}\" NOT GLOB '[[{{]*'"
                    f" AND \"{column}\" NOT GLOB '20[0-9][0-9]-*'",
                    (EVIL,),
                )
    connection.commit()
    connection.close()
    with Archive.open(db) as archive, archive.transaction():
        refresh_summaries(archive.connection)


@pytest.fixture
def evil(sample: Path, tmp_path: Path, make_site: Callable[..., Site]) -> Site:
    """The sample's site with hostile words everywhere."""
    db = tmp_path / "archive.db"
    shutil.copy(sample, db)
    _fill(db)
    return make_site(db)


def test_hostile_columns_are_only_text(evil: Site) -> None:
    shown = 0
    for path in (
        *EVERY_PAGE,
        "/search?year=2025",
        "/search.csv?year=2025",
        "/search.atom?year=2025",
    ):
        answer = evil.get(path)
        _is_careful(answer, path)
        assert answer.status_code == 200, path
        shown += "alert(1)" in answer.text
    assert shown > 15, "the hostile words are hardly shown, so nothing is tried"


def test_feeds_of_hostile_columns_hold_together(evil: Site) -> None:
    for path in ("/search.atom?year=2025", "/deadlines.atom"):
        ElementTree.fromstring(evil.get(path).text)
    calendar = evil.get("/deadlines.ics").text
    assert not re.search(r"(?m)^X-Evil", calendar) and "BEGIN:VEVENT" in calendar
    table = evil.get("/search.csv?year=2025").text
    assert "'=cmd" in table and not re.search(r'(?:^|,)"?=cmd', table)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: repr(word[:20]))
def test_hostile_parameters_are_only_words(site: Site, word: str) -> None:
    typed = quote_plus(word)
    paths = [f"{page}?{name}={typed}" for page in PLAIN for name in NAMES]
    paths += [f"{page}?{name}={typed}" for page in PAGES for name in CHOSEN]
    paths += [f"{page}?q={typed}" for page in (*OTHER, *PAGES)]
    inside = quote(word[:200], safe="")
    rooms = ("theme", "recurring", "recommendation", "statistics", "paper", "file", "archive")
    paths += [f"/{room}/{inside}" for room in rooms]
    paths += [f"/fact/recommendation/{inside}", f"/file/{inside}/page/1.png", f"/-/board/{inside}"]
    for path in paths:
        answer = site.get(path)
        _is_careful(answer, path)


def _is_careful(answer: object, path: str) -> None:
    status, text = answer.status_code, answer.text  # type: ignore[attr-defined]
    headers = answer.headers  # type: ignore[attr-defined]
    assert status in (200, 302, 400, 404), (status, path)
    assert "x-evil" not in headers, path
    assert not SAID.search(text), path
    if headers.get("content-type", "").startswith("text/html"):
        assert dangers_in(text) == [], path
