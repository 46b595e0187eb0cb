"""Plain text to passages: blank lines part paragraphs, bullets and numbers open items,
`| a | b |` lines are table rows."""

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.clean import clean_text
from pipeline.errors import ReadError
from pipeline.model import Cell, Document, Line, Page, Passage
from pipeline.read import READER_VERSION, ReadOptions

_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\((?:\d{1,2}|[a-z]{1,2}|[ivx]{1,5})\)"
    r"|(?:[a-z]{1,2}|[ivx]{1,5})\)|[A-Z]\.)\s+(?=\S)"
)
_BULLET = re.compile(r"[-*•▪■●–]\s+(?=\S)")


def read(path: Path, options: ReadOptions) -> Document:
    """Read a text file; the bytes are UTF-8, or else Windows-1252."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return read_text(text)


def read_text(text: str) -> Document:
    """A document of one page made of `text`; raises `ReadError` where there is none."""
    passages = tuple(_passages(text))
    if not passages:
        raise ReadError("empty", "There is no text in it.")
    page = Page(number=1, label=None, width=0.0, height=0.0, text=text)
    return Document(
        media_type="text/plain",
        reader=f"text/{READER_VERSION}",
        pages=(page,),
        passages=passages,
    )


def _passages(text: str) -> Iterator[Passage]:
    position = 0
    heading: tuple[str, ...] = ()
    heads: list[str] | None = None
    for block in _blocks(text):
        if block.startswith("|"):
            cells = [clean_text(cell) for cell in block.strip("|").split("|")]
            if heads is None:
                heads = cells
            elif set(block) - set("|-: "):
                yield _row(position, heads, cells, heading)
                position += 1
            continue
        heads = None
        number, body = _take_number(block)
        body = clean_text(body)
        if not body:
            continue
        if _is_heading(number, body):
            heading = (body,)
            yield Passage(position, 1, "heading", body, level=1, lines=_line(body))
        else:
            bullet = _BULLET.match(block)
            kind = "item" if number or bullet else "paragraph"
            yield Passage(position, 1, kind, body, number, heading, lines=_line(body))
        position += 1


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs of a text: parted by blank lines, items and table rows by line ends."""
    pending: list[str] = []
    for line in text.splitlines():
        stripped = line.strip()
        opens = bool(_NUMBER.match(stripped) or _BULLET.match(stripped) or stripped.startswith("|"))
        if pending and (not stripped or opens or pending[-1].startswith("|")):
            yield " ".join(pending)
            pending = []
        if stripped:
            pending.append(stripped)
    if pending:
        yield " ".join(pending)


def _take_number(block: str) -> tuple[str | None, str]:
    if match := _NUMBER.match(block):
        return match["number"], block[match.end() :]
    if match := _BULLET.match(block):
        return None, block[match.end() :]
    return None, block


def _is_heading(number: str | None, body: str) -> bool:
    return number is None and len(body) < 80 and body.isupper() and len(body.split()) > 0


def _line(body: str) -> tuple[Line, ...]:
    return (Line(1, 0.0, 0.0, 0.0, 0.0, 0, len(body)),)


def _row(position: int, heads: list[str], cells: list[str], heading: tuple[str, ...]) -> Passage:
    text = ""
    found = []
    for index, cell in enumerate(cells):
        head = heads[index] if index < len(heads) else ""
        if not cell:
            found.append(Cell(head, len(text), len(text)))
            continue
        lead = ("; " if text else "") + (f"{head}: " if head else "")
        start = len(text) + len(lead)
        text += lead + cell
        found.append(Cell(head, start, len(text)))
    return Passage(
        position, 1, "row", text, heading=heading, lines=_line(text), table=0, cells=tuple(found)
    )
