from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.charts.chart import Chart
from desktop.dialogs.decide import DecideDialog
from desktop.frame import Frame
from desktop.pages.products import ProductsPage
from desktop.pending import Pending
from desktop.widgets.decision_row import DecisionRow
from reports.outcome import Line, Memory, Typed
from tests.desktop.sample import outcome
from tests.desktop.stocked import stocked


def page_of(workbook: Path, window_for: Callable[..., Frame], language: str = "en") -> tuple[Frame, ProductsPage]:
    """The first product is set to Push by hand; it would be protected."""
    made = outcome()
    first, *others = made.products
    line = Line(
        id="C-OVR",
        en="You set Push now until Tue 1 Dec: fair. Computed: Protect. Its stock does not allow a push.",
        es="Fijaste Impulsar ya hasta mar 1 dic: feria. Calculado: Proteger. Su inventario no permite impulsarlo.",
    )
    first = msgspec.structs.replace(first, category="push", computed="protect", override=line)
    shown = [
        Typed(where="products", key=first.key, field="decision", value="push"),
        Typed(where="products", key=first.key, field="until", value="2026-12-01"),
        Typed(where="products", key=first.key, field="reason", value="fair"),
    ]
    cache.save(
        cache.folder(workbook), msgspec.structs.replace(made, products=[first, *others], memory=Memory(shown=shown))
    )
    frame = window_for(workbook)
    frame.settings.language_choice = language
    frame.restyle()
    frame.go("products")
    QApplication.processEvents()
    assert isinstance(frame.page, ProductsPage)
    return frame, frame.page


def texts(page: ProductsPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def decision_of(page: ProductsPage, title: str) -> DecisionRow:
    return next(row for row in page.findChildren(DecisionRow) if row.decide.accessibleName().endswith(title))


def test_trap_82_what_is_set_by_hand_shows_what_is_computed_and_why_it_is_blocked(
    workbook: Path, window_for: Callable[..., Frame]
) -> None:
    _, page = page_of(workbook, window_for, "es")
    said = texts(page)
    assert any("Calculado: Proteger. Su inventario no permite impulsarlo." in text for text in said)
    assert "Fijaste Impulsar ya hasta 2026-12-01: fair" in said


def test_an_override_goes_into_decisions_and_can_end(
    qtbot: QtBot, workbook: Path, window_for: Callable[..., Frame]
) -> None:
    frame, page = page_of(workbook, window_for)
    first, second = outcome().products[:2]
    with qtbot.waitSignal(page.decided) as ended:
        decision_of(page, first.title).undo.click()
    row = ended.args[0]
    assert (row["kind"], row["target_key"], row["value"]) == ("override_category", first.key, "computed")

    (workbook.parent / f"~${workbook.name}").touch()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=15_000)
    assert isinstance(frame.page, ProductsPage)
    decision_of(frame.page, second.title).decide.click()
    dialog = frame.window.findChild(DecideDialog)
    assert dialog is not None
    dialog.kind.setCurrentIndex(dialog.kind.findData("clear"))
    dialog.reason.setText("last season")
    with qtbot.waitSignal(dialog.decided) as asked:
        dialog.keep.click()
    row = asked.args[0]
    assert (row["kind"], row["value"], row["reason"]) == ("override_category", "clear", "last season")
    assert Pending(workbook) is not None


def stocked_page(workbook: Path, window_for: Callable[..., Frame], size: tuple[int, int] = (1366, 900)) -> ProductsPage:
    cache.save(cache.folder(workbook), stocked(), "read")
    frame = window_for(workbook, size=size)
    frame.go("products")
    QApplication.processEvents()
    assert isinstance(frame.page, ProductsPage)
    return frame.page


def names(page: ProductsPage) -> list[str]:
    assert page.board is not None
    QApplication.processEvents()
    titles = {product.title for product in stocked().products}
    return [label.text() for label in page.board.findChildren(QLabel) if label.isVisible() and label.text() in titles]


