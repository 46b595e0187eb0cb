"""The only door to rapidfuzz: how alike two texts are, from 0 to 1.

rapidfuzz is imported at the first call, never at import.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_NOISE = re.compile(r"[^0-9a-z]+")


def letters(text: str) -> str:
    """`text` reduced to lower-case letters and digits."""
    return _NOISE.sub("", text.casefold())


def words(text: str) -> str:
    """`text` as lower-case words of letters and digits, one blank apart."""
    return _NOISE.sub(" ", text.casefold()).strip()


def ratio(one: str, other: str) -> float:
    """Similarity of the letters and digits of two texts (Indel, order matters)."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(letters(one), letters(other))) / 100.0


def token_set(one: str, other: str) -> float:
    """Similarity of the words that two texts share to their own; order does not matter."""
    from rapidfuzz import fuzz

    return float(fuzz.token_set_ratio(words(one), words(other))) / 100.0


def held(short: str, long: str) -> float:
    """How nearly `long` holds `short` in one piece, small slips allowed for."""
    from rapidfuzz import fuzz

    return float(fuzz.partial_ratio(short, long)) / 100.0


def longest_common(one: str, other: str) -> int:
    """Length of the longest piece that stands in both."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.find_longest_match().size


def ratio_of_letters(one: str, other: str) -> float:
    """Similarity of two texts that are already reduced to letters (Indel, order matters)."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other)) / 100.0


def matching_words(one: Sequence[str], other: Sequence[str], row: int = 1) -> list[str]:
    """The longest row of words that both have in this order, of it pieces of `row` or more."""
    from rapidfuzz.distance import LCSseq

    return [
        word
        for op in LCSseq.opcodes(one, other)
        if op.tag == "equal" and op.src_end - op.src_start >= row
        for word in one[op.src_start : op.src_end]
    ]
