"""Two wordings side by side, and what sets a year apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.lexicon import load_lexicon
from pipeline.link.text import Diff, word_diff
from pipeline.link.trends import find_key_terms, log_likelihood, pair_themes
from pipeline.rules import load_rules

LEXICON = load_lexicon(load_rules())

DIFFS: list[tuple[str, str, Diff]] = [
    ("Map all funding.", "Map all funding.", [("equal", "Map all funding.")]),
    ("Map all funding", "Map some funding",
     [("equal", "Map"), ("delete", "all"), ("insert", "some"), ("equal", "funding")]),
    ("MAP funding,", "Map funding", [("equal", "Map funding")]),
    ("Map funding", "Map funding each year", [("equal", "Map funding"), ("insert", "each year")]),
    ("", "Map", [("insert", "Map")]),
    ("Map", "", [("delete", "Map")]),
    ("", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), DIFFS)
def test_word_diff(a: str, b: str, expected: Diff) -> None:
    assert word_diff(a, b) == expected


@given(
    st.lists(st.sampled_from("abcde"), max_size=12), st.lists(st.sampled_from("abcde"), max_size=12)
)
def test_a_diff_gives_both_texts_back(one: list[str], other: list[str]) -> None:
    diff = word_diff(" ".join(one), " ".join(other))
    assert " ".join(words for op, words in diff if op != "insert").split() == one
    assert " ".join(words for op, words in diff if op != "delete").split() == other


def test_terms_that_are_new_gone_more_and_less() -> None:
    year = [(2023, "Vaping in schools worries parents.")] * 8 + [(2023, "Housing is dear.")] * 8
    others = [(2022, "Lockdown closed schools.")] * 12 + [(2021, "Housing is dear.")] * 2
    others += [(2022, "Roads were mended.")] * 12
    found = {t.term: t.change for t in find_key_terms([*year, *others], 2023, LEXICON)}
    assert found["vaping"] == "new"
    assert found["lockdown"] == "gone"
    assert found["housing"] == "more"
    assert "lockdown closed" in found
    assert "is" not in found


def test_a_longer_year_is_no_rise() -> None:
    year = [(2023, "Neglect was seen.")] * 40 + [(2023, "Nothing was seen.")] * 40
    others = [(2022, "Neglect was seen.")] * 4 + [(2022, "Nothing was seen.")] * 4
    assert find_key_terms([*year, *others], 2023, LEXICON) == []


def test_a_year_alone_has_nothing_to_be_compared_with() -> None:
    assert find_key_terms([(2023, "Neglect.")] * 9, 2023, LEXICON) == []


@given(st.integers(0, 50), st.integers(0, 50), st.integers(50, 90), st.integers(50, 90))
def test_log_likelihood_is_never_negative(a: int, b: int, m: int, n: int) -> None:
    assert log_likelihood(a, b, m, n) >= 0
    assert log_likelihood(a, a, m, m) < 1e-9


def test_themes_that_go_together() -> None:
    themes = {f"p{i}": ["neglect", "trauma"] for i in range(4)}
    themes |= {f"q{i}": ["housing"] for i in range(4)}
    (pair,) = pair_themes(themes)
    assert (pair.one, pair.other, pair.passages, pair.lift) == ("neglect", "trauma", 4, 2.0)
