"""What the walk and the table rows hand on: recommendations without their parties."""

import re
from dataclasses import dataclass

from pipeline.extract.recommendations.forms import Form
from pipeline.model import Passage

_LEADING = re.compile(r"[\s:;,.–—“\"‘•■◼▪●□◻◾-]*")
_TRAILING = re.compile(
    r"(?<![\s;,])[\s;,]++(?:and/or|and|or)[\s”\"’]*+$|(?<![\s”\"’])[\s”\"’]*+$|(?:[;,]|(?<!\s))\s*+$"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Words `passage.text[start:end]` that recommend, and who the words around them name.

    `by` and `to` are as printed, None where the form does not say; `via` is the rule of the
    motion or other form that the list stands in. `tail` are words of the row that goes on with
    this one behind the end of a page: no part of the quote, but they may name who made it.
    """

    passage: Passage
    start: int
    end: int
    label: str | None
    form: Form
    by: str | None = None
    to: str | None = None
    via: str | None = None
    tail: str = ""

    @property
    def quote(self) -> str:
        """The words themselves."""
        return self.passage.text[self.start : self.end]


def skip_opening(text: str, start: int) -> int:
    """Where the words begin behind blanks, colons, dashes and opening quotes."""
    match = _LEADING.match(text, start)
    return match.end() if match else start


def trim_end(text: str, start: int, end: int) -> int:
    """Where the words end before blanks, closing quotes and an 'and' that leads on."""
    match = _TRAILING.search(text, start, end)
    return match.start() if match else end
