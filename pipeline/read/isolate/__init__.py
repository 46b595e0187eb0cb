"""Run a function on one file after another in worker processes, so that no file can harm a run.

A worker lives under `Limits` and is kept until it misbehaves: when it hangs it is killed from
outside, when it dies or its memory has grown another takes its place, and the file costs one
`ReadError`. Workers are forked from a *nursery*, a process that has the libraries loaded: a new
worker costs milliseconds, not imports. Nothing of the caller's `__main__` is run again, Ctrl-C
reaches the caller only, and when the caller is gone, in whatever way, so are all workers.

This guards against accidents and floods; it is no jail for a program that means harm.
"""

import contextlib
import os
import pickle
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeVar

from pipeline.errors import PipelineError, ReadError, UsageError
from pipeline.read.isolate.limits import Limits, seconds_left
from pipeline.read.isolate.nursery import ANSWER, END, FORK, REQUEST
from pipeline.read.isolate.wire import Inbox, send_message

__all__ = ["Limits", "Outcome", "Workers", "seconds_left"]

T = TypeVar("T")
R = TypeVar("R")

_MB = 1 << 20
_GRACE = 30.0
_ATTEMPTS = 3
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, R]):
    """What became of one task: a value, or else the problem why there is none."""

    task: T
    value: R | None
    problem: ReadError | None
    seconds: float


@dataclass(eq=False, slots=True)
class _Worker:
    pid: int
    connection: socket.socket
    task: Any = None
    started: float = 0.0
    deadline: float = 0.0
    inbox: Inbox = field(default_factory=Inbox)


