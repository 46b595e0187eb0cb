"""The figures of docs/accuracy.md, from a run: the page says what the present program does.

python -m tests.evaluate.figures        rewrites the marked blocks of the page
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluate.gold import find_source, load_gold
from pipeline.evaluate.publish import markdown_groups, markdown_table
from pipeline.evaluate.score import Outcome, compare_paper, score_outcomes
from pipeline.factrows import fact_rows
from pipeline.link.accuracy import load_pairs, score_pairs
from pipeline.process import Task, process_file
from pipeline.rules import load_rules
from tests.blocks import fill_blocks

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "corpus" / "gold"
PAGE = ROOT / "docs" / "accuracy.md"
Rows = Callable[[str], Iterable[dict[str, Any]]]


def write_page(page: str, rows: Rows) -> str:
    """The page with the figures of facts that `rows` finds in a file of the corpus."""
    dev, own = (_compare(GOLD / name, rows) for name in ("dev", "own"))
    blocks = {
        "dev": markdown_table(score_outcomes(dev)),
        "own": markdown_table(score_outcomes(own)),
        "council": markdown_groups([*dev, *own], "council"),
        "kind": markdown_groups([*dev, *own], "kind"),
        "pairs": _pairs(),
    }
    return fill_blocks(page, blocks)


def _compare(folder: Path, rows: Rows) -> Sequence[Outcome]:
    found = {paper.file: tuple(rows(paper.file)) for paper in load_gold([folder])}
    return [o for paper in load_gold([folder]) for o in compare_paper(paper, found[paper.file])]


def _pairs() -> str:
    lines = ["| relation | labelled pairs | precision | recall |", "|---|---:|---:|---:|"]
    for figure in score_pairs(load_pairs(GOLD / "pairs.jsonl"), load_rules()):
        if figure.half != "tune":
            shares = " | ".join(f"{share or 0:.2f}" for share in (figure.precision, figure.recall))
            lines.append(f"| {figure.relation} | {figure.pairs} | {shares} |")
    return "\n".join(lines)


def _rows(name: str) -> Iterable[dict[str, Any]]:
    return fact_rows(process_file(Task(find_source(name, GOLD))), name)


if __name__ == "__main__":
    PAGE.write_text(write_page(PAGE.read_text(encoding="utf-8"), _rows), encoding="utf-8")
