"""How well recurrences are told apart, on labelled pairs of recommendations.

A labelled pair has `one`, `other`, a `label` (`same`, `reworded`, `same_theme`, `different`) and
the `half` that it belongs to: thresholds were fitted to `tune`; `held_out` shows how far they
carry.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import EvaluationError
from pipeline.link.lexicon import load_lexicon
from pipeline.link.pairs import judge
from pipeline.link.recurrence import make_wording
from pipeline.rules import Rules

RELATIONS = ("same", "reworded")


@dataclass(frozen=True, slots=True)
class PairFigure:
    """Precision and recall of one relation on one half of the pairs; None where nothing is."""

    half: str
    relation: str
    pairs: int
    precision: float | None
    recall: float | None


def load_pairs(path: Path) -> list[dict[str, str]]:
    """The labelled pairs of a file of JSON Lines; raises `EvaluationError` where one is broken."""
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            pair = json.loads(line)
            pairs.append({key: str(pair[key]) for key in ("one", "other", "label", "half")})
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{path.name}, line {number}: not a labelled pair.") from error
    return pairs


def score_pairs(pairs: Sequence[Mapping[str, str]], rules: Rules) -> list[PairFigure]:
    """Precision and recall of `same` and `reworded`, by half."""
    judged = list(zip(pairs, judge_pairs(pairs, rules), strict=True))
    figures = []
    for half in sorted({pair["half"] for pair in pairs}):
        rows = [(pair["label"], found) for pair, found in judged if pair["half"] == half]
        for relation in RELATIONS:
            right = sum(label == found == relation for label, found in rows)
            given = sum(found == relation for _, found in rows)
            there = sum(label == relation for label, _ in rows)
            figures.append(
                PairFigure(half, relation, there, _share(right, given), _share(right, there))
            )
    return figures


def judge_pairs(pairs: Sequence[Mapping[str, str]], rules: Rules) -> list[str]:
    """What is found of each pair, all of them taken as one archive: a relation, or `none`."""
    from pipeline.link.candidates import find_candidates, measure_scale, weigh_words

    lexicon = load_lexicon(rules)
    both = [
        (make_wording(pair["one"], lexicon), make_wording(pair["other"], lexicon)) for pair in pairs
    ]
    distinct = {wording.key: wording for wordings in both for wording in wordings}
    archive = [distinct[key] for key in sorted(distinct)]
    weights = weigh_words(measure_scale(archive), lexicon)
    near = {
        frozenset((archive[i].key, archive[j].key))
        for i, j in find_candidates(archive, weights, lexicon)
    }
    found: list[str] = []
    for one, other in both:
        seen = one.key == other.key or frozenset((one.key, other.key)) in near
        verdict = judge(one, other, weights, lexicon) if seen else None
        found.append(verdict[0] if verdict else "none")
    return found


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def format_figures(figures: Iterable[PairFigure]) -> str:
    """The figures as lines of text."""
    return "\n".join(
        f"{f.half} {f.relation} ({f.pairs}): precision {f.precision or 0:.3f},"
        f" recall {f.recall or 0:.3f}"
        for f in figures
    )
