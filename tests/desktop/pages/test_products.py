from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.dialogs.decide import DecideDialog
from desktop.frame import Frame
from desktop.pages.products import ProductsPage
from desktop.pending import Pending
from desktop.widgets.decision_row import DecisionRow
from reports.outcome import Line, Memory, Typed
from tests.desktop.sample import outcome


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
