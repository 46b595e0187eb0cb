"""The other side of `isolate`: a process that has the libraries loaded and forks workers.

It never runs foreign code itself, so it stays small and alive. It answers two requests on its
control socket, `fork` (with the worker's socket) and `end` (kill and bury one worker); when the
control socket closes, because the program has ended in whatever way, it kills every worker and
goes. A worker runs one task after another, each under its limits, with its output silenced.
"""

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import socket
import struct
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, Final

from pipeline.errors import PipelineError, ReadError
from pipeline.read.isolate.limits import Limits, bind_process, memory_in_use, start_clock
from pipeline.read.isolate.wire import receive_message, send_message

FORK: Final = b"f"
END: Final = b"e"
REQUEST: Final = struct.Struct("!cq")
ANSWER: Final = struct.Struct("!qqq")
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def main(control_fd: int, limits: Limits, preload: Sequence[str]) -> None:
    """Serve fork requests until the control socket closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in preload:
        # What cannot be imported here fails again in the worker, where it is reported.
        with contextlib.suppress(Exception):
            import_module(name)
    gc.collect()
    gc.freeze()
    # What a killed worker leaves in temporary files goes with the nursery.
    with socket.socket(fileno=control_fd) as control, _temporary_folder():
        workers: set[int] = set()
        try:
            # A program that is stopped in the middle of a request has closed the socket as well.
            with contextlib.suppress(ConnectionError):
                _serve_forks(control, limits, workers)
        finally:
            for pid in sorted(workers):
                _bury(pid)


@contextlib.contextmanager
def _temporary_folder() -> Iterator[None]:
    """A folder for all temporary files of this process and of those that it forks."""
    with tempfile.TemporaryDirectory(prefix="board-papers-") as folder:
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        yield


def _serve_forks(control: socket.socket, limits: Limits, workers: set[int]) -> None:
    while True:
        request, fds, _, _ = socket.recv_fds(control, REQUEST.size, 1)
        if len(request) < REQUEST.size:
            return
        operation, pid = REQUEST.unpack(request)
        if operation == FORK:
            pid = _fork_worker(control, fds[0], limits)
            os.close(fds[0])
            workers.add(pid)
            control.sendall(ANSWER.pack(pid, 0, 0))
        else:
            workers.discard(pid)
            control.sendall(ANSWER.pack(pid, *_bury(pid)))


def _fork_worker(control: socket.socket, fd: int, limits: Limits) -> int:
    nursery = os.getpid()
    pid = os.fork()
    if pid:
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        return pid
    # From here on this is the worker. It leaves only by `_exit`: nothing of the nursery's
    # stack may run again in it.
    code = 1
    try:
        os.setpgid(0, 0)
        control.close()
        _die_with_parent(nursery)
        _silence()
        bind_process(limits)
        # Not closed before the process ends: who sees it closed may count on the exit code.
        _work(socket.socket(fileno=fd), limits)
        code = 0
    finally:
        os._exit(code)


def _work(connection: socket.socket, limits: Limits) -> None:
    """Answer tasks until the program closes the socket."""
    while (request := receive_message(connection)) is not None:
        start_clock(limits)
        kind, payload = _answer(request)
        send_message(connection, pickle.dumps((kind, payload, memory_in_use())))


def _answer(request: bytes) -> tuple[str, Any]:
    try:
        function, task = pickle.loads(request)
        return _call(function, task)
    except MemoryError:
        return "memory", None
    except ReadError as error:
        return "problem", (error.code, error.message)
    except PipelineError as error:
        return "error", pickle.dumps(error)
    except Exception as error:
        return "failed", _describe(error)


def _call(function: Callable[[Any], Any], task: Any) -> tuple[str, Any]:
    return "value", pickle.dumps(function(task), protocol=pickle.HIGHEST_PROTOCOL)


def _describe(error: Exception) -> str:
    """'KeyError: 'x' in words.py line 12', for the record of a file that met a bug."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {os.path.basename(frames[-1].filename)} line {frames[-1].lineno}"  # noqa: PTH119
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}{': ' + said if said else ''}{where}"


def _die_with_parent(parent: int) -> None:
    """Where the system can do it, this process is killed when the nursery is."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _silence() -> None:
    """Native libraries talk to descriptors 1 and 2 directly; here nobody hears them."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _bury(pid: int) -> tuple[int, int]:
    """Kill a worker; its exit code (negative: the signal that ended it) and peak kilobytes."""
    try:
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        _kill(pid)  # with what it had started itself
        _, status, usage = os.wait4(pid, 0)
    except ChildProcessError:  # a worker of an earlier nursery
        return 0, 0
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss


def _kill(pid: int) -> None:
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
