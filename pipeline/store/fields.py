"""What people can correct: the fields of each table, and what each may hold. As data, on top."""

import json
import math
from collections.abc import Callable
from datetime import date
from typing import Any, get_args, get_type_hints

from pipeline import model
from pipeline.errors import ArchiveError

_TEXT, _DAY, _NUMBER, _YEAR, _YES, _NAMES = "text", "day", "number", "year", "yes or no", "names"
_PERIOD = {"period_start": _DAY, "period_end": _DAY}
_DIRECTIONS = ("increase", "decrease")

FIELDS: dict[str, dict[str, str | tuple[str, ...]]] = {
    "papers": {
        "kind": get_args(model.PaperKind),
        **dict.fromkeys(("title", "body", "author", "item"), _TEXT),
        "meeting_date": _DAY,
        "year": _YEAR,
        **_PERIOD,
    },
    "recommendations": {
        "kind": get_args(get_type_hints(model.Recommendation)["kind"]),
        **dict.fromkeys(("text", "label", "made_by", "addressed_to", "verb"), _TEXT),
    },
    "responses": {
        "decision": get_args(model.Decision),
        **dict.fromkeys(("decision_text", "action", "issue", "label"), _TEXT),
        "respondents": _NAMES,
        "requested": _DAY,
        "deadline": _DAY,
        **dict.fromkeys(("requested_text", "deadline_text"), _TEXT),
    },
    "statistics": {
        "value": _NUMBER,
        "value_to": _NUMBER,
        **dict.fromkeys(("unit", "measure"), _TEXT),
        "role": get_args(get_type_hints(model.Statistic)["role"]),
        "direction": _DIRECTIONS,
        **_PERIOD,
    },
    "dates": {
        "date_start": _DAY,
        "date_end": _DAY,
        "role": get_args(get_type_hints(model.DateFact)["role"]),
        "approximate": _YES,
    },
    "theme_mentions": {"theme_id": _TEXT, "stated": _YES},
}
"""A tuple are the words that a field may hold, anything else says what kind of value it is."""

_YES_OR_NO = {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}


def read_value(table: str, field: str, text: str | None) -> Any:
    """A correction's text as the column holds it; raises `ArchiveError` for what it may not be."""
    kind = FIELDS[table].get(field)
    if kind is None:
        raise ArchiveError(
            f"'{field}' cannot be corrected in {table}. It can be: {', '.join(FIELDS[table])}."
        )
    if text is None:
        return None
    if isinstance(kind, tuple):
        if text not in kind:
            raise ArchiveError(f"'{text}' is no {field}. It can be: {', '.join(kind)}.")
        return text
    try:
        return _READERS[kind](text)
    except (ValueError, KeyError) as error:
        raise ArchiveError(f"'{text}' is no {field}. {_SHOWN[kind]}") from error


def _number(text: str) -> float:
    value = float(text.replace(",", ""))
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _names(text: str) -> str:
    """Names that are parted by semicolons, or a JSON list, as a JSON list."""
    names = json.loads(text) if text.startswith("[") else text.split(";")
    return json.dumps([str(name).strip() for name in names], ensure_ascii=False)


_READERS: dict[str, Callable[[str], Any]] = {
    _TEXT: str,
    _DAY: lambda text: date.fromisoformat(text).isoformat(),
    _NUMBER: _number,
    _YEAR: int,
    _YES: lambda text: _YES_OR_NO[text.casefold()],
    _NAMES: _names,
}
_SHOWN = {
    _DAY: "Write a day like 2023-10-27.",
    _NUMBER: "Write a number like 503900000 or 12.5.",
    _YEAR: "Write a year like 2023.",
    _YES: "Write yes or no.",
    _NAMES: "Write names with semicolons between them.",
}
