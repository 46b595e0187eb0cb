"""The archive's pages while a run writes to it, or after one was killed in the middle."""

import contextlib
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.archive import reading
from tests.archive.conftest import Site

MakeSite = Callable[..., Site]
PAGES = ("/", "/search?q=neglect", "/archive/papers", "/deadlines.ics")


def _kill_while_writing(db: Path) -> None:
    """Leave `db` half written, as a run does that is killed."""
    code = (
        "import os, signal, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 5')\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "connection.execute('UPDATE papers SET title = title || hex(zeroblob(9999))')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(db)], check=False)
    assert run.returncode == -signal.SIGKILL
    assert Path(f"{db}-journal").stat().st_size


def test_pages_show_what_a_run_has_put_in_meanwhile(own: Path, make_site: MakeSite) -> None:
    site = make_site(own)
    pages = "/", "/archive/papers"
    before = [site.text(page) for page in pages]
    with contextlib.closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("UPDATE papers SET title = 'A title of now'")
        connection.execute("CREATE TABLE more AS SELECT * FROM passages, pages")  # the file grows
    assert not any("A title of now" in text for text in before)
    assert all("A title of now" in site.text(page) for page in pages)


@pytest.mark.parametrize("page", PAGES)
def test_an_archive_that_is_being_written_is_told_in_a_sentence(
    own: Path, page: str, make_site: MakeSite
) -> None:
    site = make_site(own)
    site.text(page)
    with contextlib.closing(sqlite3.connect(own)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        answer = site.get(page)
    assert answer.status_code == 503
    assert "New papers are coming in" in answer.text
    site.text(page)


@pytest.mark.parametrize("page", PAGES)
def test_a_run_that_was_killed_leaves_the_pages_whole(
    own: Path, page: str, make_site: MakeSite
) -> None:
    site = make_site(own)
    before = site.text(page)
    _kill_while_writing(own)
    if page.startswith("/archive/"):
        site.text("/")  # Datasette's own pages follow the first of ours
    assert site.text(page) == before
    _kill_while_writing(own)
    assert make_site(own).text(page) == before


def test_what_may_not_be_undone_is_told(
    own: Path, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(own)
    _kill_while_writing(own)
    monkeypatch.setattr(reading, "roll_back", lambda db: None)  # as where the file is read-only
    answer = site.get("/")
    assert answer.status_code == 503 and "pipeline ingest" in answer.text


def test_an_archive_that_was_brought_up_to_date_meanwhile_is_found(
    own: Path, make_site: MakeSite
) -> None:
    with contextlib.closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("ALTER TABLE passages RENAME TO passages_before")
    site = make_site(own)
    assert site.get("/").status_code == 503
    with contextlib.closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("ALTER TABLE passages_before RENAME TO passages")
    site.text("/")
