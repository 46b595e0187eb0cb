"""Functions that misbehave, for worker processes to be tried with."""

import ctypes
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReadError, RuleError
from pipeline.model import Document
from pipeline.read import ReadOptions, read_file
from pipeline.read.isolate import seconds_left


def misbehave(how: str) -> str:
    """Do what the task says; a task that says nothing special is answered in capitals."""
    match how.split(":"):
        case ["litter"]:
            tempfile.mkdtemp(prefix="board-papers-litter-")
            time.sleep(600)
        case ["time"]:
            return str(seconds_left())
        case ["hang"]:
            time.sleep(600)
        case ["spin"]:
            while True:
                pass
        case ["crash"]:
            ctypes.string_at(0)
        case ["abort"]:
            os.abort()
        case ["exit"]:
            os._exit(3)
        case ["leave"]:
            sys.exit(0)
        case ["eat"]:
            hoard = []
            while True:
                hoard.append(bytearray(16 << 20))
        case ["grow"]:
            _KEPT.append(b"x" * (200 << 20))
        case ["encrypted"]:
            raise ReadError("encrypted", "It needs a password.")
        case ["bug"]:
            return {"a": "b"}[how]
        case ["rules"]:
            raise RuleError("dates.yml is broken.")
        case ["deep"]:
            return _descend(0)
        case ["write", path]:
            Path(path).write_bytes(b"x" * (30 << 20))
        case ["pid"]:
            return str(os.getpid())
        case ["big"]:
            return "x" * (50 << 20)
        case ["unpicklable"]:
            return lambda: "no"  # type: ignore[return-value]
        case ["talk"]:
            os.write(1, b"NOISE")
            os.write(2, b"NOISE")
            print("NOISE")  # noqa: T201
        case ["child"]:
            pid = os.fork()
            if pid == 0:
                time.sleep(600)
                os._exit(0)
            return str(pid)
    return how.upper()


@dataclass(frozen=True)
class ReadIt:
    """A file to read in a worker, as `pipeline.process` puts it."""

    path: Path
    options: ReadOptions | None = None


def read_it(task: ReadIt) -> Document:
    """Read one file."""
    return read_file(task.path, task.options)


_KEPT: list[bytes] = []


def _descend(depth: int) -> str:
    return _descend(depth + 1) + "x"
