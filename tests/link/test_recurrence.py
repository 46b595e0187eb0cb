"""Recurrence: groups, what links are, standing items, accepted and made again; and that a new
pack gives what all from the beginning would."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.link.groups import group_wordings
from pipeline.link.known import Known, dump_known, load_known
from pipeline.link.recurrence import Made, Recurrences, link_new, link_recurrences
from pipeline.rules import load_rules
from tests.link.generator import generate

RULES = load_rules()
BINS = "That every missed bin be collected within two working days of a complaint."
BINS_ALSO = "Missed bins should be collected in two working days after each complaint."
NOTE = "To note the annual report of the Example Board for {} and to consider its key messages."


def made(number: int, text: str, day: str | None, **more: object) -> Made:
    return Made(f"r{number}", text, f"p{number}", f"f{number}", day, **more)  # type: ignore[arg-type]


def link(*rows: Made) -> Recurrences:
    return link_recurrences(rows, RULES)


def test_one_recommendation_alone_is_no_group() -> None:
    assert link(made(1, BINS, "2020-01-01"), made(2, "Paint the bandstand.", None)).groups == ()


def test_a_group_knows_its_days_papers_and_years() -> None:
    (group,) = link(made(1, BINS, "2020-01-01"), made(2, BINS_ALSO, "2022-05-05")).groups
    assert (group.first_date, group.last_date) == ("2020-01-01", "2022-05-05")
    assert (group.papers, group.years, group.standing) == (2, 2, False)
    assert group.members == ("r1", "r2")


def test_a_link_goes_from_the_later_to_the_earlier() -> None:
    (found,) = link(made(2, BINS_ALSO, "2022-05-05"), made(1, BINS, "2020-01-01")).links
    assert (found.recommendation_id, found.other_id, found.relation) == ("r2", "r1", "reworded")


def test_a_copy_is_in_the_same_file() -> None:
    rows = [Made(f"r{i}", BINS, f"p{i}", f"f{i // 2}", f"202{i // 2}-01-01") for i in range(4)]
    relations = {(f.recommendation_id, f.other_id): f.relation for f in link(*rows).links}
    assert relations == {("r1", "r0"): "copy", ("r2", "r0"): "same", ("r3", "r2"): "copy"}


def test_an_item_of_every_year_is_one_group_and_marked_as_standing() -> None:
    years = ("2020-21", "2022-23", "2023/24")
    rows = [made(i, NOTE.format(year), f"202{i}-12-01") for i, year in enumerate(years)]
    (group,) = link(*rows).groups
    assert group.standing
    assert group.years == 3


def test_a_paper_in_two_files_is_not_standing_by_its_common_words_only() -> None:
    (group,) = link(made(1, BINS, "2020-01-01"), made(2, BINS, "2020-01-01")).groups
    assert not group.standing


def test_accepted_and_then_made_again() -> None:
    rows = [
        made(1, BINS, "2020-01-01", decision="accepted", response_id="a1"),
        made(2, BINS_ALSO, "2021-01-01"),
        made(3, BINS, "2022-01-01"),
    ]
    (group,) = link(*rows).groups
    (again,) = group.repeated
    assert (again.first_id, again.response_id, again.again_id, again.days) == (
        "r1",
        "a1",
        "r2",
        366,
    )


NOT_REPEATED = [
    ("rejected", {"decision": "rejected"}, {}, "2021-01-01"),
    ("no answer", {}, {}, "2021-01-01"),
    ("the same day", {"decision": "accepted"}, {}, "2020-01-01"),
    ("only reported", {"decision": "accepted"}, {"reported": True}, "2021-01-01"),
    ("no day", {"decision": "accepted"}, {}, None),
]


@pytest.mark.parametrize(
    ("trait", "first", "second", "day"), NOT_REPEATED, ids=[case[0] for case in NOT_REPEATED]
)
def test_not_made_again(
    trait: str, first: dict[str, object], second: dict[str, object], day: str | None
) -> None:
    (group,) = link(made(1, BINS, "2020-01-01", **first), made(2, BINS, day, **second)).groups
    assert group.repeated == (), trait


def test_a_standing_item_is_never_accepted_and_made_again() -> None:
    rows = [made(i, NOTE.format(2019 + i), f"202{i}-12-01", decision="agreed") for i in range(3)]
    assert link(*rows).groups[0].repeated == ()


def test_a_chain_does_not_make_one_group_of_its_ends() -> None:
    pairs = dict.fromkeys([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")], ("reworded", 0.7))
    groups = group_wordings("abcde", pairs, {})  # type: ignore[arg-type]
    near = {frozenset(pair) for pair in pairs}
    for medoid, members in groups:
        assert all(key == medoid or frozenset((key, medoid)) in near for key in members)
    assert sorted(key for _, members in groups for key in members) == list("abcde")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
@settings(max_examples=80, deadline=None)
def test_groups_part_all_wordings_around_their_medoids(edges: list[tuple[int, int]]) -> None:
    pairs = {
        (str(min(edge)), str(max(edge))): ("reworded", 0.5 + sum(edge) / 50)
        for edge in edges
        if edge[0] != edge[1]
    }
    groups = group_wordings([str(i) for i in range(10)], pairs, {})  # type: ignore[arg-type]
    assert sorted(key for _, members in groups for key in members) == [str(i) for i in range(10)]
    for medoid, members in groups:
        for key in members[1:]:
            assert (min(key, medoid), max(key, medoid)) in pairs


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_new_pack_gives_what_all_from_the_beginning_would(seed: int) -> None:
    rows = generate(700, seed).rows
    chance = random.Random(seed)
    known = Known()
    for share in (300, 600, 650, 655, 700):
        now = chance.sample(rows[:share], share)
        known = link_new(load_known(dump_known(known)), now, RULES).known
    grown = link_new(known, rows, RULES)
    fresh = link_recurrences(rows[::-1], RULES)
    assert grown.groups == fresh.groups
    assert grown.links == fresh.links
    assert grown.known.pairs == fresh.known.pairs


def test_what_is_taken_away_leaves_nothing() -> None:
    rows = generate(500, 5).rows
    known = link_recurrences(rows, RULES).known
    assert link_new(known, rows[:430], RULES) == link_recurrences(rows[:430], RULES)


def test_the_id_of_a_group_stays_when_a_later_pack_comes() -> None:
    before = link(made(1, BINS, "2020-01-01"), made(2, BINS_ALSO, "2022-05-05"))
    rows = [made(i, BINS_ALSO, f"2023-01-0{i}") for i in range(3, 7)]
    after = link(made(1, BINS, "2020-01-01"), made(2, BINS_ALSO, "2022-05-05"), *rows)
    assert [group.id for group in before.groups] == [group.id for group in after.groups]


def test_known_repeats_among_thousands_are_found_in_seconds() -> None:
    made_up = generate(4000, 9)
    start = time.process_time()
    found = link_recurrences(made_up.rows, RULES)
    assert time.process_time() - start < 20
    group_of = {member: group.id for group in found.groups for member in group.members}
    for relation, floor in (("same", 0.99), ("reworded", 0.80)):
        pairs = [(a, b) for a, b, kind in made_up.repeats if kind == relation]
        hits = sum(a in group_of and group_of[a] == group_of.get(b) for a, b in pairs)
        assert hits / len(pairs) >= floor, relation
    repeated = {name for a, b, _ in made_up.repeats for name in (a, b)}
    strangers = set(group_of) - repeated
    assert len(strangers) <= 0.03 * len(group_of)


def test_kept_wordings_of_another_format_are_forgotten() -> None:
    assert load_known(None) == Known()
    assert load_known(b"") == Known()


@given(st.lists(st.text(max_size=40), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_texts_can_be_linked(texts: list[str]) -> None:
    rows = [made(i, text, "2020-01-01") for i, text in enumerate(texts)]
    members = [m for group in link_recurrences(rows, RULES).groups for m in group.members]
    assert len(members) == len(set(members))
