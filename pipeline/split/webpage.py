"""Web pages that tell the history of an issue: each 'Meeting: 21/12/2021 - Cabinet (Item 132)'
is a minute of its own."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.model import Document, Paper
from pipeline.names import find_bodies
from pipeline.rules import RuleBook, Rules
from pipeline.split.days import find_days
from pipeline.split.family import tell_year
from pipeline.split.pages import PageView

_RULE = "issue-meeting"


@cache
def _load_pattern(book: RuleBook) -> re.Pattern[str]:
    rule = next(rule for rule in book.rules if rule.id == _RULE)
    return book.pattern(rule.fields["pattern"] + r"(?: \(Item (?P<item>\w{1,6})\))?", where=_RULE)


def split_meetings(
    document: Document, views: Sequence[PageView], rules: Rules, book: RuleBook
) -> list[Paper]:
    """A minute for each meeting of an issue's history; none where the page is something else.

    What stands before the first meeting belongs to it.
    """
    pattern = _load_pattern(book)
    heads = [i for i, p in enumerate(document.passages) if pattern.match(p.text)]
    if len(document.pages) != 1 or not heads:
        return []
    ends = [*heads[1:], len(document.passages)]
    return [
        _make_minute(position, heads[position], end - 1, document, rules, pattern)
        for position, end in enumerate(ends)
    ]


def _make_minute(
    position: int, head: int, last: int, document: Document, rules: Rules, pattern: re.Pattern[str]
) -> Paper:
    text = document.passages[head].text
    match = re.search(r"\(Item (?P<item>\w{1,6})\)", text)
    days = find_days(text, rules)
    bodies = find_bodies(text, rules)
    paper = Paper(
        position=position,
        kind="minute",
        title=_title(document, head, last),
        first_page=1,
        last_page=1,
        first_passage=0 if position == 0 else head,
        last_passage=last,
        body=bodies[0][2] if bodies else None,
        meeting_date=days[0].day if days else None,
        item=match["item"] if match else None,
        split_by=_RULE,
    )
    return _with_year(paper)


def _with_year(paper: Paper) -> Paper:
    from dataclasses import replace

    return replace(paper, year=tell_year(paper))


def _title(document: Document, head: int, last: int) -> str | None:
    """The item's own heading, which follows; else the issue's, which stands before."""
    for passage in document.passages[head + 1 : min(last + 1, head + 3)]:
        if passage.text and len(passage.text) < 200 and not passage.text[0].isdigit():
            return passage.text
    before = [p.text for p in document.passages[:head] if p.kind == "heading"]
    return before[-1] if before else document.title
