"""The year that a report without one in its title speaks of most."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from pipeline.model import Interval
from pipeline.rules import Rules
from pipeline.when import calendar
from pipeline.when.find import find_expressions
from pipeline.when.records import Anchor

_OFTEN = 3
"""How often it must speak of a year for it to be its own."""


def likely_period(texts: Iterable[str], rules: Rules) -> Interval | None:
    """The year of account that the texts name most, the later of two named alike; None where
    none is named often."""
    years: Counter[Interval] = Counter()
    for text in texts:
        for found in find_expressions(text, Anchor(), rules):
            begins = found.first.month if found.first and found.precision == "year" else None
            if begins == calendar.FINANCIAL:
                years[Interval(found.first, found.last)] += 1
    if not years:
        return None
    year, times = max(years.items(), key=lambda item: (item[1], item[0].end or date.min))
    return year if times >= _OFTEN else None
