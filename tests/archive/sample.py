"""A small archive made by hand: ten years of two bodies, with everything that a page can show.

Where the archive of the sample papers would be too slow or too poor: recommendations of several
meetings, every kind of response, series with targets and restatements, and hostile texts.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.store.archive import Archive
from pipeline.store.schema import TABLES
from pipeline.store.summaries import refresh_summaries

ROOT = Path(__file__).resolve().parent.parent.parent
PDF = ROOT / "corpus" / "oscb-paqa-annual-report-2018-19.pdf"
HOSTILE = "<script>alert('x')</script> \" onload=\"alert(1) & {{ 7 * 7 }}"
YEARS = range(2016, 2026)
AGAIN = "recurs-1"
MEASURE = "children subject to a child protection plan"
DECIDED = ("accepted", "rejected", "partially_accepted", "awaited", "already_actioned")
Rows = dict[str, list[dict[str, Any]]]


def build_sample(path: Path, copies: int = 1) -> Path:
    """The sample archive at `path`; `copies` multiplies its passages for tests of speed."""
    with Archive.open(path) as archive, archive.transaction():
        archive.connection.execute("PRAGMA defer_foreign_keys = ON")
        for table, found in _rows(copies).items():
            archive.insert(table, found)
        refresh_summaries(archive.connection)
    return path


def fill(table: str, **given: Any) -> dict[str, Any]:
    """A row of a table: what is given, and the plainest value for every other column."""
    row: dict[str, Any] = {}
    for column, kind in TABLES[table].items():
        required = "NOT NULL" in kind
        row[column] = ("" if "TEXT" in kind else 0) if required else None
    unknown = set(given) - set(row)
    assert not unknown, f"{table} has no column {unknown}"
    return {**row, **given}


def _rows(copies: int) -> Rows:
    rows: Rows = {table: [] for table in TABLES}
    rows["themes"] = [
        {"id": "neglect", "label": "Neglect", "description": "Neglect of children or adults."},
        {"id": "finance", "label": "Finance", "description": "Funding, budget, grants."},
    ]
    rows["recurrences"] = [
        fill(
            "recurrences",
            id=AGAIN,
            title="Review the neglect strategy every year",
            first_date="2016-05-10",
            last_date="2025-05-10",
            papers=10,
            years=10,
            accepted_then_repeated=3,
        ),
        fill(
            "recurrences",
            id="standing-1",
            title="Note the report",
            papers=10,
            years=10,
            first_date="2016-05-10",
            last_date="2025-05-10",
            standing=1,
        ),
    ]
    rows["series"] = [
        fill(
            "series",
            id=f"series-{family}",
            measure=MEASURE,
            unit="count",
            family=family,
            span="year",
            points=10,
            first_period="2016-03-31",
            last_period="2025-03-31",
        )
        for family in ("level", "target")
    ]
    for index, year in enumerate(YEARS):
        _year(rows, index, year, copies)
    _hostile(rows)
    _pdf(rows)
    rows["problems"] = [
        fill(
            "problems",
            id="problem-1",
            file_id="file-0",
            page=1,
            stage="read",
            code="no_text",
            message="Page 1 has no text. Read it with: pipeline ingest --ocr",
        ),
    ]
    rows["accuracy"] = [
        fill(
            "accuracy",
            id=f"statistic-{measure}",
            fact="statistic",
            measure=measure,
            value=value,
            low=value - 0.05,
            high=value + 0.05,
            facts=120,
            papers=5,
            measured_at="2026-01-05T10:00:00+00:00",
            version="1.0",
        )
        for measure, value in (("precision", 0.9), ("recall", 0.8), ("unit", 0.97))
    ]
    rows["accuracy"] += [
        fill(
            "accuracy",
            id=f"statistic-{measure}-{by}-{name}",
            fact="statistic",
            measure=measure,
            value=value,
            facts=40,
            papers=2,
            **{by: name},
        )
        for by, name in (("council", "Anytown Council"), ("kind", "response_proforma"))
        for measure, value in (("precision", 0.7), ("recall", 0.6))
    ]
    return rows


def _file(rows: Rows, key: str, name: str, **more: Any) -> None:
    rows["files"].append(
        fill(
            "files",
            **{
                "id": key,
                "name": name,
                "path": f"/srv/secret/{name}",
                "sha256": hashlib.sha256(key.encode()).hexdigest(),
                "media_type": "text/plain",
                "pages": 1,
                "status": "ok",
                "outline": "[]",
                "links": "[]",
                "ingested_at": "2026-01-01",
                **more,
            },
        )
    )


def _passage(rows: Rows, key: str, paper: str, file: str, text: str, **more: Any) -> None:
    rows["passages"].append(
        fill(
            "passages",
            **{
                "id": key,
                "paper_id": paper,
                "file_id": file,
                "page": 1,
                "position": len(rows["passages"]),
                "kind": "paragraph",
                "heading_path": "[]",
                "text": text,
                "boxes": "[]",
                **more,
            },
        )
    )


def _year(rows: Rows, index: int, year: int, copies: int) -> None:
    file, paper, day = f"file-{index}", f"paper-{index}", f"{year}-05-10"
    body = "Cabinet" if index % 2 else "Children's Scrutiny Committee"
    _file(rows, file, f"pack-{year}.txt")
    rows["pages"].append(
        fill(
            "pages",
            id=f"{file}-p1",
            file_id=file,
            number=1,
            label="7",
            width=595.0,
            height=842.0,
            has_text=1,
            source="text",
            stamps="[]",
        )
    )
    rows["papers"].append(
        fill(
            "papers",
            id=paper,
            file_id=file,
            kind="scrutiny_report",
            meeting_date=day,
            year=year,
            title=f"Safeguarding report {year}",
            body=body,
            first_page=1,
            last_page=1,
            item="6",
        )
    )
    asked = "Review the neglect strategy every year"
    asked += "" if index < 5 else " and report in public"
    _passage(rows, f"asks-{index}", paper, file, asked, number="1.", kind="item")
    counted = 500 + 10 * index
    said = f"There were {counted} children subject to a child protection plan at 31 March {year}."
    _passage(rows, f"says-{index}", paper, file, said)
    standing = "Neglected children are seen by practitioners within five days."
    _passage(rows, f"same-{index}", paper, file, standing)
    for number in range(copies - 1):
        words = f"Paragraph {number} of {year}: funding of neglect work, theme {number % 97}."
        _passage(rows, f"more-{index}-{number}", paper, file, words)
    rows["recommendations"].append(
        fill(
            "recommendations",
            id=f"rec-{index}",
            paper_id=paper,
            passage_id=f"asks-{index}",
            page=1,
            start=0,
            end=len(asked),
            quote=asked,
            text=asked,
            label="1",
            kind="scrutiny",
            made_by="Children's Scrutiny Committee",
            addressed_to="Cabinet",
            recurrence_id=AGAIN,
            rule="r",
            confidence=1.0,
        )
    )
    decision = DECIDED[index % 5]
    rows["responses"].append(
        fill(
            "responses",
            id=f"answer-{index}",
            recommendation_id=f"rec-{index}",
            paper_id=paper,
            passage_id=f"asks-{index}",
            page=1,
            start=0,
            end=len(asked),
            quote=asked,
            decision=decision,
            action=None if decision == "awaited" else "We will.",
            issue="Neglect; a strategy, reviewed",
            respondents=json.dumps(["Cllr Example"]),
            deadline=f"{year}-07-10",
            deadline_text=f"10 July {year}",
            deadline_basis="stated",
            rule="r",
            confidence=1.0,
        )
    )
    for role, value in (("level", counted), ("target", 450)):
        rows["statistics"].append(
            fill(
                "statistics",
                id=f"{role}-{index}",
                paper_id=paper,
                passage_id=f"says-{index}",
                page=1,
                start=0,
                end=len(said),
                quote=said,
                text=str(counted),
                text_start=11,
                value=float(value),
                unit="count",
                role=role,
                series_id=f"series-{role}",
                series_point=index,
                restates=7.0 if (role, index) == ("level", 4) else None,
                measure=MEASURE,
                period_start=f"{year}-03-31",
                period_end=f"{year}-03-31",
                rule="r",
                confidence=1.0,
            )
        )
    rows["dates"].append(
        fill(
            "dates",
            id=f"date-{index}",
            paper_id=paper,
            passage_id=f"says-{index}",
            page=1,
            start=50,
            end=len(said),
            quote=f"at 31 March {year}",
            text=f"31 March {year}",
            text_start=54,
            date_start=f"{year}-03-31",
            date_end=f"{year}-03-31",
            precision="day",
            role="as_of",
            rule="r",
        )
    )
    for key in ("asks", "same"):
        rows["theme_mentions"].append(
            fill(
                "theme_mentions",
                id=f"theme-{key}-{index}",
                theme_id="neglect",
                paper_id=paper,
                passage_id=f"{key}-{index}",
                page=1,
                start=0,
                end=7,
                quote=asked[:20],
                terms=json.dumps(["neglect strategy" if index > 5 else "neglect"]),
                stated=int(index == 3),
                score=1.0,
                rule="r",
            )
        )


def _hostile(rows: Rows) -> None:
    """A paper in which every text of a publisher is hostile."""
    _file(rows, "file-x", "hostile.html", media_type="text/html", title=HOSTILE)
    rows["pages"].append(
        fill(
            "pages",
            id="file-x-p1",
            file_id="file-x",
            number=1,
            label=HOSTILE,
            source="text",
            has_text=1,
            stamps="[]",
        )
    )
    rows["papers"].append(
        fill(
            "papers",
            id="paper-x",
            file_id="file-x",
            kind="minute",
            title=HOSTILE,
            body=HOSTILE,
            author=HOSTILE,
            item=HOSTILE,
            meeting_date="2025-06-01",
            year=2025,
            first_page=1,
            last_page=1,
        )
    )
    _passage(
        rows,
        "passage-x",
        "paper-x",
        "file-x",
        HOSTILE,
        number="<b>",
        heading=HOSTILE,
        heading_path=json.dumps([HOSTILE]),
    )
    place = {"paper_id": "paper-x", "passage_id": "passage-x", "page": 1, "start": 0, "end": 20}
    shared = {**place, "quote": HOSTILE, "rule": "r"}
    rows["recommendations"].append(
        fill(
            "recommendations",
            id="rec-x",
            text=HOSTILE,
            label=HOSTILE,
            kind="scrutiny",
            made_by=HOSTILE,
            addressed_to=HOSTILE,
            **shared,
        )
    )
    rows["responses"].append(
        fill(
            "responses",
            id="answer-x",
            recommendation_id="rec-x",
            decision="awaited",
            issue=HOSTILE,
            respondents=json.dumps([HOSTILE]),
            deadline="2025-08-01",
            deadline_text=HOSTILE,
            deadline_basis=HOSTILE,
            **shared,
        )
    )
    rows["statistics"].append(
        fill(
            "statistics",
            id="number-x",
            text="7",
            value=7.0,
            unit=HOSTILE,
            role="level",
            measure=HOSTILE,
            **shared,
        )
    )


def _pdf(rows: Rows) -> None:
    """One real PDF, so that there is a page to draw."""
    sha256 = hashlib.sha256(PDF.read_bytes()).hexdigest()
    _file(
        rows,
        "file-pdf",
        PDF.name,
        path=str(PDF),
        sha256=sha256,
        pages=4,
        media_type="application/pdf",
        bytes=PDF.stat().st_size,
    )
    for number in range(1, 5):
        rows["pages"].append(
            fill(
                "pages",
                id=f"file-pdf-p{number}",
                file_id="file-pdf",
                number=number,
                width=595.3,
                height=841.9,
                has_text=1,
                source="text",
                stamps="[]",
            )
        )
    rows["papers"].append(
        fill(
            "papers",
            id="paper-pdf",
            file_id="file-pdf",
            kind="annual_report",
            year=2019,
            title="Quality assurance",
            body="Cabinet",
            meeting_date="2019-07-01",
            first_page=1,
            last_page=4,
        )
    )
    text = "Two lines of text about audits that stand on page two."
    boxes = [
        {"page": 2, "x0": 72.0, "top": 100.0, "x1": 400.0, "bottom": 112.0, "start": 0, "end": 30},
        {"page": 2, "x0": 72.0, "top": 114.0, "x1": 300.0, "bottom": 126.0, "start": 30, "end": 54},
    ]
    _passage(rows, "passage-pdf", "paper-pdf", "file-pdf", text, page=2, boxes=json.dumps(boxes))
