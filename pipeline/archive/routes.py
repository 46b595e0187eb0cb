"""The addresses of the archive's pages, and how an answer becomes a response."""

import hashlib
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.archive import feeds, guard
from pipeline.archive.pages import (
    accuracy,
    coverage,
    deadlines,
    home,
    page,
    papers,
    recommendation,
    recurring,
    search,
    statistics,
    themes,
)
from pipeline.archive.picture import PictureError, Pictures, TooManyError, cache_folder
from pipeline.archive.reading import Asked, archive_name, read

Answer = Callable[[sqlite3.Connection, Asked], dict[str, Any] | None]
View = Callable[[Any, Any], Awaitable[Any]]

_ID = r"(?P<id>[A-Za-z0-9_.~:-]{1,120})"
_STATIC = Path(__file__).resolve().parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

PAGES: tuple[tuple[str, str, Answer], ...] = (
    (r"^/$", "home.html", home.answer),
    (r"^/search$", "search.html", search.answer),
    (r"^/themes$", "themes.html", themes.answer_list),
    (rf"^/theme/{_ID}$", "theme.html", themes.answer),
    (r"^/recurring$", "recurring.html", recurring.answer_list),
    (rf"^/recurring/{_ID}$", "recurrence.html", recurring.answer),
    (rf"^/recommendation/{_ID}$", "recommendation.html", recommendation.answer),
    (r"^/statistics$", "statistics.html", statistics.answer_list),
    (rf"^/statistics/{_ID}$", "series.html", statistics.answer),
    (rf"^/paper/{_ID}$", "paper.html", papers.answer),
    (rf"^/file/{_ID}$", "file.html", papers.answer_file),
    (r"^/deadlines$", "deadlines.html", deadlines.answer),
    (r"^/coverage$", "coverage.html", coverage.answer),
    (r"^/accuracy$", "accuracy.html", accuracy.answer),
)
"""Address, template, and what answers it; an answer of None is a page that is not there."""


def routes() -> list[tuple[str, View]]:
    """Every address that the plugin answers."""
    return [
        *((pattern, _page_view(template, answer)) for pattern, template, answer in PAGES),
        (rf"^/file/{_ID}/page/(?P<number>\d{{1,5}})$", show_page),
        (rf"^/file/{_ID}/page/(?P<number>\d{{1,5}})\.png$", show_picture),
        (rf"^/paper/{_ID}/page/(?P<number>\d{{1,5}})$", show_paper_page),
        (
            rf"^/fact/(?P<kind>recommendation|response|statistic|date|theme|passage)/{_ID}$",
            show_fact,
        ),
        (r"^/search\.csv$", search_csv),
        (r"^/search\.json$", search_json),
        (r"^/search\.atom$", search_atom),
        (r"^/deadlines\.ics$", deadlines_ics),
        (r"^/deadlines\.atom$", deadlines_atom),
        (r"^/-/board/(?P<name>[a-z]+\.(?:css|svg))$", show_static),
        (r"^/-/databases(?P<format>\.json)?$", show_databases),
        (guard.CLOSED, refuse),
    ]


def today() -> date:
    """The day it is; what is due is told from it."""
    return date.today()


def _asked(request: Any) -> Asked:
    query = {name: request.args.get(name) or "" for name in request.args}
    return Asked(parts=dict(request.url_vars), query=query, today=today())


def _page_view(template: str, answer: Answer) -> View:
    async def view(request: Any, datasette: Any) -> Any:
        _only_reading(request)
        asked = _asked(request)
        found = await read(datasette, lambda connection: answer(connection, asked))
        return await _draw(datasette, request, template, found)

    return view


async def _draw(datasette: Any, request: Any, template: str, found: dict[str, Any] | None) -> Any:
    from datasette.utils.asgi import NotFound, Response

    if found is None:
        raise NotFound("There is no such page in this archive.")
    return Response.html(await datasette.render_template(template, found, request=request))


def _only_reading(request: Any) -> None:
    from datasette.utils.asgi import Forbidden

    if request.method not in ("GET", "HEAD"):
        raise Forbidden("This archive can only be read.")


async def show_page(request: Any, datasette: Any) -> Any:
    """A page of a file; its image is left out where the original is not at hand."""
    asked = _asked(request)
    found = await read(datasette, lambda connection: page.answer(connection, asked))
    if found is not None:
        try:
            pictures(datasette).original(asked.parts["id"])
            found["missing"] = None
        except PictureError as error:
            found["missing"] = str(error)
    return await _draw(datasette, request, "page.html", found)


async def show_picture(request: Any, datasette: Any) -> Any:
    """The image of a page."""
    import asyncio

    from datasette.utils.asgi import Response

    file, number = request.url_vars["id"], int(request.url_vars["number"])
    try:
        image = await asyncio.to_thread(pictures(datasette).page, file, number)
    except TooManyError as error:
        return Response.text(str(error), status=429, headers={"Retry-After": "30"})
    except PictureError as error:
        return Response.text(str(error), status=404)
    return Response(
        image,
        content_type="image/png",
        headers={"Cache-Control": "public, max-age=604800, immutable"},
    )


async def show_paper_page(request: Any, datasette: Any) -> Any:
    """A page by its paper: sends on to the page of the file, choice and all."""
    paper = request.url_vars["id"]
    found = await read(datasette, lambda connection: papers.first_page(connection, paper))
    target = f"/file/{found['file_id']}/page/{request.url_vars['number']}" if found else None
    query = f"?{request.query_string}" if request.query_string else ""
    return _send_on(datasette, target and target + query + "#page")


