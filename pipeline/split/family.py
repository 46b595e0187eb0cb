"""What a paper belongs to: the paper that it is an appendix of, and the year that it counts in."""

from collections.abc import Sequence

from pipeline.model import Paper

_MAIN = frozenset({"officer_report", "scrutiny_report"})
_ANNEXED = frozenset(
    {"appendix", "annual_report", "inspection_report", "action_plan", "response_proforma"}
)


def find_parent(paper: Paper, papers: Sequence[Paper]) -> int | None:
    """The position of the report before it under the same agenda item, for what is annexed."""
    if paper.kind not in _ANNEXED:
        return None
    for other in reversed(papers[: paper.position]):
        if other.kind in _MAIN:
            same = other.item is None or paper.item is None or other.item == paper.item
            return other.position if same else None
        if other.kind in {"front_sheet", "minute"}:
            return None
    return None


def tell_year(paper: Paper) -> int | None:
    """The year of the meeting, else the year in which the reporting period ends."""
    if paper.meeting_date is not None:
        return paper.meeting_date.year
    if paper.period is not None and paper.period.end is not None:
        return paper.period.end.year
    return None
