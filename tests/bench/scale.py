"""The figures of docs/scale.md, computed from what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from statistics import median
from typing import Any

from tests.bench.plan import LINKING, PACKS, PAGES, YEAR, Entry, Group
from tests.bench.results import Run
from tests.blocks import fill_blocks

COUNTY = 1_000_000
"""Pages of a county's twenty years."""
COUNCILS = 300
"""All English councils are so many of them."""
CORES = 32
MACHINES = 10
_NEEDED = (YEAR, PACKS, LINKING, PAGES)


@dataclass(frozen=True, slots=True)
class Rates:
    """What a page of a council's year took, and what linking takes; seconds of the processor."""

    seconds: float
    writing: float
    wall_two: float
    kilobytes: float
    passages: float
    recommendations: float
    linking: float
    power: float
    link_megabytes: float

    def elapsed(self, pages: float) -> float:
        """Seconds for so many pages on a machine of many cores: readers, or the one writer."""
        return pages * max((self.seconds - self.writing) / (CORES - 1), self.writing)

    def link_seconds(self, recommendations: float) -> float:
        """Seconds to link so many recommendations at once, by the measured growth."""
        return float(self.linking * (recommendations / 80_000) ** self.power)


def write_scale(page: str, runs: Mapping[str, Run]) -> str:
    """The page with its blocks filled; as it was, where what they need was not measured."""
    if not all(_is_whole(group, runs) for group in _NEEDED):
        return page
    rates = _rates(runs)
    blocks = {
        "rates": _tell_rates(rates, runs),
        "table": _table(rates, runs),
        "machine": _tell_machine(rates, runs),
        "cluster": _tell_cluster(runs),
        "more": _tell_more(runs),
        "several": _tell_several(rates, runs),
    }
    return fill_blocks(page, blocks)


def _is_whole(group: Group, runs: Mapping[str, Run]) -> bool:
    """Whether the entries of the pipeline itself were measured."""
    run = runs.get(group.key)
    return run is not None and all(
        title in run.entries and run.entries[title].rounds
        for title in (entry.title for entry in group.entries if _is_ours(entry))
    )


def _is_ours(entry: Entry) -> bool:
    return entry.contestant.startswith(("ingest", "recurrences", "our_"))


def _take(runs: Mapping[str, Run], group: Group, title: str) -> dict[str, Any]:
    """An entry's measures, the medians of its rounds; its counts are those of the first."""
    rounds = runs[group.key].entries[title].rounds
    told = {k: median(r[k] for r in rounds) for k in ("cpu", "own_cpu", "wall", "peak_mb")}
    return {**rounds[0]["counts"], **told}


def _rates(runs: Mapping[str, Run]) -> Rates:
    year = _take(runs, YEAR, YEAR.baseline)
    half, whole = (_take(runs, LINKING, f"pipeline, {n}") for n in ("40,000", "80,000"))
    pages = year["pages"]
    return Rates(
        seconds=year["cpu"] / pages,
        writing=year["own_cpu"] / pages,
        wall_two=year["wall"] / pages,
        kilobytes=year["kilobytes"] / pages,
        passages=year["passages"] / pages,
        recommendations=year["recommendations"] / pages,
        linking=whole["cpu"],
        power=log2(whole["cpu"] / half["cpu"]),
        link_megabytes=whole["peak_mb"],
    )


def _tell_rates(rates: Rates, runs: Mapping[str, Run]) -> str:
    year = _take(runs, YEAR, YEAR.baseline)
    return (
        f"A council's year, {year['files']} packs and {year['pages']:,} pages, was read with two "
        f"jobs on two cores in {duration(year['wall'])}: {1 / rates.seconds:.0f} pages a processor "
        f"second for the whole of `pipeline ingest`, {1 / rates.wall_two:.0f} pages a second by "
        f"the clock, {rates.kilobytes:.0f} kilobytes of archive and {rates.passages:.1f} passages "
        f"a page, {year['peak_mb']:.0f} MB for the largest process. Measured on "
        f"{runs[YEAR.key].day}."
    )


def _table(rates: Rates, runs: Mapping[str, Run]) -> str:
    one, twenty, year = (
        _take(runs, group, title)
        for group, title in (
            (PACKS, "one pack, one job"),
            (PACKS, "twenty packs, two jobs"),
            (YEAR, YEAR.baseline),
        )
    )
    head = f"| | pages | processor time | two cores | {CORES} cores | archive | |"
    lines = [
        head,
        "|---|---:|---:|---:|---:|---:|---|",
        _line("one agenda pack", one, "–"),
        _line("twenty packs", twenty, duration(twenty["wall"])),
        _line("a council's year", year, duration(year["wall"])),
        _computed("a county's twenty years", COUNTY, rates, duration(rates.elapsed(COUNTY))),
        _computed(
            f"all English councils, twenty years: {COUNCILS} archives",
            COUNTY * COUNCILS,
            rates,
            f"{duration(rates.elapsed(COUNTY) * COUNCILS / MACHINES)} on {MACHINES} machines",
        ),
    ]
    return "\n".join(lines)


def _line(title: str, took: Mapping[str, Any], two: str) -> str:
    size = disk(took["kilobytes"])
    return (
        f"| {title} | {took['pages']:,} | {duration(took['cpu'])} | {two} | | {size} | measured |"
    )


