"""Tell the kind of a paper: the rules of `rules/papers.yml` add up their scores."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import PaperKind
from pipeline.rules import RuleBook, compiled
from pipeline.split.front import AgendaItem
from pipeline.split.pages import PrintedLine


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a paper stands, and what the pack says of it; `pages` is None where the file has no
    pages of its own, like a web page."""

    lines: Sequence[PrintedLine]
    opening: Sequence[str]
    pages: int | None
    outline: str | None
    item: AgendaItem | None
    front: bool
    file_title: str | None


@dataclass(frozen=True, slots=True)
class _KindRule:
    id: str
    kind: PaperKind
    where: str
    lines: int
    score: float
    pattern: re.Pattern[str]


@compiled
def _load_kind_rules(book: RuleBook) -> tuple[_KindRule, ...]:
    return tuple(
        _KindRule(
            rule.id,
            rule.fields["kind"],
            str(rule.fields.get("where", "head")),
            int(rule.fields.get("lines", 14)),
            float(rule.fields["score"]),
            book.pattern(rule.fields["pattern"], re.IGNORECASE | re.MULTILINE, rule.id),
        )
        for rule in book.rules
    )


def tell_kind(
    extent: Extent, title: str | None, book: RuleBook
) -> tuple[PaperKind, tuple[str, ...]]:
    """The kind that the rules' scores add up to; ties go to the rule that stands first."""
    if extent.front:
        return "front_sheet", ("front_sheet",)
    heads = "\n".join(line.text for line in extent.lines)
    named = "\n".join(filter(None, (title, extent.outline)))
    totals: dict[PaperKind, float] = defaultdict(float)
    found: dict[PaperKind, list[str]] = defaultdict(list)
    for rule in _load_kind_rules(book):
        text = named if rule.where == "title" else _first_lines(heads, rule.lines)
        if rule.pattern.search(text):
            totals[rule.kind] += rule.score
            found[rule.kind].append(rule.id)
    if extent.pages == 1:
        totals.pop("annual_report", None)
    if not totals:
        return "unplaced", ()
    kind = max(totals, key=lambda name: totals[name])
    if totals[kind] < 2:
        return "unplaced", ()
    return kind, tuple(found[kind])


def _first_lines(text: str, count: int) -> str:
    return "\n".join(text.split("\n", count)[:count])
