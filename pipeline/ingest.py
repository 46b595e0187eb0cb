"""The story of a run: find files, skip what is in, read the rest in worker processes, store, link.

Progress and tables belong to the command line; it is told of each step through a `Watcher`.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from pipeline import __version__
from pipeline.cluster import process_on_cluster
from pipeline.errors import ReadError
from pipeline.link.run import is_linked, link_archive
from pipeline.model import Problem
from pipeline.process import made_with
from pipeline.read import READER_VERSION, ReadOptions
from pipeline.read.isolate import Limits, Outcome, Workers
from pipeline.read.salvage import run_salvaging
from pipeline.rules import Rules, load_rules
from pipeline.sources import find_files, find_gone, make_entry
from pipeline.store.archive import Archive, FileEntry, FileState
from pipeline.store.batch import (
    PRELOAD_BATCH,
    Batch,
    DocumentTask,
    FileTask,
    batch_document,
    batch_file,
)
from pipeline.store.corrections import waiting_corrections
from pipeline.store.read_back import load_document

OCR_LIMITS = Limits(seconds=3600, cpu_seconds=3600)
"""OCR takes seconds a page, where words in the file take thousandths."""

COUNTED = ("papers", "recommendations", "responses", "statistics", "dates", "theme_mentions")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file of a run."""

    name: str
    state: Literal["new", "refreshed", "already in", "failed"]
    pages: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RunReport:
    """What became of a run: a report a file; the files that were no papers; of the files that the
    archive holds, those gone from their folder and those that an earlier reader has read."""

    files: tuple[FileReport, ...]
    passed_over: tuple[Path, ...]
    gone: tuple[str, ...]
    outdated: tuple[str, ...]
    seconds: float
    waiting: int = 0
    """Corrections of facts that were not found."""

    @property
    def complete(self) -> bool:
        """Whether every file went in."""
        return all(report.state != "failed" for report in self.files)


class Watcher(Protocol):
    """What the run tells while it goes on."""

    def begin(self, files: int) -> None:
        """So many files are to be read."""

    def done(self, report: FileReport) -> None:
        """A file is through."""

    def step(self, name: str) -> None:
        """A step after the reading has begun."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run: rules, model, password, OCR, number of processes, limits of each."""

    rules_folder: Path | None = None
    model: str | None = None
    password: str | None = None
    ocr: bool = False
    jobs: int = 1
    cluster: str | None = None
    refresh: bool = False
    limits: Limits | None = None


def ingest(paths: Sequence[Path], db: Path, settings: Settings, watcher: Watcher) -> RunReport:
    """Bring files and folders into the archive; one bad file is a report, never an exception."""
    started, began = datetime.now(UTC), time.monotonic()
    files, passed_over = find_files(paths)
    if not files and not db.exists():
        return RunReport((), tuple(passed_over), (), (), 0.0)
    rules = load_rules(settings.rules_folder)
    with Archive.open(db) as archive:
        if not archive.claim(wait=False):
            holder = archive.holder() or "another run"
            watcher.step(f"Waiting for {holder}, which writes to {db} (Ctrl-C gives up)")
            archive.claim()
        archive.replace_themes(_themes(rules))
        reports = list(_ingest_files(files, archive, rules, settings, watcher))
        if not is_linked(archive, rules):
            watcher.step("Linking what recurs")
            link_archive(archive, rules)
        held = archive.files()
        gone = find_gone([entry.path for _, entry in held], paths, files)
        seconds = time.monotonic() - began
        outdated = tuple(
            entry.path
            for state, entry in held
            if state.status != "failed" and not _same_reader(state)
        )
        waiting = len(waiting_corrections(archive))
        report = RunReport(tuple(reports), tuple(passed_over), gone, outdated, seconds, waiting)
        if any(file.state != "already in" for file in reports):
            archive.add_run(_run_row(report, started))
    return report


