"""What the fuzzer found once stays mended; a bounded search for more, where it is installed."""

import importlib.util
from pathlib import Path

import pytest

from tests.fuzz.run import fuzz
from tests.fuzz.seeds import FOUND, seeds_of
from tests.fuzz.targets import TARGETS

RUNS = {
    "text": 400,
    "html": 3000,
    "docx": 800,
    "dates": 8000,
    "numbers": 1500,
    "search": 4000,
    "corrections": 20000,
    "gold": 1000,
    "rules": 3000,
}
"""Inputs a target beside its seeds: about a minute in all."""


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: path.name)
def test_what_was_found_is_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", ["html", "docx", "search", "corrections", "rules"])
def test_what_the_fuzzer_begins_with_holds(target: str) -> None:
    for raw in seeds_of(target):
        TARGETS[target](raw)


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed (pip install -e '.[fuzz]'; Linux only)",
)
@pytest.mark.parametrize("target", TARGETS)
def test_a_bounded_search_finds_nothing(target: str, tmp_path: Path) -> None:
    outcome = fuzz(target, tmp_path, f"-runs={RUNS[target]}", "-seed=1")
    assert not outcome.findings, "\n".join(outcome.findings)
    assert outcome.inputs > 0 and outcome.covered > 0
