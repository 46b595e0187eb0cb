"""Text to found forms: where temporal expressions stand and what they are made of, not yet what
days they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.when.context import month_number
from pipeline.when.grammar import Alternatives, Form, Grammar, Groups

_AROUND = 60
"""How many characters before an expression its conditions look at."""

_LONGEST_JOIN = 12
_LONGEST_OPENING = 24
_MOST_LEADS = 3
"""'since the end of the financial year 2021/22' has as many."""


@dataclass(frozen=True, slots=True)
class Found:
    """A core with the words that stand before and after it, and the core it reaches to.

    `leads` are outermost first. `values` are the words of the core's named groups. `to` is the
    second of two, `joined_by` what makes one of them, `core_end` the end of the first. `begins`
    is the month that a year begins in, where words say which kind of year it is.
    """

    start: int
    end: int
    form: Form
    values: dict[str, str]
    leads: tuple[tuple[Form, dict[str, str]], ...] = ()
    tails: tuple[tuple[Form, dict[str, str]], ...] = ()
    to: "Found | None" = None
    joined_by: Form | None = None
    core_end: int = 0
    begins: int | None = None


def scan(text: str, grammar: Grammar) -> list[Found]:
    """All found forms of a text, in order, none inside another."""
    found = list(_find_all(text, _lower(text), grammar))
    if len(found) > 1:
        found = _join(text, _share_years(text, found, grammar), grammar)
    return found


def _lower(text: str) -> str:
    """The text in lower case, letter for letter: a few capitals would become two letters."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _find_all(text: str, low: str, grammar: Grammar) -> Iterator[Found]:
    done = 0
    for opening in grammar.opener.finditer(low):
        if opening.start() < done:
            continue
        found = _find_at(text, opening.start(), opening.lastgroup or "", grammar)
        if found and not grammar.address.search(text[max(0, found.start - _AROUND) : found.start]):
            done = found.end
            yield found


def _find_at(text: str, start: int, opens: str, grammar: Grammar, depth: int = 0) -> Found | None:
    """The expression that begins there: with its leads if it has any, else a core alone."""
    if depth < _MOST_LEADS and (led := _match(grammar.leads[opens], text, start)):
        form, values, end = led
        opening = grammar.opener.match(_lower(text[end : end + _LONGEST_OPENING]))
        if opening:
            inner = _find_at(text, end, opening.lastgroup or "", grammar, depth + 1)
            if inner and _agrees(form, inner):
                leads = ((form, values), *inner.leads)
                begins = form.settings.get("year_begins") or inner.begins
                return replace(inner, start=start, leads=leads, begins=begins)
    core = _find_core(text, start, grammar.cores[opens], led=depth > 0)
    return _add_tails(text, core, grammar) if core else None


def _find_core(text: str, start: int, cores: Alternatives, *, led: bool) -> Found | None:
    """The first form, in the book's order, that fits and may stand there."""
    match = cores.pattern.match(text, start)
    if not match or match.lastgroup is None:
        return None
    found = _as_found(match, *cores.forms[match.lastgroup])
    if _may_stand(text, found, led):
        return found
    for form, groups in cores.after(match.lastgroup):
        if (match := form.pattern.match(text, start)) is not None:
            found = _as_found(match, form, groups)
            if _may_stand(text, found, led):
                return found
    return None


def _as_found(match: re.Match[str], form: Form, groups: Groups) -> Found:
    """What matched; the number of a footnote before it (`mark`) is no part of it."""
    values = _take_values(match, groups)
    return Found(match.start() + len(values.get("mark", "")), match.end(), form, values)


def _match(
    alternatives: Alternatives, text: str, start: int
) -> tuple[Form, dict[str, str], int] | None:
    match = alternatives.pattern.match(text, start)
    if not match or match.lastgroup is None:
        return None
    form, groups = alternatives.forms[match.lastgroup]
    return form, _take_values(match, groups), match.end()


def _take_values(match: re.Match[str], groups: Groups) -> dict[str, str]:
    return {name: value for name, group in groups if (value := match[group]) is not None}


def _agrees(lead: Form, inner: Found) -> bool:
    """A lead may say which readings it can stand before (`of`)."""
    of = lead.settings.get("of")
    return not of or inner.form.reads in of


def _may_stand(text: str, found: Found, led: bool) -> bool:
    """Whether what stands around it allows it; a lead is leave enough."""
    form, values = found.form, found.values
    before = text[max(0, found.start - _AROUND) : found.start]
    if form.after and not led and not form.after.search(before):
        return False
    if form.unless_after and form.unless_after.search(before):
        return False
    if form.settings.get("consecutive") and not _are_consecutive(values):
        return False
    return not (form.unless_before and form.unless_before.match(text, found.end))


def _are_consecutive(values: dict[str, str]) -> bool:
    """Whether two days or two months follow one another."""
    if "d2" in values:
        return int(values["d2"]) == int(values["d"]) + 1
    return month_number(values["m2"]) == month_number(values["m"]) % 12 + 1


def _add_tails(text: str, found: Found, grammar: Grammar) -> Found:
    while tail := _match(grammar.tails, text, found.end):
        form, values, end = tail
        if not _agrees(form, found):
            break
        begins = form.settings.get("year_begins") or found.begins
        found = replace(found, end=end, tails=(*found.tails, (form, values)), begins=begins)
    return found


def _share_years(text: str, found: list[Found], grammar: Grammar) -> list[Found]:
    """In 'academic years 2020/21 and 2021/22' both are academic."""
    shared = list(found)
    for left, right in zip(range(len(shared)), range(1, len(shared)), strict=False):
        one, other = shared[left], shared[right]
        if one.begins == other.begins or one.form is not other.form:
            continue
        if grammar.list_mark.fullmatch(text, one.end, other.start):
            shared[left] = replace(one, begins=one.begins or other.begins)
            shared[right] = replace(other, begins=other.begins or one.begins)
    return shared


def _join(text: str, found: list[Found], grammar: Grammar) -> list[Found]:
    """Two expressions with 'to' or its like between them are one."""
    joined = [found[0]]
    for right in found[1:]:
        left = joined[-1]
        between = text[left.end : right.start]
        join = _joins(text, left, between, grammar) if left.to is None else None
        if join:
            joined[-1] = replace(left, end=right.end, to=right, joined_by=join, core_end=left.end)
        else:
            joined.append(right)
    return joined


def _joins(text: str, left: Found, between: str, grammar: Grammar) -> Form | None:
    """The form that makes one of two expressions with those words between them."""
    match = grammar.joins.pattern.fullmatch(between) if len(between) <= _LONGEST_JOIN else None
    if not match or match.lastgroup is None:
        return None
    form = grammar.joins.forms[match.lastgroup][0]
    before = text[max(0, left.start - _AROUND) : left.start]
    return None if form.after and not form.after.search(before) else form