def _ingest_files(
    files: Sequence[Path], archive: Archive, rules: Rules, settings: Settings, watcher: Watcher
) -> Iterator[FileReport]:
    fresh: dict[str, tuple[Path, FileEntry]] = {}
    stale: dict[str, tuple[str, FileEntry]] = {}
    held = {entry.sha256: (state, entry) for state, entry in archive.files()}
    scans = archive.scans() if settings.ocr else frozenset()
    seen: set[str] = set()
    for path in files:
        try:
            entry = make_entry(path)
        except OSError as error:
            yield _unreadable(path, error)
            continue
        state, was = held.get(entry.sha256, (None, entry))
        if settings.refresh or entry.id in scans:
            state = None
        if entry.sha256 in seen or (state and _is_current(state, rules)):
            if entry.sha256 not in seen and not Path(was.path).is_file():
                archive.move(entry)
            yield FileReport(path.name, "already in")
        elif state and state.status != "failed" and _same_reader(state):
            stale[entry.id] = state.id, entry
        else:
            fresh[entry.id] = path, entry
        seen.add(entry.sha256)
    stale.update(_others_stale(held.values(), rules, seen))
    watcher.begin(len(fresh) + len(stale))
    for again in _process_again(stale, archive, settings):
        yield _told(watcher, _store(stale[again.task.file][1], again, archive, "refreshed"))
    for read in _process(fresh, settings):
        yield _told(watcher, _store(fresh[read.task.file][1], read, archive, "new"))


def _others_stale(
    held: Iterable[tuple[FileState, FileEntry]], rules: Rules, seen: Set[str]
) -> dict[str, tuple[str, FileEntry]]:
    """Files of the archive that this run was not given, and that other rules were used for."""
    return {
        entry.id: (state.id, entry)
        for state, entry in held
        if entry.sha256 not in seen
        and state.status != "failed"
        and _same_reader(state)
        and not _is_current(state, rules)
    }


def _process(
    fresh: Mapping[str, tuple[Path, FileEntry]], settings: Settings
) -> Iterator[Outcome[FileTask, Batch]]:
    """Read files in worker processes, on this machine or on a cluster."""
    options = ReadOptions(password=settings.password, ocr=settings.ocr)
    limits = settings.limits or (OCR_LIMITS if settings.ocr else None)
    tasks = [
        FileTask(path, settings.rules_folder, settings.model, options, file)
        for file, (path, _) in fresh.items()
    ]
    if tasks and settings.cluster:
        yield from process_on_cluster(settings.cluster, tasks, limits)
    elif tasks:
        with Workers(settings.jobs, limits, preload=PRELOAD_BATCH) as workers:
            yield from run_salvaging(workers, batch_file, tasks)


def _process_again(
    stale: Mapping[str, tuple[str, FileEntry]], archive: Archive, settings: Settings
) -> Iterator[Outcome[DocumentTask, Batch]]:
    """Apply changed rules to what was read before."""
    with Workers(settings.jobs, settings.limits, preload=PRELOAD_BATCH) as workers:
        yield from workers.run(
            batch_document,
            (
                DocumentTask(
                    load_document(archive.connection, held_as),
                    file,
                    settings.rules_folder,
                    settings.model,
                )
                for file, (held_as, _) in stale.items()
            ),
        )


def _store(
    entry: FileEntry,
    outcome: Outcome[Any, Batch],
    archive: Archive,
    state: Literal["new", "refreshed"],
) -> FileReport:
    batch = outcome.value
    if batch is None:
        failure = outcome.problem or ReadError("died", "The file could not be read.")
        kept = archive.add_failure(entry, Problem("read", failure.code, failure.message), _now())
        return FileReport(entry.name, "failed", problems=(kept,))
    archive.add(entry, batch, _now())
    counts = batch.counts()
    return FileReport(
        entry.name,
        state,
        pages=counts.get("pages", 0),
        counts={table: counts.get(table, 0) for table in COUNTED},
        problems=batch.problems,
    )


def _unreadable(path: Path, error: OSError) -> FileReport:
    message = f"The file cannot be opened ({error.strerror})."
    return FileReport(path.name, "failed", problems=(Problem("read", "missing", message),))


def _told(watcher: Watcher, report: FileReport) -> FileReport:
    watcher.done(report)
    return report


def _is_current(state: FileState, rules: Rules) -> bool:
    return state.status != "failed" and state.rules == made_with(rules) and _same_reader(state)


def _same_reader(state: FileState) -> bool:
    return bool(state.reader) and str(state.reader).endswith(f"/{READER_VERSION}")


def _themes(rules: Rules) -> list[tuple[str, str, str]]:
    return [
        (theme.id, str(theme.fields["label"]), str(theme.fields.get("description", "")))
        for theme in rules.examples("themes")
        if "label" in theme.fields
    ]


def _run_row(report: RunReport, started: datetime) -> dict[str, object]:
    return {
        "id": started.strftime("%Y%m%dT%H%M%S%f"),
        "started_at": started.isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 2),
        "files": sum(file.state in ("new", "refreshed") for file in report.files),
        "pages": sum(file.pages for file in report.files),
        "facts": sum(sum(file.counts.values()) for file in report.files),
        "version": __version__,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
