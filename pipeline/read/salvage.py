"""Keep the good pages of a PDF that brings its reader down.

Where a worker dies, hangs or runs out of memory on a file, its pages are probed a few at a time
in further workers; the pages that are deadly by themselves are blanked in a copy, the copy is
read, and each of them is a problem. A file that is deadly as a whole stays one problem.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

from pipeline.errors import ReadError
from pipeline.model import Document, Problem
from pipeline.read import ReadOptions
from pipeline.read.isolate import Outcome, Workers
from pipeline.read.sniff import PDF, sniff_media_type

_DEADLY = frozenset({"timeout", "died", "memory"})
_CHUNK = 16
_MAX_DEADLY = 12
_MAX_PAGES = 5000
_SHARE = 6  # a probe has this part of the time that a file has
_LEFT_OUT = (
    "Reading this page brings the reader down, so it was left out. "
    "Look at the page itself, or ask for a fresh copy of the file."
)


class ReadTask(Protocol):
    """A task that reads one file with options."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def options(self) -> ReadOptions | None:
        """How to read it."""


T = TypeVar("T", bound=ReadTask)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Probe:
    """Pages of a file that are to be tried by themselves."""

    path: Path
    pages: tuple[int, ...]
    password: str | None


def run_salvaging(
    workers: Workers, function: Callable[[T], R], tasks: Iterable[T]
) -> Iterator[Outcome[T, R]]:
    """As `workers.run`; a PDF that is deadly is tried again without its deadly pages."""
    for outcome in workers.run(function, tasks):
        deadly = outcome.problem is not None and outcome.problem.code in _DEADLY
        yield _try_again(workers, function, outcome) if deadly else outcome


def _try_again(
    workers: Workers, function: Callable[[T], R], outcome: Outcome[T, R]
) -> Outcome[T, R]:
    task = outcome.task
    options = task.options or ReadOptions()
    if options.skip_pages or not _is_pdf(task.path):
        return outcome
    pages = find_deadly_pages(workers, task.path, options.password)
    if not pages:
        return outcome
    skipping = replace(options, skip_pages=pages)
    again = next(iter(workers.run(function, [replace(task, options=skipping)])))  # type: ignore[type-var]
    if again.problem is not None:
        return outcome
    return Outcome(task, again.value, None, outcome.seconds + again.seconds)


def find_deadly_pages(workers: Workers, path: Path, password: str | None) -> tuple[int, ...]:
    """The pages (from 1) that bring a worker down by themselves; none where that is no way out."""
    limits = replace(workers.limits, seconds=max(2.0, workers.limits.seconds / _SHARE))
    with Workers(workers.jobs, limits, preload=["pipeline.read.pdf"]) as probing:
        (counted,) = probing.run(count_pages, [Probe(path, (), password)])
        if not counted.value or counted.value > _MAX_PAGES:
            return ()
        numbers = range(1, counted.value + 1)
        chunks = [tuple(numbers[i : i + _CHUNK]) for i in range(0, len(numbers), _CHUNK)]
        suspects = _deadly(probing, path, chunks, password)
        if len(suspects) > _MAX_DEADLY * _CHUNK or len(suspects) == 0:
            return ()
        found = _deadly(probing, path, [(page,) for page in suspects], password)
    return found if len(found) <= _MAX_DEADLY and len(found) < counted.value else ()


def _deadly(
    probing: Workers, path: Path, chunks: Sequence[tuple[int, ...]], password: str | None
) -> tuple[int, ...]:
    """The pages of those chunks that bring a worker down."""
    probes = [Probe(path, chunk, password) for chunk in chunks]
    pages: list[int] = []
    for outcome in probing.run(probe_pages, probes):
        if outcome.problem is not None and outcome.problem.code in _DEADLY:
            pages.extend(outcome.task.pages)
    return tuple(sorted(pages))


def count_pages(probe: Probe) -> int:
    """How many pages a file has."""
    import pikepdf

    try:
        with pikepdf.open(probe.path, password=probe.password or "") as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        return 0


def probe_pages(probe: Probe) -> None:
    """Read some pages of a file by themselves; what comes of it does not matter."""
    import pikepdf

    from pipeline.read import pdf as reader

    with TemporaryDirectory(prefix="board-papers-") as folder:
        part = Path(folder) / "part.pdf"
        try:
            with (
                pikepdf.open(probe.path, password=probe.password or "") as whole,
                pikepdf.new() as made,
            ):
                made.pages.extend(whole.pages[page - 1] for page in probe.pages)
                made.save(part)
            reader.read(part, ReadOptions())
        except (pikepdf.PdfError, ReadError):
            return


def read_without(
    path: Path, options: ReadOptions, read: Callable[[Path, ReadOptions], Document]
) -> Document:
    """Read a PDF with the pages `options.skip_pages` left blank; each of them is a problem."""
    with TemporaryDirectory(prefix="board-papers-") as folder:
        copy = Path(folder) / "copy.pdf"
        _blank_pages(path, options, copy)
        document = read(copy, replace(options, password=None, skip_pages=()))
    skipped = frozenset(options.skip_pages)
    problems = [p for p in document.problems if p.page not in skipped]
    problems += [Problem("read", "damaged_page", _LEFT_OUT, page) for page in sorted(skipped)]
    return replace(document, problems=tuple(problems))


def _blank_pages(path: Path, options: ReadOptions, copy: Path) -> None:
    import pikepdf

    try:
        with pikepdf.open(path, password=options.password or "") as pdf:
            for number in options.skip_pages:
                page = pdf.pages[number - 1].obj
                page.Contents = pdf.make_stream(b"")
                page.Resources = pikepdf.Dictionary()
                if "/Annots" in page:
                    del page.Annots
            pdf.save(copy)
    except pikepdf.PdfError as error:
        raise ReadError("malformed", "The file is too damaged to keep its good pages.") from error


def _is_pdf(path: Path) -> bool:
    try:
        return sniff_media_type(path) == PDF
    except ReadError:
        return False