def test_a_product_is_found_by_letters_by_category_and_by_its_cell(
    workbook: Path, window_for: Callable[..., Frame], qtbot: QtBot
) -> None:
    page = stocked_page(workbook, window_for)
    board, matrix = page.board, page.matrix
    assert board is not None
    assert matrix is not None
    everything = names(page)
    assert len(everything) == len(stocked().products)
    qtbot.keyClicks(board.search, "PARAMO")
    assert names(page) == ["Bib Páramo"]
    assert board.count.text() == "1 product"
    board.search.clear()
    board.category.setCurrentIndex(board.category.findData("clear"))
    assert names(page) == ["Cap Clásica"]
    board.search.setText("bib")
    assert names(page) == []
    assert "No product fits. Clear the search or choose all categories." in texts(page)
    board.search.clear()
    board.category.setCurrentIndex(0)

    matrix.cell_chosen.emit("▬", "no sales")
    assert board.count.text().startswith("▬ About the same, No sales · ")
    assert len(names(page)) < len(everything)
    board.all.click()
    assert names(page) == everything


def test_the_matrix_and_other_pages_lead_to_a_product_even_where_it_is_hidden(
    workbook: Path, window_for: Callable[..., Frame]
) -> None:
    page = stocked_page(workbook, window_for)
    assert page.board is not None
    page.board.search.setText("bib")
    cap = next(product for product in stocked().products if product.title == "Cap Clásica")
    page.show_what(f"product:{cap.key}")
    assert "Cap Clásica" in names(page)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().endswith("Cap Clásica")
    page.show_what("nothing that there is")  # and says nothing


def test_a_product_shows_its_rows(workbook: Path, window_for: Callable[..., Frame], qtbot: QtBot) -> None:
    page = stocked_page(workbook, window_for)
    first = stocked().products[0]
    button = next(
        one for one in page.findChildren(QPushButton) if one.accessibleName() == f"Show its rows: {first.title}"
    )
    with qtbot.waitSignal(page.rows_asked) as asked:
        button.click()
    assert asked.args == [first.rows]


def lefts(page: ProductsPage) -> tuple[int, int, int]:
    """Where matrix, board and funnel begin."""
    assert page.matrix is not None
    assert page.board is not None
    funnel = next(chart for chart in page.findChildren(Chart) if chart.accessibleName() == "From visit to order")
    return (
        page.matrix.mapTo(page, QPoint()).x(),
        page.board.mapTo(page, QPoint()).x(),
        funnel.mapTo(page, QPoint()).x(),
    )


def test_what_customers_do_and_ask_stands_beside_or_below(workbook: Path, window_for: Callable[..., Frame]) -> None:
    page = stocked_page(workbook, window_for)
    charts = [chart.accessibleName() for chart in page.findChildren(Chart)]
    assert charts == [
        "Sales and stock",
        "From visit to order",
        "Questions by theme and week",
        "Returns by month of order",
    ]
    matrix, board, funnel = lefts(page)
    assert matrix == funnel < board
    page = stocked_page(workbook, window_for, (910, 512))
    matrix, board, funnel = lefts(page)
    assert matrix == funnel
    assert abs(matrix - board) < 30
    month = next(button for button in page.findChildren(QPushButton) if button.text() == "30 days")
    month.click()
    assert "In 30 days." in [label.text() for label in page.findChildren(QLabel)]


def test_what_is_looked_for_outlives_a_refresh(workbook: Path, window_for: Callable[..., Frame]) -> None:
    page = stocked_page(workbook, window_for)
    assert page.board is not None
    page.board.category.setCurrentIndex(page.board.category.findData("protect"))
    drafts = page.drafts()
    again = stocked_page(workbook, window_for)
    again.restore(drafts, "")
    assert names(again) == names(page) == ["Jersey Andes"]


def test_without_products_it_says_what_to_add(workbook: Path, window_for: Callable[..., Frame], qtbot: QtBot) -> None:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), products=[]), "read")
    frame = window_for(workbook)
    frame.go("products")
    page = frame.page
    assert page is not None
    page.offered.disconnect()  # else a dialog of the system asks for files
    with qtbot.waitSignal(page.offered) as offered:
        next(button for button in page.findChildren(QPushButton) if button.text() == "Add data").click()
    assert offered.args == ["add_data"]
