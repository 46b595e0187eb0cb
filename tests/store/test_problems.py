"""Problems as their reader sees them: the same on many pages is one."""

from pathlib import Path

import pytest

from pipeline.model import Problem
from pipeline.store.archive import Archive, FileEntry
from pipeline.store.problems import list_problems, page_ranges
from pipeline.store.rows import problem_rows


@pytest.mark.parametrize(
    ("pages", "said"),
    [((), ""), ((3,), "3"), ((1, 2), "1–2"), ((1, 2, 3, 7, 9, 10), "1–3, 7, 9–10")],
)
def test_pages_that_follow_each_other_are_one_range(pages: tuple[int, ...], said: str) -> None:
    assert page_ranges(pages) == said


def test_the_same_problem_on_many_pages_is_told_once(tmp_path: Path) -> None:
    entry = FileEntry("pack.pdf", "in/pack.pdf", 9, "ab" * 32)
    with Archive.open(tmp_path / "archive.db") as archive:
        archive.add_failure(entry, Problem("split", "attachment", "It holds a file."), "2024")
        problems = [Problem("read", "no_text", "It is a scan.", page) for page in (4, 1, 2, 3)]
        problems += [
            Problem("read", "no_text", "It is a scan.", 9),
            Problem("read", "damaged_page", "It is damaged.", 2),
        ]
        with archive.transaction():
            archive.insert("problems", problem_rows(problems, entry.id))
        found = list_problems(archive.connection)
        assert [(p.code, p.where, p.name) for p in found] == [
            ("attachment", "", "pack.pdf"),
            ("no_text", "1–4, 9", "pack.pdf"),
            ("damaged_page", "2", "pack.pdf"),
        ]
        assert list_problems(archive.connection, 1, 2) == found[2:]
