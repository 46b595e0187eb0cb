"""Temporal expressions in text, pinned to the calendar. What a date is the date *of* (its role)
is decided elsewhere; here a text goes in and days come out."""

from pipeline.when.find import find_expressions, parse_period
from pipeline.when.likely import likely_period
from pipeline.when.records import Anchor, Expression
from pipeline.when.titles import title_period

__all__ = [
    "Anchor",
    "Expression",
    "find_expressions",
    "likely_period",
    "parse_period",
    "title_period",
]
