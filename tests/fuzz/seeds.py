"""What the fuzzer begins with: sample papers, the rules' own examples, and words to mix in."""

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.rules import load_rules
from tests.making import REPORT
from tests.read.wordfile import cell, lists, para, run, table, word_file

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / "corpus"
FOUND = Path(__file__).resolve().parent / "found"
_LONGEST = 4000

WORD_PARTS = (
    *("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"),
    *("word/_rels/document.xml.rels", "_rels/.rels", "[Content_Types].xml", "docProps/core.xml"),
)
"""Parts of a Word file; the first byte of an input for `docx` says which one it replaces."""

CORRECTION = {
    "id": "c1",
    "table_name": "recommendations",
    "row_id": "rec-1",
    "field": "addressed_to",
    "value": "Cabinet",
    "extracted": None,
    "made_by": "A clerk",
    "why": "minute 3",
    "made_at": "2024-01-01T00:00:00+00:00",
}
_HTML = (
    "<html><head><meta charset='utf-8'><title>Minutes</title></head><body><h1>Minutes</h1>"
    "<p><b>1.</b> The Cabinet RESOLVED to note the report.</p><ol start=4><li>Agree<li>Note</ol>"
    "<table class=mgItemTable><tr><th>Measure<th>2022/23<tr><td rowspan=2>Plans<td>690</table>"
    "</body></html>",
    "<!doctype html><p style='margin-left:36pt'>(a) note &amp; agree<br>that<div hidden>x</div>",
    "<meta charset=windows-1252><div><span>Deadline: 27 October 2023</span></div>",
    "<meeting><meetingid>1</meetingid><agendaitem><agendaitemtitle>Apologies</agendaitemtitle>"
    "</agendaitem></meeting>",
)
_RULES = (
    "about: x\nterms:\n  month: [Sep, September]\n  when: 'on $month'\n"
    "rules:\n  - id: a\n    note: n\n    pattern: 'due ${when}'\n"
    "    finds:\n      - {text: due on Sep, value: 3}\n    ignores: [due]\n    todo: []\n",
    "rules: [&a {id: a, pattern: x}, {<<: *a, id: b}]\n",
    "heads: {x: [1, 2.5, true, ~, 2023-10-17]}\nrules: []\n",
)
_SEARCHES = (
    *("q=neglect&year=2019&kind=recommendation", 'q="early+help"+OR+mash+-plan', "q=audit NOT x*"),
    *("theme=neglect&response=awaited&sort=newest&page=2", "q=children's 18/19 £&body=Cabinet"),
)
_MARKUP = (
    *("<table>", "<tr>", "<td rowspan=9>", "<li>", "<ol start=", "</div>", "<b>", "<br>", "<!--"),
    *("charset=", "utf-16", "utf-7", "idna", "unicode_escape", "punycode", "&#55296;", "hidden"),
)
_XML = (
    *("<w:p>", "</w:p>", "<w:tbl>", "<w:tr>", "<w:tc>", 'w:val="', "-1", "<w:sdt>", "&#0;"),
    *("<w:numPr>", '<w:gridSpan w:val="99"/>', "<!DOCTYPE x>", "<w:br/>", "w:styleId"),
)
_JSON = (
    *('"fact"', '"scope"', '"types"', '"first_page"', '"page"', '"quote"', "null", "1e999", "[["),
    *('"\\ud800"', "99999999999999999999", "{}", "true", "\u2028", '"id"', "NaN", '"optional"'),
)
_YAML = (
    *(
        "rules:",
        "terms:",
        "- id: ",
        "finds:",
        "text: ",
        "&a",
        "*a",
        "<<: ",
        "!!python/object",
        "? ",
    ),
    *("{", "[", "pattern: ", "'$x'", "${", "(?P<", "todo:", "ignores:", "0o7", "!!int x", "!!set"),
)
_QUERY = (
    "q=",
    "&",
    "OR",
    "NOT",
    "NEAR(",
    '"',
    "*",
    "-",
    "%00",
    "kind=",
    "year=",
    "page=",
    "^",
    ":",
)


