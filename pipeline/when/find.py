"""The verbs of this room: all expressions of a text, and the one period that a text names."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from pipeline.model import Interval
from pipeline.rules import Rules, load_rules
from pipeline.when import calendar
from pipeline.when.context import Context, Span, month_number
from pipeline.when.grammar import Form, Grammar, load_grammar
from pipeline.when.records import Anchor, Expression
from pipeline.when.resolve import PRINTED, needs_year, resolve
from pipeline.when.scan import Found, scan

_ISO_PERIOD = re.compile(r"\s*(\d{4}-\d\d-\d\d)\s*/\s*(\d{4}-\d\d-\d\d)\s*")
_SENTENCE_END = re.compile(r"[.!?;]['’”\")\]]*\s+(?=[A-Z0-9'‘“\"(])")

_NEAR = 6
"""How many expressions away one may still lend its year."""

_WORTH_KEEPING = 5000
"""Characters; what is found in longer texts is not kept for those who ask next."""

_CUES = 90
"""Characters before an expression without a year that may say that it lies ahead."""

_SHORT = 31
_CLOSE = 30
"""Characters between an expression without a year and one behind it that is of the same list."""


def find_expressions(text: str, anchor: Anchor, rules: Rules) -> list[Expression]:
    """All temporal expressions of a text, in order, none inside another."""
    scanned = _scan(text, rules) if len(text) <= _WORTH_KEEPING else _scan.__wrapped__(text, rules)
    if not scanned:
        return []
    grammar = load_grammar(rules)
    found = _part_false_ranges(scanned, anchor, grammar)
    spans = _resolve_all(text, found, anchor, grammar)
    return [
        _as_expression(text, one, span, grammar)
        for one, span in zip(found, spans, strict=True)
        if span is not None
    ]


def parse_period(text: str, rules: Rules | None = None) -> Interval | None:
    """The period that a whole text names: '2018-19', '2018/19', '2018-04-01/2019-03-31'."""
    if match := _ISO_PERIOD.fullmatch(text):
        try:
            period = Interval(date.fromisoformat(match[1]), date.fromisoformat(match[2]))
        except ValueError:
            return None
        return period if match[1] <= match[2] else None
    # A year alone is a date only after a word such as 'in'; here nothing else can be meant.
    for opened in (text.strip(), f"in {text.strip()}"):
        found = find_expressions(opened, Anchor(), rules or load_rules())
        if len(found) == 1 and found[0].resolved and found[0].text == text.strip():
            return Interval(found[0].first, found[0].last)
    return None


@lru_cache(maxsize=4096)
def _scan(text: str, rules: Rules) -> tuple[Found, ...]:
    """What stands in a text does not depend on who asks; several rooms ask about each passage."""
    return tuple(scan(text, load_grammar(rules)))


def _part_false_ranges(found: Sequence[Found], anchor: Anchor, grammar: Grammar) -> list[Found]:
    """Two expressions that make no range together ('2022 - 2019') are two again."""
    parted: list[Found] = []
    for one in found:
        right = one.to
        if right is None or resolve(one, Context(anchor, grammar)):
            parted.append(one)
        else:
            parted += [replace(one, end=one.core_end, to=None, joined_by=None), right]
    return parted


def _resolve_all(
    text: str, found: list[Found], anchor: Anchor, grammar: Grammar
) -> list[Span | None]:
    """The spans of all; what has its year printed comes first and lends it to its neighbours."""
    spans: list[Span | None] = [None] * len(found)
    sentences = _sentence_numbers(text, found)
    base = (anchor.period,) if anchor.period else ()
    for lent in (False, True):
        for index, one in enumerate(found):
            if needs_year(one) != lent:
                continue
            near = range(max(0, index - _NEAR), min(len(found), index + _NEAR + 1))
            same = [i for i in near if sentences[i] == sentences[index] and spans[i]]
            hints = _neighbours(index, same, text, found, spans, grammar) if lent else ()
            previous = _previous(index, _unlike(index, same, text, found), found, spans)
            before = text[max(0, one.start - _CUES) : one.start] if lent else ""
            context = Context(
                anchor,
                grammar,
                (*hints, *base),
                previous,
                ahead=bool(grammar.ahead.search(before)),
                behind=bool(grammar.behind.search(before)),
                forthcoming=bool(grammar.forthcoming.search(before)),
            )
            spans[index] = resolve(one, context)
    return spans


def _unlike(index: int, same: list[int], text: str, found: list[Found]) -> list[int]:
    """Without those in the same words: 'the previous year' twice in a sentence is one year."""
    words = text[found[index].start : found[index].end].casefold()
    return [i for i in same if text[found[i].start : found[i].end].casefold() != words]


def _previous(
    index: int, same: list[int], found: list[Found], spans: list[Span | None]
) -> Span | None:
    """What stands before it in its sentence, or else what is printed before it in its passage."""
    before = [i for i in same if i < index]
    if not before:
        near = range(max(0, index - _NEAR), index)
        before = [i for i in near if spans[i] and found[i].form.reads in PRINTED]
    return spans[before[-1]] if before else None


def _neighbours(
    index: int,
    same: list[int],
    text: str,
    found: list[Found],
    spans: list[Span | None],
    grammar: Grammar,
) -> tuple[Interval, ...]:
    """Intervals of the sentence's other expressions: the one close behind first ('3 May and
    4 June 2023'), then those before, the nearest first, then those further behind."""
    close = [i for i in same if i > index and found[i].start - found[index].end <= _CLOSE]
    order = [*close[:1], *(i for i in reversed(same) if i < index), *(i for i in same if i > index)]
    intervals = ((i, spans[i]) for i in order)
    return tuple(
        _lend(
            found[index], Interval(span.first, span.last), _stands(i, index, text, found, grammar)
        )
        for i, span in intervals
        if span and span.first and span.last
    )


