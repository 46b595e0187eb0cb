"""The works that are measured: each is prepared (imports, files) first, then timed.

A contestant is a function of its subject that returns the work; the work returns what it has
done as counts, the first of which is the unit that speed is told in.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

Counts = dict[str, int]
Work = Callable[[], Counts]

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
PACK = CORPUS / "oxfordshire-cabinet-2023-10-17-addenda-2.pdf"


class SkipError(Exception):
    """The contestant cannot run here; its message says why."""


def pdfplumber_tables(path: str) -> Work:
    """Words and tables of each page, page by page let go of."""
    import pdfplumber

    def work() -> Counts:
        words = cells = tables = pages = 0
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                words += len(page.extract_words())
                found = page.extract_tables()
                tables += len(found)
                cells += sum(len(row) for table in found for row in table)
                pages += 1
                page.close()
        return {"pages": pages, "words": words, "tables": tables, "cells": cells}

    return work


def pdfplumber_text(path: str) -> Work:
    """The text of each page, of one file or of every PDF in a folder."""
    import pdfplumber

    def work() -> Counts:
        counts = {"pages": 0, "characters": 0}
        for file in _pdfs(path):
            with pdfplumber.open(file) as pdf:
                for page in pdf.pages:
                    counts["characters"] += len(page.extract_text())
                    counts["pages"] += 1
                    page.close()
        return counts

    return work


def pdftotext(path: str) -> Work:
    """Poppler's program, with its layout kept."""
    program = shutil.which("pdftotext")
    if not program:
        raise SkipError("pdftotext is not installed")

    def work() -> Counts:
        done = subprocess.run(
            [program, "-layout", path, "-"], capture_output=True, check=True, text=True
        )
        return {"pages": done.stdout.count("\f"), "words": len(done.stdout.split())}

    return work


def pdfium_floor(path: str) -> Work:
    """The least that pdfium itself needs: load each page, its text page, its text in bulk."""
    import pypdfium2

    def work() -> Counts:
        counts = {"pages": 0, "words": 0}
        with pypdfium2.PdfDocument(path) as pdf:
            for page in pdf:
                text = page.get_textpage()
                counts["words"] += len(text.get_text_range().split())
                counts["pages"] += 1
                text.close()
                page.close()
        return counts

    return work


def our_words(path: str) -> Work:
    """Words with boxes, and tables."""
    import pdfplumber.table  # noqa: F401  every contestant's libraries are loaded before the clock

    from pipeline.read.pdf import read_words_and_tables

    def work() -> Counts:
        pages = read_words_and_tables(Path(path))
        tables = [table for _, found in pages for table in found]
        return {
            "pages": len(pages),
            "words": sum(len(words) for words, _ in pages),
            "tables": len(tables),
            "cells": sum(len(row) for table in tables for row in table),
        }

    return work


def our_passages(path: str) -> Work:
    """The whole read: pages, passages with boxes, rows, notes, stamps, outline."""
    import pdfplumber.table  # noqa: F401

    import pipeline.read.pdf  # noqa: F401
    from pipeline.read import read_file

    def work() -> Counts:
        document = read_file(Path(path))
        return {"pages": len(document.pages), "passages": len(document.passages)}

    return work


def our_facts(path: str) -> Work:
    """Read, split and extract, in one process."""
    from pipeline.process import Task, process_file

    def work() -> Counts:
        made = process_file(Task(Path(path)))
        facts = sum(
            len(getattr(found, name))
            for found in made.facts
            for name in ("dates", "statistics", "recommendations", "responses", "themes")
        )
        return {"pages": len(made.document.pages), "papers": len(made.papers), "facts": facts}

    return work


def ingest(path: str) -> Work:
    """The command as a user gives it, into an archive of its own; one job."""
    return _ingest(path, 1)


def ingest_two(path: str) -> Work:
    """The same with two jobs."""
    return _ingest(path, 2)


