"""One bad file costs one problem: workers that hang, crash, eat memory or lie."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import RuleError, UsageError
from pipeline.read.isolate import Limits, Workers, seconds_left
from tests.making import hear_ctrl_c
from tests.read.hostile import misbehave

LIMITS = Limits(seconds=2, memory_mb=300, written_mb=10, recycle_mb=150)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(jobs=2, limits=LIMITS, preload=["tests.read.hostile"]) as kept:
        yield kept


@pytest.mark.parametrize(
    ("how", "code", "says"),
    [
        ("hang", "timeout", "within 2 seconds"),
        ("crash", "died", "SIGSEGV"),
        ("abort", "died", "SIGABRT"),
        ("exit", "died", "exit code 3"),
        ("leave", "died", "exit code 1"),
        ("eat", "memory", "300 MB"),
        ("encrypted", "encrypted", "needs a password"),
        ("bug", "failed", "KeyError: 'bug' in hostile.py line"),
        ("deep", "failed", "RecursionError"),
        ("unpicklable", "failed", "local object"),
    ],
)
def test_a_misbehaving_task_costs_one_problem(
    workers: Workers, how: str, code: str, says: str
) -> None:
    outcomes = {o.task: o for o in workers.run(misbehave, ["before", how, "after"])}
    assert outcomes["before"].value == "BEFORE"
    assert outcomes["after"].value == "AFTER"
    problem = outcomes[how].problem
    assert problem is not None
    assert problem.code == code
    assert says in problem.message
    assert problem.message.endswith(".")


def test_processor_time_is_limited_too() -> None:
    with Workers(limits=Limits(seconds=60, cpu_seconds=0.2)) as workers:
        (outcome,) = workers.run(misbehave, ["spin"])
    assert outcome.problem is not None
    assert outcome.problem.code == "timeout"
    assert outcome.seconds < 10


def test_what_a_task_writes_is_limited(workers: Workers, tmp_path: Path) -> None:
    (outcome,) = workers.run(misbehave, [f"write:{tmp_path / 'flood'}"])
    assert outcome.problem is not None
    assert (tmp_path / "flood").stat().st_size <= 10 << 20


def test_an_error_of_the_run_is_raised(workers: Workers) -> None:
    with pytest.raises(RuleError, match=r"dates\.yml is broken"):
        list(workers.run(misbehave, ["rules"]))


def test_every_task_has_one_outcome(workers: Workers) -> None:
    tasks = [f"task {n}" if n % 10 else "crash" for n in range(60)]
    outcomes = list(workers.run(misbehave, tasks))
    assert sorted(o.task for o in outcomes) == sorted(tasks)
    assert sum(o.problem is not None for o in outcomes) == 6


def test_a_worker_is_kept_while_it_behaves() -> None:
    with Workers(limits=LIMITS) as workers:
        pids = [o.value for o in workers.run(misbehave, ["pid"] * 5)]
    assert len(set(pids)) == 1


def test_a_worker_that_grew_is_replaced() -> None:
    with Workers(limits=LIMITS) as workers:
        before, grown, after = workers.run(misbehave, ["pid", "grow", "pid"])
    assert grown.value == "GROW"
    assert before.value != after.value


def test_large_values_come_whole(workers: Workers) -> None:
    (outcome,) = workers.run(misbehave, ["big"])
    assert outcome.value is not None
    assert len(outcome.value) == 50 << 20


def test_native_output_is_silenced(capfd: pytest.CaptureFixture[str]) -> None:
    with Workers() as workers:
        (outcome,) = workers.run(misbehave, ["talk"])
    assert outcome.value == "TALK"
    assert capfd.readouterr() == ("", "")


def test_no_process_is_left_when_a_run_is_given_up(workers: Workers) -> None:
    run = workers.run(misbehave, ["pid", "hang", "hang"])
    pid = int(next(run).value or 0)
    run.close()  # type: ignore[attr-defined]
    with Workers(limits=LIMITS) as others:
        child = int(next(others.run(misbehave, ["child"])).value or 0)
        assert _is_alive(child)
    assert _gone(child)
    workers.close()
    assert _gone(pid)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_the_program(ending: signal.Signals) -> None:
    code = (
        "from pipeline.read.isolate import Workers\n"
        "from tests.read.hostile import misbehave\n"
        "with Workers(jobs=2) as workers:\n"
        "    for outcome in workers.run(misbehave, ['pid', 'hang', 'hang']):\n"
        "        print(outcome.value, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=hear_ctrl_c,
    ) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        children = _children_of_group(program.pid)
        program.send_signal(ending)
        program.wait(timeout=10)
    assert _gone(pid)
    assert all(_gone(child) for child in children)


def test_a_function_of_the_main_script_is_refused() -> None:
    def local(task: str) -> str:
        return task

    local.__module__ = "__main__"
    with Workers() as workers, pytest.raises(UsageError, match="importable module"):
        list(workers.run(local, ["a"]))


def test_outside_a_worker_there_is_no_deadline() -> None:
    assert seconds_left() == float("inf")


def test_a_worker_knows_how_long_it_has(workers: Workers) -> None:
    first, second = workers.run(misbehave, ["time", "time"])
    assert 1 < float(first.value or 0) <= LIMITS.seconds
    assert 1 < float(second.value or 0) <= LIMITS.seconds


def _children_of_group(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while _is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
