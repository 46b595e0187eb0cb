"""The figures of docs/accuracy.md are those of the present program."""

import pytest

from tests.blocks import fill_blocks
from tests.evaluate.figures import PAGE, write_page
from tests.test_corpus import rows


def test_the_page_says_what_the_program_does_now() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == write_page(page, rows), "Its figures are old. Make them new with: make figures"


def test_a_block_is_filled_and_the_rest_is_left() -> None:
    page = "One\n<!-- made: a -->\nold\n<!-- end: a -->\nTwo\n"
    made = fill_blocks(page, {"a": "new"})
    assert made == "One\n<!-- made: a -->\n\nnew\n\n<!-- end: a -->\nTwo\n"
    assert fill_blocks(made, {"a": "new"}) == made


def test_a_block_that_is_missing_is_an_error() -> None:
    with pytest.raises(ValueError, match="'b' stands 0 times"):
        fill_blocks("One\n", {"b": "new"})
