"""Charts as plain numbers for an SVG: bars by year, points by period; never two units in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

WIDTH, HEIGHT = 720.0, 240.0
LEFT, BOTTOM, TOP, RIGHT = 56.0, 34.0, 24.0, 12.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale: where, and what it says."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its box, its label below, and its figure."""

    x: float
    y: float
    width: float
    height: float
    label: str
    figure: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point: where, its kind (a class of the style sheet), and what it says."""

    x: float
    y: float
    kind: str
    figure: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of `width` by `height`: bars or points, the line through them, and two scales."""

    width: float
    height: float
    bars: tuple[Bar, ...] = ()
    points: tuple[Point, ...] = ()
    line: str = ""
    across: tuple[Tick, ...] = ()
    up: tuple[Tick, ...] = ()


def draw_bars(items: Sequence[tuple[str, float]]) -> Chart | None:
    """Bars for (label, value) in the order given; None where nothing is above zero."""
    top = max((value for _, value in items), default=0.0)
    if top <= 0:
        return None
    scale = _scale(0.0, top)
    slot = (WIDTH - LEFT - RIGHT) / len(items)
    width = min(slot * 0.62, 64.0)
    every = -(-len(items) // 14)
    bars = []
    for index, (label, value) in enumerate(items):
        y = _height(value, 0.0, scale[-1])
        x = LEFT + slot * index + (slot - width) / 2
        bars.append(
            Bar(
                round(x, 1),
                round(y, 1),
                round(width, 1),
                round(HEIGHT - BOTTOM - y, 1),
                label if index % every == 0 else "",
                _figure(value),
            )
        )
    return Chart(WIDTH, HEIGHT, bars=tuple(bars), up=_ticks(0.0, scale))


def draw_points(items: Sequence[tuple[str, float, str]]) -> Chart | None:
    """Points for (ISO day, value, kind); all but targets are joined by a line in time."""
    dated = sorted((date.fromisoformat(day).toordinal(), value, kind) for day, value, kind in items)
    if len(dated) < 2:
        return None
    values = [value for _, value, _ in dated]
    scale = _scale(min(0.0, *values), max(values))
    low, high = scale[0], scale[-1]
    first, last = dated[0][0], dated[-1][0]
    points = tuple(
        Point(round(_across(day, first, last), 1), round(_height(value, low, high), 1), kind, "")
        for day, value, kind in dated
    )
    level = [point for point in points if point.kind != "target"]
    return Chart(
        WIDTH,
        HEIGHT,
        points=points,
        line=" ".join(f"{point.x},{point.y}" for point in level) if len(level) > 1 else "",
        across=_years(first, last),
        up=_ticks(low, scale),
    )


def _across(day: int, first: int, last: int) -> float:
    if first == last:
        return (LEFT + WIDTH - RIGHT) / 2
    return LEFT + 12 + (day - first) / (last - first) * (WIDTH - LEFT - RIGHT - 24)


def _height(value: float, low: float, high: float) -> float:
    return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - TOP)


def _scale(low: float, high: float) -> list[float]:
    """Round numbers from `low` or below to `high` or above, four to seven of them."""
    span = (high - low) or abs(high) or 1.0
    step = 10.0 ** floor(log10(span / 4))
    step *= next(factor for factor in (1, 2, 2.5, 5, 10) if span / (step * factor) <= 6)
    count = floor(low / step)
    marks = [count * step]
    while marks[-1] < high - step * 1e-9:
        count += 1
        marks.append(count * step)
    return marks if len(marks) > 1 else [marks[0], marks[0] + step]


def _ticks(low: float, scale: list[float]) -> tuple[Tick, ...]:
    return tuple(Tick(round(_height(mark, low, scale[-1]), 1), _figure(mark)) for mark in scale)


def _years(first: int, last: int) -> tuple[Tick, ...]:
    start, end = date.fromordinal(first), date.fromordinal(last)
    years = range(start.year, end.year + 1)
    every = -(-len(years) // 9)
    ticks = []
    for year in years[::every]:
        day = min(max(date(year, 7, 1).toordinal(), first), last)
        ticks.append(Tick(round(_across(day, first, last), 1), str(year)))
    return tuple(ticks)


def _figure(value: float) -> str:
    if abs(value) >= 1_000_000:
        return f"{value / 1_000_000:g}m"
    return f"{value:,.6g}" if abs(value) >= 1000 else f"{value:g}"
