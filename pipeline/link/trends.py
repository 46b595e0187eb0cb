"""What a year's papers speak of more, or less, than the others': terms by keyness, themes that go
together. Counts are of passages, so that one long report does not outweigh a year.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.link.lexicon import Lexicon, plain_words

SIGNIFICANT = 6.63
"""Log-likelihood from which a difference is chance once in a hundred times."""

_PRINTED = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A term that sets a year apart: in how many passages of the year and of the others it is.

    `change` is `new` or `gone` where one of the two is none, else `more` or `less`.
    """

    term: str
    passages: int
    elsewhere: int
    log_likelihood: float
    change: Literal["new", "gone", "more", "less"]


@dataclass(frozen=True, slots=True)
class ThemePair:
    """Two themes in the same passages, and how much oftener than by chance."""

    one: str
    other: str
    passages: int
    lift: float


def find_key_terms(
    passages: Iterable[tuple[int, str]], year: int, lexicon: Lexicon, most: int = 30
) -> list[KeyTerm]:
    """The terms of one or two words that set `year` apart, the strongest first.

    `passages` are (year, text). A term counts once a passage.
    """
    here: Counter[str] = Counter()
    there: Counter[str] = Counter()
    printed: dict[str, Counter[str]] = {}
    sizes = [0, 0]
    for of_year, text in passages:
        counts = here if of_year == year else there
        sizes[of_year != year] += 1
        for term, form in terms_of(text, lexicon).items():
            counts[term] += 1
            printed.setdefault(term, Counter())[form] += 1
    if not all(sizes):
        return []
    found = [
        _key_term(_most_printed(printed[term]), here[term], there[term], sizes)
        for term in sorted(here.keys() | there.keys())
        if here[term] + there[term] > 2
    ]
    strong = [term for term in found if term.log_likelihood >= SIGNIFICANT]
    return sorted(strong, key=lambda t: (-t.log_likelihood, t.term))[:most]


def terms_of(text: str, lexicon: Lexicon) -> dict[str, str]:
    """The terms of a passage by their common form, each as it is printed."""
    words = [(_common(word), word) for word in _PRINTED.findall(text)]
    counts = [
        (form, word)
        if len(word) > 2 and form not in lexicon.stop and form not in lexicon.little
        else None
        for form, word in words
    ]
    terms = {form: word.lower() for form, word in filter(None, counts)}
    for one, other in pairwise(counts):
        if one and other:
            terms[f"{one[0]} {other[0]}"] = f"{one[1]} {other[1]}".lower()
    return terms


def log_likelihood(here: int, there: int, size_here: int, size_there: int) -> float:
    """Dunning's G² of a term in `here` of `size_here` passages against `there` of `size_there`."""
    both = here + there
    total = size_here + size_there
    score = 0.0
    for count, size in ((here, size_here), (there, size_there)):
        for seen, expected in (
            (count, both * size / total),
            (size - count, (total - both) * size / total),
        ):
            if seen > 0 and expected > 0:
                score += seen * math.log(seen / expected)
    return max(0.0, 2.0 * score)


def pair_themes(themes_of_passage: Mapping[str, Sequence[str]], least: int = 3) -> list[ThemePair]:
    """Themes that stand in the same passages, the most frequent pairs first.

    `themes_of_passage` holds every passage that has a theme. `lift` above 1 is oftener than chance.
    """
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for themes in themes_of_passage.values():
        own = sorted(set(themes))
        alone.update(own)
        pairs.update((one, other) for i, one in enumerate(own) for other in own[i + 1 :])
    total = len(themes_of_passage)
    found = [
        ThemePair(one, other, count, round(count * total / (alone[one] * alone[other]), 2))
        for (one, other), count in pairs.items()
        if count >= least
    ]
    return sorted(found, key=lambda pair: (-pair.passages, pair.one, pair.other))


def _key_term(term: str, here: int, there: int, sizes: Sequence[int]) -> KeyTerm:
    score = round(log_likelihood(here, there, sizes[0], sizes[1]), 2)
    change: Literal["new", "gone", "more", "less"]
    if here == 0 or there == 0:
        change = "new" if there == 0 else "gone"
    else:
        change = "more" if here / sizes[0] > there / sizes[1] else "less"
    return KeyTerm(term, here, there, score, change)


def _common(word: str) -> str:
    return plain_words(word)[0]


def _most_printed(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))
