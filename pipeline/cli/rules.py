"""`pipeline rules`: check the rules against their examples, and try them on a text."""

import sys
from pathlib import Path

import click

from pipeline.cli.options import rules_option
from pipeline.errors import UsageError


@click.group()
def rules() -> None:
    """Check the rules, and try them on a text."""


@rules.command()
@click.argument("books", nargs=-1)
@rules_option()
def check(books: tuple[str, ...], rules_folder: Path | None) -> None:
    """Hold every rule (of BOOKS, or of all) against its own examples.

    \b
    Example:
        pipeline rules check dates
    """
    from pipeline.check import check_book
    from pipeline.rules import load_rules

    loaded = load_rules(rules_folder)
    unknown = set(books) - set(loaded.names())
    if unknown:
        raise UsageError(
            f"There is no rule file called {', '.join(sorted(unknown))}. "
            f"There are: {', '.join(loaded.names())}."
        )
    failed = 0
    for name in books or loaded.names():
        failures = list(check_book(name, loaded))
        examples = sum(
            len(rule.finds) + len(rule.ignores) + len(rule.todo) for rule in loaded.examples(name)
        )
        click.echo(f"{name}: {examples} examples, {len(failures)} failed")
        for failure in failures:
            click.echo(
                f"  {failure.rule} ({failure.kind}): {failure.text!r}\n    {failure.message}"
            )
        failed += len(failures)
    sys.exit(1 if failed else 0)


@rules.command(name="try")
@click.argument("text")
@rules_option()
def try_text(text: str, rules_folder: Path | None) -> None:
    """Show which rule finds what in TEXT.

    \b
    Example:
        pipeline rules try 'Cabinet is RECOMMENDED to note the report by 27 October 2023.'
    """
    from pipeline.check import example_rows
    from pipeline.cli.extract import read_as
    from pipeline.cli.terminal import print_table
    from pipeline.rules import load_rules

    rows = example_rows({"text": text}, load_rules(rules_folder))
    found = [row for row in rows if row["fact"] != "paper"]
    if not found:
        click.echo("No rule finds anything in this text.")
        return
    print_table(
        ["rule", "fact", "what the text says", "read as"],
        [
            (row["rule"], row["fact"], row.get("text") or row["quote"], read_as(row))
            for row in found
        ],
    )
