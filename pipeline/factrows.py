"""Facts as plain rows, in the format of the annotated papers (`corpus/gold/GUIDE.md`).

It is what `pipeline extract` prints, what `pipeline evaluate` scores and what the examples of the
rules are compared with.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipeline.model import (
    DateFact,
    Facts,
    Interval,
    Paper,
    Place,
    Recommendation,
    Response,
    Statistic,
    ThemeMention,
)
from pipeline.process import Extracted

Row = dict[str, Any]


def fact_rows(extracted: Extracted, file: str) -> Iterator[Row]:
    """Every paper of a file and every fact of each, as rows with `file` and `page`."""
    for paper, facts in zip(extracted.papers, extracted.facts, strict=True):
        yield {"fact": "paper", "file": file, **_paper_fields(paper)}
        for row in _rows(facts):
            yield {"fact": row.pop("fact"), "paper": paper.position, "file": file, **row}


def _rows(facts: Facts) -> Iterator[Row]:
    for recommendation in facts.recommendations:
        yield _recommendation_row(recommendation)
    for response in facts.responses:
        yield _response_row(response)
    for statistic in facts.statistics:
        yield _statistic_row(statistic)
    for found in facts.dates:
        yield _date_row(found)
    for mention in facts.themes:
        yield _theme_row(mention)


def _paper_fields(paper: Paper) -> Row:
    return {
        "paper": paper.position,
        "quote": paper.title or "",
        "title": paper.title,
        "kind": paper.kind,
        "body": paper.body,
        "meeting_date": _day(paper.meeting_date),
        "item": paper.item,
        "author": paper.author,
        "period": _interval(paper.period),
        "first_page": paper.first_page,
        "last_page": paper.last_page,
        "page": paper.first_page,
        "rule": paper.split_by,
    }


def _recommendation_row(fact: Recommendation) -> Row:
    return {
        "fact": "recommendation",
        **_place(fact.place),
        "text": fact.text,
        "label": fact.label,
        "kind": fact.kind,
        "made_by": fact.made_by,
        "addressed_to": fact.addressed_to,
        "verb": fact.verb,
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def _response_row(fact: Response) -> Row:
    return {
        "fact": "response",
        **_place(fact.place),
        "label": fact.label,
        "decision": fact.decision,
        "decision_text": fact.decision_text,
        "action": fact.action,
        "issue": fact.issue,
        "respondents": list(fact.respondents),
        "requested": fact.requested_text,
        "requested_date": _day(fact.requested),
        "deadline": fact.deadline_text,
        "deadline_date": _day(fact.deadline),
        "deadline_basis": fact.deadline_basis,
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def _statistic_row(fact: Statistic) -> Row:
    return {
        "fact": "statistic",
        **_place(fact.place),
        "text": fact.text,
        "value": _number(fact.value),
        "value_to": None if fact.value_to is None else _number(fact.value_to),
        "unit": fact.unit,
        "bound": fact.bound,
        "role": fact.role,
        "direction": fact.direction,
        "measure": fact.measure,
        "period": _interval(fact.period),
        "period_basis": fact.period_basis,
        "claim": fact.claim,
        "claim_check": fact.claim_check,
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def _date_row(fact: DateFact) -> Row:
    return {
        "fact": "date",
        **_place(fact.place),
        "text": fact.text,
        "start": _day(fact.start),
        "end": _day(fact.end),
        "precision": fact.precision,
        "approximate": fact.approximate,
        "role": fact.role,
        "rule": fact.rule,
    }


def _theme_row(fact: ThemeMention) -> Row:
    return {
        "fact": "theme",
        **_place(fact.place),
        "theme": fact.theme,
        "stated": fact.stated,
        "terms": list(fact.terms),
        "score": round(fact.score, 4),
        "rule": fact.rule,
    }


def _place(place: Place) -> Row:
    return {"quote": place.quote, "page": place.page, "passage": place.passage}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _interval(interval: Interval | None) -> str | None:
    if interval is None or (interval.start is None and interval.end is None):
        return None
    return f"{_day(interval.start) or ''}/{_day(interval.end) or ''}"


def _number(value: float) -> int | float:
    return int(value) if value == int(value) and abs(value) < 1e15 else value
