"""What keeps the archive safe to publish: headers, what may be read, which pages are closed."""

import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Callable[[], Awaitable[Message]], Send], Awaitable[None]]

HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        b"form-action 'self'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-robots-tag", b"noindex"),
)
CLOSED = r"^/-/(?:patterns|messages|allow-debug|threads|permissions)(?:\.json)?$"
"""Datasette's pages for programmers of plugins: they say more than a visitor needs."""

_HIDDEN = {("files", "path")}
"""Columns that say where things lie on the server: they read as null."""


def hide_columns(connection: sqlite3.Connection) -> None:
    """Let every query of this connection read null from columns that tell of the server."""

    def authorize(
        action: int, one: str | None, two: str | None, database: str | None, trigger: str | None
    ) -> int:
        if action == sqlite3.SQLITE_READ and (one, two) in _HIDDEN:
            return sqlite3.SQLITE_IGNORE
        return sqlite3.SQLITE_OK

    connection.set_authorizer(authorize)


def with_headers(app: App) -> App:
    """Every answer carries the headers that make a browser careful."""
    names = {name for name, _ in HEADERS}

    async def guarded(scope: Scope, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in names]
                message = {**message, "headers": [*kept, *HEADERS]}
            await send(message)

        await app(scope, receive, send_guarded)

    return guarded
