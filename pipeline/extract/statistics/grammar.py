"""The numbers book, compiled: masks, forms, and the values of words, scales, units, currencies.

What a form means for a statistic's role or measure is decided elsewhere.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.rules import Rules, compile_pattern, compiled

KEYS = ("pattern", "unit", "value", "bound", "role", "direction", "at", "hints", "span")
SECTIONS = (
    "masks",
    "currencies",
    "scales",
    "words",
    "units",
    "coins",
    "bounds",
    "signals",
    "heads",
    "abbreviations",
)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A compiled mask or form of quantity.

    It is tried only where one of `hints` stands in the text (in lower case), and only `at` the
    numbers of the text, at the word before one, or anywhere.
    """

    id: str
    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    at: Literal["number", "label", "anywhere"]
    unit: str | None
    value: float | None
    only_value: bool
    bound: str | None
    role: str | None
    direction: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The numbers book: forms in order of precedence, and the lexicons that give values."""

    masks: tuple[Form, ...]
    forms: tuple[Form, ...]
    words: Mapping[str, float]
    scales: Mapping[str, float]
    units: Mapping[str, str]
    currencies: Mapping[str, str]
    coins: Mapping[str, tuple[str, float]]
    head_units: tuple[tuple[re.Pattern[str], str, float], ...]
    abbreviations: frozenset[str]
    unmeasured: re.Pattern[str]
    accounts: re.Pattern[str]
    signal: re.Pattern[str]
    number: re.Pattern[str]
    label: re.Pattern[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]


@compiled
def load_grammar(rules: Rules) -> Grammar:
    """The grammar of `rules`; compiled once."""
    book = rules.book("numbers", keys=KEYS, sections=SECTIONS)
    parts = book.sections
    terms = {**book.terms, "unit": _unit_pattern(parts["units"])}
    bounds: Mapping[str, Mapping[str, list[str]]] = parts["bounds"]
    return Grammar(
        masks=tuple(_form(item["id"], item, terms) for item in parts["masks"]),
        forms=tuple(_form(rule.id, rule.fields, terms) for rule in book.rules),
        words=dict(parts["words"]),
        scales=dict(parts["scales"]),
        units=_surfaces(parts["units"]),
        currencies=_surfaces(parts["currencies"]),
        coins={coin: (str(code), float(part)) for coin, (code, part) in parts["coins"].items()},
        head_units=tuple(
            (re.compile(entry["pattern"], re.IGNORECASE), entry["unit"], float(entry["factor"]))
            for entry in parts["heads"]["units"]
        ),
        abbreviations=frozenset(parts["abbreviations"]),
        unmeasured=re.compile(rf"(?:{'|'.join(parts['heads']['unmeasured'])})\W*$", re.IGNORECASE),
        accounts=re.compile(parts["heads"]["accounts"], re.IGNORECASE),
        signal=compile_pattern(str(parts["signals"]), terms, "numbers.yml: signals"),
        number=compile_pattern(
            r"(?<![\w.,])$words|(?<!\d)(?<!\d[.,])$digits", terms, "numbers.yml"
        ),
        label=compile_pattern(
            r"(?<!\w)$label\s(?:no\.?\s?|number\s|ref\.?\s|#)?$", terms, "numbers.yml: label"
        ),
        bound_before=re.compile(
            rf"(?<!\w)(?:{_bounds(bounds['before'])})(?:\s(?:a|an|some))?\s?$", re.IGNORECASE
        ),
        bound_after=re.compile(rf"\s?(?:{_bounds(bounds['after'])})(?!\w)", re.IGNORECASE),
    )


def _form(name: str, fields: Mapping[str, Any], terms: Mapping[str, str]) -> Form:
    return Form(
        id=name,
        pattern=compile_pattern(fields["pattern"], terms, f"numbers.yml: {name}"),
        hints=tuple(fields.get("hints") or ()),
        at=fields.get("at", "anywhere"),
        unit=fields.get("unit"),
        value=fields.get("value"),
        only_value=fields.get("span") == "value",
        bound=fields.get("bound"),
        role=fields.get("role"),
        direction=fields.get("direction"),
    )


def _unit_pattern(units: Mapping[str, list[str]]) -> str:
    """Alternatives of all printed forms, longest first; forms with capitals as they are written."""
    forms = sorted((form for forms in units.values() for form in forms), key=len, reverse=True)
    return "|".join(_spelled(form) for form in forms)


def _spelled(form: str) -> str:
    escaped = re.escape(form).replace(r"\ ", r"[\s-]")
    return escaped if form == form.lower() else f"(?-i:{escaped})"


def _surfaces(lexicon: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {form.casefold(): name for name, forms in lexicon.items() for form in forms}


def _bounds(bounds: Mapping[str, list[str]]) -> str:
    return "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in bounds.items())
