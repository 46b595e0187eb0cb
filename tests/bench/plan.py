"""What is measured against what: groups of contestants on one subject, with their baseline."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.contestants import CORPUS, PACK
from tests.read.pdffile import pdf_file


@dataclass(frozen=True, slots=True)
class Entry:
    """A contestant on a subject, under the name that the table prints."""

    title: str
    contestant: str
    subject: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that are compared: ratios are to the entry `baseline`, by `unit` a second."""

    key: str
    title: str
    note: str
    entries: tuple[Entry, ...]
    baseline: str
    clock: str = "cpu"
    rounds: int | None = None


def make_groups(folder: Path, wanted: Sequence[str]) -> list[Group]:
    """The groups that are wanted (all, where none is named), their files made in `folder`."""
    makers = {
        "reading": _reading,
        "memory": _memory,
        "ingest": _ingest,
        "jobs": _jobs,
        "extraction": _extraction,
        "linking": _linking,
        "isolation": _isolation,
    }
    return [make(folder) for key, make in makers.items() if not wanted or key in wanted]


def _reading(folder: Path) -> Group:
    pack = str(PACK)
    return Group(
        "reading",
        "Reading the sample pack",
        "An agenda pack of 116 pages. Words and tables are what pdfplumber is asked for by those "
        "who use it; the floor is what pdfium needs to hand over its text at all.",
        (
            Entry("pdfplumber, words and tables", "pdfplumber_tables", pack),
            Entry("pdfplumber, text alone", "pdfplumber_text", pack),
            Entry("pdftotext -layout", "pdftotext", pack),
            Entry("pdfium's floor", "pdfium_floor", pack),
            Entry("pipeline, words and tables", "our_words", pack),
            Entry("pipeline, passages", "our_passages", pack),
            Entry("pipeline, passages, papers and facts", "our_facts", pack),
        ),
        "pdfplumber, words and tables",
    )


def _memory(folder: Path) -> Group:
    long = str(_repeat_pages(PACK, folder / "600-pages.pdf", 600))
    return Group(
        "memory",
        "Memory as files grow",
        "The sample pack, and its pages repeated to 600. Peak memory is of the whole process, "
        "libraries included.",
        (
            Entry("pdfium's floor, 116 pages", "pdfium_floor", str(PACK)),
            Entry("pdfium's floor, 600 pages", "pdfium_floor", long),
            Entry("pipeline, words and tables, 116 pages", "our_words", str(PACK)),
            Entry("pipeline, words and tables, 600 pages", "our_words", long),
            Entry("pipeline, passages, 116 pages", "our_passages", str(PACK)),
            Entry("pipeline, passages, 600 pages", "our_passages", long),
        ),
        "pipeline, passages, 116 pages",
    )


def _ingest(folder: Path) -> Group:
    return Group(
        "ingest",
        "Ingest of all sample papers",
        "`pipeline ingest corpus/` into a new archive: worker processes, reading, facts, search "
        "index and links, beside the text alone of the same PDFs.",
        (
            Entry("pdfplumber, text alone", "pdfplumber_text", str(CORPUS)),
            Entry("pipeline ingest, the pack", "ingest", str(PACK)),
            Entry("pipeline ingest, all sample papers", "ingest", str(CORPUS)),
        ),
        "pdfplumber, text alone",
    )


def _jobs(folder: Path) -> Group:
    packs = folder / "packs"
    packs.mkdir()
    for number in range(20):
        # Other bytes after the end of a PDF make it another file with the same pages.
        (packs / f"{number:02}.pdf").write_bytes(PACK.read_bytes() + b"\n%% %d\n" % number)
    return Group(
        "jobs",
        "Twenty packs, one job and two",
        "Twenty files of 116 pages, by the clock on the wall.",
        (
            Entry("one job", "ingest", str(packs)),
            Entry("two jobs", "ingest_two", str(packs)),
        ),
        "one job",
        clock="wall",
        rounds=1,
    )


def _extraction(folder: Path) -> Group:
    pack = str(PACK)
    return Group(
        "extraction",
        "Extraction",
        "Sentences of the sample pack, read and split before the clock starts.",
        (
            Entry("all facts", "all_facts", pack),
            Entry("dates and statistics", "dates_and_statistics", pack),
            Entry("dates", "dates", pack),
        ),
        "all facts",
    )


def _linking(folder: Path) -> Group:
    return Group(
        "linking",
        "Linking what recurs",
        "Generated recommendations of which a tenth is made again, word for word or changed. "
        "Twice as many should take about twice as long.",
        (
            Entry("40,000 recommendations", "recurrences", "40000"),
            Entry("80,000 recommendations", "recurrences", "80000"),
        ),
        "40,000 recommendations",
    )


def _isolation(folder: Path) -> Group:
    files = folder / "files"
    files.mkdir()
    for number in range(1000):
        pdf_file(files / f"{number:04}.pdf", [f"The Cabinet met on {number % 28 + 1} May 2023."])
    return Group(
        "isolation",
        "What a worker process costs",
        "A thousand files of one page, read in this process, and in a worker under limits (its "
        "start included).",
        (
            Entry("in one process", "files_in_process", str(files)),
            Entry("in a worker process", "files_in_worker", str(files)),
        ),
        "in one process",
    )


def _repeat_pages(source: Path, target: Path, count: int) -> Path:
    import pikepdf

    with pikepdf.open(source) as pdf, pikepdf.new() as made:
        for number in range(count):
            made.pages.append(pdf.pages[number % len(pdf.pages)])
        made.save(target)
    return target
