"""The nodes of a web page to blocks and tables, in reading order, without recursion."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline.clean import clean_text
from pipeline.read.blocks import Block, Table
from pipeline.read.html.grids import Grid, RawCell, finish_table
from pipeline.read.html.page import (
    Node,
    WebPage,
    indent_of,
    load_words,
    read_glyph,
    style_of,
    word_set,
)
from pipeline.read.marks import settle_superscript, take_mark, write_number

_LINE_END = "\v"
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_INDENT = 36.0
_BOLD_RANK = 20
_TITLE_LENGTH = 120
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all")
_NOTE_LINK = re.compile(r"#_?(?:ftn|edn|fn|footnote|endnote)(?P<back>ref)?[-_:]?\d")


@dataclass(slots=True)
class _Paragraph:
    """Words that are being gathered, and how they look."""

    text: str = ""
    letters: int = 0
    bold_letters: int = 0
    note: str | None = None


@dataclass(slots=True)
class _List:
    form: str | None
    next: int


@dataclass(slots=True)
class Walk:
    """A walk over one page."""

    page: WebPage
    blocks: list[Block | Table] = field(default_factory=list)
    paragraph: _Paragraph = field(default_factory=_Paragraph)
    bold: int = 0
    heading: list[int] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    indents: list[float] = field(default_factory=list)
    label: str | None = None
    item: tuple[str | None, float] | None = None

    def run(self) -> list[Block | Table]:
        """Every block below the page's root."""
        root, node = self.page.root, self.page.root
        while True:
            if self._enter(node) and node.child is not None:
                node = node.child
                continue
            while node.mem_id != root.mem_id and node.next is None:
                node = node.parent
                self._leave(node)
            if node.mem_id == root.mem_id:
                break
            node = node.next
        self._flush()
        return self.blocks

    def _enter(self, node: Node) -> bool:
        """Take in a node; whether its children are to be taken in too (it is then left later)."""
        if node.is_text_node:
            self._add(node)
            return False
        tag = node.tag or ""
        if not node.is_element_node or node.mem_id in self.page.dropped:
            return False
        if tag == "br":
            self.paragraph.text += _LINE_END
            return False
        if _HIDDEN.search(style_of(node)) or self._takes_whole(node, tag):
            return False
        if tag in word_set("block_tags"):
            self._flush()
            self._open(node, tag)
        self.bold += _is_bold(node, tag)
        if node.child is None:
            self._leave(node)
            return False
        return True

    def _takes_whole(self, node: Node, tag: str) -> bool:
        """Marks of notes, and numbers of agenda items, are no text of their own."""
        if node.mem_id in self.page.numbers:
            self._flush()
            self.label = clean_text(node.text(deep=True)) or self.label
            return True
        if tag == "a" and (match := _NOTE_LINK.search(node.attributes.get("href") or "")):
            mark = clean_text(node.text(deep=True)).strip("[]()")
            if match["back"] and not self.paragraph.text.strip():
                self.paragraph.note = mark
            return len(mark) <= 4
        if tag == "a" and not _without_noise(clean_text(node.text(deep=True))):
            return True
        if tag == "sup":
            text = node.text(deep=True)
            self._append(settle_superscript(self.paragraph.text, text) if text.strip() else "")
            return True
        return False

    def _add(self, node: Node) -> None:
        parent = node.parent
        style = style_of(parent) if parent is not None and parent.tag == "span" else ""
        self._append(read_glyph(node.text_content or "", style))

    def _append(self, text: str) -> None:
        letters = sum(not c.isspace() for c in text)
        self.paragraph.text += text
        self.paragraph.letters += letters
        self.paragraph.bold_letters += letters if self.bold else 0

    def _open(self, node: Node, tag: str) -> None:
        if rank := _heading_rank(node, tag):
            self.heading.append(rank)
        self.indents.append(indent_of(style_of(node)))
        if tag in ("ul", "ol", "menu"):
            self.lists.append(_List(_list_form(node, tag), _as_int(node, "start", 1)))
        elif tag == "li":
            self._open_item(node)
        elif tag == "table":
            layout = node.mem_id in self.page.layout
            self.grids.append(Grid(layout, self.blocks))
        elif tag == "tr" and self.grids:
            self.grids[-1].rows.append([])
        elif tag in ("td", "th") and self.grids and self.grids[-1].rows:
            cell = RawCell(tag == "th", _as_int(node, "colspan", 1), _as_int(node, "rowspan", 1))
            self.grids[-1].rows[-1].append(cell)
            self.blocks = cell.blocks

    def _leave(self, node: Node) -> None:
        tag = node.tag or ""
        if tag in word_set("block_tags"):
            self._flush()
            if _heading_rank(node, tag):
                self.heading.pop()
            self.indents.pop()
            if tag in ("ul", "ol", "menu"):
                self.lists.pop()
            elif tag == "li":
                self.item = None
            elif tag in ("td", "th") and self.grids:
                self.blocks = self.grids[-1].parent
            elif tag == "table":
                grid = self.grids.pop()
                self.blocks = grid.parent
                self.blocks.extend(finish_table(grid))
        self.bold -= _is_bold(node, tag)

    def _open_item(self, node: Node) -> None:
        depth = _LIST_INDENT * max(1, len(self.lists))
        if not self.lists:
            self.item = (None, depth)
            return
        own = self.lists[-1]
        count = _as_int(node, "value", own.next)
        own.next = count + 1
        number = f"{write_number(count, own.form)}." if own.form else None
        self.item = (number, depth)

    def _flush(self) -> None:
        """Make blocks of the words gathered so far."""
        gathered, self.paragraph = self.paragraph, _Paragraph()
        for raw in _split_lines(gathered.text):
            block = self._shape(raw, gathered)
            if block is not None:
                self.blocks.append(block)
                self.item = None

    def _shape(self, raw: str, gathered: _Paragraph) -> Block | None:
        number, item = self.item[0] if self.item else None, self.item is not None
        indent = self.item[1] if self.item else sum(self.indents)
        if not item and not self.heading:
            mark, raw = take_mark(raw.replace("\xa0", "  "))
            number, item = (mark.number, True) if mark else (None, False)
        text = _without_noise(clean_text(raw))
        if not text:
            return None
        bold = 0 < gathered.letters == gathered.bold_letters
        block = Block("item" if item else "paragraph", text, number, indent=indent, bold=bold)
        if gathered.note:
            return replace(block, kind="footnote", number=gathered.note)
        return self._as_heading(block)

    def _as_heading(self, block: Block) -> Block:
        if self.heading:
            label, self.label = self.label, None
            return replace(block, kind="heading", rank=self.heading[-1], number=label)
        in_data = any(not grid.layout for grid in self.grids)
        if block.kind == "paragraph" and block.bold and not in_data and _is_title(block.text):
            return replace(block, kind="heading", rank=_BOLD_RANK)
        return block


