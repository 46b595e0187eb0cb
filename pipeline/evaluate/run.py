"""Run the pipeline on the annotated files and compare."""

from collections.abc import Iterable, Sequence
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
    near = paths[0] if paths[0].is_dir() else paths[0].parent
    rows = {
        name: list(
            fact_rows(process_file(Task(find_source(name, near), rules_folder, model)), name)
        )
        for name in _unique(paper.file for paper in papers)
    }
    return [outcome for paper in papers for outcome in compare_paper(paper, rows[paper.file])]


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
