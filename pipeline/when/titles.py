"""The period that the title of a paper names."""

import re
from datetime import date

from pipeline.model import Interval, Paper

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s?[-–/]\s?(?:20)?(\d\d)(?!\d)")
_COVERS = re.compile(
    r"\b(?:monitoring|outturn|performance|quarter|q[1-4]|accounts?|annual\sreport|budget|"
    r"allocations?|progress)\b",
    re.IGNORECASE,
)


def title_period(paper: Paper) -> Interval | None:
    """The one financial year that the title of a monitoring report and the like names."""
    if paper.title is None or paper.kind == "minute" or not _COVERS.search(paper.title):
        return None
    years = {
        int(match[1])
        for match in _YEAR.finditer(paper.title)
        if (int(match[1]) + 1) % 100 == int(match[2])
    }
    if len(years) != 1 or len(_YEAR.findall(paper.title)) != 1:
        return None
    year = years.pop()
    return Interval(date(year, 4, 1), date(year + 1, 3, 31))
