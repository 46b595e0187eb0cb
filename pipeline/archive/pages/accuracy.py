"""How far the archive can be trusted: precision and recall as they were measured, in words.

The figures stand in the table `accuracy`, which `pipeline evaluate` fills; where it is empty,
the page says that this archive has not been measured.
"""

import sqlite3
from typing import Any

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
    measured = rows(connection, "SELECT * FROM accuracy ORDER BY id")
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
        "papers": max((row["papers"] for row in measured), default=0),
        "when": max((row["measured_at"] for row in measured), default=None),
        "version": measured[0]["version"] if measured else None,
    }


def _field_name(field: str) -> str:
    return FIELDS.get(field, field.replace("_", " "))
