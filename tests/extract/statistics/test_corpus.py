"""The annotated papers of the corpus: what of their statistics is found, and how well."""

from pathlib import Path

import pytest

from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.score import compare_paper, score_outcomes
from pipeline.factrows import fact_rows
from pipeline.process import extract_document
from pipeline.read import read_file
from pipeline.rules import load_rules

CORPUS = Path(__file__).parents[3] / "corpus"
FILES = [
    "oscb-paqa-annual-report-2018-19.pdf",
    "oxfordshire-hwb-2024-12-05-oscb-annual-report-2023-24.pdf",
]


@pytest.mark.parametrize("name", FILES)
def test_annotated_statistics_are_found(name: str) -> None:
    extracted = extract_document(read_file(CORPUS / name), load_rules())
    rows = list(fact_rows(extracted, name))
    golds = [gold for gold in load_gold([CORPUS / "gold" / "dev"]) if gold.file == name]
    outcomes = [
        outcome
        for gold in golds
        for outcome in compare_paper(gold, rows)
        if outcome.fact == "statistic"
    ]
    (score,) = score_outcomes(outcomes)
    assert score.recall is not None and score.recall >= 0.95
    assert score.precision is not None and score.precision >= 0.95
    assert score.fields["role"] >= 0.93
    assert score.fields["direction"] >= 0.95
    assert score.fields["measure"] >= 0.85
