from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.flow import Flow


def test_items_go_on_in_the_next_line_when_a_line_is_full(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder, across=10, down=4)
    items = []
    for _ in range(3):
        item = QWidget()
        item.setFixedSize(50, 20)
        flow.addWidget(item)
        items.append(item)

    holder.resize(120, flow.heightForWidth(120))
    holder.show()

    assert flow.heightForWidth(200) == 20
    assert flow.heightForWidth(120) == 44
    assert [(item.x(), item.y()) for item in items] == [(0, 0), (60, 0), (0, 24)]
