"""Labelled pairs of recommendations: precision and recall of `same` and `reworded`, published."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.link.candidates import find_candidates, measure_scale, weigh_words
from pipeline.link.lexicon import load_lexicon
from pipeline.link.pairs import Relation, Wording, judge
from pipeline.link.recurrence import make_wording
from pipeline.rules import load_rules

LEXICON = load_lexicon(load_rules())
PAIRS = Path(__file__).resolve().parents[2] / "corpus" / "gold" / "pairs.jsonl"
FLOORS = {"same": (0.95, 0.90), "reworded": (0.85, 0.80)}


def labelled() -> list[dict[str, str]]:
    return [json.loads(line) for line in PAIRS.read_text().splitlines()]


def judged() -> Iterator[tuple[str, str, str]]:
    """(half, label, verdict) of each pair, found through the candidates as in an archive."""
    rows = labelled()
    wordings: dict[str, Wording] = {}
    for row in rows:
        for text in (row["one"], row["other"]):
            wording = make_wording(text, LEXICON)
            wordings[wording.key] = wording
    ordered = [wordings[key] for key in sorted(wordings)]
    weights = weigh_words(measure_scale(ordered), LEXICON)
    near = {
        frozenset((ordered[i].key, ordered[j].key))
        for i, j in find_candidates(ordered, weights, LEXICON)
    }
    for row in rows:
        one, other = (make_wording(row[side], LEXICON) for side in ("one", "other"))
        found = one.key == other.key or frozenset((one.key, other.key)) in near
        verdict = judge(one, other, weights, LEXICON) if found else None
        yield row["half"], row["label"], verdict[0] if verdict else "none"


def test_there_are_pairs_enough_and_near_misses_among_them() -> None:
    labels = [row["label"] for row in labelled()]
    assert len(labels) >= 300
    assert set(labels) == {"same", "reworded", "same_theme", "different"}
    assert labels.count("same_theme") + labels.count("different") >= 100


@pytest.mark.parametrize("half", ["tune", "held_out"])
def test_precision_and_recall_on_labelled_pairs(
    half: str, record_property: Callable[[str, object], None]
) -> None:
    rows = [(label, verdict) for part, label, verdict in judged() if part == half]
    for wanted, (precision, recall) in FLOORS.items():
        right = sum(label == verdict == wanted for label, verdict in rows)
        given = sum(verdict == wanted for _, verdict in rows)
        there = sum(label == wanted for label, _ in rows)
        record_property(f"{wanted} precision", round(right / given, 3))
        record_property(f"{wanted} recall", round(right / there, 3))
        assert right / given >= precision, (half, wanted)
        assert right / there >= recall, (half, wanted)


# (trait, one, other, what they are to each other)
CASES: list[tuple[str, str, str, Relation | None]] = [
    ("case and points", "To note the audit of placements.", "TO NOTE THE AUDIT OF PLACEMENTS",
     "same"),
    ("another year", "Approve the Skills Plan 2021/22.", "Approve the Skills Plan 2022-23", "same"),
    ("a broken word", "Publish the ill-effects of mould and damp on tenants of flats.",
     "Publish the illeffects of mould and damp on tenants of flats.", "same"),
    ("voice changed", "That officers map all youth provision in the county.",
     "All youth provision in the county to be mapped by officers.", "reworded"),
    ("other words", "Ensure staff get training on neglect quickly.",
     "Make sure practitioners receive training about neglect promptly.", "reworded"),
    ("made longer", "Open a winter shelter for rough sleepers.",
     "Open a winter shelter for rough sleepers, with beds for couples and their dogs.", "reworded"),
    ("one frame, two things", "To extend free bus travel to care leavers up to 25.",
     "To extend free swimming to care leavers up to 25.", None),
    ("turned round", "To increase the number of hostel places in the town centre.",
     "To reduce the number of hostel places in the town centre.", None),
    ("denied", "That the bridge be closed to lorries at night.",
     "That the bridge not be closed to lorries at night.", None),
    ("other people", "Offer a review of medication to every adult with autism.",
     "Offer a review of medication to every child with autism.", None),
    ("one theme", "Reduce waiting times for autism assessments.",
     "Train school staff to understand autism.", None),
    ("shared common words", "Note the report of the Cabinet Member on bees.",
     "Note the report of the Cabinet Member on bridges.", None),
]  # fmt: skip


@pytest.mark.parametrize(("trait", "one", "other", "expected"), CASES, ids=lambda v: str(v)[:22])
def test_judgement(trait: str, one: str, other: str, expected: Relation | None) -> None:
    wordings = [make_wording(one, LEXICON), make_wording(other, LEXICON)]
    weights = weigh_words(measure_scale(wordings), LEXICON)
    for first, second in (wordings, wordings[::-1]):
        verdict = judge(first, second, weights, LEXICON)
        assert (verdict[0] if verdict else None) == expected, trait


def test_another_number_is_another_wording() -> None:
    one, other = (
        make_wording(f"That every complaint about a missed bin is answered in {n} days.", LEXICON)
        for n in (14, 28)
    )
    weights = weigh_words(measure_scale([one, other]), LEXICON)
    verdict = judge(one, other, weights, LEXICON)
    assert verdict is not None
    assert verdict[0] == "reworded"
