"""How much processor time a page costs, of any archive, and a large archive to measure.

python -m tests.archive.speed archive.db            the pages of an archive
python -m tests.archive.speed --make 1000000 big.db an archive of a million passages, first
"""

import asyncio
import json
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.archive.serve import make_datasette
from pipeline.store.archive import Archive
from pipeline.store.schema import SEARCH
from pipeline.store.summaries import refresh_summaries
from tests.archive.sample import fill

ROUNDS = 7
THEMES = ("neglect", "finance", "housing", "training", "send", "covid", "trauma", "equality")
SHARES = {"children": 0.12, "neglect": 0.02, "early help": 0.01, "housing": 0.02}
PASSAGES_A_PAPER = 50
Row = dict[str, Any]
_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def measure(db: Path) -> list[tuple[str, float]]:
    """Address and median processor time in milliseconds of the pages that must be fast."""
    return asyncio.run(_measure(db))


async def _measure(db: Path) -> list[tuple[str, float]]:
    datasette = make_datasette(db)
    await datasette.invoke_startup()
    found = []
    for _, (path, _) in addresses(db):
        times = []
        for _ in range(ROUNDS + 2):
            began = time.process_time()
            answer = await datasette.client.get(path)
            times.append((time.process_time() - began) * 1000)
            assert answer.status_code == 200, (path, answer.status_code)
        found.append((path, statistics.median(times[2:])))
    datasette.executor.shutdown()
    return found


