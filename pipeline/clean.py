"""Text to text, one verb a function: what every reader does to words before offsets exist."""

import re

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u2060\ufeff"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
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
    return _CONTROLS.sub("", text)


def clean_text(text: str) -> str:
    """All of the above, for text that comes in one piece; quotes and dashes stay as printed."""
    return collapse_spaces(drop_controls(drop_invisible(fold_ligatures(text))))
