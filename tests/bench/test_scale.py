"""The figures of docs/scale.md and docs/benchmarks.md are those of the last run."""

import pytest

from tests.bench.__main__ import DOCS
from tests.bench.plan import GROUPS
from tests.bench.report import write_report
from tests.bench.results import load_runs
from tests.bench.scale import disk, duration, write_scale

RUNS = load_runs(DOCS / "benchmarks.json")
OLD = "Write the page again with: python -m tests.bench --write"


def test_the_page_of_benchmarks_is_that_of_the_last_run() -> None:
    assert (DOCS / "benchmarks.md").read_text(encoding="utf-8") == write_report(GROUPS, RUNS), OLD


def test_the_page_of_scale_is_that_of_the_last_run() -> None:
    page = (DOCS / "scale.md").read_text(encoding="utf-8")
    assert "| measured |" in page and "| computed |" in page
    assert page == write_scale(page, RUNS), OLD


def test_without_measures_the_page_stays_as_it_is() -> None:
    page = "<!-- made: rates -->\nold\n<!-- end: rates -->"
    assert write_scale(page, {}) == page
    assert write_scale(page, {key: RUNS[key] for key in ("year", "packs")}) == page


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(4.26, "4.3 s"), (66, "66 s"), (180, "3.0 min"), (7200, "2.0 h"), (1e6, "12 days")],
)
def test_durations_in_the_unit_that_one_would_use(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("kilobytes", "said"), [(2536, "2.5 MB"), (173_440, "173 MB"), (17e6, "17 GB"), (5e9, "5.0 TB")]
)
def test_sizes_in_the_unit_that_one_would_use(kilobytes: float, said: str) -> None:
    assert disk(kilobytes) == said
