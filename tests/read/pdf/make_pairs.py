"""Make the pairs of `pairs/`: a PDF, and the paragraphs that are known to be in it.

Run by hand where LibreOffice is installed: `python tests/read/pdf/make_pairs.py`. The texts are
invented. Each layout is written as a Word file or a flat presentation, converted by LibreOffice,
and its paragraphs are kept beside the PDF as JSON: kind, number, text.
"""

import json
import random
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).resolve().parent / "pairs"

_WHO = (
    "The Committee",
    "The Board",
    "The lead officer",
    "A member of the panel",
    "The Cabinet Member for Highways",
    "The county's library service",
    "The Joint Working Group",
    "A local resident",
)
_DID = (
    "welcomed",
    "asked about",
    "was told of",
    "noted with concern",
    "discussed at length",
    "gave reasons for",
    "set out the cost of",
    "compared the neighbouring councils' work on",
)
_WHAT = (
    "the repair of rural footbridges",
    "a well-used mobile library",
    "long-term plans for winter gritting",
    "the number of reported potholes (1,204 in 2021/22)",
    "the take-up of bus passes among over-65s",
    "co-production with tenants' groups",
    "allotment waiting lists, which stood at 312 in March 2023",
    "recycling at the kerbside",
    "the £4.2m programme of school crossings",
    "a half-yearly review of parking permits",
)
_MORE = (
    "and asked for a written answer within two months",
    "since the last report came to the meeting of 14 June 2022",
    "although the budget had fallen by 3.5% over the year",
    "which had been delayed by staff vacancies and by the weather",
    "so that the forum could consider it again in the autumn",
    "in line with the council's own five-year strategy",
    "as the parish councils had requested in their letter",
    "",
)
_HEADS = (
    "Introduction",
    "Background to the review",
    "What we heard",
    "Costs and savings",
    "Financial implications",
    "Legal implications",
    "Next steps",
    "Staffing",
    "How the work was done",
    "Equality and inclusion",
)


