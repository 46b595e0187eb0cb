"""Bodies and offices are found, and each has one form."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import (
    canonical_name,
    define_names,
    find_bodies,
    is_general_name,
    name_bodies,
)
from pipeline.rules import load_rules

RULES = load_rules()
BOOK = RULES.book(
    "bodies", keys={"kind", "needs", "pattern"}, sections={"aliases", "general", "examples"}
)
EXAMPLES: list[dict[str, Any]] = BOOK.sections["examples"]

HOSC = "Oxfordshire Joint Health Overview and Scrutiny Committee"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["text"])[:50])
def test_examples_of_the_book(example: dict[str, Any]) -> None:
    assert [name for _, _, name in find_bodies(example["text"], RULES)] == example["names"]


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        # aliases
        ("HOSC", HOSC),
        ("JHOSC", HOSC),
        ("the Joint Health Overview & Scrutiny Committee", HOSC),
        ("People Overview and Scrutiny Committee", "People Overview & Scrutiny Committee"),
        ("CQC", "Care Quality Commission (CQC)"),
        # several in one
        ("Ofsted, and the CQC", "Ofsted and the Care Quality Commission (CQC)"),
        ("HOSC and Cabinet", f"{HOSC} and Cabinet"),
        # tidied only
        ("The  Director of Children’s Services.", "Director of Children's Services"),
        ("DIRECTOR OF PUBLIC HEALTH", "Director of Public Health"),
        ("KAREN FULLER", "Karen Fuller"),
        ("Friends of the Library", "Friends of the Library"),
        ("", ""),
    ],
)
def test_canonical_name(printed: str, canonical: str) -> None:
    assert canonical_name(printed, RULES) == canonical


def test_every_alias_leads_to_its_name() -> None:
    for entry in BOOK.sections["aliases"]:
        for alias in (entry["name"], *entry["aliases"]):
            assert canonical_name(alias, RULES) == entry["name"]


def test_a_canonical_name_is_its_own() -> None:
    for entry in BOOK.sections["aliases"]:
        assert canonical_name(entry["name"], RULES) == entry["name"]


def test_what_a_paper_defines_goes_before_the_aliases() -> None:
    known = define_names(
        ["The Kent Health Overview and Scrutiny Committee (HOSC) met.", "HOSC (the committee)"],
        RULES,
    )
    assert known == {"HOSC": "Kent Health Overview and Scrutiny Committee"}
    assert canonical_name("HOSC", RULES, known) == "Kent Health Overview and Scrutiny Committee"
    assert find_bodies("as HOSC asked", RULES, known)[0][2] == known["HOSC"]


def test_a_short_form_stands_for_the_last_of_joined_names() -> None:
    texts = [
        "Ofsted and the Care Quality Commission (CQC) inspected.",
        "the Department of Health and Social Care (DHSC) said",
        "the Cabinet Member for Special Needs and Disabilities (SEND)",
    ]
    assert define_names(texts, RULES) == {
        "CQC": "Care Quality Commission (CQC)",
        "DHSC": "Department of Health and Social Care",
    }


@pytest.mark.parametrize("text", ["Cabinet (see page 4)", "the Cabinet (Zoo)", "no brackets"])
def test_a_bracket_that_abbreviates_nothing_defines_nothing(text: str) -> None:
    assert define_names([text], RULES) == {}


def test_general_names() -> None:
    assert is_general_name("the Committee", RULES)
    assert not is_general_name("Planning Committee", RULES)


def test_name_bodies_joins_each_name_once() -> None:
    assert name_bodies("The Cabinet and the Cabinet and Full Council", RULES) == (
        "Cabinet and Full Council"
    )
    assert name_bodies("nobody in particular", RULES) is None


@given(st.text(alphabet="ABab ofandthe&,’'() CabinetBoard", max_size=200))
def test_spans_are_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for start, stop, name in find_bodies(text, RULES):
        assert end <= start < stop <= len(text)
        assert name
        end = stop


@pytest.mark.parametrize(
    "unit", ["A ", "Director of A and ", "Cabinet Member for ", "AA & ", "A, "]
)
def test_long_hostile_text_takes_no_time(unit: str) -> None:
    started = time.perf_counter()
    find_bodies(unit * (20_000 // len(unit)), RULES)
    assert time.perf_counter() - started < 5
