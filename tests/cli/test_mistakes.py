"""Mistakes that people make, and a machine that is in the way: a sentence each, never a traceback.

These run the installed program, as its users do.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.making import hear_ctrl_c, write_report

PROGRAM = [sys.executable, "-m", "pipeline"]
_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1


def run(
    *args: object, change: Callable[[], None] | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*PROGRAM, *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **env},
        preexec_fn=change,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mistakes")
    assert run("ingest", write_report(folder), "--db", folder / "archive.db").returncode == 0
    return folder / "archive.db"


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("serch", "neglect"), "Did you mean"),
        (("search", "--lmit", "3", "neglect"), "Did you mean"),
        (("show", "nobody"), "There is nothing with the id nobody"),
        (("similar", "nowhere.txt"), "nowhere.txt: The file cannot be opened"),
        (("similar", "."), "not a file but a folder"),
        (("recurring", "--theme", "negelct"), "Did you mean neglect?"),
        (("corrections", "--load", "."), "cannot be used (Is a directory)"),
        (("ingest", "nowhere"), "There is nothing at nowhere"),
    ],
)
def test_a_mistake_is_a_sentence(db: Path, args: tuple[str, ...], sentence: str) -> None:
    done = run(*args, *(() if "--lmit" in args or "serch" in args else ("--db", db)))
    assert done.returncode in (1, 2)
    assert sentence in done.stderr


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--floors", "floors.json"), "floors.json is no file of floors"),
        (("--publish", "none.db"), "There is no archive at none.db"),
        (("--publish",), "There is no archive at archive.db"),
        (("--learn-from-corrections",), "There is no archive at archive.db"),
        (("--fact", "dates"), "'dates' is not one of 'paper'"),
    ],
)
def test_a_mistake_with_figures_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("floors.json").write_text('{"date.precision": "high"}')
    gold = "mine" if "--learn-from-corrections" in args else ROOT / "corpus/gold/dev/hwb-2024.jsonl"
    done = run("evaluate", gold, *args)
    assert done.returncode in (1, 2)
    assert sentence in done.stderr


def test_an_empty_folder_makes_no_archive(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    done = run("ingest", tmp_path / "inbox", "--db", tmp_path / "archive.db")
    assert "no papers here" in done.stdout
    assert not (tmp_path / "archive.db").exists()


def test_a_folder_without_rules_is_said(tmp_path: Path) -> None:
    assert "no rule files" in run("rules", "check", "--rules", tmp_path).stderr


def test_a_terminal_of_another_alphabet_shows_what_it_can(db: Path) -> None:
    done = run(
        *("search", "neglect", "children", "strategy", "rose", "--db", db),
        PYTHONIOENCODING="ascii",
    )
    assert done.returncode == 0
    done = run("show", "--db", db, "nobody’s", PYTHONIOENCODING="ascii")
    assert "nothing with the id" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_that_cannot_be_written_is_a_sentence(db: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "files", "--db", str(db)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.stderr.decode() == "Error: The output cannot be used (No space left on device).\n"


def test_ctrl_c_is_one_sentence_and_the_same_command_goes_on(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    started = subprocess.Popen(
        [*PROGRAM, "ingest", str(ROOT / "corpus"), "--db", str(db)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=hear_ctrl_c,
    )
    while not db.exists():
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(started.pid, signal.SIGINT)
    said, _ = started.communicate(timeout=60)
    assert said.decode().strip().count("\n") == 0, said
    assert said.decode().startswith("Stopped.")
    assert started.returncode == 130
    assert run("ingest", ROOT / "corpus", "--db", db).returncode == 0


def test_who_waits_is_told_for_whom(db: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(db)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    holder.stdout.readline()
    waiting = subprocess.Popen(
        [*PROGRAM, "ingest", str(db.parent / "report.txt"), "--db", str(db)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,
    )
    assert waiting.stderr
    assert f"Waiting for process {holder.pid}" in waiting.stderr.readline()
    waiting.send_signal(signal.SIGINT)
    _, said = waiting.communicate(timeout=30)
    assert "Traceback" not in said
    assert said.startswith("Stopped.")
    holder.kill()
    holder.communicate()


_HOLD = """
import sys, time
from pathlib import Path
from pipeline.store.archive import Archive
archive = Archive.open(Path(sys.argv[1]))
archive.claim()
print("held", flush=True)
time.sleep(60)
"""


def _without_the_right_to_write_everywhere() -> None:
    """Take from the superuser what other users do not have: to write where it is forbidden."""
    if os.geteuid() == 0:
        ctypes.CDLL(None, use_errno=True).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0)


def test_a_folder_that_may_not_be_written_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    db = folder / "archive.db"
    run("ingest", write_report(tmp_path), "--db", db)
    new = write_report(tmp_path, "new.txt", "A new paper\n\nWith other words.")
    db.chmod(0o444)
    folder.chmod(0o555)
    limited = _without_the_right_to_write_everywhere
    assert "Neglect remains" in run("search", "neglect", "--db", db, change=limited).stdout
    for target in (db, folder / "new.db"):
        done = run("ingest", new, "--db", target, change=limited)
        assert done.returncode == 1
        assert "cannot be written" in done.stderr
    folder.chmod(0o755)


def test_a_full_disk_is_a_sentence_and_the_archive_stays_whole(tmp_path: Path) -> None:
    import resource

    db = tmp_path / "archive.db"
    run("ingest", write_report(tmp_path), "--db", db)
    room = db.stat().st_size + 50_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = run("ingest", ROOT / "corpus", "--db", db, change=limit)
    assert done.returncode == 1
    assert "disk is full" in done.stderr
    assert "report.txt" in run("files", "--db", db).stdout
    assert run("ingest", ROOT / "corpus", "--db", db).returncode == 0
