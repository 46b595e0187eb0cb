"""One file or text to facts: read, split, extract. Pure: files in, records out, nothing stored."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline import __version__
from pipeline.extract import extract_facts
from pipeline.model import Document, Facts, Interval, Paper, Passage, Problem
from pipeline.read import ReadOptions, read_file
from pipeline.rules import Rules, load_rules
from pipeline.split import split_document

PRELOAD = ("pipeline.process", "pipeline.extract", "pipeline.read.pdf", "pipeline.split")
"""What a worker process loads once, before its first file."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the text lacks and the caller knows; None leaves what the paper says."""

    meeting_date: date | None = None
    period: Interval | None = None
    body: str | None = None
    title: str | None = None
    paper_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with its papers and the facts of each, in the same order."""

    document: Document
    papers: tuple[Paper, ...]
    facts: tuple[Facts, ...]

    def passages_of(self, paper: Paper) -> tuple[Passage, ...]:
        """The passages of one of the papers."""
        return self.document.passages[paper.first_passage : paper.last_passage + 1]


@dataclass(frozen=True, slots=True)
class Task:
    """One file to process, with all that a worker process needs to know."""

    path: Path
    rules_folder: Path | None = None
    model: str | None = None
    options: ReadOptions | None = None


def made_with(rules: Rules) -> str:
    """What facts are made with, rules and program: where it has changed, they are made anew."""
    return f"{rules.digest()}/{__version__}"


def process_file(task: Task) -> Extracted:
    """Read, split and extract one file; raises `ReadError` where it cannot be read."""
    document = read_file(task.path, task.options)
    return extract_document(document, load_rules(task.rules_folder), model=task.model)


def extract_document(
    document: Document, rules: Rules, given: Given | None = None, model: str | None = None
) -> Extracted:
    """Split a document into papers and extract the facts of each."""
    papers = [_fill(paper, given or Given()) for paper in split_document(document, rules)]
    facts = [
        _with_problem(
            paper,
            extract_facts(
                paper, document.passages[paper.first_passage : paper.last_passage + 1], rules, model
            ),
        )
        for paper in papers
    ]
    return Extracted(document, tuple(papers), tuple(facts))


def _with_problem(paper: Paper, facts: Facts) -> Facts:
    """What cannot be placed is kept, and said."""
    if paper.kind != "unplaced" or paper.first_passage > paper.last_passage:
        return facts
    message = (
        f"It cannot be told what kind of paper begins on page {paper.first_page}."
        " What it says is kept."
    )
    problem = Problem("split", "unplaced", message, paper.first_page)
    return replace(facts, problems=(*facts.problems, problem))


def _fill(paper: Paper, given: Given) -> Paper:
    return replace(
        paper,
        meeting_date=given.meeting_date or paper.meeting_date,
        period=given.period or paper.period,
        body=given.body or paper.body,
        title=given.title or paper.title,
        kind=given.paper_kind or paper.kind,  # type: ignore[arg-type]
    )
