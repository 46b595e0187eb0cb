"""metadata.yml describes every table and column, and its questions run."""

import sqlite3
from pathlib import Path

import pytest

from pipeline.archive.describe import load_metadata
from pipeline.store.schema import TABLES
from pipeline.store.summaries import SUMMARIES
from pipeline.store.views import VIEWS
from tests.archive.conftest import Site

METADATA = load_metadata()
DESCRIBED = METADATA["databases"]["archive"]["tables"]
QUERIES = METADATA["databases"]["archive"]["queries"]


@pytest.mark.parametrize("key", ["title", "license", "license_url", "source", "description"])
def test_the_archive_is_described(key: str) -> None:
    assert METADATA[key]


@pytest.mark.parametrize("table", [*TABLES, *SUMMARIES])
def test_every_column_is_described_and_no_other(table: str) -> None:
    columns = TABLES[table] if table in TABLES else SUMMARIES[table].columns
    assert DESCRIBED[table]["description"]
    assert set(DESCRIBED[table]["columns"]) == set(columns)
    for said in DESCRIBED[table]["columns"].values():
        assert said.endswith("."), said


@pytest.mark.parametrize("view", VIEWS)
def test_every_column_of_a_view_is_described(view: str, sample: Path) -> None:
    connection = sqlite3.connect(sample)
    cursor = connection.execute(f"SELECT * FROM {view} LIMIT 0")
    assert [column[0] for column in cursor.description] == list(DESCRIBED[view]["columns"])
    connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_columns_that_are_named_exist(table: str) -> None:
    said = DESCRIBED[table]
    named = [said.get("sort"), said.get("sort_desc"), said.get("label_column")]
    named += [*said.get("offer_facets", ()), *said.get("units", ())]
    assert set(filter(None, named)) <= set(TABLES[table])


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_runs(name: str, site: Site) -> None:
    query = QUERIES[name]
    given = {"theme": "neglect", "words": "neglect"}
    params = "&".join(f"{key}={given[key]}" for key in query.get("params", ()))
    page = site.text(f"/archive/{name}?{params}")
    assert query["title"] in page and "SELECT" in page
    assert "message-error" not in page
    site.text(f"/archive/{name}")


def test_questions_that_the_sample_can_answer(site: Site) -> None:
    answers = {
        "theme_over_the_years?theme=neglect": 10,
        "recommendations_made_again": 1,
        "responses_due": 3,
        "what_is_held": 11,
    }
    for path, count in answers.items():
        name, _, query = path.partition("?")
        found = site.get(f"/archive/{name}.json?{query}&_shape=array").json()
        assert len(found) == count, name


def test_a_foreign_key_shows_its_label(site: Site) -> None:
    assert "Safeguarding report 2019" in site.text("/archive/recommendations")


def test_facets_are_offered_but_not_counted(site: Site) -> None:
    page = site.text("/archive/papers")
    assert "?_facet=kind" in page
    assert "facet-results" not in page
    assert "facet-results" in site.text("/archive/papers?_facet=kind")


@pytest.mark.parametrize("table", [*TABLES, *SUMMARIES, *VIEWS])
def test_every_table_and_view_is_a_page(table: str, site: Site) -> None:
    page = site.text(f"/archive/{table}")
    assert DESCRIBED[table]["description"].split("'")[0].split("&")[0] in page
    assert "<h1>" in page and 'lang="en-GB"' in page


def test_units_stand_behind_their_numbers(site: Site) -> None:
    page = site.text("/archive/files")
    assert "kB" in page or "byte" in page or "&nbsp;B" in page