class Invented:
    """Sentences and paragraphs from a fixed seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.known: list[dict[str, Any]] = []

    def sentence(self) -> str:
        pick = self.random.choice
        return " ".join(f"{pick(_WHO)} {pick(_DID)} {pick(_WHAT)} {pick(_MORE)}".split()) + "."

    def text(self, least: int, most: int) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(least, most)))

    def know(self, kind: str, text: str, number: str | None = None) -> str:
        self.known.append({"kind": kind, "number": number, "text": text})
        return text


def _paragraph(document: Any, text: str, size: float = 11, **style: Any) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = style.get("font", "Liberation Sans")
    run.bold = style.get("bold", False)
    paragraph.paragraph_format.space_after = Pt(style.get("after", 8))
    paragraph.paragraph_format.space_before = Pt(0)
    if "hang" in style:
        left, hang = style["hang"]
        paragraph.paragraph_format.left_indent = Cm(left)
        paragraph.paragraph_format.first_line_indent = Cm(-hang)
    return paragraph


def _page_field(paragraph: Any) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def make_report(folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """A portrait report: hanging numbers, (a) and bullets below, headings, header and footer."""
    made = Invented(7)
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = "Report to the Overview Committee"
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    _page_field(footer)
    _paragraph(document, made.know("heading", "Annual review of local services"), 16, bold=True)
    number = 0
    for head in _HEADS:
        _paragraph(document, made.know("heading", head), 12, bold=True)
        for _ in range(made.random.randint(2, 5)):
            number += 1
            text = made.know("item", made.text(2, 5), f"{number}.")
            _paragraph(document, f"{number}.\t{text}", hang=(1.25, 1.25))
            if made.random.random() < 0.35:
                for letter in "abc"[: made.random.randint(2, 3)]:
                    text = made.know("item", made.text(1, 2), f"({letter})")
                    _paragraph(document, f"({letter})\t{text}", hang=(2.25, 1.0), after=4)
            if made.random.random() < 0.3:
                for _ in range(made.random.randint(2, 4)):
                    text = made.know("item", made.text(1, 1))
                    _paragraph(document, f"•\t{text}", hang=(2.0, 0.75), after=2)
        if made.random.random() < 0.6:
            _paragraph(document, made.know("paragraph", made.text(3, 6)))
    path = folder / "report.docx"
    document.save(str(path))
    return path, made.known


def make_columns(folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """A portrait newsletter: a title across, two justified columns of unnumbered paragraphs."""
    made = Invented(21)
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    _paragraph(document, made.know("heading", "Neighbourhood news from the wards"), 20, bold=True)
    _paragraph(document, made.know("paragraph", made.text(2, 2)), 11)
    body = document.add_section(0)
    columns = body._sectPr.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        body._sectPr.append(columns)
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "500")
    for index in range(18):
        if index % 4 == 0:
            head = _HEADS[index // 4]
            _paragraph(document, made.know("heading", head), 13, bold=True, after=4)
        text = made.know("paragraph", made.text(2, 5))
        paragraph = _paragraph(document, text, 10, font="Liberation Serif", after=6)
        paragraph.alignment = 3
        if index % 5 == 2:
            for letter in ("i", "ii", "iii"):
                text = made.know("item", made.text(1, 1), f"{letter})")
                _paragraph(
                    document, f"{letter})\t{text}", 10, font="Liberation Serif", hang=(0.8, 0.8),
                    after=3,
                )  # fmt: skip
    path = folder / "columns.docx"
    document.save(str(path))
    return path, made.known


def make_wide(folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """A landscape paper with sections numbered 1.1 and paragraphs close together."""
    made = Invented(33)
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for chapter, head in enumerate(_HEADS[:6], start=1):
        _paragraph(document, made.know("heading", head.upper()), 12, bold=True, after=6)
        for point in range(1, made.random.randint(4, 7)):
            text = made.know("item", made.text(1, 5), f"{chapter}.{point}")
            _paragraph(
                document, f"{chapter}.{point}\t{text}", 11.5, font="Liberation Serif",
                hang=(1.5, 1.5), after=4,
            )  # fmt: skip
    path = folder / "wide.docx"
    document.save(str(path))
    return path, made.known


_SLIDES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:automatic-styles>
<style:page-layout style:name="PM"><style:page-layout-properties fo:page-width="28cm"
 fo:page-height="15.75cm" fo:margin="0cm"/></style:page-layout>
%s
</office:automatic-styles>
<office:master-styles><style:master-page style:name="M" style:page-layout-name="PM"/>
</office:master-styles>
<office:body><office:presentation>%s</office:presentation></office:body></office:document>
"""


def _tabbed(text: str) -> str:
    return escape(text).replace("\t", "<text:tab/>")


class Slides:
    """A flat presentation in the making."""

    def __init__(self) -> None:
        self.styles: dict[str, str] = {}
        self.pages: list[str] = []

    def graphic(self, fill: str | None) -> str:
        name = f"g{fill or 'none'}".replace("#", "")
        paint = f'draw:fill="solid" draw:fill-color="{fill}"' if fill else 'draw:fill="none"'
        self.styles[name] = (
            f'<style:style style:name="{name}" style:family="graphic"><style:graphic-properties '
            f'draw:stroke="none" {paint} fo:padding="0.3cm" fo:wrap-option="wrap" '
            'draw:auto-grow-height="false" '
            'draw:textarea-vertical-align="top" draw:corner-radius="0.3cm"/></style:style>'
        )
        return name

    def words(self, size: float, bold: bool, indent: float = 0.0, centred: bool = False) -> str:
        name = f"p{size}{bold}{indent}{centred}".replace(".", "_")
        weight = ' fo:font-weight="bold"' if bold else ""
        align = "center" if centred else "start"
        self.styles[name] = (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f'<style:paragraph-properties fo:margin-left="{indent}cm" '
            f'fo:text-indent="-{indent}cm" fo:margin-bottom="0.25cm" fo:text-align="{align}">'
            f'<style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops>'
            f'</style:paragraph-properties><style:text-properties fo:font-size="{size}pt" '
            f'fo:font-family="Liberation Sans"{weight}/></style:style>'
        )
        return name

    def box(
        self, x: float, y: float, w: float, h: float, fill: str | None, lines: list[tuple[str, str]]
    ) -> str:
        inner = "".join(
            f'<text:p text:style-name="{style}">{_tabbed(text)}</text:p>' for style, text in lines
        )
        place = f'svg:x="{x}cm" svg:y="{y}cm" svg:width="{w}cm" svg:height="{h}cm"'
        style = f'draw:style-name="{self.graphic(fill)}"'
        return f"<draw:frame {style} {place}><draw:text-box>{inner}</draw:text-box></draw:frame>"

    def page(self, shapes: list[str]) -> None:
        name = f"s{len(self.pages) + 1}"
        inner = "".join(shapes)
        self.pages.append(
            f'<draw:page draw:name="{name}" draw:master-page-name="M">{inner}</draw:page>'
        )

    def xml(self) -> str:
        return _SLIDES % ("".join(self.styles.values()), "".join(self.pages))


