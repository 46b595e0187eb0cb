"""The same paper as a Word file, a web page and a text gives the same passages."""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Document
from pipeline.read import ReadOptions
from pipeline.read.docx import read
from pipeline.read.html import read_html
from pipeline.read.marks import write_number
from pipeline.read.text import read_text
from tests.read.wordfile import lists, para, table, word_file


@dataclass(frozen=True)
class Part:
    """A part of a paper: its kind, its level (of headings and items), its text or rows."""

    kind: str
    level: int
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


_WORDS = st.sampled_from(
    ["children", "plans", "Oxford", "2021/22", "75%", "£5.2m", "multi-agency", "Board’s", "1,003"]
)
_TITLES = st.lists(
    st.sampled_from(["Neglect", "Housing", "plans", "workforce"]), min_size=1, max_size=4
)
_SENTENCES = st.lists(_WORDS, min_size=2, max_size=30).map(lambda w: f"The {' '.join(w)} met.")
_CELLS = st.lists(_WORDS, max_size=4).map(" ".join)
_ROWS = st.lists(st.tuples(_SENTENCES, _CELLS, _CELLS), min_size=1, max_size=3)
_PARTS = st.one_of(
    st.builds(
        Part, st.just("heading"), st.integers(1, 2), _TITLES.map(lambda w: "On " + " ".join(w))
    ),
    st.builds(Part, st.just("paragraph"), st.just(0), _SENTENCES),
    st.builds(Part, st.just("item"), st.integers(0, 1), _SENTENCES),
    st.builds(Part, st.just("bullet"), st.just(0), _SENTENCES),
    st.builds(Part, st.just("table"), st.just(0), st.just(""), _ROWS.map(tuple)),
)
_HEADS = ("Recommendation", "Accepted", "Action")


def _settle(parts: list[Part]) -> list[Part]:
    """Parts as an author would order them: no sub-item without an item before it."""
    settled: list[Part] = []
    for part in parts:
        opened = bool(settled) and settled[-1].kind == "item"
        level = part.level if part.kind != "item" or opened else 0
        settled.append(Part(part.kind, level, part.text, part.rows))
        if part.kind == "table":  # text between tables keeps them apart
            settled.append(Part("paragraph", 0, "The table ends here."))
    return settled


def _as_word(parts: list[Part], folder: Path) -> Document:
    body = ""
    for part in parts:
        if part.kind == "table":
            body += table([_HEADS, *part.rows], head=True)
        elif part.kind == "heading":
            body += para(part.text, style=f"Heading{part.level}")
        elif part.kind == "paragraph":
            body += para(part.text)
        else:
            body += para(part.text, num=(1, part.level) if part.kind == "item" else (2, 0))
    numbering = lists((("decimal", "%1."), ("lowerLetter", "%2)")), (("bullet", "•"),))
    return read(word_file(folder / "a.docx", body, numbering=numbering), ReadOptions())


def _numbered(parts: list[Part]) -> list[tuple[Part, str]]:
    """Each part with the mark that automatic numbering prints before it."""
    first, second, marked = 0, 0, []
    for part in parts:
        mark = "•" if part.kind == "bullet" else ""
        if part.kind == "item" and part.level == 0:
            first, second = first + 1, 0
            mark = f"{first}."
        elif part.kind == "item":
            second += 1
            mark = f"{write_number(second, 'lowerLetter')})"
        marked.append((part, mark))
    return marked


def _as_text(parts: list[Part]) -> Document:
    blocks = []
    for part, mark in _numbered(parts):
        if part.kind == "table":
            rows = [_HEADS, ("---",) * 3, *part.rows]
            blocks.append("\n".join("| " + " | ".join(row) + " |" for row in rows))
        elif part.kind == "heading":
            blocks.append("#" * part.level + " " + part.text)
        else:
            indent = 1 + part.level if part.kind != "paragraph" else 0
            blocks.append("    " * indent + f"{mark} {part.text}".strip())
    return read_text("\n\n".join(blocks))


def _as_web_page(parts: list[Part]) -> Document:
    body = ""
    for part, mark in _numbered(parts):
        if part.kind == "table":
            body += "<table><tr>" + "".join(f"<th>{head}" for head in _HEADS)
            for row in part.rows:
                body += "<tr>" + "".join(f"<td>{escape(cell)}" for cell in row)
            body += "</table>"
        elif part.kind == "heading":
            body += f"<h{part.level}>{escape(part.text)}</h{part.level}>"
        else:
            margin = 36 * (1 + part.level) if part.kind != "paragraph" else 0
            style = f"margin-left:{margin}pt"
            body += f'<p style="{style}">{mark}&nbsp;&nbsp; {escape(part.text)}</p>'
    return read_html(f"<html><body><main>{body}</main></body></html>")


def _facts(document: Document) -> list[object]:
    return [
        (p.kind, p.number, p.text, p.heading, p.level, [(c.head, c.start, c.end) for c in p.cells])
        for p in document.passages
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(_PARTS, min_size=1, max_size=12).map(_settle))
def test_three_formats_give_the_same_passages(parts: list[Part]) -> None:
    with TemporaryDirectory() as folder:
        word = _facts(_as_word(parts, Path(folder)))
    assert word == _facts(_as_text(parts))
    assert word == _facts(_as_web_page(parts))
    assert [fact[2] for fact in word if fact[0] != "row"] == [  # type: ignore[index]
        part.text for part in parts if part.kind != "table"
    ]


def test_the_corpus_paper_gives_the_same_facts_as_pdf_and_as_word_file() -> None:
    word, pdf = (_corpus_facts(suffix) for suffix in (".docx", ".pdf"))
    assert len(word) > 150
    assert len(word ^ pdf) <= 0.03 * len(word | pdf), sorted(word ^ pdf)


def _corpus_facts(suffix: str) -> set[tuple[str, str]]:
    """Kind and words of every fact of the paper that the corpus holds in two formats."""
    from pipeline.process import Task, process_file

    (path,) = (Path(__file__).parents[2] / "corpus").glob(f"oxford-city-*{suffix}")
    made = process_file(Task(path))
    return {
        (kind, "".join(c for c in fact.place.quote if c.isalnum()))
        for facts in made.facts
        for kind in ("dates", "statistics", "recommendations", "themes")
        for fact in getattr(facts, kind)
    }
