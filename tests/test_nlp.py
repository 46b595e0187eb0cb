"""The door to spaCy: tokens without a model, and a plain word where a model is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.nlp import load_pipeline, parse_texts, tokenize


def test_tokens_know_their_place() -> None:
    text = "MASH contacts rose by 35%."
    doc = tokenize(text)
    assert [text[t.idx : t.idx + len(t)] for t in doc] == [t.text for t in doc]
    assert "35" in [t.text for t in doc]


def test_the_pipeline_is_loaded_once() -> None:
    assert load_pipeline() is load_pipeline()


def test_a_missing_model_is_said_in_one_sentence() -> None:
    with pytest.raises(UsageError, match="'no_such_model' is not installed"):
        list(parse_texts(["One."], "no_such_model"))


def test_a_model_without_a_parser_is_refused(tmp_path: Path) -> None:
    load_pipeline().to_disk(tmp_path / "blank")
    with pytest.raises(UsageError, match="does not parse"):
        list(parse_texts(["One."], str(tmp_path / "blank")))


def test_spacy_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, pipeline.nlp, pipeline.extract.statistics; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
