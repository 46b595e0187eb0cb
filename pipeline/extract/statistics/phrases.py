"""Words of a frame by class, and the clauses and noun phrases that they make.

It knows closed classes and endings, no grammar: what a trained pipeline adds is in `parsed`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.statistics.frame import DATE, FILL_DATE, FILL_NUMBER, NUMBER
from pipeline.rules import Rules, compiled

_TOKEN = re.compile(
    f"{NUMBER}{FILL_NUMBER}*|{DATE}{FILL_DATE}*|"
    r"[^\W_]+(?:[-‑'’/&.+][^\W_]+)*['’]?(?!\w)|[^\w\s]|_"
)

_NAMED = re.compile(
    r"(?<=\w\s)\((?:[A-Z][\w&/-]{0,2}){2,5}\)(?=\s[A-Za-z])|"
    r"(?<=[a-z\d]\s)[A-Z]\w+(?:\s[A-Z]\w+)?(?:,\s[A-Z]\w+(?:\s[A-Z]\w+)?){1,3},?\s(?:&|and)\s"
    r"[A-Z]\w+(?=(?:\s\([A-Z]{2,8}\))?\s(?i:directorate|department|plan|committee|board|strateg|"
    r"service|team|partnership|budget|panel|needs|assessment))"
)
"""A short form in brackets, and a name with commas in it: their signs part no phrase."""

Tag = str
"""N a quantity, D a date, DET, PRON, PREP, CONJ, SUB, REL, AUX, NF a form of be
or have that is not finite, ADV, FIN a finite verb, ED a
participle or past tense, ING, STOP a sign that parts clauses, OPEN and CLOSE brackets, COMMA,
W anything else."""

_CLASSES: dict[str, Tag] = {
    "people": "W",
    "participles": "ED",
    "finite": "FIN",
    "base": "BASE",
    "adverb": "ADV",
    "subordinator": "SUB",
    "determiner": "DET",
    "pronoun": "PRON",
    "relative": "REL",
    "preposition": "PREP",
    "conjunction": "CONJ",
    "auxiliary": "AUX",
    "nonfinite": "NF",
}
"""Later classes win where a word is in two."""

_SIGNS: dict[str, Tag] = {
    ",": "COMMA",
    "(": "OPEN",
    "[": "OPEN",
    ")": "CLOSE",
    "]": "CLOSE",
    ";": "STOP",
    ":": "STOP",
    ".": "STOP",
    "?": "STOP",
    "!": "STOP",
    "–": "STOP",
    "—": "STOP",
    "-": "STOP",
    "•": "STOP",
    "|": "STOP",
    "…": "STOP",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word, sign, quantity or date of a frame, `text[start:end]`."""

    start: int
    end: int
    text: str
    tag: Tag


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The measures book: classes of words, and patterns for the ends of a measure."""

    tags: Mapping[str, Tag]
    people: frozenset[str]
    compounds: frozenset[str]
    counted: frozenset[str]
    after_measure: frozenset[str]
    moved: frozenset[str]
    balances: frozenset[str]
    copular: frozenset[str]
    averages: frozenset[str]
    money: frozenset[str]
    parts: frozenset[str]
    stative: frozenset[str]
    pointing: re.Pattern[str]
    trim_start: re.Pattern[str]
    trim_end: re.Pattern[str]


@compiled
def load_lexicon(rules: Rules) -> Lexicon:
    """The lexicon of `rules`, read once."""
    book = rules.book("measures", sections=("words", "pointing", "trim_start", "trim_end"))
    words: Mapping[str, list[str]] = book.sections["words"]
    return Lexicon(
        tags={word: tag for name, tag in _CLASSES.items() for word in words[name]},
        people=frozenset(words["people"]),
        compounds=frozenset(words["compounds"]),
        counted=frozenset(words["counted"]),
        after_measure=frozenset(words["after_measure"]),
        moved=frozenset(words["moved"]),
        balances=frozenset(words["balances"]),
        copular=frozenset(words["copular"]),
        averages=frozenset(words["averages"]),
        money=frozenset(words["money"]),
        parts=frozenset(words["parts"]),
        stative=frozenset(words["stative"]),
        pointing=book.pattern(rf"^{book.sections['pointing']}$"),
        trim_start=book.pattern(rf"^{book.sections['trim_start']}"),
        trim_end=book.pattern(rf"{book.sections['trim_end']}$"),
    )


def tag_words(text: str, lexicon: Lexicon) -> list[Word]:
    """The words of a frame's text with their classes."""
    words: list[Word] = []
    tokens = list(_TOKEN.finditer(text))
    named = {at for match in _NAMED.finditer(text) for at in range(*match.span())}
    for index, match in enumerate(tokens):
        word = match[0]
        after = tokens[index + 1][0].casefold() if index + 1 < len(tokens) else ""
        inside = match.start() in named and not word[0].isalnum()
        tag = "W" if inside else _tag(word, after, lexicon, words)
        words.append(Word(match.start(), match.end(), word, tag))
    return words


