"""Lines to paragraphs, items and tables: what was wrapped is joined, what was broken mended."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.clean import clean_text
from pipeline.model import PassageKind
from pipeline.read.blocks import Block, GridCell, Table
from pipeline.read.marks import Mark, take_mark
from pipeline.read.text.sheets import Sheet
from pipeline.read.text.titles import MARKDOWN, is_title

_CHARACTER = 3.0  # points: one character more or less is no other indent
_INITIALS = 8  # so many capitals may still be a name: 'NHS', 'OFSTED'
_WRAPPED = 160  # longer lines were never wrapped: each is a paragraph
_UNDERLINE = re.compile(r"(=|-|_)\1{2,}")
_RULE = re.compile(r"(?=[\s:|]*+-)[\s:|-]++")
_LABELLED = re.compile(r"[A-Z][\w()/’' -]{1,40}:(?:\s|$)")
_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-$")


@dataclass(frozen=True, slots=True)
class Line:
    page: int
    indent: int
    text: str


@dataclass(slots=True)
class Pending:
    """A paragraph that is being put together: its lines, and the mark that it opened with.

    `hangs` tells that items of this text have their further lines indented.
    """

    lines: list[Line]
    mark: Mark | None
    hangs: bool = False


def read_blocks(sheets: Sequence[Sheet]) -> list[Block | Table]:
    """The paragraphs, items and tables of all pages; one cut by a page end is one."""
    words = _count_words(sheets)
    blocks = [_finish(part, words) for part in _parts(sheets)]
    return [block for block in blocks if isinstance(block, Table) or block.text]


def _count_words(sheets: Sequence[Sheet]) -> Counter[str]:
    """How often each word stands in the text; asked for only where a line breaks a word."""
    lines = [line for sheet in sheets for line in sheet.lines]
    if not any(line.endswith("-") for line in lines):
        return Counter()
    return Counter(word.lower() for line in lines for word in re.findall(r"[\w-]+", line))


def _parts(sheets: Sequence[Sheet]) -> Iterator[Pending | list[Line]]:
    """Paragraphs as their lines, tables as theirs."""
    pending: Pending | None = None
    hangs = False
    rows: list[Line] = []
    for line in _lines(sheets):
        if line.text.startswith("|"):
            if pending:
                yield pending
                pending = None
            rows.append(line)
            continue
        if rows:
            yield rows
            rows = []
        if _UNDERLINE.fullmatch(line.text):
            if pending:
                yield _underlined(pending, line)
            pending = None
            continue
        if pending and not _goes_on(pending, line):
            yield pending
            pending = None
        if not line.text:
            continue
        if pending:
            pending.lines.append(line)
            hangs = hangs or (bool(pending.mark) and line.indent > pending.lines[0].indent)
            pending.hangs = hangs and bool(pending.mark)
        else:
            pending = _open(line)
            pending.hangs = hangs and bool(pending.mark)
    if rows:
        yield rows
    if pending:
        yield pending


def _lines(sheets: Sequence[Sheet]) -> Iterator[Line]:
    """Every line; blank ones only where they part paragraphs, not where a page ends."""
    last = ""
    for sheet in sheets:
        lines = [
            Line(sheet.number, len(raw) - len(raw.lstrip()), raw.strip()) for raw in sheet.lines
        ]
        filled = [index for index, line in enumerate(lines) if line.text]
        lines = lines[filled[0] : filled[-1] + 1] if filled else []
        if lines and (last.endswith((".", ":", ";", "?", "!")) or not lines[0].text[:1].islower()):
            yield Line(sheet.number, 0, "")
        yield from lines
        last = lines[-1].text if lines else last


def _open(line: Line) -> Pending:
    mark, body = take_mark(line.text)
    return Pending([replace(line, text=body)], mark)


def _underlined(pending: Pending, line: Line) -> Pending:
    hashes = "# " if line.text[0] == "=" else "## "
    first = pending.lines[0]
    return Pending([replace(first, text=hashes + first.text), *pending.lines[1:]], pending.mark)


def _goes_on(pending: Pending, line: Line) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = pending.lines[-1]
    if not line.text or take_mark(line.text)[0] or MARKDOWN.fullmatch(line.text):
        return False
    if MARKDOWN.fullmatch(last.text) or max(len(last.text), len(line.text)) > _WRAPPED:
        return False
    if _is_heading_above(pending, line):
        return False
    dedented = line.indent <= pending.lines[0].indent and not line.text[0].islower()
    if pending.hangs and dedented:
        return False
    if not _LABELLED.match(line.text):
        return True
    labelled = any(_LABELLED.match(earlier.text) for earlier in pending.lines)
    return not labelled and not is_title(pending.lines[0].text)


def _is_heading_above(pending: Pending, line: Line) -> bool:
    """Whether the line before is a heading in capitals, straight above its text."""
    last = pending.lines[-1].text
    if line.text.isupper() or not last.isupper():
        return False
    return not pending.mark or (len(pending.lines) == 1 and len(last) > _INITIALS)


def _finish(part: Pending | list[Line], words: Counter[str]) -> Block | Table:
    if isinstance(part, list):
        return _table(part)
    text, breaks = _join(part.lines, words)
    first = part.lines[0]
    kind: PassageKind = "item" if part.mark else "paragraph"
    return Block(
        kind,
        text,
        part.mark.number if part.mark else None,
        indent=first.indent * _CHARACTER,
        page=first.page,
        breaks=breaks,
    )


def _join(lines: Iterable[Line], words: Counter[str]) -> tuple[str, tuple[int, ...]]:
    """The lines as one text, and the offsets at which another page begins."""
    text, page, breaks = "", None, []
    for line in lines:
        piece = clean_text(line.text)
        if not piece:
            continue
        if text:
            text = _mend(text, piece, words)
        if page is not None and line.page != page:
            breaks.append(len(text))
        page = line.page
        text += piece
    return text, tuple(breaks)


def _mend(text: str, piece: str, words: Counter[str]) -> str:
    """`text` ready for `piece` to follow: with a blank, or with its broken word opened again.

    'chil-' before 'dren' loses its hyphen where the text has 'children' elsewhere and no
    'chil-dren'; any other hyphen stays.
    """
    broken = _BROKEN_WORD.search(text)
    rest = re.match(r"[^\W\d_]+", piece)
    if not broken or not rest or not piece[0].islower():
        return text if text.endswith("-") and broken else text + " "
    whole = (broken[1] + rest[0]).lower()
    hyphened = f"{broken[1]}-{rest[0]}".lower()
    return text[:-1] if words[whole] > words[hyphened] else text


def _table(lines: Sequence[Line]) -> Table:
    rows: list[tuple[GridCell, ...]] = []
    pages, heads = [], None
    for line in lines:
        if _RULE.fullmatch(line.text):
            if heads is None:  # a row of empty cells above the rule names no column
                heads = sum(any(cell.blocks for cell in row) for row in rows)
            continue
        rows.append(tuple(_cell(text, line.page) for text in line.text.strip("|").split("|")))
        pages.append(line.page)
    # Rows without a rule keep the first as the head, as they always did.
    return Table(tuple(rows), heads if heads is not None else 1, lines[0].page, tuple(pages))


def _cell(text: str, page: int) -> GridCell:
    text = clean_text(text)
    return GridCell((Block("paragraph", text, page=page),) if text else ())
