"""What a contestant is: a function of its subject that returns the work, which returns counts.

Each is prepared (imports, files) first, then timed. The first count is the unit that speed is told
in. What must be put away after the clock has stopped is left in `AFTERWARDS`.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

Counts = Mapping[str, float | None]
Work = Callable[[], Counts]

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
PACK = CORPUS / "oxfordshire-cabinet-2023-10-17-addenda-2.pdf"
AFTERWARDS: list[Callable[[], object]] = []


class SkipError(Exception):
    """The contestant cannot run here; its message says why."""


def pdfs(path: str) -> list[Path]:
    """A PDF, or those of a folder."""
    given = Path(path)
    return sorted(given.glob("*.pdf")) if given.is_dir() else [given]


def kilobytes(path: Path) -> int:
    """The size of a file."""
    return os.stat(path).st_size // 1024  # noqa: PTH116
