"""Which numbers are found, with their value, end of range, unit and bound."""

import pytest

from pipeline.extract.statistics.grammar import KEYS, SECTIONS, load_grammar
from pipeline.extract.statistics.mask import hide_labels
from pipeline.extract.statistics.numbers import find_numbers, parse_value
from pipeline.rules import load_rules

GRAMMAR = load_grammar(load_rules())
BOOK = load_rules().book("numbers", keys=KEYS, sections=SECTIONS)
UNITS: dict[str, list[str]] = BOOK.sections["units"]

CASES = [
    # digits and words
    ("1,003 practitioners", [(1003, None, "count", None)]),
    ("There were 3.5 million visits", [(3_500_000, None, "count", None)]),
    ("Twenty-five of the schools", [(25, None, "count", None)]),
    ("two hundred and fifty children", [(250, None, "count", None)]),
    ("a dozen schools", [(12, None, "count", None)]),
    ("half a million people", [(500_000, None, "count", None)]),
    ("hundreds of people", [(100, None, "count", "around")]),
    ("two and a half years", [(2.5, None, "years", None)]),
    # percentages, points and fractions
    ("34% and 17 per cent", [(34, None, "percent", None), (17, None, "percent", None)]),
    ("1.5 percentage points", [(1.5, None, "percentage_points", None)]),
    ("down half a percentage point", [(0.5, None, "percentage_points", None)]),
    ("a quarter of children", [(25, None, "percent", None)]),
    (
        "over two thirds (67%) of plans",
        [(66.7, None, "percent", "over"), (67, None, "percent", None)],
    ),
    ("more than half of pupils", [(50, None, "percent", "over")]),
    ("only one in four adults", [(25, None, "percent", None)]),
    ("3 out of 12 cases", [(3, None, "count", None), (12, None, "count", None)]),
    ("doubled to 0.6m", [(100, None, "percent", None), (600_000, None, "count", None)]),
    ("10.5 times average earnings", [(10.5, None, "ratio", None)]),
    ("the rate per 10,000 was 58.3", [(58.3, None, "per_10000", None)]),
    ("for two or more years", [(2, None, "years", None)]),
    ("rose by 12 to 87", [(12, None, "count", None), (87, None, "count", None)]),
    ("nine out of ten parents", [(90, None, "percent", None)]),
    ("is a third of the 18/19 level", [(0.333, None, "ratio", None)]),
    ("entrants halved", [(50, None, "percent", None)]),
    ("referrals more than doubled", [(100, None, "percent", "over")]),
    ("three times as likely", [(3, None, "ratio", None)]),
    # near what is masked: addresses, years, what was counted before, limits from a day
    ("the 20 providers", [(20, None, "count", None)]),
    ("12 Primary Schools", [(12, None, "count", None)]),
    ("planted nearly 1900 young trees", [(1900, None, "count", "around")]),
    ("in 2019 schools closed", []),
    ("lasts one to two years", [(1, 2, "years", None)]),
    ("seen within 18 weeks of referral", [(18, None, "weeks", None)]),
    ("six of the ten schools", [(6, None, "count", None), (10, None, "count", None)]),
    ("no complaints were received", [(0, None, "count", None)]),
    # money
    ("£503.9m", [(503_900_000, None, "GBP", None)]),
    ("£59.6Bn", [(59_600_000_000, None, "GBP", None)]),
    ("-£3.4m and +£23.3m", [(-3_400_000, None, "GBP", None), (23_300_000, None, "GBP", None)]),
    ("£8,000 to over £20,000", [(8000, 20_000, "GBP", None)]),
    ("£2-3m", [(2_000_000, 3_000_000, "GBP", None)]),
    ("between £1.2m and £1.5m", [(1_200_000, 1_500_000, "GBP", None)]),
    ("50p a bag", [(0.5, None, "GBP", None)]),
    ("US$1.2 billion", [(1_200_000_000, None, "USD", None)]),
    ("240 million euros", [(240_000_000, None, "EUR", None)]),
    ("cost $8.7tn", [(8_700_000_000_000, None, "USD", None)]),
    # units of measure, shared and ranged
    (
        "4, 12 and 30 weeks",
        [(4, None, "weeks", None), (12, None, "weeks", None), (30, None, "weeks", None)],
    ),
    ("69.1 and 70.2 %", [(69.1, None, "percent", None), (70.2, None, "percent", None)]),
    ("8-12 weeks", [(8, 12, "weeks", None)]),
    ("the 20-week limit", [(20, None, "weeks", None)]),
    ("15 working days", [(15, None, "days", None)]),
    ("a 3.5-mile route, 10cm wide", [(3.5, None, "miles", None), (10, None, "centimetres", None)]),
    ("a road 3m wide for 3m people", [(3, None, "metres", None), (3_000_000, None, "count", None)]),
    ("25 basis points", [(25, None, "basis_points", None)]),
    ("49.6 degrees Celsius", [(49.6, None, "degrees_celsius", None)]),
    ("52.3 per 10,000 children", [(52.3, None, "per_10000", None)]),
    # bounds
    ("at least 17 people", [(17, None, "count", "at_least")]),
    ("up to 100 tonnes", [(100, None, "tonnes", "up_to")]),
    ("fewer than 5 cases", [(5, None, "count", "under")]),
    ("295 days or fewer", [(295, None, "days", "up_to")]),
    ("around 2,000 parents", [(2000, None, "count", "around")]),
    # two numbers and no range
    ("fell from 12 to 9 weeks", [(12, None, "weeks", None), (9, None, "weeks", None)]),
    ("fell by £2m to £14m", [(2_000_000, None, "GBP", None), (14_000_000, None, "GBP", None)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_find_numbers(
    text: str, expected: list[tuple[float, float | None, str, str | None]]
) -> None:
    found = find_numbers(hide_labels(text, GRAMMAR), GRAMMAR)
    assert [(n.value, n.value_to, n.unit, n.bound) for n in found] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-one", 21),
        ("nine hundred and ninety nine", 999),
        ("two hundred thousand", 200_000),
        ("1,104.5", 1104.5),
        ("one and a half", 1.5),
        ("forty-two", 42),
    ],
)
def test_parse_value(text: str, value: float) -> None:
    assert parse_value(text, GRAMMAR) == value


def test_masks_hide_their_examples() -> None:
    for mask in BOOK.sections["masks"]:
        assert mask["hides"], mask["id"]
        for text in mask["hides"]:
            found = find_numbers(hide_labels(text, GRAMMAR), GRAMMAR)
            assert found == [], f"{mask['id']}: {text}"


@pytest.mark.parametrize("unit", sorted(unit for unit, forms in UNITS.items() if forms))
def test_every_unit_is_reached_by_a_form_of_its_own(unit: str) -> None:
    forms = UNITS[unit]
    found = [find_numbers(f"It was 7 {form} then", GRAMMAR) for form in forms]
    assert any([number.unit for number in numbers] == [unit] for numbers in found)