def _computed(title: str, pages: int, rates: Rates, many: str) -> str:
    cpu, two = duration(pages * rates.seconds), duration(pages * rates.wall_two)
    size = disk(pages * rates.kilobytes)
    return f"| {title} | {pages:,} | {cpu} | {two} | {many} | {size} | computed |"


def _tell_machine(rates: Rates, runs: Mapping[str, Run]) -> str:
    one, two = (
        _take(runs, PACKS, f"twenty packs, {jobs}")["wall"] for jobs in ("one job", "two jobs")
    )
    ratios = [slow["wall"] / fast["wall"] for slow, fast in zip(*_rounds(runs), strict=True)]
    share = rates.writing / rates.seconds
    return (
        f"Twenty packs took {duration(one)} with one job and {duration(two)} with two, "
        f"{median(ratios):.2f} times as fast: two readers and the writer share two cores. The "
        f"process that writes and links took {share:.0%} of a year's processor time, so that it "
        f"keeps up with about {max(1, round((1 - share) / share))} readers; more of them wait "
        "for it."
    )


def _rounds(runs: Mapping[str, Run]) -> list[list[dict[str, Any]]]:
    """The rounds of twenty packs with one job and with two."""
    entries = runs[PACKS.key].entries
    return [entries[f"twenty packs, {jobs}"].rounds for jobs in ("one job", "two jobs")]


def _tell_cluster(runs: Mapping[str, Run]) -> str:
    two, many = (
        _take(runs, PACKS, f"twenty packs, {who}")["wall"] for who in ("two jobs", "cluster of two")
    )
    less = "less" if many < two else "more"
    return (
        f"On one machine of two cores twenty packs took {duration(many)} on a cluster of two "
        f"workers, {abs(many / two - 1):.0%} {less} than with `--jobs 2` ({duration(two)})."
    )


def _tell_more(runs: Mapping[str, Run]) -> str:
    alone = _take(runs, PACKS, "one pack, one job")["wall"]
    more, year = (_take(runs, YEAR, entry.title) for entry in reversed(YEAR.entries))
    again = more["wall"] - alone
    return (
        f"One pack takes {duration(alone)} in a new archive and {duration(more['wall'])} in one of "
        f"a council's year: {duration(again)} of it go into linking and counting what is held. "
        f"That grows with the archive, to about {duration(again * COUNTY / year['pages'])} for a "
        "county's twenty years in one file (computed). It is done once a run, so bring in the "
        "packs of a week together."
    )


def _tell_several(rates: Rates, runs: Mapping[str, Run]) -> str:
    small, large = (_take(runs, PAGES, f"{n} passages") for n in ("100,000", "1,000,000"))
    size = next(question for question in large if question.startswith("size"))
    asked = {q: v for q, v in large.items() if q in _questions(runs) and q != size and v}
    slowest = max(asked, key=lambda question: asked[question])
    growing = max(asked, key=lambda question: asked[question] / max(small[question] or 0.1, 0.1))
    many = COUNTY * rates.passages
    slope = (asked[growing] - small[growing]) / 900_000
    recommendations = COUNTY * rates.recommendations
    return f"""\
| | measured | a county's twenty years, one file, computed |
|---|---:|---:|
| passages | 1,000,000 ({1_000_000 / rates.passages:,.0f} pages) | {many:,.0f} |
| slowest page ({slowest}) | {asked[slowest]:.0f} ms | |
| page that grows most ({growing}) | {small[growing]:.1f} ms at 100,000, {asked[growing]:.1f} ms | \
{asked[growing] + slope * (many - 1_000_000):.0f} ms, were it to go on in a line |
| size of the file | {large[size] / 1000:.1f} GB (synthetic) | {disk(COUNTY * rates.kilobytes)} |
| recommendations to link | 80,000 | {recommendations:,.0f} |
| linking all of them at once | {duration(rates.linking)} (40,000 to 80,000: \
{2**rates.power:.2f} times) | {duration(rates.link_seconds(recommendations))} |
| memory while linking | {rates.link_megabytes:.0f} MB | \
{disk(rates.link_megabytes * 1000 * recommendations / 80_000)} |"""


def _questions(runs: Mapping[str, Run]) -> set[str]:
    """What the pages were asked."""
    return set(runs[PAGES.key].entries[PAGES.baseline].rounds[0]["counts"])


def duration(seconds: float) -> str:
    """Seconds in the unit that one would say them in."""
    for most, size, unit in ((100, 1, "s"), (6000, 60, "min"), (200_000, 3600, "h")):
        if seconds < most:
            return _short(seconds / size, unit)
    return _short(seconds / 86_400, "days")


def disk(kilobytes: float) -> str:
    """Kilobytes in the unit that one would say them in."""
    for most, size, unit in ((1e6, 1e3, "MB"), (1e9, 1e6, "GB")):
        if kilobytes < most:
            return _short(kilobytes / size, unit)
    return _short(kilobytes / 1e9, "TB")


def _short(value: float, unit: str) -> str:
    return f"{value:.1f} {unit}" if value < 10 else f"{value:,.0f} {unit}"
