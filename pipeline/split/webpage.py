"""Web pages that tell the history of an issue: each 'Meeting: 21/12/2021 - Cabinet (Item 132)'
is a minute of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Document, Paper
from pipeline.names import find_bodies
from pipeline.rules import RuleBook, Rules, compiled
from pipeline.split.block import read_author, read_block
from pipeline.split.days import find_days
from pipeline.split.family import tell_year
from pipeline.split.pages import PageView

_RULE = "issue-meeting"
_ITEM = re.compile(r"\(Item (?P<item>\w{1,6})\)")
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class _Page:
    document: Document
    view: PageView
    rules: Rules
    book: RuleBook


@compiled
def _load_pattern(book: RuleBook) -> re.Pattern[str]:
    rule = next(rule for rule in book.rules if rule.id == _RULE)
    return book.pattern(rule.fields["pattern"], where=_RULE)


def split_meetings(
    document: Document, views: Sequence[PageView], rules: Rules, book: RuleBook
) -> list[Paper]:
    """A minute for each meeting of an issue's history; none where the page is something else.

    What stands before the first meeting belongs to it.
    """
    pattern = _load_pattern(book)
    heads = [i for i, passage in enumerate(document.passages) if pattern.match(passage.text)]
    if len(document.pages) != 1 or not heads:
        return []
    page = _Page(document, views[0], rules, book)
    ends = [*heads[1:], len(document.passages)]
    return [
        _make_minute(position, heads[position], end - 1, page) for position, end in enumerate(ends)
    ]


def _make_minute(position: int, head: int, last: int, page: _Page) -> Paper:
    text = page.document.passages[head].text
    item = _ITEM.search(text)
    days = find_days(text, page.rules)
    bodies = find_bodies(text, page.rules)
    lines = [line for line in page.view.lines if head < line.passage <= last]
    number = page.view.number
    paper = Paper(
        position=position,
        kind="minute",
        title=_title(page.document, head, last),
        first_page=number,
        last_page=number,
        first_passage=0 if position == 0 else head,
        last_passage=last,
        body=bodies[0][2] if bodies else None,
        author=read_author(read_block(lines, page.rules, page.book), page.rules),
        meeting_date=days[0].day if days else None,
        item=item["item"] if item else None,
        split_by=_RULE,
    )
    return replace(paper, year=tell_year(paper))


def _title(document: Document, head: int, last: int) -> str | None:
    """The item's own heading, which follows; else the issue's, which stands before."""
    for passage in document.passages[head + 1 : min(last + 1, head + 3)]:
        if passage.text and len(passage.text) < _LONGEST_TITLE and not passage.text[0].isdigit():
            return passage.text
    before = [p.text for p in document.passages[:head] if p.kind == "heading"]
    return before[-1] if before else document.title
