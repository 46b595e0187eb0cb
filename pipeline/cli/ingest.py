"""`pipeline ingest`: bring files and folders into the archive."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.correct import waiting_note
from pipeline.cli.options import db_option, model_option, rules_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from rich.progress import Progress

    from pipeline.ingest import FileReport, RunReport
    from pipeline.model import Problem

_HEADS = (
    *("file", "pages", "papers", "recommen-\ndations", "respon-\nses", "statis-\ntics"),
    *("dates", "themes", "prob-\nlems"),
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@db_option()
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=min(4, os.cpu_count() or 1),
    show_default=True,
    help="How many files to read at the same time.",
)
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler whose workers read the files.")
@click.option("--password", help="The password of encrypted PDFs.")
@click.option("--ocr", is_flag=True, help="Read pages without text by OCR, where it is installed.")
@click.option("--refresh", is_flag=True, help="Read files again that are already in.")
@model_option()
@rules_option()
def ingest(
    paths: tuple[Path, ...],
    db: Path,
    jobs: int,
    cluster: str | None,
    password: str | None,
    ocr: bool,
    refresh: bool,
    model: str | None,
    rules_folder: Path | None,
) -> None:
    """Read PATHS (files or folders of PDF, Word, web page and text) into the archive.

    A file that is already in is skipped. Exit status: 0 if everything went in, 1 if something did
    not, 2 for a wrong command line.

    \b
    Example:
        pipeline ingest downloads/cabinet-2023-10-17.pdf minutes/ --db archive.db
    """
    from pipeline.ingest import Settings
    from pipeline.ingest import ingest as run_ingest

    missing = [path for path in paths if not path.exists()]
    if missing:
        click.echo(f"There is nothing at {missing[0]}. Check the name and try again.", err=True)
    present = [path for path in paths if path.exists()]
    if not present:
        sys.exit(1)
    settings = Settings(rules_folder, model, password, ocr, jobs, cluster, refresh)
    try:
        with _Bar() as bar:
            report = run_ingest(present, db, settings, bar)
    except KeyboardInterrupt:
        click.echo(
            f"Stopped. What was read is in {db}; the same command goes on from there.",
            err=True,
        )
        sys.exit(130)
    _print_report(report, db, ocr)
    sys.exit(0 if report.complete and not missing else 1)


class _Bar:
    """The progress bar as the run's watcher."""

    def __init__(self) -> None:
        from pipeline.cli.terminal import progress

        self._bar: Progress = progress()
        self._task = self._bar.add_task("Looking", total=None)

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def begin(self, files: int) -> None:
        """Show how many files there are to read."""
        self._bar.update(self._task, total=files, description="Reading")

    def done(self, report: FileReport) -> None:
        """Move on by one file."""
        self._bar.update(self._task, advance=1, description=f"Reading {report.name[:40]}")

    def step(self, name: str) -> None:
        """Say what goes on beside the reading."""
        if self._bar.disable:
            click.echo(f"{name}.", err=True)
        self._bar.update(self._task, description=name)


def _print_report(report: RunReport, db: Path, ocr: bool) -> None:
    from pipeline.cli.terminal import print_table

    worked = [file for file in report.files if file.state != "already in"]
    skipped = len(report.files) - len(worked)
    if worked:
        print_table(
            _HEADS,
            [_line(file) for file in sorted(worked, key=lambda file: file.name)],
            numbers=range(1, 9),
            short=0,
            footer=_total(worked) if len(worked) > 1 else None,
        )
    if skipped:
        were = "file was" if skipped == 1 else "files were"
        click.echo(f"{skipped} {were} already in {db} and skipped.")
    if report.passed_over:
        names = [path.name for path in report.passed_over]
        click.echo(f"Passed over because they are no papers: {_some(names)}.")
    if report.gone:
        click.echo(
            f"No longer in their folder, but still in the archive: {_some(report.gone)}."
            " Take one out with: pipeline forget NAME"
        )
    if report.outdated:
        click.echo(
            f"Read by an earlier version of this program: {_some(report.outdated)}."
            " Give them to pipeline ingest again and they are read anew."
        )
    if report.waiting:
        click.echo(waiting_note(report.waiting))
    if not report.files:
        click.echo("There are no papers here: no PDF, Word, web page or text file was found.")
    _print_failures(worked, ocr)
    if any(file.state != "failed" for file in report.files):
        click.echo(f"Done in {report.seconds:.1f} s. Look at it with: pipeline serve --db {db}")


def _some(names: Sequence[str]) -> str:
    more = "" if len(names) <= 3 else f" and {len(names) - 3:,} more"
    return ", ".join(names[:3]) + more


def _print_failures(files: list[FileReport], ocr: bool) -> None:
    failed = [file for file in files if file.state == "failed"]
    for file in failed:
        click.echo(f"Not read: {file.name}. {file.problems[0].message}", err=True)
    scans = 0 if ocr else sum(_is_scan(p) for file in files for p in file.problems)
    if scans:
        click.echo(
            f"{scans:,} page{'s have' if scans > 1 else ' has'} no text, and so no facts: probably"
            " scans. Read them with: pipeline ingest --ocr"
        )
    others = sum(len(file.problems) for file in files) - len(failed) - scans
    if others > 0:
        click.echo(
            f"{others:,} smaller problem{'s' if others > 1 else ''} noted; see: pipeline problems"
        )


def _is_scan(problem: Problem) -> bool:
    return problem.code == "no_text" and problem.page is not None


def _line(file: FileReport) -> tuple[object, ...]:
    if file.state == "failed":
        return (file.name, "not read", *[None] * 6, len(file.problems))
    return (file.name, file.pages, *file.counts.values(), len(file.problems))


def _total(files: list[FileReport]) -> tuple[object, ...]:
    good = [file for file in files if file.state != "failed"]
    sums = [sum(column) for column in zip(*(file.counts.values() for file in good), strict=True)]
    return (
        f"{len(files)} files",
        sum(file.pages for file in good),
        *(sums or [0] * 6),
        sum(len(file.problems) for file in files),
    )
