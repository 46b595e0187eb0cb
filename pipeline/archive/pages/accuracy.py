"""How far the archive can be trusted: precision and recall as they were measured, in words.

The figures stand in `accuracy.json`, which `pipeline evaluate --json` writes; where it is not
there, the page says that this version has not been measured.
"""

import json
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.archive.reading import Asked

_FIGURES = Path(__file__).resolve().parent.parent / "accuracy.json"
FACTS = {
    "paper": "Papers inside a pack",
    "recommendation": "Recommendations",
    "response": "Responses",
    "statistic": "Statistics",
    "date": "Dates",
    "theme": "Themes",
}


def answer(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """The measured figures of each kind of fact, or none."""
    return {"measured": read_figures(_FIGURES)}


@cache
def read_figures(path: Path) -> dict[str, Any] | None:
    """The figures of `path`, in the order in which the page tells them; None without the file."""
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
