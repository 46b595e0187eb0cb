"""What could not be read or placed: the same thing on many pages of a file is told once."""

import sqlite3
from dataclasses import dataclass

_STATED = """
SELECT files.name, problems.file_id, files.pages AS file_pages, problems.stage, problems.code,
       problems.message, group_concat(problems.page) AS pages, MIN(problems.page) AS first
FROM problems LEFT JOIN files ON files.id = problems.file_id
GROUP BY problems.file_id, problems.stage, problems.code, problems.message
ORDER BY files.name, problems.file_id, first, problems.code, problems.message
LIMIT ? OFFSET ?
"""


@dataclass(frozen=True, slots=True)
class Stated:
    """A problem of a file, with the pages that have it; `readable` says that the file has pages."""

    file_id: str | None
    name: str | None
    readable: bool
    stage: str
    code: str
    message: str
    pages: tuple[int, ...]

    @property
    def where(self) -> str:
        """The pages in words, rows of them as one: '3', '1–32, 35'; empty without pages."""
        return page_ranges(self.pages)


def list_problems(connection: sqlite3.Connection, size: int = -1, skip: int = 0) -> list[Stated]:
    """The problems of an archive by file and page; all of them, or `size` after `skip`."""
    found = connection.execute(_STATED, (size, skip))
    return [
        Stated(file, name, bool(file_pages), stage, code, message, _numbers(pages))
        for name, file, file_pages, stage, code, message, pages, _ in found
    ]


def _numbers(pages: str | None) -> tuple[int, ...]:
    return tuple(sorted({int(page) for page in (pages or "").split(",") if page}))


def page_ranges(pages: tuple[int, ...]) -> str:
    """Page numbers, in order, with those that follow each other as one range."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][-1] + 1:
            ranges[-1][1:] = [page]
        else:
            ranges.append([page])
    return ", ".join("–".join(map(str, ends)) for ends in ranges)
