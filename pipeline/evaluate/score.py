"""Count what was found, missed and false, with intervals by bootstrap over papers."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.compare import agreements, similarity
from pipeline.evaluate.gold import FACT_TYPES, GoldPaper

Row = dict[str, Any]
_ROUNDS = 1000
_NOT_TOLD = "not told"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fact type in one annotated paper: pairs found, facts missed, facts that are false.

    `pairs` hold (found, annotated) without the optional ones, which count neither way. `kind` and
    `body` are those of the paper, `council` is whose papers these are.
    """

    paper: str
    kind: str
    body: str
    council: str
    file: str
    fact: str
    pairs: tuple[tuple[Row, Row], ...]
    missed: tuple[Row, ...]
    false: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one fact type, each with a 95 % interval over papers."""

    fact: str
    found: int
    missed: int
    false: int
    precision: float | None
    recall: float | None
    f1: float | None
    precision_interval: tuple[float, float] | None
    recall_interval: tuple[float, float] | None
    fields: dict[str, float] = field(default_factory=dict)
    papers: int = 0


def compare_paper(gold: GoldPaper, rows: Iterable[Row]) -> list[Outcome]:
    """The outcome of every completely annotated type; `rows` are the facts found in its file."""
    inside = [row for row in rows if gold.first_page <= int(row.get("page") or 1) <= gold.last_page]
    paper = _describe_paper(gold, inside)
    return [
        _compare_type(gold, paper, fact, [row for row in inside if row["fact"] == fact])
        for fact in FACT_TYPES
        if fact in gold.types and not (fact == "paper" and _has_no_pages(gold.facts[:1]))
    ]


def group_outcomes(outcomes: Iterable[Outcome], by: str) -> dict[str, list[Outcome]]:
    """Outcomes by a field that tells of their paper (`kind`, `council` …), sorted by its value."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(str(getattr(outcome, by)), []).append(outcome)
    return dict(sorted(groups.items()))


def _describe_paper(gold: GoldPaper, inside: Sequence[Row]) -> Row:
    """Kind and body of an annotated paper; where they were not annotated, as they were found."""
    told = gold.of_type("paper")
    if len(told) > 1:
        return {"kind": "whole pack", "body": told[0].get("body")}
    found = [
        row for row in inside if row["fact"] == "paper" and row["first_page"] == gold.first_page
    ]
    return next(iter([*told, *found]), {})


def _has_no_pages(first: Sequence[Row]) -> bool:
    return any(row.get("first_page") is None for row in first)


def _compare_type(
    gold: GoldPaper, paper: Mapping[str, Any], fact: str, found: list[Row]
) -> Outcome:
    annotated = gold.of_type(fact)
    scored = sorted(
        (-score, bool(there.get("optional")), i, j)
        for i, row in enumerate(found)
        for j, there in enumerate(annotated)
        if (score := similarity(row, there)) > 0
    )
    taken_found: set[int] = set()
    taken_gold: set[int] = set()
    pairs = []
    for _, optional, i, j in scored:
        if i in taken_found or j in taken_gold:
            continue
        taken_found.add(i)
        taken_gold.add(j)
        if not optional:
            pairs.append((found[i], annotated[j]))
    missed = [
        row for j, row in enumerate(annotated) if j not in taken_gold and not row.get("optional")
    ]
    false = [row for i, row in enumerate(found) if i not in taken_found]
    return Outcome(
        paper=gold.name,
        kind=str(paper.get("kind") or _NOT_TOLD),
        body=str(paper.get("body") or _NOT_TOLD),
        council=gold.council or _NOT_TOLD,
        file=gold.file,
        fact=fact,
        pairs=tuple(pairs),
        missed=tuple(missed),
        false=tuple(false),
    )


def score_outcomes(outcomes: Sequence[Outcome]) -> list[Score]:
    """One score a fact type that was annotated anywhere."""
    return [
        _score(fact, [outcome for outcome in outcomes if outcome.fact == fact])
        for fact in FACT_TYPES
        if any(outcome.fact == fact for outcome in outcomes)
    ]


def _score(fact: str, outcomes: Sequence[Outcome]) -> Score:
    counts = [(len(o.pairs), len(o.missed), len(o.false)) for o in outcomes]
    found, missed, false = (sum(column) for column in zip(*counts, strict=True))
    rounds = _resample(counts)
    return Score(
        fact=fact,
        found=found,
        missed=missed,
        false=false,
        precision=_share(found, found + false),
        recall=_share(found, found + missed),
        f1=_share(2 * found, 2 * found + missed + false),
        precision_interval=_interval([_share(f, f + wrong) for f, _, wrong in rounds]),
        recall_interval=_interval([_share(f, f + lost) for f, lost, _ in rounds]),
        fields=_field_accuracy(outcomes),
        papers=len(outcomes),
    )


def _field_accuracy(outcomes: Sequence[Outcome]) -> dict[str, float]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for outcome in outcomes:
        for found, gold in outcome.pairs:
            for name, agrees in agreements(found, gold).items():
                total[name] += 1
                right[name] += agrees
    return {name: right[name] / total[name] for name in total}


def _resample(counts: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Sums of as many papers drawn with replacement; always the same draws."""
    chance = random.Random(0)
    sums = []
    for _ in range(_ROUNDS):
        drawn = chance.choices(counts, k=len(counts))
        sums.append((sum(d[0] for d in drawn), sum(d[1] for d in drawn), sum(d[2] for d in drawn)))
    return sums


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _interval(values: Sequence[float | None]) -> tuple[float, float] | None:
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    return known[int(0.025 * len(known))], known[min(len(known) - 1, int(0.975 * len(known)))]
