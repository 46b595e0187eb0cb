"""Judge two wordings: the same recommendation, one reworded, or two.

What is weighed are words in order, words in any order, and how far the shorter is held by the
longer; a word weighs the less the more wordings use it. Two texts that share a frame word for
word and differ in what they put into it ('extend free bus travel to care leavers', 'extend free
swimming to care leavers') ask for two things: shared words count for less where they stand in
such a frame. What turns a sentence round parts two texts whatever else they share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from pipeline.link.lexicon import Lexicon
from pipeline.match import matching_words, ratio_of_letters

Relation = Literal["same", "reworded"]

FRAME_WORDS = 3
"""A row of this many words that both texts have is part of a frame."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of putting a recommendation: its words that count, in order; all its words; its
    letters."""

    key: str
    words: tuple[str, ...]
    plain: tuple[str, ...]
    letters: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two wordings are, each from 0 to 1; `frame` is the share of words that stand in
    rows of three or more that both have."""

    in_order: float
    any_order: float
    held: float
    letters: float
    frame: float


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
    verbatim = likeness.in_order >= limits.same and likeness.letters >= limits.same_letters
    misprint = likeness.in_order >= limits.misprint and likeness.letters >= limits.misprint_letters
    if (verbatim or misprint) and not other_numbers(one.words, other.words):
        return "same", round(likeness.in_order, 4)
    beyond_frame = likeness.any_order - limits.frame * likeness.frame
    held = likeness.held >= limits.held and likeness.any_order >= limits.held_any
    if beyond_frame >= limits.reworded or held or likeness.any_order >= limits.plainly:
        return "reworded", round(likeness.any_order, 4)
    return None


def compare(one: Wording, other: Wording, weights: Mapping[str, float]) -> Likeness:
    """How alike two wordings are in their weighted words."""
    weigh = weights.__getitem__
    total_one = fsum(map(weigh, one.words)) or 1e-9
    total_other = fsum(map(weigh, other.words)) or 1e-9
    ordered = fsum(map(weigh, matching_words(one.words, other.words)))
    set_one, set_other = set(one.words), set(other.words)
    # fsum does not depend on the order of a set.
    shared = fsum(map(weigh, set_one & set_other))
    both = fsum(map(weigh, set_one)) + fsum(map(weigh, set_other))
    in_rows = len(matching_words(one.plain, other.plain, FRAME_WORDS))
    return Likeness(
        in_order=2 * ordered / (total_one + total_other),
        any_order=2 * shared / (both or 1e-9),
        held=ordered / min(total_one, total_other),
        letters=ratio_of_letters(one.letters, other.letters),
        frame=2 * in_rows / (len(one.plain) + len(other.plain) or 1),
    )


def turned_round(one: Sequence[str], other: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether what only one of the texts says is the opposite of what only the other says."""
    only_one, only_other = set(one) - set(other), set(other) - set(one)
    opposites = lexicon.opposites
    if any(not only_other.isdisjoint(opposites[word]) for word in only_one & opposites.keys()):
        return True
    return bool((only_one ^ only_other) & lexicon.negatives)


def other_numbers(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each text has a number that the other has not: 'in 28 days', 'in 14 days'."""
    first = {word for word in one if word.isdigit()}
    second = {word for word in other if word.isdigit()}
    return bool(first - second) and bool(second - first)
