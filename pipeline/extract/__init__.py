"""Passages of a paper to facts. The extractors are siblings that do not know each other; only
dates are handed on, because a number inside a date is no statistic."""

from collections.abc import Sequence

from pipeline.extract.dates import find_dates
from pipeline.extract.heads import name_columns
from pipeline.extract.recommendations import find_recommendations
from pipeline.extract.responses import find_responses
from pipeline.extract.responses.forms import load_forms
from pipeline.extract.statistics import find_statistics
from pipeline.extract.themes import find_themes
from pipeline.model import Facts, Paper, Passage
from pipeline.rules import Rules


def extract_facts(
    paper: Paper, passages: Sequence[Passage], rules: Rules, model: str | None = None
) -> Facts:
    """All facts of one paper; `passages` are the paper's own, in order."""
    dates = find_dates(paper, passages, rules)
    forms = load_forms(rules)
    named = name_columns(passages, forms.heads, forms.common_heads)
    return Facts(
        dates=tuple(dates),
        statistics=tuple(find_statistics(paper, passages, dates, rules, model)),
        recommendations=tuple(find_recommendations(paper, named, rules)),
        responses=tuple(find_responses(paper, named, rules)),
        themes=tuple(find_themes(paper, passages, rules)),
    )
