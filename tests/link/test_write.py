"""What is written into the archive after linking, seen from its tables."""

from pathlib import Path

import pytest

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
DEBATE = "Members spoke about the plan at length.\n\nRecommendations agreed"


@pytest.mark.parametrize(
    ("minute", "responses"),
    [(MINUTE, 2), (MINUTE.replace("Recommendations agreed", f"DEBATE\n\n{DEBATE}"), 1)],
    ids=["right below them, one each", "further down, one for all"],
)
def test_an_outcome_for_all_answers_every_recommendation_of_the_list(
    tmp_path: Path, minute: str, responses: int
) -> None:
    db = tmp_path / "archive.db"
    ingest([write_report(tmp_path, "minute.txt", minute)], db, Settings(), Silent())
    with Archive.open(db) as archive:
        rows = archive.query(
            "SELECT label, status, response_id FROM recommendations ORDER BY label"
        )
    assert [row["status"] for row in rows] == ["agreed", "agreed"]
    assert len({row["response_id"] for row in rows}) == responses