async def show_fact(request: Any, datasette: Any) -> Any:
    """A fact by its id: sends on to its page. This address lasts as long as the fact."""
    kind, fact = request.url_vars["kind"], request.url_vars["id"]
    found = await read(datasette, lambda connection: page.page_of_fact(connection, kind, fact))
    return _send_on(
        datasette,
        f"/file/{found['file_id']}/page/{found['page']}?{kind}={fact}#page" if found else None,
    )


def _send_on(datasette: Any, target: str | None) -> Any:
    from datasette.utils.asgi import NotFound, Response

    if target is None:
        raise NotFound("There is no such page in this archive.")
    return Response.redirect(datasette.urls.path(target))


async def search_csv(request: Any, datasette: Any) -> Any:
    """The hits of a search as CSV."""
    answer, link, words = await _hits(request, datasette)
    return _file(feeds.as_csv(answer["hits"], link, words), "text/csv", "search.csv")


async def search_json(request: Any, datasette: Any) -> Any:
    """The hits of a search as JSON."""
    answer, link, words = await _hits(request, datasette)
    return _file(feeds.as_json(answer, link, words), "application/json")


async def search_atom(request: Any, datasette: Any) -> Any:
    """The hits of a search as a feed."""
    answer, link, words = await _hits(request, datasette)
    query = f"?{request.query_string}" if request.query_string else ""
    entries = feeds.hit_entries(answer["hits"][:100], link, words)
    entries.sort(key=lambda entry: entry["updated"], reverse=True)
    title = f"{site_title(datasette)}: {words or 'all that matches'}"
    feed = feeds.atom(
        title, link(f"/search.atom{query}"), link(f"/search{query}"), entries, _latest(entries)
    )
    return _file(feed, "application/atom+xml")


async def _hits(request: Any, datasette: Any) -> tuple[dict[str, Any], feeds.Link, str]:
    asked = _asked(request)
    answer = await read(datasette, lambda connection: search.answer_all(connection, asked))
    return answer, linker(datasette, request), answer["wish"].text


async def deadlines_ics(request: Any, datasette: Any) -> Any:
    """Responses that are due, for calendars."""
    waiting = await read(datasette, deadlines.open_responses)
    name = f"{site_title(datasette)}: responses due"
    calendar = feeds.calendar(name, waiting, linker(datasette, request), "board-papers")
    return _file(calendar, "text/calendar", "deadlines.ics")


async def deadlines_atom(request: Any, datasette: Any) -> Any:
    """Responses that are due, for feed readers."""
    waiting = await read(datasette, deadlines.open_responses)
    link = linker(datasette, request)
    entries = feeds.deadline_entries(waiting, link)
    title = f"{site_title(datasette)}: responses due"
    feed = feeds.atom(title, link("/deadlines.atom"), link("/deadlines"), entries, _latest(entries))
    return _file(feed, "application/atom+xml")


def _latest(entries: list[dict[str, str]]) -> str:
    return max((entry["updated"] for entry in entries), default="1970-01-01")


def _file(text: str, media_type: str, name: str | None = None) -> Any:
    from datasette.utils.asgi import Response

    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
    return Response(text, content_type=f"{media_type}; charset=utf-8", headers=headers)


def linker(datasette: Any, request: Any) -> feeds.Link:
    """What makes an address of this site absolute, as the visitor sees the site."""

    def link(path: str) -> str:
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    return link


def site_title(datasette: Any) -> str:
    """The name of the site, from its metadata."""
    return str(datasette.metadata("title") or "Board papers")


@cache
def static_hash(name: str) -> str:
    """A few letters that change with a static file, so that browsers may keep it for long."""
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:8]


async def show_static(request: Any, datasette: Any) -> Any:
    """The style sheet and the icon."""
    from datasette.utils.asgi import NotFound, Response

    path = _STATIC / request.url_vars["name"]
    if not path.is_file():
        raise NotFound("There is no such file.")
    return Response(
        path.read_bytes(),
        content_type=_TYPES[path.suffix],
        headers={"Cache-Control": "public, max-age=2592000"},
    )


async def show_databases(request: Any, datasette: Any) -> Any:
    """Which databases are served, without saying where they lie."""
    import json

    from datasette.utils.asgi import Response

    known = [
        {"name": name, "route": database.route, "size": database.size}
        for name, database in datasette.databases.items()
        if not name.startswith("_")
    ]
    if request.url_vars.get("format"):
        return Response.json(known)
    shown = {"filename": "databases.json", "data_json": json.dumps(known, indent=2)}
    return await _draw(datasette, request, "show_json.html", shown)


async def refuse(request: Any, datasette: Any) -> Any:
    """A page of Datasette that this archive does not have."""
    from datasette.utils.asgi import NotFound

    raise NotFound("There is no such page in this archive.")


_PICTURES: dict[str, Pictures] = {}


def pictures(datasette: Any) -> Pictures:
    """The page images of the archive that is served."""
    name = archive_name(datasette)
    if name is None:
        raise PictureError("There is no archive.")
    path = str(Path(datasette.databases[name].path).resolve())
    if path not in _PICTURES:
        _PICTURES[path] = Pictures(Path(path), cache_folder())
    return _PICTURES[path]
