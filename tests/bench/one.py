"""Measure one contestant in this fresh process and print what it took as JSON."""

import json
import resource
import sys
import time

from tests.bench.contestants import CONTESTANTS
from tests.bench.work import AFTERWARDS, SkipError


def main(name: str, subject: str) -> None:
    """Run `name` on `subject` once; seconds are of the processor, of this process and its own."""
    try:
        work = CONTESTANTS[name](subject)
    except SkipError as reason:
        print(json.dumps({"skipped": str(reason)}))  # noqa: T201
        return
    own, theirs = _cpu(resource.RUSAGE_SELF), _cpu(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    counts = work()
    wall = time.perf_counter() - began
    own = _cpu(resource.RUSAGE_SELF) - own
    for put_away in AFTERWARDS:
        put_away()
    taken = {
        "cpu": own + _cpu(resource.RUSAGE_CHILDREN) - theirs,
        "own_cpu": own,
        "wall": wall,
        "peak_mb": _peak_mb(),
        "counts": counts,
    }
    print(json.dumps(taken))  # noqa: T201


def _peak_mb() -> float:
    """The largest of this process and those that it started."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def _cpu(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(*sys.argv[1:])
