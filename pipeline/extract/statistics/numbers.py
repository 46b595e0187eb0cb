"""Quantities in a sentence: where each stands, its value, unit and bound.

Dates, labels and codes are hidden before; what a number says is decided elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.statistics.grammar import Form, Grammar

MASK = "\x03"
"""Stands for every character of what is hidden."""

_SPLIT = re.compile(r"[\s-]+")
_VAGUE = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0, "thousands": 1e3, "millions": 1e6}
_VAGUE_SCALE = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
_MOVED = {
    "halved": (50.0, "decrease"),
    "doubled": (100.0, "increase"),
    "trebled": (200.0, "increase"),
    "quadrupled": (300.0, "increase"),
}
_SIGNS = {"¼": 25.0, "½": 50.0, "¾": 75.0, "⅓": 100 / 3, "⅔": 200 / 3}


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity `text[start:end]` of a sentence; `open` is where its bound words begin."""

    start: int
    end: int
    open: int
    value: float
    value_to: float | None
    unit: str
    bound: str | None
    rule: str
    role: str | None = None
    direction: str | None = None


def find_numbers(text: str, grammar: Grammar) -> list[Number]:
    """All quantities of a text in which what is no quantity is hidden, in order."""
    found: list[Number] = []
    taken = bytearray(len(text) + 1)
    lowered = text.lower()
    starts = [match.start() for match in grammar.number.finditer(text)]
    for form in grammar.forms:
        if form.hints and not any(hint in lowered for hint in form.hints):
            continue
        for match in matches(form, text, starts, grammar):
            if taken.find(1, match.start(), match.end()) >= 0:
                continue
            number = _read(match, form, grammar)
            if number is not None:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(_bound(text, number, grammar))
    return _share_units(text, sorted(found, key=lambda number: number.start))


def matches(form: Form, text: str, starts: list[int], grammar: Grammar) -> Iterator[re.Match[str]]:
    """A form's matches: at the numbers of the text, at the words before them, or anywhere."""
    if form.at == "anywhere":
        yield from form.pattern.finditer(text)
        return
    for start in starts:
        at: int | None = start
        if form.at == "label":
            at = _label_before(text, start, grammar)
        if at is not None and (match := form.pattern.match(text, at)):
            yield match


_LONGEST_LABEL = 24


def _label_before(text: str, start: int, grammar: Grammar) -> int | None:
    """Where the word begins that numbers something with the number at `start`."""
    begin = max(0, start - _LONGEST_LABEL)
    match = grammar.label.search(text[begin:start])
    return None if match is None else begin + match.start()


def parse_value(text: str, grammar: Grammar) -> float | None:
    """The value of digits or number words; None where they make none."""
    text = text.strip()
    if text[:1].isdigit():
        return float(text.replace(",", ""))
    total = 0.0
    current = 0.0
    extra = 0.0
    words = _SPLIT.split(text.casefold())
    if words[-3:-1] == ["and", "a"]:
        extra = grammar.words[words[-1]]
        words = words[:-3]
    for word in words:
        if word in grammar.scales:
            factor = grammar.scales[word]
            current = max(current, 1.0) * factor
            if factor >= 1000:
                total, current = total + current, 0.0
        elif word in grammar.words:
            current += grammar.words[word]
        elif word != "and":
            return None
    return total + current + extra


def _read(match: re.Match[str], form: Form, grammar: Grammar) -> Number | None:
    groups = _groups(match)
    if "to" in groups and _is_two(match, groups):
        return None
    value, value_to, unit, direction = _value(groups, form, grammar)
    if value is None or unit is None:
        return None
    start, end = match.span("value") if form.only_value else match.span()
    while match.string[start] == " ":
        start += 1
    if "sign" in groups and groups["sign"] != "+":
        value = -value
    elif "currency" not in groups and _is_negative(match.string, start):
        value, start = -value, start - 1
    return Number(
        start=start,
        end=start + len(match.string[start:end].rstrip()),
        open=start,
        value=value,
        value_to=value_to,
        unit=unit,
        bound=form.bound,
        rule=form.id,
        role=form.role or ("change" if direction else None),
        direction=direction or form.direction,
    )


_UNIT_SIGNS = re.compile(r"[£$€%]|per\s?cent", re.IGNORECASE)
_BY = re.compile(r"\bby\s(?:\w+\s)?$", re.IGNORECASE)


_DIGITS = re.compile(r"[\d,.]+")
_APART = 3
"""So many times as large as its start, the end of a range is no range's end."""


def _plain(digits: str) -> float:
    return float(digits.replace(",", ""))


def _is_two(match: re.Match[str], groups: dict[str, str]) -> bool:
    """Whether 'by £2m to £14m' is a change and a level, since both have their unit."""
    if not _BY.search(match.string[max(0, match.start() - 16) : match.start()]):
        return False
    if " to " not in match[0]:
        return False
    if len(_UNIT_SIGNS.findall(match[0])) > 1:
        return True
    first, last = (_DIGITS.fullmatch(groups[name]) for name in ("value", "to"))
    return bool(first and last) and _plain(groups["to"]) > _APART * _plain(groups["value"])


def _groups(match: re.Match[str]) -> dict[str, str]:
    """The groups that matched; 'value2' is another place of 'value'."""
    return {
        name.rstrip("0123456789"): text.strip()
        for name, text in match.groupdict().items()
        if text is not None
    }


