from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.sheet import Sheet
from desktop.theme import Look
from desktop.translations import Words
from reports.tokens import LIGHT


def test_what_has_grown_beyond_the_edge_of_the_screen_comes_back_into_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sheet = Sheet(window, Look(LIGHT, Words("en"), False), "Rows", "What stands there.")
    sheet.show()
    room = sheet.screen().availableGeometry()
    sheet.move(room.right() - 100, room.bottom() - 100)
    added = QLabel("a row")
    added.setFixedHeight(300)
    sheet.body.addWidget(added)
    added.show()

    sheet.fit()

    assert room.contains(sheet.frameGeometry())
    assert sheet.height() > 300
