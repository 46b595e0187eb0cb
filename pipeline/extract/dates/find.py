"""The dates of a paper, one fact for each expression."""

from collections.abc import Sequence

from pipeline.extract.dates.anchor import find_anchor
from pipeline.extract.dates.quote import quote_bounds
from pipeline.extract.dates.roles import Site, load_roles, role_of
from pipeline.model import DateFact, Paper, Passage, Place
from pipeline.rules import Rules
from pipeline.when import Expression, find_expressions


def find_dates(paper: Paper, passages: Sequence[Passage], rules: Rules) -> list[DateFact]:
    """All dates of a paper, in the order of its text."""
    anchor = find_anchor(paper, passages, rules)
    roles = load_roles(rules)
    heads: set[tuple[int | None, str, str]] = set()
    limits: set[str] = set()
    facts: list[DateFact] = []
    for index, passage in enumerate(passages):
        for found in find_expressions(passage.text, anchor, rules):
            if _is_adrift(found, limits) or _repeats_head(passage, found, heads):
                continue
            role, rule = role_of(Site(paper, passages, index, found), roles)
            facts.append(_as_fact(passage, found, role, rule))
    return facts


def _is_adrift(found: Expression, limits: set[str]) -> bool:
    """Whether it is relative to something that nobody knows; a time limit is kept, once a paper."""
    if found.resolved or found.precision != "span":
        return False
    if found.cue != "within" or found.text.lower() in limits:
        return True
    limits.add(found.text.lower())
    return False


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
    start, end = quote_bounds(passage.text, found)
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
