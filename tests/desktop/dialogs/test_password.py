from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.dialogs.password import PasswordDialog
from desktop.frame import Frame
from desktop.settings import Settings
from tests.desktop.dialogs.conftest import Opened, is_sound

Windows = Callable[..., Frame]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_letters_are_not_shown_and_it_says_where_the_password_stays(
    kept: Path, window_for: Windows, opened: Opened[PasswordDialog], settings: Settings, language: str
) -> None:
    settings.language_choice = language
    frame = window_for(kept)

    frame.do("password")

    dialog = opened(frame, PasswordDialog)
    assert dialog.field.echoMode() == QLineEdit.EchoMode.Password
    assert ("memory" if language == "en" else "memoria") in dialog.accessibleDescription()
    assert not dialog.read.isEnabled()
    is_sound(dialog)


def test_enter_reads_the_workbook_and_the_head_says_how(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[PasswordDialog]
) -> None:
    frame = window_for(kept, "encrypted")
    frame.session.refresh()
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=15_000)
    frame.do("password")
    dialog = opened(frame, PasswordDialog)

    dialog.field.setText("jersey 2026 ñ")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: frame.session.fresh and not frame.session.doing, timeout=15_000)

    assert frame.header is not None
    assert "read with its password" in frame.header.state.text()
    assert frame.session.notice is None
