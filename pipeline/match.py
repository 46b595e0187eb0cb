"""The only door to rapidfuzz: how alike two texts are, from 0 to 1.

rapidfuzz is imported at the first call, never at import.
"""

import re

_NOISE = re.compile(r"[^0-9a-z]+")


def letters(text: str) -> str:
    """`text` reduced to lower-case letters and digits."""
    return _NOISE.sub("", text.casefold())


def ratio(one: str, other: str) -> float:
    """Similarity of the letters and digits of two texts (Indel, order matters)."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(letters(one), letters(other))) / 100.0
