"""Process files on many machines: the only door to Dask (`distributed`, the extra `cluster`).

Workers read and extract, nothing else; the caller writes. A worker that is lost costs its tasks a
second try elsewhere. The files and the rules must lie under the same paths on every machine.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from pipeline.errors import PipelineError, ReadError, UsageError
from pipeline.read.isolate import Limits, Outcome, Workers
from pipeline.read.salvage import run_salvaging
from pipeline.store.batch import PRELOAD_BATCH, Batch, FileTask, batch_file

_ONE_AT_A_TIME = threading.Lock()


def process_on_cluster(
    address: str, tasks: Sequence[FileTask], limits: Limits | None = None
) -> Iterator[Outcome[FileTask, Batch]]:
    """Process all tasks on the cluster whose scheduler is at `address`; yields as they end."""
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            "Working on a cluster needs an extra. Install it with: "
            "pip install 'board-papers[cluster]'"
        ) from error
    try:
        client = distributed.Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise UsageError(f"There is no Dask scheduler at {address} ({error}).") from error
    with client:
        futures = client.map(_process_one, tasks, limits=limits, pure=False, retries=2)
        waiting = dict(zip(futures, tasks, strict=True))
        for future in distributed.as_completed(futures):
            yield _outcome(future, waiting[future])


def _outcome(future: Any, task: FileTask) -> Outcome[FileTask, Batch]:
    error = future.exception()
    if error is None:
        outcome: Outcome[FileTask, Batch] = future.result()
        return outcome
    if isinstance(error, PipelineError) and not isinstance(error, ReadError):
        raise error
    problem = ReadError("died", f"The worker that read this file was lost ({error}). Try again.")
    return Outcome(task, None, problem, 0.0)


def _process_one(task: FileTask, limits: Limits | None = None) -> Outcome[FileTask, Batch]:
    """What runs on a cluster's worker: the file in a limited process, as on one machine."""
    with _ONE_AT_A_TIME:
        return next(run_salvaging(_workers(limits), batch_file, [task]))


@cache
def _workers(limits: Limits | None) -> Workers:
    """One limited process a worker, kept from task to task; it ends with the worker."""
    return Workers(1, limits, preload=PRELOAD_BATCH).__enter__()
