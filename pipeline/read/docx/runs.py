"""The words of one paragraph: what is printed of its runs, and what hangs on them.

Deleted and hidden text is not printed; footnote marks leave the sentence; page ends are kept as
`PAGE_END`, soft line ends as `LINE_END`. Text boxes are handed on for the body to read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipeline.read.docx.package import Element, W
from pipeline.read.docx.styles import Styles
from pipeline.read.marks import is_note_mark, settle_superscript

PAGE_END: Final = "\0"  # no XML can hold one
LINE_END: Final = "\n"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_W14_CHECKED = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0FC": "✓", "F0FE": "☒", "F0A8": "☐", "F052": "☑"}
_GONE = frozenset({W + "del", W + "moveFrom", W + "rPr", W + "pPr", W + "sdtPr", W + "sdtEndPr"})
_SHAPES = frozenset({W + "drawing", W + "pict", W + "object", _MC + "AlternateContent"})


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A reference to a footnote or an endnote, by its id in the file."""

    kind: str
    id: str


@dataclass(slots=True)
class Printed:
    """What a paragraph prints: raw text, its look, its notes and text boxes."""

    text: str = ""
    notes: list[NoteMark] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    opening_mark: str | None = None
    letters: int = 0
    bold_letters: int = 0
    sizes: dict[float, int] = field(default_factory=dict)

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        return 0 < self.letters == self.bold_letters

    @property
    def size(self) -> float | None:
        """The size that most of its letters have."""
        return max(self.sizes, key=lambda size: (self.sizes[size], size)) if self.sizes else None


def print_paragraph(paragraph: Element, styles: Styles, *, rendered: bool) -> Printed:
    """What `paragraph` prints; `rendered` tells that the file records where its pages end."""
    printed = Printed()
    for run in _runs(paragraph):
        if run.tag == _MATH_TEXT:
            printed.text += run.text or ""
        elif not styles.is_on(paragraph, run, "vanish"):
            _print_run(printed, paragraph, run, styles, rendered=rendered)
    return printed


def is_deleted_mark(paragraph: Element) -> bool:
    """Whether a tracked change deletes the end of this paragraph, joining it to the next."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _runs(element: Element) -> Iterator[Element]:
    """The runs of a paragraph in order, through links, insertions, fields and controls."""
    for child in element.iterchildren(etree.Element):
        if child.tag in (W + "r", _MATH_TEXT):
            yield child
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None and not is_placeholder(child):
                yield from _runs(content)
        elif child.tag not in _GONE:
            yield from _runs(child)


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows nothing but its prompt ('Click here to enter text')."""
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _print_run(
    printed: Printed, paragraph: Element, run: Element, styles: Styles, *, rendered: bool
) -> None:
    text = "".join(_pieces(printed, run, rendered=rendered))
    if not text:
        return
    if styles.is_on(paragraph, run, "caps"):
        text = text.upper()
    align = styles.run_property(paragraph, run, "vertAlign")
    if align is not None and align.get(W + "val") == "superscript":
        text = _settle_superscript(printed, text)
    letters = sum(not c.isspace() for c in text)
    if letters:
        printed.letters += letters
        printed.bold_letters += letters * styles.is_on(paragraph, run, "b")
        if (size := styles.size(paragraph, run)) is not None:
            printed.sizes[size] = printed.sizes.get(size, 0) + letters
    printed.text += text


def _pieces(printed: Printed, run: Element, *, rendered: bool) -> Iterator[str]:
    for child in run.iterchildren(etree.Element):
        tag = child.tag
        if tag == W + "t":
            yield child.text or ""
        elif tag in (W + "tab", W + "ptab"):
            yield "\t"
        elif tag == W + "br":
            yield _break(child.get(W + "type"), rendered=rendered)
        elif tag == W + "cr":
            yield LINE_END
        elif tag == W + "lastRenderedPageBreak":
            yield PAGE_END if rendered else ""
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif tag == W + "sym":
            yield _SYMBOLS.get(child.get(W + "char", "").upper(), "")
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            kind = "footnote" if tag == W + "footnoteReference" else "endnote"
            printed.notes.append(NoteMark(kind, child.get(W + "id", "")))
        elif tag in _SHAPES:
            printed.boxes.extend(_text_boxes(child))


def _break(kind: str | None, *, rendered: bool) -> str:
    if kind == "page":
        # Where rendered page ends are recorded, this one is recorded as such too.
        return " " if rendered else PAGE_END
    return " " if kind == "column" else LINE_END


def _text_boxes(shape: Element) -> Iterator[Element]:
    """The contents of the text boxes of a shape; of two versions of it, only the first."""
    if shape.tag == _MC + "AlternateContent":
        choice = shape.find(_MC + "Choice")
        shape = choice if choice is not None else shape
    waiting = [shape]
    while waiting:
        element = waiting.pop()
        if element.tag == W + "txbxContent":
            yield element
        elif element.tag != _MC + "Fallback":
            waiting.extend(reversed([child for child in element if isinstance(child.tag, str)]))


def _settle_superscript(printed: Printed, text: str) -> str:
    core = text.strip()
    if not printed.text.strip() and is_note_mark("", core):
        printed.opening_mark = core
        return ""
    return settle_superscript(printed.text, text)
