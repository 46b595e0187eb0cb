"""Annotated papers: JSON Lines, the first line of a file saying what was annotated completely."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import EvaluationError

Row = dict[str, Any]
FACT_TYPES = ("paper", "recommendation", "response", "statistic", "date", "theme")

_NOT_GOLD = (ValueError, LookupError, StopIteration, TypeError, RecursionError)
_NEEDED = {
    "scope": ("file", "types", "first_page", "last_page"),
    "paper": ("quote", "kind", "first_page"),
    "recommendation": ("quote", "page"),
    "response": ("quote", "page"),
    "statistic": ("quote", "page", "unit"),
    "date": ("quote", "page", "text"),
    "theme": ("quote", "page", "theme"),
}
"""What a row must say; all else may be null or left out."""

_KINDS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("page", "first_page", "last_page"), int),
    **dict.fromkeys(("value", "value_to"), (int, float)),
    **dict.fromkeys(("types", "respondents"), list),
    **dict.fromkeys(("optional", "stated", "approximate"), bool),
}
"""What a value must be where it is no text."""


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """The annotated facts of one paper; only `types` on the pages given were done completely."""

    name: str
    file: str
    types: frozenset[str]
    first_page: int
    last_page: int
    facts: tuple[Row, ...]
    council: str | None = None
    folder: Path = Path()

    def of_type(self, fact: str) -> list[Row]:
        """The annotated facts of one type."""
        return [row for row in self.facts if row["fact"] == fact]


def load_gold(paths: Iterable[Path]) -> list[GoldPaper]:
    """All annotated papers in files and folders, sorted by name."""
    files = sorted(_gold_files(paths))
    if not files:
        raise EvaluationError("There are no annotated papers (*.jsonl) there.")
    return [_load_file(path) for path in files]


def find_source(name: str, near: Path) -> Path:
    """The file that was annotated: in the folder of the annotations or in one above it."""
    for folder in (near, *near.resolve().parents):
        if (folder / name).is_file():
            return folder / name
    raise EvaluationError(f"The annotated file {name} is not in {near} nor in a folder above it.")


def _gold_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from path.glob("*.jsonl")
        elif path.is_file():
            yield path
        else:
            raise EvaluationError(f"There is nothing at {path}.")


def _load_file(path: Path) -> GoldPaper:
    try:
        rows = [
            _checked(json.loads(line)) for line in path.read_bytes().split(b"\n") if line.strip()
        ]
        scope = next(row for row in rows if row["fact"] == "scope")
        return GoldPaper(
            name=path.stem,
            file=scope["file"],
            folder=path.parent,
            types=frozenset(scope["types"]),
            first_page=scope["first_page"],
            last_page=scope["last_page"],
            facts=tuple(row for row in rows if row["fact"] != "scope"),
            council=scope.get("council"),
        )
    except _NOT_GOLD as error:
        raise EvaluationError(f"{path.name} is not an annotated paper: {error!r}.") from error


def _checked(row: Any) -> Row:
    """A row that has what its fact is compared by, each value of its kind or null."""
    fact = row["fact"]
    for name in _NEEDED[fact]:
        if row[name] is None:
            raise ValueError(f"{name} is empty")
    for name, value in row.items():
        kind = _KINDS.get(name.removesuffix("_alt"), str)
        if value is not None and not isinstance(value, kind):
            raise TypeError(f"{name} cannot be {value!r}")
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise TypeError(f"{name} holds more than texts")
    return dict(row)
