"""Run the pipeline on the annotated files and compare."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.evaluate.gold import find_source, load_gold
from pipeline.evaluate.score import Outcome, compare_paper
from pipeline.factrows import fact_rows
from pipeline.process import Task, process_file


def evaluate_gold(
    paths: Sequence[Path], rules_folder: Path | None = None, model: str | None = None
) -> list[Outcome]:
    """The outcome of every annotated paper and fact type; each file is processed once."""
    papers = load_gold(paths)
    sources = [find_source(paper.file, paper.folder).resolve() for paper in papers]
    rows = {
        source: list(fact_rows(process_file(Task(source, rules_folder, model)), source.name))
        for source in dict.fromkeys(sources)
    }
    return [
        outcome
        for paper, source in zip(papers, sources, strict=True)
        for outcome in compare_paper(paper, rows[source])
    ]
