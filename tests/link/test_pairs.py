"""Labelled pairs of recommendations: precision and recall of `same` and `reworded`, published."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import EvaluationError
from pipeline.link.accuracy import format_figures, load_pairs, score_pairs
from pipeline.link.candidates import measure_scale, weigh_words
from pipeline.link.lexicon import load_lexicon
from pipeline.link.pairs import Relation, judge
from pipeline.link.recurrence import make_wording
from pipeline.rules import load_rules

RULES = load_rules()
LEXICON = load_lexicon(RULES)
PAIRS = Path(__file__).resolve().parents[2] / "corpus" / "gold" / "pairs.jsonl"
FLOORS = {"same": (0.95, 0.90), "reworded": (0.85, 0.80)}


def test_there_are_pairs_enough_and_near_misses_among_them() -> None:
    labels = [pair["label"] for pair in load_pairs(PAIRS)]
    assert len(labels) >= 300
    assert set(labels) == {"same", "reworded", "same_theme", "different"}
    assert labels.count("same_theme") + labels.count("different") >= 100


def test_precision_and_recall_on_labelled_pairs(
    record_property: Callable[[str, object], None],
) -> None:
    figures = score_pairs(load_pairs(PAIRS), RULES)
    assert {(f.half, f.relation) for f in figures} == {
        (half, relation) for half in ("tune", "held_out") for relation in FLOORS
    }
    record_property("figures", format_figures(figures))
    for figure in figures:
        precision, recall = FLOORS[figure.relation]
        assert (figure.precision or 0) >= precision, format_figures(figures)
        assert (figure.recall or 0) >= recall, format_figures(figures)


def test_a_broken_pair_says_where(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"one": "a", "other": "b", "label": "same", "half": "tune"}\n{"one": 1}\n')
    with pytest.raises(EvaluationError, match="line 2"):
        load_pairs(path)


def test_nothing_found_has_no_precision() -> None:
    pair = {"one": "Mend roads.", "other": "Teach chess.", "label": "different", "half": "tune"}
    assert [(f.precision, f.recall) for f in score_pairs([pair], RULES)] == [(None, None)] * 2


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
