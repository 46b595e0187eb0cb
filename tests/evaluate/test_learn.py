"""Corrections become annotated papers, against which the pipeline is then measured."""

import json
from pathlib import Path

from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.learn import write_learned
from pipeline.evaluate.run import evaluate_gold
from pipeline.evaluate.score import score_outcomes
from pipeline.ingest import Settings, ingest
from pipeline.store.archive import Archive
from pipeline.store.corrections import correct
from pipeline.store.schema import REJECTED
from tests.conftest import Silent
from tests.making import write_report

NOW = "2024-01-01T00:00:00+00:00"


def test_what_was_corrected_is_then_annotated_so(tmp_path: Path) -> None:
    ingest([write_report(tmp_path)], tmp_path / "archive.db", Settings(), Silent())
    folder = tmp_path / "gold"
    with Archive.open(tmp_path / "archive.db") as archive:
        dates = archive.query("SELECT id, role FROM dates ORDER BY page, start")
        correct(archive, dates[0]["id"], "role", "published", "A clerk", None, NOW)
        correct(archive, dates[1]["id"], REJECTED, "yes", "A clerk", None, NOW)
        (path,) = write_learned(archive, folder)
        again = write_learned(archive, folder)
    assert again == [path]
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert rows[0]["types"] == ["date"]
    assert len(rows) == 1 + len(dates) - 1
    assert sum(row.get("role") == "published" for row in rows) == 1
    (score,) = score_outcomes(evaluate_gold([folder]))
    assert load_gold([folder])[0].file == "report.txt"
    assert (score.missed, score.false) == (0, 1)
    assert score.fields["role"] < 1


def test_what_was_learned_finds_its_file_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    ingest([write_report(tmp_path / "inbox")], tmp_path / "archive.db", Settings(), Silent())
    folder = tmp_path / "gold"
    with Archive.open(tmp_path / "archive.db") as archive:
        key = archive.query("SELECT id FROM dates")[0]["id"]
        correct(archive, key, "role", "published", "A clerk", None, NOW)
        write_learned(archive, folder)
    (score,) = score_outcomes(evaluate_gold([folder]))
    assert score.missed == 0
