"""Printed numbers and letters of lists: their style, their order, and the labels made of them.

'1.', '8.6', 'a)', '(iv)', 'R3' and their kin are *labels*. Which list an item belongs to is told
by style and order: 'b)' follows 'a)', '(i)' opens a list below, '17.' goes on with the list of
'16.'. What the items say is for others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model import Passage

_LABEL = re.compile(
    r"(?P<open>[(\[]?)(?P<body>\d{1,4}(?:\.\d{1,3}){0,4}|[A-Za-z]{1,5})(?P<close>[.)\]:]{0,2})"
)
_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_INLINE = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=[:;]))"
    r"(?P<label>\((?:\d{1,2}|[A-Za-z]|[ivx]{1,5})\)|(?:\d{1,2}|[A-Za-z]|[ivx]{1,5})\)|(?:\d{1,2}|[ivx]{1,5})\.)"
    r"\s+(?=\S)"
)
_LEADING = re.compile(
    r"(?P<label>\(?\d{1,3}(?:\.\d{1,3}){0,3}[.):]\)?|\d{1,3}(?:\.\d{1,3}){1,3}|"
    r"\(?(?:[A-Za-z]|([a-z])\2|a[a-z]|[ivx]{1,5})\)|[A-Z]\.|"
    r"[A-Z]{1,3}\d{1,3}[.):]?)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A label read: `printed` as on the page, `name` as it is cited ('1', '(a)', '8.6').

    `style` is `arabic`, `decimal`, `bracketed` ('(1)'), `half` ('1)'), `lower`, `upper`, `roman`;
    `value` counts from 1 ('aa' is 27); `prefix` are the parts before the last of a decimal.
    """

    printed: str
    name: str
    style: str
    value: int
    prefix: str = ""


def read_numbers(printed: str) -> tuple[Number, ...]:
    """Every reading of a label, likeliest first: '(i)' is the roman one and the ninth letter."""
    match = _LABEL.fullmatch(printed.strip())
    if not match:
        return ()
    body, enclosed = match["body"], bool(match["open"] or ")" in match["close"])
    if body[0].isdigit():
        return (_read_digits(printed, body, enclosed),)
    return tuple(_read_letters(printed, body, enclosed or match["close"].startswith(".")))


def choose_number(printed: str | None, last: Number | None = None) -> Number | None:
    """The reading of a label that goes on with `last`, or else the likeliest; None where none."""
    if not printed:
        return None
    readings = read_numbers(printed)
    for reading in readings:
        if last is not None and follows(reading, last):
            return reading
    return readings[0] if readings else None


def follows(number: Number, last: Number) -> bool:
    """Whether a number goes on with the list of `last`: same style, one more; 'A)' and 'b)' are
    one list, by somebody in a hurry."""
    letters = {number.style, last.style} <= {"lower", "upper"}
    return (
        (letters or number.style == last.style)
        and number.prefix == last.prefix
        and number.value == last.value + 1
    )


def is_first(number: Number) -> bool:
    """Whether a number opens a list."""
    return number.value == 1


def compose_label(parent: Number | None, number: Number | None) -> str | None:
    """The label of an item with its parent's: '1.', 'a)' give '1(a)', and '16.', '1.' give '1'."""
    if number is None:
        return None
    if parent is None or parent.style == number.style:
        return number.name
    if number.style in ("arabic", "decimal"):
        return number.name
    return parent.name + _enclose(number.name)


@dataclass(slots=True)
class Outline:
    """Where a list stands: `lead` is the number of the passage that opened it, `last` that of its
    last item, `outer` those of the levels above."""

    lead: Number | None = None
    last: Number | None = None
    outer: list[Number] = field(default_factory=list)

    @property
    def label(self) -> str | None:
        """The label of the last item, its parents' included."""
        if self.last is None or not self.outer:
            return compose_label(self.lead, self.last)
        above = compose_label(self.lead, self.outer[0]) or ""
        return above + "".join(_enclose(number.name) for number in (*self.outer[1:], self.last))

    def place(self, printed: str) -> Literal["next", "below", "outside"]:
        """Place the next printed number: an item of the list or of one above it (`next`), the
        first of a list `below` the last item, or `outside`, where the list has ended."""
        number = choose_number(printed, self.last)
        if number is None:
            return "outside"
        if self.last is None:
            return self._open(number, printed)
        if follows(number, self.last):
            self.last = number
            return "next"
        return self._return_to(printed) or self._go_below(printed, number)

    def _open(self, number: Number, printed: str) -> Literal["next", "outside"]:
        after = choose_number(printed, self.lead)
        if self.lead and after and follows(after, self.lead) and not is_first(number):
            return "outside"
        self.last = number
        return "next"

    def _return_to(self, printed: str) -> Literal["next"] | None:
        for depth in range(len(self.outer) - 1, -1, -1):
            reading = choose_number(printed, self.outer[depth])
            if reading is not None and follows(reading, self.outer[depth]):
                del self.outer[depth:]
                self.last = reading
                return "next"
        return None

    def _go_below(self, printed: str, number: Number) -> Literal["next", "below", "outside"]:
        assert self.last is not None
        first = next((reading for reading in read_numbers(printed) if is_first(reading)), None)
        if first is not None and first.style != self.last.style:
            self.outer.append(self.last)
            self.last = first
            return "below"
        alike = number.style == self.last.style and number.prefix == self.last.prefix
        after = choose_number(printed, self.lead)
        if self.lead and after and follows(after, self.lead):
            return "outside"
        if alike and -1 <= number.value - self.last.value <= 2:
            self.last = number
            return "next"
        return "outside"


