"""Every chart: walked with the keys, heard mark by mark, read without colour, sharp, and nothing over anything."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.charts.bars import Bars
from desktop.charts.chart import TINT, Chart
from desktop.charts.charted import Charted
from desktop.charts.cohorts import cohort_chart
from desktop.charts.funnel import funnel_chart
from desktop.charts.heat import HeatChart
from desktop.charts.matrix import Matrix
from desktop.charts.size_curve import SizeCurveChart
from desktop.theme import Look
from desktop.translations import Words
from reports.outcome import Product
from reports.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette
from tests.desktop.sample import outcome
from tests.desktop.stocked import COHORTS, CURVES, FUNNEL, HEAT, placed
from tests.desktop.theme.test_paint import contrast

LOOK = Look(LIGHT, Words("en"), False)
TITLES = ("Camiseta " * 34, "🚴‍♀️ Chaleco 🌧️", "قميص ركوب الدراجات الأزرق", "Supercalifragilistico" * 12, "Gorra")


def products(count: int = 0) -> list[Product]:
    made = placed(outcome().products)
    more = [
        msgspec.structs.replace(
            made[number % len(made)],
            key=f"more-{number}",
            title=TITLES[number % len(TITLES)],
            cover_band=("0", "<14", "")[number % 3],
            movement=("▲", "▬", "")[number // 3 % 3],
        )
        for number in range(count)
    ]
    return [*made, *more]


CHARTS: dict[str, Callable[[Look], Chart]] = {
    "matrix": lambda look: Matrix(look, products(9)),
    "sizes": lambda look: SizeCurveChart(look, CURVES[0]),
    "heat": lambda look: HeatChart(look, HEAT),
    "funnel": lambda look: funnel_chart(look, FUNNEL, "Funnel"),
    "cohorts": lambda look: cohort_chart(look, COHORTS, "Returns"),
}


def shown(chart: Chart, qtbot: QtBot, width: int = 600) -> Chart:
    qtbot.addWidget(chart)
    chart.resize(width, chart.heightForWidth(width))
    chart.show()
    QApplication.processEvents()
    return chart


def picture(chart: Chart, ratio: float = 1.0) -> QImage:
    image = QImage(round(chart.width() * ratio), round(chart.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(chart.colour("panel"))
    painter = QPainter(image)
    chart.render(painter, QPoint())
    painter.end()
    return image


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_walked_with_the_arrow_keys_and_heard_mark_by_mark(
    name: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = shown(CHARTS[name](LOOK), qtbot)
    marks = chart.marks()
    told = QAccessible.queryAccessibleInterface(chart)
    assert told.text(QAccessible.Text.Name) == chart.accessibleName() != ""
    assert told.text(QAccessible.Text.Description) == chart.said != ""
    assert (told.role(), told.childCount()) == (QAccessible.Role.Chart, len(marks))
    assert [told.child(at).text(QAccessible.Text.Name) for at in range(len(marks))] == [mark.said for mark in marks]

    chart.setFocus()
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    pointed: list[int] = []
    chart.pointed.connect(pointed.append)
    for _ in range(len(marks) + 1):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert pointed == list(range(len(marks)))  # and stays on the last
    assert said == [mark.said for mark in marks]
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert told.child(0).state().focused
    assert told.text(QAccessible.Text.Description) == marks[0].said
    with qtbot.waitSignal(chart.picked) as picked:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert picked.args == [0]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_a_table_too_and_what_is_pointed_at_stands_below_it(name: str, qtbot: QtBot) -> None:
    charted = Charted(CHARTS[name](LOOK))
    qtbot.addWidget(charted)
    charted.resize(600, 400)
    charted.show()
    chart = charted.chart
    chart.point_at(1)
    assert charted.said.text() == chart.marks()[1].said
    chart.point_at(-1)
    assert charted.said.text() == chart.said

    charted.switch.click()
    table = charted.table
    assert table is not None
    assert table.isVisible()
    assert not chart.isVisible()
    cells = [
        [table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())
    ]
    assert cells == [list(row) for row in chart.table.rows]
    assert {len(row) for row in chart.table.rows} == {len(chart.table.heads)}
    charted.switch.click()
    assert chart.isVisible()


@pytest.mark.parametrize("width", [260, 480, 1100])
@pytest.mark.parametrize("count", [5, 60, 300])
def test_no_product_of_the_matrix_lies_over_another_whatever_it_is_called(width: int, count: int) -> None:
    chart = Matrix(LOOK, products(count))
    placed_at = chart.arrange(width)
    for one, other in combinations((mark.box for mark in placed_at.marks), 2):
        assert not one.intersects(other)
    whole = QRectF(0, 0, width + 1, placed_at.height)
    assert all(whole.contains(mark.box) for mark in placed_at.marks)


def test_a_full_cell_shows_the_first_and_leads_to_all_of_them(qtbot: QtBot) -> None:
    chart = shown(Matrix(LOOK, products(300)), qtbot)
    assert len(chart.table.rows) == 306  # the table leaves nobody out
    assert len(chart.marks()) < 120
    more = next(number for number, mark in enumerate(chart.marks()) if mark.said.startswith("and "))
    with qtbot.waitSignal(chart.cell_chosen) as asked:
        chart.picked.emit(more)
    assert asked.args[1] in ("0", "<14", "", "28–180")


def test_a_click_on_a_product_chooses_it(qtbot: QtBot) -> None:
    chart = shown(Matrix(LOOK, products()), qtbot)
    said = "Jersey Andes: Protect. ▬ About the same, No sales"
    number = next(at for at, mark in enumerate(chart.marks()) if mark.said == said)
    with qtbot.waitSignal(chart.chosen) as asked:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.marks()[number].box.center().toPoint())
    assert asked.args == ["jersey-andes"]


def inked(image: QImage, box: QRectF, ground: str) -> float:
    """The part of the box that is not its ground."""
    points = [
        (x, y) for x in range(int(box.left()), int(box.right())) for y in range(int(box.top()), int(box.bottom()))
    ]
    return sum(image.pixelColor(x, y).name() != ground for x, y in points) / len(points)


def test_full_hatched_and_empty_bars_are_told_apart_without_colour(qtbot: QtBot) -> None:
    cohorts = [msgspec.structs.replace(COHORTS[0], returned=20)]
    cohorts += [msgspec.structs.replace(cohorts[0], mature=False), COHORTS[1]]
    chart = shown(cohort_chart(LOOK, cohorts, "Returns"), qtbot)
    assert isinstance(chart, Bars)
    grey = picture(chart).convertToFormat(QImage.Format.Format_Grayscale8)
    parts = []
    for mark in chart.marks():
        middle = int(mark.box.center().y())
        points = [(x, y) for x in range(200, 300) for y in range(middle - 5, middle + 5)]
        parts.append(sum(grey.pixelColor(x, y).value() < 160 for x, y in points) / len(points))
    assert parts[0] == 1.0
    assert 0.15 < parts[1] < 0.95
    assert parts[2] < 0.1
    assert [bar.share for bar in chart._bars] == [1.0, 1.0, None]
    assert [row[-1] for row in chart.table.rows] == ["", "too early", ""]
    assert chart.table.rows[2][2] == "not known"


def test_none_asked_is_not_like_not_known(qtbot: QtBot) -> None:
    heat = shown(CHARTS["heat"](LOOK), qtbot)
    assert [mark.said for mark in heat.marks()][3:5] == ["Fit, 26 Oct: not known", "Fit, 2 Nov: 0"]
    image = picture(heat)
    unknown, none = (heat.marks()[at].box.adjusted(3, 3, -3, -3) for at in (3, 4))
    # Hatched all over, against one figure in the middle.
    corner = QRectF(unknown.topLeft(), unknown.size() / 3)
    assert inked(image, corner, LIGHT.panel) > 0
    assert inked(image, QRectF(none.topLeft(), none.size() / 3), LIGHT.panel) == 0
    sizes = CHARTS["sizes"](LOOK)
    assert [mark.said for mark in sizes.marks()][1:] == [
        "M: asked for 12, in stock 0",
        "L: asked for 4, in stock not known",
    ]


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
def test_a_number_can_be_read_on_the_deepest_ground(palette: Palette, qtbot: QtBot) -> None:
    chart = HeatChart(Look(palette, Words("es"), palette in (DARK, CONTRAST_DARK)), HEAT)
    qtbot.addWidget(chart)
    least = 7 if palette in (CONTRAST_LIGHT, CONTRAST_DARK) else 4.5
    assert 0 < TINT < 1
    assert contrast(palette.ink, chart.tint(1).name()) >= least


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_sharp_on_a_dense_screen(name: str, qtbot: QtBot) -> None:
    chart = shown(CHARTS[name](LOOK), qtbot, 320)
    dense, plain = picture(chart, 2.0), picture(chart)
    blown_up = plain.scaled(
        dense.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.FastTransformation
    )
    blown_up.setDevicePixelRatio(2.0)
    assert dense != blown_up
