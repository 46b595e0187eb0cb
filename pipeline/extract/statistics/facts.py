"""Numbers with all that is known of them to facts: the period of each, what was said earlier, the
statements they make together, and the place where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.statistics.claims import check_claim, group_claims
from pipeline.extract.statistics.frame import Frame
from pipeline.extract.statistics.periods import Outer, Period, is_before, read_period
from pipeline.extract.statistics.roles import Reading
from pipeline.extract.statistics.scene import Measure
from pipeline.model import Paper, Passage, Place, Statistic

_LONG_ROW = 600
"""A row of more characters is quoted by the cell."""


@dataclass(frozen=True, slots=True)
class Told:
    """The quantities of a frame with what each says: one reading and measure for each."""

    frame: Frame
    readings: Sequence[Reading]
    measures: Sequence[Measure | None]


def make_statistics(told: Told, paper: Paper, outer: Outer, claims: int) -> list[Statistic]:
    """The facts of one sentence; their claims are numbered from `claims` + 1."""
    frame = told.frame
    periods = [
        read_period(frame, index, reading.role, paper, outer)
        for index, reading in enumerate(told.readings)
    ]
    _settle_baselines(told, periods, paper)
    numbers, checks = _claims(told, claims)
    place = _place(frame)
    return [
        Statistic(
            place=place,
            text=frame.plain[number.start : number.end],
            text_start=frame.sentence.start + number.start,
            value=number.value,
            value_to=number.value_to,
            unit=number.unit,
            bound=number.bound,
            role=reading.role,
            direction=reading.direction,
            measure=measure.text if measure else None,
            period=period.interval,
            period_basis=period.basis,
            claim=numbers.get(index),
            claim_check=checks.get(index),
            rule="+".join(
                part for part in (number.rule, reading.rule, measure and measure.rule) if part
            ),
        )
        for index, (number, reading, measure, period) in enumerate(
            zip(frame.numbers, told.readings, told.measures, periods, strict=True)
        )
    ]


def _settle_baselines(told: Told, periods: Sequence[Period], paper: Paper) -> None:
    """Levels of an earlier period to which another is compared become baselines."""
    for index, reading in enumerate(told.readings):
        measure, period = told.measures[index], periods[index]
        if reading.role != "level" or reading.direction or period.basis != "sentence":
            continue
        pointed = measure is not None and measure.rule in ("said-before", "call-out")
        moved = any(
            after.direction is not None
            and after.role == "level"
            and is_before(period.interval, periods[place].interval)
            for place, after in enumerate(told.readings[index + 1 :], start=index + 1)
        )
        if moved or (pointed and is_before(period.interval, paper.period)):
            reading.role = "baseline"
            reading.rule = "said-of-earlier"


def _claims(told: Told, before: int) -> tuple[dict[int, int], dict[int, str]]:
    """The claim number of each quantity that shares one, and what is wrong with its arithmetic."""
    claims: dict[int, int] = {}
    checks: dict[int, str] = {}
    texts = [measure.text if measure else None for measure in told.measures]
    for number, members in enumerate(group_claims(told.readings, texts), start=before + 1):
        problem = check_claim(
            [told.frame.numbers[i] for i in members], [told.readings[i].role for i in members]
        )
        for member in members:
            claims[member] = number
            if problem is not None:
                checks[member] = problem
    return claims, checks


def _place(frame: Frame) -> Place:
    """The sentence; of a table row the whole row, or the cell where the row is long."""
    passage, sentence = frame.passage, frame.sentence
    start, end = sentence.start, sentence.end
    if passage.kind == "row" and len(passage.text) <= _LONG_ROW:
        start, end = 0, len(passage.text)
    return Place(
        passage=passage.position,
        page=_page(passage, sentence.start),
        start=start,
        end=end,
        quote=passage.text[start:end],
    )


def _page(passage: Passage, at: int) -> int:
    """The page of the line that holds the character `at`."""
    for line in passage.lines:
        if line.start <= at < line.end:
            return line.page
    return passage.page
