"""How far the archive can be trusted: precision and recall as they were measured, in words.

The figures stand in the table `accuracy`, which `pipeline evaluate` fills; where it is empty,
the page says that this archive has not been measured.
"""

import sqlite3
from typing import Any

from pipeline.archive.plain import PAPER_KINDS, sentence_case
from pipeline.archive.reading import Asked, Row, rows

FACTS = {
    "paper": "Papers inside a pack",
    "recommendation": "Recommendations",
    "response": "Responses",
    "statistic": "Statistics",
    "date": "Dates",
    "theme": "Themes",
    "recurrence_same": "Made again in the same words",
    "recurrence_reworded": "Made again in other words",
}
_OF_PAPERS = 6
"""How many of them, the first, stand in papers; the others are links between papers."""
GROUPS = {"council": "By council", "kind": "By kind of paper"}
FIELDS = {
    "start": "first day",
    "end": "last day",
    "made_by": "who makes it",
    "addressed_to": "who is to act",
    "first_page": "first page",
    "last_page": "last page",
    "meeting_date": "day of the meeting",
    "item": "agenda item",
    "measure": "what is measured",
    "value_to": "upper value",
    "period": "the time it is about",
    "role": "its part",
    "respondents": "people named to act",
}


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """The measured figures of each kind of fact, in the order of the page."""
    everything = rows(connection, "SELECT * FROM accuracy ORDER BY id")
    measured = [row for row in everything if row["council"] is None and row["kind"] is None]
    facts: dict[str, Row] = {}
    for row in measured:
        fact = facts.setdefault(
            row["fact"],
            {
                "name": FACTS.get(row["fact"], row["fact"]),
                "facts": row["facts"],
                "papers": row["papers"],
                "precision": None,
                "recall": None,
                "fields": [],
            },
        )
        if row["measure"] in ("precision", "recall"):
            fact[row["measure"]] = row
        elif row["measure"] != "f1" and row["value"] is not None:
            fact["fields"].append((_field_name(row["measure"]), row["value"]))
    return {
        "measured": [facts[fact] for fact in FACTS if fact in facts],
        "groups": [
            {"by": title, "heads": list(FACTS.items())[:_OF_PAPERS], "rows": _group(everything, by)}
            for by, title in GROUPS.items()
            if any(row[by] for row in everything)
        ],
        "papers": max((row["papers"] for row in measured), default=0),
        "when": max((row["measured_at"] for row in measured), default=None),
        "version": measured[0]["version"] if measured else None,
    }


def _group(measured: list[Row], by: str) -> list[Row]:
    """A line for each council or kind of paper: precision and recall of each kind of fact."""
    lines: dict[str, Row] = {}
    for row in measured:
        if row[by]:
            line = lines.setdefault(row[by], {})
            line.setdefault(row["fact"], {"facts": row["facts"]})[row["measure"]] = row["value"]
    return [
        {"name": PAPER_KINDS.get(name, sentence_case(name)), "facts": facts}
        for name, facts in sorted(lines.items())
        if any(fact["facts"] for fact in facts.values())
    ]


def _field_name(field: str) -> str:
    return FIELDS.get(field, field.replace("_", " "))
