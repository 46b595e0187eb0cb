"""Small files and documents that tests are made of."""

import signal
from pathlib import Path

REPORT = """\
CABINET 17 OCTOBER 2023

Annual report of the Example Board 2022/23

RECOMMENDATION

1. The Cabinet is RECOMMENDED to

a) Note the annual report; and

b) Agree the action plan by 27 October 2023.

INTRODUCTION

2. The number of children looked after rose by 13% from 690 last year to 780
at the end of March 2023.

3. Neglect remains the most common reason for a child protection plan.
"""


def hear_ctrl_c() -> None:
    """In a child before it begins: a shell that runs the tests in the background ignores Ctrl-C,
    and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def write_report(folder: Path, name: str = "report.txt", text: str = REPORT) -> Path:
    """A small officer report as a text file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def dump(db: Path) -> list[str]:
    """All rows of an archive in order, without the times of runs."""
    import sqlite3

    connection = sqlite3.connect(db)
    rows: list[str] = []
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'"
            " AND name NOT IN ('runs', 'state', 'sqlite_sequence')"
        )
    ]
    for table in tables:
        columns = [
            row[1]
            for row in connection.execute(f'PRAGMA table_info("{table}")')
            if row[1] not in ("ingested_at", "path")
        ]
        listed = ", ".join(f'"{column}"' for column in columns)
        rows += sorted(
            repr((table, row)) for row in connection.execute(f"SELECT {listed} FROM {table}")
        )
    connection.close()
    return rows
