"""`pipeline recurring`, `themes`, `series`, `similar`: what the archive was made to answer."""

from pathlib import Path

import click

from pipeline.cli.look import open_existing
from pipeline.cli.options import db_option, rules_option


@click.command()
@click.option("--theme", help="Only recommendations about this theme, like neglect.")
@click.option("--accepted", is_flag=True, help="Only those that were accepted and made again.")
@click.option("--standing", is_flag=True, help="Also standing items, like 'note the report'.")
@db_option()
def recurring(theme: str | None, accepted: bool, standing: bool, db: Path) -> None:
    """List recommendations that were made again.

    \b
    Example:
        pipeline recurring --theme neglect --accepted
    """
    from pipeline.cli.terminal import print_table, shorten
    from pipeline.questions import find_theme, list_recurring

    with open_existing(db) as archive:
        theme = find_theme(archive, theme) if theme else None
        rows = list_recurring(archive, theme, accepted, standing)
    if not rows:
        which = f" about {theme}" if theme else ""
        then = " after it was accepted" if accepted else ""
        click.echo(f"No recommendation{which} in the archive was made again{then}.")
        return
    heads = ["id", "times", "years", "first", "last", "again after\nacceptance", "recommendation"]
    print_table(heads, [(*row[:-1], shorten(row[-1], 200)) for row in rows], numbers=[1, 2, 5])


@click.group(invoke_without_command=True)
@click.option("--by", type=click.Choice(["year"]), help="Figures for each year.")
@click.option("--terms", type=int, metavar="YEAR", help="The terms that set this year apart.")
@db_option()
@click.pass_context
def themes(context: click.Context, by: str | None, terms: int | None, db: Path) -> None:
    """Count what the papers are about, in all or by year.

    \b
    Example:
        pipeline themes --by year
    """
    if context.invoked_subcommand:
        return
    from pipeline.cli.terminal import print_table
    from pipeline.questions import theme_counts, theme_years

    if terms:
        _print_terms(terms, db)
        return
    with open_existing(db) as archive:
        rows = theme_years(archive) if by else theme_counts(archive)
    if by:
        heads = ["theme", "year", "passages", "of", "per 1,000", "stated"]
        shown = [(theme, str(year or "–"), *rest) for theme, year, *rest in rows]
        print_table(heads, shown, numbers=[2, 3, 4, 5])
    else:
        heads = ["theme", "", "passages", "papers", "stated", "recommendations"]
        print_table(heads, rows, numbers=[2, 3, 4, 5])


def _print_terms(year: int, db: Path) -> None:
    from pipeline.cli.terminal import print_table
    from pipeline.questions import year_terms

    with open_existing(db) as archive:
        found = year_terms(archive, year)
    if not found:
        click.echo(f"Nothing sets {year} apart from the other years in the archive.")
        return
    print_table(
        ["term", "", f"passages of {year}", "of other years", "strength"],
        [(t.term, t.change, t.passages, t.elsewhere, t.log_likelihood) for t in found],
        numbers=[2, 3, 4],
    )


@themes.command(name="try")
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@rules_option()
def try_themes(file: Path, rules_folder: Path | None) -> None:
    """Show which passages of FILE ('-' is standard input) are about which theme, and by what words.

    \b
    Example:
        pipeline themes try report.pdf --rules my-rules/
    """
    from pipeline.cli.extract import read_document
    from pipeline.cli.terminal import print_table
    from pipeline.process import extract_document
    from pipeline.rules import load_rules

    extracted = extract_document(read_document(file, None), load_rules(rules_folder))
    found = [mention for facts in extracted.facts for mention in facts.themes]
    if not found:
        click.echo("No passage is about a theme.")
        return
    print_table(
        ["theme", "page", "words", "passage"],
        [(m.theme, m.place.page, ", ".join(m.terms), m.place.quote) for m in found],
        numbers=[1],
    )


@click.command()
@click.argument("words", nargs=-1, required=True)
@db_option()
def series(words: tuple[str, ...], db: Path) -> None:
    """Show how figures whose measure holds WORDS moved over the reports.

    \b
    Example:
        pipeline series child protection plan
    """
    from pipeline.cli.terminal import print_table
    from pipeline.questions import find_series

    with open_existing(db) as archive:
        rows = find_series(archive, " ".join(words))
    if not rows:
        click.echo("No figure with these words was reported more than once.")
        return
    heads = ["measure", "unit", "period", "value", "role", "direction", "reported", "page", "quote"]
    print_table(heads, [(*row[:3], f"{row[3]:,g}", *row[4:]) for row in rows], numbers=[3, 7])


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--limit", type=click.IntRange(1), default=10, show_default=True, help="How many to show."
)
@db_option()
def similar(file: Path, limit: int, db: Path) -> None:
    """Show earlier recommendations like the draft in FILE ('-' is standard input), with answers.

    \b
    Example:
        echo 'That the Council review key worker housing' | pipeline similar -
    """
    from pipeline.cli.extract import read_document
    from pipeline.cli.terminal import print_table
    from pipeline.questions import find_similar

    draft = "\n\n".join(passage.text for passage in read_document(file, None).passages)
    with open_existing(db) as archive:
        found = find_similar(archive, draft, limit)
    if not found:
        click.echo("No earlier recommendation reads like this one.")
        return
    print_table(
        ["alike", "date", "made by", "answer", "file", "page", "recommendation"],
        [
            (f"{one.score:.0%}", one.date, one.made_by, one.decision, one.file, one.page, one.text)
            for one in found
        ],
        numbers=[0, 5],
    )
