"""Records to rows: what one file puts into each table."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pipeline.model import Document, Facts, Interval, Page, Paper, Passage, Place, Problem
from pipeline.process import Extracted
from pipeline.store.ids import Ids

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def file_rows(extracted: Extracted, file: str) -> Rows:
    """The rows of every table but `files` and `problems` for one file."""
    ids = Ids(file)
    document = extracted.document
    rows: Rows = {"pages": [_page_row(page, ids) for page in document.pages]}
    papers = [ids.paper(paper.first_page) for paper in extracted.papers]
    rows["papers"] = [
        _paper_row(paper, key, papers, file)
        for paper, key in zip(extracted.papers, papers, strict=True)
    ]
    owners = _owners(extracted, papers)
    keys = [ids.of("passage", passage.page, passage.text) for passage in document.passages]
    rows["passages"] = [
        _passage_row(passage, keys[passage.position], owners[passage.position], file)
        for passage in document.passages
    ]
    for paper_id, facts in zip(papers, extracted.facts, strict=True):
        for table, row in _fact_rows(facts, paper_id, keys, ids):
            rows.setdefault(table, []).append(row)
    return rows


def document_text(document: Document) -> str:
    """All words of a document, by which two files of the same text are known."""
    return "\n".join(passage.text for passage in document.passages)


def problem_rows(problems: Sequence[Problem], file: str) -> list[Row]:
    """The rows of what could not be read or placed in one file."""
    ids = Ids(file)
    return [
        {
            "id": ids.of("problem", problem.stage, problem.code, problem.page, problem.message),
            "file_id": file,
            "page": problem.page,
            "stage": problem.stage,
            "code": problem.code,
            "message": problem.message,
        }
        for problem in problems
    ]


def _owners(extracted: Extracted, papers: list[str]) -> dict[int, str]:
    return {
        position: key
        for paper, key in zip(extracted.papers, papers, strict=True)
        for position in range(paper.first_passage, paper.last_passage + 1)
    }


def _page_row(page: Page, ids: Ids) -> Row:
    return {
        "id": ids.page(page.number),
        "file_id": ids.file,
        "number": page.number,
        "label": page.label,
        "width": page.width,
        "height": page.height,
        "text": page.text,
        "has_text": int(page.source != "none"),
        "source": page.source,
        "stamps": _json(page.stamps),
    }


def _paper_row(paper: Paper, key: str, papers: list[str], file: str) -> Row:
    return {
        "id": key,
        "file_id": file,
        "position": paper.position,
        "kind": paper.kind,
        "title": paper.title,
        "body": paper.body,
        "author": paper.author,
        "meeting_date": _day(paper.meeting_date),
        "item": paper.item,
        "first_page": paper.first_page,
        "last_page": paper.last_page,
        "year": paper.year,
        **_period(paper.period),
        "parent_id": None if paper.parent is None else papers[paper.parent],
        "split_by": paper.split_by,
        "first_passage": paper.first_passage,
        "last_passage": paper.last_passage,
    }


def _passage_row(passage: Passage, key: str, paper: str, file: str) -> Row:
    return {
        "id": key,
        "paper_id": paper,
        "file_id": file,
        "page": passage.page,
        "position": passage.position,
        "number": passage.number,
        "kind": passage.kind,
        "heading": " › ".join(passage.heading) or None,
        "heading_path": _json(passage.heading),
        "text": passage.text,
        "boxes": _json([_box(line) for line in passage.lines]),
        "level": passage.level,
        "table_number": passage.table,
        "row_number": passage.row,
        "cells": _json([[cell.head, cell.start, cell.end] for cell in passage.cells])
        if passage.cells
        else None,
        "size": passage.size,
        "bold": int(passage.bold),
    }


def _box(line: Any) -> Row:
    return {
        "page": line.page,
        "x0": round(line.x0, 2),
        "top": round(line.top, 2),
        "x1": round(line.x1, 2),
        "bottom": round(line.bottom, 2),
        "start": line.start,
        "end": line.end,
    }


def _fact_rows(
    facts: Facts, paper: str, passages: list[str], ids: Ids
) -> Iterator[tuple[str, Row]]:
    def found(table: str, place: Place, *what: object) -> Row:
        return {
            "id": ids.of(table, place.page, place.quote, *what),
            "paper_id": paper,
            "passage_id": passages[place.passage],
            "page": place.page,
            "start": place.start,
            "end": place.end,
            "quote": place.quote,
        }

    for made in facts.recommendations:
        yield (
            "recommendations",
            {
                **found("recommendations", made.place),
                "text": made.text,
                "label": made.label,
                "kind": made.kind,
                "made_by": made.made_by,
                "addressed_to": made.addressed_to,
                "verb": made.verb,
                "rule": made.rule,
                "confidence": made.confidence,
            },
        )
    for given in facts.responses:
        yield (
            "responses",
            {
                **found("responses", given.place),
                "label": given.label,
                "decision": given.decision,
                "decision_text": given.decision_text,
                "action": given.action,
                "issue": given.issue,
                "respondents": _json(given.respondents),
                "requested": _day(given.requested),
                "requested_text": given.requested_text,
                "deadline": _day(given.deadline),
                "deadline_text": given.deadline_text,
                "deadline_basis": given.deadline_basis,
                "rule": given.rule,
                "confidence": given.confidence,
            },
        )
    for number in facts.statistics:
        yield (
            "statistics",
            {
                **found("statistics", number.place, number.text, number.unit),
                "text": number.text,
                "text_start": number.text_start,
                "value": number.value,
                "value_to": number.value_to,
                "unit": number.unit,
                "bound": number.bound,
                "role": number.role,
                "direction": number.direction,
                "measure": number.measure,
                **_period(number.period),
                "period_basis": number.period_basis,
                "claim_id": None if number.claim is None else f"{paper}-c{number.claim}",
                "claim_check": number.claim_check,
                "rule": number.rule,
                "confidence": number.confidence,
            },
        )
    for day in facts.dates:
        yield (
            "dates",
            {
                **found("dates", day.place, day.text),
                "text": day.text,
                "text_start": day.text_start,
                "date_start": _day(day.start),
                "date_end": _day(day.end),
                "precision": day.precision,
                "approximate": int(day.approximate),
                "role": day.role,
                "rule": day.rule,
            },
        )
    for mention in facts.themes:
        yield (
            "theme_mentions",
            {
                **found("theme_mentions", mention.place, mention.theme),
                "theme_id": mention.theme,
                "terms": _json(mention.terms),
                "stated": int(mention.stated),
                "score": round(mention.score, 4),
                "rule": mention.rule,
            },
        )


def _period(interval: Interval | None) -> Row:
    return {
        "period_start": _day(interval.start) if interval else None,
        "period_end": _day(interval.end) if interval else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
