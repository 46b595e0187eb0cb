"""Small PDFs drawn line by line, so that a test can say exactly what is where.

Distances are points from the top left. `Sheet` collects what is drawn on a page.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "I": "Helvetica-Oblique"}


@dataclass
class Sheet:
    """A page in the making."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    drawn: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, words: str, size: float = 11, font: str = "F", mode: int = 0
    ) -> "Sheet":
        """Words whose feet stand `y` below the top."""
        place = f"1 0 0 1 {x} {self.height - y} Tm"
        self.drawn.append(f"BT /{font} {size} Tf {mode} Tr {place} ({_safe(words)}) Tj ET")
        return self

    def lines(
        self, x: float, y: float, lines: list[str], step: float = 14, **style: float | str
    ) -> "Sheet":
        """Lines under each other, the first at `y`."""
        for index, line in enumerate(lines):
            self.text(x, y + index * step, line, **style)  # type: ignore[arg-type]
        return self

    def sideways(self, x: float, y: float, words: str, size: float = 11) -> "Sheet":
        """Words that run down the page."""
        self.drawn.append(
            f"BT /F {size} Tf 0 -1 1 0 {x} {self.height - y} Tm ({_safe(words)}) Tj ET"
        )
        return self

    def box(
        self, x0: float, top: float, x1: float, bottom: float, fill: str | None = None
    ) -> "Sheet":
        """A drawn box: its outline, or painted with `fill` ('r g b' from 0 to 1)."""
        rect = f"{x0} {self.height - bottom} {x1 - x0} {bottom - top} re"
        self.drawn.append(f"q {fill} rg {rect} f Q" if fill else f"q 0.7 w {rect} S Q")
        return self

    def grid(self, columns: list[float], rows: list[float]) -> "Sheet":
        """The ruling of a table: its columns' and rows' edges."""
        for top, bottom in pairwise(rows):
            for x0, x1 in pairwise(columns):
                self.box(x0, top, x1, bottom)
        return self

    def line(self, x0: float, y: float, x1: float) -> "Sheet":
        """A line across."""
        self.drawn.append(f"q 0.7 w {x0} {self.height - y} m {x1} {self.height - y} l S Q")
        return self


def _safe(words: str) -> str:
    raw = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return raw.replace("•", "\\225").replace("–", "\\226").replace("’", "\\222")


def draw(path: Path, *sheets: Sheet) -> Path:
    """Write the sheets as a PDF."""
    with pikepdf.new() as pdf:
        add_sheets(pdf, sheets)
        pdf.save(path)
    return path


def add_sheets(pdf: pikepdf.Pdf, sheets: tuple[Sheet, ...]) -> None:
    """Add the sheets to an open PDF, for tests that go on with it."""
    fonts = Dictionary(
        {
            f"/{key}": pdf.make_indirect(
                Dictionary(
                    Type=Name.Font,
                    Subtype=Name.Type1,
                    BaseFont=Name(f"/{name}"),
                    Encoding=Name.WinAnsiEncoding,
                )
            )
            for key, name in FONTS.items()
        }
    )
    for sheet in sheets:
        page = pdf.add_blank_page(page_size=(sheet.width, sheet.height))
        page.obj.Resources = Dictionary(Font=fonts)
        page.obj.Contents = pdf.make_stream("\n".join(sheet.drawn).encode("latin-1"))
        if sheet.rotate:
            page.obj.Rotate = sheet.rotate


def add_field(pdf: pikepdf.Pdf, page: int, box: tuple[int, int, int, int], value: str) -> None:
    """A form field that holds `value` and has no painting of its own."""
    note = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="field",
            V=value,
            Rect=Array(list(box)),
            F=4,
        )
    )
    pdf.pages[page].obj.Annots = Array([note])
    pdf.Root.AcroForm = Dictionary(Fields=Array([note]))
