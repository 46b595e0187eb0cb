"""`rules/themes.yml` made ready for use: the themes, their phrases, and what is not counted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import RuleError
from pipeline.extract.themes.terms import PhraseIndex, add_phrase
from pipeline.rules import Rule, RuleBook, Rules, compiled

KEYS = frozenset({"label", "description", "terms", "weak", "except", "threshold", "titled"})
SECTIONS = frozenset({"scoring", "lemmas", "names", "skip", "negations", "stated"})

_SCORING = {
    "threshold": 1.0,
    "weak": 0.5,
    "again": 0.25,
    "heading": 0.5,
    "outer_heading": 0.25,
    "title": 0.5,
    "lead": 0.5,
    "long": 90.0,
    "long_step": 0.25,
    "long_most": 0.75,
}

NEGATION = "negation"
"""The owner of phrases that deny what follows them."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the rule file, for the archive's table of themes."""

    id: str
    label: str
    description: str


@dataclass(frozen=True, slots=True, eq=False)
class ThemeBook:
    """The compiled rule file; `thresholds` are by theme, `exceptions` are owners with a '!'.

    `untitled` are themes that the title of a paper is no sign of.
    """

    themes: tuple[Theme, ...]
    thresholds: Mapping[str, float]
    untitled: frozenset[str]
    index: PhraseIndex
    names: tuple[re.Pattern[str], ...]
    skip: re.Pattern[str]
    cue_headings: re.Pattern[str]
    cue_run_ins: re.Pattern[str]
    cues: re.Pattern[str]
    scoring: Mapping[str, float]


def load_themes(rules: Rules) -> tuple[Theme, ...]:
    """The themes of `rules/themes.yml`, in its order."""
    return theme_book(rules).themes


def theme_book(rules: Rules) -> ThemeBook:
    """The compiled `rules/themes.yml`."""
    return _compile(rules.book("themes", keys=KEYS, sections=SECTIONS))


@compiled
def _compile(book: RuleBook) -> ThemeBook:
    scoring = _scoring(book)
    index = PhraseIndex({str(k): str(v) for k, v in (book.sections.get("lemmas") or {}).items()})
    for rule in book.rules:
        _add_phrases(index, book, rule, scoring)
    for text in book.sections.get("negations") or ():
        add_phrase(index, str(text), NEGATION, 0.0, f"{book.path.name}: negations")
    stated = book.sections.get("stated") or {}
    return ThemeBook(
        themes=tuple(_theme(rule) for rule in book.rules),
        thresholds={
            rule.id: float(rule.fields.get("threshold", scoring["threshold"]))
            for rule in book.rules
        },
        untitled=frozenset(rule.id for rule in book.rules if not rule.fields.get("titled", True)),
        index=index,
        names=_patterns(book, book.sections.get("names"), "names", flags=0),
        skip=_any_of(_patterns(book, book.sections.get("skip"), "skip")),
        cue_headings=_any_of(_patterns(book, stated.get("headings"), "stated")),
        cue_run_ins=_any_of(_patterns(book, stated.get("run_in"), "stated")),
        cues=_any_of(_patterns(book, stated.get("cues"), "stated")),
        scoring=scoring,
    )


def _scoring(book: RuleBook) -> dict[str, float]:
    given = book.sections.get("scoring") or {}
    if unknown := set(given) - set(_SCORING):
        raise RuleError(f"{book.path.name}: scoring: unknown {', '.join(sorted(unknown))}.")
    return {key: float(given.get(key, default)) for key, default in _SCORING.items()}


def _theme(rule: Rule) -> Theme:
    label = str(rule.fields.get("label") or rule.id.replace("_", " ").capitalize())
    return Theme(rule.id, label, str(rule.fields.get("description") or rule.note or label).strip())


def _add_phrases(
    index: PhraseIndex, book: RuleBook, rule: Rule, scoring: Mapping[str, float]
) -> None:
    where = f"{book.path.name}: {rule.id}"
    if not rule.fields.get("terms"):
        raise RuleError(f"{where}: a theme needs at least one phrase in `terms`.")
    parts = (
        ("terms", rule.id, 1.0),
        ("weak", rule.id, scoring["weak"]),
        ("except", f"!{rule.id}", 0.0),
    )
    for key, owner, weight in parts:
        for text in _texts(rule.fields.get(key), where, key):
            add_phrase(index, text, owner, weight, where)


def _texts(value: Any, where: str, key: str) -> list[str]:
    """A list of phrases, or phrases parted by commas on one line."""
    if value is None:
        return []
    if isinstance(value, str):
        value = [part for part in value.split(",") if part.strip()]
    if not isinstance(value, list):
        raise RuleError(f"{where}: `{key}` must be a list of phrases.")
    return [str(item).strip() for item in value]


def _patterns(
    book: RuleBook, value: Any, where: str, flags: int = re.IGNORECASE
) -> tuple[re.Pattern[str], ...]:
    return tuple(book.pattern(str(text), flags, where) for text in value or ())


def _any_of(patterns: tuple[re.Pattern[str], ...]) -> re.Pattern[str]:
    """One pattern for all, so that a text is searched once; without any it never matches."""
    return re.compile("|".join(f"(?:{p.pattern})" for p in patterns) or r"(?!)", re.IGNORECASE)
