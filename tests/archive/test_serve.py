"""Serving: by `pipeline serve`, and by plain Datasette with the plugin installed."""

import contextlib
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.archive.serve import make_datasette, serve
from pipeline.errors import ArchiveError, UsageError
from pipeline.store.schema import SCHEMA_VERSION

ROOT = Path(__file__).resolve().parent.parent.parent


def test_no_archive_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no archive at"):
        make_datasette(tmp_path / "none.db")


@pytest.mark.parametrize(
    ("pragma", "said"),
    [
        (f"user_version = {SCHEMA_VERSION - 1}", "Bring it up to date with: pipeline ingest"),
        (f"user_version = {SCHEMA_VERSION + 1}", "a newer version"),
        ("application_id = 1", "of another program"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(own: Path, pragma: str, said: str) -> None:
    with contextlib.closing(sqlite3.connect(own)) as connection:
        connection.execute(f"PRAGMA {pragma}")
    with pytest.raises(ArchiveError, match=said):
        make_datasette(own)
    own.write_text("words, and no database " * 99)
    with pytest.raises(ArchiveError, match="not an archive"):
        make_datasette(own)


def test_a_port_that_is_taken_is_told_in_a_sentence(sample: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="is taken by another program"):
            serve(sample, taken.getsockname()[1], open_browser=False)


def test_an_archive_is_served_to_be_read(sample: Path) -> None:
    datasette = make_datasette(sample)
    connection = datasette.databases["archive"].connect()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM files")
    connection.close()
    assert datasette.setting("allow_download") is False
    assert datasette.metadata("allow_sql") is False
    datasette.executor.shutdown()


def _datasette(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "datasette", "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("described", [True, False])
def test_plain_datasette_shows_the_same_pages(sample: Path, described: bool) -> None:
    extra = ["--metadata", str(ROOT / "metadata.yml")] if described else []
    home = _datasette(str(sample), *extra, "--get", "/")
    assert home.returncode == 0, home.stderr
    assert "What the papers say" in home.stdout and "Licence:" in home.stdout


def test_of_two_archives_one_has_the_pages_and_both_their_tables(
    sample: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    shutil.copy(sample, other)
    both = (str(sample), str(other), "--metadata", str(ROOT / "metadata.yml"), "--get")
    assert "What the papers say" in _datasette(*both, "/").stdout
    own, beside = (_datasette(*both, f"/{name}/papers") for name in ("archive", "other"))
    assert own.returncode == beside.returncode == 0
    assert 'href="/file/' in own.stdout
    # Its pages are not served, so that nothing may lead to those of the first.
    assert 'href="/file/' not in beside.stdout
    assert 'href="/other/papers/' in beside.stdout


@pytest.mark.parametrize("described", [True, False])
def test_plain_datasette_keeps_sql_closed(sample: Path, described: bool) -> None:
    extra = ["--metadata", str(ROOT / "metadata.yml")] if described else []
    closed = _datasette(str(sample), *extra, "--get", "/archive?sql=select+path+from+files")
    assert closed.returncode == 1
    assert "This is not open" in closed.stdout and "/srv/" not in closed.stdout
