"""`pipeline search`, `show`, `problems`: look into the archive without a browser."""

from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import db_option
from pipeline.errors import ArchiveError


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="How many passages to show.",
)
@db_option()
def search(words: tuple[str, ...], limit: int, db: Path) -> None:
    """Find passages that hold all WORDS (and their other forms), best first.

    \b
    Example:
        pipeline search neglect strategy
    """
    from pipeline.cli.terminal import print_table
    from pipeline.store.look import search_passages

    with open_existing(db) as archive:
        total, found = search_passages(archive, " ".join(words), limit)
    if not found:
        click.echo("Nothing found. Try fewer words, or look at: pipeline problems")
        return
    print_table(["id", "date", "paper", "page", "passage"], found, numbers=[3])
    click.echo(f"{len(found)} of {total} passages. Show one whole: pipeline show ID")


@click.command()
@click.argument("key", metavar="ID")
@db_option()
def show(key: str, db: Path) -> None:
    """Show one row of the archive whole: a passage, paper, file or fact by its ID.

    \b
    Example:
        pipeline show 1f0c2d9a77be
    """
    from pipeline.cli.terminal import print_table
    from pipeline.store.corrections import list_corrections
    from pipeline.store.look import find_row

    with open_existing(db) as archive:
        found = find_row(archive, key)
        changed = [entry for entry in list_corrections(archive) if entry["row_id"] == key]
    if found is None:
        raise ArchiveError(f"There is nothing with the id {key} in {db}.")
    table, row = found
    shown: list[tuple[str, Any]] = [(name, value) for name, value in row.items() if value != ""]
    print_table([table, ""], shown)
    for entry in changed:
        click.echo(_correction(entry))


def _correction(entry: dict[str, Any]) -> str:
    """A correction as a sentence."""
    from pipeline.store.schema import REJECTED

    said = f"Rejected by {entry['made_by']}."
    if entry["field"] != REJECTED:
        was, now = (entry[name] or "empty" for name in ("extracted", "value"))
        said = f"{entry['field']} was corrected by {entry['made_by']}: {now}, read as {was}."
    return f"{said} {entry['why']}" if entry["why"] else said


@click.command()
@db_option()
def problems(db: Path) -> None:
    """List what could not be read or placed, and what to do about it.

    \b
    Example:
        pipeline problems --db archive.db
    """
    from pipeline.cli.terminal import print_table
    from pipeline.store.problems import list_problems

    with open_existing(db) as archive:
        found = list_problems(archive.connection)
    if not found:
        click.echo("No problems: everything was read.")
        return
    print_table(
        ["file", "pages", "code", "problem"],
        [(problem.name, problem.where, problem.code, problem.message) for problem in found],
    )


@click.command()
@db_option()
def files(db: Path) -> None:
    """List the files that the archive holds, and those that could not be read.

    \b
    Example:
        pipeline files --db archive.db
    """
    from pipeline.cli.terminal import print_table

    with open_existing(db) as archive:
        rows = archive.query(
            "SELECT files.id, files.name, files.pages, COUNT(papers.id), files.status FROM files"
            " LEFT JOIN papers ON papers.file_id = files.id GROUP BY files.id ORDER BY files.name"
        )
    if not rows:
        click.echo(f"There are no files in {db} yet. Read some in with: pipeline ingest FOLDER")
        return
    heads = ["id", "file", "pages", "papers", "status"]
    print_table(heads, [tuple(row) for row in rows], numbers=[2, 3], short=1)


def open_existing(db: Path) -> Any:
    """The archive at `db`; raises `ArchiveError` where there is none."""
    from pipeline.store.archive import Archive

    if not db.exists():
        raise ArchiveError(
            f"There is no archive at {db}. Make one with: pipeline ingest FOLDER --db {db}"
        )
    return Archive.open(db)
