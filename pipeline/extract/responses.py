"""Find responses in the passages of a paper."""

from collections.abc import Sequence

from pipeline.model import Response, Paper, Passage
from pipeline.rules import Rules


def find_responses(paper: Paper, passages: Sequence[Passage], rules: Rules) -> list[Response]:
    """All responses of a paper, in the order of its text."""
    return []
