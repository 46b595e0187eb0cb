"""A sentence with its quantities and dates as two plain marks, so that rules can speak of them.

The frame has the length of the sentence: `#` opens a quantity and `@` a date, each filled up to
its own length, so that every offset holds in both.
"""

import re
from dataclasses import dataclass

from pipeline.extract.statistics.numbers import Number
from pipeline.extract.statistics.sentences import Sentence
from pipeline.model import DateFact, Passage

NUMBER = "#"
DATE = "@"
FILL_NUMBER = "\x01"
FILL_DATE = "\x02"
TERMS = {
    "n": f"{NUMBER}{FILL_NUMBER}*+",
    "d": f"{DATE}{FILL_DATE}*+",
}
"""What `$n` and `$d` mean in the patterns of rules over frames."""

_IN_OTHER_WORDS = re.compile(r"\s\(i\.?e\.?,?\s[^()\d#@]{1,60}\)", re.IGNORECASE)
_LITERALS = str.maketrans({NUMBER: " ", DATE: " "})


@dataclass(frozen=True, slots=True)
class Moment:
    """A date of a sentence, `text[start:end]`."""

    start: int
    end: int
    fact: DateFact


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence, its quantities and dates in order, and its text with these as marks."""

    passage: Passage
    sentence: Sentence
    numbers: tuple[Number, ...]
    moments: tuple[Moment, ...]
    text: str

    @property
    def plain(self) -> str:
        """The sentence as printed."""
        return self.sentence.text


def build_frame(
    passage: Passage, sentence: Sentence, numbers: list[Number], moments: list[Moment]
) -> Frame:
    """Put the marks into a sentence."""
    marks = [(n.open, n.end, NUMBER, FILL_NUMBER) for n in numbers]
    marks += [(m.start, m.end, DATE, FILL_DATE) for m in moments]
    text = sentence.text.translate(_LITERALS)
    text = _IN_OTHER_WORDS.sub(lambda match: " " * len(match[0]), text)
    for start, end, mark, fill in marks:
        text = text[:start] + mark + fill * (end - start - 1) + text[end:]
    return Frame(passage, sentence, tuple(numbers), tuple(moments), text)


def number_at(frame: Frame, position: int) -> int | None:
    """The index of the quantity whose mark stands at `position`."""
    for index, number in enumerate(frame.numbers):
        if number.open == position:
            return index
    return None


SPACES = re.compile(r"\s+")
