"""Plain text to passages.

Blank lines part paragraphs; numbers and bullets open items; `| a | b |` lines are table rows
(a `|---|---|` line ends their head); form feeds begin pages; lines that recur at the edges of
pages are stamps. Lines that were wrapped are joined, and words that a line end broke.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.clean import clean_text
from pipeline.errors import ReadError
from pipeline.model import Document, Page
from pipeline.read import READER_VERSION, ReadOptions
from pipeline.read.blocks import Block, GridCell, Table, write_passages
from pipeline.read.decode import decode_text
from pipeline.read.marks import Mark, take_mark

_MAX_BYTES = 64 << 20
_CHARACTER = 6.0  # points, about; indents of text are counted in characters
_WRAPPED = 160  # longer lines were never wrapped: each is a paragraph
_PAGE_NUMBER = re.compile(
    r"[-–\s]*(?:page\s+)?(?P<label>\d{1,4}|[ivx]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–\s]*",
    re.IGNORECASE,
)
_PAGE_LINE = re.compile(r"page\s+(?P<label>\d{1,4})(?:\s+of\s+\d{1,4})?", re.IGNORECASE)
_MARKDOWN = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_UNDERLINE = re.compile(r"(=|-|_)\1{2,}")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")
_LABELLED = re.compile(r"[A-Z][\w()/’' -]{1,40}:(?:\s|$)")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-$")
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|shall|should|may|must|can|note[ds]?"
    r"|agree[ds]?|resolved|recommended|approve[ds]?|that|which|we|it|they)\b",
    re.IGNORECASE,
)


def read(path: Path, options: ReadOptions) -> Document:
    """Read a text file of any common encoding."""
    if path.stat().st_size > _MAX_BYTES:
        raise ReadError("too_large", "The text is larger than 64 MB. Split it into smaller files.")
    return read_text(decode_text(path.read_bytes()))


def read_text(text: str) -> Document:
    """A document made of `text`, a page for each form feed; `ReadError` where it is empty."""
    sheets = _take_stamps([_Sheet(n, page) for n, page in enumerate(_split_pages(text), 1)])
    passages = write_passages(_blocks(sheets))
    if not passages:
        raise ReadError("empty", "There is no text in it.")
    pages = [
        Page(
            number=sheet.number,
            label=sheet.label,
            width=0.0,
            height=0.0,
            text="\n".join(sheet.lines).strip("\n"),
            stamps=sheet.stamps,
            source="text" if any(line.strip() for line in sheet.lines) else "none",
        )
        for sheet in sheets
    ]
    return Document(
        media_type="text/plain",
        reader=f"text/{READER_VERSION}",
        pages=tuple(pages),
        passages=passages,
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    number: int
    lines: tuple[str, ...]
    label: str | None = None
    stamps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    indent: int
    text: str


@dataclass(slots=True)
class _Pending:
    """A paragraph that is being put together: its lines, and the mark that it opened with.

    `hangs` tells that items of this text have their further lines indented.
    """

    lines: list[_Line]
    mark: Mark | None
    hangs: bool = False


def _split_pages(text: str) -> list[tuple[str, ...]]:
    pages = text.split("\f")
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return [tuple(line.expandtabs(4).rstrip() for line in page.splitlines()) for page in pages]


def _take_stamps(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    """Take running headers, footers and page numbers off the edges of the pages."""
    seen = Counter(
        mask for sheet in sheets for mask in {_mask(sheet.lines[i]) for i in _edges(sheet.lines)}
    )
    return [_take_page_stamps(sheet, seen, len(sheets)) for sheet in sheets]


def _take_page_stamps(sheet: _Sheet, seen: Counter[str], count: int) -> _Sheet:
    label, stamps, gone = None, [], set()
    edges = _edges(sheet.lines) if count > 1 else []
    for index, raw in enumerate(sheet.lines):
        line = raw.strip()
        number = _PAGE_LINE.fullmatch(line)
        if index in edges:
            recurs = seen[_mask(line)] > max(1, count // 3)
            number = number or (_PAGE_NUMBER.fullmatch(line) if recurs else None)
            if recurs and not number:
                gone.add(index)
                stamps.append(clean_text(line))
        if number:
            gone.add(index)
            label = number["label"]
            stamps.append(clean_text(line))
    lines = tuple(line for index, line in enumerate(sheet.lines) if index not in gone)
    return replace(sheet, lines=lines, label=label, stamps=tuple(stamps))


def _edges(lines: Sequence[str]) -> list[int]:
    """The first two and the last two lines of a page that have words."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return sorted({*filled[:2], *filled[-2:]})


def _mask(line: str) -> str:
    return re.sub(r"\d+|\b[ivx]+\b", "#", " ".join(line.split()))


def _blocks(sheets: Sequence[_Sheet]) -> Iterator[Block | Table]:
    """The blocks of all pages; a paragraph cut by a page end is one."""
    words = Counter(
        word.lower()
        for sheet in sheets
        for line in sheet.lines
        for word in re.findall(r"[\w-]+", line)
    )
    blocks = [_finish(part, words) for part in _parts(sheets)]
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            yield block
        elif block.text:
            follower = blocks[index + 1] if index + 1 < len(blocks) else None
            yield _as_heading(block, follower)


