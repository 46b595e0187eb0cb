"""Outcomes in the running text of a minute: 'so it was agreed to write to the company', votes
that are counted, and an approval that points back to what was recommended a sentence before."""

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.responses.forms import Forms
from pipeline.extract.responses.words import (
    Words,
    decide,
    make_response,
    skip_opening,
    trim_end,
)
from pipeline.model import Decision, Paper, Passage, Response

_SENTENCE_END = re.compile(
    r"(?<!\bCllr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)[.!?](?=\s+[A-Z“\"(]|\s*$)"
)
_MOVERS = re.compile(r",? \(?(?:proposed|prop\.|seconded|moved) ?(?:by|:)|,? \(?all in favour\b")
_LOST = re.compile(r"\b(?:lost|defeated|rejected|fell|not (?:carried|agreed))\b", re.IGNORECASE)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NONE = frozenset({"none", "nobody", "nil", "zero"})
_MIN_WORDS = 8
_LOOK_BACK = 6


class Running:
    """What the sentences of one minute say was decided, passage by passage."""

    def __init__(self, paper: Paper, passages: Sequence[Passage], forms: Forms) -> None:
        self._forms = forms
        self._kind = paper.kind
        self._acronym = "".join(word[0] for word in (paper.body or "").split() if word[0].isupper())
        self._passages = passages

    def read(self, index: int) -> Iterator[Response]:
        """The outcomes that the sentences of a passage tell, in the order of the forms."""
        passage = self._passages[index]
        if passage.kind == "heading":
            return
        yield from self._counted(index)
        taken: list[Words] = []
        for form, pattern in self._forms.of("running", passage.text, self._kind):
            for match in pattern.finditer(passage.text):
                if not self._is_own(match):
                    continue
                words = _words(passage, match)
                if words.end - words.start < _MIN_WORDS or any(
                    words.start < other.end and other.start < words.end for other in taken
                ):
                    continue
                taken.append(words)
                told = match.groupdict().get("outcome") or match[0]
                yield make_response(words, _decision(match, words), told, form)

    def read_approval(self, index: int) -> Response | None:
        """An approval of what was recommended shortly above, which is what was decided."""
        passage = self._passages[index]
        for form, pattern in self._forms.of("approval", passage.text, self._kind):
            if (match := pattern.search(passage.text)) and (
                words := self._above(index, match.start(), "asked")
            ):
                return make_response(words, "agreed", match[0], form)
        return None

    def _counted(self, index: int) -> Iterator[Response]:
        """A vote by numbers on what was proposed above."""
        passage = self._passages[index]
        for form, pattern in self._forms.of("counted", passage.text, self._kind):
            if (match := pattern.search(passage.text)) and (
                words := self._above(index, match.start(), "proposed")
            ):
                ayes, noes = _count(match["ayes"]), _count(match["noes"])
                if ayes != noes:
                    decision: Decision = "agreed" if ayes > noes else "not_agreed"
                    yield make_response(words, decision, match[0], form)
                return

    def _above(self, index: int, before: int, sort: str) -> Words | None:
        """The nearest words of a form of one sort, in this passage or in those above it up to a
        heading."""
        for position in range(index, max(-1, index - _LOOK_BACK), -1):
            passage = self._passages[position]
            if passage.kind == "heading":
                return None
            text = passage.text[:before] if position == index else passage.text
            for _, pattern in self._forms.of(sort, text, self._kind):
                if found := list(pattern.finditer(text)):
                    return _words(passage, found[-1])
        return None

    def _is_own(self, match: re.Match[str]) -> bool:
        """Whether initials that agreed are those of the body that met, not of another."""
        short = match.groupdict().get("short")
        return short is None or (len(short) > 1 and short == self._acronym)


def sentence_end(text: str, start: int) -> int:
    """Where the sentence ends that goes on from `start`."""
    stop = _SENTENCE_END.search(text, start)
    return stop.end() if stop else len(text)


def _words(passage: Passage, match: re.Match[str]) -> Words:
    text = passage.text
    if match.groupdict().get("words"):
        start, end = match.span("words")
    else:
        start = match.end()
        end = sentence_end(text, start)
    if movers := _MOVERS.search(text, start, end):
        end = movers.start()
    start = skip_opening(text, start)
    return Words(passage, start, trim_end(text, start, end))


def _decision(match: re.Match[str], words: Words) -> Decision:
    outcome = match.groupdict().get("outcome")
    return "not_agreed" if outcome and _LOST.search(outcome) else decide(words)


def _count(printed: str) -> int:
    lowered = printed.lower()
    if lowered.isdigit():
        return int(lowered)
    return 0 if lowered in _NONE else _NUMBERS.index(lowered)
