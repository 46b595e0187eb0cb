"""Find dates in the passages of a paper."""

from collections.abc import Sequence

from pipeline.model import DateFact, Paper, Passage
from pipeline.rules import Rules


def find_dates(paper: Paper, passages: Sequence[Passage], rules: Rules) -> list[DateFact]:
    """All dates of a paper, in the order of its text."""
    return []
