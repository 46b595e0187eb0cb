"""Words for pages that are pictures, where a program for it is installed.

OCRmyPDF (the `ocr` extra) or Tesseract alone writes a copy of the file in which those pages have
a layer of words; the PDF reader then reads the copy. What came this way is marked on its page.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model import Document, Page, Problem
from pipeline.read import ReadOptions
from pipeline.read.isolate.limits import seconds_left

_DPI = 200
_RESERVE = 15.0  # seconds kept for reading the copy
_PAGE_SECONDS = 120.0
_MAX_PIXELS = 40_000_000
_INSTALL = "Install Tesseract and `pip install 'board-papers[ocr]'`, then read the file again."
_NOTHING = (
    "OCR found no words on the page, or had no time left for it. "
    "Look at the page itself: it may be a picture, or too faint to read."
)

Read = Callable[[Path, ReadOptions], Document]


def read_scans(path: Path, options: ReadOptions, document: Document, read: Read) -> Document:
    """The document with the words of its scanned pages; what stays unread is a problem."""
    missing = [page.number for page in document.pages if page.source == "none"]
    if not has_ocr():
        message = f"OCR was asked for, but no program for it is installed. {_INSTALL}"
        problem = Problem("read", "no_ocr", message)
        return replace(document, problems=(*document.problems, problem))
    with TemporaryDirectory(prefix="board-papers-") as folder:
        copy = ocr_pdf(path, missing, Path(folder), options.password)
        if copy is None:
            message = "OCR failed on this file. Try `ocrmypdf` on it by hand and read the result."
            problem = Problem("read", "ocr_failed", message)
            return replace(document, problems=(*document.problems, problem))
        found = read(copy, replace(options, password=None))
    return _merge(document, found, frozenset(missing))


def has_ocr() -> bool:
    """Whether OCRmyPDF or Tesseract can be called."""
    return bool(shutil.which("ocrmypdf") or shutil.which("tesseract"))


def ocr_pdf(
    path: Path, pages: Sequence[int], folder: Path, password: str | None = None
) -> Path | None:
    """A copy of a PDF in `folder` whose `pages` (from 1) have words; None where that failed."""
    plain = _unlock(path, folder, password)
    if shutil.which("ocrmypdf"):
        made = _with_ocrmypdf(plain, pages, folder / "ocr.pdf")
        if made or not shutil.which("tesseract"):
            return made
    return _with_tesseract(plain, pages, folder)


def _unlock(path: Path, folder: Path, password: str | None) -> Path:
    import pikepdf

    if not password:
        return path
    plain = folder / "plain.pdf"
    with pikepdf.open(path, password=password) as pdf:
        pdf.save(plain)
    return plain


def _with_ocrmypdf(path: Path, pages: Sequence[int], target: Path) -> Path | None:
    wanted = ",".join(map(str, pages))
    command = ["ocrmypdf", "--quiet", "--jobs", "1", "--output-type", "pdf", "--skip-text"]
    command += ["--rotate-pages", "--pages", wanted, "--", str(path), str(target)]
    return target if _call(command, len(pages) * _PAGE_SECONDS) and target.exists() else None


def _with_tesseract(path: Path, pages: Sequence[int], folder: Path) -> Path | None:
    """Page by page, as long as there is time: what is not reached stays without words."""
    import pikepdf

    target = folder / "ocr.pdf"
    count = 0
    with pikepdf.open(path) as pdf:
        for number in pages:
            if seconds_left() < _RESERVE * 2:
                break
            layer = _recognise(path, number, folder / f"page{number}")
            if layer is not None:
                with pikepdf.open(layer) as single:
                    pdf.pages[number - 1] = single.pages[0]
                count += 1
        if count:
            pdf.save(target)
    return target if count else None


def _recognise(path: Path, number: int, base: Path) -> Path | None:
    """A PDF of one page: its picture, with the words that Tesseract sees in it."""
    picture = base.with_suffix(".png")
    dpi = _render(path, number, picture)
    command = ["tesseract", str(picture), str(base), "--dpi", str(dpi), "pdf"]
    done = _call(command, _PAGE_SECONDS)
    picture.unlink(missing_ok=True)
    made = base.with_suffix(".pdf")
    return made if done and made.exists() else None


def _render(path: Path, number: int, picture: Path) -> int:
    """Draw a page into a picture file; returns its dots per inch."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number - 1]
        area = max(1.0, page.get_width() * page.get_height())
        dpi = min(_DPI, int(72 * (_MAX_PIXELS / area) ** 0.5))
        page.render(scale=dpi / 72, grayscale=True).to_pil().save(picture)
        page.close()
    return dpi


def _call(command: Sequence[str], seconds: float) -> bool:
    """Run a program quietly; whether it succeeded in time."""
    patience = max(1.0, min(seconds, seconds_left() - _RESERVE))
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=patience, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


def _merge(before: Document, found: Document, missing: frozenset[int]) -> Document:
    """The document of the copy, its scanned pages marked, with the file's own name for itself."""
    return replace(
        found,
        title=before.title,
        outline=before.outline,
        links=before.links,
        pages=tuple(_marked(page, missing) for page in found.pages),
        problems=tuple(_problems(before.problems, found)),
    )


def _marked(page: Page, missing: frozenset[int]) -> Page:
    by_ocr = page.number in missing and page.source == "text"
    return replace(page, source="ocr") if by_ocr else page


def _problems(before: Iterable[Problem], found: Document) -> list[Problem]:
    """The problems of the file itself, without those that are settled."""
    read_now = {page.number for page in found.pages if page.source != "none"}
    left = [p for p in before if p.code != "no_text" or p.page not in read_now]
    return [_blank(problem) if problem.code == "no_text" else problem for problem in left]


def _blank(problem: Problem) -> Problem:
    return replace(problem, code="ocr_blank", message=_NOTHING)
