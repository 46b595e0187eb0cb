"""Measurements to a page of tables: medians, spread, ratios."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import Any

from tests.bench.plan import Entry, Group

_LIBRARIES = ("pdfplumber", "pdfminer.six", "pypdfium2", "spacy", "rapidfuzz", "sqlite-utils")


@dataclass(frozen=True, slots=True)
class Measured:
    """What the rounds of one entry took, in order; or why it was skipped."""

    entry: Entry
    rounds: tuple[Mapping[str, Any], ...]
    skipped: str | None = None


def write_report(groups: Sequence[tuple[Group, Sequence[Measured]]], rounds: int) -> str:
    """The page as Markdown."""
    parts = [_opening(rounds)]
    parts += [_section(group, measured) for group, measured in groups]
    return "\n".join(parts)


def _opening(rounds: int) -> str:
    libraries = ", ".join(f"{name} {found}" for name in _LIBRARIES if (found := _version(name)))
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}"
    )
    return f"""# Benchmarks

Made by `make bench`, rounds: {rounds}. Every figure is of a fresh process; contestants take
turns, so that a busy moment of the machine falls on all of them. Speeds are medians, with the
slowest and the fastest round in brackets; ratios are medians of the ratios within each round.
Seconds are of the processor, those of child processes included, unless a table says otherwise.
Peak memory is that of the largest process; that of pdftotext is its caller's.

{machine}; {libraries}.
"""


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _section(group: Group, measured: Sequence[Measured]) -> str:
    base = next(m for m in measured if m.entry.title == group.baseline)
    head = "wall seconds" if group.clock == "wall" else "processor seconds"
    lines = [
        f"## {group.title}\n",
        f"{group.note}\n",
        f"| | {head} | a second | ratio | peak memory | found |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(group, m, base) for m in measured]
    return "\n".join(lines) + "\n"


def _row(group: Group, measured: Measured, base: Measured) -> str:
    if measured.skipped or not measured.rounds:
        return f"| {measured.entry.title} | not run: {measured.skipped} | | | | |"
    seconds = [r[group.clock] for r in measured.rounds]
    speeds = [_speed(r, group.clock) for r in measured.rounds]
    unit = next(iter(measured.rounds[0]["counts"]))
    ratio = "" if measured is base else _ratio(group, measured, base)
    peak = max(r["peak_mb"] for r in measured.rounds)
    counts = ", ".join(f"{n:,} {what}" for what, n in measured.rounds[0]["counts"].items())
    return (
        f"| {measured.entry.title} | {_spread(seconds)} | {_spread(speeds)} {unit} | {ratio} "
        f"| {peak:.0f} MB | {counts} |"
    )


def _ratio(group: Group, measured: Measured, base: Measured) -> str:
    if not base.rounds:
        return ""
    ratios = [
        _speed(ours, group.clock) / _speed(theirs, group.clock)
        for ours, theirs in zip(measured.rounds, base.rounds, strict=True)
    ]
    return f"{_spread(ratios)} ×"


def _speed(measured: Mapping[str, Any], clock: str) -> float:
    amount: float = next(iter(measured["counts"].values()))
    return amount / max(float(measured[clock]), 1e-3)


def _spread(values: Sequence[float]) -> str:
    if len(values) == 1:
        return _short(values[0])
    return f"{_short(median(values))} ({_short(min(values))}–{_short(max(values))})"


def _short(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