def seeds_of(target: str) -> list[bytes]:
    """The inputs that a target begins with, what was found before among them."""
    made = {
        "text": lambda: [REPORT.encode(), *_examples()],
        "dates": _examples,
        "numbers": _examples,
        "html": lambda: [*(page.encode() for page in _HTML), *_pieces_of_page()],
        "docx": _word_seeds,
        "search": lambda: [query.encode() for query in _SEARCHES],
        "corrections": lambda: [*_odd_rows(CORRECTION)],
        "gold": _gold_seeds,
        "rules": lambda: [book.encode() for book in _RULES],
    }
    return [*made[target](), *found_before(target)]


def words_of(target: str) -> list[str]:
    """Words that the fuzzer mixes in."""
    other = {
        "html": _MARKUP,
        "docx": _XML,
        "search": _QUERY,
        "corrections": (*_JSON, *(f'"{name}"' for name in CORRECTION)),
        "gold": _JSON,
        "rules": _YAML,
    }
    if target in other:
        return list(other[target])
    return sorted({word for text in _examples() for word in text.decode().split()[:3]})[:1500]


def found_before(target: str) -> list[bytes]:
    """Inputs that once broke a promise of this target."""
    return [path.read_bytes() for path in sorted((FOUND / target).glob("*")) if path.is_file()]


@cache
def _examples() -> list[bytes]:
    """The examples of all rules."""
    rules = load_rules()
    return [
        str(example["text"]).encode()
        for name in rules.names()
        for rule in rules.examples(name)
        for example in (*rule.finds, *rule.ignores)
    ]


def _pieces_of_page() -> list[bytes]:
    raw = (CORPUS / "oxfordshire-cabinet-2021-12-21-item-132.html").read_bytes()
    return [raw[start : start + _LONGEST] for start in range(0, len(raw), _LONGEST)]


def _gold_seeds() -> list[bytes]:
    files = sorted((CORPUS / "gold" / "own").glob("*.jsonl"))
    short = [path.read_bytes().split(b"\n")[:6] for path in files]
    odd = (
        b"\n".join([lines[0], row]) for lines in short for row in _odd_rows(json.loads(lines[1]))
    )
    scopes = (b"\n".join([row, short[0][1]]) for row in _odd_rows(json.loads(short[0][0])))
    return [*(b"\n".join(lines) for lines in short), *odd, *scopes]


def _odd_rows(row: dict[str, object]) -> Iterator[bytes]:
    """A row as it is, and with each value in turn replaced by what does not belong there."""
    yield json.dumps(row).encode()
    for name in row:
        for odd in ("null", "[]", "7", "-1e999", '"\\ud800"', "99999999999999999999", '{"a": 1}'):
            yield json.dumps({**row, name: "@"}).replace('"@"', odd).encode()


def _word_seeds() -> list[bytes]:
    parts = word_package()
    return [
        *(bytes([number]) + parts[name] for number, name in enumerate(WORD_PARTS) if name in parts),
        zip_of(parts),
    ]


@cache
def word_package() -> dict[str, bytes]:
    """The parts of a small Word file with lists, a table and a footnote."""
    rows = [("Head", "Other"), (cell("a", '<w:vMerge w:val="restart"/>'), para("b", num=(1, 0)))]
    body = (
        para("Title", style="Heading1")
        + para(run("One") + '<w:r><w:footnoteReference w:id="1"/></w:r>', num=(1, 1))
        + table(rows, head=True)
        + para("<w:r><w:br w:type='page'/><w:lastRenderedPageBreak/></w:r>")
    )
    notes = f'<w:footnote w:id="1">{para("A note.")}</w:footnote>'
    numbering = lists((("decimal", "%1."), ("lowerRoman", "(%2)")))
    with TemporaryDirectory() as folder:
        path = word_file(Path(folder) / "a.docx", body, numbering=numbering, footnotes=notes)
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def zip_of(parts: dict[str, bytes]) -> bytes:
    """Parts as an archive, unpacked, so that the fuzzer can change what is inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()
