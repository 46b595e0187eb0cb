"""`pipeline correct`, `reject`, `corrections`, `forget`: what people change in an archive."""

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.cli.look import open_existing
from pipeline.cli.options import db_option
from pipeline.errors import ArchiveError, UsageError


@click.command()
@click.argument("key", metavar="ID")
@click.argument("change", metavar="FIELD=VALUE")
@click.option("--by", default=getpass.getuser, help="Who corrects it.  [default: you]")
@click.option("--why", help="Why.")
@db_option()
def correct(key: str, change: str, by: str, why: str | None, db: Path) -> None:
    """Correct one field of the fact ID; the extracted value is kept beside it.

    \b
    Example:
        pipeline correct 1f0c2d9a77be decision=accepted --why 'see minute 45'
    """
    from pipeline.store.corrections import correct as record

    field, sign, value = change.partition("=")
    if not sign:
        raise UsageError("Write the correction as FIELD=VALUE, like decision=accepted.")
    with open_existing(db) as archive:
        entry = record(archive, key, field, value or None, by, why, _now())
    click.echo(f"{field} of {key} is now {value or 'empty'} (was {entry['extracted'] or 'empty'}).")


@click.command()
@click.argument("key", metavar="ID")
@click.option("--by", default=getpass.getuser, help="Who rejects it.  [default: you]")
@click.option("--why", help="Why.")
@db_option()
def reject(key: str, by: str, why: str | None, db: Path) -> None:
    """Mark ID as no fact at all; it stays in the archive and is shown as rejected.

    \b
    Example:
        pipeline reject 1f0c2d9a77be --why 'a heading, no recommendation'
    """
    from pipeline.store.corrections import REJECTED
    from pipeline.store.corrections import correct as record

    with open_existing(db) as archive:
        record(archive, key, REJECTED, "yes", by, why, _now())
    click.echo(f"{key} is marked as rejected.")


@click.command()
@click.option("--load", type=click.Path(exists=True, path_type=Path), help="Take over this file.")
@db_option()
def corrections(load: Path | None, db: Path) -> None:
    """Print all corrections as JSON Lines, or take them over from a file.

    \b
    Example:
        pipeline corrections > corrections.jsonl
        pipeline corrections --load corrections.jsonl --db other.db
    """
    from pipeline.store.corrections import export_corrections, import_corrections

    with open_existing(db) as archive:
        if load is None:
            click.echo(export_corrections(archive), nl=False)
            return
        count = import_corrections(archive, load.read_bytes())
    click.echo(f"{count} corrections taken over.")


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
    from pipeline.link.run import link_archive
    from pipeline.rules import load_rules

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
        link_archive(archive, load_rules())
        archive.tidy()
    forget_pictures(found[0]["sha256"])
    click.echo(f"{found[0]['name']} is out of the archive.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
