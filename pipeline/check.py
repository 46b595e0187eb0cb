"""Every rule against its own examples: what it must find, what it must leave alone.

An example's `text` goes through the text reader and the extractors, as `pipeline extract -` does.
Its keys `meeting_date`, `period`, `paper_kind`, `body` and `title` say what the text lacks; all
others are fields of one fact that the text must give.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.factrows import Row, fact_rows
from pipeline.model import Interval
from pipeline.process import Given, extract_document
from pipeline.read.text import read_text
from pipeline.rules import Rule, Rules
from pipeline.when import parse_period

_CONTEXT = frozenset({"text", "meeting_date", "period", "paper_kind", "body", "title"})
_PERIOD = "of_period"
"""In an example `period` is the paper's; a fact's own period is expected as `of_period`."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not come out as its rule says."""

    book: str
    rule: str
    kind: str
    text: str
    message: str


def check_book(name: str, rules: Rules) -> Iterator[Failure]:
    """The failures of all examples of a book, in order."""
    for rule in rules.examples(name):
        for example in rule.finds:
            if (message := check_find(rule, example, rules)) is not None:
                yield Failure(name, rule.id, "finds", example["text"], message)
        for example in rule.ignores:
            if (message := check_ignore(rule, example, rules)) is not None:
                yield Failure(name, rule.id, "ignores", example["text"], message)
        for example in rule.todo:
            if check_find(rule, example, rules) is None:
                message = "works now: move it to `finds`"
                yield Failure(name, rule.id, "todo", example["text"], message)


def check_find(rule: Rule, example: Mapping[str, Any], rules: Rules) -> str | None:
    """None where the example gives the fact it must, else what came instead."""
    expected = {key: value for key, value in example.items() if key not in _CONTEXT}
    rows = [row for row in example_rows(example, rules) if _made_by(row, rule)]
    if any(_agrees(row, expected) for row in rows):
        return None
    if not rows:
        return f"rule {rule.id} finds nothing"
    shown = {_PERIOD if key == "period" else key for key in rows[0]} & set(expected)
    got = [{key: _field(row, key) for key in sorted(shown)} for row in rows[:4]]
    return f"expected {expected}, got {got}"


def check_ignore(rule: Rule, example: Mapping[str, Any], rules: Rules) -> str | None:
    """None where the rule leaves the example alone, else what it found."""
    for row in example_rows(example, rules):
        if _made_by(row, rule):
            return f"rule {rule.id} finds {row.get('text') or row['quote']!r}"
    return None


def example_rows(example: Mapping[str, Any], rules: Rules) -> list[Row]:
    """The facts of an example's text, as rows."""
    extracted = extract_document(read_text(example["text"]), rules, _given(example))
    return list(fact_rows(extracted, "-"))


def _given(example: Mapping[str, Any]) -> Given:
    day = example.get("meeting_date")
    return Given(
        meeting_date=date.fromisoformat(str(day)) if day else None,
        period=_interval(example.get("period")),
        body=example.get("body"),
        title=example.get("title"),
        paper_kind=example.get("paper_kind"),
    )


def _interval(text: Any) -> Interval | None:
    return parse_period(str(text)) if text else None


def _made_by(row: Row, rule: Rule) -> bool:
    return rule.id in str(row.get("rule") or "").split("+")


def _field(row: Row, key: str) -> Any:
    return row.get("period") if key == _PERIOD else row.get(key)


def _agrees(row: Row, expected: Mapping[str, Any]) -> bool:
    return all(_same(_field(row, key), value) for key, value in expected.items())


def _same(found: Any, expected: Any) -> bool:
    if isinstance(found, float) and isinstance(expected, int | float):
        return abs(found - expected) < 1e-3 * max(1.0, abs(expected))
    return bool(found == expected)
