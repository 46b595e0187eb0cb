"""What is written into the archive after linking, seen from its tables."""

from pathlib import Path

from pipeline.ingest import Settings, ingest
from pipeline.store.archive import Archive
from tests.conftest import Silent
from tests.making import write_report

MINUTE = """\
CABINET

Minutes of the meeting held on 21 December 2021

132. Annual report of the Example Board

The Cabinet is RECOMMENDED to

(a) note the annual report of the Example Board;

(b) agree the action plan for neglect.

Recommendations agreed
"""


def test_an_outcome_for_all_answers_every_recommendation_of_the_list(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    ingest([write_report(tmp_path, "minute.txt", MINUTE)], db, Settings(), Silent())
    with Archive.open(db) as archive:
        rows = archive.query(
            "SELECT label, status, response_id FROM recommendations ORDER BY label"
        )
    assert [row["status"] for row in rows] == ["agreed", "agreed"]
    assert len({row["response_id"] for row in rows}) == 1
