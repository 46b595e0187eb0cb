"""Reading on a cluster of real worker processes gives the same rows, also when one is killed."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.ingest import Settings, ingest
from tests.conftest import Silent
from tests.making import REPORT, dump, write_report

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("default")


def _papers(folder: Path) -> Path:
    folder.mkdir()
    for number in range(12):
        text = REPORT.replace("780", str(780 + number)) * 40
        write_report(folder, f"report-{number:02}.txt", text)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    return folder


def test_the_rows_are_the_same_with_a_worker_killed_in_mid_run(tmp_path: Path) -> None:
    folder = _papers(tmp_path / "papers")
    one = ingest([folder], tmp_path / "one.db", Settings(), Silent())
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid
        killed = threading.Event()

        class Killer(Silent):
            """Kills a worker when the first file is through."""

            def done(self, report: object) -> None:
                if not killed.is_set():
                    os.kill(victim, signal.SIGKILL)
                    killed.set()
                time.sleep(0.01)

        many = ingest(
            [folder],
            tmp_path / "many.db",
            Settings(cluster=cluster.scheduler_address),
            Killer(),
        )
        assert killed.is_set()
    assert dump(tmp_path / "one.db") == dump(tmp_path / "many.db")
    assert sorted(f.state for f in one.files) == sorted(f.state for f in many.files)


def test_a_missing_scheduler_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no Dask scheduler"):
        ingest(
            [write_report(tmp_path)],
            tmp_path / "archive.db",
            Settings(cluster="tcp://127.0.0.1:9"),
            Silent(),
        )