def _tag(word: str, after: str, lexicon: Lexicon, before: list[Word]) -> Tag:
    first = word[0]
    if first == NUMBER:
        return "N"
    if first == DATE:
        return "D"
    if not first.isalnum():
        return _SIGNS.get(first, "SIGN")
    lowered = word.casefold()
    tag = lexicon.tags.get(lowered)
    previous = before[-1].tag if before else "STOP"
    if before and f"{before[-1].text.casefold()} {lowered}" in lexicon.compounds:
        return "W"
    if f"{lowered} {after}" in lexicon.compounds and previous in ("N", "DET", "PREP"):
        return "W"
    if tag == "BASE":
        if lowered == "live" and after.endswith("s"):
            return "W"
        person = bool(before) and before[-1].text.casefold() in lexicon.people
        return "FIN" if person or previous in ("N", "REL", "PRON", "CLOSE") else "W"
    if tag is not None:
        return _in_context(tag, lowered, previous, after, lexicon)
    if previous == "PRON" and lowered.endswith("s") and before[-1].text.casefold() in _POINTS:
        return "FIN"
    if first.isupper() and before and previous not in ("STOP",):
        return "W"
    if lowered.endswith("ly") and len(lowered) > 4:
        return "ADV"
    if lowered.endswith("ed") and "-" in lowered:
        return "W"
    if lowered.endswith("ed") and len(lowered) > 4 and lowered[-3] != "e":
        return "W" if previous in ("DET",) else "ED"
    if lowered.endswith("ing") and len(lowered) > 5:
        return "ING" if previous in ("W", "D", "COMMA", "N", "CLOSE", "AUX", "ADV") else "W"
    return "W"


_POINTS = frozenset(("it", "this", "that", "which", "he", "she"))


def _in_context(tag: Tag, word: str, previous: Tag, after: str, lexicon: Lexicon) -> Tag:
    """A word of two classes is taken by the words beside it."""
    if tag == "FIN" and word in ("shows", "means", "totals") and previous == "W":
        return "FIN" if after == "that" or lexicon.tags.get(after) in ("DET", "PRON") else "W"
    if word == "that" and previous in ("FIN", "AUX", "ED"):
        return "SUB"
    if tag == "REL" and previous not in ("W", "COMMA", "N", "CLOSE", "PREP", "D"):
        return "PRON" if previous in ("STOP", "OPEN", "CONJ") else "DET"
    if tag in ("FIN", "ED") and previous in ("DET", "PREP"):
        return "W"
    return tag


_OR_MORE = ("more", "over", "longer", "older", "above", "less", "fewer", "under", "below")


def clause_bounds(words: Sequence[Word], at: int) -> tuple[int, int]:
    """First and past-the-last word of the clause in which word `at` stands."""
    depth_start = _bracket(words, at)
    if depth_start is not None:
        return depth_start
    start = at
    while start > 0 and not _parts_before(words, start):
        start -= 1
    end = at + 1
    while end < len(words) and not _parts_before(words, end):
        end += 1
    return start, end


def _bracket(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The words inside the brackets around word `at`, where it stands in some."""
    start = at
    while start > 0 and words[start - 1].tag not in ("OPEN", "CLOSE"):
        start -= 1
    if start == 0 or words[start - 1].tag != "OPEN":
        return None
    end = at
    while end < len(words) and words[end].tag != "CLOSE":
        end += 1
    return start, end


def _parts_before(words: Sequence[Word], index: int) -> bool:
    """Whether a new clause begins with the word at `index`."""
    previous, this = words[index - 1], words[index]
    if previous.tag == "STOP" or this.tag == "STOP":
        return True
    if this.tag == "SUB" or (this.tag == "CONJ" and this.text.casefold() == "but"):
        return True
    if this.tag == "CONJ" and index + 1 < len(words):
        if this.text.casefold() == "or" and words[index + 1].text.casefold() in _OR_MORE:
            return False
        if _joins_names(words, index):
            return False
        return _has_verb(words, index, -1) and _has_verb(words, index, 1)
    if this.tag == "COMMA" and [word.tag for word in words[index + 1 : index + 3]] == [
        "PREP",
        "REL",
    ]:
        return True
    return this.tag == "COMMA" and _has_verb(words, index, -1) and _has_verb(words, index, 1)


def _joins_names(words: Sequence[Word], index: int) -> bool:
    """Whether an 'and' stands between two names after a preposition: 'in England and Wales'."""
    if index < 2 or words[index - 2].tag != "PREP":
        return False
    beside = (words[index - 1], words[index + 1])
    return all(word.tag == "W" and word.text[0].isupper() for word in beside)


def _has_verb(words: Sequence[Word], index: int, step: int) -> bool:
    """Whether a finite verb stands on one side of `index`, before the clause surely ends.

    After `index` it must come before the next comma or conjunction, and not in a relative clause.
    """
    at = index + step
    while 0 <= at < len(words) and words[at].tag not in ("STOP", "SUB"):
        tag = words[at].tag
        if tag in ("AUX", "FIN") or (tag == "ED" and _is_predicate(words, at)):
            return True
        if step > 0 and tag in ("COMMA", "CONJ", "REL"):
            return False
        at += step
    return False


def _is_predicate(words: Sequence[Word], index: int) -> bool:
    """Whether a word in -ed can be the verb of its clause: no 'by' follows, no verb stands by."""
    after = words[index + 1] if index + 1 < len(words) else None
    before = words[index - 1] if index else None
    if after is not None and after.text.casefold() in ("by", "in", "to", "with", "as", "under"):
        return False
    return before is not None and before.tag in ("W", "N", "PRON", "CLOSE", "ADV", "CONJ")
