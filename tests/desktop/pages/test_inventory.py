"""The page Inventory: what is low is found and sorted, each figure leads to its rows, and nothing is invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.charts.size_curve import SizeCurveChart
from desktop.frame import Frame
from desktop.pages.inventory import InventoryPage
from desktop.theme import Look
from desktop.translations import Words
from desktop.widgets.labels import Text
from desktop.widgets.stock_model import StockModel
from reports.outcome import Rows
from reports.tokens import LIGHT
from tests.desktop.audit import found
from tests.desktop.sample import outcome
from tests.desktop.stocked import VARIANTS, stocked, variant

LOOK = Look(LIGHT, Words("en"), False)


@pytest.fixture
def page(workbook: Path, window_for: Callable[..., Frame]) -> InventoryPage:
    cache.save(cache.folder(workbook), stocked(), "read")
    frame = window_for(workbook)
    frame.go("inventory")
    QApplication.processEvents()
    assert isinstance(frame.page, InventoryPage)
    return frame.page


def column(model: QAbstractItemModel, number: int) -> list[str]:
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def skus(page: InventoryPage) -> list[str]:
    return [one.sku for one in page.model.shown]


def test_the_most_pressing_stands_first_with_its_interval_and_what_is_not_known_is_no_zero(page: InventoryPage) -> None:
    assert skus(page) == ["BI-S", "JE-M", "GL-M", "JE-L", "GL-S"]
    assert column(page.model, 1) == ["Sold out", "Below minimum", "Unknown", "Enough", "Enough"]
    assert column(page.model, 2) == ["0", "3", "–", "11", "10"]
    assert column(page.model, 6) == [
        "0 (0 to 0)",
        "7 (4 to 12)",
        "stock unknown",
        "77 (34 to 225)",
        "no sales in 6 days",
    ]
    assert column(page.model, 7) == ["2", "21 (13 to 33)", "–", "–", "–"]
    cover = page.model.index(1, 6)
    assert cover.data(Qt.ItemDataRole.AccessibleTextRole) == "Days of cover: 7 (4 to 12)"
    assert page.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Variant: Jersey Andes M"
    # Its confidence is a mark with the word one hover away.
    assert page.model.index(1, 8).data(Qt.ItemDataRole.ToolTipRole) == "Directional"


def test_what_is_not_known_stands_last_whichever_way_it_is_sorted(page: InventoryPage) -> None:
    assert page.table is not None
    page.table.sort_by(6)
    assert skus(page) == ["BI-S", "JE-M", "JE-L", "GL-M", "GL-S"]
    page.table.selectRow(0)
    page.table.sort_by(6)
    assert skus(page) == ["JE-L", "JE-M", "BI-S", "GL-M", "GL-S"]
    assert page.table.currentIndex().row() == 2  # the chosen row went along
    page.order.activated.emit(0)  # the most pressing first
    assert skus(page) == ["BI-S", "JE-M", "GL-M", "JE-L", "GL-S"]
    assert page.order.currentIndex() == 0


def test_it_is_found_by_letters_without_accents_and_by_risk_and_the_curves_follow(
    page: InventoryPage, qtbot: QtBot
) -> None:
    def titles() -> list[str]:
        QApplication.processEvents()
        return [chart.accessibleName() for chart in page.findChildren(SizeCurveChart) if chart.isVisible()]

    assert titles() == ["Sizes of Jersey Andes", "Sizes of Bib Páramo"]
    qtbot.keyClicks(page.search, "jersey")
    assert skus(page) == ["JE-M", "JE-L"]
    assert titles() == ["Sizes of Jersey Andes"]
    risk = next(button for button in page.findChildren(QPushButton) if button.property("risk") == "low")
    assert risk.text() == "Below minimum 1"
    risk.click()
    assert skus(page) == ["JE-M"]
    page.search.setText("zapato")
    assert page.said.text() == "No variant fits. Clear the search or choose all."
    page.search.setText("BIB PARAMO")
    page._group.buttons()[0].click()
    assert skus(page) == ["BI-S"]


def test_a_variant_leads_to_its_rows_and_its_product(page: InventoryPage, qtbot: QtBot) -> None:
    assert page.table is not None
    assert not page.rows.isEnabled()
    page.show_what("JE-M")
    assert page.said.text() == (
        "Jersey Andes M (Below minimum). Days of cover: 7 (4 to 12). Reorder: 21 (13 to 33). Directional."
    )
    with qtbot.waitSignal(page.rows_asked) as asked:
        page.rows.click()
    assert asked.args == [[Rows(tab="inventory", rows=[3])]]
    with qtbot.waitSignal(page.went) as went:
        page.product.click()
    assert went.args == ["products", "jersey-andes"]
    page.search.setText("bib")
    page.show_what("product:gloves-brisa")  # what hides it is taken away
    assert page.search.text() == ""
    assert page.said.text().startswith("Gloves Brisa M (Unknown)")


def test_what_is_looked_for_and_chosen_outlives_a_refresh(workbook: Path, window_for: Callable[..., Frame]) -> None:
    cache.save(cache.folder(workbook), stocked(), "read")
    frame = window_for(workbook)
    frame.go("inventory")
    page = frame.page
    assert isinstance(page, InventoryPage)
    assert page.table is not None
    page.search.setText("jersey")
    page.table.sort_by(2)
    page.table.sort_by(2)
    page.table.selectRow(1)
    frame.build()
    again = frame.page
    assert isinstance(again, InventoryPage)
    assert again is not page
    assert (skus(again), again.search.text()) == (["JE-L", "JE-M"], "jersey")
    assert again.said.text().startswith("Jersey Andes M")


def test_without_stock_it_says_what_to_add(workbook: Path, window_for: Callable[..., Frame], qtbot: QtBot) -> None:
    cache.save(cache.folder(workbook), outcome(), "read")
    frame = window_for(workbook)
    frame.go("inventory")
    page = frame.page
    assert page is not None
    page.offered.disconnect()  # else a dialog of the system asks for files
    with qtbot.waitSignal(page.offered) as offered:
        next(button for button in page.findChildren(QPushButton) if button.text() == "Add data").click()
    assert offered.args == ["add_data"]


def test_the_model_keeps_qt_s_rules() -> None:
    many = [variant(f"Product {number % 97}", "M", number % 7 or None, key=str(number)) for number in range(120)]
    model = StockModel(LOOK, [*VARIANTS, *many])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    model.look_for("product 1", "")
    model.sort(0)
    assert tester.model() is model
    assert column(model, 0)[0] == "Product 1"


@pytest.mark.parametrize("size", [(910, 512), (1366, 768)])
def test_no_text_is_cut_off_where_the_titles_are_long(
    size: tuple[int, int], workbook: Path, window_for: Callable[..., Frame]
) -> None:
    made = stocked()
    curves = [
        msgspec.structs.replace(curve, title=f"{curve.title} " + "قميص 🚴 camiseta " * 18) for curve in made.curves
    ]
    cache.save(cache.folder(workbook), msgspec.structs.replace(made, curves=curves), "read")
    frame = window_for(workbook, size=size)
    for page in ("inventory", "products"):
        frame.go(page)
        for _ in range(3):
            QApplication.processEvents()
        assert frame.page is not None
        cut = [text.text() for text in frame.page.findChildren(Text) if text.isVisible() and text.overflows()]
        assert cut == []
        assert found(frame.page) == []  # every control and chart has a name of its own
        assert frame.page.horizontalScrollBar().maximum() == 0
