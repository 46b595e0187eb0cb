"""Printed marks: what is one, of what style it is, how numbers are written."""

import time

import pytest

from pipeline.read.marks import mark_style, settle_superscript, take_mark, write_number


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1. Agree", "1.", "Agree"),
        ("12) Agree", "12)", "Agree"),
        ("1.2.3 The Board", "1.2.3", "The Board"),
        ("4.2. ‘Think family’", "4.2.", "‘Think family’"),
        ("(a) agree", "(a)", "agree"),
        ("[iv] agree", "[iv]", "agree"),
        ("xii) agree", "xii)", "agree"),
        ("b. agree", "b.", "agree"),
        ("A.  Agree", "A.", "Agree"),
        ("7\tAgree", "7", "Agree"),
        ("• agree", None, "agree"),
        ("•agree", None, "agree"),
        ("\uf0b7\tagree", None, "agree"),
        ("- agree", None, "agree"),
        ("o agree", None, "agree"),
    ],
)
def test_marks_are_taken_off(text: str, number: str | None, rest: str) -> None:
    mark, body = take_mark(text)
    assert mark is not None
    assert (mark.number, body) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "38 briefings",
        "4.2 million",
        "1.5% of children",
        "2019. That year",
        "A. Smith",
        "i.e. the plan",
        "– £5m less",
        "-5%",
        "on time",
        "(England) Act",
    ],
)
def test_words_that_look_like_marks_stay(text: str) -> None:
    assert take_mark(text) == (None, text)


@pytest.mark.parametrize("text", ["1.1" * 50_000, "(" * 100_000, " " * 100_000 + "1", "–" * 99_999])
def test_long_hostile_texts_take_no_time(text: str) -> None:
    began = time.perf_counter()
    take_mark(text)
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize(
    ("number", "before", "style"),
    [
        (None, None, "bullet"),
        ("1.", None, "1."),
        ("12.", "11.", "1."),
        ("2.1", None, "1.1"),
        ("(b)", None, "(a)"),
        ("(i)", None, "(i)"),
        ("(i)", "(h)", "(a)"),
        ("ii.", "i.", "i."),
        ("IV)", None, "I)"),
    ],
)
def test_marks_of_one_list_have_one_style(
    number: str | None, before: str | None, style: str
) -> None:
    assert mark_style(number, before) == style


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (3, "decimal", "3"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (19, "lowerRoman", "xix"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "decimalZero", "04"),
        (22, "ordinal", "22nd"),
        (13, "ordinal", "13th"),
        (5, "none", ""),
        (0, "lowerLetter", "0"),
        (2, "chineseCounting", "2"),
    ],
)
def test_numbers_are_written_as_word_does(count: int, form: str, text: str) -> None:
    assert write_number(count, form) == text


@pytest.mark.parametrize(
    ("before", "raised", "kept"),
    [
        ("of 38", "1", ""),
        ("neglect", "1,2", ""),
        ("over 12 m", "2", "²"),
        ("per km", "2", "²"),
        ("them", "2", ""),
        ("18", "th", "th"),
        ("plan", "*", ""),
        ("plan", "3 ", " "),
    ],
)
def test_raised_characters(before: str, raised: str, kept: str) -> None:
    assert settle_superscript(before, raised) == kept
