"""The rows behind an exception, read by the real command from a real workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.dialogs.rows import RowsDialog, Told, merged, reference, told
from desktop.frame import Frame
from desktop.tasks import COMMAND
from desktop.widgets.rows_table import RowsTable
from reports.outcome import Rows
from tests.desktop.dialogs.conftest import Opened, is_sound
from tests.workbooks import workbook as made

ORDERS = [
    ["Name", "Financial Status", "Created at", "Total", "Notes"],
    ["#1001", "paid", "2026-11-10 09:00:00 -0500", 189900, "long " * 60],
    ["#1002", "pending", "2026-11-11 09:00:00 -0500", "#N/A", None],
    *([f"#{number}", "paid", "2026-11-12 09:00:00 -0500", 1000, None] for number in range(1003, 1080)),
]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return made(tmp_path / "shop.xlsx", {"Pedidos": ORDERS})


def shown(qtbot: QtBot, frame: Frame, opened: Opened[RowsDialog], rows: list[Rows]) -> tuple[RowsDialog, list[str]]:
    frame.asks.rows(rows)
    dialog = opened(frame, RowsDialog)
    qtbot.waitUntil(lambda: dialog.ready, timeout=30_000)
    qtbot.waitUntil(lambda: not dialog.area.isVisible() or dialog.area.height() > 40)
    return dialog, [label.text() for label in dialog.findChildren(QLabel) if not label.isHidden()]


def test_the_rows_are_shown_as_they_stand_and_their_place_is_copied(
    qtbot: QtBot,
    shop: Path,
    window_for: Callable[..., Frame],
    opened: Opened[RowsDialog],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frame = window_for(shop)
    monkeypatch.setattr(frame.session.program, "_command", COMMAND)
    before = shop.read_bytes()
    dialog, said = shown(qtbot, frame, opened, [Rows(tab="orders", rows=[3, 2]), Rows(tab="orders", rows=[3, 900])])
    assert "Pedidos" in said
    assert said[said.index("Row 3") + 1 :][:8] == [
        "Name", "#1002", "Financial Status", "pending", "Created at", "2026-11-11 09:00:00 -0500", "Total", "#N/A",
    ]  # fmt: skip
    assert any("Nothing stands there any more in row 900" in text for text in said)
    is_sound(dialog)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "'Pedidos'!A2:E2, 'Pedidos'!A3:E3"
    assert shop.read_bytes() == before
    dialog.reject()

    # Many rows are a table, of which the first are shown and the others counted.
    dialog, said = shown(qtbot, frame, opened, [Rows(tab="orders", rows=list(range(2, 80)))])
    (table,) = dialog.findChildren(RowsTable)
    assert (table.rowCount(), table.item(0, 1).text()) == (50, "#1001")
    assert "and 28 more" in said
    dialog.reject()

    # What cannot be read is said with its remedy.
    dialog, said = shown(qtbot, frame, opened, [Rows(tab="shipments", rows=[2])])
    assert any("has no tab shipments" in text for text in said)
    assert not dialog.copy.isEnabled()


def test_what_a_child_leaves_out_is_empty() -> None:
    assert told({}) == Told("", [], [], [], [])
    assert merged([Rows(tab="a", rows=[]), Rows(tab="b", rows=[2, 1]), Rows(tab="b", rows=[2])]) == {"b": [1, 2]}
    assert reference(Told("Ana's tab", ["B", "D"], ["", ""], [(7, ["", ""])], [])) == "'Ana''s tab'!B7:D7"
