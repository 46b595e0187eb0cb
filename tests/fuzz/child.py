"""The process that the fuzzer runs in: `python -m tests.fuzz.child TARGET FOLDER OPTION...`.

It is a process of its own because the code that is fuzzed is instrumented as it is imported,
and because the fuzzer ends the process when it is done. A broken promise does not end it: each
one is kept in FOLDER/findings, once for each place in the code, and the search goes on.
"""

import hashlib
import sys
import time
import traceback
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from tests.fuzz.targets import TARGETS, Target

SLOW = 3.0
"""Seconds of work that no input of the fuzzer's size is worth."""


class Watch:
    """Tries a target on inputs, and keeps those that break its promise or take too long."""

    def __init__(self, target: Target, folder: Path) -> None:
        self._target = target
        self._folder = folder
        self._seen: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, raw: bytes) -> None:
        """Try one input."""
        began = time.process_time()
        try:
            self._target(raw)
        except Exception as error:
            self._keep(raw, _place(error), traceback.format_exc(limit=-6))
        else:
            spent = time.process_time() - began
            if spent > SLOW:
                self._keep(raw, "slow", f"slow: {spent:.1f} s\n")

    def _keep(self, raw: bytes, place: str, told: str) -> None:
        if place in self._seen:
            return
        self._seen.add(place)
        name = hashlib.sha256(place.encode()).hexdigest()[:12]
        (self._folder / name).write_bytes(raw)
        (self._folder / f"{name}.txt").write_text(told, encoding="utf-8", errors="replace")


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno}"


def main() -> None:
    """Fuzz one target until the fuzzer's options say that it is enough."""
    name, folder, *options = sys.argv[1:]
    warnings.simplefilter("error")
    watch = Watch(TARGETS[name], Path(folder) / "findings")
    atheris.Setup(["fuzz", *options, str(Path(folder) / "inputs")], watch)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
