"""`pipeline extract`: a file's facts, printed and not stored."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.options import Day, Period, model_option, rules_option
from pipeline.errors import ReadError
from pipeline.model import Interval

if TYPE_CHECKING:
    from pipeline.factrows import Row
    from pipeline.model import Document


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "table"]),
    default="jsonl",
    show_default=True,
    help="JSON Lines for programs, a table for people.",
)
@click.option("--meeting-date", type=Day(), help="The day of the meeting, where the text lacks it.")
@click.option("--period", type=Period(), help="The year that the text reports on, like 2018-19.")
@click.option("--password", help="The password of an encrypted PDF.")
@model_option()
@rules_option()
def extract(
    file: Path,
    form: str,
    meeting_date: date | None,
    period: Interval | None,
    password: str | None,
    model: str | None,
    rules_folder: Path | None,
) -> None:
    """Print the facts of FILE without storing anything; '-' reads text from standard input.

    \b
    Example:
        echo 'MASH contacts rose by 35% in 20/21.' | pipeline extract - --format table
    """
    from pipeline.factrows import fact_rows
    from pipeline.process import Given, extract_document
    from pipeline.rules import load_rules

    document = read_document(file, password)
    given = Given(meeting_date=meeting_date, period=period)
    extracted = extract_document(document, load_rules(rules_folder), given, model)
    rows = list(fact_rows(extracted, "-" if str(file) == "-" else file.name))
    if form == "table":
        _print_table(rows)
        return
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def read_document(file: Path, password: str | None) -> "Document":
    """The document in a file; '-' is text on standard input."""
    from pipeline.read import ReadOptions, read_file
    from pipeline.read.text import read_text

    if str(file) == "-":
        return read_text(sys.stdin.buffer.read().decode("utf-8", errors="replace"))
    try:
        return read_file(file, ReadOptions(password=password))
    except ReadError as error:
        raise ReadError(error.code, f"{file}: {error}") from error


_SHOWN = (
    *("value", "unit", "role", "direction", "measure", "period", "start", "end", "label", "kind"),
    *("made_by", "addressed_to", "decision", "action", "deadline", "theme", "title", "body"),
)


def _print_table(rows: "list[Row]") -> None:
    from pipeline.cli.terminal import print_table

    print_table(
        ["fact", "page", "what the paper says", "read as"],
        [(row["fact"], row["page"], row["quote"], read_as(row)) for row in rows],
        numbers=[1],
    )


def read_as(row: dict[str, Any]) -> str:
    """The fields of a fact that are filled, in words."""
    return "; ".join(f"{key} {row[key]}" for key in _SHOWN if row.get(key) not in (None, "", []))
