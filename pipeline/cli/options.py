"""Options that several commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.model import Interval

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Day(_Type):
    """A day written 2023-10-17."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """The day, or a usage error that shows how to write one."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day. Write it like 2023-10-17.", param, ctx)


class Period(_Type):
    """A financial year (2018-19) or two days (2018-04-01/2019-03-31)."""

    name = "YEAR"

    def convert(self, value: Any, param: Any, ctx: Any) -> Interval:
        """The interval, or a usage error that shows how to write one."""
        from pipeline.when import parse_period

        if (period := parse_period(value)) is None:
            self.fail(f"'{value}' is not a period. Write it like 2018-19.", param, ctx)
        return period


def db_option() -> Decorator:
    """`--db`: the archive."""
    return click.option(
        "--db",
        type=click.Path(dir_okay=False, path_type=Path),
        default=Path("archive.db"),
        show_default=True,
        help="The archive.",
    )


def rules_option() -> Decorator:
    """`--rules`: a folder of rules of one's own."""
    return click.option(
        "--rules",
        "rules_folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder of rules of your own, in place of those that come with the program.",
    )


def model_option() -> Decorator:
    """`--model`: a trained spaCy pipeline."""
    return click.option(
        "--model",
        help="A trained spaCy pipeline to use for what is measured (not needed).",
    )