def _value(
    groups: dict[str, str], form: Form, grammar: Grammar
) -> tuple[float | None, float | None, str | None, str | None]:
    """Value, end of the range, unit and fixed direction of a match."""
    unit = form.unit
    for name, (moved, direction) in _MOVED.items():
        if name in groups:
            return moved, None, unit, direction
    if "none" in groups:
        return form.value, None, unit, None
    if "vague" in groups:
        return _vague(groups["vague"]), None, unit, None
    if "part" in groups or "word" in groups or "slash" in groups or "fraction" in groups:
        return _fraction(groups, form, grammar), None, _unit(groups, form, grammar), None
    if "valuem" in groups:
        return float(groups["valuem"]), None, "metres", None
    value = parse_value(groups["value"], grammar) if "value" in groups else None
    if unit == "per":
        of = parse_value(groups["of"], grammar)
        return value, None, f"per_{int(of or 1)}", None
    if "of" in groups and value is not None:
        of = parse_value(groups["of"], grammar)
        return (100 * value / of if of and value <= of else None), None, unit, None
    value_to = parse_value(groups["to"], grammar) if "to" in groups else None
    value, value_to = _scaled(value, value_to, groups, grammar)
    if value is not None and value_to is not None and value_to <= value:
        return None, None, None, None
    unit = _unit(groups, form, grammar)
    if (coin := grammar.coins.get(groups.get("currency_word", "").casefold())) and value:
        return value * coin[1], value_to and value_to * coin[1], coin[0], None
    return value, value_to, unit, None


def _scaled(
    value: float | None, value_to: float | None, groups: dict[str, str], grammar: Grammar
) -> tuple[float | None, float | None]:
    """Both ends with their scale; '£2-3m' shares the last one."""
    own = grammar.scales.get(groups.get("scale", "").casefold().strip("- "), 1.0)
    last = grammar.scales.get(groups.get("scale_to", "").casefold().strip("- "), own)
    if "scale_to" in groups and "scale" not in groups:
        own = last if value is not None and value_to is not None and value < value_to else own
    return (
        None if value is None else tidy(value * own),
        None if value_to is None else tidy(value_to * last),
    )


def _fraction(groups: dict[str, str], form: Form, grammar: Grammar) -> float | None:
    if "fraction" in groups:
        return round(_SIGNS[groups["fraction"]], 1)
    if "slash" in groups:
        above, below = groups["slash"].split("/")
        part = int(above) / int(below)
    elif "word" in groups:
        part = 2.0 if groups["word"].casefold() == "double" else 0.5
    else:
        many = parse_value(groups.get("value", "one"), grammar) or 1.0
        part = many * grammar.words[groups["part"].casefold()]
    if form.unit == "percent":
        percent = 0.5 if form.id == "percent" else 100 * part
        return round(percent, 1)
    scale = grammar.scales.get(groups.get("scale", "").casefold(), 1.0)
    return round(part, 3) * scale


def _unit(groups: dict[str, str], form: Form, grammar: Grammar) -> str | None:
    if "unit" in groups:
        printed = re.sub(r"[\s-]+", " ", groups["unit"]).casefold()
        return grammar.units.get(printed) or grammar.units.get(groups["unit"].casefold())
    if "currency" in groups:
        return grammar.currencies.get(groups["currency"].replace(" ", "").casefold())
    if "currency_word" in groups:
        return grammar.currencies.get(groups["currency_word"].casefold())
    return form.unit


def _vague(text: str) -> float:
    first, _, rest = text.casefold().partition(" of ")
    value = _VAGUE.get(first) or _VAGUE_SCALE[first]
    return value * _VAGUE_SCALE.get(rest, 1.0)


def tidy(value: float) -> float:
    """Without the noise of a product: 503.9 million is 503900000."""
    return float(f"{value:.15g}")


def _is_negative(text: str, start: int) -> bool:
    return text[start - 1 : start] in ("-", "−", "–") and not text[max(0, start - 2)].isalnum()


def _bound(text: str, number: Number, grammar: Grammar) -> Number:
    """The number with the bound that is printed before or after it."""
    begin = max(0, number.start - 32)
    if match := grammar.bound_before.search(text[begin : number.start]):
        return replace(number, bound=match.lastgroup, open=begin + match.start())
    if match := grammar.bound_after.match(text, number.end):
        return replace(number, bound=match.lastgroup, end=match.end())
    return number


_LIST = re.compile(r"\s?(?:,|and|or|to|&|,\s?and|,\s?or)\s(?:\w+\s){0,2}?$")


_UNITED = ("measured", "percent", "points")
_COMPARES = re.compile(r",?\s\(?(?:up|down|reduced|increased|compared)\s(?:from|to|with)\s", re.I)
_NO_NOUN = re.compile(rf"\s*(?:[.,;){MASK}]|$)|\s(?:in|at|last|the\sprevious|a\syear)\b", re.I)


def _share_units(text: str, numbers: list[Number]) -> list[Number]:
    """Numbers of a list share the unit that stands at its end ('4, 12 and 30 weeks')."""
    shared = list(numbers)
    for index in range(len(shared) - 2, -1, -1):
        this, after = shared[index], shared[index + 1]
        if this.rule != "count" or after.unit in ("count", "ratio", "rank"):
            continue
        if after.rule not in (*_UNITED, "money-words"):
            continue
        if text[this.end : after.start].strip() in (",", "and", "or", "&", ", and", "to", "/"):
            shared[index] = replace(this, unit=after.unit, rule=after.rule)
    for index in range(1, len(shared)):
        before, this = shared[index - 1], shared[index]
        compares = _COMPARES.fullmatch(text, before.end, this.open)
        bare = this.rule == "count" and before.rule in _UNITED
        if compares and bare and _NO_NOUN.match(text, this.end):
            shared[index] = replace(this, unit=before.unit)
    return shared
