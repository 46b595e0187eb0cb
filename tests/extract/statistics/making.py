"""Statistics of a piece of text, as the tests of this folder need them."""

from datetime import date

from pipeline.extract.dates import find_dates
from pipeline.extract.statistics import find_statistics
from pipeline.model import Document, Interval, Paper, Statistic
from pipeline.read.text import read_text
from pipeline.rules import load_rules

YEAR_2018 = Interval(date(2018, 4, 1), date(2019, 3, 31))
"""The reporting period of most examples: the financial year 2018/19."""


def find_in(text: str, period: Interval | None = YEAR_2018) -> list[Statistic]:
    """The statistics of a text that is a paper of its own."""
    return find_in_document(read_text(text), period)


def find_in_document(document: Document, period: Interval | None = YEAR_2018) -> list[Statistic]:
    """The statistics of a document that is one paper."""
    last = len(document.passages) - 1
    paper = Paper(0, "unplaced", None, 1, 1, 0, last, period=period)
    rules = load_rules()
    dates = find_dates(paper, document.passages, rules)
    return find_statistics(paper, document.passages, dates, rules)
