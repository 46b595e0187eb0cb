"""Serve an archive: Datasette with our pages, descriptions and careful settings."""

import contextlib
import socket
import threading
import time
from pathlib import Path
from typing import Any

from pipeline.errors import ArchiveError, UsageError
from pipeline.store.archive import roll_back, version_of
from pipeline.store.schema import SCHEMA_VERSION

SETTINGS: dict[str, Any] = {
    "suggest_facets": False,
    "allow_download": False,
    "default_allow_sql": False,
    "num_sql_threads": 3,
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "sql_time_limit_ms": 1500,
    "facet_time_limit_ms": 400,
    "truncate_cells_html": 240,
    "max_csv_mb": 100,
}


def serve(db: Path, port: int, open_browser: bool, sql: bool = False) -> None:
    """Serve `db` on this machine at `port` until it is stopped; `sql` lets visitors ask in SQL.

    Raises `ArchiveError` where there is no archive at `db`, `UsageError` where `port` is taken.
    """
    import uvicorn

    address = f"http://127.0.0.1:{port}/"
    app = make_datasette(db, sql=sql).app()
    _forbid_taken(port)
    print(f"The archive is open at {address} (stop it with Ctrl+C).", flush=True)  # noqa: T201
    if open_browser:
        threading.Thread(target=_open_when_ready, args=(address, port), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", lifespan="on", workers=1)


def make_datasette(db: Path, *, sql: bool = False, settings: dict[str, Any] | None = None) -> Any:
    """A Datasette of the archive at `db`: read-only, described, with SQL only where wanted.

    The file is not taken to be immutable: a run may write to it while it is served.
    """
    from datasette.app import Datasette

    from pipeline.archive.describe import metadata_for

    if not db.is_file():
        raise ArchiveError(f"There is no archive at {db}. Make one with: pipeline ingest")
    roll_back(db)
    if version_of(db) < SCHEMA_VERSION:
        raise ArchiveError(
            f"{db} was made by an earlier version of this program."
            f" Bring it up to date with: pipeline ingest FOLDER --db {db}"
        )
    metadata = {**metadata_for(db.stem), "allow_sql": sql}
    return Datasette([str(db)], metadata=metadata, settings={**SETTINGS, **(settings or {})})


def _forbid_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise UsageError(
                f"Port {port} is taken by another program. Choose another one with --port."
            ) from error


def _open_when_ready(address: str, port: int) -> None:
    import webbrowser

    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            webbrowser.open(address)
            return
        time.sleep(0.1)
