"""What speaks for and against a paper's beginning at the top of a page: each signal by itself.

Every function takes the whole file as a `Scene` and yields `Vote`s. How much a signal counts is
in `rules/papers.yml`; `cuts.py` adds them up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.clean import collapse_spaces
from pipeline.match import letters
from pipeline.model import Document, OutlineEntry
from pipeline.rules import RuleBook
from pipeline.split.front import FrontSheet
from pipeline.split.pages import PageView
from pipeline.split.starts import load_starts, weigh_start

_ANNEXED = frozenset({"appendix", "response_proforma"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A document, its pages, its front sheet and the rules: what the signals look at."""

    document: Document
    views: Sequence[PageView]
    front: FrontSheet | None
    book: RuleBook
    pack: bool


@dataclass(frozen=True, slots=True)
class Vote:
    """A signal for (or against) a cut before a page; `strength` is multiplied by its weight."""

    page: int
    signal: str
    strength: float = 1.0


def set_scene(
    document: Document, views: Sequence[PageView], front: FrontSheet | None, book: RuleBook
) -> Scene:
    """The scene of a document; tells whether it holds several papers of a meeting."""
    return Scene(document, views, front, book, _is_pack(document, views, front, book))


def _is_pack(
    document: Document, views: Sequence[PageView], front: FrontSheet | None, book: RuleBook
) -> bool:
    """A front sheet with pages behind it, stamped items, a pack's title, or more title blocks."""
    if front is not None and len(views) > front.last_page + 1:
        return True
    named = book.pattern(book.section("outline")["pack"], where="outline.pack")
    if any(view.item is not None for view in views) or named.search(document.title or ""):
        return True
    alone = float(book.section("threshold")["single"])
    return any(weigh_start(view, book, _ANNEXED) >= alone for view in views[1:])


def vote(scene: Scene) -> list[Vote]:
    """The votes of all signals, in a fixed order."""
    signals = (
        vote_page_ranges,
        vote_item_stamps,
        vote_front_sheet,
        vote_outline,
        vote_links,
        vote_title_blocks,
        vote_blank_pages,
        vote_own_numbers,
        vote_covers,
        vote_titles,
        vote_early_ends,
        vote_look,
        vote_continued,
    )
    return [ballot for signal in signals for ballot in signal(scene)]


def vote_page_ranges(scene: Scene) -> Iterator[Vote]:
    """The front sheet says 'Pages 47 - 58': an item begins on the page stamped 47."""
    if scene.front is None:
        return
    firsts = {item.first for item in scene.front.items if item.first is not None}
    for view in scene.views:
        if view.label in firsts and view.number > scene.front.last_page:
            yield Vote(view.number, "page_range")


def vote_item_stamps(scene: Scene) -> Iterator[Vote]:
    """'Agenda Item 6' is stamped here, and was not on the page before."""
    before: str | None = None
    for view in scene.views:
        if view.item is not None and view.item != before:
            yield Vote(view.number, "item_stamp")
        before = view.item


def vote_front_sheet(scene: Scene) -> Iterator[Vote]:
    """The front sheet ends on the page before."""
    if scene.front is None:
        return
    after = [v for v in scene.views if v.number > scene.front.last_page and not v.blank]
    for view in after[:1]:
        yield Vote(view.number, "after_front")


def vote_outline(scene: Scene) -> Iterator[Vote]:
    """A bookmark leads to the page; it counts less the deeper it lies, and the less its words
    are those at the top of the page."""
    taken: set[int] = set()
    sections = scene.book.pattern(scene.book.section("outline")["section"], where="outline")
    papers = scene.book.pattern(scene.book.section("outline")["paper"], where="outline")
    views = {view.number: view for view in scene.views}
    for entry in scene.document.outline:
        view = views.get(entry.page)
        if view is None or entry.page in taken or entry.level > 1:
            continue
        if not scene.pack or (entry.level == 1 and sections.match(entry.title)):
            continue
        taken.add(entry.page)
        strength = 1.0 if entry.level == 0 else 0.6
        if papers.search(entry.title) or _stands_on_top(entry, view):
            strength += 0.4
        yield Vote(entry.page, "outline", strength)


def _stands_on_top(entry: OutlineEntry, view: PageView) -> bool:
    words = {letters(word) for word in entry.title.split() if len(letters(word)) > 2}
    head = {letters(word) for word in view.head(12).split()}
    return bool(words) and len(words & head) >= 0.7 * len(words)


