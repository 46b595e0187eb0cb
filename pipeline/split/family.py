"""What a paper belongs to: the paper that it is an appendix of, and the year that it counts in."""

from collections.abc import Sequence

from pipeline.model import Paper, PaperKind

_MAIN = frozenset({"officer_report", "scrutiny_report"})
_ANNEXED = frozenset(
    {"appendix", "annual_report", "inspection_report", "action_plan", "response_proforma"}
)


def kind_by_place(paper: Paper, before: Sequence[Paper]) -> PaperKind:
    """The kind of a paper that shows none: the first under an agenda item is its report, what
    follows is annexed to it, and what stands under no item stays unplaced."""
    if paper.item is None:
        return "unplaced"
    return "appendix" if any(other.item == paper.item for other in before) else "officer_report"


def find_parent(paper: Paper, before: Sequence[Paper]) -> int | None:
    """The position of the report before it under the same agenda item, for what is annexed."""
    if paper.kind not in _ANNEXED:
        return None
    for other in reversed(before):
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
