"""What the readers of flowing formats (Word, web pages, text) say stands in a file.

A reader tells blocks and tables; `compose` makes passages of them. PDF pages have geometry
instead and are not a matter for this module.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model import PassageKind


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a flowing format, cleaned.

    `rank` orders headings (1 is outermost), `indent` (points) nests items. `breaks` are the
    offsets of `text` at which a new page begins; `page` is where the block begins.
    """

    kind: PassageKind
    text: str
    number: str | None = None
    rank: int = 1
    indent: float = 0.0
    page: int = 1
    breaks: tuple[int, ...] = ()
    bold: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table: its blocks, the columns it spans, whether it is marked as a head.

    `continues` tells that it belongs to the cell above it (a cell merged downwards).
    """

    blocks: tuple[Block, ...]
    span: int = 1
    head: bool = False
    continues: bool = False

    @property
    def text(self) -> str:
        """The words of the cell in one line, with its items' marks."""
        return " ".join(_with_mark(block) for block in self.blocks)

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return bool(self.blocks) and all(block.bold for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first `head_rows` name the columns (None: find out)."""

    rows: tuple[tuple[GridCell, ...], ...]
    head_rows: int | None = None
    page: int = 1
    pages: tuple[int, ...] = ()
    notes: tuple[Block, ...] = ()


def iter_text(blocks: Iterable[Block | Table]) -> Iterator[str]:
    """Every text of the blocks, for looking at a whole document's words."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from (inner.text for cell in row for inner in cell.blocks)
        else:
            yield block.text


def _with_mark(block: Block) -> str:
    if block.kind != "item":
        return f"{block.number} {block.text}" if block.number else block.text
    return f"{block.number or '•'} {block.text}"