def split_leading(text: str, start: int = 0) -> tuple[str | None, int]:
    """The label that opens `text[start:]`, and where the words after it begin."""
    match = _LEADING.match(text, start)
    if match is None or not read_numbers(match["label"].rstrip(":")):
        return (match["label"].rstrip(".):"), match.end()) if match else (None, start)
    return match["label"], match.end()


def take_label(number: str | None, text: str) -> tuple[str | None, int]:
    """The label of words and where they begin: the number set apart, or one that opens them."""
    return (number, 0) if number is not None else split_leading(text)


def stands_out(passage: Passage) -> bool:
    """Whether a passage has a label and is set apart from the text below it."""
    set_apart = passage.bold or passage.kind == "heading"
    return set_apart and take_label(passage.number, passage.text)[0] is not None


def split_list(
    text: str, start: int = 0, end: int | None = None
) -> Iterator[tuple[Number, int, int]]:
    """Items of a list that is printed in one piece: 'to a) note …; and b) agree …'.

    Yields (number, start, end) of each; nothing where there are not at least two items that
    follow each other from the first.
    """
    stop = len(text) if end is None else end
    found: list[tuple[Number, int, int]] = []
    last: Number | None = None
    for match in _INLINE.finditer(text, start, stop):
        number = _next_number(match["label"], last)
        if number is not None:
            found.append((number, match.start(), match.end()))
            last = number
    if len(found) < 2:
        return
    for index, (number, _, begin) in enumerate(found):
        yield number, begin, found[index + 1][1] if index + 1 < len(found) else stop


def list_start(text: str, start: int = 0) -> int | None:
    """Where the first item of a list in one piece begins, or None where there is no list."""
    first = next(split_list(text, start), None)
    return None if first is None else first[1]


def _next_number(label: str, last: Number | None) -> Number | None:
    for reading in read_numbers(label):
        if is_first(reading) if last is None else follows(reading, last):
            return reading
    return None


def _read_digits(printed: str, body: str, enclosed: bool) -> Number:
    prefix, _, tail = body.rpartition(".")
    if prefix:
        return Number(printed, body, "decimal", int(tail), prefix)
    style = "arabic"
    if enclosed:
        style = "bracketed" if "(" in printed else "half"
    return Number(printed, f"({body})" if enclosed and "(" in printed else body, style, int(body))


def _read_letters(printed: str, body: str, marked: bool) -> Iterator[Number]:
    name = f"({body})" if marked and not printed.strip().endswith(".") else body
    if body.lower() != "i" and _is_roman(body) and len(body) > 1:
        yield Number(printed, name, "roman", _roman_value(body))
    if len(set(body.lower())) == 1 and len(body) <= 2:
        style = "lower" if body.islower() else "upper"
        value = ord(body[0].lower()) - 96 + 26 * (len(body) - 1)
        letter = Number(printed, name, style, value)
        if body.lower() == "i":
            yield Number(printed, name, "roman", 1)
        yield letter
    elif len(body) == 2 and body[0].lower() == "a" and body.islower():
        yield Number(printed, name, "lower", 26 + ord(body[1]) - 96)
    if len(body) == 1 and body.lower() in "vx":
        yield Number(printed, name, "roman", _roman_value(body))


def _enclose(name: str) -> str:
    return name if name.startswith("(") else f"({name})"


def _is_roman(body: str) -> bool:
    return bool(body) and _ROMAN.fullmatch(body) is not None


def _roman_value(body: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in body.lower()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
