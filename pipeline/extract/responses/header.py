"""The lines above a pro forma's table: issue, people to answer, when asked, when due."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.extract.responses.forms import Forms, Statute

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"(?P<printed>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?P<day>\d{1,3})"
    r"(?:st|nd|rd|th)? (?P<month>[A-Z][a-z]{2,8})\.?,? (?P<year>\d{4}))"
)
_ROLE = re.compile(
    r"\b(?:Cabinet|Leader|Deputy|Lead|Member|Portfolio|Executive|Chair|Director|Head|Officer|"
    r"Council|Committee|Board|Partnership|Service|Team|Manager)\b"
)
_DATED = re.compile(r",[^,]*\b(?:19|20)\d\d\b.*$")
_OFFICES_LENGTH = 160
_NAME = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][A-Za-z'’.-]*){1,2}")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed, and which it is."""

    printed: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the rows; None where the paper does not say."""

    issue: str | None = None
    respondents: tuple[str, ...] = ()
    requested: Day | None = None
    deadline: Day | None = None
    due: date | None = None
    basis: str | None = None


def read_header(texts: Sequence[str], forms: Forms, statutes: Iterable[Statute]) -> Header:
    """Read the fields of a pro forma from the texts above its table."""
    values = _field_values(texts, forms)
    requested = read_day(values.get("requested", ""))
    deadline = read_day(values.get("deadline", ""))
    due, basis = _work_out_due(requested, deadline, statutes)
    return Header(
        issue=values.get("issue") or None,
        respondents=read_people(values.get("respondents", ""), forms),
        requested=requested,
        deadline=deadline,
        due=due,
        basis=basis,
    )


def read_people(text: str, forms: Forms) -> tuple[str, ...]:
    """The people named in a text, as printed: with their titles, or 'Jane Smith, Director …'."""
    titled = [match[0].strip(" .") for match in forms.people.finditer(text)]
    if titled:
        return tuple(dict.fromkeys(titled))
    parts = [part.split(",")[0].strip() for part in re.split(r"[;\n]| and (?=[A-Z])", text)]
    return tuple(
        dict.fromkeys(part for part in parts if _NAME.fullmatch(part) and not _ROLE.search(part))
    )


def read_respondents(text: str, forms: Forms) -> tuple[str, ...]:
    """Who answers for a row: the people named in its cell, or else the offices, as printed."""
    if named := read_people(text, forms):
        return named
    if len(text) > _OFFICES_LENGTH or not any(c.isalpha() for c in text):
        return ()
    offices = (_DATED.sub("", part).strip(" ,") for part in re.split(r"[;\n/]", text))
    return tuple(dict.fromkeys(part for part in offices if _ROLE.search(part)))


def read_day(text: str) -> Day | None:
    """The first day of a text. A footnote mark that runs into it ('218 April') is taken off."""
    match = _DAY.search(text)
    if match is None:
        return None
    printed, number = match["printed"], match["day"]
    if int(number) > 31 or len(number) > 2:
        printed, number = printed.replace(number, number[1:], 1), number[1:]
    name = match["month"].lower()[:3]
    month = _MONTHS.index(name) + 1 if name in _MONTHS else 0
    year = int(match["year"])
    valid = month and 1 <= int(number) <= monthrange(year, month)[1]
    return Day(printed, date(year, month, int(number)) if valid else None)


def _field_values(texts: Sequence[str], forms: Forms) -> dict[str, str]:
    """The words behind each field's name up to the next one; the last of a name counts."""
    values: dict[str, str] = {}
    open_field: str | None = None
    for text in texts:
        marks = _marks(text, forms)
        first = marks[0][1] if marks else len(text)
        if open_field and (open_field != "issue" or not values.get("issue")):
            values[open_field] = f"{values.get(open_field, '')}\n{text[:first]}".strip()
        for index, (name, _, end) in enumerate(marks):
            stop = marks[index + 1][1] if index + 1 < len(marks) else len(text)
            open_field = name
            values[name] = text[end:stop].strip()
        if open_field in ("requested", "deadline", "other"):
            open_field = open_field if open_field != "other" and not values[open_field] else None
    return {key: value for key, value in values.items() if key != "other"}


def _marks(text: str, forms: Forms) -> list[tuple[str, int, int]]:
    """Where the names of fields stand in a text, as (field, start, end), in order."""
    found = sorted(
        (match.start(), -match.end(), name)
        for name, pattern in forms.fields.items()
        for match in pattern.finditer(text)
    )
    marks: list[tuple[str, int, int]] = []
    for start, negative, name in found:
        if not marks or start >= marks[-1][2]:
            marks.append((name, start, -negative))
    return marks


def _work_out_due(
    requested: Day | None, deadline: Day | None, statutes: Iterable[Statute]
) -> tuple[date | None, str | None]:
    if deadline is not None:
        return deadline.day, "stated"
    if requested is None or requested.day is None:
        return None, None
    for statute in statutes:
        return _add(requested.day, statute), statute.basis
    return None, None


def _add(day: date, statute: Statute) -> date:
    month = day.month - 1 + statute.months
    year, month = day.year + month // 12, month % 12 + 1
    day = date(year, month, min(day.day, monthrange(year, month)[1]))
    return day + timedelta(days=statute.days)
