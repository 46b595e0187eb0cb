"""Reading annotated papers, and the floors below which accuracy may not fall."""

import json
from pathlib import Path

import pytest

from pipeline.errors import EvaluationError
from pipeline.evaluate.gold import find_source, load_gold


def test_the_annotated_papers_load(corpus: Path) -> None:
    papers = load_gold([corpus / "gold" / "dev"])
    assert len(papers) == 14
    assert all(find_source(paper.file, corpus / "gold" / "dev").is_file() for paper in papers)


SCOPE = '{"fact": "scope", "file": "a", "types": ["date"], "first_page": 1, "last_page": 2}'


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "7",
        "[" * 5000,
        '{"fact": "date"}',
        '{"fact": "scope"}',
        SCOPE.replace("1", '"1"'),
        SCOPE.replace("1", "null"),
        SCOPE.replace('["date"]', '"date"'),
        f'{SCOPE}\n{{"fact": "opinion", "page": 1, "quote": "x"}}',
        f'{SCOPE}\n{{"fact": "recommendation", "quote": "x"}}',
        f'{SCOPE}\n{{"fact": "recommendation", "page": 1, "quote": 7}}',
        f'{SCOPE}\n{{"fact": "statistic", "page": 1, "quote": "x", "unit": "count", "value": "3"}}',
        f'{SCOPE}\n{{"fact": "response", "page": 1, "quote": "x", "respondents": [7]}}',
    ],
)
def test_a_broken_annotation_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.jsonl").write_text(content)
    with pytest.raises(EvaluationError, match=r"x\.jsonl is not an annotated paper"):
        load_gold([tmp_path])


def test_a_line_end_inside_a_quote_is_part_of_it(tmp_path: Path) -> None:
    quote = '{"fact": "theme", "theme": "send", "page": 1, "quote": "one\u2028two"}'
    (tmp_path / "x.jsonl").write_text(f"{SCOPE}\n{quote}\n", encoding="utf-8")
    (paper,) = load_gold([tmp_path])
    assert paper.facts[0]["quote"] == "one\u2028two"


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no annotated papers"):
        load_gold([tmp_path])
    with pytest.raises(EvaluationError, match="nothing at"):
        load_gold([tmp_path / "gone.jsonl"])
    with pytest.raises(EvaluationError, match=r"gone\.pdf is not in"):
        find_source("gone.pdf", tmp_path)


def test_scope_says_what_was_annotated(tmp_path: Path) -> None:
    scope = {"fact": "scope", "file": "a.pdf", "types": ["date"], "first_page": 2, "last_page": 3}
    (tmp_path / "a.jsonl").write_text(json.dumps(scope))
    (paper,) = load_gold([tmp_path])
    assert (paper.file, paper.types, paper.first_page) == ("a.pdf", {"date"}, 2)
