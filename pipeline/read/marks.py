"""Printed numbers, letters and bullets at the start of a paragraph: take them off, rank them.

For formats that print marks as text. What looks like a number but opens a sentence ('38
briefings were held', '4.2 million people') stays in the sentence.
"""

import re
from dataclasses import dataclass

BULLETS = "•‣◦●○■□▪▫◆◇❖►▶➢➤✓✔❑·∙⁃\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076"
_BULLET = re.compile(rf"(?:[{BULLETS}]\s*(?=\S)|[-*–o]\s+(?=\S))")
_DASH = re.compile(r"–\s*(?:£?\d)")
_NUMBER = re.compile(
    r"""(?P<number>
        \d{1,3}(?:\.\d{1,3}){1,4}\.?(?=\s+[A-Z‘“"'(\[])      # 4.2 The
      | \d{1,3}(?:\.\d{1,3}){1,4}\.?(?=\s{2,}|\t)
      | \d{1,3}(?:\.\d{1,3}){0,4}[.)](?=\s)                   # 1.  1)
      | \d{1,3}(?=\t|\s{2,}\S)                                # 1   Introduction
      | [(\[](?:\d{1,2}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[)\]](?=\s)
      | (?:[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})\)(?=\s)
      | (?:[a-z]|[ivx]{2,5})\.(?=\s)
      | [A-Z]\.(?=\s{2,}|\t)
    )\s+(?=\S)""",
    re.VERBOSE,
)
_POWERS = str.maketrans("23", "²³")
_UNIT = re.compile(r"(?:^|[\d\s(])(?:[kcm]?m|ft|yd|in)$")
_ROMAN_LETTERS = re.compile(r"[ivx]+", re.IGNORECASE)

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a paragraph opens with: a printed number, or else a bullet (None)."""

    number: str | None


def take_mark(text: str) -> tuple[Mark | None, str]:
    """The mark that `text` opens with, and the text after it."""
    text = text.lstrip()
    if match := _NUMBER.match(text):
        return Mark(match["number"]), text[match.end() :]
    if (match := _BULLET.match(text)) and not _DASH.match(text):
        return Mark(None), text[match.end() :]
    return None, text


def mark_style(number: str | None, before: str | None = None) -> str:
    """The kind of a mark, equal for marks of one list: 'bullet', '1.', '1.1', 'a)', '(i)'.

    `before` is the mark before it in a list that goes on, which tells 'i' after 'h' from 'i'.
    """
    if number is None:
        return "bullet"
    core = number.strip("()[].")
    if core.isdigit():
        inner = "1"
    elif "." in core:
        return "1" + ".1" * core.count(".")
    elif _ROMAN_LETTERS.fullmatch(core) and not _follows_as_letter(core, before):
        inner = "i"
    else:
        inner = "a"
    return number.replace(core, "I" if inner == "i" and core.isupper() else inner)


def _follows_as_letter(core: str, before: str | None) -> bool:
    last = (before or "").strip("()[].")
    return len(core) == 1 and len(last) == 1 and ord(core) - ord(last) == 1 and last not in "ivx"


def settle_superscript(before: str, text: str) -> str:
    """What stays of raised text: of '38¹' nothing, of '12 m²' the square, of '1st' the letters."""
    core = text.strip()
    if is_note_mark(before, core):
        return " " if text.endswith(" ") else ""
    return core.translate(_POWERS) if core in ("2", "3") else text


def is_note_mark(before: str, raised: str) -> bool:
    """Whether raised characters after `before` are the mark of a note, not a power or an ending."""
    if raised in ("*", "†", "‡"):
        return True
    digits = raised.strip("[]()").replace(",", "").replace(" ", "")
    return digits.isdigit() and not (raised in ("2", "3") and _UNIT.search(before.rstrip()))


def write_number(count: int, form: str) -> str:
    """A number in one of Word's number formats; an unknown format prints digits."""
    if form in ("none", "bullet"):
        return ""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        # Word goes on after z with aa, bb, cc.
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _write_roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ordinal":
        return f"{count}{_ordinal_ending(count)}"
    return str(count)


def _write_roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text += letters
            count -= value
    return text


def _ordinal_ending(count: int) -> str:
    if 10 < count % 100 < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
