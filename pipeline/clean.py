"""Text to text, one verb a function: what every reader does to words before offsets exist."""

import re
import unicodedata

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u2060\ufeff"))
_SPACES = re.compile(r"\s+")


def collapse_spaces(text: str) -> str:
    """Every run of white space becomes one blank; none at the ends."""
    return _SPACES.sub(" ", text).strip()


def fold_ligatures(text: str) -> str:
    """'ﬁ' becomes 'fi', and its kin."""
    return text.translate(_LIGATURES)


def drop_invisible(text: str) -> str:
    """Soft hyphens, zero-width blanks and byte-order marks go."""
    return text.translate(_INVISIBLE)


def drop_controls(text: str) -> str:
    """Control characters other than white space go."""
    return "".join(c for c in text if c in "\t\n\r" or unicodedata.category(c) != "Cc")


def clean_text(text: str) -> str:
    """All of the above, for text that comes in one piece; quotes and dashes stay as printed."""
    return collapse_spaces(drop_controls(drop_invisible(fold_ligatures(text))))