def _stands(i: int, index: int, text: str, found: list[Found], grammar: Grammar) -> str:
    """Whether the lender stands before the other, behind it, or is what it is compared with."""
    if i < index:
        return "before"
    start = found[i].start
    return "compared" if grammar.compared.search(text[max(0, start - _CLOSE) : start]) else "behind"


def _lend(found: Found, interval: Interval, stands: str) -> Interval:
    """The interval that lends its year. Before '3 January 2025' 'in December' is a year earlier;
    'in April, compared to April 22' is a year later."""
    month = found.values.get("m2") or found.values.get("m")
    if stands == "before" or month is None or interval.start is None or interval.end is None:
        return interval
    number = month_number(month)
    if stands == "compared" and number == interval.start.month:
        return calendar.shift_years(interval, 1)
    short = (interval.end - interval.start).days <= _SHORT
    return (
        calendar.shift_years(interval, -1) if short and number > interval.start.month else interval
    )


def _sentence_numbers(text: str, found: list[Found]) -> list[int]:
    if len(found) < 2:
        return [0] * len(found)
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return [bisect_right(ends, one.start) for one in found]


def _forms(found: Found) -> Iterator[Form]:
    """All forms that an expression is made of, its core first."""
    yield found.form
    yield from (form for form, _ in (*found.leads, *found.tails))
    if found.to and found.joined_by:
        yield found.joined_by
        yield from _forms(found.to)


def _as_expression(text: str, found: Found, span: Span, grammar: Grammar) -> Expression:
    start = found.start
    if found.leads or text[start].islower() or found.form.reads == "decade":
        article = grammar.article.search(text[max(0, start - 8) : start])
        start -= len(article[0]) if article else 0
    cue = grammar.cue.search(text[max(0, start - 24) : start])
    opening = found.leads[0][0].settings.get("cue") if found.leads else None
    word = cue[1].lower() if cue else opening or found.form.settings.get("cue")
    return Expression(
        start=start,
        end=found.end,
        text=text[start : found.end],
        first=span.first,
        last=span.last,
        precision=span.precision,
        approximate=span.approximate,
        resolved=span.resolved,
        cue=word,
        rule="+".join(form.id for form in _forms(found)),
    )
