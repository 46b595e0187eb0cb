"""Cut a document into papers, and say of each what it is.

Signals vote for and against a cut before each page (`signals`), their votes are added up
(`cuts`), and each paper's title block is read (`block`, `describe`). A web page with the history
of an issue is cut by its meetings (`webpage`). What the papers say of recommendations, numbers
and dates is left to `extract`.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Document, Paper
from pipeline.rules import Rules
from pipeline.split.cuts import Cut, choose_cuts
from pipeline.split.describe import Description, describe_paper
from pipeline.split.family import find_parent, kind_by_place, tell_year
from pipeline.split.front import AgendaItem, FrontSheet, read_front_sheet
from pipeline.split.kinds import Extent
from pipeline.split.meeting import front_title
from pipeline.split.pages import PageView, PrintedLine, view_pages
from pipeline.split.signals import Scene, outline_item, outline_title, set_scene
from pipeline.split.webpage import split_meetings

_KEYS = frozenset({"kind", "where", "lines", "pattern", "score", "starts"})
_SECTIONS = frozenset({"signals", "threshold", "stamps", "outline", "front_sheet", "block"})


def split_document(document: Document, rules: Rules) -> list[Paper]:
    """The papers of a document in order; every passage is in exactly one.

    Blank pages at the end of a paper are in no paper's page range; what is printed on them
    belongs to the passages of the paper before.
    """
    if not document.pages:
        return []
    book = rules.book("papers", keys=_KEYS, sections=_SECTIONS)
    views = view_pages(document, book)
    if meetings := split_meetings(document, views, rules, book):
        return meetings
    scene = set_scene(document, views, read_front_sheet(document, views, book), book)
    cuts = choose_cuts(scene)
    papers = [_make_paper(i, cuts, scene, rules) for i in range(len(cuts))]
    joined: list[Paper] = []
    for paper in papers:
        joined.append(_join_pack(paper, joined, scene))
    return joined


def _make_paper(position: int, cuts: Sequence[Cut], scene: Scene, rules: Rules) -> Paper:
    cut = cuts[position]
    until = cuts[position + 1].page if position + 1 < len(cuts) else len(scene.views) + 1
    views = [view for view in scene.views if cut.page <= view.number < until]
    first, last = _passage_range(cut.page, until, scene.document)
    item = _item_of(views[0], scene.front)
    number = views[0].item or (item.number if item else _outline_number(cut.page, scene))
    told = _describe(views, scene, item, rules)
    return Paper(
        position=position,
        kind=told.kind,
        title=told.title,
        first_page=cut.page,
        last_page=_last_page(views),
        first_passage=first,
        last_passage=last,
        body=told.body,
        author=told.author,
        meeting_date=told.meeting_date,
        item=number,
        period=told.period,
        split_by="+".join(dict.fromkeys((*cut.signals, *told.rules))) or "whole",
    )


def _describe(
    views: Sequence[PageView],
    scene: Scene,
    item: AgendaItem | None,
    rules: Rules,
) -> Description:
    front = scene.front
    opening = front is not None and views[0] is scene.views[0]
    extent = Extent(
        lines=_opening_lines(views),
        opening=[line.text for view in views[:4] for line in view.lines[:20]],
        pages=sum(not view.blank for view in views) if views[0].height else None,
        outline=outline_title(scene.document, views[0].number) if scene.pack else None,
        item=item,
        front=opening,
        file_title=scene.document.title if len(views) == len(scene.views) else None,
    )
    told = describe_paper(extent, rules, scene.book)
    if not opening:
        return told
    title, body, day = front_title(views, rules, scene.book)
    return replace(told, title=title, body=body, meeting_date=day, author=None, period=None)


def _outline_number(page: int, scene: Scene) -> str | None:
    return outline_item(scene, page) if scene.pack and page > 1 else None


def _opening_lines(views: Sequence[PageView]) -> list[PrintedLine]:
    """The lines of a paper's first page, and of the next where that is a cover or a picture."""
    lines = list(views[0].lines)
    if views[0].words < 12 and len(views) > 1:
        lines += views[1].lines
    return lines


def _passage_range(page: int, until: int, document: Document) -> tuple[int, int]:
    """The passages that begin on the pages from `page` to before `until`."""
    count = len(document.passages)
    first = next((i for i, p in enumerate(document.passages) if p.page >= page), count)
    last = next((i for i, p in enumerate(document.passages) if p.page >= until), count)
    return (0 if page == 1 else first), last - 1


def _last_page(views: Sequence[PageView]) -> int:
    written = [view.number for view in views if not view.blank]
    return written[-1] if written else views[0].number


def _item_of(view: PageView, front: FrontSheet | None) -> AgendaItem | None:
    if front is None or view.label is None or view.number <= front.last_page:
        return None
    return front.item_of_label(view.label)


def _join_pack(paper: Paper, before: Sequence[Paper], scene: Scene) -> Paper:
    """Give a paper what the pack knows: the meeting of the front sheet, item, parent, year."""
    if scene.front is not None and before:
        head = before[0]
        own_meeting = paper.meeting_date not in {None, head.meeting_date}
        paper = replace(
            paper,
            body=(own_meeting and paper.body) or head.body or paper.body,
            meeting_date=paper.meeting_date or head.meeting_date,
            item=paper.item or before[-1].item,
        )
    if paper.kind == "unplaced":
        paper = replace(paper, kind=kind_by_place(paper, before))
    parent = find_parent(paper, before)
    if parent is not None:
        paper = _like_its_report(paper, before[parent])
    if parent is not None and paper.kind == "annual_report" and paper.period is None:
        paper = replace(paper, period=before[parent].period)
    return replace(paper, parent=parent, year=tell_year(paper))


def _like_its_report(paper: Paper, report: Paper) -> Paper:
    """An appendix goes to the meeting that its report goes to, under the same item."""
    same = paper.meeting_date in {None, report.meeting_date}
    return replace(
        paper,
        body=paper.body or (report.body if same else None),
        meeting_date=paper.meeting_date or report.meeting_date,
        item=paper.item or (report.item if same else None),
    )
