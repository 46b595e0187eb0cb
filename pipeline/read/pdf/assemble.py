"""Blocks to passages: the text is made, once, and with it the offsets of its lines and cells."""

from collections.abc import Sequence

from pipeline.model import Cell, Line, Passage, PassageKind
from pipeline.read.pdf.headings import HeadingPath
from pipeline.read.pdf.joins import Vocabulary, join_texts
from pipeline.read.pdf.marks import number_depth
from pipeline.read.pdf.records import Block, Box, PrintedLine
from pipeline.read.pdf.rows import line_text

_SOFT = "\u2027"


class Writer:
    """Text that grows line by line; `lines` hold where each printed line lies in it."""

    def __init__(self, words: Vocabulary, turns: dict[int, tuple[int, float, float]]) -> None:
        self.words = words
        self.turns = turns
        self.text = ""
        self.lines: list[Line] = []

    def add(self, lines: Sequence[PrintedLine], keep_marks: bool = False) -> None:
        """Join lines to the text; a line's span starts after the blank that parts it."""
        begin = len(self.text)
        for line in lines:
            words = line_text(line) if keep_marks else line.text
            if len(self.text) > begin:
                joined = join_texts(self.text, words, self.words)
                if len(joined) < len(self.text) and self.lines:
                    last = self.lines[-1]
                    self.lines[-1] = Line(
                        last.page, last.x0, last.top, last.x1, last.bottom, last.start, len(joined)
                    )
                self.text = joined
            start = len(self.text)
            self.text += words
            self.lines.append(self._line(line, start))
        if self.text.endswith(_SOFT):
            self.text = self.text[:-1] + "-"

    def _line(self, line: PrintedLine, start: int) -> Line:
        box = _shown((line.x0, line.top, line.x1, line.bottom), self.turns.get(line.page))
        x0, top, x1, bottom = (round(side, 1) for side in box)
        return Line(line.page, x0, top, x1, bottom, start, len(self.text))


def _shown(box: Box, turned: tuple[int, float, float] | None) -> Box:
    """A box of a page that was turned upright, on the page as displayed."""
    if turned is None:
        return box
    quarter, width, height = turned
    x0, top, x1, bottom = box
    if quarter == 1:
        return width - bottom, x0, width - top, x1
    if quarter == 2:
        return width - x1, height - bottom, width - x0, height - top
    return top, height - x1, bottom, height - x0


def block_to_passage(
    block: Block,
    position: int,
    path: HeadingPath,
    words: Vocabulary,
    turns: dict[int, tuple[int, float, float]],
) -> Passage | None:
    """The passage of a block; None where no text is left."""
    writer = Writer(words, turns)
    cells: list[Cell] = []
    if block.kind == "row":
        for head, lines in block.cells:
            cells.append(_write_cell(writer, head, lines))
    elif block.kind == "callout":
        _write_parts(writer, block)
    else:
        writer.add(block.lines)
    if not writer.text.strip():
        return None
    level = block.level
    if block.kind == "heading":
        level = path.enter(block, writer.text)
        heading = path.texts()[:-1]
    else:
        heading = path.texts()
    kind: PassageKind = block.kind  # type: ignore[assignment]
    return Passage(
        position=position,
        page=block.lines[0].page,
        kind=kind,
        text=writer.text,
        number=block.number,
        heading=heading,
        level=number_depth(block.number) if kind == "item" and block.number else level,
        lines=tuple(writer.lines),
        table=block.table_number,
        row=block.row,
        cells=tuple(cells),
        size=block.lines[0].size,
        bold=all(line.bold for line in block.lines),
    )


def _write_parts(writer: Writer, block: Block) -> None:
    """The parts of a call-out, which stand in boxes of their own, parted by '; '."""
    begin = 0
    for count in block.parts:
        writer.text += "; " if begin else ""
        writer.add(block.lines[begin : begin + count])
        begin += count


def _write_cell(writer: Writer, head: str, lines: Sequence[PrintedLine]) -> Cell:
    """Append 'head: cell' to a row's text; an empty cell leaves no trace."""
    if not lines:
        return Cell(head, len(writer.text), len(writer.text))
    writer.text += ("; " if writer.text else "") + (f"{head}: " if head else "")
    start = len(writer.text)
    writer.add(lines, keep_marks=True)
    return Cell(head, start, len(writer.text))
