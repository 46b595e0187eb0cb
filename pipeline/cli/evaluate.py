"""`pipeline evaluate`: precision and recall against annotated papers."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.look import open_existing
from pipeline.cli.options import Decorator, model_option, rules_option
from pipeline.errors import UsageError
from pipeline.evaluate.gold import FACT_TYPES

if TYPE_CHECKING:
    from pipeline.evaluate.score import Outcome, Score


def _archive_option(name: str, variable: str, what: str) -> Decorator:
    """An option that works on an archive, the usual one where none is named."""
    return click.option(
        name,
        variable,
        type=click.Path(path_type=Path),
        is_flag=False,
        flag_value="archive.db",
        metavar="[ARCHIVE]",
        help=f"{what} Without ARCHIVE: archive.db.",
    )


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--show",
    type=click.Choice(["misses", "false", "fields"]),
    multiple=True,
    help="Show the cases behind the figures.",
)
@click.option("--fact", type=click.Choice(FACT_TYPES), help="Only this fact type.")
@click.option(
    "--by",
    type=click.Choice(["paper", "kind", "body", "council", "file"]),
    help="Figures for each of these as well.",
)
@click.option("--markdown", is_flag=True, help="Print the figures as a table of Markdown.")
@click.option(
    "--floors",
    type=click.Path(exists=True, path_type=Path),
    help='A JSON file of floors, like {"date.precision": 0.97}; exit status 1 below one.',
)
@_archive_option(
    "--publish", "publish", "Write the figures into the archive for its accuracy page."
)
@_archive_option(
    "--learn-from-corrections",
    "learn",
    "First turn the corrections in the archive into annotated papers in the folder GOLD.",
)
@model_option()
@rules_option()
def evaluate(
    gold: tuple[Path, ...],
    show: tuple[str, ...],
    fact: str | None,
    by: str | None,
    markdown: bool,
    floors: Path | None,
    publish: Path | None,
    learn: Path | None,
    model: str | None,
    rules_folder: Path | None,
) -> None:
    """Score the pipeline against annotated papers (files or folders GOLD of JSON Lines).

    \b
    Example:
        pipeline evaluate corpus/gold/dev --show misses
    """
    from pipeline.evaluate.publish import below_floors, load_floors, markdown_groups, markdown_table
    from pipeline.evaluate.run import evaluate_gold
    from pipeline.evaluate.score import score_outcomes

    least = load_floors(floors) if floors else {}
    if learn:
        _learn(learn, gold[0])
    if (
        publish
        and not (show or by or floors or markdown)
        and _is_published(publish, gold, rules_folder)
    ):
        click.echo(f"The figures in {publish} are up to date.")
        return
    outcomes = [
        outcome
        for outcome in evaluate_gold(gold, rules_folder=rules_folder, model=model)
        if fact in (None, outcome.fact)
    ]
    scores = score_outcomes(outcomes)
    if markdown:
        click.echo(markdown_groups(outcomes, by) if by else markdown_table(scores))
    else:
        for name, group in _groups(outcomes, by):
            _print_scores(name, score_outcomes(group))
    for outcome in outcomes:
        _print_cases(outcome, show)
    if publish:
        _publish(outcomes, publish, gold, rules_folder)
    if least and (low := below_floors(scores, least)):
        click.echo("\n".join(low), err=True)
        sys.exit(1)


def _learn(db: Path, folder: Path) -> None:
    from pipeline.evaluate.learn import write_learned

    if folder.is_file():
        raise UsageError(f"{folder} is not a folder; annotated papers are written into one.")
    with open_existing(db) as archive:
        written = write_learned(archive, folder)
    papers = "1 annotated paper" if len(written) == 1 else f"{len(written)} annotated papers"
    click.echo(f"{papers} written into {folder}.")


def _is_published(db: Path, gold: tuple[Path, ...], rules_folder: Path | None) -> bool:
    from pipeline.evaluate.publish import fingerprint
    from pipeline.rules import load_rules

    with open_existing(db) as archive:
        return bool(archive.load_state("measured") == fingerprint(gold, load_rules(rules_folder)))


def _publish(
    outcomes: "list[Outcome]", db: Path, gold: tuple[Path, ...], rules_folder: Path | None
) -> None:
    from pipeline.evaluate.publish import accuracy_rows, fingerprint, group_rows, pair_rows
    from pipeline.evaluate.score import score_outcomes
    from pipeline.rules import load_rules

    rules = load_rules(rules_folder)
    now = datetime.now(UTC).isoformat("T", "seconds")
    rows = [
        *accuracy_rows(score_outcomes(outcomes), now),
        *group_rows(outcomes, now),
        *pair_rows(gold, rules, now),
    ]
    with open_existing(db) as archive, archive.transaction():
        archive.connection.execute("DELETE FROM accuracy")
        archive.insert("accuracy", rows)
        archive.save_state("measured", fingerprint(gold, rules))
    click.echo(f"The figures are now in {db}.")


def _groups(outcomes: "list[Outcome]", by: str | None) -> "list[tuple[str, list[Outcome]]]":
    from pipeline.evaluate.score import group_outcomes

    groups = group_outcomes(outcomes, by) if by else {}
    return [*groups.items(), ("all annotated papers", outcomes)]


def _print_scores(title: str, scores: "list[Score]") -> None:
    from pipeline.cli.terminal import print_table

    print_table(
        ["fact", "found", "missed", "false", "precision", "recall", "F1", "fields right"],
        [
            (
                score.fact,
                score.found,
                score.missed,
                score.false,
                _with_interval(score.precision, score.precision_interval),
                _with_interval(score.recall, score.recall_interval),
                score.f1,
                ", ".join(f"{name} {share:.2f}" for name, share in score.fields.items()),
            )
            for score in scores
        ],
        numbers=[1, 2, 3],
        title=title,
    )


def _with_interval(value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None or interval is None:
        return "–"
    return f"{value:.3f} ({interval[0]:.2f}–{interval[1]:.2f})"


def _print_cases(outcome: "Outcome", show: tuple[str, ...]) -> None:
    from pipeline.evaluate.compare import agreements

    if "misses" in show:
        for row in outcome.missed:
            click.echo(f"missed  {outcome.paper}: {_case(row)}")
    if "false" in show:
        for row in outcome.false:
            click.echo(f"false   {outcome.paper}: {_case(row)} [{row.get('rule')}]")
    if "fields" in show:
        for found, gold in outcome.pairs:
            wrong = [name for name, agrees in agreements(found, gold).items() if not agrees]
            for name in wrong:
                click.echo(
                    f"field   {outcome.paper}: {outcome.fact} {_disagreement(name, found, gold)}"
                )


def _disagreement(name: str, found: dict[str, Any], gold: dict[str, Any]) -> str:
    quote = str(gold["quote"])[:90]
    return f"{name}: found {found.get(name)!r}, annotated {gold.get(name)!r}: {quote!r}"


def _case(row: dict[str, Any]) -> str:
    keys = ("value", "unit", "text", "theme", "label", "first_page", "start", "end", "role")
    shown = " ".join(f"{key}={row[key]}" for key in keys if row.get(key) is not None)
    return f"{row['fact']} p{row.get('page')} {shown[:160]}: {str(row['quote'])[:140]!r}"
