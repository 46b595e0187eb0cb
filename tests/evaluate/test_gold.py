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


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "is not an annotated paper"), ('{"fact": "date"}', "is not an annotated paper")],
)
def test_a_broken_annotation_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "x.jsonl").write_text(content)
    with pytest.raises(EvaluationError, match=message):
        load_gold([tmp_path])


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
