"""Sharing the brief: nothing leaves that was not seen before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop import reveal
from desktop.dialogs.share import FORMATS, ShareDialog, _without_marks
from desktop.frame import Frame
from desktop.settings import Settings
from tests.desktop.dialogs.conftest import Opened, is_sound

Windows = Callable[..., Frame]
Calls = Callable[[], list[list[str]]]


def ready(qtbot: QtBot, frame: Frame, opened: Opened[ShareDialog]) -> ShareDialog:
    frame.do("share")
    dialog = opened(frame, ShareDialog)
    qtbot.waitUntil(lambda: dialog.ready, timeout=15_000)
    return dialog


def seen(dialog: ShareDialog) -> str:
    return dialog.preview.toPlainText()


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_opens_with_what_would_leave_and_names_nobody(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[ShareDialog], settings: Settings, language: str
) -> None:
    settings.language_choice = language
    dialog = ready(qtbot, window_for(kept, size=(910, 512)), opened)

    assert dialog.chosen() == ["read", "sources"]  # the founder's own notes are to be ticked
    assert not dialog.names.isChecked()
    assert not dialog.contacts.isChecked()
    assert seen(dialog).endswith(
        f"--kept --period weekly --lang {language} --part read --part sources --format md --events"
    )
    assert dialog.focusWidget() is dialog.format
    assert dialog.height() <= dialog.screen().availableSize().height() - 48
    is_sound(dialog)


def test_what_is_ticked_is_shown_before_it_is_saved(
    qtbot: QtBot,
    kept: Path,
    window_for: Windows,
    opened: Opened[ShareDialog],
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = kept.parent / "for partners.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    shown: list[Path] = []
    monkeypatch.setattr(reveal, "show", shown.append)
    dialog = ready(qtbot, window_for(kept), opened)

    dialog.parts.setFocus()
    dialog.parts.setCurrentRow(1)
    qtbot.keyClick(dialog.parts, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.names, Qt.Key.Key_Space)
    dialog.format.setCurrentIndex(FORMATS.index("pdf"))
    assert not dialog.save.isEnabled()  # until what would leave is shown
    qtbot.waitUntil(lambda: dialog.ready, timeout=15_000)
    assert "--part notes" in seen(dialog)
    assert "--with-names" in seen(dialog)
    assert "--with-contacts" not in seen(dialog)

    dialog.choose.click()
    assert dialog.place.text() == "for partners.pdf"
    dialog.save.click()
    qtbot.waitUntil(lambda: not dialog.save.isVisible(), timeout=15_000)
    made = calls()[-1]
    assert made[:6] == ["share", "--kept", "--period", "weekly", "--lang", "en"]
    assert made[-5:] == ["--format", "pdf", "--out", str(out.with_suffix(".pdf")), "--events"]
    assert "--with-names" in made
    is_sound(dialog)
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Show in folder").click()
    assert shown == [out.with_suffix(".pdf")]


def test_the_language_and_the_empty_brief_are_chosen_and_the_text_is_copied(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[ShareDialog], calls: Calls
) -> None:
    dialog = ready(qtbot, window_for(kept), opened)
    dialog.parts.item(0).setCheckState(Qt.CheckState.Unchecked)
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Español").click()
    qtbot.waitUntil(lambda: "--lang es" in seen(dialog) and dialog.ready, timeout=15_000)
    assert "--part sources" in seen(dialog)
    assert "--part read" not in seen(dialog)  # what was ticked stays
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == seen(dialog)

    dialog.format.setCurrentIndex(FORMATS.index("template"))
    assert not dialog.parts.isEnabled()
    assert dialog.place.text() == "Empty brief.md"
    qtbot.waitUntil(lambda: dialog.ready, timeout=15_000)
    assert calls()[-1] == ["share", "--lang", "es", "--format", "md", "--events"]
    is_sound(dialog)


def test_marks_are_seen_only_where_they_leave() -> None:
    said = "# Ruta\n\n## The read  \n\n- **COP 5** of \\*\\*bold\\*\\* \\<b\\>"
    assert _without_marks(said) == "Ruta\n\nThe read\n\n- COP 5 of **bold** <b>"


def test_what_went_wrong_is_said_and_it_can_be_tried_again(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[ShareDialog]
) -> None:
    dialog = ready(qtbot, window_for(kept, "dies"), opened)
    assert "Try again." in dialog.said.text()
    assert dialog.said.isVisible()
    assert dialog.save.isEnabled()
    is_sound(dialog)


def test_what_an_earlier_tick_asked_for_is_not_shown_and_it_may_be_closed_at_any_moment(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[ShareDialog]
) -> None:
    frame = window_for(kept)
    dialog = ready(qtbot, frame, opened)
    dialog.names.setChecked(True)
    dialog._preview()
    dialog.names.setChecked(False)
    dialog._preview()
    qtbot.waitUntil(lambda: dialog.ready, timeout=15_000)
    assert "--with-names" not in seen(dialog)
    dialog.contacts.setChecked(True)
    dialog._preview()
    dialog.close()
    done = frame.session.look("later", ["share", str(kept), "--list"]).done
    with qtbot.waitSignal(done, timeout=15_000):
        pass  # an answer to a dialog that is gone would fail here
