"""The sample papers from end to end: reviewed facts, and what an archive of them must hold.

The facts of each file stand in `tests/expected/`. A missing file is written and the test fails
with 'review me': read it beside the paper before you commit it.
"""

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.factrows import fact_rows
from pipeline.process import Extracted, Task, process_file
from tests.conftest import ROOT

CORPUS = ROOT / "corpus"
EXPECTED = Path(__file__).parent / "expected"
FILES = sorted(p.name for p in CORPUS.iterdir() if p.suffix in (".pdf", ".docx", ".html"))
PACK = "oxfordshire-cabinet-2023-10-17-addenda-2.pdf"
CITY = "oxford-city-cabinet-2022-07-13-safeguarding-report-2021-22"
FACTS = ("recommendations", "responses", "statistics", "dates", "theme_mentions")


@cache
def extracted(name: str) -> Extracted:
    return process_file(Task(CORPUS / name))


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(fact_rows(extracted(name), name))


def lines(name: str) -> Iterator[str]:
    """A line a fact, short enough to review."""
    for row in rows(name):
        page = f"{row['fact']:14} p{row['page']}"
        match row["fact"]:
            case "paper":
                keys = ("kind", "title", "body", "meeting_date", "item", "author", "period")
                yield f"{page}–{row['last_page']} {_fields(row, keys)}"
            case "recommendation":
                keys = ("label", "kind", "made_by", "addressed_to")
                yield f"{page} {_fields(row, keys)} {row['text'][:70]!r}"
            case "response":
                keys = ("decision", "decision_text", "respondents", "requested", "deadline_date")
                yield f"{page} {_fields(row, keys)} {row['quote'][:70]!r}"
            case "statistic":
                keys = (
                    "value",
                    "value_to",
                    "unit",
                    "bound",
                    "role",
                    "direction",
                    "measure",
                    "period",
                )
                yield f"{page} {_fields(row, keys)}"
            case "date":
                yield f"{page} {_fields(row, ('text', 'start', 'end', 'role'))}"
            case "theme":
                stated = " stated" if row["stated"] else ""
                yield f"{page} {row['theme']}{stated} {row['quote'][:50]!r}"


def _fields(row: dict[str, Any], keys: tuple[str, ...]) -> str:
    return " ".join(f"{key}={row[key]!r}" for key in keys if row[key] not in (None, []))


@pytest.mark.parametrize("name", FILES)
def test_facts_are_those_that_were_reviewed(name: str) -> None:
    path = EXPECTED / f"{name}.txt"
    found = "\n".join(lines(name)) + "\n"
    if not path.exists():
        EXPECTED.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
        pytest.fail(f"review me: {path}")
    assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", FILES)
def test_every_fact_can_be_checked(name: str) -> None:
    document = extracted(name).document
    pages = {page.number for page in document.pages}
    for passage in document.passages:
        assert passage.text == passage.text.strip()
        assert passage.page in pages
        assert passage.lines
        assert {line.page for line in passage.lines} <= pages
        for line in passage.lines:
            assert 0 <= line.start <= line.end <= len(passage.text)
    for facts in extracted(name).facts:
        for fact in (*facts.recommendations, *facts.responses, *facts.statistics, *facts.dates):
            passage = document.passages[fact.place.passage]
            assert passage.text[fact.place.start : fact.place.end] == fact.place.quote
            assert fact.place.page in {line.page for line in passage.lines}


@pytest.mark.parametrize(
    ("fact", "keys"),
    [
        ("recommendation", ("quote", "label", "kind", "made_by", "addressed_to")),
        ("response", ("quote", "decision")),
        ("date", ("quote", "text", "start", "end", "role")),
        ("statistic", ("quote", "value", "unit", "role", "direction", "measure")),
    ],
)
def test_word_and_pdf_of_a_paper_give_the_same_facts(fact: str, keys: tuple[str, ...]) -> None:
    def facts(name: str) -> list[str]:
        return sorted(_fields(row, keys) for row in rows(name) if row["fact"] == fact)

    assert facts(f"{CITY}.docx") == facts(f"{CITY}.pdf")


def test_the_pack_is_cut_into_its_papers() -> None:
    papers = extracted(PACK).papers
    assert len(papers) == 22
    assert [(p.first_page, p.last_page) for p in papers][:3] == [(1, 2), (3, 8), (9, 10)]


def test_every_row_of_the_pro_formas_is_a_response_with_three_cells() -> None:
    found = extracted(PACK)
    for paper, facts in zip(found.papers, found.facts, strict=True):
        if paper.kind != "response_proforma":
            continue
        assert facts.responses, paper.title
        for response in facts.responses:
            assert len(found.document.passages[response.place.passage].cells) == 3


def test_the_archive_holds_the_corpus(corpus_archive: Path) -> None:
    archive = sqlite3.connect(f"file:{corpus_archive}?immutable=1", uri=True)
    years = {year for (year,) in archive.execute("SELECT year FROM papers")}
    assert {2019, 2021, 2022, 2023, 2024} <= years
    for table in FACTS:
        assert archive.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] > 0, table
        wrong = archive.execute(
            f"SELECT COUNT(*) FROM {table} AS fact JOIN passages ON passages.id = fact.passage_id"
            ' WHERE substr(passages.text, fact.start + 1, fact."end" - fact.start) <> fact.quote'
        ).fetchone()[0]
        assert wrong == 0, table
    assert archive.execute("PRAGMA foreign_key_check").fetchall() == []
    archive.close()


def test_the_standing_item_of_three_years_is_one_group(corpus_archive: Path) -> None:
    archive = sqlite3.connect(f"file:{corpus_archive}?immutable=1", uri=True)
    groups = archive.execute(
        "SELECT recurrences.standing, recurrences.years, COUNT(*) FROM recurrences"
        " JOIN recommendations ON recommendations.recurrence_id = recurrences.id"
        " WHERE recurrences.title LIKE 'note the annual report%' GROUP BY recurrences.id"
    ).fetchall()
    archive.close()
    assert (1, 3, 3) in groups


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("%child protection plan%", {605, 475, 567}),
        ("%children in care%", {690, 780, 854, 871}),
        ("%MASH%", {35, 18, 3}),
        ("%early help assessment%", {3599}),
        ("%training%", {6210, 5072}),
    ],
)
def test_figures_are_followed_in_series(
    corpus_archive: Path, measure: str, values: set[int]
) -> None:
    archive = sqlite3.connect(f"file:{corpus_archive}?immutable=1", uri=True)
    query = "SELECT series_id, value FROM statistic_series WHERE measure LIKE ?"
    found: dict[str, set[float]] = {}
    for series, value in archive.execute(query, (measure,)):
        found.setdefault(series, set()).add(value)
    archive.close()
    assert any(values <= points for points in found.values()), found
