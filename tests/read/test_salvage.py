"""The good pages of a file whose other pages bring the reader down."""

import tempfile
from pathlib import Path

import pytest

from pipeline.read import ReadOptions, read_file
from pipeline.read.isolate import Limits, Workers
from pipeline.read.salvage import find_deadly_pages, run_salvaging
from tests.read.hostile import ReadIt, misbehave, read_it
from tests.read.pdffile import pdf_file

LIMITS = Limits(seconds=30, memory_mb=300)


@pytest.fixture
def poisoned(tmp_path: Path) -> Path:
    """A file of 20 pages, of which the 18th unpacks to more memory than there is."""
    return pdf_file(
        tmp_path / "pack.pdf",
        [f"Text of page {n}." for n in range(1, 21)],
        contents={18: b"0 0 m 1 1 l S\n" * (14 << 20)},
    )


def test_the_good_pages_are_kept_and_the_deadly_one_is_a_problem(poisoned: Path) -> None:
    with Workers(limits=LIMITS, preload=["pipeline.read.pdf"]) as workers:
        assert next(workers.run(read_it, [ReadIt(poisoned)])).problem is not None
        (outcome,) = run_salvaging(workers, read_it, [ReadIt(poisoned)])
    document = outcome.value
    assert document is not None
    assert outcome.task == ReadIt(poisoned)
    assert len(document.pages) == 20
    texts = [p.text for p in document.passages]
    assert texts == [f"Text of page {n}." for n in range(1, 21) if n != 18]
    assert [(p.code, p.page) for p in document.problems] == [("damaged_page", 18)]


def test_a_file_whose_every_page_is_deadly_stays_one_problem(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", ["x"], content=b"0 0 m 1 1 l S\n" * (14 << 20))
    with Workers(limits=LIMITS, preload=["pipeline.read.pdf"]) as workers:
        (outcome,) = run_salvaging(workers, read_it, [ReadIt(path)])
    assert outcome.problem is not None
    assert outcome.problem.code == "memory"


def test_a_good_file_has_no_deadly_pages(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", ["One.", "Two."])
    with Workers(limits=LIMITS) as workers:
        assert find_deadly_pages(workers, path, None) == ()


def test_pages_can_be_left_out(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", ["One.", "Two.", "Three."])
    document = read_file(path, ReadOptions(skip_pages=(2,)))
    assert [(p.page, p.text) for p in document.passages] == [(1, "One."), (3, "Three.")]
    assert [(p.code, p.page) for p in document.problems] == [("damaged_page", 2)]


def test_a_killed_worker_leaves_no_files() -> None:
    before = set(Path(tempfile.gettempdir()).iterdir())
    with Workers(limits=Limits(seconds=1)) as workers:
        (outcome,) = workers.run(misbehave, ["litter"])
        assert outcome.problem is not None
    left = set(Path(tempfile.gettempdir()).iterdir()) - before
    assert not [path for path in left if path.name.startswith("board-papers-litter")]
