"""The archive file: what is in it, what may not be opened, what is left after an error."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import ArchiveError
from pipeline.model import Problem
from pipeline.process import Extracted, extract_document
from pipeline.read.text import read_text
from pipeline.rules import Rules
from pipeline.store.archive import Archive, FileEntry
from pipeline.store.batch import Batch, make_batch
from pipeline.store.ids import Ids, earlier_id
from pipeline.store.read_back import load_document
from pipeline.store.schema import SCHEMA_VERSION, SEARCH, TABLES
from pipeline.store.views import VIEWS
from tests.making import REPORT

ENTRY = FileEntry("report.txt", "in/report.txt", len(REPORT), "ab" * 32)
NOW = "2024-01-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def extracted(rules: Rules) -> Extracted:
    return extract_document(read_text(REPORT), rules)


@pytest.fixture(scope="module")
def batch(extracted: Extracted) -> Batch:
    return make_batch(extracted, ENTRY.id, "rules")


@pytest.fixture
def archive(tmp_path: Path, rules: Rules) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db") as opened:
        opened.replace_themes([(theme.id, theme.id, "") for theme in rules.examples("themes")])
        yield opened


def test_an_archive_has_every_table_view_and_index(archive: Archive) -> None:
    names = {row["name"] for row in archive.query("SELECT name FROM sqlite_master")}
    assert set(TABLES) | set(VIEWS) | {f"{table}_fts" for table in SEARCH} <= names
    for table, columns in TABLES.items():
        assert [row["name"] for row in archive.query(f"PRAGMA table_info({table})")] == list(
            columns
        )


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_answers(archive: Archive, view: str) -> None:
    assert archive.query(f"SELECT * FROM {view}") == []


def test_a_file_goes_in_and_comes_back_as_it_was(
    archive: Archive, extracted: Extracted, batch: Batch
) -> None:
    archive.add(ENTRY, batch, NOW)
    again = load_document(archive.connection, ENTRY.id)
    assert again.passages == extracted.document.passages
    assert again.pages == extracted.document.pages
    assert again == extracted.document


def test_every_quote_stands_in_its_passage(archive: Archive, batch: Batch) -> None:
    archive.add(ENTRY, batch, NOW)
    for table in ("recommendations", "responses", "statistics", "dates", "theme_mentions"):
        for row in archive.query(
            f'SELECT fact.quote, fact.start, fact."end", passages.text AS text FROM {table} AS fact'
            " JOIN passages ON passages.id = fact.passage_id"
        ):
            assert row["text"][row["start"] : row["end"]] == row["quote"]


def test_adding_again_replaces_and_leaves_nothing(archive: Archive, batch: Batch) -> None:
    archive.add(ENTRY, batch, NOW)
    archive.add(ENTRY, batch, NOW)
    for table, count in batch.counts().items():
        assert archive.query(f"SELECT COUNT(*) FROM {table}")[0][0] == count
    assert archive.query("PRAGMA foreign_key_check") == []


def test_what_is_removed_is_gone_from_the_search_as_well(archive: Archive, batch: Batch) -> None:
    archive.add(ENTRY, batch, NOW)
    search = "SELECT COUNT(*) FROM passages_fts WHERE passages_fts MATCH 'neglect'"
    assert archive.query(search)[0][0] == 1
    assert archive.remove(ENTRY.id)
    assert archive.query(search)[0][0] == 0
    assert all(archive.query(f"SELECT * FROM {t}") == [] for t in TABLES if t != "themes")
    assert not archive.remove(ENTRY.id)
    archive.connection.execute("INSERT INTO passages_fts(passages_fts) VALUES ('integrity-check')")


def _index_is_whole(archive: Archive) -> bool:
    """Whether the index holds the words of the rows, each once."""
    for table in SEARCH:
        archive.connection.execute(
            f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)"
        )
    return True


def test_the_index_follows_what_is_put_in_changed_and_removed(
    archive: Archive, batch: Batch
) -> None:
    archive.add(ENTRY, batch, NOW)
    assert _index_is_whole(archive)
    with archive.transaction():
        archive.connection.execute("UPDATE passages SET text = 'Another wombat', size = 3")
        archive.connection.execute("UPDATE statistics SET series_point = 1, measure = 'wombats'")
    assert _index_is_whole(archive)
    for table in ("passages", "statistics"):
        rows = archive.query(f"SELECT COUNT(*) FROM {table}")[0][0]
        found = archive.query(f"SELECT COUNT(*) FROM {table}_fts WHERE {table}_fts MATCH 'wombat'")
        assert found[0][0] == rows > 0
    archive.tidy()
    archive.add(ENTRY, batch, NOW)
    assert _index_is_whole(archive)


def test_rows_of_an_archive_of_an_earlier_version_are_indexed_once(
    archive: Archive, batch: Batch
) -> None:
    for table, (column, *_) in SEARCH.items():
        archive.connection.execute(
            f"CREATE TRIGGER {table}_ai AFTER INSERT ON {table} BEGIN"
            f" INSERT INTO {table}_fts (rowid, {column}) VALUES (new.rowid, 'old'); END"
        )
    archive.connection.execute("PRAGMA user_version = 3")
    archive.close()
    with Archive.open(archive.path) as today:
        today.add(ENTRY, batch, NOW)
        assert _index_is_whole(today)


def test_search_finds_other_forms_of_a_word(archive: Archive, batch: Batch) -> None:
    archive.add(ENTRY, batch, NOW)
    for word in ("neglected", "neglect", "planning"):
        found = archive.query("SELECT 1 FROM passages_fts WHERE passages_fts MATCH ?", word)
        assert found, word


def test_a_failure_is_a_record(archive: Archive) -> None:
    archive.add_failure(ENTRY, Problem("read", "encrypted", "It needs a password."), NOW)
    assert archive.known(ENTRY.sha256).status == "failed"  # type: ignore[union-attr]
    assert [row["code"] for row in archive.query("SELECT code FROM problems")] == ["encrypted"]


def test_a_failure_keeps_what_was_made_before(archive: Archive, batch: Batch) -> None:
    archive.add(ENTRY, batch, NOW)
    for _ in range(2):
        kept = archive.add_failure(ENTRY, Problem("read", "timeout", "It took too long."), NOW)
        assert kept.message.endswith("is kept.")
    assert archive.known(ENTRY.sha256).status == "ok"  # type: ignore[union-attr]
    assert len(archive.query("SELECT 1 FROM passages")) == batch.counts()["passages"]
    assert [row["code"] for row in archive.query("SELECT code FROM problems")] == ["timeout"]
    archive.add(ENTRY, batch, NOW)
    assert archive.query("SELECT code FROM problems") == []


def test_a_failing_write_leaves_what_was_there(archive: Archive, batch: Batch) -> None:
    archive.add(ENTRY, batch, NOW)
    with pytest.raises(ArchiveError), archive.transaction():
        archive.remove_all = archive.connection.execute("DELETE FROM files")  # type: ignore[attr-defined]
        archive.connection.execute("INSERT INTO files (id) VALUES ('x')")
    assert archive.known(ENTRY.sha256) is not None


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda path: path.write_text("no database, just words " * 50), "is not an archive"),
        (lambda path: _database(path, "CREATE TABLE cats (name)"), "another program"),
        (
            lambda path: _database(
                path,
                "PRAGMA application_id = 1112555858; CREATE TABLE files (id);"
                f"PRAGMA user_version = {SCHEMA_VERSION + 1}",
            ),
            "newer version",
        ),
    ],
    ids=["text", "foreign", "newer"],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, prepare: object, message: str) -> None:
    path = tmp_path / "archive.db"
    prepare(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=message):
        Archive.open(path)
    assert path.read_bytes() == before


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no folder"):
        Archive.open(tmp_path / "nowhere" / "archive.db")


def _database(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


def test_todays_ids_begin_with_those_of_earlier_versions() -> None:
    for key, earlier in (
        ("0123456789abcdef", "0123456789ab"),
        ("0123456789abcdef-3", "0123456789ab-3"),
    ):
        assert earlier_id(key) == earlier_id(earlier) == earlier
        assert earlier_id(Ids(key).of("dates", 1, "x")) == earlier_id(
            Ids(earlier).of("dates", 1, "x")
        )


def test_ids_last_and_tell_twins_apart() -> None:
    one, other = Ids("f"), Ids("f")
    assert [one.of("dates", 1, "x") for _ in range(3)] == [
        other.of("dates", 1, "x") for _ in range(3)
    ]
    assert len({one.of("dates", 1, "x"), one.of("dates", 1, "x"), one.of("dates", 2, "x")}) == 3
    assert [one.paper(3), one.paper(3), one.paper(9)] == ["f-3", "f-3-2", "f-9"]
