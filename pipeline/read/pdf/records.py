"""The records that the rooms of the PDF reader hand to each other; they do no work.

Boxes are (x0, top, x1, bottom) in points from the top left of the page as it is read: turned
upright where the whole page is printed sideways. `PageDraft.turned` tells how to turn back.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model import PageLink, Problem

Box = tuple[float, float, float, float]


class Style(NamedTuple):
    """How words are set: `turn` counts quarter turns clockwise; hidden words are not painted."""

    size: float
    bold: bool
    italic: bool
    turn: int
    hidden: bool


class Word(NamedTuple):
    """A word where it is printed, its letters standing at `base`; `spaced` says that white space
    parts it from the word before."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    style: Style
    spaced: bool
    base: float


class Edge(NamedTuple):
    """A drawn straight line, across (`top == bottom`) or down (`x0 == x1`)."""

    x0: float
    top: float
    x1: float
    bottom: float


class Shape(NamedTuple):
    """A painted area: what a reader sees as a coloured or bordered box."""

    x0: float
    top: float
    x1: float
    bottom: float
    filled: bool
    colour: int


@dataclass(slots=True)
class Segment:
    """Words that stand close together on one printed line.

    `first` is the first word, which ends at `first_x1`; the second word begins at `second_x0`.
    `marks` are the footnote marks that were taken out, `lead` one that stood before the words.
    `order` is the place in the file's own order; `led` tells of dots that led to a page number.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    text: str
    size: float
    bold: bool
    italic: bool
    first: str
    first_x1: float
    second_x0: float | None
    order: int
    marks: tuple[str, ...] = ()
    lead: str | None = None
    led: bool = False


@dataclass(slots=True)
class TableCell:
    """One cell as drawn: its column and row, how many of each it spans, and its words."""

    row: int
    column: int
    columns: int
    rows: int
    box: Box
    segments: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class TableDraft:
    """A ruled table on one page: its cells in reading order, its columns' left edges."""

    box: Box
    columns: tuple[float, ...]
    rows: int
    cells: list[TableCell]


@dataclass(slots=True)
class Item:
    """Something that is read as one: a line's part, a table, or a drawn box with what it holds."""

    x0: float
    top: float
    x1: float
    bottom: float
    segments: list[Segment] = field(default_factory=list)
    table: TableDraft | None = None
    inside: list["Item"] | None = None
    shape: Shape | None = None


@dataclass(slots=True)
class PageDraft:
    """What is left of a page when pdfium has closed it."""

    number: int
    width: float
    height: float
    segments: list[Segment]
    sideways: list[Segment] = field(default_factory=list)
    tables: list[TableDraft] = field(default_factory=list)
    boxes: list[Shape] = field(default_factory=list)
    rules: list[Edge] = field(default_factory=list)
    links: list[PageLink] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    turned: int = 0
    stamps: tuple[str, ...] = ()
    label: str | None = None


@dataclass(slots=True)
class PrintedLine:
    """One line of a block on one page, number or bullet apart from its words.

    Words after a label ('Present:') begin at `tab_x0`. A `closed` line ends with a page number
    that stands apart, as in a table of contents.
    `loose` is a bare letter before the words that may turn out to be a mark; the words after it
    begin at `second_x0`.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    text: str
    size: float
    bold: bool
    italic: bool
    body_x0: float
    first_width: float
    mark: str | None = None
    bullet: bool = False
    spaced_mark: bool = False
    order: int = 0
    tab_x0: float | None = None
    closed: bool = False
    loose: str = ""
    second_x0: float = 0.0


@dataclass(slots=True)
class Block:
    """A passage in the making. `region` tells blocks of one column from those of another, `flow`
    the running text from boxes and asides. `parts` counts the lines of each part of a call-out."""

    kind: str
    lines: list[PrintedLine]
    number: str | None = None
    bullet: bool = False
    region: int = 0
    right: float = 0.0
    flow: bool = True
    box: Shape | None = None
    level: int = 0
    table: TableDraft | None = None
    cells: list[tuple[str, list[PrintedLine]]] = field(default_factory=list)
    table_number: int | None = None
    row: int | None = None
    parts: list[int] = field(default_factory=list)
