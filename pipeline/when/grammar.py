"""The forms of `rules/dates.yml`, compiled once a book.

A rule of the book is one *form*: a `core` (an expression), a `lead` (words that may stand before
one: 'the end of', 'since', 'early'), a `tail` (words that may follow one: 'onwards', 'academic
year') or a `join` (what makes one of two: 'to', '–'). `opens` names what a core or lead begins
with (a key of the section `opens`); cores that open alike are one pattern, tried in their order.
`after` and `unless_after` are patterns for what must, or must not, stand just before a core,
`before` and `unless_before` for what follows it. `gives` names the days that a form gives: a
reading of `resolve`, with its settings.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import RuleError
from pipeline.rules import Rule, RuleBook, Rules, compiled, expand

KEYS = frozenset(
    {"core", "lead", "tail", "join", "opens", "gives", "after", "unless_after", "unless_before"}
    | {
        "role",
        "before",
        "follows",
        "heading",
        "kinds",
        "place",
        "precision",
        "forms",
        "text",
        "above",
    }
)
"""What a rule of the book may say; the second line is about roles, which are read elsewhere."""
SECTIONS = frozenset(
    {
        "opens",
        "seasons",
        "parts",
        "cues",
        "articles",
        "ahead",
        "behind",
        "forthcoming",
        "compared",
        "shifts",
        "list_mark",
        "addresses",
        "numbers",
        "years",
    }
)

_GROUP = re.compile(r"\(\?P<([a-z]\w*)>|\(\?P=([a-z]\w*)\)")


Groups = tuple[tuple[str, str], ...]
"""Pairs of a group's name in the rule and in the pattern of all."""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One rule: its pattern, what it reads as, its settings, and what may stand around it."""

    id: str
    pattern: re.Pattern[str]
    reads: str
    settings: Mapping[str, Any]
    after: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, eq=False)
class Alternatives:
    """Forms as one pattern; the outermost group that matched tells which form it was."""

    pattern: re.Pattern[str]
    forms: Mapping[str, tuple[Form, Groups]]

    def after(self, key: str) -> list[tuple[Form, Groups]]:
        """The forms that come after that one."""
        keys = list(self.forms)
        return [self.forms[other] for other in keys[keys.index(key) + 1 :]]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Everything that `scan` and `resolve` need from the book; the opener is for lower case."""

    opener: re.Pattern[str]
    cores: Mapping[str, Alternatives]
    leads: Mapping[str, Alternatives]
    tails: Alternatives
    joins: Alternatives
    cue: re.Pattern[str]
    article: re.Pattern[str]
    ahead: re.Pattern[str]
    behind: re.Pattern[str]
    forthcoming: re.Pattern[str]
    compared: re.Pattern[str]
    list_mark: re.Pattern[str]
    address: re.Pattern[str]
    seasons: Mapping[str, tuple[int, int]]
    parts: Mapping[str, Mapping[str, tuple[int, int]]]
    numbers: Mapping[str, int]
    years: Mapping[str, int]
    shifts: Mapping[str, int]


def load_book(rules: Rules) -> RuleBook:
    """The rule file itself."""
    return rules.book("dates", keys=KEYS, sections=SECTIONS)


@compiled
def load_grammar(rules: Rules) -> Grammar:
    """The grammar of `rules/dates.yml`."""
    book = load_book(rules)
    opens = {str(key): str(value) for key, value in book.sections["opens"].items()}
    opener = "|".join(f"(?P<{key}>{value})" for key, value in opens.items())
    return Grammar(
        opener=book.pattern(rf"(?<![\w£$€#])(?:{opener})", flags=0, where="opens"),
        cores={key: _gather(book, "core", key) for key in opens},
        leads={key: _gather(book, "lead", key) for key in opens},
        tails=_gather(book, "tail"),
        joins=_gather(book, "join"),
        cue=book.pattern(rf"\b({book.sections['cues']})\s$", where="cues"),
        article=book.pattern(rf"\b(?:{book.sections['articles']})\s$", where="articles"),
        ahead=book.pattern(rf"\b(?:{book.sections['ahead']})\s(?:the\s)?$", where="ahead"),
        behind=book.pattern(book.sections["behind"], where="behind"),
        forthcoming=book.pattern(book.sections["forthcoming"], where="forthcoming"),
        compared=book.pattern(book.sections["compared"], where="compared"),
        address=book.pattern(rf"(?:{book.sections['addresses']})\S*$", where="addresses"),
        list_mark=book.pattern(book.sections["list_mark"], where="list_mark"),
        seasons={str(name): tuple(months) for name, months in book.sections["seasons"].items()},
        parts=book.sections["parts"],
        numbers={
            word: int(number)
            for number, words in book.sections["numbers"].items()
            for word in str(words).split()
        },
        years=book.section("years"),
        shifts=book.sections["shifts"],
    )


def _gather(book: RuleBook, part: str, opens: str | None = None) -> Alternatives:
    """The forms of one part (that open so) as one pattern."""
    sources: list[str] = []
    forms: dict[str, tuple[Form, Groups]] = {}
    for index, rule in enumerate(book.rules):
        if part not in rule.fields or (opens and opens not in _openings(rule)):
            continue
        key = f"f{index}"
        source, groups = _rename_groups(expand(str(rule.fields[part]), book.terms, rule.id), key)
        sources.append(f"(?P<{key}>{source})")
        forms[key] = (_form(book, rule, source), groups)
    return Alternatives(book.pattern("|".join(sources) or r"(?!)", where=part), forms)


def _openings(rule: Rule) -> list[str]:
    opens = rule.fields.get("opens") or []
    return [opens] if isinstance(opens, str) else list(opens)


def _rename_groups(source: str, key: str) -> tuple[str, Groups]:
    """Named groups made unique to the form, and pairs of their name here and there.

    A 9 at the end of a name tells the same group of another branch: `y9` is `y`.
    """
    groups: list[tuple[str, str]] = []

    def rename(match: re.Match[str]) -> str:
        if match[2]:
            return f"(?P={key}_{match[2]})"
        groups.append((match[1].rstrip("9"), f"{key}_{match[1]}"))
        return f"(?P<{key}_{match[1]}>"

    return _GROUP.sub(rename, source), tuple(groups)


def _form(book: RuleBook, rule: Rule, source: str) -> Form:
    gives = rule.fields.get("gives") or {}
    if isinstance(gives, str):
        gives = {"reads": gives}
    if not isinstance(gives, dict):
        raise RuleError(f"{book.path.name}: rule {rule.id}: `gives` must be a name or a mapping.")

    def around(key: str, frame: str) -> re.Pattern[str] | None:
        source = rule.fields.get(key)
        return book.pattern(frame.format(source), where=rule.id) if source else None

    return Form(
        id=rule.id,
        pattern=book.pattern(source, where=rule.id),
        reads=str(gives.get("reads", "")),
        settings=gives,
        after=around("after", r"(?:{})$"),
        unless_after=around("unless_after", r"(?:{})$"),
        unless_before=around("unless_before", r"(?:{})"),
    )
