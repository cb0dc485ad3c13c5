from __future__ import annotations

from PySide6.QtGui import QColor

from desktop.charts.sparkline import Sparkline, places
from desktop.theme import Look
from desktop.translations import Words
from reports.tokens import LIGHT


def test_the_highest_day_stands_at_the_top_and_the_lowest_at_the_bottom() -> None:
    ((first, second, third),) = places([0, 10, 5], 107.6, 27.6)

    assert (round(first[0], 1), round(third[0], 1)) == (3.8, 103.8)
    assert [round(point[1], 1) for point in (first, second, third)] == [23.8, 3.8, 13.8]


def test_a_day_that_is_not_covered_is_a_gap_and_not_a_zero() -> None:
    runs = places([1, 2, None, 3], 100, 30)

    assert [len(run) for run in runs] == [2, 1]


def test_a_flat_series_is_a_line_in_the_middle() -> None:
    assert {round(y) for _, y in places([7, 7, 7], 100, 30)[0]} == {15}


def test_nothing_known_draws_nothing() -> None:
    assert places([None, None], 100, 30) == []


def test_the_line_is_drawn_in_its_colour(qtbot: object) -> None:
    chart = Sparkline(Look(LIGHT, Words("en"), False), [1, 5, 2], "Revenue by day")
    chart.resize(120, 30)
    image = chart.grab().toImage()

    inked = sum(image.pixelColor(x, y) == QColor(LIGHT.accent_line) for x in range(120) for y in range(30))
    assert inked > 20
    assert chart.accessibleName() == "Revenue by day"
