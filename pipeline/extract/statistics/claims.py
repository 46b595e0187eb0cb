"""Which numbers make one statement, and whether their arithmetic holds.

A disagreement is recorded in words; no value is ever changed.
"""

from collections.abc import Sequence

from pipeline.extract.statistics.numbers import Number
from pipeline.extract.statistics.roles import Reading

_TOLERANCE = 0.6
"""Percentages are printed rounded: half a point and a little."""


def group_claims(readings: Sequence[Reading], measures: Sequence[str | None]) -> list[list[int]]:
    """Indexes of the quantities of a sentence that make one statement, two or more together."""
    groups: dict[object, list[int]] = {}
    for index, reading in enumerate(readings):
        key: object = reading.link if reading.link is not None else None
        if key is None and reading.role == "level" and measures[index]:
            key = next(
                (
                    other.link
                    for place, other in enumerate(readings)
                    if other.link is not None and measures[place] == measures[index]
                ),
                None,
            )
        if key is not None:
            groups.setdefault(key, []).append(index)
    return [members for members in groups.values() if len(members) > 1]


def check_claim(numbers: Sequence[Number], roles: Sequence[str]) -> str | None:
    """How baseline, change and level of one statement disagree; None where they do not."""
    by_role: dict[str, Number] = {}
    for number, role in zip(numbers, roles, strict=True):
        if role in by_role:
            return None
        by_role[role] = number
    if not {"baseline", "level", "change"} <= set(by_role):
        return None
    return _disagreement(by_role["baseline"], by_role["level"], by_role["change"])


def _disagreement(baseline: Number, level: Number, change: Number) -> str | None:
    if baseline.unit != level.unit or baseline.value_to or level.value_to or change.value_to:
        return None
    if change.bound or baseline.bound or level.bound:
        return None
    stated = abs(change.value)
    moved = abs(level.value - baseline.value)
    if change.unit == "percent" and baseline.unit != "percent" and baseline.value:
        computed = 100 * moved / abs(baseline.value)
        if abs(computed - stated) <= _TOLERANCE:
            return None
        return (
            f"From {_plain(baseline.value)} to {_plain(level.value)} is "
            f"{_plain(round(computed, 1))} percent; the text says {_plain(stated)}."
        )
    if change.unit in (baseline.unit, "percentage_points"):
        if abs(moved - stated) <= 0.051 * max(1.0, stated):
            return None
        return (
            f"From {_plain(baseline.value)} to {_plain(level.value)} is "
            f"{_plain(round(moved, 2))}; the text says {_plain(stated)}."
        )
    return None


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
