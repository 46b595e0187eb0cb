"""What one file may cost, and how a worker process binds itself to it."""

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What the work on one file may cost.

    `seconds` are of the clock, `cpu_seconds` of the processor; `memory_mb` is address space
    beyond what the imported libraries take; `written_mb` bounds each file that is written. A
    worker that still holds `recycle_mb` of memory after a file is replaced by a fresh one.
    """

    seconds: float = 120.0
    cpu_seconds: float = 120.0
    memory_mb: int = 2048
    written_mb: int = 512
    recycle_mb: int = 700


class _Clock:
    """When the current task must be done, on the monotonic clock."""

    deadline: float | None = None


def seconds_left() -> float:
    """Seconds until the current task is killed; infinite outside a worker.

    A reader that asks in time can stop by itself and keep the pages that it has.
    """
    return float("inf") if _Clock.deadline is None else _Clock.deadline - time.monotonic()


def bind_process(limits: Limits) -> None:
    """Bind this process for good: address space, size of written files, no core dump."""
    import resource

    memory = memory_in_use(virtual=True) + limits.memory_mb * _MB
    written = limits.written_mb * _MB
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, written),
    ):
        # A system that knows no such limit, or allows less already, is no reason to stop.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def start_clock(limits: Limits) -> None:
    """Count the time of the task that begins now."""
    import resource

    _Clock.deadline = time.monotonic() + limits.seconds
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime + limits.cpu_seconds) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def memory_in_use(*, virtual: bool = False) -> int:
    """Bytes that this process holds now; 0 where the system does not say."""
    try:
        fields = Path("/proc/self/statm").read_bytes().split()
    except OSError:
        return 0
    return int(fields[0 if virtual else 1]) * _PAGE_BYTES
