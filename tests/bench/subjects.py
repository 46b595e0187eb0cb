"""What contestants are measured on, made before the clock starts; the largest things once a run."""

from collections.abc import Mapping
from pathlib import Path

from tests.bench.work import CORPUS, PACK


def repeated_pages(folder: Path) -> Mapping[str, Path]:
    """The sample pack cut to a page and to ten, and its pages repeated to 600."""
    import pikepdf

    made = {"116": PACK}
    with pikepdf.open(PACK) as pdf:
        for count in (1, 10, 600):
            with pikepdf.new() as other:
                for number in range(count):
                    other.pages.append(pdf.pages[number % len(pdf.pages)])
                made[str(count)] = folder / f"{count}.pdf"
                other.save(made[str(count)])
    return made


def some_packs(folder: Path) -> Mapping[str, Path]:
    """Folders of one pack, of five, of twenty."""
    return {f"packs {n}": _packs(folder / str(n), n) for n in (1, 5, 20)}


def a_year(folder: Path) -> Mapping[str, Path]:
    """A folder of as many packs as a council's year, and its archive beside one pack more."""
    from pipeline.ingest import Settings, ingest
    from tests.conftest import Silent

    year = _packs(folder / "year", 87)
    (folder / "new").mkdir()
    (year / "pack-086.pdf").rename(folder / "new" / "pack-086.pdf")
    ingest([year], folder / "archive.db", Settings(jobs=2), Silent())
    return {"packs 86": year, "a year and a pack": folder}


def _packs(folder: Path, count: int) -> Path:
    from tests.bench.packs import make_packs

    return make_packs(PACK, folder, count)


def archives(folder: Path) -> Mapping[str, Path]:
    """The archive of the sample papers, and synthetic ones of many passages."""
    from pipeline.ingest import Settings, ingest
    from tests.archive.speed import build_large
    from tests.conftest import Silent

    made = {"corpus": folder / "corpus" / "archive.db"}
    made["corpus"].parent.mkdir()
    ingest([CORPUS], made["corpus"], Settings(jobs=2), Silent())
    for count in (10_000, 100_000, 1_000_000):
        path = folder / str(count) / "archive.db"
        path.parent.mkdir()
        made[f"{count:,}"] = build_large(path, count)
    return made


def small_files(folder: Path) -> Mapping[str, Path]:
    """A thousand PDFs of a page."""
    from tests.read.pdffile import pdf_file

    for number in range(1000):
        pdf_file(folder / f"{number:04}.pdf", [f"The Cabinet met on {number % 28 + 1} May 2023."])
    return {"files": folder}
