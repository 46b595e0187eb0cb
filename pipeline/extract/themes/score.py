"""Weigh the signs of each theme in a passage."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipeline.extract.themes.book import NEGATION, ThemeBook
from pipeline.extract.themes.terms import Hit, Token, find_phrases, tokens_of
from pipeline.model import Passage

DENIED_WORDS = 6
"""How far a negation reaches, in words of its sentence."""

LEAD_WORDS = 10
"""A run-in heading ('Housing and care: The Committee ...') has no more words than this."""

MOST_TIMES = 3
"""A phrase printed more often than this weighs no more for it."""

_LEAD = re.compile(r"[^:.;]{3,80}:(?=\s)")


@dataclass(frozen=True, slots=True)
class Finding:
    """A theme of a passage: the words that show it, where they begin, and what they weigh."""

    theme: str
    terms: tuple[str, ...]
    places: tuple[int, ...]
    score: float


def score_passage(
    passage: Passage, title: str, book: ThemeBook, aside: Iterable[tuple[int, int]] = ()
) -> list[Finding]:
    """The themes that a passage is about, in the order of the rule file.

    What stands in the stretches `aside` is no sign of any.
    """
    if passage.heading and book.skip.search(passage.heading[-1]):
        return []
    tokens, hits = signs_of(passage.text, book, aside=aside)
    if not hits:
        return []
    around = _weights_of_headings(passage, title, book)
    lead = lead_end(passage.text)
    raise_by = _raised_for_length(len(tokens), book)
    findings = []
    for theme in book.themes:
        own = hits.get(theme.id)
        if not own:
            continue
        score = _weigh(own, tokens, lead, book) + around.get(theme.id, 0.0)
        plain = any(hit.phrase.weight >= 1.0 for hit in own)
        if score + 1e-9 >= book.thresholds[theme.id] + (0.0 if plain else raise_by):
            findings.append(_finding(theme.id, own, tokens, passage.text, score))
    return findings


def signs_of(
    text: str,
    book: ThemeBook,
    *,
    in_names: bool = False,
    aside: Iterable[tuple[int, int]] = (),
) -> tuple[list[Token], dict[str, list[Hit]]]:
    """The words of a text, and for each theme the phrases that show it, none inside another.

    Words in the names of bodies and offices count only where `in_names` says so; those `aside`
    never.
    """
    tokens = tokens_of(text, book.index)
    found = find_phrases(tokens, book.index)
    if not found:
        return tokens, {}
    names = Cover([*aside, *([] if in_names else _name_spans(text, tokens, found, book))])
    by_owner: dict[str, list[Hit]] = {}
    for hit in found:
        by_owner.setdefault(hit.phrase.owner, []).append(hit)
    denied = _denied_words(tokens, by_owner.get(NEGATION, ()))
    signs = {}
    for theme in book.themes:
        own = by_owner.get(theme.id, [])
        excepted = Cover((hit.first, hit.last) for hit in by_owner.get(f"!{theme.id}", ()))
        counted = [
            hit
            for hit in own
            if not names.holds(tokens[hit.first].start, tokens[hit.last].end)
            and not excepted.holds(hit.first, hit.last)
            and hit.first not in denied
        ]
        if counted:
            signs[theme.id] = _longest(counted)
    return tokens, signs


class Cover:
    """Stretches of a text, and whether one of them holds another stretch."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def holds(self, start: int, end: int) -> bool:
        """Whether one stretch begins no later than `start` and ends no earlier than `end`."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._reach[at] >= end


def _name_spans(
    text: str, tokens: Sequence[Token], hits: Sequence[Hit], book: ThemeBook
) -> list[tuple[int, int]]:
    """Where names of bodies and offices stand; not looked for where no phrase can be in one."""
    in_address = "@" in text or "www." in text or "://" in text
    if not in_address and all(
        text[tokens[hit.first].start : tokens[hit.last].end].islower() for hit in hits
    ):
        return []
    return [match.span() for pattern in book.names for match in pattern.finditer(text)]


def _denied_words(tokens: Sequence[Token], denials: Sequence[Hit]) -> set[int]:
    """The tokens that a negation before them in their sentence reaches."""
    return {
        at
        for denial in denials
        for at in range(denial.last + 1, min(denial.last + 1 + DENIED_WORDS, len(tokens)))
        if tokens[at].sentence == tokens[denial.last].sentence
    }


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of phrases that overlap, the heavier and then the longer one counts."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda h: (-h.phrase.weight, h.first - h.last, h.first)):
        words = range(hit.first, hit.last + 1)
        if taken.isdisjoint(words):
            kept.append(hit)
            taken.update(words)
    return sorted(kept, key=lambda h: h.first)


def _weigh(hits: Sequence[Hit], tokens: Sequence[Token], lead: int, book: ThemeBook) -> float:
    """Each distinct phrase weighs once, and a little again for every time it is repeated."""
    score = 0.0
    seen: dict[str, int] = {}
    for hit in hits:
        words = " ".join(token.word.lemma for token in tokens[hit.first : hit.last + 1])
        times = seen.get(words, 0)
        seen[words] = times + 1
        score += hit.phrase.weight * (
            1.0 if times == 0 else book.scoring["again"] if times < 3 else 0
        )
        if times == 0 and hit.phrase.weight < 1.0 and tokens[hit.last].end <= lead:
            score += book.scoring["lead"]
    return score


def _weights_of_headings(passage: Passage, title: str, book: ThemeBook) -> dict[str, float]:
    """What the title and the headings above add to each theme: the most of any of them."""
    above = [(title, "title")] if title else []
    above += [(heading, "outer_heading") for heading in passage.heading[:-1]]
    above += [(heading, "heading") for heading in passage.heading[-1:]]
    weights: dict[str, float] = {}
    for heading, key in above:
        for theme in _themes_of_heading(heading, book):
            if key == "title" and theme in book.untitled:
                continue
            weights[theme] = max(weights.get(theme, 0.0), book.scoring[key])
    return weights


@lru_cache(maxsize=4096)
def _themes_of_heading(heading: str, book: ThemeBook) -> tuple[str, ...]:
    """The themes that a heading names; here the name of a body counts.

    A weak term names its theme where it is all that the heading says ('Consultation').
    """
    tokens, signs = signs_of(heading, book, in_names=True)
    return tuple(
        theme
        for theme, hits in signs.items()
        if any(hit.phrase.weight >= 1.0 for hit in hits)
        or sum(hit.last - hit.first + 1 for hit in hits) == len(tokens)
    )


def lead_end(text: str) -> int:
    """Where the run-in heading of a passage ends; 0 where it has none."""
    match = _LEAD.match(text)
    return match.end() if match and len(match[0].split()) <= LEAD_WORDS else 0


def _raised_for_length(words: int, book: ThemeBook) -> float:
    """A long passage holds weak signs of much that it is not about: they must then be more."""
    steps = max(0.0, words / book.scoring["long"] - 1.0)
    return min(book.scoring["long_most"], steps * book.scoring["long_step"])


def _finding(
    theme: str, hits: Sequence[Hit], tokens: Sequence[Token], text: str, score: float
) -> Finding:
    printed = [text[tokens[hit.first].start : tokens[hit.last].end] for hit in hits]
    return Finding(
        theme=theme,
        terms=tuple(dict.fromkeys(printed)),
        places=tuple(tokens[hit.first].start for hit in hits),
        score=score,
    )
