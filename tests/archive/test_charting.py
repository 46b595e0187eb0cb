"""Charts stay inside their frame and tell what they were given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.charting import HEIGHT, WIDTH, draw_bars, draw_points


def test_nothing_is_no_chart() -> None:
    assert draw_bars([]) is None
    assert draw_bars([("2020", 0.0)]) is None
    assert draw_points([("2020-01-01", 1.0, "level")]) is None


def test_the_highest_bar_is_the_highest() -> None:
    chart = draw_bars([("2020", 10.0), ("2021", 20.0), ("2022", 5.0)])
    assert chart is not None
    assert [bar.figure for bar in chart.bars] == ["10", "20", "5"]
    heights = [bar.height for bar in chart.bars]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
    assert chart.up[0].label == "0"


def test_levels_are_joined_and_targets_are_not() -> None:
    chart = draw_points(
        [("2020-03-31", 5.0, "level"), ("2021-03-31", 8.0, "level"), ("2021-03-31", 6.0, "target")]
    )
    assert chart is not None
    assert len(chart.line.split()) == 2
    assert [point.kind for point in chart.points] == ["level", "target", "level"]


@given(st.lists(st.floats(0.001, 1e9), min_size=1, max_size=40))
def test_bars_stay_inside(values: list[float]) -> None:
    chart = draw_bars([(str(index), value) for index, value in enumerate(values)])
    assert chart is not None
    for bar in chart.bars:
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH
        assert -0.1 <= bar.y <= HEIGHT and bar.height >= 0


@given(st.lists(st.tuples(st.dates(), st.floats(-1e6, 1e6)), min_size=2, max_size=30))
def test_points_stay_inside(found: list[tuple[object, float]]) -> None:
    chart = draw_points([(str(day), value, "level") for day, value in found])
    assert chart is not None
    for point in chart.points:
        assert 0 <= point.x <= WIDTH and -0.2 <= point.y <= HEIGHT
    assert len(chart.up) <= 12
