"""The page of benchmarks: medians, spread, ratios round by round; what did not run says why."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.contestants import CONTESTANTS
from tests.bench.packs import make_packs
from tests.bench.plan import GROUPS, Entry, Group
from tests.bench.report import write_report
from tests.bench.results import Measured, Run, load_runs, save_runs
from tests.bench.work import PACK
from tests.read.pdffile import pdf_file


def _round(cpu: float, **counts: float | None) -> dict[str, object]:
    told = counts or {"pages": 100, "words": 2000}
    return {"cpu": cpu, "wall": cpu, "peak_mb": 50.4, "counts": told}


def _entries(*titles: str) -> tuple[Entry, ...]:
    return tuple(Entry(title, title, "x") for title in titles)


SLOW = Measured([_round(10), _round(20), _round(30)])
FAST = Measured([_round(1), _round(1), _round(6)])
GONE = Measured([], "it is not installed")
GROUP = Group("reading", "Reading", "A note.", _entries("slow", "fast", "gone"), "slow")
RUN = Run({"slow": SLOW, "fast": FAST, "gone": GONE}, "2026-01-05", "A machine")


def test_a_group_is_a_table_with_ratios_to_its_baseline() -> None:
    lines = write_report([GROUP], {"reading": RUN}).splitlines()
    found = "50 MB | 100 pages, 2,000 words |"
    assert f"| slow | 20.0 (10.0–30.0) | 5.00 (3.33–10.0) pages |  | {found}" in lines
    quick = "| fast | 1.00 (1.00–6.00) | 100 (16.7–100) pages | 10.0 (5.00–20.0) × | "
    assert quick + found in lines
    assert "| gone | not run: it is not installed | | | | |" in lines


def test_questions_are_the_lines_of_their_table() -> None:
    entries = _entries("ours", "theirs")
    group = Group("pages", "Pages", "A note.", entries, "ours", questions=True)
    ours = Measured([_round(1, search=10, themes=4.0)])
    theirs = Measured([_round(1, search=30, themes=None)])
    page = write_report([group], {"pages": Run({"ours": ours, "theirs": theirs}, "d", "m")})
    assert "| search | 10.0 | 30.0 | 3.00 × |" in page
    assert "| themes | 4.00 | – |  |" in page


def test_a_group_that_could_not_be_made_says_why() -> None:
    page = write_report([GROUP], {"reading": Run(failed="OSError: no room")})
    assert "Not measured: OSError: no room" in page


def test_what_was_measured_is_kept(tmp_path: Path) -> None:
    save_runs(tmp_path / "runs.json", {"reading": RUN})
    assert load_runs(tmp_path / "runs.json") == {"reading": RUN}
    assert load_runs(tmp_path / "none.json") == {}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group.key))
def test_every_entry_has_its_contestant(group: Group) -> None:
    assert {entry.contestant for entry in group.entries} <= set(CONTESTANTS)
    assert group.baseline in {entry.title for entry in group.entries}


def test_packs_in_other_words_have_the_same_layout(tmp_path: Path) -> None:
    import pypdfium2

    def page(path: Path) -> str:
        with pypdfium2.PdfDocument(path) as pdf:
            return str(pdf[4].get_textpage().get_text_range())

    folder = make_packs(PACK, tmp_path / "packs", 2)
    texts = [page(path) for path in (PACK, *sorted(folder.iterdir()))]
    assert len(set(texts)) == 3
    assert {tuple(map(len, text.split())) for text in texts} == {tuple(map(len, texts[0].split()))}


def test_a_contestant_is_measured_in_its_own_process(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", ["The Cabinet met.", "It agreed."])
    command = [sys.executable, "-m", "tests.bench.one", "our_passages", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["counts"] == {"pages": 2, "passages": 2}
    assert found["peak_mb"] > 10
