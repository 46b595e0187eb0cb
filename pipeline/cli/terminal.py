"""The only door to rich: tables and progress in the terminal, plain where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress


def console(stderr: bool = False) -> Console:
    """A console as wide as the terminal; 120 columns where the output goes elsewhere."""
    import sys

    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else 120
    return Console(stderr=stderr, highlight=False, width=width, soft_wrap=False)


def print_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: Sequence[int] = (),
    title: str | None = None,
    footer: Sequence[object] | None = None,
    short: Sequence[int] = (),
) -> None:
    """A table; `numbers` are the columns that are set flush right, `short` those that are cut to
    fit where the others fold."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for index, head in enumerate(heads):
        table.add_column(
            head,
            justify="right" if index in numbers else "left",
            overflow="ellipsis" if index in short else "fold",
            no_wrap=index in short or index in numbers,
            vertical="top",
        )
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    if footer:
        table.add_section()
        table.add_row(*(Text(_shown(value), style="bold") for value in footer))
    console().print(table)


def progress() -> Progress:
    """A progress bar on standard error with the file, its place and the time left."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
    )


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
