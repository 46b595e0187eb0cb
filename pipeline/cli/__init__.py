"""The command line: the only door to click. Errors become messages, records become tables.

Commands import what they need when they run, so that `pipeline --help` answers at once.
"""

import sys

import click

from pipeline import __version__
from pipeline.cli.correct import correct, corrections, forget, reject
from pipeline.cli.evaluate import evaluate
from pipeline.cli.extract import extract
from pipeline.cli.ingest import ingest
from pipeline.cli.look import files, problems, search, show
from pipeline.cli.questions import recurring, series, similar, themes
from pipeline.cli.rules import rules
from pipeline.cli.serve import serve
from pipeline.errors import PipelineError


class _InOrder(click.Group):
    """Lists the commands in the order in which one meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were added."""
        return list(self.commands)


@click.group(
    cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="pipeline")
def cli() -> None:
    """Turn a council's committee papers into an archive that answers questions."""


_COMMANDS = (
    *(ingest, serve, search, show, problems, files),
    *(recurring, themes, series, similar),
    *(correct, reject, corrections, forget),
    *(extract, rules, evaluate),
)
for command in _COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line; what went wrong is told in a sentence, with exit status 1."""
    try:
        cli(prog_name="pipeline")
    except PipelineError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
