"""A part of the window as text: what it says, in reading order, without people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from desktop import cache, copying
from desktop.charts.bars import Bar, Bars
from desktop.charts.chart import Table
from desktop.frame import Frame
from desktop.theme import Look
from desktop.translations import Words
from desktop.widgets.copy_button import CopyButton
from desktop.widgets.labels import label
from desktop.widgets.panel import Panel
from reports.tokens import LIGHT
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]


def panel(frame: Frame, title: str) -> Panel:
    assert frame.page is not None
    return next(one for one in frame.page.findChildren(Panel) if one.title == title)


def copied() -> str:
    return QGuiApplication.clipboard().text()


@pytest.fixture
def peopled(workbook: Path) -> Path:
    """A workbook whose kept brief names who answers, and a customer."""
    made = outcome()
    action = made.actions[0]
    line = msgspec.structs.replace(action.line, en="Call Ana G. and Carlos Pérez about #1113")
    tail = msgspec.structs.replace(action.tail, en="[Marta Restrepo · due Tue 17 Nov · ●]")
    named = msgspec.structs.replace(action, owner="Marta Restrepo", owner_role="support", line=line, tail=tail)
    actions = [named, *made.actions[1:]]
    reads = {key: msgspec.structs.replace(read, actions=actions) for key, read in made.reads.items()}
    cache.save(cache.folder(workbook), msgspec.structs.replace(made, actions=actions, reads=reads), "read")
    return workbook


def test_a_panel_is_copied_row_by_row_without_people(peopled: Path, window_for: Windows) -> None:
    frame = window_for(peopled)
    actions = panel(frame, "Next actions")
    before = actions.body.sizeHint()
    actions.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    (button,) = actions.findChildren(CopyButton)
    assert button.isVisible()
    assert button.accessibleName() == "Copy “Next actions” as text"
    assert actions.rect().contains(button.geometry())
    assert actions.body.sizeHint() == before  # nothing moves when it is seen
    button.click()
    title, first, *_ = copied().splitlines()
    assert title.startswith("Next actions")
    assert first == "Call … and … about #1113 · Support · due Tue 17 Nov"
    actions.leaveEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not button.isVisible()


def test_by_keyboard_the_panel_of_the_focus_is_copied_else_the_page(
    kept: Path, window_for: Windows, qtbot: QtBot
) -> None:
    frame = window_for(kept)
    frame.do("copy_section")
    whole = copied()
    assert whole.index("The read") < whole.index("Next actions") < whole.index("Exceptions")
    assert "Revenue" in whole.split("The read")[0]
    inside = panel(frame, "Exceptions")
    focusable = next(one for one in inside.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    focusable.setFocus()
    frame.do("copy_section")
    assert copied().startswith("Exceptions")
    assert "Next actions" not in copied()
    assert "\N{ZERO WIDTH SPACE}" not in copied()


def test_the_whole_brief_is_copied_as_markdown(kept: Path, window_for: Windows, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    frame = window_for(kept)
    frame.choose_read("daily")
    frame.do("copy_brief")
    qtbot.waitUntil(lambda: bool(copied()), timeout=15_000)
    assert copied() == "A brief made with --kept --format md --period daily --lang en --events"


def test_a_chart_and_a_table_are_copied_as_tables(qtbot: QtBot) -> None:
    look = Look(LIGHT, Words("en"), False)
    holder = Panel("Sizes")
    qtbot.addWidget(holder)
    values = Table(("Size", "Units"), (("M", "3"), ("L", "9")))
    chart = Bars(look, "Jersey", "M runs out first.", values, [Bar("M", 0.3, "3", "M: 3"), Bar("L", 0.9, "9", "L: 9")])
    table = QTableWidget(2, 2)
    table.setHorizontalHeaderLabels(["SKU", "Left"])
    for row, cells in enumerate((("JA-L", "7"), ("JA-M", "3"))):
        for column, cell in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(cell))
    holder.add(chart)
    holder.add(table)
    hidden = label("not to be seen")
    holder.add(hidden)
    hidden.hide()
    holder.resize(400, 400)
    holder.show()
    QApplication.processEvents()
    assert copying.text_of(holder) == ("Sizes\nSize\tUnits\nM\t3\nL\t9\nSKU\tLeft\nJA-L\t7\nJA-M\t3")
