from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop import reveal
from desktop.dialogs.share_template import TemplateDialog
from desktop.frame import Frame
from desktop.settings import Settings
from desktop.widgets.labels import Text
from tests.desktop.dialogs.conftest import Opened, is_sound

Windows = Callable[..., Frame]
Calls = Callable[[], list[list[str]]]


def texts(dialog: TemplateDialog) -> list[str]:
    return [text.text() for text in dialog.findChildren(Text) if text.isVisible()]


def ready(qtbot: QtBot, frame: Frame, opened: Opened[TemplateDialog]) -> TemplateDialog:
    frame.do("template")
    dialog = opened(frame, TemplateDialog)
    qtbot.waitUntil(lambda: dialog.tabs.count() == 2, timeout=15_000)
    return dialog


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_says_plainly_what_goes_along(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[TemplateDialog], settings: Settings, language: str
) -> None:
    settings.language_choice = language
    dialog = ready(qtbot, window_for(kept), opened)

    said = " ".join(texts(dialog))
    assert ("not one row" if language == "en" else "ni una fila") in said
    assert dialog.tabs.item(0).text() == "Costs  ·  SKU, Cost"
    assert dialog.ticked() == []
    is_sound(dialog)


def test_what_was_chosen_goes_to_the_child_and_what_was_left_out_is_shown(
    qtbot: QtBot,
    kept: Path,
    window_for: Windows,
    opened: Opened[TemplateDialog],
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = kept.parent / "shared" / "for partners.ods"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    shown: list[Path] = []
    monkeypatch.setattr(reveal, "show", shown.append)
    dialog = ready(qtbot, window_for(kept), opened)

    dialog.tabs.setFocus()
    dialog.tabs.setCurrentRow(1)
    qtbot.keyClick(dialog.tabs, Qt.Key.Key_Space)
    spanish = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Español")
    spanish.click()
    dialog.choose.click()
    dialog.save.click()
    qtbot.waitUntil(lambda: "4 notes" in texts(dialog), timeout=15_000)

    target = out.with_suffix(".xlsx")
    assert calls()[-1] == ["export-template", str(target), "--lang", "es", "--tab", "Suppliers 2026", "--events"]
    assert "The template is ready: for partners.xlsx" in texts(dialog)
    assert "6 definitions" in texts(dialog)
    is_sound(dialog)
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Show in folder").click()
    assert shown == [target]


def test_what_went_wrong_is_said_and_it_can_be_tried_again(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[TemplateDialog]
) -> None:
    frame = window_for(kept, "dies")
    frame.do("template")
    dialog = opened(frame, TemplateDialog)

    dialog.save.click()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=15_000)
    QApplication.processEvents()

    assert any("Try again." in text for text in texts(dialog))
    is_sound(dialog)
