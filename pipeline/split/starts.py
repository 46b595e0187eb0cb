"""The title blocks that can open a paper: rules of `rules/papers.yml` with `starts`."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.rules import RuleBook, compiled
from pipeline.split.pages import PageView


@dataclass(frozen=True, slots=True)
class Start:
    """A form of title block: looked for in the first `lines` lines, worth `strength`."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    lines: int
    strength: float


@compiled
def load_starts(book: RuleBook) -> tuple[Start, ...]:
    """All forms, in the order of the rules."""
    return tuple(
        Start(
            rule.id,
            rule.fields["kind"],
            book.pattern(rule.fields["pattern"], re.IGNORECASE | re.MULTILINE, rule.id),
            int(rule.fields.get("lines", 14)),
            float(rule.fields["starts"]),
        )
        for rule in book.rules
        if "starts" in rule.fields
    )


def weigh_start(view: PageView, book: RuleBook, leave_out: Collection[str] = ()) -> float:
    """How much the top of a page reads like the head of a paper; some kinds can be left out."""
    return sum(
        start.strength
        for start in load_starts(book)
        if start.kind not in leave_out and start.pattern.search(view.head(start.lines))
    )
