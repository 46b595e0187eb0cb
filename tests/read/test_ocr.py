"""Pages that are pictures: reported, or read where a program for it can be called.

The programs are stand-ins that write what the real ones write: a PDF with a layer of words.
"""

import shutil
import sys
from pathlib import Path

import pypdfium2
import pytest

from pipeline.ingest import Settings, ingest
from pipeline.read import ReadOptions, read_file
from pipeline.store.archive import Archive
from tests.conftest import Silent
from tests.read.pdffile import pdf_file

OCR = ReadOptions(ocr=True)
_TESSERACT = """#!{python}
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from tests.read.pdffile import pdf_file
picture, base, option, dpi, form = sys.argv[1:]
assert Path(picture).read_bytes().startswith(b"\\x89PNG") and int(dpi) > 100 and form == "pdf"
if {fails}:
    sys.exit(1)
pdf_file(Path(base + ".pdf"), ["" if {blind} else "Seen in " + Path(picture).stem + "."])
"""
_OCRMYPDF = """#!{python}
import sys
import pikepdf
sys.path.insert(0, {root!r})
from pathlib import Path
from tests.read.pdffile import pdf_file
source, target = sys.argv[-2:]
pages = sys.argv[sys.argv.index("--pages") + 1].split(",")
with pikepdf.open(source) as pdf:
    for page in map(int, pages):
        layer = pdf_file(Path(target).with_name("layer.pdf"), [f"Scan {{page}}."])
        with pikepdf.open(layer) as single:
            pdf.pages[page - 1] = single.pages[0]
    pdf.save(target)
"""


def _install(
    folder: Path, name: str, script: str, *, fails: bool = False, blind: bool = False
) -> None:
    folder.mkdir(exist_ok=True)
    root = str(Path(__file__).parents[2])
    program = folder / name
    program.write_text(script.format(python=sys.executable, root=root, fails=fails, blind=blind))
    program.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    return pdf_file(tmp_path / "scan.pdf", ["Printed words.", "", ""])


def test_without_ocr_pages_without_text_are_reported(scan: Path) -> None:
    document = read_file(scan)
    assert [p.source for p in document.pages] == ["text", "none", "none"]
    assert [(p.code, p.page) for p in document.problems] == [("no_text", 2), ("no_text", 3)]


def test_ocr_that_is_not_installed_is_said_with_its_command(scan: Path, programs: Path) -> None:
    problem = read_file(scan, OCR).problems[-1]
    assert problem.code == "no_ocr"
    assert "pip install 'board-papers[ocr]'" in problem.message


def test_tesseract_reads_the_pages_without_text_only(scan: Path, programs: Path) -> None:
    _install(programs, "tesseract", _TESSERACT)
    document = read_file(scan, OCR)
    assert [p.text for p in document.passages] == [
        "Printed words.",
        "Seen in page2.",
        "Seen in page3.",
    ]
    assert [p.source for p in document.pages] == ["text", "ocr", "ocr"]
    assert document.problems == ()


def test_ocrmypdf_goes_before_tesseract(scan: Path, programs: Path) -> None:
    _install(programs, "tesseract", _TESSERACT, fails=True)
    _install(programs, "ocrmypdf", _OCRMYPDF)
    document = read_file(scan, OCR)
    assert [p.text for p in document.passages] == ["Printed words.", "Scan 2.", "Scan 3."]
    assert [p.source for p in document.pages] == ["text", "ocr", "ocr"]


def test_ocr_that_fails_leaves_what_was_read(scan: Path, programs: Path) -> None:
    _install(programs, "tesseract", _TESSERACT, fails=True)
    document = read_file(scan, OCR)
    assert [p.text for p in document.passages] == ["Printed words."]
    assert [p.code for p in document.problems] == ["no_text", "no_text", "ocr_failed"]


def test_a_page_in_which_ocr_sees_nothing_is_not_told_to_use_ocr(
    scan: Path, programs: Path
) -> None:
    _install(programs, "tesseract", _TESSERACT, blind=True)
    problems = read_file(scan, OCR).problems
    assert [(p.code, p.page) for p in problems] == [("ocr_blank", 2), ("ocr_blank", 3)]
    assert all("--ocr" not in p.message and "OCR found no words" in p.message for p in problems)


def test_a_scan_that_is_held_already_is_read_when_ocr_is_asked_for(
    scan: Path, programs: Path, tmp_path: Path
) -> None:
    db = tmp_path / "archive.db"

    def run(*, ocr: bool) -> tuple[str, int]:
        (file,) = ingest([scan], db, Settings(ocr=ocr), Silent()).files
        with Archive.open(db) as archive:
            return file.state, len(archive.query("SELECT 1 FROM pages WHERE source = 'ocr'"))

    assert run(ocr=False) == ("new", 0)
    _install(programs, "tesseract", _TESSERACT)
    assert run(ocr=False) == ("already in", 0)
    assert run(ocr=True) == ("new", 2)
    assert run(ocr=True) == ("already in", 2)
    assert run(ocr=False) == ("already in", 2)


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_the_real_program_reads_a_picture_of_a_page(tmp_path: Path) -> None:
    words = "The Cabinet agreed the neglect strategy on 17 October 2023."
    with pypdfium2.PdfDocument(pdf_file(tmp_path / "page.pdf", [words])) as pdf:
        picture = pdf[0].render(scale=200 / 72).to_pil()
    scan = tmp_path / "scan.pdf"
    picture.save(scan, resolution=200)
    assert read_file(scan).pages[0].source == "none"
    document = read_file(scan, OCR)
    assert [page.source for page in document.pages] == ["ocr"]
    assert words in " ".join(passage.text for passage in document.passages)
