"""Packs made by hand, page by page: what a reader would make of files we do not have."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Document, Line, OutlineEntry, Page, PageLink, Passage

PROSE = (
    "This paragraph stands for the body of a paper. It is long enough to be read as prose, says "
    "nothing that matters to anybody, and goes on until the line is full and then some more."
)


@dataclass(frozen=True)
class Sheet:
    """One page: its headings and paragraphs, and what is stamped on it."""

    lines: Sequence[str] = (PROSE,)
    label: str | None = None
    stamps: Sequence[str] = ()
    width: float = 595.0
    height: float = 842.0
    size: float = 11.0
    goes_on: bool = False


@dataclass
class Pack:
    """Sheets with bookmarks (page to title and level) and links (page to target)."""

    sheets: Sequence[Sheet]
    outline: dict[int, tuple[str, int]] = field(default_factory=dict)
    links: Sequence[tuple[int, int]] = ()
    title: str | None = None
    media_type: str = "application/pdf"


def make_document(pack: Pack) -> Document:
    """The document that a reader would make of the pack."""
    passages: list[Passage] = []
    pages = []
    for number, sheet in enumerate(pack.sheets, 1):
        for text in sheet.lines:
            passages.append(_passage(len(passages), number, text, sheet))
        stamps = tuple(sheet.stamps)
        text = "\n".join([*sheet.lines, *stamps])
        pages.append(Page(number, sheet.label, sheet.width, sheet.height, text, stamps))
    return Document(
        media_type=pack.media_type,
        reader="test",
        pages=tuple(pages),
        passages=tuple(passages),
        title=pack.title,
        outline=tuple(
            OutlineEntry(title, page, level) for page, (title, level) in pack.outline.items()
        ),
        links=tuple(PageLink(page, target, "") for page, target in pack.links),
    )


def _passage(position: int, page: int, text: str, sheet: Sheet) -> Passage:
    heading = len(text) < 100 and not text.endswith(".")
    lines = [Line(page, 72.0, 0.0, 500.0, 12.0, 0, len(text))]
    if sheet.goes_on and text == sheet.lines[-1]:
        half = len(text) // 2
        lines = [
            Line(page, 72.0, 0.0, 500.0, 12.0, 0, half),
            Line(page + 1, 72.0, 0.0, 500.0, 12.0, half, len(text)),
        ]
    return Passage(
        position=position,
        page=page,
        kind="heading" if heading else "paragraph",
        text=text,
        lines=tuple(lines),
        size=sheet.size + 3 if heading else sheet.size,
        bold=heading,
    )


def join_documents(documents: Sequence[Document]) -> tuple[Document, list[int]]:
    """Files bound into one without any stamp or bookmark, and the pages on which they begin."""
    pages: list[Page] = []
    passages: list[Passage] = []
    starts = []
    for document in documents:
        shift, first = len(pages), len(passages)
        starts.append(shift + 1)
        pages += [replace(page, number=page.number + shift) for page in document.pages]
        for passage in document.passages:
            lines = tuple(replace(line, page=line.page + shift) for line in passage.lines)
            moved = {"position": passage.position + first, "page": passage.page + shift}
            passages.append(replace(passage, lines=lines, **moved))
    joined = Document("application/pdf", "test", tuple(pages), tuple(passages))
    return joined, starts
