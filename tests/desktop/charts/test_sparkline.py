from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from desktop.charts.sparkline import Noted, Sparkline, places
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


def test_a_note_stands_below_its_day_and_is_told_there_only(qtbot: object) -> None:
    chart = Sparkline(Look(LIGHT, Words("en"), False), [0.0] * 11, "Revenue by day")
    chart.resize(107, 30)
    chart.mark([Noted(5, 5, "Fri 13 Nov: Rodada"), Noted(8, 10, "Mon 16 Nov to Wed 18 Nov: Sale")])
    assert chart.told_at(53) == "Fri 13 Nov: Rodada"
    assert chart.told_at(93) == "Mon 16 Nov to Wed 18 Nov: Sale"
    assert chart.told_at(20) == ""
    assert chart.accessibleDescription() == "Fri 13 Nov: Rodada. Mon 16 Nov to Wed 18 Nov: Sale"

    image = chart.grab().toImage()
    grey = [x for x in range(107) if image.pixelColor(x, 26) == QColor(LIGHT.muted)]
    assert {round(x) for x in grey if x < 70} <= set(range(49, 58))
    # A note of several days is a bar from the first to the last.
    assert {85, 95, 102} <= set(grey)


def test_the_line_makes_room_for_the_notes() -> None:
    ((_, low),) = places([1, 0], 100, 30, foot=8)
    assert low[1] == pytest.approx(30 - 8 - 3.8)
