"""Scores for readers: rows of the archive's accuracy table, a page of Markdown, floors."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.errors import EvaluationError
from pipeline.evaluate.score import Outcome, Score, group_outcomes, score_outcomes
from pipeline.link.accuracy import load_pairs, score_pairs
from pipeline.read import READER_VERSION
from pipeline.rules import Rules

Row = dict[str, Any]
GROUPS = ("council", "kind")
"""What figures are published by, each a column of the table `accuracy`."""
_VERSION = 2
"""Raised when other figures are published: archives are then measured again."""


def figures(scores: Sequence[Score]) -> dict[str, float]:
    """Every figure by its name, like `statistic.precision` or `date.role`."""
    named: dict[str, float] = {}
    for score in scores:
        for measure, value, _ in _measures(score):
            if value is not None:
                named[f"{score.fact}.{measure}"] = round(value, 4)
    return named


def load_floors(path: Path) -> dict[str, float]:
    """The floors of a file, by the names of figures; raises `EvaluationError` where it has none."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(floor) for name, floor in given.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EvaluationError(
            f'{path} is no file of floors like {{"date.precision": 0.97}} ({error}).'
        ) from error


def below_floors(scores: Sequence[Score], floors: Mapping[str, float]) -> list[str]:
    """A sentence for every figure that is below its floor, or is missing."""
    found = figures(scores)
    return [
        f"{name} is {found.get(name, 0.0):.3f}, below its floor {floor:.3f}"
        for name, floor in floors.items()
        if found.get(name, 0.0) < floor
    ]


def accuracy_rows(scores: Sequence[Score], now: str) -> list[Row]:
    """The rows of the table `accuracy`."""
    return [
        {
            "id": f"{score.fact}-{measure}",
            "fact": score.fact,
            "council": None,
            "kind": None,
            "measure": measure,
            "value": value,
            "low": interval[0] if interval else None,
            "high": interval[1] if interval else None,
            "facts": score.found + score.missed,
            "papers": score.papers,
            "measured_at": now,
            "version": __version__,
        }
        for score in scores
        for measure, value, interval in _measures(score)
    ]


def group_rows(outcomes: Sequence[Outcome], now: str) -> list[Row]:
    """Rows of the table `accuracy` for each council and each kind of paper alone."""
    return [
        {**row, "id": f"{row['id']}-{by}-{name}", by: name}
        for by in GROUPS
        for name, group in group_outcomes(outcomes, by).items()
        for row in accuracy_rows(score_outcomes(group), now)
        if row["measure"] in ("precision", "recall")
    ]


def pair_rows(paths: Sequence[Path], rules: Rules, now: str) -> list[Row]:
    """Rows for how well recurrences are told apart, where labelled pairs (`pairs.jsonl`) lie by the
    annotated papers; of the half on which no threshold was chosen."""
    found = [folder / "pairs.jsonl" for path in paths for folder in (path, *path.parents[:2])]
    for file in dict.fromkeys(path for path in found if path.is_file()):
        figures = score_pairs(load_pairs(file), rules)
        return [
            {
                "id": f"recurrence_{figure.relation}-{measure}",
                "fact": f"recurrence_{figure.relation}",
                "council": None,
                "kind": None,
                "measure": measure,
                "value": value,
                "low": None,
                "high": None,
                "facts": figure.pairs,
                "papers": 0,
                "measured_at": now,
                "version": __version__,
            }
            for figure in figures
            if figure.half != "tune"
            for measure, value in (("precision", figure.precision), ("recall", figure.recall))
        ]
    return []


def fingerprint(paths: Sequence[Path], rules: Rules) -> bytes:
    """Of what figures depend on: the annotated papers, the rules, the readers, the program."""
    total = hashlib.sha256(f"{__version__} {_VERSION} {READER_VERSION} {rules.digest()}".encode())
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            total.update(file.read_bytes())
    return total.hexdigest().encode()


def markdown_table(scores: Sequence[Score]) -> str:
    """A table of Markdown, a line a fact type."""
    lines = [
        "| fact | annotated | found | missed | false | precision | recall | fields right |",
        "|---|---:|---:|---:|---:|---|---|---|",
    ]
    for score in scores:
        fields = ", ".join(f"{name} {share:.2f}" for name, share in score.fields.items())
        lines.append(
            f"| {score.fact} | {score.found + score.missed} | {score.found} | {score.missed}"
            f" | {score.false} | {_shown(score.precision, score.precision_interval)}"
            f" | {_shown(score.recall, score.recall_interval)} | {fields} |"
        )
    return "\n".join(lines)


def markdown_groups(outcomes: Sequence[Outcome], by: str) -> str:
    """A table of Markdown, a line a group: precision / recall of each fact type, and how many
    facts were annotated."""
    groups = {n: score_outcomes(group) for n, group in group_outcomes(outcomes, by).items()}
    facts = [score.fact for score in score_outcomes(outcomes)]
    lines = [f"| {by} | {' | '.join(facts)} |", f"|---|{'---|' * len(facts)}"]
    for name, scores in groups.items():
        told = {score.fact: _brief(score) for score in scores}
        cells = " | ".join(told.get(fact, "") for fact in facts)
        lines.append(f"| {name.replace('_', ' ')} | {cells} |")
    return "\n".join(lines)


def _brief(score: Score) -> str:
    if score.precision is None and score.recall is None:
        return ""
    shares = (("–" if v is None else f"{v:.2f}") for v in (score.precision, score.recall))
    return f"{' / '.join(shares)} ({score.found + score.missed})"


def _measures(
    score: Score,
) -> Iterator[tuple[str, float | None, tuple[float, float] | None]]:
    yield "precision", score.precision, score.precision_interval
    yield "recall", score.recall, score.recall_interval
    yield "f1", score.f1, None
    for name, share in score.fields.items():
        yield name, share, None


def _shown(value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None or interval is None:
        return "–"
    return f"{value:.3f} ({interval[0]:.2f}–{interval[1]:.2f})"
