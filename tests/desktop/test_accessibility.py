"""Every page and every dialog, as a screen reader and a keyboard meet them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.doings import BY_KEY
from desktop.frame import Frame
from desktop.pages import PAGES
from tests.desktop import audit

Windows = Callable[..., Frame]
#: What opens a dialog without a look at the disk.
OPENS = ("palette", "keys", "add_source", "open_sheet", "share", "template", "restore", "history", "password")


def settled() -> None:
    for _ in range(4):
        QApplication.processEvents()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_tells_each_of_its_controls_and_charts_in_words(
    kept: Path, window_for: Windows, language: str
) -> None:
    frame = window_for(kept)
    frame.choose_setting("language", language)

    wrong = {}
    for entry in PAGES:
        frame.go(entry.key)
        settled()
        assert frame.shell is not None
        if found := [wrong for region in frame.shell.regions for wrong in audit.found(region)]:
            wrong[entry.key] = found
    assert wrong == {}


def test_every_dialog_tells_each_of_its_controls_in_words(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)

    wrong = {}
    for key in OPENS:
        frame.do(key)
        settled()
        (dialog,) = [one for one in frame.window.findChildren(QDialog) if one.isVisible()]
        assert dialog.accessibleName()
        if found := audit.found(dialog):
            wrong[key] = found
        assert QApplication.focusWidget() is None or dialog.isAncestorOf(QApplication.focusWidget())
        dialog.close()
        settled()
    assert wrong == {}


def test_the_audit_sees_what_has_no_name_and_what_cannot_be_told_apart(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for word in ("", "Open", "Open"):
        QPushButton(word, window)
    window.show()

    assert audit.found(window) == ["QPushButton in QWidget has no name", "2 controls are called 'Open'"]


def test_every_dialog_that_is_listed_here_is_in_the_table() -> None:
    assert set(OPENS) <= set(BY_KEY)
