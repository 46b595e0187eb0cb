"""What a number says: role and direction, by the rules of the statistics book over frames.

A rule's pattern names the quantities by their role (`change`, `baseline`, `level`, `target`,
`comparator`; several of a kind as `level2`, `level3`) and the words that show a direction as `up`
or `down`. Rules are tried in order: a quantity keeps the first role that it is given.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from pipeline.extract.statistics.frame import TERMS, Frame, number_at
from pipeline.extract.statistics.numbers import Number
from pipeline.rules import Rules, compile_pattern, compiled

Role = Literal["level", "change", "baseline", "target", "comparator"]
Direction = Literal["increase", "decrease"]

_ROLES = ("change", "baseline", "level", "target", "comparator")
_KEYS = ("pattern", "direction", "compare", "basis", "moving", "head", "role")


@dataclass(frozen=True, slots=True, eq=False)
class RoleRule:
    """A compiled rule; `compare` gives the direction from the values of baseline and level;
    with `moving` it is tried only where a verb of movement stands."""

    id: str
    pattern: re.Pattern[str]
    direction: Direction | None
    compare: bool
    moving: bool


@dataclass(slots=True)
class Reading:
    """What is known of one quantity so far; steps fill it."""

    role: Role = "level"
    direction: Direction | None = None
    rule: str | None = None
    link: int | None = None


@compiled
def load_roles(rules: Rules) -> tuple[RoleRule, ...]:
    """The role rules of `rules`, compiled once."""
    book = rules.book("statistics", keys=_KEYS)
    terms = {**book.terms, **TERMS}
    return tuple(
        RoleRule(
            id=rule.id,
            pattern=compile_pattern(rule.fields["pattern"], terms, f"statistics.yml: {rule.id}"),
            direction=rule.fields.get("direction"),
            compare=bool(rule.fields.get("compare")),
            moving=bool(rule.fields.get("moving")),
        )
        for rule in book.rules
        if "pattern" in rule.fields
    )


@dataclass(frozen=True, slots=True, eq=False)
class HeadRule:
    """The role that a column's head gives to the figures below it."""

    id: str
    pattern: re.Pattern[str]
    role: Role


@compiled
def load_head_roles(rules: Rules) -> tuple[HeadRule, ...]:
    """The rules of `rules` for the heads of columns, compiled once."""
    book = rules.book("statistics", keys=_KEYS)
    return tuple(
        HeadRule(rule.id, book.pattern(rule.fields["head"], where=rule.id), rule.fields["role"])
        for rule in book.rules
        if "head" in rule.fields
    )


def read_head_role(frame: Frame, head: str, rules: tuple[HeadRule, ...]) -> list[Reading]:
    """The readings of a cell's figures, by its column's head."""
    rule = next((rule for rule in rules if rule.pattern.search(head)), None)
    readings = []
    for number in frame.numbers:
        direction: Direction | None = None
        if rule is not None and rule.role == "change" and number.value:
            direction = "increase" if number.value > 0 else "decrease"
        role = rule.role if rule is not None else "level"
        readings.append(Reading(role, direction, rule.id if rule is not None else None))
    return readings


@compiled
def load_moves(rules: Rules) -> re.Pattern[str]:
    """One word that moves, in any direction."""
    book = rules.book("statistics", keys=_KEYS)
    return book.pattern("$up_verbs|$down_verbs", where="up_verbs")


def read_roles(frame: Frame, rules: tuple[RoleRule, ...], moves: re.Pattern[str]) -> list[Reading]:
    """Role and direction of each quantity of a frame, in their order."""
    readings = [
        Reading(
            role=cast(Role, number.role or ("change" if _signed(frame, number) else "level")),
            direction=cast("Direction | None", number.direction) or _signed(frame, number),
            rule=None,
        )
        for number in frame.numbers
    ]
    link = 0
    moving = moves.search(frame.text) is not None
    for rule in rules:
        if rule.moving and not moving:
            continue
        for match in rule.pattern.finditer(frame.text):
            link += 1
            _apply(rule, match, frame, readings, link)
    _share_appositions(frame, readings)
    return readings


def _signed(frame: Frame, number: Number) -> Direction | None:
    """How a percentage moved that stands in a bracket with its sign: '(-6%)'."""
    if number.unit not in ("percent", "percentage_points"):
        return None
    lead = frame.plain[: number.start]
    if number.value < 0:
        return "decrease" if lead.endswith("(") else None
    return "increase" if lead.endswith("(+") else None


_DISTANCES = ("metres", "feet", "miles", "kilometres", "yards", "centimetres")
"""What falls so far has not become less."""
_APPOSITION = re.compile(r"(?:\s[\w-]+){0,2},?\s\(?or\s(?:\w+\s)?|\s\(")


def _share_appositions(frame: Frame, readings: list[Reading]) -> None:
    """'gained 0.4%, or 18 points': the second quantity says the same in another unit."""
    for index in range(1, len(readings)):
        before, this = frame.numbers[index - 1], frame.numbers[index]
        same = readings[index].rule is None and before.unit != this.unit
        if same and _APPOSITION.fullmatch(frame.text, before.end, this.open):
            readings[index] = replace(readings[index - 1])


def _apply(
    rule: RoleRule, match: re.Match[str], frame: Frame, readings: list[Reading], link: int
) -> None:
    """Give the quantities of one match their roles, where they have none."""
    groups = match.groupdict()
    named = _of_one_unit(_named(match, frame), frame)
    direction = rule.direction or _shown(groups)
    if rule.compare and direction is None:
        direction = _compared(named, frame)
    links = [readings[index].link for _, index in named if readings[index].link is not None]
    link = links[0] if links and links[0] is not None else link
    for role, index in named:
        reading = readings[index]
        if reading.rule is not None:
            continue
        if rule.moving and role == "change" and frame.numbers[index].unit in _DISTANCES:
            continue
        if frame.numbers[index].role is None:
            reading.role = role
        reading.rule = rule.id
        reading.link = link
        if role in ("change", "level"):
            reading.direction = reading.direction or direction


def _named(match: re.Match[str], frame: Frame) -> list[tuple[Role, int]]:
    found = []
    for name, text in match.groupdict().items():
        role = name.rstrip("0123456789")
        if text is None or role not in _ROLES:
            continue
        index = number_at(frame, match.start(name))
        if index is not None:
            found.append((cast(Role, role), index))
    return found


def _of_one_unit(named: list[tuple[Role, int]], frame: Frame) -> list[tuple[Role, int]]:
    """Without the levels whose unit is not that of the baseline that they are compared with."""
    units = {frame.numbers[index].unit for role, index in named if role == "baseline"}
    if not units:
        return named
    return [
        (role, index)
        for role, index in named
        if role != "level" or frame.numbers[index].unit in units
    ]


def _shown(groups: Mapping[str, str | None]) -> Direction | None:
    up = any(text for name, text in groups.items() if name.startswith("up") and text)
    down = any(text for name, text in groups.items() if name.startswith("down") and text)
    if up == down:
        return None
    return "increase" if up else "decrease"


def _compared(named: list[tuple[Role, int]], frame: Frame) -> Direction | None:
    values = {role: frame.numbers[index].value for role, index in named}
    units = {frame.numbers[index].unit for _, index in named}
    if "baseline" not in values or "level" not in values or len(units) > 1:
        return None
    if values["level"] == values["baseline"]:
        return None
    return "increase" if values["level"] > values["baseline"] else "decrease"
