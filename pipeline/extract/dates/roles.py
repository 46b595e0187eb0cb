"""What a date is the date of, by cue words: the rules with a `role` in `rules/dates.yml`, in order.

A rule may ask for what stands `before` or `follows` the expression, for its `text`, the `heading`
over it, the passage `above` it, its `precision`, its `forms` (any of those it is made of), the
paper's `kinds`, and its `place`: `first` (among the paper's very first passages), `head` (among
the first), `tail` (among the last), `edge` (head or tail), `alone` (nothing else in the passage),
`ending` (nothing after it in the passage), `past` (over before the meeting), `brief` (a month at
most), `meeting_day` (the day is the meeting's), `meeting_month` (so is the month),
`no_meeting_day` (the paper's meeting is not known).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import RuleError
from pipeline.model import Paper, Passage
from pipeline.rules import Rule, RuleBook, Rules, compiled
from pipeline.when import Expression
from pipeline.when.grammar import load_book

_EDGE = 12
_FIRST = 5
_COVER = 1
"""Pages before the one on which a paper's head may be printed again."""

_AROUND = 120
_BRIEF = 31


@dataclass(frozen=True, slots=True)
class Site:
    """An expression in its passage, and the passage in its paper."""

    paper: Paper
    passages: Sequence[Passage]
    index: int
    found: Expression

    @property
    def passage(self) -> Passage:
        """The passage that the expression stands in."""
        return self.passages[self.index]


@dataclass(frozen=True, slots=True, eq=False)
class RoleRule:
    """One role rule, compiled; None asks for nothing."""

    id: str
    role: str
    before: re.Pattern[str] | None
    follows: re.Pattern[str] | None
    text: re.Pattern[str] | None
    heading: re.Pattern[str] | None
    above: re.Pattern[str] | None
    precision: frozenset[str] | None
    forms: frozenset[str] | None
    kinds: frozenset[str] | None
    place: tuple[Callable[[Site], bool], ...]


@compiled
def load_roles(rules: Rules) -> tuple[RoleRule, ...]:
    """The role rules of `rules/dates.yml`, in order of precedence."""
    book = load_book(rules)
    return tuple(_compile(book, rule) for rule in book.rules if "role" in rule.fields)


def role_of(site: Site, roles: Sequence[RoleRule]) -> tuple[str, str]:
    """The role of a date and the rule that gave it."""
    text, found = site.passage.text, site.found
    before = text[max(0, found.start - _AROUND) : found.start]
    for rule in roles:
        if _holds(rule, site, before):
            return rule.role, rule.id
    return "event", "none"


def _holds(rule: RoleRule, site: Site, before: str) -> bool:
    found, passage = site.found, site.passage
    return (
        (rule.precision is None or found.precision in rule.precision)
        and (rule.forms is None or not rule.forms.isdisjoint(found.rule.split("+")))
        and (rule.kinds is None or site.paper.kind in rule.kinds)
        and (rule.before is None or bool(rule.before.search(before)))
        and (rule.follows is None or bool(rule.follows.match(passage.text, found.end)))
        and (rule.text is None or bool(rule.text.search(found.text)))
        and (rule.heading is None or bool(rule.heading.search(" / ".join(passage.heading))))
        and (rule.above is None or bool(rule.above.search(_text_above(site))))
        and all(test(site) for test in rule.place)
    )


def _compile(book: RuleBook, rule: Rule) -> RoleRule:
    def pattern(key: str) -> re.Pattern[str] | None:
        source = rule.fields.get(key)
        return book.pattern(str(source), where=rule.id) if source else None

    def names(key: str) -> frozenset[str] | None:
        value = rule.fields.get(key)
        return frozenset(_as_list(value)) if value else None

    places = _as_list(rule.fields.get("place") or [])
    unknown = [place for place in places if place not in _PLACES]
    if unknown:
        raise RuleError(f"{book.path.name}: rule {rule.id}: there is no place `{unknown[0]}`.")
    return RoleRule(
        id=rule.id,
        role=str(rule.fields["role"]),
        before=pattern("before"),
        follows=pattern("follows"),
        text=pattern("text"),
        heading=pattern("heading"),
        above=pattern("above"),
        precision=names("precision"),
        forms=names("forms"),
        kinds=names("kinds"),
        place=tuple(_PLACES[place] for place in places),
    )


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value]


def _text_above(site: Site) -> str:
    return site.passages[site.index - 1].text if site.index else ""


def _in_head(site: Site) -> bool:
    return site.index < _EDGE and site.passage.page <= site.paper.first_page + _COVER


def _in_tail(site: Site) -> bool:
    return site.index >= len(site.passages) - _EDGE


def _in_edge(site: Site) -> bool:
    return _in_head(site) or _in_tail(site)


def _stands_alone(site: Site) -> bool:
    text, found = site.passage.text, site.found
    return not (text[: found.start] + text[found.end :]).strip(" .,[]():")


def _ends_passage(site: Site) -> bool:
    return not site.passage.text[site.found.end :].strip(" .,])")


def _is_meeting_day(site: Site) -> bool:
    day = site.paper.meeting_date
    return day is not None and site.found.first == day == site.found.last


def _is_meeting_month(site: Site) -> bool:
    day, first, last = site.paper.meeting_date, site.found.first, site.found.last
    if day is None or first is None or last is None or site.found.precision != "month":
        return False
    return first <= day <= last


def _is_first(site: Site) -> bool:
    return site.index < _FIRST


def _has_no_meeting(site: Site) -> bool:
    return site.paper.meeting_date is None


def _is_brief(site: Site) -> bool:
    first, last = site.found.first, site.found.last
    return first is not None and last is not None and (last - first).days <= _BRIEF


def _is_past(site: Site) -> bool:
    day, last = site.paper.meeting_date, site.found.last
    return day is not None and last is not None and last < day


_PLACES: dict[str, Callable[[Site], bool]] = {
    "head": _in_head,
    "tail": _in_tail,
    "edge": _in_edge,
    "alone": _stands_alone,
    "ending": _ends_passage,
    "first": _is_first,
    "past": _is_past,
    "brief": _is_brief,
    "meeting_day": _is_meeting_day,
    "meeting_month": _is_meeting_month,
    "no_meeting_day": _has_no_meeting,
}