class Workers:
    """`jobs` worker processes under `limits`, with the modules `preload` imported once.

    Use it as a context manager, from one thread.
    """

    def __init__(
        self, jobs: int = 1, limits: Limits | None = None, preload: Sequence[str] = ()
    ) -> None:
        if not hasattr(os, "fork"):
            raise UsageError("Files are read in worker processes, which need Linux or macOS.")
        self.jobs = max(1, jobs)
        self.limits = limits or Limits()
        self._preload = tuple(preload)
        self._idle: list[_Worker] = []
        self._nursery: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every worker and the nursery."""
        for worker in self._idle:
            worker.connection.close()
        self._idle.clear()
        self._end_nursery()

    def run(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[Outcome[T, R]]:
        """Call `function` with each task in a worker; yield what became of it as it is done.

        `function` must be importable by name, tasks and values must be picklable. Any
        `PipelineError` but a `ReadError` is about the run, not about the file, and is raised.
        """
        if function.__module__ == "__main__":
            raise UsageError("A function for worker processes must live in an importable module.")
        waiting = iter(tasks)
        busy: list[_Worker] = []
        try:
            self._feed(busy, function, waiting)
            while busy:
                done = list(self._collect(busy))
                # The workers go on while the caller deals with what is done.
                self._feed(busy, function, waiting)
                yield from done
        finally:
            for worker in busy:
                self._end(worker)

    def _feed(self, busy: list[_Worker], function: Callable[[T], R], waiting: Iterator[T]) -> None:
        while len(busy) < self.jobs:
            try:
                task = next(waiting)
            except StopIteration:
                return
            busy.append(self._begin(task, pickle.dumps((function, task))))

    def _begin(self, task: Any, request: bytes) -> _Worker:
        while True:
            worker = self._idle.pop() if self._idle else self._fork()
            try:
                send_message(worker.connection, request)
            except OSError:  # it died while it had nothing to do
                self._end(worker)
                continue
            worker.task = task
            worker.started = time.monotonic()
            worker.deadline = worker.started + self.limits.seconds
            return worker

    def _collect(self, busy: list[_Worker]) -> Iterator[Outcome[Any, Any]]:
        """Wait until at least one worker is done, or must be killed."""
        with selectors.DefaultSelector() as selector:
            for worker in busy:
                selector.register(worker.connection, selectors.EVENT_READ, worker)
            patience = min(worker.deadline for worker in busy) - time.monotonic()
            ready = [key.data for key, _ in selector.select(max(0.0, patience))]
        now = time.monotonic()
        for worker in list(busy):
            outcome = None
            if worker in ready:
                outcome = self._listen(worker)
            elif worker.deadline <= now:
                outcome = self._give_up(worker, self._too_long())
            if outcome:
                busy.remove(worker)
                yield outcome

    def _listen(self, worker: _Worker) -> Outcome[Any, Any] | None:
        message = worker.inbox.take(worker.connection)
        if worker.inbox.closed:
            return self._give_up(worker, None)
        if message is None:
            # It is done and speaking; it may have had to wait for us.
            worker.deadline = max(worker.deadline, time.monotonic() + _GRACE)
            return None
        kind, payload, memory = pickle.loads(message)
        task, seconds = worker.task, time.monotonic() - worker.started
        worker.task = None
        if kind == "memory" or memory > self.limits.recycle_mb * _MB:
            self._end(worker)
        else:
            self._idle.append(worker)
        if kind == "value":
            return Outcome(task, pickle.loads(payload), None, seconds)
        return Outcome(task, None, self._problem(kind, payload), seconds)

    def _problem(self, kind: str, payload: Any) -> ReadError:
        if kind == "problem":
            return ReadError(*payload)
        if kind == "memory":
            return self._too_much()
        if kind == "error":
            error = pickle.loads(payload)
            assert isinstance(error, PipelineError)
            raise error
        return ReadError(
            "failed",
            f"The reader met something that it does not expect ({payload}). "
            "Please report it with the file.",
        )

    def _give_up(self, worker: _Worker, problem: ReadError | None) -> Outcome[Any, Any]:
        """End a worker that hangs or is dead already, and say why."""
        code, peak_kb = self._end(worker)
        seconds = time.monotonic() - worker.started
        return Outcome(worker.task, None, problem or self._death(code, peak_kb), seconds)

    def _death(self, code: int, peak_kb: int) -> ReadError:
        if code == -signal.SIGXCPU:
            return self._too_long()
        # Native libraries abort when memory is refused; the kernel kills when there is none.
        if code == -signal.SIGKILL or peak_kb >= self.limits.memory_mb * 1024 // 2:
            return self._too_much()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return ReadError(
            "died",
            f"The reader broke down on this file ({how}). "
            "Open the file, save it as a new one, and try again.",
        )

    def _too_long(self) -> ReadError:
        return ReadError(
            "timeout",
            f"The file was not read within {self.limits.seconds:g} seconds. "
            "Allow it more time, or split it into smaller files.",
        )

    def _too_much(self) -> ReadError:
        return ReadError(
            "memory",
            f"The file needs more than {self.limits.memory_mb} MB of memory. "
            "Allow it more, or split it into smaller files.",
        )

    def _fork(self) -> _Worker:
        for _ in range(_ATTEMPTS):
            ours, theirs = socket.socketpair()
            with theirs, contextlib.suppress(OSError):
                pid, _, _ = self._ask(FORK, 0, [theirs.fileno()])
                return _Worker(pid, ours)
            ours.close()
        raise PipelineError("Worker processes cannot be started here: is there memory left?")

    def _end(self, worker: _Worker) -> tuple[int, int]:
        """Kill a worker; its exit code and its peak memory in kilobytes."""
        worker.connection.close()
        try:
            _, code, peak_kb = self._ask(END, worker.pid)
        except OSError:
            return -signal.SIGKILL, 0
        return code, peak_kb

    def _ask(self, operation: bytes, pid: int, fds: Sequence[int] = ()) -> tuple[int, int, int]:
        control = self._control or self._start_nursery()
        try:
            socket.send_fds(control, [REQUEST.pack(operation, pid)], fds)
            answer = control.recv(ANSWER.size, socket.MSG_WAITALL)
            if len(answer) < ANSWER.size:
                raise ConnectionError("the nursery has ended")
        except OSError:
            self._end_nursery()
            raise
        found = ANSWER.unpack(answer)
        return int(found[0]), int(found[1]), int(found[2])

    def _start_nursery(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        code = (
            f"import sys; sys.path[:] = {sys.path!r}\n"
            "from pipeline.read.isolate.nursery import Limits, main\n"
            f"main({theirs.fileno()}, {self.limits!r}, {self._preload!r})"
        )
        with theirs:
            self._nursery = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # out of reach of the terminal's Ctrl-C
                env={**os.environ, **_ONE_THREAD, "PYTHONHASHSEED": "0"},
            )
        self._control = ours
        return ours

    def _end_nursery(self) -> None:
        if self._control:
            self._control.close()
        if self._nursery:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._nursery.wait(timeout=10)
            if self._nursery.poll() is None:
                self._nursery.kill()
                self._nursery.wait()
        self._control = self._nursery = None
