"""Phrases of a rule file, and where they stand in a text whatever forms their words take.

A phrase is a row of words. `word` stands for all its forms, `=word` for itself alone, `word*` for
every word that so begins, `one|other` for either, `..` for up to three words between, ABC for the
abbreviation in capitals and its plural, £ for a sum of money. A phrase never reaches over the end
of a sentence.
What a phrase is a sign of is not known here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.errors import RuleError

GAP = 3
"""How many words `..` may stand for, at most."""

GAP_SLOT = -1

_WORD = re.compile(r"£[ ]?\d[\d,.]*+[^\W_]*|[^\W_]+(?:['’][^\W_]+)*")
MONEY = "£"
_BREAK = re.compile(r"[.!?;](?=\s|$)|[•▪]")
_POSSESSIVE = re.compile(r"['’]s?$")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLE = re.compile(r"([bcdfgklmnprstvz])\1$")


class Word(NamedTuple):
    """A printed word wherever it stands: its lemma, the slots that it fits, the phrases that are
    just it, and those that it may open."""

    lemma: str
    fits: frozenset[int]
    alone: "tuple[Phrase, ...]"
    opens: "tuple[Phrase, ...]"


class Token(NamedTuple):
    """A word of a text: its characters, its sentence, and the printed word that it is."""

    start: int
    end: int
    sentence: int
    word: Word


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase; `slots` are its words by number, `GAP_SLOT` where words may lie."""

    source: str
    slots: tuple[int, ...]
    owner: str
    weight: float


class Hit(NamedTuple):
    """A phrase found in a text: from token `first` to token `last`, both included."""

    phrase: Phrase
    first: int
    last: int


@dataclass(slots=True, eq=False)
class PhraseIndex:
    """Phrases by their first slot, so that a text is walked once whatever their number.

    A slot is what a phrase asks of one word. `by_form` and `prefixes` tell which slots a form
    fits; `known` remembers every word printed so far.
    """

    lemmas: Mapping[str, str]
    slots: dict[tuple[tuple[str, str], ...], int] = field(default_factory=dict)
    by_form: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    prefixes: dict[str, list[int]] = field(default_factory=dict)
    by_slot: dict[int, list[Phrase]] = field(default_factory=dict)
    known: dict[str, Word] = field(default_factory=dict)


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


def add_phrase(index: PhraseIndex, source: str, owner: str, weight: float, where: str) -> None:
    """Put one phrase of a rule file into the index; raises `RuleError` where it says nothing."""
    parts = re.split(r"[\s-]+", source.strip())
    if ".." in (parts[0], parts[-1]):
        raise RuleError(f"{where}: the phrase '{source}' must begin and end with a word.")
    slots = []
    for part in parts:
        choices = _alternatives(part, index.lemmas)
        if part != ".." and not choices:
            raise RuleError(f"{where}: the phrase '{source}' has an empty word.")
        slots.append(GAP_SLOT if part == ".." else _slot_of(index, choices))
    phrase = Phrase(source, tuple(slots), owner, weight)
    index.by_slot.setdefault(slots[0], []).append(phrase)


def _slot_of(index: PhraseIndex, choices: tuple[tuple[str, str], ...]) -> int:
    """The number of a slot; equal slots of several phrases have one."""
    if choices not in index.slots:
        number = index.slots[choices] = len(index.slots)
        for kind, form in choices:
            if kind == "prefix":
                index.prefixes.setdefault(form, []).append(number)
            else:
                index.by_form.setdefault((kind, form), []).append(number)
    return index.slots[choices]


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


def tokens_of(text: str, index: PhraseIndex) -> list[Token]:
    """The words of a text, each with the slots that it fits and the number of its sentence."""
    breaks = [match.end() for match in _BREAK.finditer(text)]
    breaks.append(len(text) + 1)
    tokens = []
    sentence = 0
    known = index.known
    for match in _WORD.finditer(text):
        start, end = match.span()
        while breaks[sentence] <= start:
            sentence += 1
        raw = match[0]
        tokens.append(Token(start, end, sentence, known.get(raw) or _learn(raw, index)))
    return tokens


def _learn(raw: str, index: PhraseIndex) -> Word:
    """What a printed word fits and opens, remembered."""
    lower = _POSSESSIVE.sub("", raw.lower()) or raw.lower()
    lemma = lemma_of(lower, index.lemmas)
    forms = [("lemma", lemma), ("exact", lower), ("capitals", _singular(raw))]
    if raw.startswith(MONEY):
        forms.append(("lemma", MONEY))
    fits = {slot for form in forms for slot in index.by_form.get(form, ())}
    for prefix, slots in index.prefixes.items():
        if lower.startswith(prefix):
            fits.update(slots)
    phrases = [phrase for slot in sorted(fits) for phrase in index.by_slot.get(slot, ())]
    alone = tuple(phrase for phrase in phrases if len(phrase.slots) == 1)
    opens = tuple(phrase for phrase in phrases if len(phrase.slots) > 1)
    index.known[raw] = Word(lemma, frozenset(fits), alone, opens)
    return index.known[raw]


def find_phrases(tokens: Sequence[Token], index: PhraseIndex) -> list[Hit]:
    """Every phrase of the index in a text, in order of its place."""
    hits = []
    following = [token.word.fits for token in tokens[1:]]
    following.append(frozenset())
    for position, token in enumerate(tokens):
        word = token.word
        hits += [Hit(phrase, position, position) for phrase in word.alone]
        for phrase in word.opens:
            second = phrase.slots[1]
            if second == GAP_SLOT or second in following[position]:
                last = _reach(phrase.slots, 1, tokens, position)
                if last >= 0:
                    hits.append(Hit(phrase, position, last))
    return hits


def _reach(slots: Sequence[int], at: int, tokens: Sequence[Token], position: int) -> int:
    """The last token of a phrase whose slot before `at` is filled at `position`; -1 if none."""
    sentence = tokens[position].sentence
    count = len(tokens)
    while at < len(slots):
        slot = slots[at]
        if slot == GAP_SLOT:
            return _reach_over(slots, at + 1, tokens, position)
        position += 1
        if position >= count or slot not in tokens[position].word.fits:
            return -1
        if tokens[position].sentence != sentence:
            return -1
        at += 1
    return position


def _reach_over(slots: Sequence[int], at: int, tokens: Sequence[Token], position: int) -> int:
    """The same where up to `GAP` words may lie before the slot `at`."""
    sentence = tokens[position].sentence
    for candidate in range(position + 1, min(position + 2 + GAP, len(tokens))):
        token = tokens[candidate]
        if token.sentence != sentence:
            return -1
        if slots[at] in token.word.fits:
            last = _reach(slots, at + 1, tokens, candidate)
            if last >= 0:
                return last
    return -1


def _singular(raw: str) -> str:
    """An abbreviation without the s of its plural: 'EHCPs' and \"EHCP's\" are EHCP."""
    return raw.rstrip("s").rstrip("'’") if raw.endswith("s") else raw
