"""Similar: a draft against what was recommended before."""

from pipeline.link.recurrence import Made
from pipeline.link.similar import find_similar
from pipeline.rules import load_rules
from tests.link.generator import generate

RULES = load_rules()
EARLIER = [
    Made("a", "That every missed bin be collected within two days.", "p1", "f1", "2019-01-01"),
    Made("b", "That every missed bin be collected within two days.", "p2", "f2", "2021-01-01"),
    Made("c", "Missed bins should all be collected in two days.", "p3", "f3", "2020-01-01"),
    Made("d", "That bins be painted green.", "p4", "f4", "2020-01-01"),
    Made("e", "To note the accounts.", "p5", "f5", "2020-01-01"),
]


def test_the_same_comes_first_and_the_latest_before_the_earlier() -> None:
    found = find_similar("Every missed bin to be collected within two days", EARLIER, RULES)
    assert [one.made.id for one in found[:3]] == ["b", "a", "c"]
    assert "e" not in {one.made.id for one in found}


def test_nothing_like_it() -> None:
    assert find_similar("Teach swimming.", EARLIER, RULES) == []
    assert find_similar("", EARLIER, RULES) == []
    assert find_similar("Teach swimming.", [], RULES) == []


def test_no_more_than_asked_for() -> None:
    rows = generate(300).rows
    assert len(find_similar(rows[0].text, rows, RULES, most=3)) <= 3
    assert find_similar(rows[0].text, rows, RULES)[0].relation == "same"
