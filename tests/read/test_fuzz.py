"""Whatever the bytes, a reader gives a document that holds together, or one sentence."""

import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.read import read_file
from tests.fuzz.promises import hold_together
from tests.read.pdffile import pdf_file
from tests.read.wordfile import cell, lists, para, run, table, word_file

_TAGS = st.sampled_from(
    re.findall(
        r"\S+",
        "p div span b table tr td th ul ol li h1 h3 sup a br form main nav script !-- ?xml ![CDATA["
        " /p /table /ul /td /div /li /b /h1",
    )
)
_ATTRIBUTES = st.sampled_from(
    [
        "",
        " class=mgItemTable",
        " rowspan=99",
        " colspan=-1",
        " start=x",
        " style='margin-left:-9pt'",
        " href=#_ftnref1",
        " class=mgAiNumTxt",
        " hidden",
        " value=9999999",
        " style='display:none'",
    ]
)
_WORDS = st.sampled_from(
    ["1. ", "The Board", "4.2 ", "•", "\xa0", "\0", "\ud7ff", "38", "&amp;", "\f", "PDF 1 KB"]
)
_PIECES = st.one_of(st.tuples(_TAGS, _ATTRIBUTES).map(lambda t: f"<{t[0]}{t[1]}>"), _WORDS)


def read_or_refuse(path: Path) -> None:
    """Read a file; a `ReadError` with a sentence is as good as a document."""
    try:
        document = read_file(path)
    except ReadError as error:
        assert error.message.endswith(".")
    else:
        hold_together(document)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60))
def test_any_mix_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text("<html>" + "".join(pieces), encoding="utf-8", errors="replace")
        read_or_refuse(path)


def _word_body() -> bytes:
    rows = [("Head", "Other"), (cell("a", '<w:vMerge w:val="restart"/>'), para("b", num=(1, 0)))]
    body = (
        para("Title", style="Heading1")
        + para(run("One") + '<w:r><w:footnoteReference w:id="1"/></w:r>', num=(1, 1))
        + table(rows, head=True)
        + para("<w:r><w:br w:type='page'/><w:lastRenderedPageBreak/></w:r>")
    )
    with TemporaryDirectory() as folder:
        path = word_file(Path(folder) / "a.docx", body)
        with zipfile.ZipFile(path) as archive:
            return archive.read("word/document.xml")


_BODY = _word_body()
_NUMBERING = lists((("decimal", "%1."), ("lowerRoman", "(%2)")))
_CHANGES = st.tuples(
    st.integers(0, len(_BODY)),
    st.integers(0, 40),
    st.sampled_from(
        [
            b"",
            b"<w:p>",
            b"</w:p>",
            b"<w:tbl>",
            b"<w:tr/>",
            b'w:val="-1"',
            b'w:val="x"',
            b"<w:tc/>",
            b"<w:sdt/>",
            b"&#0;",
            b"&x;",
            b"\xff",
            b"<w:numId w:val='7'/>",
            b"<w:gridSpan w:val='99'/>",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_CHANGES, min_size=1, max_size=4))
def test_any_damage_to_a_word_file_is_read_or_refused(
    changes: list[tuple[int, int, bytes]],
) -> None:
    raw = _BODY
    for start, length, new in changes:
        raw = raw[:start] + new + raw[start + length :]
    with TemporaryDirectory() as folder:
        path = word_file(Path(folder) / "a.docx", "", numbering=_NUMBERING)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, raw if name == "word/document.xml" else content)
        read_or_refuse(path)


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"%!PS"])
)
def test_any_bytes_are_read_or_refused(raw: bytes, head: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(head + raw)
        read_or_refuse(path)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1500), st.binary(min_size=1, max_size=12))
def test_any_damage_to_a_pdf_is_read_or_refused(start: int, new: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = pdf_file(Path(folder) / "a.pdf", ["The Cabinet met.", ""])
        raw = path.read_bytes()
        path.write_bytes(raw[:start] + new + raw[start + len(new) :])
        read_or_refuse(path)
