"""The command line as a newcomer meets it."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import cli
from pipeline.store.archive import Archive
from tests.conftest import ROOT
from tests.making import write_report


def call(*args: object, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], input=text)


def rows(result: Result, fact: str) -> list[dict[str, object]]:
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return [row for row in found if row["fact"] == fact]


def test_help_names_every_command_with_a_sentence() -> None:
    result = call("--help")
    assert result.exit_code == 0
    for command in cli.commands:
        assert re.search(rf"^  {command} +[A-Z]", result.stdout, re.MULTILINE), command


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_shows_an_example(command: str) -> None:
    group = cli.commands[command]
    names = (
        [[command]] if not hasattr(group, "commands") else [[command, n] for n in group.commands]
    )
    for name in names:
        assert "Example:" in call(*name, "--help").stdout, name


def test_ingest_then_search_then_show(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    result = call("ingest", write_report(tmp_path), "--db", db)
    assert result.exit_code == 0, result.output
    assert "report.txt" in result.stdout
    assert "pipeline serve" in result.stdout
    found = call("search", "neglect", "--db", db)
    assert "Neglect remains" in found.stdout
    key = re.search(r"^([0-9a-f]{16})", found.stdout, re.MULTILINE)
    assert key
    assert "passages" in call("show", key[1], "--db", db).stdout
    assert "No problems" in call("problems", "--db", db).stdout
    assert "already in" in call("ingest", tmp_path / "report.txt", "--db", db).stdout


def test_what_is_forgotten_leaves_no_word_in_the_file(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    secret = write_report(tmp_path, "secret.txt", "A minute\n\nAbout the Quillfeather inquiry.")
    call("ingest", secret, write_report(tmp_path), "--db", db)
    assert b"Quillfeather" in db.read_bytes()
    assert call("forget", "secret.txt", "--yes", "--db", db).exit_code == 0
    assert b"uillfeather" not in db.read_bytes().lower()
    assert "Neglect remains" in call("search", "neglect", "--db", db).stdout
    assert "There is no file" in str(call("forget", "gone.pdf", "--yes", "--db", db).exception)


def test_a_correction_is_recorded_and_exported(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    call("ingest", write_report(tmp_path), "--db", db)
    with Archive.open(db) as archive:
        fact = archive.query("SELECT id FROM recommendations")[0]["id"]
    assert call("correct", fact, "verb=agree", "--by", "A clerk", "--db", db).exit_code == 0
    assert call("reject", fact, "--by", "A clerk", "--db", db).exit_code == 0
    lines = call("corrections", "--db", db).stdout.splitlines()
    assert {json.loads(line)["field"] for line in lines} == {"verb", "rejected"}
    saved = tmp_path / "corrections.jsonl"
    saved.write_text("\n".join(lines))
    assert "2 corrections" in call("corrections", "--load", saved, "--db", db).stdout
    undone = call("reject", fact, "--undo", "--db", db)
    assert "no longer rejected" in undone.stdout
    shown = call("show", fact, "--db", db).stdout
    assert "verb was corrected by A clerk: agree" in shown
    assert "FIELD=VALUE" in str(call("correct", fact, "verb", "--db", db).exception)


def test_exit_status_is_1_where_a_file_did_not_go_in(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 cut off")
    result = call("ingest", bad, write_report(tmp_path), "--db", tmp_path / "archive.db")
    assert result.exit_code == 1
    assert "Not read: bad.pdf." in result.output
    assert "Traceback" not in result.output


def test_a_missing_path_does_not_stop_the_others(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    result = call("ingest", tmp_path / "gone.pdf", write_report(tmp_path), "--db", db)
    assert result.exit_code == 1
    assert "There is nothing at" in result.output
    assert "report.txt" in result.stdout


def test_a_folder_without_papers_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = call("ingest", tmp_path / "empty", "--db", tmp_path / "archive.db")
    assert "no papers here" in result.output


def test_wrong_usage_has_exit_status_2() -> None:
    assert call("ingest").exit_code == 2
    assert call("extract", "-", "--meeting-date", "17 October", text="x").exit_code == 2


def test_an_absent_archive_is_said(tmp_path: Path) -> None:
    result = call("search", "neglect", "--db", tmp_path / "none.db")
    assert "There is no archive at" in str(result.exception)


def test_extract_reads_standard_input() -> None:
    text = (
        "The number of children looked after rose by 13% from 690 last year to 780"
        " at the end of March 2019."
    )
    found = rows(call("extract", "-", "--period", "2018-19", text=text), "statistic")
    shown = {(row["value"], row["unit"], row["role"], row["direction"]) for row in found}
    assert shown == {
        (13, "percent", "change", "increase"),
        (690, "count", "baseline", None),
        (780, "count", "level", "increase"),
    }
    assert {row["period"] for row in found if row["role"] == "baseline"} == {
        "2017-04-01/2018-03-31"
    }
    assert all("children looked after" in str(row["measure"]) for row in found)


def test_extract_has_a_table_for_people() -> None:
    result = call("extract", "-", "--format", "table", text="MASH contacts rose by 35% in 20/21.")
    assert "statistic" in result.stdout
    assert "percent" in result.stdout


def test_rules_try_says_which_rule_finds_what() -> None:
    result = call("rules", "try", "Cabinet is RECOMMENDED to note the report by 27 October 2023.")
    assert "recommendation" in result.stdout
    assert "2023-10-27" in result.stdout


def test_rules_check_names_an_unknown_book() -> None:
    assert "There is no rule file called colours" in str(
        call("rules", "check", "colours").exception
    )


def test_the_readme_shows_the_help_of_the_program() -> None:
    readme = (ROOT / "README.md").read_text()
    for command in re.findall(r"^    pipeline ([a-z]+)", readme, re.MULTILINE):
        assert command in cli.commands, command
    for command in cli.commands:
        assert f"pipeline {command}" in readme, command
