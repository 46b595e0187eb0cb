"""Add up the votes of all signals and decide on which pages papers begin."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.split.signals import Scene, Vote, vote
from pipeline.split.starts import load_starts

_MAX_BLOCK = 5.0


@dataclass(frozen=True, slots=True)
class Cut:
    """A paper begins on `page`; `signals` are those that spoke for it, strongest first."""

    page: int
    signals: tuple[str, ...]
    score: float


def choose_cuts(scene: Scene) -> list[Cut]:
    """The first pages of papers; the first page of the file is always one.

    A front sheet is never cut, save where its own pages are, and blank pages open nothing.
    """
    blank = {view.number for view in scene.views if view.blank}
    ballots: dict[int, list[Vote]] = defaultdict(list)
    for ballot in vote(scene):
        ballots[ballot.page].append(ballot)
    cuts = []
    for view in scene.views:
        found = ballots.get(view.number, [])
        cut = _weigh(view.number, found, scene)
        first = view is scene.views[0]
        inside = scene.front is not None and view.number <= scene.front.last_page
        opens = cut.score >= _threshold(scene) and view.number not in blank and not inside
        if first or opens:
            cuts.append(cut)
    return cuts


def _threshold(scene: Scene) -> float:
    section = scene.book.section("threshold")
    return float(section["pack"] if scene.pack else section["single"])


def _weigh(page: int, ballots: Sequence[Vote], scene: Scene) -> Cut:
    weights = scene.book.section("signals")
    blocks = {start.id: start.kind for start in load_starts(scene.book)}
    scores: dict[str, float] = {}
    for ballot in ballots:
        if not scene.pack and blocks.get(ballot.signal) == "appendix":
            continue  # a report that is filed alone keeps its own appendices
        weight = 1.0 if ballot.signal in blocks else float(weights[ballot.signal])
        scores[ballot.signal] = scores.get(ballot.signal, 0.0) + weight * ballot.strength
    block = sum(score for name, score in scores.items() if name in blocks)
    total = sum(scores.values()) - max(0.0, block - _MAX_BLOCK)
    strongest = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return Cut(page, tuple(name for name, score in strongest if score > 0), total)
