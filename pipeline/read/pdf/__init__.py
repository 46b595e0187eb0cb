"""PDF files to pages and passages, in the order a person would read them.

pdfium gives words, boxes and drawn lines (`door`, `words`, `shapes`, `extras`), pdfplumber's
finder tables where lines are drawn (`tables`). Pages become drafts one at a time (`pages`), so
that memory holds no more than their segments; then the file as a whole is read (`passages`):
furniture, layout, columns, paragraphs, notes, rows, joins, headings. Text is never looked up in
a tagged structure, which most papers lack. Scans are reported, not read.
"""

from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Document, Page, Problem
from pipeline.read import READER_VERSION, ReadOptions
from pipeline.read.pdf.door import OpenPdf, load_page, open_pdf
from pipeline.read.pdf.extras import read_attachments, read_links, read_outline, read_title
from pipeline.read.pdf.pages import draft_page, page_words
from pipeline.read.pdf.passages import Story, tell_story
from pipeline.read.pdf.records import PageDraft, Word
from pipeline.read.pdf.tables import fill_cells, find_tables

MAX_PAGES = 5000

_NO_TEXT = (
    "The page has no text that can be read: it is probably a scan. "
    "pip install 'board-papers[ocr]' and read the file again with: pipeline ingest --ocr"
)


def read(path: Path, options: ReadOptions) -> Document:
    """Read a PDF; raises `ReadError` (`encrypted`, `malformed`) where none of it can be read."""
    with open_pdf(path, options.password) as pdf:
        drafts = [_draft(pdf, index) for index in range(min(pdf.pages, MAX_PAGES))]
        outline, title = read_outline(pdf), read_title(pdf)
        problems = [*_file_problems(pdf), *read_attachments(pdf)]
    for draft in drafts:
        problems += draft.problems
    if all(any(p.code == "damaged_page" for p in draft.problems) for draft in drafts):
        raise ReadError("malformed", "No page of the file can be read. Ask for a fresh copy.")
    story = tell_story(drafts)
    return Document(
        media_type="application/pdf",
        reader=f"pdf/{READER_VERSION}",
        pages=tuple(_page(draft, story, problems) for draft in drafts),
        passages=story.passages,
        title=title,
        outline=outline,
        links=tuple(link for draft in drafts for link in draft.links),
        problems=tuple(problems),
    )


def read_words_and_tables(path: Path) -> list[tuple[list[Word], list[list[list[str | None]]]]]:
    """Words with boxes, and tables as rows of cell texts, of every page: the reader's ground."""
    from pipeline.read.pdf.shapes import read_shapes
    from pipeline.read.pdf.words import read_words

    found = []
    with open_pdf(path, None) as pdf:
        for index in range(pdf.pages):
            with load_page(pdf, index) as page:
                words = read_words(page)
                edges, _, _ = read_shapes(page)
                tables = []
                for table in find_tables(edges, *page.frame.shown):
                    grid = fill_cells(table, words)
                    tables.append(
                        [
                            [None if c is None else " ".join(w.text for w in c) for c in row]
                            for row in grid
                        ]
                    )
                found.append((words, tables))
    return found


def _draft(pdf: OpenPdf, index: int) -> PageDraft:
    """The draft of one page; a damaged one is empty and says so."""
    number = index + 1
    try:
        with load_page(pdf, index) as page:
            words = page_words(page)
            draft = draft_page(page, words, number)
            draft.links = read_links(pdf, page, number, words)
            return draft
    except ReadError as error:
        problem = Problem("read", "damaged_page", error.message, number)
        return PageDraft(number, 0.0, 0.0, [], problems=[problem])


def _file_problems(pdf: OpenPdf) -> list[Problem]:
    problems = []
    if pdf.repaired:
        problems.append(
            Problem(
                "read",
                "repaired",
                "The file is damaged and was repaired before it was read: "
                "compare its pages with the original.",
            )
        )
    if pdf.pages > MAX_PAGES:
        problems.append(
            Problem(
                "read",
                "too_many_pages",
                f"The file has {pdf.pages} pages; only the first {MAX_PAGES} are read. Split it.",
            )
        )
    return problems


def _page(draft: PageDraft, story: Story, problems: list[Problem]) -> Page:
    """The page as it is kept; one without words is reported, unless it could not be read."""
    text = story.page_text(draft)
    if not text and not draft.problems:
        problems.append(Problem("read", "no_text", _NO_TEXT, draft.number))
    width, height = draft.width, draft.height
    if draft.turned & 1:
        width, height = height, width
    return Page(
        number=draft.number,
        label=draft.label,
        width=round(width, 1),
        height=round(height, 1),
        text=text,
        stamps=draft.stamps,
        source="text" if text else "none",
    )
