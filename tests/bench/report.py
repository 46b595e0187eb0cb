"""Measurements to a page of tables: medians, spread, ratios."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from tests.bench.plan import Entry, Group
from tests.bench.results import Measured, Run

_OPENING = """# Benchmarks

Made by `make bench`; what it measured stands in [benchmarks.json](benchmarks.json). Every figure
is of a fresh process; contestants take turns, so that a busy moment of the machine falls on all of
them. Figures are medians, with the smallest and the largest round in brackets; ratios are of speed,
medians of the ratios within each round (above 1: faster than the line without a ratio). Seconds are
of the processor, those of child processes included, unless a table says otherwise. Peak memory is
that of the largest process; that of pdftotext is its caller's.
"""


def write_report(groups: Sequence[Group], runs: Mapping[str, Run]) -> str:
    """The page as Markdown, of the groups that were measured."""
    measured = [group for group in groups if group.key in runs]
    machines = list(dict.fromkeys(run.machine for run in runs.values() if run.machine))
    parts = [_OPENING, *(f"{machine}.\n" for machine in machines)]
    parts += [_section(group, runs[group.key]) for group in measured]
    return "\n".join(parts)


def _section(group: Group, run: Run) -> str:
    head = f"## {group.title}\n\n{group.note}\n"
    if run.failed:
        return f"{head}\nNot measured: {run.failed}\n"
    entries = [(entry, run.entries.get(entry.title, Measured())) for entry in group.entries]
    rounds = max((len(measured.rounds) for _, measured in entries), default=0)
    told = f"Measured on {run.day} in {rounds} {'round' if rounds == 1 else 'rounds'}.\n"
    table = _questions(group, entries) if group.questions else _contestants(group, entries)
    return f"{head}\n{told}\n" + "\n".join(table) + "\n"


def _contestants(group: Group, entries: Sequence[tuple[Entry, Measured]]) -> list[str]:
    base = next(m for entry, m in entries if entry.title == group.baseline)
    head = "wall seconds" if group.clock == "wall" else "processor seconds"
    return [
        f"| | {head} | a second | ratio | peak memory | found |",
        "|---|---|---|---|---|---|",
        *(_row(group, entry.title, measured, base) for entry, measured in entries),
    ]


def _row(group: Group, title: str, measured: Measured, base: Measured) -> str:
    if measured.skipped or not measured.rounds:
        return f"| {title} | not run: {measured.skipped} | | | | |"
    seconds = [r[group.clock] for r in measured.rounds]
    speeds = [_speed(r, group.clock) for r in measured.rounds]
    unit = next(iter(measured.rounds[0]["counts"]))
    ratio = "" if measured is base else _ratio(group, measured, base)
    peak = max(r["peak_mb"] for r in measured.rounds)
    counts = ", ".join(_count(n, what) for what, n in measured.rounds[0]["counts"].items())
    return (
        f"| {title} | {_spread(seconds)} | {_spread(speeds)} {unit} | {ratio} "
        f"| {peak:.0f} MB | {counts} |"
    )


def _count(number: float, what: str) -> str:
    """'2,000 words'; a count of '% recall' is told as 'recall 96.1 %'."""
    if what.startswith("% "):
        return f"{what[2:]} {number} %"
    return f"{number:,} {what.removesuffix('s') if number == 1 else what}"


def _ratio(group: Group, measured: Measured, base: Measured) -> str:
    ratios = [
        _speed(ours, group.clock) / _speed(theirs, group.clock)
        for ours, theirs in zip(measured.rounds, base.rounds, strict=False)
    ]
    return f"{_spread(ratios)} ×" if ratios else ""


def _speed(measured: Mapping[str, Any], clock: str) -> float:
    amount: float = next(iter(measured["counts"].values()))
    return amount / max(float(measured[clock]), 1e-3)


def _questions(group: Group, entries: Sequence[tuple[Entry, Measured]]) -> list[str]:
    """A line for each question, a column for each entry, and how much faster than the last one."""
    lines = [
        f"| | {' | '.join(entry.title for entry, _ in entries)} | ratio |",
        f"|---|{'---:|' * len(entries)}---|",
    ]
    (_, ours), (_, theirs) = entries[-2:]
    for question in _asked(entries):
        cells = [_cell(_answers(measured, question)) for _, measured in entries]
        pairs = zip(_answers(ours, question), _answers(theirs, question), strict=False)
        ratios = [b / a for a, b in pairs if a and b]
        ratio = f"{_spread(ratios)} ×" if ratios and "size" not in question else ""
        lines.append(f"| {question} | {' | '.join(cells)} | {ratio} |")
    for entry, measured in entries:
        if measured.skipped:
            lines.append(f"\n{entry.title}: not run, {measured.skipped}")
    return lines


def _asked(entries: Sequence[tuple[Entry, Measured]]) -> list[str]:
    rounds = (measured.rounds for _, measured in entries)
    return list(dict.fromkeys(q for found in rounds for one in found for q in one["counts"]))


def _answers(measured: Measured, question: str) -> list[float | None]:
    return [one["counts"].get(question) for one in measured.rounds]


def _cell(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return _spread(known) if known else "–"


def _spread(values: Sequence[float]) -> str:
    if len(values) == 1 or len(set(values)) == 1:
        return _short(values[0])
    return f"{_short(median(values))} ({_short(min(values))}–{_short(max(values))})"


def _short(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
