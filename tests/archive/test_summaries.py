"""The summaries say what the tables say."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store.summaries import SUMMARIES, refresh_summaries


@pytest.fixture
def connection(sample: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"file:{sample}?mode=ro", uri=True)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("name", "sql"),
    [
        ("papers", "SELECT COUNT(*) FROM papers"),
        ("passages", "SELECT COUNT(*) FROM passages"),
        ("answers", "SELECT COUNT(*) FROM responses WHERE decision <> 'awaited'"),
        ("first_year", "SELECT MIN(year) FROM papers"),
        ("again", "SELECT 1"),
    ],
)
def test_totals(connection: sqlite3.Connection, name: str, sql: str) -> None:
    (value,) = connection.execute(
        "SELECT value FROM summary_totals WHERE name = ?", (name,)
    ).fetchone()
    assert value == connection.execute(sql).fetchone()[0]


def test_themes_by_year_are_those_of_the_view(connection: sqlite3.Connection) -> None:
    columns = "theme_id, year, passages, papers, stated, all_passages, all_papers"
    told = connection.execute(
        f"SELECT {columns} FROM summary_theme_years ORDER BY theme_id, year"
    ).fetchall()
    viewed = connection.execute(
        f"SELECT {columns} FROM theme_by_year ORDER BY theme_id, year"
    ).fetchall()
    assert told == viewed and told


def test_coverage_is_that_of_the_view(connection: sqlite3.Connection) -> None:
    columns = "body, year, files, papers, pages, pages_without_text"
    order = "ORDER BY body IS NULL, body, year"
    told = connection.execute(f"SELECT {columns} FROM summary_coverage {order}").fetchall()
    assert told == connection.execute(f"SELECT {columns} FROM coverage {order}").fetchall()


def test_what_comes_back_is_counted_by_meeting(connection: sqlite3.Connection) -> None:
    row = connection.execute(
        "SELECT shelf, times, accepted, rejected, awaited, years FROM summary_recurrences"
        " WHERE recurrence_id = 'recurs-1'"
    ).fetchone()
    years = "[2016,2017,2018,2019,2020,2021,2022,2023,2024,2025]"
    assert row == ("again", 10, 6, 2, 2, years)


def test_an_answered_form_is_not_open(connection: sqlite3.Connection) -> None:
    found = connection.execute("SELECT paper_id FROM summary_open_responses ORDER BY 1").fetchall()
    assert [paper for (paper,) in found] == ["paper-3", "paper-8", "paper-x"]


def test_a_second_refresh_changes_nothing(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(sample.read_bytes())
    connection = sqlite3.connect(copy)
    before = [connection.execute(f"SELECT * FROM {name}").fetchall() for name in SUMMARIES]
    refresh_summaries(connection)
    after = [connection.execute(f"SELECT * FROM {name}").fetchall() for name in SUMMARIES]
    connection.close()
    assert before == after


def test_an_empty_archive_has_summaries(tmp_path: Path) -> None:
    from pipeline.store.archive import Archive

    with Archive.open(tmp_path / "empty.db") as archive:
        refresh_summaries(archive.connection)
        (papers,) = archive.query("SELECT value FROM summary_totals WHERE name = 'papers'")
    assert papers["value"] == 0
