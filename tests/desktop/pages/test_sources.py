from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.dialogs.import_files import ImportDialog
from desktop.frame import Frame
from desktop.widgets.labels import Text
from reports.outcome import Line, Offer
from tests.desktop.exports import orders
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]
SOON = 15_000
OFFER = Offer(
    tab="Hoja 3",
    kind=Line(id="export", en="Shopify orders export", es="exportación de pedidos de Shopify"),
    table="orders",
    said=Line(id="offer", en="The tab Hoja 3 holds a Shopify orders export.", es="La pestaña Hoja 3 tiene pedidos."),
    rows=48,
)


def test_a_pasted_export_is_offered_and_imported_from_its_tab(
    qtbot: QtBot, workbook: Path, window_for: Windows, calls: Callable[[], list[list[str]]]
) -> None:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), offers=[OFFER]), "read")
    orders(workbook.parent / "Hoja 3.json")
    frame = window_for(workbook)
    frame.go("sources")
    QApplication.processEvents()
    assert any("The tab Hoja 3 holds a Shopify orders export." in one.text() for one in frame.window.findChildren(Text))

    button = next(one for one in frame.window.findChildren(QPushButton) if one.text() == "Import it")
    assert button.accessibleName() == "Import it: Hoja 3"
    button.click()
    (dialog,) = frame.window.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=SOON)

    assert calls() == [["import", "--tab", "Hoja 3", "--into", "ruta-norte.xlsx", "--preview", "--events"]]
    assert frame.session.intake.asked[0].name == "Hoja 3"


def test_without_a_brief_data_can_be_added_all_the_same(workbook: Path, window_for: Windows) -> None:
    frame = window_for(workbook)

    frame.go("sources")
    QApplication.processEvents()

    words = [one.text() for one in frame.window.findChildren(QPushButton) if one.isVisible()]
    assert "Add a data source…" in words
    assert words.count("Add data…") == 2
