"""What was measured, kept in docs/benchmarks.json so that the pages can be written again from it.

A run of some groups replaces those and leaves the others as they were measured before.
"""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_LIBRARIES = (
    "pdfplumber", "pdfminer.six", "pypdf", "markitdown", "pypdfium2", "dateparser", "spacy",
    "rapidfuzz", "datasketch", "scikit-learn", "datasette", "sqlite-utils", "distributed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """What the rounds of one entry took, in order; or why it was skipped."""

    rounds: Sequence[Mapping[str, Any]] = ()
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A group as it was measured: its entries by title, when and on what; or why it failed."""

    entries: Mapping[str, Measured] = field(default_factory=dict)
    day: str = ""
    machine: str = ""
    failed: str | None = None


def describe_machine() -> str:
    """The machine, and the versions of what is measured."""
    libraries = ", ".join(f"{name} {found}" for name in _LIBRARIES if (found := _version(name)))
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}; {libraries}"
    )


def today() -> str:
    """The day, as it is written beside what was measured."""
    return datetime.now(UTC).date().isoformat()


def load_runs(path: Path) -> dict[str, Run]:
    """Every group that was measured, by its key."""
    if not path.exists():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {
        key: Run(
            {title: Measured(**entry) for title, entry in run["entries"].items()},
            run["day"],
            run["machine"],
            run["failed"],
        )
        for key, run in kept.items()
    }


def save_runs(path: Path, runs: Mapping[str, Run]) -> None:
    """Keep what was measured."""
    kept = {key: asdict(run) for key, run in runs.items()}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
