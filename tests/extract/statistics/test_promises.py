"""What holds of every text: facts can be checked, do not change, and take little time."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.extract.statistics.sentences import split_sentences
from pipeline.model import Passage, Statistic
from pipeline.read.text import read_text
from tests.extract.statistics.making import find_in

WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "the number of children rose fell by from to 12 1,003 £2.5m 34% percent a third half one "
        "two ( ) , . ; – in 2018/19 last year weeks per 10,000 and or more than who were "
        "had target of £ % - Figure 3 between 10-15 million m",
    )
)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40))
@example(["£2.5m", "from"])
def test_every_fact_can_be_checked(words: list[str]) -> None:
    text = " ".join(words)
    try:
        passages = read_text(text).passages
    except ReadError:
        return
    facts = find_in(text)
    for fact in facts:
        passage = passages[fact.place.passage]
        assert passage.text[fact.place.start : fact.place.end] == fact.place.quote
        end = fact.text_start + len(fact.text)
        assert passage.text[fact.text_start : end] == fact.text
        assert fact.place.start <= fact.text_start and end <= fact.place.end
    assert facts == find_in(text)
    _assert_apart(facts)


def _assert_apart(facts: list[Statistic]) -> None:
    """No two quantities share a character."""
    spans = sorted((f.place.passage, f.text_start, f.text_start + len(f.text)) for f in facts)
    for one, other in pairwise(spans):
        assert one[0] != other[0] or one[2] <= other[1]


HOSTILE = [
    "1" * 20_000,
    "1," * 10_000,
    "1 " * 4_000,
    "£" * 20_000,
    "a hundred and " * 700,
    "twenty-" * 3_000,
    "rose by " * 2_500,
    "rose from 1 to " * 1_000,
    "(" * 10_000 + "1",
    "one " * 2_500,
    "number of " * 2_500 + "5",
    "section 1, " * 2_000,
    "who " * 5_000 + "7",
    "1.1" * 7_000,
    "aged 1" * 3_000,
    "0 " * 4_000,
    "A" * 20_000 + " 1",
    "compared to " * 2_000 + "5",
    "-1" * 10_000,
    "half " * 4_000,
    "per " * 4_000 + "1",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:16] for text in HOSTILE])
def test_no_text_takes_long(text: str) -> None:
    begin = time.process_time()
    find_in(text)
    assert time.process_time() - begin < 10


def _sentences(text: str) -> list[str]:
    passage = Passage(0, 1, "paragraph", text)
    return [s.text for s in split_sentences(passage, frozenset(["e.g", "dr", "no"]))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One came. Two went.", 2),
        ("Dr. Smith and J. Jones came, e.g. Bob.", 1),
        ("It rose to 3.5. It fell.", 2),
        ("See No. 3. Then stop!", 2),
        ("1. The first thing", 1),
        ("Is it? It is.", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(_sentences(text)) == count
