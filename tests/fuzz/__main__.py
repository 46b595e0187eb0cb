"""`python -m tests.fuzz [TARGET ...] [--seconds N | --runs N]`: search for broken promises.

Without a target, all are searched one after another. What is found is kept in FOLDER; when it is
mended, its input goes to tests/fuzz/found/TARGET/, where the tests try it for ever after.
"""

import argparse
import sys
from pathlib import Path

from tests.fuzz.run import fuzz
from tests.fuzz.targets import TARGETS


def main() -> None:
    """Read the command line, run, and print a line for each target."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target (default 60)")
    parser.add_argument("--runs", type=int, help="inputs for each target, however long it takes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    bound = f"-runs={asked.runs}" if asked.runs else f"-max_total_time={asked.seconds}"
    broken = 0
    for target in asked.targets or TARGETS:
        outcome = fuzz(target, asked.folder / target, bound, f"-seed={asked.seed}")
        sys.stdout.write(
            f"{target:12} {outcome.inputs:9,} inputs  {outcome.seconds:5} s  "
            f"{outcome.covered:6,} branches  {len(outcome.findings)} broken\n"
        )
        for finding in outcome.findings:
            sys.stdout.write(f"\n{finding}\n")
        sys.stdout.flush()
        broken += len(outcome.findings)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
