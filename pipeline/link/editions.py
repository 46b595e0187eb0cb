"""Papers that are editions of one report: the same title but for its year.

The officer's cover report, the report itself and the minute on it are of one edition; editions
are told apart by their year.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.link.lexicon import plain_words

KINDS = frozenset(
    {"annual_report", "officer_report", "appendix", "minute", "action_plan", "inspection_report"}
)
"""Kinds of papers that can be an edition of something."""

_YEARS = re.compile(
    r"\b((?:19|20)\d\d)(?:\s?[/–-]\s?((?:19|20)?\d\d))?(?!\d)|\b(\d\d)\s?[/–]\s?(\d\d)\b(?![/–]\d)"
)
_SHORT_FORM = re.compile(r"\(\s*[A-Z][A-Za-z&]{1,9}\s*\)")
_LABEL = re.compile(r"^(?:(?:annex|appendix|item|agenda item|part)\s+\w{1,4}\s*[:.–-]?\s+)+", re.I)
_FILLERS = frozenset(
    plain_words(
        "a an the of to for on in and by with from annual report reports year yearly edition draft "
        "final version update published introduction contents foreword executive summary cover "
        "new current period january february march april may june july august september october "
        "november december quarter q1 q2 q3 q4 spring summer autumn winter"
    )
)


@dataclass(frozen=True, slots=True)
class PaperTitle:
    """What is needed of a paper: `period_start` of its reporting period, `area` whose paper it
    is, `parent_id` the paper that it is an appendix of; days are ISO."""

    id: str
    file_id: str
    position: int
    kind: str
    title: str | None
    meeting_date: str | None
    period_start: str | None = None
    parent_id: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """The papers of one year's edition; `year` is the year in which its period begins."""

    year: int
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report that came out more than once, its editions in order of year."""

    id: str
    title: str
    editions: tuple[Edition, ...]


def find_editions(papers: Sequence[PaperTitle]) -> list[Report]:
    """Every report with editions of two years or more, in order of its title."""
    by_id = {paper.id: paper for paper in papers}
    by_id |= {"cover of " + p.id: cover for p in papers if (cover := _cover_of(p, papers))}
    grouped: dict[tuple[str, tuple[str, ...]], list[PaperTitle]] = {}
    for paper in sorted(papers, key=lambda p: (p.meeting_date or "", p.file_id, p.position)):
        if paper.kind not in KINDS or year_of(paper, by_id) is None:
            continue
        words = report_words(paper, by_id)
        if len(words) > 1:
            grouped.setdefault((paper.area or "", words), []).append(paper)
    reports = [_report(key, rows, by_id) for key, rows in grouped.items()]
    several = [report for report in reports if len(report.editions) > 1]
    return sorted(several, key=lambda report: (report.title.casefold(), report.id))


def report_words(paper: PaperTitle, by_id: Mapping[str, PaperTitle]) -> tuple[str, ...]:
    """What a report is on, as words in order of the alphabet.

    A title that only says 'Annual Report 2022/23' is on what its cover report is on.
    """
    words = title_words(paper.title or "")
    cover = by_id.get(paper.parent_id or "") or by_id.get("cover of " + paper.id)
    if len(words) < 2 and cover is not None and cover.id != paper.id:
        return title_words(cover.title or "")
    return words


def _cover_of(paper: PaperTitle, papers: Sequence[PaperTitle]) -> PaperTitle | None:
    """The officer's report that an annual report or appendix follows in its file."""
    if paper.kind not in ("annual_report", "appendix"):
        return None
    before = [
        other
        for other in papers
        if other.file_id == paper.file_id
        and other.position < paper.position
        and other.kind == "officer_report"
    ]
    return max(before, key=lambda other: other.position, default=None)


def title_words(title: str) -> tuple[str, ...]:
    """The words of a title that say what it is on, without years, short forms and kind."""
    bare = _YEARS.sub(" ", _SHORT_FORM.sub(" ", _LABEL.sub("", title)))
    return tuple(sorted({word for word in plain_words(bare) if word not in _FILLERS}))


def year_of(paper: PaperTitle, by_id: Mapping[str, PaperTitle]) -> int | None:
    """The year in which an edition's period begins: by its title, its period, or its cover."""
    if match := _YEARS.search(paper.title or ""):
        return int(match[1]) if match[1] else 2000 + int(match[3])
    if paper.period_start:
        return int(paper.period_start[:4])
    if paper.kind not in ("annual_report", "appendix"):
        return None
    cover = by_id.get(paper.parent_id or "") or by_id.get("cover of " + paper.id)
    return year_of(cover, {}) if cover is not None and cover.id != paper.id else None


def _report(
    key: tuple[str, tuple[str, ...]],
    papers: Sequence[PaperTitle],
    by_id: Mapping[str, PaperTitle],
) -> Report:
    by_year: dict[int, list[str]] = {}
    for paper in papers:
        year = year_of(paper, by_id)
        if year is not None:
            by_year.setdefault(year, []).append(paper.id)
    own = [p.title for p in papers if p.title and title_words(p.title) == key[1]]
    named = min(own, key=lambda title: (len(title), title), default="")
    digest = hashlib.sha256("\0".join(("report", key[0], *key[1])).encode())
    return Report(
        id=digest.hexdigest()[:16],
        title=_YEARS.sub("", named).strip(" -–:,"),
        editions=tuple(Edition(year, tuple(by_year[year])) for year in sorted(by_year)),
    )
