"""Find recommendations in the passages of a paper."""

from collections.abc import Sequence

from pipeline.model import Recommendation, Paper, Passage
from pipeline.rules import Rules


def find_recommendations(paper: Paper, passages: Sequence[Passage], rules: Rules) -> list[Recommendation]:
    """All recommendations of a paper, in the order of its text."""
    return []
