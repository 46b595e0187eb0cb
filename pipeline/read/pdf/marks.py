"""The numbers, letters and bullets that open a list item or a numbered paragraph."""

import re

_BULLETS = "•●▪▫■□◦○‣⁃·∙➢➤►▶▸✓✔❖◆◇★☐☑❑❒–—-*o§Øüvx"
_LETTERED = "o§Øüvx"
_NUMBER = (
    r"\d{1,3}(?:\.\d{1,3}){0,4}[.):]?"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\.?\(?[a-z]\)"
    r"|\((?:\d{1,3}|([a-z])\1?|[ivxl]{1,6}|[A-Z])\)"
    r"|(?:([a-z])\2?|[ivxl]{1,6}|[A-Z])[.)]"
    r"|\d{1,3}[a-z][.)]?"
)
_NUMBER_RE = re.compile(_NUMBER)
_FIRM = re.compile(
    r"\d{1,3}(?:\.\d{1,3}){1,4}[.):]?|\d{1,3}[.)]|\((?:\d{1,3}|([a-z])\1?|[ivxl]{1,6}|[A-Z])\)"
    r"|(?:[a-z]|[ivxl]{1,6}|[A-Z])[.)]"
)


def is_bullet(word: str) -> bool:
    """Whether a word is a bullet glyph, those of symbol fonts and private use included."""
    if len(word) != 1:
        return False
    return word in _BULLETS or "\ue000" <= word <= "\uf8ff" or word == "\ufffd"


def is_soft_bullet(word: str) -> bool:
    """Whether a bullet is also a letter or a dash, so that it needs room to its right."""
    return word in _LETTERED or word in "–—-*·"


def is_number(word: str) -> bool:
    """Whether a word can number an item: '1.', '4.2', '(a)', 'iv)', 'A.', '12'."""
    return len(word) <= 12 and _NUMBER_RE.fullmatch(word) is not None


def is_firm_number(word: str) -> bool:
    """Whether a number's own points or brackets show that it numbers something."""
    return len(word) <= 12 and _FIRM.fullmatch(word) is not None


def is_mark(text: str) -> bool:
    """Whether a segment is nothing but a number or a bullet."""
    return is_bullet(text) or is_number(text)


def number_depth(mark: str) -> int:
    """How deep a number's form stands in a list: '1.' 0, 'a)' 1, 'i)' 2; '4.2.1' by its points."""
    core = mark.strip("().:")
    if core[:1].isdigit():
        return min(4, core.count("."))
    if re.fullmatch(r"[ivxl]{2,6}|[ivx]", core):
        return 2
    return 1
