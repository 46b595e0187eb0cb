"""`pipeline correct`, `reject`, `corrections`, `forget`: what people change in an archive."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pipeline.cli.look import open_existing
from pipeline.cli.options import db_option
from pipeline.errors import ArchiveError, UsageError


@click.command()
@click.argument("key", metavar="ID")
@click.argument("change", metavar="FIELD=VALUE")
@click.option("--by", default=getpass.getuser, help="Who corrects it.  [default: you]")
@click.option("--why", help="Why.")
@click.option("--undo", "undone", is_flag=True, help="Take the correction of FIELD back.")
@db_option()
def correct(key: str, change: str, by: str, why: str | None, undone: bool, db: Path) -> None:
    """Correct one field of the fact ID; the extracted value is kept beside it.

    \b
    Example:
        pipeline correct 1f0c2d9a77be decision=accepted --why 'see minute 45'
        pipeline correct 1f0c2d9a77be decision --undo
    """
    from pipeline.store.corrections import correct as record
    from pipeline.store.corrections import undo

    field, sign, value = (part.strip() for part in change.partition("="))
    if not sign and not undone:
        raise UsageError("Write the correction as FIELD=VALUE, like decision=accepted.")
    with open_existing(db) as archive:
        if undone:
            click.echo(
                f"{field} of {key} is as it was read: {undo(archive, key, field) or 'empty'}."
            )
        else:
            entry = record(archive, key, field, value or None, by, why, _now())
            was = entry["extracted"] or "empty"
            click.echo(f"{field} of {key} is now {value or 'empty'} (read as {was}).")
        _link_again(archive)


@click.command()
@click.argument("key", metavar="ID")
@click.option("--by", default=getpass.getuser, help="Who rejects it.  [default: you]")
@click.option("--why", help="Why.")
@click.option("--undo", "undone", is_flag=True, help="Take the rejection back.")
@db_option()
def reject(key: str, by: str, why: str | None, undone: bool, db: Path) -> None:
    """Mark ID as no fact at all: it leaves all lists and counts, its page shows it as rejected.

    \b
    Example:
        pipeline reject 1f0c2d9a77be --why 'a heading, no recommendation'
        pipeline reject 1f0c2d9a77be --undo
    """
    from pipeline.store.corrections import correct as record
    from pipeline.store.corrections import undo
    from pipeline.store.schema import REJECTED

    with open_existing(db) as archive:
        if undone:
            undo(archive, key, REJECTED)
        else:
            record(archive, key, REJECTED, "yes", by, why, _now())
        _link_again(archive)
    click.echo(f"{key} is {'no longer' if undone else 'marked as'} rejected.")


@click.command()
@click.option("--load", type=click.Path(exists=True, path_type=Path), help="Take over this file.")
@click.option("--waiting", is_flag=True, help="Only those whose fact is not in the archive (now).")
@db_option()
def corrections(load: Path | None, waiting: bool, db: Path) -> None:
    """Print all corrections as JSON Lines, or take them over from a file.

    \b
    Example:
        pipeline corrections > corrections.jsonl
        pipeline corrections --load corrections.jsonl --db other.db
    """
    from pipeline.store import corrections as store

    with open_existing(db) as archive:
        if load is None:
            rows = (store.waiting_corrections if waiting else store.list_corrections)(archive)
            click.echo(store.export_corrections(rows), nl=False)
            return
        count = store.import_corrections(archive, load.read_bytes())
        _link_again(archive)
        left = len(store.waiting_corrections(archive))
    click.echo(f"{count} correction{'' if count == 1 else 's'} taken over.")
    if left:
        click.echo(waiting_note(left))


def waiting_note(count: int) -> str:
    """That some corrections wait for their facts."""
    are, facts = (
        ("1 correction is", "a fact") if count == 1 else (f"{count} corrections are", "facts")
    )
    return f"{are} of {facts} not found in these files now; see: pipeline corrections --waiting"


def _link_again(archive: Any) -> None:
    """Lists and counts follow a correction at once."""
    from pipeline.link.run import link_archive
    from pipeline.rules import load_rules

    link_archive(archive, load_rules())


@click.command()
@click.argument("file")
@click.option("--yes", is_flag=True, help="Do not ask.")
@db_option()
def forget(file: str, yes: bool, db: Path) -> None:
    """Take FILE (its name or id) out of the archive with all that was made of it.

    \b
    Example:
        pipeline forget cabinet-2023-10-17.pdf
    """
    from pipeline.archive.picture import forget_pictures

    with open_existing(db) as archive:
        found = archive.query(
            "SELECT id, name, sha256 FROM files WHERE id = ? OR name = ?", file, file
        )
        if not found:
            raise ArchiveError(f"There is no file {file} in {db}. See: pipeline files")
        if len(found) > 1:
            keys = ", ".join(row["id"] for row in found)
            raise ArchiveError(f"Several files are called {file}. Name one by its id: {keys}.")
        if not yes:
            click.confirm(f"Take {found[0]['name']} out with all its facts?", abort=True)
        archive.remove(found[0]["id"])
        _link_again(archive)
        archive.tidy()
    forget_pictures(found[0]["sha256"])
    click.echo(f"{found[0]['name']} is out of the archive.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
