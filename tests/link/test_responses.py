"""Which recommendation a response answers."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.responses import Answer, Join, Made, join_responses

PLAN = "Adopt the parks plan for the county and publish it before the end of the year."


def made(key: str, text: str = PLAN, **fields: object) -> Made:
    known: dict[str, object] = {"file": "f1", "paper": "p1", "passage": f"s-{key}", "position": 5,
                                "start": 0, "body": "Cabinet", "day": "2021-03-03"}  # fmt: skip
    return Made(id=key, text=text, **(known | fields))  # type: ignore[arg-type]


def answer(key: str, text: str = PLAN, **fields: object) -> Answer:
    known: dict[str, object] = {"file": "f2", "paper": "p2", "passage": f"t-{key}", "position": 9,
                                "start": 0, "body": "Cabinet", "day": "2021-03-03"}  # fmt: skip
    return Answer(id=key, text=text, **(known | fields))  # type: ignore[arg-type]


def joined(recommendations: list[Made], responses: list[Answer]) -> dict[str, tuple[str, str]]:
    joins = join_responses(recommendations, responses)
    return {join.response: (join.recommendation, join.joined_by) for join in joins}


def test_the_row_goes_before_the_same_words_elsewhere() -> None:
    rows = [made("a", file="f2"), made("b", file="f2", passage="row", position=8)]
    assert joined(rows, [answer("x", passage="row", position=8)]) == {"x": ("b", "row")}


def test_the_same_file_goes_before_earlier_files_and_what_is_near_before_what_is_far() -> None:
    rows = [made("a"), made("b", file="f2", position=2), made("c", file="f2", position=7)]
    assert joined(rows, [answer("x")]) == {"x": ("c", "file")}


def test_recommendations_agreed_answers_the_list_above_it() -> None:
    rows = [made("a", file="f2", position=1, paper="p0"), made("b", file="f2", position=4),
            made("c", "Note the cost.", file="f2", position=5),
            made("d", file="f2", position=12)]  # fmt: skip
    whole = answer("x", "Recommendations agreed", rule="recommendations-agreed")
    assert joined(rows, [whole]) == {"x": ("b", "item")}


def test_a_resolution_in_its_own_words_answers_the_officers_report() -> None:
    words = "Adopts the parks plan for the county and publishes it before the end of the year"
    assert joined([made("a")], [answer("x", words)]) == {"x": ("a", "earlier")}


def test_another_body_and_a_later_meeting_are_not_answered() -> None:
    rows = [made("a", body="Council"), made("b", day="2021-04-04")]
    assert joined(rows, [answer("x")]) == {}


def test_the_meeting_itself_goes_before_older_ones() -> None:
    rows = [made("a", day="2020-03-03"), made("b"), made("c", day="2021-02-02")]
    assert joined(rows, [answer("x")]) == {"x": ("b", "earlier")}


def test_words_of_every_meeting_join_only_within_theirs() -> None:
    rows = [made("a", "Note the report.", day="2020-01-01", item="4")]
    assert joined(rows, [answer("x", "Note the report.")]) == {}
    same_day = made("b", "Note the report.", item="4")
    assert joined([same_day], [answer("x", "Note the report.", item="4")]) == {
        "x": ("b", "earlier")
    }
    assert joined([same_day], [answer("x", "Note the report.", item="5")]) == {}


def test_what_cannot_be_joined_stays() -> None:
    assert join_responses([made("a")], [answer("x", "The meeting be closed at nine.")]) == []
    assert join_responses([], [answer("x")]) == []


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(dice: random.Random) -> None:
    rows = [made(f"m{n}", f"{PLAN} {n % 3}", position=n, day=f"2021-03-0{n % 5 + 1}")
            for n in range(12)]  # fmt: skip
    given_answers = [answer(f"x{n}", f"{PLAN} {n}", position=n) for n in range(4)]
    expected = join_responses(rows, given_answers)
    dice.shuffle(rows)
    dice.shuffle(given_answers)
    found = join_responses(rows, given_answers)
    assert found == expected and len({join.response for join in found}) == len(found)


def test_many_rows_are_quick() -> None:
    dice = random.Random(7)
    words = [f"word{n}" for n in range(4000)]
    rows = [
        made(f"m{n}", " ".join(dice.choices(words, k=14)), file=f"f{n // 40}") for n in range(20000)
    ]
    asked = [
        answer(f"x{n}", f"{row.text} too", file="g") for n, row in enumerate(dice.sample(rows, 500))
    ]
    begun = time.process_time()
    joins = join_responses(rows, asked)
    assert len(joins) == 500 and all(isinstance(join, Join) for join in joins)
    assert time.process_time() - begun < 15.0