def vote_links(scene: Scene) -> Iterator[Vote]:
    """A link on the front sheet leads to the page."""
    if scene.front is None:
        return
    targets = {
        link.target
        for link in scene.document.links
        if link.page <= scene.front.last_page < link.target
    }
    for page in sorted(targets):
        yield Vote(page, "link")


def vote_title_blocks(scene: Scene) -> Iterator[Vote]:
    """The top of the page reads like the head of a paper, and not like the page before."""
    before = ""
    for view in scene.views:
        for start in load_starts(scene.book):
            match = start.pattern.search(view.head(start.lines))
            if match and not _is_running_head(match[0], before):
                yield Vote(view.number, start.id, start.strength)
        before = letters(view.head(4))


def _is_running_head(text: str, before: str) -> bool:
    return len(text) > 3 and letters(text) in before


def vote_blank_pages(scene: Scene) -> Iterator[Vote]:
    """The page before is intentionally left blank: the printer ended a paper there."""
    for before, view in zip(scene.views, scene.views[1:], strict=False):
        if before.blank and not view.blank:
            yield Vote(view.number, "after_blank")
        if view.blank:
            yield Vote(view.number, "blank")


def vote_own_numbers(scene: Scene) -> Iterator[Vote]:
    """The paper's own page numbers begin again at 1 here, or simply go on."""
    for before, view in zip(scene.views, scene.views[1:], strict=False):
        if before.own and view.own and view.own[0] == before.own[-1] + 1:
            yield Vote(view.number, "numbers_go_on")
        elif view.own and view.own[0] == 1:
            yield Vote(view.number, "numbers_restart")


def vote_covers(scene: Scene) -> Iterator[Vote]:
    """The page holds a few large words only, like the cover of a report; what follows a cover
    repeats its title and opens nothing."""
    covers: set[int] = set()
    for i, view in enumerate(scene.views):
        if _is_cover(view, scene.views[i - 1] if i else None) and i - 1 not in covers:
            covers.add(i)
            yield Vote(view.number, "cover")
        elif covers & {i - 1, i - 2}:
            yield Vote(view.number, "after_cover")


def _is_cover(view: PageView, before: PageView | None) -> bool:
    usual = before.size if before is not None and before.size else 12.0
    large = view.size is not None and view.size >= 16 and view.size >= 1.3 * usual
    return 0 < view.words <= 60 and large and not view.blank


def vote_titles(scene: Scene) -> Iterator[Vote]:
    """The page opens in a type much larger than that of its text."""
    for view in scene.views:
        opening = [line.size for line in view.lines[:3] if line.size and line.kind != "row"]
        if view.size and opening and max(opening) >= max(14.0, 1.3 * view.size):
            yield Vote(view.number, "large_title")


def vote_early_ends(scene: Scene) -> Iterator[Vote]:
    """The page before is not full: something ended there."""
    for before, view in zip(scene.views, scene.views[1:], strict=False):
        if before.filled is not None and before.filled < 0.75 and not before.blank:
            yield Vote(view.number, "ends_early")


def vote_look(scene: Scene) -> Iterator[Vote]:
    """The sheet changes its size or turns, or the text changes its size."""
    for before, view in zip(scene.views, scene.views[1:], strict=False):
        if abs(before.width - view.width) > 15 or abs(before.height - view.height) > 15:
            yield Vote(view.number, "sheet")
        if before.size and view.size and abs(before.size - view.size) >= 1 and view.words > 80:
            yield Vote(view.number, "type_size")


def vote_continued(scene: Scene) -> Iterator[Vote]:
    """A paragraph or a table row of the page before goes on here."""
    for view in scene.views:
        if view.continued:
            yield Vote(view.number, "continued")


def outline_item(scene: Scene, page: int) -> str | None:
    """The agenda item's number that the bookmark over a page begins with: '9 Housing plan'."""
    number = scene.book.pattern(scene.book.section("outline")["item"], where="outline.item")
    found = None
    for entry in scene.document.outline:
        if entry.level == 0 and entry.page <= page:
            match = number.match(entry.title)
            found = match["item"] if match else None
    return found


def outline_title(document: Document, page: int) -> str | None:
    """The bookmark that leads to a page, the deepest of those that lead there first."""
    entries = [entry for entry in document.outline if entry.page == page and entry.level <= 1]
    return collapse_spaces(entries[-1].title) if entries else None
