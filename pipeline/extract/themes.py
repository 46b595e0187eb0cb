"""Find themes in the passages of a paper."""

from collections.abc import Sequence

from pipeline.model import ThemeMention, Paper, Passage
from pipeline.rules import Rules


def find_themes(paper: Paper, passages: Sequence[Passage], rules: Rules) -> list[ThemeMention]:
    """All themes of a paper, in the order of its text."""
    return []
