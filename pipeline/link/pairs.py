"""Judge two wordings: the same recommendation, one reworded, or two.

What is weighed are words in order, words in any order, and how far the shorter is held by the
longer; a word weighs the less the more wordings use it. Word order matters, because texts that
only share their words are two; so does what turns a sentence round.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.link.lexicon import Lexicon
from pipeline.match import matching_words, ratio_of_letters

Relation = Literal["same", "reworded"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of putting a recommendation: its words that count, in order, and its letters."""

    key: str
    words: tuple[str, ...]
    letters: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two wordings are, each from 0 to 1."""

    in_order: float
    any_order: float
    held: float
    letters: float

    @property
    def blend(self) -> float:
        """One figure for a reworded pair."""
        return 0.4 * self.in_order + 0.35 * self.any_order + 0.25 * self.held


def judge(
    one: Wording, other: Wording, weights: Mapping[str, float], lexicon: Lexicon
) -> tuple[Relation, float] | None:
    """The relation of two wordings with its score, or None where they are two things."""
    if one.letters == other.letters:
        return "same", 1.0
    if turned_round(one.words, other.words, lexicon):
        return None
    likeness = compare(one, other, weights)
    limits = lexicon.thresholds
    if likeness.in_order >= limits.same and likeness.letters >= limits.same_letters:
        return "same", round(likeness.in_order, 4)
    if likeness.blend >= limits.reworded:
        return "reworded", round(likeness.blend, 4)
    return None


def compare(one: Wording, other: Wording, weights: Mapping[str, float]) -> Likeness:
    """How alike two wordings are in their weighted words."""
    total_one = sum(weights[word] for word in one.words) or 1e-9
    total_other = sum(weights[word] for word in other.words) or 1e-9
    ordered = sum(weights[word] for word in matching_words(one.words, other.words))
    shared = set(one.words) & set(other.words)
    weight_shared = sum(weights[word] for word in sorted(shared))
    set_one = sum(weights[word] for word in sorted(set(one.words)))
    set_other = sum(weights[word] for word in sorted(set(other.words)))
    return Likeness(
        in_order=2 * ordered / (total_one + total_other),
        any_order=2 * weight_shared / (set_one + set_other or 1e-9),
        held=ordered / min(total_one, total_other),
        letters=ratio_of_letters(one.letters, other.letters),
    )


def turned_round(one: Sequence[str], other: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether what only one of the texts says is the opposite of what only the other says."""
    only_one, only_other = set(one) - set(other), set(other) - set(one)
    if any((a, b) in lexicon.opposites for a in only_one for b in only_other):
        return True
    return bool((only_one ^ only_other) & lexicon.negatives)
