"""What Datasette loads: the hooks of the archive's pages."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from pluggy import HookimplMarker

from pipeline.archive import guard, plain
from pipeline.archive.cells import draw_cell
from pipeline.archive.describe import describe
from pipeline.archive.reading import archive_name, find_archive
from pipeline.archive.routes import linker, routes, site_title, static_hash

hookimpl = HookimplMarker("datasette")
_TEMPLATES = Path(__file__).resolve().parent / "templates"
_LOG = logging.getLogger(__name__)
_PATIENCE_MS = 2000

NAVIGATION = (
    ("/search", "Search"),
    ("/themes", "Themes"),
    ("/recurring", "Made again"),
    ("/statistics", "Statistics"),
    ("/deadlines", "Deadlines"),
    ("/coverage", "What is held"),
)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the archive's pages."""
    return routes()


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Find the archive; leave facets to those who ask for them."""

    async def begin() -> None:
        await find_archive(datasette)
        described = datasette.metadata(
            "tables", database=archive_name(datasette) or "archive", fallback=False
        )
        describe.begin(datasette, described=described is not None)
        # Datasette counts every column for suggestions at each look at a table; our pages
        # offer facets without counting first. There is no hook to say so.
        datasette._settings["suggest_facets"] = False

    return begin


@hookimpl
def get_metadata(datasette: Any, key: str, database: str, table: str) -> dict[str, Any]:
    """The descriptions of metadata.yml, where Datasette was started without them."""
    return describe.metadata(datasette)


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """No query can read where files lie on the server, or waits long for a run that writes."""
    guard.hide_columns(conn)
    conn.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")


@hookimpl
def permission_allowed(action: str) -> bool | None:
    """The database itself cannot be downloaded: it says where files lie on the server."""
    return False if action == "view-database-download" else None


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Our templates come before Datasette's, and after those of who runs it."""
    from jinja2 import ChoiceLoader, FileSystemLoader

    own = [FileSystemLoader(str(_TEMPLATES)), env.loader]
    if datasette.template_dir:
        own.insert(0, FileSystemLoader(datasette.template_dir))
    env.loader = ChoiceLoader(own)
    env.filters.update(plain.FILTERS)
    env.globals.update(plural=plain.plural, period=plain.period, quantity=plain.quantity)


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    """What every page is framed by."""
    path = request.path if request else ""
    here = path.removeprefix(datasette.setting("base_url").rstrip("/")) or "/"
    metadata = datasette.metadata()
    return {
        "site": {
            "title": site_title(datasette),
            "css": datasette.urls.path(f"/-/board/style.css?{static_hash('style.css')}"),
            "icon": datasette.urls.path(f"/-/board/icon.svg?{static_hash('icon.svg')}"),
            "navigation": NAVIGATION,
            "here": here,
            "archive": archive_name(datasette),
            "address": linker(datasette, request)(here) if request else "",
            **{
                name: metadata.get(name)
                for name in ("license", "license_url", "source", "source_url", "about_url")
            },
        }
    }


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Any:
    """Ids, pages and codes in Datasette's own tables lead to the archive's pages; those of another
    database that is served beside it have no pages."""
    if database != archive_name(datasette):
        return None
    return draw_cell(row, value, column, table, datasette.urls.path)


@hookimpl
def asgi_wrapper() -> Callable[[guard.App], guard.App]:
    """Every answer carries careful headers."""
    return guard.with_headers


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Every error is a page in the same dress, with a sentence and nothing of the server."""
    outcome = yield

    async def respond() -> Any:
        return await _error_page(datasette, request, exception)

    outcome.force_result([respond])


@hookimpl(tryfirst=True)
def forbidden(datasette: Any, request: Any, message: str) -> Callable[[], Awaitable[Any]]:
    """What is closed is a page in the same dress, too."""

    async def respond() -> Any:
        from datasette.utils.asgi import Forbidden

        return await _error_page(datasette, request, Forbidden(message))

    return respond


async def _error_page(datasette: Any, request: Any, exception: Exception) -> Any:
    from datasette.utils.asgi import Response

    status, title, message = _explain(exception)
    if status == 500:
        _LOG.error("A page could not be drawn", exc_info=exception)
    if request.path.split("?")[0].endswith(".json"):
        said = {"ok": False, "error": message, "status": status, "title": title}
        return Response.json(said, status=status)
    drawn = await datasette.render_template(
        "error.html", {"status": status, "title": title, "error": message}, request=request
    )
    return Response.html(drawn, status=status)


def _explain(exception: Exception) -> tuple[int, str, str]:
    """Status, title and sentence for an error."""
    from datasette.utils.asgi import Base400, Forbidden, NotFound
    from datasette.views.base import DatasetteError

    from pipeline.archive.reading import NoArchiveError, TookTooLongError, is_busy, is_half_written

    # Datasette's own pages raise an error of theirs over that of SQLite.
    errors = (exception, exception.__cause__, exception.__context__)
    if any(map(is_busy, errors)):
        return 503, "New papers are coming in", "Try again in a minute."
    if any(map(is_half_written, errors)):
        return (
            503,
            "A run was stopped in the middle",
            "The archive is whole again as soon as pipeline ingest is run once more.",
        )
    if isinstance(exception, NotFound):
        return 404, "This page is not here", "The address may be mistyped, or the paper taken out."
    if isinstance(exception, TookTooLongError):
        return 503, "That took too long", "Ask for rarer words, or narrow it by year or body."
    if isinstance(exception, NoArchiveError):
        return (
            503,
            "There is no archive yet",
            "None of the databases served here is an archive of this version. Make one, or bring"
            " it up to date, with: pipeline ingest",
        )
    if isinstance(exception, Forbidden):
        return 403, "This is not open", "This part of the archive is closed to visitors."
    if isinstance(exception, DatasetteError):
        title = exception.title or "That did not work"
        return exception.status or 400, str(title), _plain_message(exception.message)
    if isinstance(exception, Base400):
        return exception.status, "That did not work", str(exception.args[0])
    return 500, "Something went wrong", "It is not your fault, and it has been noted."


def _plain_message(message: str) -> str:
    from markupsafe import Markup

    return Markup(message).striptags() if "<" in message else message