def _ingest(path: str, jobs: int) -> Work:
    folder = tempfile.mkdtemp(prefix="board-papers-bench-")
    archive = Path(folder) / "archive.db"

    def work() -> Counts:
        from pipeline.ingest import Settings, ingest

        report = ingest([Path(path)], archive, Settings(jobs=jobs), _Silence())
        pages = sum(file.pages for file in report.files)
        return {"pages": pages, "files": len(report.files), "kilobytes": _size(archive) // 1024}

    return work


class _Silence:
    """A watcher that says nothing."""

    def begin(self, files: int) -> None:
        """So many files are to be read."""

    def done(self, report: object) -> None:
        """A file is through."""

    def step(self, name: str) -> None:
        """A step has begun."""


def dates(path: str) -> Work:
    """Dates of every paper of a pack."""
    from pipeline.extract.dates import find_dates

    papers, sentences, rules = _papers(path)

    def work() -> Counts:
        found = sum(len(list(find_dates(paper, own, rules))) for paper, own in papers)
        return {"sentences": sentences, "dates": found}

    return work


def dates_and_statistics(path: str) -> Work:
    """Dates and statistics of every paper of a pack."""
    from pipeline.extract.dates import find_dates
    from pipeline.extract.statistics import find_statistics

    papers, sentences, rules = _papers(path)

    def work() -> Counts:
        counts = {"sentences": sentences, "dates": 0, "statistics": 0}
        for paper, own in papers:
            found = list(find_dates(paper, own, rules))
            counts["dates"] += len(found)
            counts["statistics"] += len(list(find_statistics(paper, own, found, rules, None)))
        return counts

    return work


def all_facts(path: str) -> Work:
    """All five kinds of fact of every paper of a pack."""
    from pipeline.extract import extract_facts

    papers, sentences, rules = _papers(path)

    def work() -> Counts:
        made = [extract_facts(paper, own, rules) for paper, own in papers]
        return {"sentences": sentences, "papers": len(made)}

    return work


def _papers(path: str):  # type: ignore[no-untyped-def]
    """The papers of a file with their passages, read and warmed up before the clock starts."""
    import re

    from pipeline.extract import extract_facts
    from pipeline.read import read_file
    from pipeline.rules import load_rules
    from pipeline.split import split_document

    document, rules = read_file(Path(path)), load_rules()
    papers = [
        (paper, document.passages[paper.first_passage : paper.last_passage + 1])
        for paper in split_document(document, rules)
    ]
    sentences = sum(len(re.findall(r"[.!?](?:\s|$)", p.text)) or 1 for p in document.passages)
    extract_facts(papers[0][0], papers[0][1], rules)
    return papers, sentences, rules


def recurrences(count: str) -> Work:
    """Group recommendations that were made again, among `count` generated ones."""
    try:
        from pipeline.link.recurrence import link_recurrences
        from pipeline.rules import load_rules
        from tests.link.generator import generate
    except ImportError as error:
        raise SkipError(f"linking is not here ({error})") from error
    rows, rules = generate(int(count)).rows, load_rules()

    def work() -> Counts:
        found = link_recurrences(rows, rules)
        return {"recommendations": len(rows), "groups": len(found.groups)}

    return work


def files_in_process(folder: str) -> Work:
    """Each file of a folder read in this process."""
    import pdfplumber.table  # noqa: F401

    import pipeline.read.pdf  # noqa: F401
    from pipeline.read import read_file

    def work() -> Counts:
        return {"files": sum(bool(read_file(path).pages) for path in _pdfs(folder))}

    return work


def files_in_worker(folder: str) -> Work:
    """Each file of a folder read in a worker process under limits, its start included."""
    from pipeline.read import read_file
    from pipeline.read.isolate import Workers

    def work() -> Counts:
        with Workers(jobs=1, preload=["pipeline.read.pdf"]) as workers:
            done = [o.problem is None for o in workers.run(read_file, _pdfs(folder))]
        return {"files": sum(done)}

    return work


def _pdfs(path: str) -> list[Path]:
    given = Path(path)
    return sorted(given.glob("*.pdf")) if given.is_dir() else [given]


def _size(path: Path) -> int:
    return os.stat(path).st_size  # noqa: PTH116


CONTESTANTS: Mapping[str, Callable[[str], Work]] = {
    function.__name__: function
    for function in (
        pdfplumber_tables,
        pdfplumber_text,
        pdftotext,
        pdfium_floor,
        our_words,
        our_passages,
        our_facts,
        ingest,
        ingest_two,
        dates,
        dates_and_statistics,
        all_facts,
        recurrences,
        files_in_process,
        files_in_worker,
    )
}
