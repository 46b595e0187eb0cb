"""What the ways to a measure share: the scene of a sentence, a number's spot in it, and phrases
cut from it as they are printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.statistics.frame import DATE, FILL_DATE, Frame
from pipeline.extract.statistics.phrases import Lexicon, Word
from pipeline.extract.statistics.roles import Role

VERBS = ("AUX", "FIN")
_LOOSE_DATE = re.compile(
    r"(?:,?\s?\b(?:in|at|by|during|for|on|of|since|over|from|to|as at|between|and|until|the)\b"
    r"\s?){0,6}"
    f"{DATE}{FILL_DATE}*(?:'s|’s)?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s?\(\s?n\s?=\s?[\d,]+\s?\)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_MAX_WORDS = 26


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure in words of the paper, the rule that found it, and its noun alone."""

    text: str
    rule: str
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A frame with its words, and what the sentences before it were about."""

    frame: Frame
    words: Sequence[Word]
    lexicon: Lexicon
    moves: re.Pattern[str]
    subject_before: str | None = None
    measure_before: str | None = None
    noun_before: str | None = None
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A quantity, the word `at`, in its clause `start:end`; `found` are the measures before it."""

    scene: Scene
    at: int
    start: int
    end: int
    order: int
    role: Role
    found: Sequence[Measure | None]

    @property
    def unit(self) -> str:
        """The quantity's unit."""
        return self.scene.frame.numbers[self.order].unit

    @property
    def previous(self) -> Measure | None:
        """The nearest measure before it in its sentence."""
        return next((measure for measure in reversed(self.found) if measure is not None), None)


def text_between(scene: Scene, begin: int, end: int) -> str:
    """The words from `begin` to before `end` as printed, without dates and what leads to them."""
    if begin >= end:
        return ""
    start, stop = scene.words[begin].start, scene.words[end - 1].end
    framed, printed = scene.frame.text[start:stop], scene.frame.plain[start:stop]
    if DATE not in framed:
        return _SPACES.sub(" ", printed).strip()
    parts, last = [], 0
    for match in _LOOSE_DATE.finditer(framed):
        parts.append(printed[last : match.start()])
        last = match.end()
    parts.append(printed[last:])
    return _SPACES.sub(" ", " ".join(parts)).strip()


def make_measure(scene: Scene, text: str, rule: str, noun: str | None = None) -> Measure | None:
    """A trimmed measure; None where no word is left."""
    lexicon = scene.lexicon
    text = trim(_COUNT.sub("", text), lexicon)
    words = text.split()
    if len(words) > _MAX_WORDS:
        text = trim(" ".join(words[:_MAX_WORDS]), lexicon)
    if not any(c.isalpha() for c in text):
        return None
    return Measure(text, rule, trim(noun, lexicon) if noun else None)


def trim(text: str, lexicon: Lexicon) -> str:
    """A phrase without articles, 'number of', and loose words at its ends."""
    text = text.strip()
    while match := lexicon.trim_start.match(text):
        text = text[match.end() :].lstrip()
    while match := lexicon.trim_end.search(text):
        text = text[: match.start()].rstrip()
    if text.count("(") > text.count(")"):
        text += ")"
    loose = lexicon.tags.get(text.casefold()) in ("DET", "PREP", "CONJ")
    return "" if loose or len(text) < 2 else text


def is_moved(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a noun that tells of a movement and does not say of what."""
    lowered = word.casefold()
    return lowered in lexicon.moved or lowered.rstrip("s") in lexicon.moved


def first_verb(words: Sequence[Word], start: int, end: int) -> int | None:
    """The first word of the predicate between two words; None where there is none."""
    for index in range(start, end):
        if words[index].tag in VERBS and not in_relative(words, start, index):
            return index
    return next((index for index in range(start + 1, end) if words[index].tag == "ED"), None)


def in_relative(words: Sequence[Word], start: int, index: int) -> bool:
    """Whether a verb belongs to 'who', 'which' or 'that' close before it."""
    for back in range(index - 1, max(start, index - 4) - 1, -1):
        if words[back].tag == "REL" or words[back].text.casefold() in ("who", "which"):
            return True
        if words[back].tag in VERBS or words[back].tag in ("W", "COMMA"):
            return False
    return False


def verb_between(words: Sequence[Word], start: int, at: int) -> bool:
    """Whether any verb, finite or not, stands between two words."""
    return any(words[index].tag in (*VERBS, "ED") for index in range(start, at))