def _heading_rank(node: Node, tag: str) -> int:
    """How high a heading stands; 0 for what is no heading."""
    for name in (node.attributes.get("class") or "").split():
        if rank := load_words().sections["headings"].get(name):
            return int(rank)
    return _HEADINGS.get(tag, 0)


def _is_bold(node: Node, tag: str) -> int:
    return int(tag in ("b", "strong", "th") or bool(_BOLD.search(style_of(node))))


def _list_form(node: Node, tag: str) -> str | None:
    if tag != "ol":
        return None
    return _LIST_FORMS.get(node.attributes.get("type") or "", "decimal")


def _as_int(node: Node, name: str, otherwise: int) -> int:
    value = (node.attributes.get(name) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else otherwise


def _split_lines(text: str) -> list[str]:
    """The text in one piece; in several where line breaks part typed items or paragraphs."""
    pieces: list[str] = []
    blank = False
    for line in text.split(_LINE_END):
        if not line.strip():
            blank = True
        elif not pieces or blank or take_mark(line.replace("\xa0", "  "))[0]:
            pieces.append(line)
            blank = False
        else:
            pieces[-1] += " " + line
    return pieces


def _is_title(text: str) -> bool:
    words = len(text.split())
    if len(text) > _TITLE_LENGTH or not any(c.isalpha() for c in text):
        return False
    return words <= 4 if text.endswith(":") else not text.endswith((".", ";", ","))


@cache
def _noise() -> tuple[re.Pattern[str], re.Pattern[str]]:
    book = load_words()
    whole, words = book.sections["noise"], book.sections["noise_words"]
    return book.pattern("|".join(whole), where="noise"), book.pattern("|".join(words))


def _without_noise(text: str) -> str:
    whole, words = _noise()
    text = clean_text(words.sub("", text))
    return "" if whole.fullmatch(text) else text
