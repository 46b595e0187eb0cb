"""Every earlier recommendation like a draft: the same, reworded, and such as come near."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.link.lexicon import load_lexicon
from pipeline.link.pairs import compare, judge
from pipeline.link.recurrence import Made, make_wording
from pipeline.rules import Rules

NEAR = 0.3
"""From what share of weighted words on an earlier one is shown although it is another."""


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier recommendation, what it is to the draft, and how alike their words are."""

    made: Made
    relation: Literal["same", "reworded", "near"]
    score: float


def find_similar(draft: str, rows: Sequence[Made], rules: Rules, most: int = 20) -> list[Similar]:
    """The recommendations most like `draft`: the same first, then reworded, then near ones.

    Of one kind the more alike come first, of equally alike ones the latest.
    """
    from pipeline.link.candidates import measure_scale, weigh_words

    lexicon = load_lexicon(rules)
    wordings = {row.id: make_wording(row.text, lexicon) for row in rows}
    own = make_wording(draft, lexicon)
    distinct = {wording.key: wording for wording in (*wordings.values(), own)}
    weights = weigh_words(measure_scale([distinct[key] for key in sorted(distinct)]), lexicon)
    words = set(own.words)
    judged: dict[str, tuple[Literal["same", "reworded", "near"], float]] = {}
    for key, wording in distinct.items():
        if words.isdisjoint(wording.words):
            continue
        if verdict := judge(own, wording, weights, lexicon):
            judged[key] = verdict
        elif (score := compare(own, wording, weights).any_order) >= NEAR:
            judged[key] = "near", round(score, 4)
    keys = {row.id: wordings[row.id].key for row in rows}
    found = [Similar(row, *judged[keys[row.id]]) for row in rows if keys[row.id] in judged]
    order = ("same", "reworded", "near")
    found.sort(key=lambda one: (one.made.date or "", one.made.id), reverse=True)
    found.sort(key=lambda one: (order.index(one.relation), -one.score))
    return found[:most]
