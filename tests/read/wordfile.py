"""Small Word files made for the tests, part by part."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"{default}><w:name w:val="{name}"/>'
    f"{based}{properties}</w:style>"
    for key, name, default, based, properties in (
        ("Normal", "Normal", ' w:default="1"', "", '<w:rPr><w:sz w:val="22"/></w:rPr>'),
        ("Heading1", "heading 1", "", '<w:basedOn w:val="Normal"/>', "<w:rPr><w:b/></w:rPr>"),
        ("Heading2", "heading 2", "", '<w:basedOn w:val="Heading1"/>', ""),
        ("Title", "Title", "", "", ""),
        ("TOC1", "toc 1", "", "", ""),
        ("Clause", "Clause", "", "", '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr>'),
    )
)


def word_file(
    path: Path,
    body: str,
    *,
    numbering: str = "",
    footnotes: str = "",
    styles: str = STYLES,
    extra: dict[str, str | bytes] | None = None,
) -> Path:
    """Write a Word file whose body is `body`."""
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        )
        archive.writestr("_rels/.rels", _relations([("officeDocument", "word/document.xml")]))
        archive.writestr(
            "word/_rels/document.xml.rels",
            _relations([(kind, f"{kind}.xml") for kind, xml in parts.items() if xml]),
        )
        archive.writestr(
            "word/document.xml", f"<w:document {_NS}><w:body>{body}</w:body></w:document>"
        )
        for kind, xml in parts.items():
            if xml:
                archive.writestr(f"word/{kind}.xml", f"<w:{kind} {_NS}>{xml}</w:{kind}>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{_REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def para(
    text: str = "", *, style: str = "", num: tuple[int, int] | None = None, **look: str
) -> str:
    """A paragraph: plain text, or ready runs where it begins with '<'."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    properties += look.get("properties", "")
    inner = text if text.startswith("<") else run(text, look.get("run", ""))
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text with properties such as '<w:b/>'."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(rows: Sequence[Sequence[str]], *, head: bool = False) -> str:
    """A table of cells that are plain text, or ready paragraphs where they begin with '<'."""
    made = []
    for number, row in enumerate(rows):
        cells = "".join(
            cell if cell.startswith("<w:tc>") else f"<w:tc>{_paragraphs(cell)}</w:tc>"
            for cell in row
        )
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if head and not number else ""
        made.append(f"<w:tr>{mark}{cells}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def cell(text: str, properties: str) -> str:
    """A cell with properties such as '<w:gridSpan w:val="2"/>'."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraphs(text)}</w:tc>"


def _paragraphs(text: str) -> str:
    return text if text.startswith("<w:p>") else para(text)


def lists(*definitions: Sequence[tuple[str, str]], extra: str = "") -> str:
    """List definitions 1, 2, …: for each level its format and its text ('decimal', '%1.')."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{360 * (level + 1)}"/></w:pPr>'
            "</w:lvl>"
            for level, (form, text) in enumerate(definition)
        )
        + "</w:abstractNum>"
        for n, definition in enumerate(definitions, 1)
    )
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(1, len(definitions) + 1)
    )
    return abstract + nums + extra
