"""`rules/recurrence.yml` made ready for use: which words count, which stand for one another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import RuleError
from pipeline.rules import RuleBook, Rules, compiled

SECTIONS = frozenset(
    {"thresholds", "stop", "little", "alike", "opposites", "negatives", "standing", "measures"}
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
)
_MAKERS = (
    *("fulness", "iveness", "ational", "isation", "ization", "ement", "ation", "ition"),
    *("ment", "ness", "ance", "ence", "ency", "ancy", "able", "ible", "ally", "ion", "ive"),
    *("ity", "ise", "ize", "ial", "ly", "al", "ed", "er", "or", "ate"),
)
"""Endings that make one word of another, so that 'recruit' and 'recruitment' are one."""

_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "lives": "life", "does": "do"}

_DIGIT = re.compile(r"\d")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[/-](?:(?:19|20)?\d\d))?|\d\d[/-]\d\d(?![/\d])")
_DAYS = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\b|\b(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december) (?=(?:19|20)\d\d)",
    re.IGNORECASE,
)

YEAR = "ø"
"""What stands for a year or a day: the same item of another year is the same item."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From what on two texts are a pair to look at, the same, or one reworded."""

    candidate: float
    same: float
    same_letters: float
    misprint: float
    misprint_letters: float
    reworded: float
    frame: float
    plainly: float
    held: float
    held_any: float
    standing_share: float
    standing_papers: float


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of the rule file; `alike` maps the first word of a phrase to (words, stand-in)."""

    thresholds: Thresholds
    stop: frozenset[str]
    little: frozenset[str]
    alike: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    opposites: Mapping[str, frozenset[str]]
    negatives: frozenset[str]
    standing: tuple[re.Pattern[str], ...]


def load_lexicon(rules: Rules) -> Lexicon:
    """The lexicon of `rules/recurrence.yml`."""
    return _compile(rules.book("recurrence", sections=SECTIONS))


def printed_words(text: str) -> list[str]:
    """The words of a text in lower case; years and days become one sign."""
    text = text.lower()
    if _DIGIT.search(text):
        text = _YEARS.sub(YEAR, _DAYS.sub(" ", text))
    return _WORD.findall(text)


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case and without their endings."""
    return [stem(word) for word in printed_words(text)]


def counting_words(plain: list[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Of the plain words of a text those that count, in order, each by what it stands for."""
    stop = lexicon.stop
    return tuple(word for word in stand_ins(plain, lexicon) if word not in stop)


def stand_ins(words: list[str], lexicon: Lexicon) -> list[str]:
    """The words with those that stand for one another made one, longest phrases first."""
    alike = lexicon.alike
    if alike.keys().isdisjoint(words):
        return words
    result = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        for phrase, stand_in in alike.get(word, ()):
            length = len(phrase)
            if length == 1 or tuple(words[at - 1 : at - 1 + length]) == phrase:
                result.append(stand_in)
                at += length - 1
                break
        else:
            result.append(word)
    return result


@cache
def stem(word: str) -> str:
    """A word without its endings; crude, and the same for both texts."""
    word = re.sub(r"['’]s?$", "", word).replace("’", "'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        for ending, other in _ENDINGS:
            if word.endswith(ending):
                word = word[: -len(ending)] + other
                break
        else:
            word = word[:-1]
    for ending in ("ing", "ed"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2 and re.search("[aeiouy]", stem):
            word = stem
            break
    for ending in _MAKERS:
        if word.endswith(ending) and len(word) - len(ending) > 3:
            word = word[: -len(ending)]
            break
    word = re.sub(r"([bdfgklmnprt])\1$", r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith(("e", "y", "i")) else word


@compiled
def _compile(book: RuleBook) -> Lexicon:
    given = book.sections.get("thresholds") or {}
    try:
        thresholds = Thresholds(**{str(key): float(value) for key, value in given.items()})
    except TypeError as error:
        raise RuleError(f"{book.path.name}: thresholds: {error}.") from error
    alike = _alike(book.sections.get("alike") or ())
    bare = Lexicon(thresholds, frozenset(), frozenset(), alike, {}, frozenset(), ())
    return Lexicon(
        thresholds=thresholds,
        stop=_listed(book.sections.get("stop"), bare),
        little=_listed(book.sections.get("little"), bare),
        alike=alike,
        opposites=_opposites(book.sections.get("opposites") or (), bare),
        negatives=_listed(book.sections.get("negatives"), bare),
        standing=tuple(
            book.pattern(str(text), where="standing")
            for text in book.sections.get("standing") or ()
        ),
    )


def _listed(text: Any, lexicon: Lexicon) -> frozenset[str]:
    words = re.split(r"[\s,]+", str(text or "").strip())
    return frozenset(
        stand_in for word in words for stand_in in stand_ins(plain_words(word), lexicon)
    )


def _alike(rows: Any) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Phrases by their first word, the longest first; the first of a row stands for all."""
    phrases: dict[tuple[str, ...], str] = {}
    for row in rows:
        members = [tuple(plain_words(part)) for part in str(row).split(",")]
        for member in members:
            phrases.setdefault(member, " ".join(members[0]))
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(phrases, key=lambda words: (-len(words), words)):
        by_first.setdefault(phrase[0], []).append((phrase, phrases[phrase]))
    return {first: tuple(entries) for first, entries in by_first.items()}


def _opposites(pairs: Any, lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """For each word those that say the opposite."""
    found: dict[str, frozenset[str]] = {}
    for pair in pairs:
        first, second = (stand_ins(plain_words(str(word)), lexicon)[0] for word in pair)
        for word, opposite in ((first, second), (second, first)):
            found[word] = found.get(word, frozenset()) | {opposite}
    return found
