"""The sample papers are cut and described as the annotated papers say."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.match import ratio
from pipeline.model import Document, Paper
from pipeline.read import read_file
from pipeline.rules import load_rules
from pipeline.split import split_document
from tests.split.packs import join_documents

CORPUS = Path(__file__).parents[2] / "corpus"
RULES = load_rules()
PACK = "oxfordshire-cabinet-2023-10-17-addenda-2.pdf"


@cache
def read_papers(name: str) -> tuple[Document, tuple[Paper, ...]]:
    document = read_file(CORPUS / name)
    return document, tuple(split_document(document, RULES))


def gold_papers() -> list[dict[str, Any]]:
    facts = [
        json.loads(line)
        for path in sorted((CORPUS / "gold" / "dev").glob("*.jsonl"))
        for line in path.read_text().splitlines()
    ]
    papers = {(f["file"], f["paper"]): f for f in facts if f["fact"] == "paper"}
    return list(papers.values())


GOLD = gold_papers()


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: str(gold["paper"]))
def test_annotated_papers(gold: dict[str, Any]) -> None:
    _, papers = read_papers(gold["file"])
    paper = next(paper for paper in papers if paper.first_page == gold["first_page"])
    assert paper.last_page == gold["last_page"]
    assert paper.kind == gold["kind"]
    assert paper.body == gold["body"]
    assert (paper.meeting_date and paper.meeting_date.isoformat()) == gold["meeting_date"]
    assert paper.item == gold["item"]
    assert ratio(paper.title or "", gold["title"]) >= 0.8
    assert (paper.author is None) == (gold["author"] is None)
    assert ratio(paper.author or "", gold["author"] or "") >= 0.9 or gold["author"] is None


def test_the_pack_has_no_other_papers() -> None:
    _, papers = read_papers(PACK)
    expected = sorted(gold["first_page"] for gold in GOLD if gold["file"] == PACK)
    assert [paper.first_page for paper in papers] == expected


@pytest.mark.parametrize("name", sorted({gold["file"] for gold in GOLD}))
def test_every_passage_is_in_exactly_one_paper(name: str) -> None:
    document, papers = read_papers(name)
    held = [i for p in papers for i in range(p.first_passage, p.last_passage + 1)]
    assert held == list(range(len(document.passages)))


def test_annexes_know_their_report() -> None:
    _, papers = read_papers(PACK)
    by_page = {paper.first_page: paper for paper in papers}
    parents = {
        paper.first_page: papers[paper.parent].first_page
        for paper in papers
        if paper.parent is not None
    }
    assert parents == {9: 3, 21: 11, 35: 29, 45: 37, 53: 49, 69: 63, 75: 71, 89: 71, 96: 71}
    assert by_page[107].parent is None


def test_each_cut_says_which_signals_made_it() -> None:
    _, papers = read_papers(PACK)
    signals = {paper.first_page: set((paper.split_by or "").split("+")) for paper in papers}
    assert {"page_range", "item_stamp", "outline", "divisions-affected"} <= signals[63]
    assert {"outline", "cover", "numbers_restart"} <= signals[89]
    assert "after_blank" in signals[49]


def test_years_and_periods() -> None:
    _, (paper,) = read_papers("oscb-paqa-annual-report-2018-19.pdf")
    assert (paper.year, paper.meeting_date) == (2019, None)
    assert paper.period is not None
    assert str(paper.period.start) == "2018-04-01"
    _, pack = read_papers(PACK)
    assert {paper.year for paper in pack} == {2023}
    annual = [paper.period for paper in pack if paper.kind == "annual_report"]
    assert {(str(p.start), str(p.end)) for p in annual if p} == {("2022-04-01", "2023-03-31")}
    assert None not in annual


@pytest.mark.parametrize("drop", ["outline", "stamps", "front", "links"])
def test_the_pack_is_cut_right_when_one_kind_of_signal_is_missing(drop: str) -> None:
    document, whole = read_papers(PACK)
    if drop in {"outline", "links"}:
        document = replace(document, **{drop: ()})
    elif drop == "stamps":
        pages = tuple(replace(page, stamps=()) for page in document.pages)
        document = replace(document, pages=pages)
    else:
        kept = tuple(p for p in document.passages if p.page > 2)
        document = replace(document, passages=kept)
    papers = split_document(document, RULES)
    firsts = {paper.first_page for paper in papers}
    expected = {paper.first_page for paper in whole}
    assert len(firsts & expected) >= len(expected) - 2
    assert len(firsts - expected) <= 1


@pytest.mark.parametrize("turn", [0, 1, 2])
def test_reports_bound_together_without_stamps_are_told_apart(turn: int) -> None:
    names = [
        "oxford-city-cabinet-2022-07-13-safeguarding-report-2021-22.pdf",
        "oxfordshire-hwb-2024-12-05-oscb-annual-report-2023-24.pdf",
        "oscb-paqa-annual-report-2018-19.pdf",
    ]
    names = names[turn:] + names[:turn]
    joined, starts = join_documents([read_papers(name)[0] for name in names])
    papers = split_document(joined, RULES)
    alone = [read_papers(name)[1][0] for name in names]
    assert [paper.first_page for paper in papers] == starts
    assert [(p.kind, p.title, p.body) for p in papers] == [(p.kind, p.title, p.body) for p in alone]
