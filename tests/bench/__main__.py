"""Measure everything in one run, side by side in fresh processes, and write the page.

python -m tests.bench                       # all, three rounds, into docs/benchmarks.md
python -m tests.bench --only reading --rounds 5 --out -
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.contestants import ROOT
from tests.bench.plan import Entry, Group, make_groups
from tests.bench.report import Measured, write_report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the groups and write what they took."""
    given = _parse(arguments)
    with tempfile.TemporaryDirectory(prefix="board-papers-bench-") as folder:
        groups = make_groups(Path(folder), given.only)
        measured = [(group, _measure(group, given.rounds)) for group in groups]
    page = write_report(measured, given.rounds)
    if given.out == "-":
        sys.stdout.write(page)
    else:
        Path(given.out).write_text(page, encoding="utf-8")
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], help="keys of the groups to run")
    parser.add_argument("--out", default=str(ROOT / "docs" / "benchmarks.md"))
    return parser.parse_args(arguments)


def _measure(group: Group, rounds: int) -> list[Measured]:
    """All rounds of a group; in each the contestants take turns."""
    taken: dict[str, list[Mapping[str, Any]]] = {entry.title: [] for entry in group.entries}
    skipped: dict[str, str] = {}
    for number in range(group.rounds or rounds):
        for entry in group.entries:
            if entry.title in skipped:
                continue
            found = _run(entry)
            sys.stderr.write(f"{group.key} {number + 1}: {entry.title}: {_tell(found)}\n")
            if "skipped" in found:
                skipped[entry.title] = found["skipped"]
            else:
                taken[entry.title].append(found)
    return [
        Measured(entry, tuple(taken[entry.title]), skipped.get(entry.title))
        for entry in group.entries
    ]


def _run(entry: Entry) -> dict[str, Any]:
    """One contestant, once, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.one", entry.contestant, entry.subject],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it failed"])[-1]
        return {"skipped": reason}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _tell(found: Mapping[str, Any]) -> str:
    if "skipped" in found:
        return f"skipped ({found['skipped']})"
    return f"{found['cpu']:.2f} s CPU, {found['wall']:.2f} s, {found['peak_mb']:.0f} MB"


if __name__ == "__main__":
    raise SystemExit(main())
