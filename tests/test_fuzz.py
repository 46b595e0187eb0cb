"""Hostile input: whatever comes in, facts stand in their passages, or a problem says why not."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.process import PRELOAD, Task, extract_document, process_file
from pipeline.read import read_file
from pipeline.read.isolate import Limits, Workers
from pipeline.read.text import read_text
from pipeline.rules import Rules
from tests.fuzz.promises import CODES, stand_in_their_text

PIECES = st.sampled_from(
    [
        *("RECOMMENDATION", "1.", "(a)", "The Cabinet is RECOMMENDED to", "note the report"),
        *("Accepted", "Rejected", "\n\n", "\n", "| Recommendation | Accepted |\n|---|---|\n| 1 |"),
        *("13%", "£1.2m", "2018/19", "17 October 2023", "last year", "Q4", "rose by", "per 10,000"),
        *("from 690 to 780", "a third of", "one in four", "neglect", "no evidence of", "Cabinet"),
        *("HOSC", "RESOLVED that", "Deadline for response:", "within two months", "-", "–", "•"),
        *(
            "(",
            ")",
            "…",
            "£",
            "%",
            "0",
            "1/2",
            "12",
            "\u202e",
            "é",
            "😀",
            "\u00ad",
            "A. ",
            "and",
            "of",
        ),
    ]
)
HOSTILE = (
    *(
        "1 ",
        "1/",
        "(1)",
        "1.1.",
        "a) ",
        "£1",
        "%",
        "- ",
        "of the ",
        "January ",
        "the Cabinet ",
        "((",
    ),
    *(
        "rose by ",
        "RECOMMENDED to ",
        "not ",
        "1,000,",
        "20/21 ",
        "Accepted ",
        "Q1 ",
        "A",
        "’",
        "| ",
    ),
    *(
        "recommends that ",
        "Director of ",
        "between 1 and ",
        "per ",
        "neglect ",
        "\u00a0",
        ". ",
        "; ",
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES | st.text(max_size=12), min_size=1, max_size=60).map(" ".join))
def test_any_text_gives_facts_that_stand_in_it(rules: Rules, text: str) -> None:
    try:
        document = read_text(text)
    except ReadError as error:
        assert error.code == "empty"
        return
    stand_in_their_text(extract_document(document, rules))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=400)
    | st.binary(max_size=200).map(lambda tail: b"<!doctype html><html><body>" + tail)
    | st.text(max_size=300).map(lambda text: text.encode("utf-16"))
)
def test_any_bytes_are_read_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed"
    path.write_bytes(content)
    if content.lstrip().startswith(b"%PDF"):
        return
    try:
        document = read_file(path)
    except ReadError as error:
        assert error.code in CODES
        assert str(error)
    else:
        assert isinstance(document, Document)


def _mutants(source: Path, folder: Path, count: int) -> list[Path]:
    chance = random.Random(source.name)
    content = source.read_bytes()
    paths = []
    for number in range(count):
        changed = bytearray(content)
        for _ in range(chance.randint(1, 40)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        if chance.random() < 0.3:
            changed = changed[: chance.randrange(len(changed))]
        path = folder / f"{source.stem[:20]}-{number}{source.suffix}"
        path.write_bytes(changed)
        paths.append(path)
    return paths


def test_damaged_papers_are_read_or_refused_with_a_reason(corpus: Path, tmp_path: Path) -> None:
    sources = [
        corpus / "oxfordshire-hwb-2024-12-05-oscb-annual-report-2023-24.pdf",
        corpus / "oxford-city-cabinet-2022-07-13-safeguarding-report-2021-22.docx",
        corpus / "oxfordshire-cabinet-2021-12-21-item-132.html",
    ]
    paths = [path for source in sources for path in _mutants(source, tmp_path, 12)]
    with Workers(2, Limits(), preload=PRELOAD) as workers:
        outcomes = list(workers.run(process_file, [Task(path) for path in paths]))
    assert sorted(outcome.task.path for outcome in outcomes) == sorted(paths)
    for outcome in outcomes:
        if outcome.value is not None:
            stand_in_their_text(outcome.value)
        else:
            assert outcome.problem is not None
            assert outcome.problem.code in CODES
            assert "does not expect" not in str(outcome.problem), outcome


def test_no_rule_backtracks_without_end(tmp_path: Path) -> None:
    paths = []
    for number, piece in enumerate(HOSTILE):
        path = tmp_path / f"{number:02}.txt"
        path.write_text("The number " + piece * (20_000 // len(piece)) + "!", encoding="utf-8")
        paths.append(path)
    with Workers(2, Limits(), preload=PRELOAD) as workers:
        outcomes = list(workers.run(process_file, [Task(path) for path in paths]))
    stuck = [HOSTILE[int(o.task.path.name[:2])] for o in outcomes if o.value is None]
    assert not stuck
