"""The few words around a date that show what it is the date of."""

import re

from pipeline.when import Expression

_SENTENCE = re.compile(r"[.!?;]['’”\")\]]*\s+(?=[A-Z0-9'‘“\"(\[])")
_WORD = re.compile(r"\S+")
_MOST_WORDS, _BEFORE, _BEHIND = 12, 5, 3
_FAR = 300
"""Characters on either side in which a sentence must begin and end."""


def quote_bounds(text: str, found: Expression) -> tuple[int, int]:
    """The expression with some words of its sentence before and behind it; where there are few
    on one side, more of the other."""
    low, high = _sentence_around(text, found)
    room = max(0, _MOST_WORDS - len(found.text.split()))
    before = [word.start() for word in _WORD.finditer(text, low, found.start)]
    behind = [word.end() for word in _WORD.finditer(text, found.end, high)]
    many = min(len(before), max(room - min(len(behind), _BEHIND), 0), _BEFORE)
    more = min(len(behind), max(room - many, 0), _BEHIND + _BEFORE - many)
    start = before[-many] if many else found.start
    return start, behind[more - 1] if more else found.end


def _sentence_around(text: str, found: Expression) -> tuple[int, int]:
    """The sentence that holds the expression; a full stop inside the expression does not end it."""
    low, high = max(0, found.start - _FAR), min(len(text), found.end + _FAR)
    starts = [m.end() for m in _SENTENCE.finditer(text, low, found.start) if m.end() <= found.start]
    ends = [m.start() + 1 for m in _SENTENCE.finditer(text, found.end, high)]
    start = starts[-1] if starts else (0 if low == 0 else text.find(" ", low) + 1)
    return start, ends[0] if ends else high
