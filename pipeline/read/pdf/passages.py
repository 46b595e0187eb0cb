"""The drafts of all pages to the passages of the file: the order of the steps, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import Passage
from pipeline.read.pdf.assemble import block_to_passage
from pipeline.read.pdf.callouts import gather_callouts
from pipeline.read.pdf.footnotes import body_size, open_notes, take_footnotes
from pipeline.read.pdf.furniture import drop_furniture
from pipeline.read.pdf.headings import HeadingPath, mark_headings
from pipeline.read.pdf.joins import Vocabulary, join_blocks
from pipeline.read.pdf.layout import Region, order_page
from pipeline.read.pdf.lines import segments_to_lines
from pipeline.read.pdf.paragraphs import Spacing, lines_to_blocks, usual_spacing
from pipeline.read.pdf.records import Block, PageDraft, PrintedLine, Segment, TableDraft
from pipeline.read.pdf.rows import RunningTable, rows_to_blocks, same_columns


@dataclass(slots=True)
class Story:
    """What the file says: its passages, and the lines of each page in reading order."""

    passages: tuple[Passage, ...]
    texts: dict[int, list[str]] = field(default_factory=dict)

    def page_text(self, draft: PageDraft) -> str:
        """The words of a page, its furniture first."""
        return "\n".join([*draft.stamps, *self.texts.get(draft.number, ())])


def tell_story(drafts: Sequence[PageDraft]) -> Story:
    """Passages of the whole file in reading order."""
    words = Vocabulary(drafts)
    drop_furniture(list(drafts))
    blocks: list[Block] = []
    lefts: dict[int, float] = {}
    tables = _Tables()
    for index, draft in enumerate(drafts):
        setting = Setting(body_size(drafts, index), right_margin(drafts, index))
        blocks += _page_blocks(draft, setting, lefts, tables)
    texts: dict[int, list[str]] = {}
    for block in blocks:
        for line in block.lines:
            texts.setdefault(line.page, []).append(_clean(line))
    mark_headings(blocks)
    blocks = join_blocks(blocks, lefts)
    return Story(_passages(blocks, words, drafts), texts)


def _clean(line: PrintedLine) -> str:
    text = line.text.replace("\u2027", "-")
    return f"{line.mark} {text}" if line.mark else text


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page and its neighbours are set: the size of most letters, the right margin."""

    body: float
    margin: float


def right_margin(drafts: Sequence[PageDraft], index: int) -> float:
    """How far to the right long lines go on a page and its neighbours of the same size."""
    here = drafts[index]
    ends = sorted(
        segment.x1
        for draft in drafts[max(0, index - 2) : index + 3]
        if (draft.width, draft.height) == (here.width, here.height)
        for segment in draft.segments
        if segment.x1 - segment.x0 > 0.4 * draft.width
    )
    return ends[int(0.9 * len(ends))] if len(ends) > 8 else 0.0


class _Tables:
    """The tables that stood last, so that the next page may go on with one of them."""

    def __init__(self) -> None:
        self.running: list[RunningTable] = []
        self.count = 0

    def last_like(self, table: TableDraft, page: int) -> RunningTable | None:
        """The last table of the page before that has the columns of this one."""
        for state in reversed(self.running):
            if state.page == page - 1 and same_columns(state, table):
                return state
        return None


def _page_blocks(
    draft: PageDraft, setting: Setting, lefts: dict[int, float], tables: _Tables
) -> list[Block]:
    """The blocks of one page, its footnotes last."""
    columns = [_Column(region, draft, setting.body) for region in order_page(draft)]
    spacing = usual_spacing([line for column in columns for line in column.lines])
    blocks: list[Block] = []
    notes: list[Block] = []
    for column in columns:
        number = len(lefts) + 1
        lefts[number] = min((line.x0 for line in column.lines), default=0.0)
        if column.region.table is not None:
            blocks += _table_blocks(column.region, draft, tables, number)
            continue
        margin = setting.margin if column.region.wide and column.region.boxed is None else 0.0
        found = lines_to_blocks(column.lines, spacing, number, column.region.boxed, margin)
        if found:
            tables.running = []
        blocks += found
        notes += _note_blocks(column.notes, number)
    for segment in draft.sideways:
        number = len(lefts) + 1
        lefts[number] = segment.x0
        blocks += _aside_blocks(segment, draft.number, number)
    return gather_callouts(blocks) + notes


class _Column:
    """A region's printed lines, those of its footnotes apart."""

    def __init__(self, region: Region, draft: PageDraft, body: float) -> None:
        self.region = region
        segments = [segment for item in region.items for segment in item.segments]
        notes: list[Segment] = []
        if region.boxed is None and segments:
            segments, notes = take_footnotes(segments, draft, body)
        self.lines = segments_to_lines(segments, draft.number)
        self.notes = segments_to_lines(notes, draft.number)


def _aside_blocks(segment: Segment, page: int, region: int) -> list[Block]:
    """What is printed sideways is a paragraph by itself."""
    blocks = lines_to_blocks(segments_to_lines([segment], page), Spacing({}), region, None)
    for block in blocks:
        block.flow = False
    return blocks


def _table_blocks(region: Region, draft: PageDraft, tables: _Tables, number: int) -> list[Block]:
    assert region.table is not None
    running = tables.last_like(region.table, draft.number)
    state, blocks = rows_to_blocks(region.table, draft.number, running, tables.count)
    if state is not running:
        tables.count += 1
        tables.running.append(state)
    for block in blocks:
        block.region = number
    return blocks


def _note_blocks(lines: Sequence[PrintedLine], region: int) -> list[Block]:
    return [
        Block("footnote", own, number=number, region=region, flow=False)
        for number, own in open_notes(lines)
    ]


def _passages(
    blocks: Sequence[Block], words: Vocabulary, drafts: Sequence[PageDraft]
) -> tuple[Passage, ...]:
    path = HeadingPath()
    turns = {
        draft.number: (draft.turned, draft.height, draft.width)
        if draft.turned & 1
        else (draft.turned, draft.width, draft.height)
        for draft in drafts
        if draft.turned
    }
    starts = _paper_starts(drafts)
    found: list[Passage] = []
    page = 0
    for block in blocks:
        if block.lines[0].page != page:
            page = block.lines[0].page
            if page in starts:
                path.reset()
        passage = block_to_passage(block, len(found), path, words, turns)
        if passage is not None:
            found.append(passage)
    return tuple(found)


def _paper_starts(drafts: Sequence[PageDraft]) -> set[int]:
    """Pages where another paper seems to begin: its stamp, its own page 1, another size of page."""
    starts: set[int] = set()
    before: PageDraft | None = None
    for draft in drafts:
        stamped = any("item" in stamp.casefold()[:14] for stamp in draft.stamps)
        resized = before is not None and (
            abs(before.width - draft.width) > 20 or abs(before.height - draft.height) > 20
        )
        if stamped or resized or "1" in draft.stamps:
            starts.add(draft.number)
        before = draft
    return starts