def _parts(sheets: Sequence[_Sheet]) -> Iterator[_Pending | list[_Line]]:
    """Paragraphs as their lines, tables as theirs."""
    pending: _Pending | None = None
    hangs = False
    rows: list[_Line] = []
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


def _lines(sheets: Sequence[_Sheet]) -> Iterator[_Line]:
    """Every line; blank ones only where they part paragraphs, not where a page ends."""
    last = ""
    for sheet in sheets:
        lines = [
            _Line(sheet.number, len(raw) - len(raw.lstrip()), raw.strip()) for raw in sheet.lines
        ]
        filled = [index for index, line in enumerate(lines) if line.text]
        lines = lines[filled[0] : filled[-1] + 1] if filled else []
        if lines and (last.endswith((".", ":", ";", "?", "!")) or not lines[0].text[:1].islower()):
            yield _Line(sheet.number, 0, "")
        yield from lines
        last = lines[-1].text if lines else last


def _open(line: _Line) -> _Pending:
    mark, body = take_mark(line.text)
    return _Pending([replace(line, text=body)], mark)


def _underlined(pending: _Pending, line: _Line) -> _Pending:
    hashes = "# " if line.text[0] == "=" else "## "
    first = pending.lines[0]
    return _Pending([replace(first, text=hashes + first.text), *pending.lines[1:]], pending.mark)


def _goes_on(pending: _Pending, line: _Line) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = pending.lines[-1]
    if not line.text or take_mark(line.text)[0] or _MARKDOWN.fullmatch(line.text):
        return False
    if _MARKDOWN.fullmatch(last.text) or max(len(last.text), len(line.text)) > _WRAPPED:
        return False
    if last.text.isupper() != line.text.isupper() and last.text.isupper() and not pending.mark:
        return False  # a heading in capitals, straight above its text
    if pending.hangs and line.indent <= pending.lines[0].indent:
        return False
    if not _LABELLED.match(line.text):
        return True
    labelled = any(_LABELLED.match(earlier.text) for earlier in pending.lines)
    return not labelled and not _is_title(pending.lines[0].text)


def _finish(part: _Pending | list[_Line], words: Counter[str]) -> Block | Table:
    if isinstance(part, list):
        return _table(part)
    text, breaks = _join(part.lines, words)
    first = part.lines[0]
    kind = "item" if part.mark else "paragraph"
    return Block(
        kind,  # type: ignore[arg-type]
        text,
        part.mark.number if part.mark else None,
        indent=first.indent * _CHARACTER,
        page=first.page,
        breaks=breaks,
    )


def _join(lines: Iterable[_Line], words: Counter[str]) -> tuple[str, tuple[int, ...]]:
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


def _table(lines: Sequence[_Line]) -> Table:
    rows: list[tuple[GridCell, ...]] = []
    pages, heads = [], None
    for line in lines:
        if _RULE.fullmatch(line.text):
            heads = len(rows) if heads is None else heads
            continue
        rows.append(tuple(_cell(text, line.page) for text in line.text.strip("|").split("|")))
        pages.append(line.page)
    # Rows without a rule keep the first as the head, as they always did.
    return Table(tuple(rows), heads if heads is not None else 1, lines[0].page, tuple(pages))


def _cell(text: str, page: int) -> GridCell:
    text = clean_text(text)
    return GridCell((Block("paragraph", text, page=page),) if text else ())


def _as_heading(block: Block, follower: Block | Table | None) -> Block:
    """The block as a heading where it is one: marked, in capitals, or a short title."""
    if match := _MARKDOWN.fullmatch(block.text):
        return replace(block, kind="heading", text=match[2], rank=len(match[1]))
    if block.kind != "paragraph":
        return _as_numbered_heading(block, follower)
    if len(block.text) < 80 and block.text.isupper() and not block.breaks:
        return replace(block, kind="heading", rank=7)
    if follower and _is_title(block.text) and _goes_under_title(follower):
        return replace(block, kind="heading", rank=8)
    return block


def _as_numbered_heading(block: Block, follower: Block | Table | None) -> Block:
    """'1. INTRODUCTION', or '2. Background' straight before '2.1 …', is a heading."""
    core = (block.number or "").rstrip(".)")
    if not core.replace(".", "").isdigit() or len(block.text) >= 80:
        return block
    under = isinstance(follower, Block) and (follower.number or "").startswith(f"{core}.")
    if block.text.isupper() or (under and _is_title(block.text)):
        return replace(block, kind="heading", rank=7 + core.count("."))
    return block


def _is_title(text: str) -> bool:
    return (
        0 < len(text) <= 60
        and text[0].isupper()
        and text[-1] not in ".;,!?"
        and ":" not in text
        and not _SENTENCE.search(text)
        and sum(c.isdigit() for c in text) * 3 < len(text)
    )


def _goes_under_title(follower: Block | Table) -> bool:
    """Whether what follows reads as a section's text rather than as another short line."""
    if isinstance(follower, Table) or follower.kind == "item":
        return True
    return len(follower.text) > 60 or follower.text.endswith(".")
