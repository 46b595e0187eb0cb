"""The only door to rich: tables and progress in the terminal, plain where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.text import Text


_WHOLE = ("id", "date")
"""Columns that are kept in one piece however narrow the terminal: one copies from them."""


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
    short: int | None = None,
) -> None:
    """A table; `numbers` are the columns that are set flush right and never wrapped, `short` is the
    one whose texts lose their middle so that the table fits the terminal."""
    from rich.table import Table

    out = console()
    lines = [[_shown(value) for value in row] for row in rows]
    foot = [_shown(value) for value in footer] if footer else None
    gap = 1 if short is not None and out.width < 110 else 2
    if short is not None:
        room = out.width - _width_without(short, [heads, *lines, *([foot] if foot else [])], gap)
        for line in lines:
            line[short] = shorten(line[short], max(12, room))
    table = Table(
        title=title, title_justify="left", box=None, pad_edge=False, padding=(0, gap, 0, 0)
    )
    for index, head in enumerate(heads):
        flush = index in numbers
        table.add_column(
            head,
            justify="right" if flush else "left",
            overflow="fold",
            no_wrap=flush or index == short or head in _WHOLE,
        )
    for line in lines:
        table.add_row(*map(_plain, line))
    if foot:
        table.add_section()
        table.add_row(*map(_plain, foot), style="bold")
    out.print(table)


def shorten(text: str, width: int) -> str:
    """`text` with its middle left out where it is longer than `width`."""
    if len(text) <= width:
        return text
    tail = min(16, width // 2)
    return f"{text[: width - tail - 1]}…{text[-tail:]}"


def _width_without(column: int, lines: Sequence[Sequence[str]], gap: int) -> int:
    widths = [
        max(len(part) for line in lines for part in line[index].split("\n"))
        for index in range(len(lines[0]))
    ]
    return sum(widths) - widths[column] + gap * len(widths)


def _plain(text: str) -> Text:
    from rich.text import Text

    return Text(text)


def progress() -> Progress:
    """A progress bar on standard error with the file, its place and the time left; nothing where
    standard error is no terminal."""
    import sys

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
        disable=not sys.stderr.isatty(),
    )


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) <= 1 else f"{value:,.1f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
