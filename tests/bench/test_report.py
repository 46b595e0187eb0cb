"""The page of benchmarks: medians, spread, ratios round by round; what did not run says why."""

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.plan import Entry, Group
from tests.bench.report import Measured, write_report
from tests.read.pdffile import pdf_file


def _round(cpu: float, pages: int = 100) -> dict[str, object]:
    return {"cpu": cpu, "wall": cpu, "peak_mb": 50.4, "counts": {"pages": pages, "words": 2000}}


def test_a_group_is_a_table_with_ratios_to_its_baseline() -> None:
    slow, fast, gone = (Entry(title, title, "x") for title in ("slow", "fast", "gone"))
    group = Group("reading", "Reading", "A note.", (slow, fast, gone), "slow")
    measured = [
        Measured(slow, (_round(10), _round(20), _round(30))),
        Measured(fast, (_round(1), _round(1), _round(6))),
        Measured(gone, (), "it is not installed"),
    ]
    lines = write_report([(group, measured)], 3).splitlines()
    found = "50 MB | 100 pages, 2,000 words |"
    assert f"| slow | 20.0 (10.0–30.0) | 5.00 (3.33–10.0) pages |  | {found}" in lines
    quick = "| fast | 1.00 (1.00–6.00) | 100 (16.7–100) pages | 10.0 (5.00–20.0) × | "
    assert quick + found in lines
    assert "| gone | not run: it is not installed | | | | |" in lines


def test_a_contestant_is_measured_in_its_own_process(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", ["The Cabinet met.", "It agreed."])
    command = [sys.executable, "-m", "tests.bench.one", "our_passages", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["counts"] == {"pages": 2, "passages": 2}
    assert found["peak_mb"] > 10
