"""Labels: how they are read, which follows which, and how parents and children are put together."""

import pytest

from pipeline.numbering import (
    Outline,
    choose_number,
    compose_label,
    follows,
    read_numbers,
    split_leading,
    split_list,
)


@pytest.mark.parametrize(
    ("printed", "name", "style", "value"),
    [
        ("1.", "1", "arabic", 1),
        ("8.6.", "8.6", "decimal", 6),
        ("(4)", "(4)", "bracketed", 4),
        ("6)", "6", "half", 6),
        ("a)", "(a)", "lower", 1),
        ("B.", "B", "upper", 2),
        ("(iv)", "(iv)", "roman", 4),
        ("aa)", "(aa)", "lower", 27),
        ("ab)", "(ab)", "lower", 28),
    ],
)
def test_labels_are_read(printed: str, name: str, style: str, value: int) -> None:
    number = read_numbers(printed)[0]
    assert (number.name, number.style, number.value) == (name, style, value)


@pytest.mark.parametrize("printed", ["", "Cabinet", "2023-24", "the)", "£4"])
def test_words_are_no_labels(printed: str) -> None:
    assert read_numbers(printed) == ()


@pytest.mark.parametrize(
    ("last", "printed", "goes_on"),
    [("h)", "i)", True), ("(i)", "(ii)", True), ("z)", "aa)", True), ("(4)", "5)", False),
     ("8.6", "8.7", True), ("8.6", "9.7", False), ("A)", "b)", True), ("1.", "1.", False)],
)  # fmt: skip
def test_a_letter_is_read_by_the_list_that_it_goes_on_with(
    last: str, printed: str, goes_on: bool
) -> None:
    before = read_numbers(last)[0]
    number = choose_number(printed, before)
    assert number is not None and follows(number, before) is goes_on


@pytest.mark.parametrize(
    ("parent", "child", "label"),
    [("1.", "a)", "1(a)"), ("16.", "1.", "1"), ("2.1", "(i)", "2.1(i)"), (None, "b)", "(b)")],
)
def test_labels_are_put_together(parent: str | None, child: str, label: str) -> None:
    assert compose_label(choose_number(parent), choose_number(child)) == label


@pytest.mark.parametrize(
    ("lead", "printed", "labels"),
    [
        ("1.", ["a)", "b)", "2."], ["1(a)", "1(b)", None]),
        ("16.", ["1.", "2.", "17."], ["1", "2", None]),
        (None, ["1.", "(a)", "(b)", "2."], ["1", "1(a)", "1(b)", "2"]),
        (None, ["(1)", "(2)", "(2)", "(3)"], ["(1)", "(2)", "(2)", "(3)"]),
        (None, ["(g)", "(h)", "(i)", "(j)"], ["(g)", "(h)", "(i)", "(j)"]),
        (None, ["a)", "(i)", "(ii)", "b)"], ["(a)", "(a)(i)", "(a)(ii)", "(b)"]),
    ],
)
def test_a_list_keeps_its_place(
    lead: str | None, printed: list[str], labels: list[str | None]
) -> None:
    outline = Outline(choose_number(lead))
    found = [None if outline.place(item) == "outside" else outline.label for item in printed]
    assert found == labels


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("1. To ensure", "1.", "To ensure"),
        ("R4: The plan", "R4", "The plan"),
        ("aa) note", "aa)", "note"),
        ("A child was seen", None, "A child was seen"),
        ("(HOSC) met", None, "(HOSC) met"),
        ("2023 was a year", None, "2023 was a year"),
    ],
)
def test_the_label_that_opens_a_text(text: str, label: str | None, rest: str) -> None:
    found, start = split_leading(text)
    assert (found, text[start:]) == (label, rest)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("to a) note x; and b) agree y", ["note x; and ", "agree y"]),
        ("to: 1. Note x at 2.30 today; and 2. Agree", ["Note x at 2.30 today; and ", "Agree"]),
        ("see section a) of the Act", []),
        ("b) and a) are swapped", []),
    ],
)
def test_a_list_in_one_piece(text: str, items: list[str]) -> None:
    assert [text[start:end] for _, start, end in split_list(text)] == items
