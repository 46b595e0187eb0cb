"""The pipeline's own works that are measured, and all contestants by their names."""

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.bench.again import AGAIN
from tests.bench.others import OTHERS
from tests.bench.pages import PAGES
from tests.bench.work import AFTERWARDS, Counts, SkipError, Work, kilobytes, pdfs


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
    return _ingest(path, jobs=1)


def ingest_two(path: str) -> Work:
    """The same with two jobs."""
    return _ingest(path, jobs=2)


def ingest_cluster(path: str) -> Work:
    """The same on a Dask cluster of two worker processes, which stands before the clock starts."""
    try:
        import distributed
    except ImportError as error:
        raise SkipError("distributed is not installed") from error
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    AFTERWARDS.append(cluster.close)
    return _ingest(path, cluster=cluster.scheduler_address)


def ingest_more(path: str) -> Work:
    """The same for `new/` beside an archive that holds a year already; one job."""
    return _ingest(f"{path}/new", held=Path(path) / "archive.db")


def _ingest(path: str, held: Path | None = None, **settings: Any) -> Work:
    folder = tempfile.TemporaryDirectory(prefix="board-papers-bench-")
    AFTERWARDS.append(folder.cleanup)
    archive = Path(folder.name) / "archive.db"
    if held:
        shutil.copy(held, archive)

    def work() -> Counts:
        from pipeline.ingest import Settings, ingest

        report = ingest([Path(path)], archive, Settings(**settings), _Silence())
        pages = sum(file.pages for file in report.files)
        with sqlite3.connect(archive) as connection:
            passages, recommendations = connection.execute(
                "SELECT (SELECT COUNT(*) FROM passages), (SELECT COUNT(*) FROM recommendations)"
            ).fetchone()
        return {
            "pages": pages,
            "files": len(report.files),
            "passages": passages,
            "recommendations": recommendations,
            "kilobytes": kilobytes(archive),
        }

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


def files_in_process(folder: str) -> Work:
    """Each file of a folder read in this process."""
    import pdfplumber.table  # noqa: F401

    import pipeline.read.pdf  # noqa: F401
    from pipeline.read import read_file

    def work() -> Counts:
        return {"files": sum(bool(read_file(path).pages) for path in pdfs(folder))}

    return work


def files_in_worker(folder: str) -> Work:
    """Each file of a folder read in a worker process under limits, its start included."""
    from pipeline.read import read_file
    from pipeline.read.isolate import Workers

    def work() -> Counts:
        with Workers(jobs=1, preload=["pipeline.read.pdf"]) as workers:
            done = [o.problem is None for o in workers.run(read_file, pdfs(folder))]
        return {"files": sum(done)}

    return work


CONTESTANTS: Mapping[str, Callable[[str], Work]] = {
    **OTHERS,
    **AGAIN,
    **PAGES,
    **{
        function.__name__: function
        for function in (
            our_words,
            our_passages,
            our_facts,
            ingest,
            ingest_two,
            ingest_more,
            ingest_cluster,
            dates,
            dates_and_statistics,
            all_facts,
            files_in_process,
            files_in_worker,
        )
    },
}
