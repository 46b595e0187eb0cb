"""Rows of response tables: the recommendation's cell, the answer's, the action's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.responses.forms import (
    Forms,
    as_answer,
    is_template,
    read_decision,
    read_reply,
)
from pipeline.extract.responses.header import Day, Header, read_day, read_header, read_respondents
from pipeline.extract.responses.rows import Row, read_records, read_row
from pipeline.model import Cell, Decision, Passage, Place, Response
from pipeline.numbering import choose_number, split_leading

_RULE = "proforma-row"
_NUMBER_HEAD = re.compile(
    r"(?:rec(?:ommendation)?\.? )?(?:no\.?|number|ref(?:erence)?\.?|#)", re.IGNORECASE
)
_NAMED = re.compile(r"(?P<label>Recommendation \d{1,3}[a-z]?)\s*[:.–—-]\s*(?=\S)", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{4}/\d{2}\b")
_DATE_LENGTH = 60
_OPEN_END = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|in|into|of|on|or|that|the|their|to|which|with)\s*$",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"[.;:!?)”\"’]\s*$")
_END = re.compile(r"(?<![\s;,])[\s;,]*+$")
_FIRST = re.compile(r".*?[.;:](?=\s|$)")


def find_in_tables(passages: Sequence[Passage], forms: Forms) -> Iterator[Response]:
    """A response for each row of the response tables of a paper."""
    statutes = [
        statute
        for statute in forms.statutes
        if any(statute.pattern.search(passage.text) for passage in passages)
    ]
    above: list[str] = []
    header, pending = Header(), None
    records = read_records(passages, forms)
    for passage in passages:
        row = records.get(passage.position) or read_row(passage, forms)
        if row is None:
            if passage.kind != "footnote":
                above.append(passage.text)
            continue
        if above:
            header = _update(header, read_header(above, forms, statutes))
            above = []
        if pending is not None and _goes_on(pending[0], row):
            pending = (row, _append(pending[1], row))
            continue
        if pending is not None:
            yield pending[1]
        found = _response(row, header, forms)
        pending = (row, found) if found is not None else None
    if pending is not None:
        yield pending[1]


def _response(row: Row, header: Header, forms: Forms) -> Response | None:
    cell = row.cell
    words = row.text("recommendation")
    if is_template(words, forms) or words.casefold() == cell.head.strip().casefold():
        return None
    answer = _answer(row, forms)
    if answer is None:
        return None
    decision, decision_text, confidence = answer
    label, place = _place(row.passage, cell)
    due = _own_day(row)
    action = row.text("action") or row.text("status") or row.text("response")
    if action == decision_text:
        action = ""
    people = read_respondents(row.text("respondent"), forms) or header.respondents
    return Response(
        place=place,
        decision=decision,
        decision_text=decision_text,
        action=None if is_template(action, forms) else action,
        issue=header.issue,
        respondents=people,
        requested=header.requested.day if header.requested else None,
        requested_text=header.requested.printed if header.requested else None,
        deadline=due.day if due else header.due,
        deadline_text=due.printed if due else header.deadline.printed if header.deadline else None,
        deadline_basis="stated" if due else header.basis,
        label=label or row.label or _own_label(row.passage),
        rule=_RULE,
        confidence=confidence,
    )


def _answer(row: Row, forms: Forms) -> tuple[Decision, str | None, float] | None:
    """The decision of a row. Where no word of it is known, an action without a decision is still
    awaited, and an answer that says neither is left out: nothing is guessed."""
    for role in ("decision", "response", "status"):
        words = row.text(role)
        if is_template(words, forms):
            continue
        if read := read_decision(words, forms):
            return as_answer(read[0]), words if role == "decision" else _first_sentence(words), 1.0
        if reply := read_reply(words, forms, "response_proforma"):
            return reply[0], reply[1], 0.9
    given = [row.text(role) for role in ("decision", "response", "action", "status")]
    if all(is_template(words, forms) for words in given):
        return "awaited", None, 1.0
    asked = [role for role in ("decision", "response") if role in row.texts]
    if asked and all(is_template(row.text(role), forms) for role in asked):
        read = read_decision(row.text("action"), forms)
        return (as_answer(read[0]), read[1], 0.8) if read else ("awaited", None, 0.5)
    return None


def _own_day(row: Row) -> Day | None:
    """By when a row itself says that it will be done; words that tell no day are none."""
    printed = row.text("due").strip()
    if day := read_day(printed):
        return day
    return Day(printed, None) if _DATED.search(printed) and len(printed) <= _DATE_LENGTH else None


def _first_sentence(words: str) -> str:
    match = _FIRST.match(words)
    return match[0] if match else words


def _place(passage: Passage, cell: Cell) -> tuple[str | None, Place]:
    text = passage.text
    start = cell.start
    label: str | None
    if named := _NAMED.match(text, start, cell.end):
        label, start = named["label"], named.end()
    else:
        label, start = split_leading(text[: cell.end], start)
        number = choose_number(label)
        label = number.name if number else label
    trailing = _END.search(text, start, cell.end)
    end = trailing.start() if trailing else cell.end
    page = next((line.page for line in passage.lines if line.end > start), passage.page)
    return label, Place(passage.position, page, start, end, text[start:end])


def _own_label(passage: Passage) -> str | None:
    for cell in passage.cells:
        if _NUMBER_HEAD.fullmatch(cell.head.strip(" .:")) and cell.end > cell.start:
            printed = passage.text[cell.start : cell.end].strip()
            number = choose_number(printed)
            return number.name if number else printed
    return None


def _goes_on(before: Row, row: Row) -> bool:
    """Whether a row only goes on with the one before it, parted by the end of a page."""
    if before.passage.table != row.passage.table:
        return False
    words = row.text("recommendation")
    if not words:
        return bool(row.passage.text.strip())
    above = before.text("recommendation")
    if _STOPPED.search(above):
        return False
    return words[:1].islower() or _OPEN_END.search(above) is not None


def _append(response: Response, row: Row) -> Response:
    more = row.text("action") or row.text("response")
    if not more:
        return response
    return replace(response, action=f"{response.action} {more}" if response.action else more)


def _update(header: Header, found: Header) -> Header:
    """A later pro forma of the paper replaces what an earlier one said."""
    return found if found != Header() else header