def addresses(db: str | Path) -> list[tuple[str, tuple[str, str]]]:
    """Questions, the page of ours that answers each, and the nearest page of plain Datasette."""
    connection = sqlite3.connect(db)
    (theme,) = connection.execute(
        "SELECT theme_id FROM summary_themes ORDER BY passages DESC, theme_id LIMIT 1"
    ).fetchone()
    file, page = connection.execute(
        "SELECT file_id, page FROM passages ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    connection.close()
    plain = f"/{Path(db).stem}"
    found = f"{plain}/passages?_search="
    made = f"{plain}/recommendations?_search="
    return [
        ("the first page", ("/", "/")),
        ("a rare word", ("/search?q=neglect", f"{found}neglect")),
        ("a common word", ("/search?q=children", f"{found}children")),
        (
            "two words, one a phrase",
            ("/search?q=%22early+help%22+OR+housing", f"{found}%22early+help%22+housing"),
        ),
        (
            "a word in one year",
            (
                "/search?q=neglect&year=2023",
                f"{found}neglect&_where=paper_id+in+(select+id+from+papers+where+year=2023)",
            ),
        ),
        (
            "a word in recommendations",
            ("/search?q=children&kind=recommendation", f"{made}children"),
        ),
        (
            "recommendations about a theme",
            (
                f"/search?theme={theme}&kind=recommendation",
                f"{plain}/recommendations?_where=passage_id+in+"
                f"(select+passage_id+from+theme_mentions+where+theme_id='{theme}')",
            ),
        ),
        ("all themes over the years", ("/themes", f"{plain}/theme_by_year")),
        ("one theme", (f"/theme/{theme}", f"{plain}/theme_mentions?theme_id={theme}")),
        ("what was made again", ("/recurring", f"{plain}/recommendation_history")),
        ("statistics", ("/statistics", f"{plain}/statistics")),
        ("deadlines", ("/deadlines", f"{plain}/open_responses")),
        ("what is held", ("/coverage", f"{plain}/coverage")),
        (
            "a page of a paper",
            (f"/file/{file}/page/{page}", f"{plain}/passages?file_id={file}&page={page}"),
        ),
    ]


def build_large(path: Path, passages: int) -> Path:
    """An archive of so many passages, in words as frequent as they are in English."""
    papers = max(1, passages // PASSAGES_A_PAPER)
    with Archive.open(path) as archive:
        archive.connection.execute("PRAGMA synchronous = OFF")
        with archive.transaction():
            archive.connection.execute("PRAGMA defer_foreign_keys = ON")
            for (trigger,) in archive.connection.execute(_TRIGGERS).fetchall():
                archive.connection.execute(f'DROP TRIGGER "{trigger}"')
            archive.insert("themes", [_theme(theme) for theme in THEMES])
            archive.insert("recurrences", [_recurrence(number) for number in range(200)])
            for number in range(papers):
                for table, rows in _paper(number).items():
                    archive.insert(table, rows)
            for table in SEARCH:
                index = f"{table}_fts"
                archive.connection.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
            refresh_summaries(archive.connection)
    return path


def _theme(theme: str) -> Row:
    return {"id": theme, "label": theme.title(), "description": f"About {theme}."}


def _recurrence(number: int) -> Row:
    return fill(
        "recurrences",
        id=f"recurs-{number}",
        title=f"Review strategy {number}",
        papers=30,
        years=9,
        first_date="2015-05-10",
        last_date="2024-05-10",
        accepted_then_repeated=number % 3,
    )


def _paper(number: int) -> dict[str, list[Row]]:
    chance = random.Random(number)
    file, paper, year = f"f{number}", f"f{number}-1", 2012 + number % 13
    rows: dict[str, list[Row]] = {
        "files": [
            fill("files", id=file, name=f"{file}.pdf", path=f"{file}.pdf", sha256=file, pages=1,
                 status="ok", outline="[]", links="[]", media_type="text/plain")
        ],
        "pages": [fill("pages", id=f"{file}-p1", file_id=file, number=1, has_text=1, stamps="[]")],
        "papers": [
            fill("papers", id=paper, file_id=file, kind="officer_report", title=f"Report {number}",
                 body=f"Committee {number % 40}", meeting_date=f"{year}-05-10", year=year,
                 first_page=1, last_page=1)
        ],
        "passages": [], "recommendations": [], "responses": [], "theme_mentions": [],
        "statistics": [],
    }  # fmt: skip
    for position in range(PASSAGES_A_PAPER):
        _passage(rows, number, position, chance)
    return rows


def _passage(rows: dict[str, list[Row]], number: int, position: int, chance: random.Random) -> None:
    file, paper, key = f"f{number}", f"f{number}-1", f"f{number}s{position}"
    text = " ".join(_words(chance))
    rows["passages"].append(
        fill("passages", id=key, paper_id=paper, file_id=file, page=1, position=position,
             kind="paragraph", heading_path="[]", text=text, boxes="[]")
    )  # fmt: skip
    place = {"paper_id": paper, "passage_id": key, "page": 1, "end": 9, "quote": text, "rule": "r"}
    if position % 5 == 0:
        theme = THEMES[(number + position) % len(THEMES)]
        rows["theme_mentions"].append(
            fill("theme_mentions", id=f"t{key}", theme_id=theme, terms=json.dumps([theme]), **place)
        )
    if position % 10 == 0:
        rows["recommendations"].append(
            fill("recommendations", id=f"r{key}", text=text, kind="scrutiny", made_by="Scrutiny",
                 recurrence_id=f"recurs-{number % 200}" if position == 0 else None, **place)
        )  # fmt: skip
        rows["responses"].append(
            fill("responses", id=f"a{key}", recommendation_id=f"r{key}", respondents="[]",
                 decision="accepted" if number % 3 else "awaited", deadline="2024-07-10", **place)
        )  # fmt: skip
    if position % 4 == 0:
        rows["statistics"].append(
            fill("statistics", id=f"n{key}", value=1.0, unit="percent", role="level",
                 measure=f"children in group {position}", **place)
        )  # fmt: skip


def _words(chance: random.Random) -> Iterator[str]:
    """Some words that are asked for, each in its share of the passages, among many others."""
    for word, share in SHARES.items():
        if chance.random() < share:
            yield word
    for _ in range(18):
        yield f"word{int(chance.paretovariate(0.6)) % 40_000}"


def main(arguments: list[str]) -> None:
    """Measure, and make what is to be measured first where that is asked for."""
    if arguments[0] == "--make":
        build_large(Path(arguments[2]), int(arguments[1]))
        arguments = arguments[2:]
    for path, cost in measure(Path(arguments[0])):
        print(f"{cost:8.1f} ms  {path}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
