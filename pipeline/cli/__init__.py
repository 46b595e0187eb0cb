"""The command line: the only door to click. Errors become messages, records become tables.

Commands import what they need when they run, so that `pipeline --help` answers at once.
"""

import contextlib
import io
import sys
from typing import Any, NoReturn

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

STOPPED = 130
"""The exit status of a program that was stopped with Ctrl-C."""


class _InOrder(click.Group):
    """Lists the commands in the order in which one meets them; Ctrl-C ends each with a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(STOPPED)

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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        cli(prog_name="pipeline")
    except PipelineError as error:
        _fail(str(error))
    except UnicodeDecodeError:
        _fail("A file that was named is no text. Only ingest and extract read PDF and Word.")
    except OSError as error:
        _fail(f"{error.filename or 'The output'} cannot be used ({error.strerror}).")


def _fail(message: str) -> NoReturn:
    click.echo(f"Error: {message}", err=True)
    with contextlib.suppress(OSError):
        sys.stdout.close()
    sys.exit(1)
