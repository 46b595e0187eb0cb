"""The dates of a paper, one fact for each expression."""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.extract.dates.roles import Site, load_roles, role_of
from pipeline.model import DateFact, Paper, Passage, Place
from pipeline.rules import Rules
from pipeline.when import Anchor, Expression, find_expressions

_REQUESTED = re.compile(r"\bresponse (?:was )?requested\b\W{0,3}(?:on\s)?", re.IGNORECASE)
_INSPECTED = re.compile(r"\binspection\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;]['’”\")\]]*\s+(?=[A-Z0-9'‘“\"(\[])")
_WORD = re.compile(r"\S+")
_HEAD = 6
"""Passages at the head of a paper, of which one may hold its day."""

_MOST_WORDS, _BEFORE, _BEHIND = 12, 5, 3


def find_dates(paper: Paper, passages: Sequence[Passage], rules: Rules) -> list[DateFact]:
    """All dates of a paper, in the order of its text."""
    anchor = Anchor(
        day=_find_day(paper, passages, rules),
        period=paper.period,
        requested=_find_requested(passages, rules),
    )
    roles = load_roles(rules)
    heads: set[tuple[int | None, str, str]] = set()
    facts: list[DateFact] = []
    for index, passage in enumerate(passages):
        for found in find_expressions(passage.text, anchor, rules):
            if _is_adrift(found) or _repeats_head(passage, found, heads):
                continue
            role, rule = role_of(Site(paper, passages, index, found), roles)
            facts.append(_as_fact(passage, found, role, rule))
    return facts


def _find_day(paper: Paper, passages: Sequence[Passage], rules: Rules) -> date | None:
    """The day that relative words count from: the last of an inspection; else the meeting's, or
    where that is not known, the first day at the head of the paper."""
    inspected = paper.kind == "inspection_report"
    for passage in passages[:_HEAD]:
        if inspected and not _INSPECTED.search(passage.text):
            continue
        if not inspected and paper.meeting_date:
            break
        for found in find_expressions(passage.text, Anchor(), rules):
            if found.last and found.precision in ("day", "span"):
                return found.last
    return paper.meeting_date


def _find_requested(passages: Sequence[Passage], rules: Rules) -> date | None:
    """The day on which the paper says that a response was requested."""
    for passage in passages:
        match = _REQUESTED.search(passage.text)
        if not match:
            continue
        for found in find_expressions(passage.text, Anchor(), rules):
            if 0 <= found.start - match.end() <= 3 and found.precision == "day":
                return found.first
    return None


def _is_adrift(found: Expression) -> bool:
    """Whether it is relative to something that nobody knows, and no time limit."""
    return not found.resolved and found.precision == "span" and found.cue != "within"


def _repeats_head(
    passage: Passage, found: Expression, seen: set[tuple[int | None, str, str]]
) -> bool:
    """Whether it stands in a column's head that an earlier row of the table has shown already."""
    if not passage.cells or any(c.start <= found.start < c.end for c in passage.cells):
        return False
    head = next((cell.head for cell in passage.cells if cell.start >= found.end), "")
    key = (passage.table, head, found.text)
    repeated = key in seen
    seen.add(key)
    return repeated


def _as_fact(passage: Passage, found: Expression, role: str, rule: str) -> DateFact:
    start, end = _quote_bounds(passage.text, found)
    page = next((line.page for line in passage.lines if found.start < line.end), passage.page)
    return DateFact(
        place=Place(passage.position, page, start, end, passage.text[start:end]),
        text=found.text,
        text_start=found.start,
        start=found.first,
        end=found.last,
        precision=found.precision,
        approximate=found.approximate,
        role=role,  # type: ignore[arg-type]
        rule=f"{found.rule}+{rule}",
    )


def _quote_bounds(text: str, found: Expression) -> tuple[int, int]:
    """The expression with some words of its sentence before and behind it; where there are few
    on one side, more of the other."""
    low, high = _sentence_around(text, found)
    room = max(0, _MOST_WORDS - len(found.text.split()))
    before = [word.start() for word in _WORD.finditer(text, low, found.start)]
    behind = [word.end() for word in _WORD.finditer(text, found.end, high)]
    many = min(len(before), max(room - min(len(behind), _BEHIND), 0), _BEFORE)
    more = min(len(behind), max(room - many, 0), _BEHIND + _BEFORE - many)
    start = before[-many] if many else found.start
    return start, behind[more - 1] if more else found.end


def _sentence_around(text: str, found: Expression) -> tuple[int, int]:
    """The sentence that holds the expression; a full stop inside the expression does not end it."""
    low, high = max(0, found.start - 300), min(len(text), found.end + 300)
    starts = [m.end() for m in _SENTENCE.finditer(text, low, found.start) if m.end() <= found.start]
    ends = [m.start() + 1 for m in _SENTENCE.finditer(text, found.end, high)]
    start = starts[-1] if starts else (0 if low == 0 else text.find(" ", low) + 1)
    return start, ends[0] if ends else high
