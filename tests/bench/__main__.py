"""Measure everything in one run, side by side in fresh processes, and write the pages.

python -m tests.bench                        all, three rounds, into docs/
python -m tests.bench --only reading dates   these groups, the others stay as they were measured
python -m tests.bench --only year --out -    print the page, keep nothing
python -m tests.bench --write                the pages again from what was measured
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.bench.plan import GROUPS, Entry, Group
from tests.bench.report import write_report
from tests.bench.results import Measured, Run, describe_machine, load_runs, save_runs, today
from tests.bench.scale import write_scale
from tests.bench.work import ROOT

DOCS = ROOT / "docs"
_LIMIT = 1200
"""Seconds after which a contestant is given up."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the groups and write what they took."""
    given = _parse(arguments)
    runs = load_runs(DOCS / "benchmarks.json")
    for group in GROUPS:
        if not given.write and group.key in (given.only or [group.key for group in GROUPS]):
            began = time.perf_counter()
            runs[group.key] = _measure(group, given.rounds)
            sys.stderr.write(f"{group.key}: {time.perf_counter() - began:.0f} s altogether\n")
            if given.out != "-":
                save_runs(DOCS / "benchmarks.json", runs)
    if given.out == "-":
        chosen = [group for group in GROUPS if group.key in (given.only or runs)]
        sys.stdout.write(write_report(chosen, runs))
    else:
        write_pages(runs)
    return 0


def write_pages(runs: Mapping[str, Run]) -> None:
    """The pages of docs/ that tell what was measured."""
    (DOCS / "benchmarks.md").write_text(write_report(GROUPS, runs), encoding="utf-8")
    scale = DOCS / "scale.md"
    scale.write_text(write_scale(scale.read_text(encoding="utf-8"), runs), encoding="utf-8")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    keys = [group.key for group in GROUPS]
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], choices=keys, metavar="GROUP")
    parser.add_argument("--out", default="docs", help="- prints the page and keeps nothing")
    parser.add_argument("--write", action="store_true", help="measure nothing")
    return parser.parse_args(arguments)


def _measure(group: Group, rounds: int) -> Run:
    """A group, its subjects made in a folder of its own that goes when it is through."""
    with tempfile.TemporaryDirectory(prefix="board-papers-bench-") as folder:
        try:
            sys.stderr.write(f"{group.key}: making what is measured\n")
            made = _make(group, Path(folder))
        except Exception as error:  # a group that cannot be made is told, the others run
            return Run(failed=f"{type(error).__name__}: {error}")
        subjects = {name: str(path) for name, path in made.items()}
        entries = _take_turns(group, min(rounds, group.rounds), subjects)
    return Run(entries, today(), describe_machine())


def _make(group: Group, folder: Path) -> Mapping[str, Path]:
    """What a group measures on, made in a process of its own: a contestant's peak of memory is
    never below the size of the process that starts it, so this one stays small."""
    if group.make is None:
        return {}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(group.make, folder).result()


def _take_turns(group: Group, rounds: int, subjects: Mapping[str, str]) -> dict[str, Measured]:
    """All rounds of a group; in each the contestants take turns."""
    taken: dict[str, list[Mapping[str, Any]]] = {entry.title: [] for entry in group.entries}
    skipped: dict[str, str] = {}
    for number in range(rounds):
        for entry in group.entries:
            if entry.title in skipped:
                continue
            found = _run(entry, subjects.get(entry.subject, entry.subject))
            sys.stderr.write(f"{group.key} {number + 1}: {entry.title}: {_tell(found)}\n")
            if "skipped" in found:
                skipped[entry.title] = found["skipped"]
            else:
                taken[entry.title].append(found)
    return {title: Measured(found, skipped.get(title)) for title, found in taken.items()}


def _run(entry: Entry, subject: str) -> dict[str, Any]:
    """One contestant, once, in a process of its own."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.one", entry.contestant, subject],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
            timeout=_LIMIT,
        )
    except subprocess.TimeoutExpired:
        return {"skipped": f"it took more than {_LIMIT} seconds"}
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