def make_slides(folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """Landscape slides: titles, bullets, coloured boxes side by side, call-outs, page numbers."""
    made = Invented(5)
    slides = Slides()
    title, small = slides.words(24, True), slides.words(12, False)
    bullet = slides.words(14, False, 0.7)
    for index, head in enumerate(_HEADS):
        shapes = [slides.box(1, 0.6, 26, 1.6, None, [(title, made.know("heading", head))])]
        if index % 3 == 0:
            lines = [(bullet, f"•\t{made.know('item', made.text(1, 1))}") for _ in range(5)]
            shapes.append(slides.box(1, 2.6, 25, 11, None, lines))
        elif index % 3 == 1:
            for column, fill in enumerate(("#00796b", "#ede7f6", "#fff3e0")):
                bold = slides.words(14, True)
                heads = made.know("heading", f"Theme {'ABC'[column]}")
                text = made.know("paragraph", made.text(1, 1))
                more = made.know("paragraph", made.text(1, 1))
                lines = [(bold, heads), (small, text), (small, more)]
                shapes.append(slides.box(1 + 8.8 * column, 3, 8.2, 10, fill, lines))
        else:
            figure = slides.words(30, True, centred=True)
            under = slides.words(12, False, centred=True)
            for column, count in enumerate(("412", "£3.6m", "27%")):
                words = ("events in the year", "spent on repairs", "of permits renewed online")
                made.know("callout", f"{count} {words[column]}")
                lines = [(figure, count), (under, words[column])]
                shapes.append(slides.box(1 + 8.8 * column, 3, 8.2, 4, "#5e35b1", lines))
            lines = [(small, made.know("paragraph", made.text(2, 3))) for _ in range(2)]
            shapes.append(slides.box(1, 8, 12, 6, None, lines))
            lines = [(small, made.know("paragraph", made.text(2, 3))) for _ in range(2)]
            shapes.append(slides.box(14.5, 8, 12, 6, None, lines))
        shapes.append(slides.box(13.5, 14.6, 2, 0.9, None, [(small, str(index + 1))]))
        slides.page(shapes)
    path = folder / "slides.fodp"
    path.write_text(slides.xml(), encoding="utf-8")
    return path, made.known


MAKERS: dict[str, Callable[[Path], tuple[Path, list[dict[str, Any]]]]] = {
    "report": make_report,
    "columns": make_columns,
    "wide": make_wide,
    "slides": make_slides,
}


def main() -> None:
    """Write every pair anew."""
    HERE.mkdir(exist_ok=True)
    for name, make in MAKERS.items():
        with tempfile.TemporaryDirectory() as folder:
            path, known = make(Path(folder))
            subprocess.run(
                ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), str(path)],
                check=True,
                capture_output=True,
            )
            if path.suffix == ".docx":
                (HERE / path.name).write_bytes(path.read_bytes())
        lines = ",\n ".join(json.dumps(entry, ensure_ascii=False) for entry in known)
        (HERE / f"{name}.json").write_text(f"[{lines}]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
