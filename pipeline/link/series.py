"""Statistics of the same measure, unit and population, over papers and years, joined to series.

Levels and their baselines are one series, changes another, targets a third, so that no chart
mixes what cannot be compared. What counts as the same measure is data: `rules/series.yml`.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.errors import RuleError
from pipeline.link.lexicon import plain_words
from pipeline.rules import RuleBook, Rules, compiled

SECTIONS = frozenset({"fillers", "alike", "aliases", "areas", "no_areas"})

FAMILIES = {"level": "level", "baseline": "level", "change": "change", "target": "target"}
"""Which roles make one series; a comparator is another place's figure and makes none."""

YEAR_DAYS = range(300, 400)
"""A period of so many days stands for its end, as a year's figure does."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic as the archive holds it; days are ISO, `area` is whose figures they are."""

    id: str
    measure: str | None
    unit: str
    role: str
    value: float
    period_start: str | None
    period_end: str | None
    paper_id: str
    paper_date: str | None
    claim_id: str | None = None
    value_to: float | None = None
    direction: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series with the statistics that print it, the earliest paper's first.

    `period_end` is None where the paper does not say when; `after` then is the period of the
    figure that it is compared with, before which it stands. `restates` is the value that an
    earlier paper gave for the same period.
    """

    period_start: str | None
    period_end: str | None
    value: float
    value_to: float | None
    direction: str | None
    statistics: tuple[str, ...]
    after: str | None = None
    restates: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A measure over time, its points in order of period.

    `family` is level, change or target; `span` is `year` for figures of a year or of a day,
    `part` for those of a quarter or a month, `years` for those of several years.
    """

    id: str
    measure: str
    unit: str
    family: str
    span: str
    area: str | None
    points: tuple[Point, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of all its statistics."""
        return tuple(found for point in self.points for found in point.statistics)


Forms = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Rows of words by their first word, each with what it stands for."""


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """`rules/series.yml` compiled: forms by their first word, the longest first."""

    fillers: frozenset[str]
    alike: Forms
    forms: Forms


Key = tuple[tuple[str, ...], str, str, str, str]


def link_series(figures: Sequence[Figure], rules: Rules) -> list[Series]:
    """Every series, in order of measure, unit and family.

    A series has two points or more; a measure that `rules/series.yml` knows by name is followed
    from its first point on, as soon as two papers or two statistics give it.
    """
    measures = load_measures(rules)
    of_claim = _measures_of_claims(figures, measures)
    grouped: dict[Key, list[Figure]] = {}
    for figure in sorted(figures, key=_by_paper):
        family = FAMILIES.get(figure.role)
        words = of_claim.get(figure.id) or measure_words(figure.measure or "", measures)
        if family and (len(words) > 1 or _is_name(words)):
            key = (words, figure.unit, family, _span(figure), figure.area or "")
            grouped.setdefault(key, []).append(figure)
    series = []
    for key, rows in grouped.items():
        clear = _without_ambiguous(rows)
        made = _make_series(key, clear) if len(clear) > 1 else None
        if made and (len(made.points) > 1 or (made.points and _is_name(key[0]))):
            series.append(made)
    return sorted(series, key=lambda s: (s.measure.casefold(), s.unit, s.family, s.id))


def _span(figure: Figure) -> str:
    """Figures of a quarter, of a year and of several years are three series."""
    if not (figure.period_start and figure.period_end):
        return "year"
    days = (date.fromisoformat(figure.period_end) - date.fromisoformat(figure.period_start)).days
    if days >= YEAR_DAYS.stop:
        return "years"
    return "part" if 1 < days < YEAR_DAYS.start else "year"


def _is_name(words: tuple[str, ...]) -> bool:
    """Whether a measure is one that the rule file names, and of no population of its own."""
    return len(words) == 1 and words[0][:1].isupper()


def _measures_of_claims(
    figures: Sequence[Figure], measures: Measures
) -> dict[str, tuple[str, ...]]:
    """Of a claim 'from 475 to 567 children' both numbers measure what the fuller of them says."""
    claims: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        if figure.claim_id and FAMILIES.get(figure.role) == "level":
            claims.setdefault((figure.claim_id, figure.unit), []).append(figure)
    found = {}
    for pair in claims.values():
        if sorted(figure.role for figure in pair) != ["baseline", "level"]:
            continue
        both = [measure_words(figure.measure or "", measures) for figure in pair]
        best = max(both, key=lambda words: (_is_name(words), len(words), words))
        found.update({figure.id: best for figure in pair})
    return found


def _without_ambiguous(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out figures that one paper gives twice for one period with different values.

    Their measures read the same and are not: the words that tell them apart were not found.
    """
    values: dict[tuple[str, object], set[float]] = {}
    for figure in figures:
        values.setdefault(_place_of(figure), set()).add(figure.value)
    return [figure for figure in figures if len(values[_place_of(figure)]) == 1]


def _place_of(figure: Figure) -> tuple[str, object]:
    slot = _slot(figure) if figure.period_end else (figure.role, figure.claim_id or figure.id)
    return figure.paper_id, slot


def measure_words(measure: str, measures: Measures) -> tuple[str, ...]:
    """What a measure is of, as words in order of the alphabet; names of one measure are one."""
    words = list(_replaced(plain_words(measure), measures.alike))
    found = {
        word
        for word in _replaced(words, measures.forms)
        if word not in measures.fillers and word != "ø"
    }
    return tuple(sorted(found))


def _replaced(words: Sequence[str], forms: Forms) -> Iterator[str]:
    """The words with every form that is among them replaced by what it stands for."""
    at = 0
    while at < len(words):
        for form, name in forms.get(words[at], ()):
            if tuple(words[at : at + len(form)]) == form:
                yield name
                at += len(form)
                break
        else:
            yield words[at]
            at += 1


def load_measures(rules: Rules) -> Measures:
    """The measures of `rules/series.yml`."""
    return _compile(rules.book("series", sections=SECTIONS))


@compiled
def _compile(book: RuleBook) -> Measures:
    fillers = frozenset(plain_words(str(book.sections.get("fillers") or "")))
    rows = [str(row).split(",") for row in book.sections.get("alike") or ()]
    alike = _by_first(
        (tuple(plain_words(part)), " ".join(plain_words(row[0]))) for row in rows for part in row
    )
    forms = [
        (tuple(_replaced(form, alike)), str(entry["measure"]))
        for entry in book.sections.get("aliases") or ()
        for form in _forms(entry, book.path.name)
    ]
    return Measures(fillers, alike, _by_first(forms))


def _by_first(forms: Iterable[tuple[tuple[str, ...], str]]) -> Forms:
    """Forms by their first word, the longest first."""
    found: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for form, name in forms:
        if form:
            found.setdefault(form[0], set()).add((form, name))
    return {word: tuple(sorted(of, key=lambda f: (-len(f[0]), f))) for word, of in found.items()}


def _forms(entry: Any, file: str) -> list[tuple[str, ...]]:
    if not isinstance(entry, dict) or not entry.get("measure") or not entry.get("forms"):
        raise RuleError(f"{file}: every alias needs a `measure` and its `forms`.")
    return [tuple(plain_words(str(form))) for form in (entry["measure"], *entry["forms"])]


def _make_series(key: Key, figures: Sequence[Figure]) -> Series:
    words, unit, family, span, area = key
    digest = hashlib.sha256("\0".join(("series", *words, unit, family, span, area)).encode())
    return Series(
        id=digest.hexdigest()[:16],
        measure=_label(words, figures),
        unit=unit,
        family=family,
        span=span,
        area=area or None,
        points=tuple(_points(figures)),
    )


def _label(words: tuple[str, ...], figures: Sequence[Figure]) -> str:
    """The measure's own name, else the wording that most papers use, the shortest of those."""
    if _is_name(words):
        return words[0]
    counts = Counter(figure.measure or "" for figure in figures)
    return min(counts, key=lambda text: (-counts[text], len(text), text))


def _points(figures: Sequence[Figure]) -> list[Point]:
    """Points in order of period; one value printed for one period by several papers is one."""
    placed: dict[tuple[str, str], list[Figure]] = {}
    loose: list[Figure] = []
    for figure in figures:
        if figure.period_end:
            placed.setdefault(_slot(figure), []).append(figure)
        else:
            loose.append(figure)
    points = [point for slot in placed.values() for point in _points_of_slot(slot)]
    _place_loose(loose, figures, points)
    return sorted(points, key=_by_period)


def _slot(figure: Figure) -> tuple[str, str]:
    """What period a figure is of: a year, and the day that ends it, are one."""
    start, end = figure.period_start, figure.period_end or ""
    if not start or start == end:
        return end, ""
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    return (end, "") if days in YEAR_DAYS else (end, start)


def _points_of_slot(figures: Sequence[Figure]) -> list[Point]:
    """The values given for one period, the earliest paper's first; a later paper's restates."""
    points: list[Point] = []
    first = figures[0]
    for figure in figures:
        same = next((i for i, point in enumerate(points) if _agrees(point, figure)), None)
        if same is not None:
            points[same] = _with(points[same], figure.id)
            continue
        later = bool(
            first.paper_date and figure.paper_date and figure.paper_date > first.paper_date
        )
        points.append(_point(figure, restates=points[-1].value if points and later else None))
    return points


def _place_loose(loose: Sequence[Figure], figures: Sequence[Figure], points: list[Point]) -> None:
    """Put figures without a period where their papers show that they belong, else nowhere."""
    day_of = {figure.id: figure.paper_date for figure in figures}
    beside: dict[str, str] = {}
    for figure in figures:
        if figure.claim_id and figure.period_end:
            known = beside.get(figure.claim_id, figure.period_end)
            beside[figure.claim_id] = min(known, figure.period_end)
    places: dict[tuple[object, ...], int] = {}
    for at, point in enumerate(points):
        _remember(places, at, point, {day_of[found] for found in point.statistics})
    for figure in loose:
        at = places.get((figure.value, figure.value_to, figure.paper_date), -1)
        after = beside.get(figure.claim_id or "")
        if at >= 0:
            points[at] = _with(points[at], figure.id)
        elif after and figure.role == "baseline":
            _remember(
                places, len(points), point := _point(figure, after=after), {figure.paper_date}
            )
            points.append(point)


def _remember(
    places: dict[tuple[object, ...], int], at: int, point: Point, days: Set[str | None]
) -> None:
    """Note at which point a paper of one of these days that gives the same value belongs."""
    for day in days:
        places.setdefault((point.value, point.value_to, day), at)


def _agrees(point: Point, figure: Figure) -> bool:
    return (point.value, point.value_to) == (figure.value, figure.value_to)


def _with(point: Point, statistic: str) -> Point:
    return Point(
        point.period_start,
        point.period_end,
        point.value,
        point.value_to,
        point.direction,
        (*point.statistics, statistic),
        point.after,
        point.restates,
    )


def _point(figure: Figure, after: str | None = None, restates: float | None = None) -> Point:
    return Point(
        period_start=figure.period_start,
        period_end=figure.period_end,
        value=figure.value,
        value_to=figure.value_to,
        direction=figure.direction,
        statistics=(figure.id,),
        after=after,
        restates=restates,
    )


def _by_period(point: Point) -> tuple[str, int, str, float]:
    """A baseline without a period stands just before the figure it is compared with."""
    if point.period_end:
        return (point.period_end, 1, point.period_start or "", 0.0)
    return (point.after or "", 0, "", point.value)


def _by_paper(figure: Figure) -> tuple[str, str, str]:
    return (figure.paper_date or "9999", figure.paper_id, figure.id)
