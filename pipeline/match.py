"""The only door to rapidfuzz: how alike two texts are, from 0 to 1.

rapidfuzz is imported at the first call, never at import.
"""

import re

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


def longest_common(short: str, long: str) -> int:
    """Length of the longest piece of `short` that stands in `long`, small slips allowed for."""
    from rapidfuzz import fuzz

    if short in long:
        return len(short)
    best = fuzz.partial_ratio_alignment(short, long)
    return round(best.score / 100.0 * (best.src_end - best.src_start)) if best else 0
