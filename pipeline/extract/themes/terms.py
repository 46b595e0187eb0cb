"""Phrases of a rule file, and where they stand in a text whatever forms their words take.

A phrase is a row of words. `word` stands for all its forms, `=word` for itself alone, `word*` for
every word that so begins, `one|other` for either, `..` for up to three words between, ABC for the
abbreviation in capitals and its plural. A phrase never reaches over the end of a sentence.
What a phrase is a sign of is not known here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.errors import RuleError

GAP = 3
"""How many words `..` may stand for, at most."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BREAK = re.compile(r"[.!?;](?=\s|$)|[•▪]")
_POSSESSIVE = re.compile(r"['’]s?$")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLE = re.compile(r"([bcdfgklmnprstvz])\1$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its characters, its form in lower case, its lemma, its sentence."""

    start: int
    end: int
    raw: str
    lower: str
    lemma: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase; `words` are its alternatives word by word, None where words may lie."""

    source: str
    words: tuple[tuple[tuple[str, str], ...] | None, ...]
    owner: str
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text: from token `first` to token `last`, both included."""

    phrase: Phrase
    first: int
    last: int


@dataclass(slots=True, eq=False)
class PhraseIndex:
    """Phrases by their first word, so that a text is walked once whatever their number."""

    lemmas: Mapping[str, str]
    by_first: dict[tuple[str, str], list[Phrase]] = field(default_factory=dict)
    prefixes: dict[str, list[Phrase]] = field(default_factory=dict)
    forms: dict[str, tuple[str, str]] = field(default_factory=dict)
    openers: dict[tuple[str, str, str], tuple[Phrase, ...]] = field(default_factory=dict)


def lemma_of(word: str, irregular: Mapping[str, str]) -> str:
    """The common form of a lower-case word: 'shares', 'shared' and 'sharing' give one."""
    if word in irregular:
        return irregular[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = _without_plural(word)
    for ending in ("ing", "ed"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2 and _VOWEL.search(stem):
            word = stem
            break
    word = _DOUBLE.sub(r"\1", word)
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "y" if len(word) > 3 and word.endswith("i") else word


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def compile_phrase(
    source: str, owner: str, weight: float, irregular: Mapping[str, str], where: str
) -> Phrase:
    """One phrase of a rule file; raises `RuleError` where it says nothing."""
    words = tuple(
        None if part == ".." else _alternatives(part, irregular)
        for part in re.split(r"[\s-]+", source.strip())
    )
    if not words or not all(word is None or word for word in words):
        raise RuleError(f"{where}: the phrase '{source}' has an empty word.")
    if words[0] is None or words[-1] is None:
        raise RuleError(f"{where}: the phrase '{source}' must begin and end with a word.")
    return Phrase(source, words, owner, weight)


def _alternatives(part: str, irregular: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(_word(choice, irregular) for choice in part.split("|") if choice)


def _word(choice: str, irregular: Mapping[str, str]) -> tuple[str, str]:
    """What a word is compared with: ('lemma' | 'exact' | 'prefix' | 'capitals', form)."""
    if choice.startswith("="):
        return "exact", choice[1:].lower()
    if choice.endswith("*"):
        return "prefix", choice[:-1].lower()
    if len(choice) > 1 and sum(c.isupper() for c in choice) > 1:
        return "capitals", choice[:-1] if choice.endswith("s") else choice
    return "lemma", lemma_of(_POSSESSIVE.sub("", choice.lower()), irregular)


def build_index(phrases: Sequence[Phrase], irregular: Mapping[str, str]) -> PhraseIndex:
    """The phrases, ready to be looked for."""
    index = PhraseIndex(irregular)
    for phrase in phrases:
        for kind, form in phrase.words[0] or ():
            if kind == "prefix":
                index.prefixes.setdefault(form, []).append(phrase)
            else:
                index.by_first.setdefault((kind, form), []).append(phrase)
    return index


def tokens_of(text: str, index: PhraseIndex) -> list[Token]:
    """The words of a text with their common forms and the number of their sentence."""
    breaks = [match.end() for match in _BREAK.finditer(text)]
    tokens = []
    sentence = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while sentence < len(breaks) and breaks[sentence] <= start:
            sentence += 1
        raw = match[0]
        forms = index.forms.get(raw)
        if forms is None:
            lower = _POSSESSIVE.sub("", raw.lower()) or raw.lower()
            forms = index.forms[raw] = (lower, lemma_of(lower, index.lemmas))
        tokens.append(Token(start, end, raw, forms[0], forms[1], sentence))
    return tokens


def find_phrases(tokens: Sequence[Token], index: PhraseIndex) -> list[Hit]:
    """Every phrase of the index in a text, in order of its place and then of the rule file."""
    hits = []
    for position, token in enumerate(tokens):
        for phrase in _openers(token, index):
            last = _reach(phrase.words, 1, tokens, position)
            if last is not None:
                hits.append(Hit(phrase, position, last))
    return hits


def _openers(token: Token, index: PhraseIndex) -> tuple[Phrase, ...]:
    """The phrases that may begin with this word."""
    key = (token.raw, token.lower, token.lemma)
    found = index.openers.get(key)
    if found is None:
        first = index.by_first
        found = (
            *first.get(("lemma", token.lemma), ()),
            *first.get(("exact", token.lower), ()),
            *first.get(("capitals", _singular(token.raw)), ()),
            *(
                phrase
                for prefix, phrases in index.prefixes.items()
                if token.lower.startswith(prefix)
                for phrase in phrases
            ),
        )
        index.openers[key] = found
    return found


def _reach(
    words: Sequence[tuple[tuple[str, str], ...] | None],
    word: int,
    tokens: Sequence[Token],
    position: int,
) -> int | None:
    """The last token of a phrase whose word before `word` stands at `position`; None if none."""
    if word == len(words):
        return position
    gap = words[word] is None
    wanted = words[word + 1] if gap else words[word]
    furthest = position + 1 + (GAP if gap else 0)
    for candidate in range(position + 1, min(furthest, len(tokens) - 1) + 1):
        if tokens[candidate].sentence != tokens[position].sentence:
            return None
        if wanted and _is_any(tokens[candidate], wanted):
            last = _reach(words, word + (2 if gap else 1), tokens, candidate)
            if last is not None:
                return last
    return None


def _is_any(token: Token, choices: Sequence[tuple[str, str]]) -> bool:
    for kind, form in choices:
        if kind == "lemma":
            if token.lemma == form:
                return True
        elif kind == "exact":
            if token.lower == form:
                return True
        elif kind == "prefix":
            if token.lower.startswith(form):
                return True
        elif _singular(token.raw) == form:
            return True
    return False


def _singular(raw: str) -> str:
    """An abbreviation without the s of its plural: 'EHCPs' and \"EHCP's\" are EHCP."""
    return raw.rstrip("s").rstrip("'’") if raw.endswith("s") else raw
