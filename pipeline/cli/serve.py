"""`pipeline serve`: open the archive in the browser."""

from pathlib import Path

import click

from pipeline.cli.look import open_existing
from pipeline.cli.options import db_option


@click.command()
@db_option()
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--sql", is_flag=True, help="Let visitors write SQL of their own.")
def serve(db: Path, port: int, no_browser: bool, sql: bool) -> None:
    """Open the archive in the browser, read-only. Stop it with Ctrl-C.

    \b
    Example:
        pipeline serve --db archive.db --port 8001
    """
    from pipeline.archive.serve import serve as serve_archive

    open_existing(db).close()
    serve_archive(db, port, not no_browser, sql=sql)
