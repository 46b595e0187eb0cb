"""The body of a Word file to blocks and tables, in reading order."""

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from pipeline.clean import clean_text
from pipeline.model import PassageKind
from pipeline.read.blocks import Block, GridCell, Table, iter_text
from pipeline.read.docx.numbering import Numbering
from pipeline.read.docx.numbering import Printed as ListMark
from pipeline.read.docx.package import Element, Package, W
from pipeline.read.docx.runs import (
    LINE_END,
    PAGE_END,
    NoteMark,
    Printed,
    is_deleted_mark,
    is_placeholder,
    print_paragraph,
)
from pipeline.read.docx.styles import TITLE_RANK, Styles
from pipeline.read.marks import take_mark, write_number
from pipeline.read.tables import write_row

_WRAPPERS: Final = frozenset(
    W + tag for tag in ("ins", "moveTo", "smartTag", "customXml", "sdtContent")
)
_BOLD_RANK = 20
_CAPITALS_RANK = 19
_CALLOUT_LENGTH = 200
_HEADING_LENGTH = 250
_TITLE_LENGTH = 120
_TITLE_WORDS = 16


@dataclass(slots=True)
class Body:
    """A walk through the body: what it has read of, and how far it has come."""

    package: Package
    styles: Styles
    numbering: Numbering
    rendered: bool
    sections: list[Element]
    page: int = 1
    notes: dict[str, int] = field(default_factory=dict)
    endnotes: list[Block] = field(default_factory=list)
    title: str | None = None

    def blocks(self) -> Iterator[Block | Table]:
        """Every block of the document; endnotes come last."""
        body = self.package.body.find(W + "body")
        if body is not None:
            yield from self._walk(body)
        yield from self.endnotes

    def _walk(self, parent: Element, *, in_cell: bool = False) -> Iterator[Block | Table]:
        joined: Printed | None = None
        for element in _content(parent):
            if element.tag == W + "tbl":
                yield from self._read_table(element)
                continue
            printed = print_paragraph(element, self.styles, rendered=self.rendered)
            if joined:
                printed = _join(joined, printed)
            joined = printed if is_deleted_mark(element) else None
            if not joined:
                yield from self._read_paragraph(element, printed, in_cell=in_cell)

    def _read_paragraph(
        self, element: Element, printed: Printed, *, in_cell: bool
    ) -> Iterator[Block | Table]:
        if self._begins_page(element):
            self.page += 1
        place = self.styles.list_place(element)
        style = self.styles.style_id(element)
        mark = self.numbering.advance(place, style) if place else None
        if not self.styles.name(element).startswith("toc "):
            indent = self.styles.indent(element, mark.level if mark else None)
            rank = None if in_cell else self.styles.rank(element)
            yield from self._shape(printed, mark, indent, rank, in_cell=in_cell)
        else:
            self.page += printed.text.count(PAGE_END)
        yield from self._read_notes(printed.notes)
        for box in printed.boxes:
            yield from self._read_box(box)
        if self._ends_section(element):
            self.page += 1

    def _shape(
        self,
        printed: Printed,
        mark: ListMark | None,
        indent: float,
        rank: int | None,
        *,
        in_cell: bool,
    ) -> Iterator[Block]:
        for index, whole in enumerate(_split_items(printed.text)):
            raw = whole.lstrip(string.whitespace + PAGE_END)
            self.page += whole[: len(whole) - len(raw)].count(PAGE_END)
            number, item = (mark.number, True) if mark and not index else (None, False)
            if not item:
                typed, raw = take_mark(raw)
                number, item = (typed.number, True) if typed else (None, False)
            page, text, breaks = self._take_pages(raw)
            if not text:
                continue
            block = Block(
                "item" if item else "paragraph",
                text,
                number,
                indent=indent,
                page=page,
                breaks=breaks,
                bold=printed.bold,
                size=printed.size,
            )
            if printed.opening_mark:
                yield replace(block, kind="footnote", number=printed.opening_mark)
            else:
                if rank == TITLE_RANK and self.title is None:
                    self.title = text
                yield block if in_cell else as_heading(block, rank)

    def _take_pages(self, raw: str) -> tuple[int, str, tuple[int, ...]]:
        """The page that a text begins on, the text cleaned, and where further pages begin."""
        text, breaks, page, last = "", list[int](), self.page, ""
        for index, piece in enumerate(raw.split(PAGE_END)):
            if index:
                self.page += 1
                if text:
                    breaks.append(len(text))
                else:
                    page = self.page
            cleaned = clean_text(piece)
            gap = text and cleaned and (last[-1:].isspace() or piece[:1].isspace())
            if gap:
                text += " "
                breaks = [len(text) if at == len(text) - 1 else at for at in breaks]
            text += cleaned
            last = piece or " "
        return page, text, tuple(at for at in breaks if at < len(text))

    def _read_notes(self, marks: Iterable[NoteMark]) -> Iterator[Block]:
        for mark in marks:
            root = self.package.footnotes if mark.kind == "footnote" else self.package.endnotes
            element = _find_note(root, mark)
            count = self.notes[mark.kind] = self.notes.get(mark.kind, 0) + 1
            if element is None:
                continue
            page = self.page
            text = clean_text(" ".join(iter_text(self._walk(element, in_cell=True))))
            self.page = page
            number = write_number(count, "decimal" if mark.kind == "footnote" else "lowerRoman")
            block = Block("footnote", text, number, page=page)
            if text and mark.kind == "endnote":
                self.endnotes.append(block)
            elif text:
                yield block

    def _read_box(self, box: Element) -> Iterator[Block | Table]:
        """A text box: a call-out in one piece where it is short, else as what it holds."""
        blocks = list(self._walk(box, in_cell=True))
        texts = list(iter_text(blocks))
        plain = all(isinstance(block, Block) and block.kind == "paragraph" for block in blocks)
        if plain and texts and len(" ".join(texts)) <= _CALLOUT_LENGTH:
            first = blocks[0]
            yield Block("callout", " ".join(texts), page=first.page)
        else:
            yield from blocks

    def _read_table(self, element: Element) -> Iterator[Block | Table]:
        rows, pages, notes = [], [], list[Block]()
        heads = 0
        for row in _content(element, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            pages.append(self.page)
            cells = list(self._read_row(row))
            notes.extend(block for cell in cells for block in cell.blocks if _is_note(block))
            rows.append(tuple(_without_notes(cell) for cell in cells))
            marked = properties is not None and properties.find(W + "tblHeader") is not None
            heads += marked and heads == len(rows) - 1
        if all(len(row) == 1 for row in rows):
            yield from (block for row in rows for cell in row for block in cell.blocks)
            yield from notes
        elif rows:
            yield Table(tuple(rows), heads or None, pages[0], tuple(pages), tuple(notes))

    def _read_row(self, row: Element) -> Iterator[GridCell]:
        before = _row_gap(row, "gridBefore")
        if before:
            yield GridCell((), before)
        begin = end = self.page
        for cell in _content(row, W + "tc"):
            self.page = begin
            blocks = tuple(_flatten(self._walk(cell, in_cell=True)))
            end = max(end, self.page)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            continues = merge is not None and merge.get(W + "val", "continue") == "continue"
            yield GridCell(() if continues else blocks, _span(cell), continues=continues)
        self.page = end

    def _begins_page(self, element: Element) -> bool:
        before = self.styles.paragraph_property(element, "pageBreakBefore")
        wanted = before is not None and before.get(W + "val", "1") not in ("0", "false", "off")
        return wanted and not self.rendered and element.getprevious() is not None

    def _ends_section(self, element: Element) -> bool:
        """Whether a new page begins here, which the properties of the next section tell."""
        section = element.find(f"{W}pPr/{W}sectPr")
        if section is None or self.rendered:
            return False
        later = self.sections[self.sections.index(section) + 1 :]
        kind = later[0].find(W + "type") if later else None
        return kind is None or kind.get(W + "val") not in ("continuous", "nextColumn")


def open_body(package: Package) -> Body:
    """The body of a package, ready to be walked through once."""
    rendered = next(package.body.iter(W + "lastRenderedPageBreak"), None) is not None
    sections = list(package.body.iter(W + "sectPr"))
    return Body(package, Styles(package.styles), Numbering(package.numbering), rendered, sections)


def as_heading(block: Block, rank: int | None) -> Block:
    """The block as a heading where its style says so, or it looks like one: short and bold."""
    text = block.text
    if rank is not None:
        # Some authors set whole numbered paragraphs in a heading style.
        sentence = text.endswith(".") and len(text) > _TITLE_LENGTH
        if len(text) <= _HEADING_LENGTH and not sentence:
            return replace(block, kind="heading", rank=rank)
        return block
    if block.kind == "item" and block.number is None:
        return block
    if block.bold and _could_be_title(text):
        return replace(block, kind="heading", rank=_BOLD_RANK + _depth(block.number))
    if block.kind == "paragraph" and text.isupper() and len(text) <= 80:
        return replace(block, kind="heading", rank=_CAPITALS_RANK)
    return block


def _could_be_title(text: str) -> bool:
    words = len(text.split())
    if len(text) > _TITLE_LENGTH or words > _TITLE_WORDS or not re.search(r"[^\W\d_]{2}", text):
        return False
    return words <= 4 if text.endswith(":") else not text.endswith((".", ";", ","))


def _depth(number: str | None) -> int:
    return (number or "").strip("().").count(".")


def _content(parent: Element, *wanted: str) -> Iterator[Element]:
    """Paragraphs and tables (or `wanted`) of a parent, through controls and insertions."""
    tags = wanted or (W + "p", W + "tbl")
    for child in parent.iterchildren(etree.Element):
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS or (child.tag == W + "sdt" and not is_placeholder(child)):
            yield from _content(child, *wanted)


def _join(first: Printed, second: Printed) -> Printed:
    second.text = first.text + second.text
    second.notes = first.notes + second.notes
    second.boxes = first.boxes + second.boxes
    second.letters += first.letters
    second.bold_letters += first.bold_letters
    return second


def _split_items(text: str) -> list[str]:
    """The text in one piece, or, where soft line ends part typed items, in several."""
    pieces: list[str] = []
    for line in text.split(LINE_END):
        if pieces and not take_mark(line)[0]:
            pieces[-1] += " " + line
        else:
            pieces.append(line)
    return pieces


def _find_note(root: Element | None, mark: NoteMark) -> Element | None:
    for element in root.iter(W + mark.kind) if root is not None else ():
        if element.get(W + "id") == mark.id:
            return element
    return None


def _is_note(block: Block) -> bool:
    return block.kind == "footnote"


def _without_notes(cell: GridCell) -> GridCell:
    return replace(cell, blocks=tuple(block for block in cell.blocks if not _is_note(block)))


def _flatten(blocks: Iterable[Block | Table]) -> Iterator[Block]:
    """The blocks of a cell; a table inside it becomes a line for each of its rows."""
    for block in blocks:
        if isinstance(block, Block):
            yield block
            continue
        for row in block.rows:
            text, _ = write_row((), [cell.text for cell in row])
            if text:
                kind: PassageKind = "paragraph"
                yield Block(kind, text, page=block.page)


def _span(cell: Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return _as_count(found.get(W + "val")) if found is not None else 1


def _row_gap(row: Element, tag: str) -> int:
    found = row.find(f"{W}trPr/{W}{tag}")
    return _as_count(found.get(W + "val")) if found is not None else 0


def _as_count(value: str | None) -> int:
    return min(int(value), 63) if value and value.isdigit() and int(value) else 1
