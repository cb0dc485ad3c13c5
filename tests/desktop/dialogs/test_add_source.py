from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.dialogs.add_source import AddSourceDialog
from desktop.frame import Frame
from desktop.settings import Settings
from desktop.widgets.labels import Text
from sheets.contract import STARTER, TABS
from tests.desktop.dialogs.conftest import Opened, is_sound
from tests.desktop.exports import done, export, failed

Windows = Callable[..., Frame]
Calls = Callable[[], list[list[str]]]
SOON = 15_000
LISTED = [
    {
        "table": tab.key,
        "level": tab.level,
        "there": tab.name.en if tab in STARTER else "",
        "exports": [{"en": "Gorgias tickets export", "es": "Tickets de Gorgias"}] if tab.key == "support" else [],
    }
    for tab in TABS
]


def texts(dialog: AddSourceDialog) -> str:
    QApplication.processEvents()
    return "\n".join(text.text() for text in dialog.findChildren(Text) if text.isVisible())


def shown(qtbot: QtBot, frame: Frame, opened: Opened[AddSourceDialog]) -> AddSourceDialog:
    frame.do("add_source")
    dialog = opened(frame, AddSourceDialog)
    qtbot.waitUntil(lambda: dialog.ready, timeout=SOON)
    return dialog


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(1366, 900), (800, 600)])
def test_every_tab_says_what_it_gives_and_what_fills_it(
    qtbot: QtBot,
    kept: Path,
    window_for: Windows,
    opened: Opened[AddSourceDialog],
    settings: Settings,
    language: str,
    size: tuple[int, int],
) -> None:
    settings.language_choice = language
    export(kept.parent / "sources.json", (["--list"], done(tabs=LISTED)))
    dialog = shown(qtbot, window_for(kept, size=size), opened)

    said = texts(dialog)
    assert list(dialog.boxes) == [tab.key for tab in TABS]
    assert [key for key, box in dialog.boxes.items() if not box.isEnabled()] == [tab.key for tab in STARTER]
    assert ("Filled by: Gorgias tickets export" if language == "en" else "La llenan: Tickets de Gorgias") in said
    assert said.count("there" if language == "en" else "ya está") >= len(STARTER)
    assert dialog.boxes["support"].hasFocus()
    is_sound(dialog)


def test_what_is_ticked_with_the_keyboard_is_added(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[AddSourceDialog], calls: Calls
) -> None:
    added = [{"table": "support", "tab": "Support"}]
    export(kept.parent / "sources.json", (["--list"], done(tabs=LISTED)), ([], done(added=added)))
    frame = window_for(kept)
    dialog = shown(qtbot, frame, opened)
    assert not dialog.go.isEnabled()

    qtbot.keyClick(dialog.boxes["support"], Qt.Key.Key_Space)
    assert dialog.go.text() == "Add 1 tab"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: calls()[-1][0] == "refresh" and not frame.session.doing, timeout=SOON)

    assert calls()[1] == ["add", "ruta-norte.xlsx", "support", "--events"]
    assert frame.session.notice is not None
    assert frame.session.notice.happened.en == "Added: Support."
    assert frame.window.findChildren(AddSourceDialog) == []


def test_why_none_was_added_is_said_and_what_was_ticked_stays(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[AddSourceDialog]
) -> None:
    held = failed("locked", "It is open by Ana.")
    export(kept.parent / "sources.json", (["--list"], done(tabs=LISTED)), ([], held))
    dialog = shown(qtbot, window_for(kept), opened)
    dialog.boxes["returns"].setChecked(True)

    dialog.go.click()
    qtbot.waitUntil(lambda: "It is open by Ana. Mend it." in texts(dialog), timeout=SOON)

    assert dialog.ticked() == ["returns"]
    assert dialog.go.isEnabled()
    is_sound(dialog)


def test_a_workbook_that_has_all_says_so(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[AddSourceDialog]
) -> None:
    export(kept.parent / "sources.json", ([], done(tabs=[{**one, "there": "x"} for one in LISTED])))

    dialog = shown(qtbot, window_for(kept), opened)

    assert "The workbook has all of them." in texts(dialog)
    assert dialog.ticked() == []
    is_sound(dialog)


def test_why_it_cannot_be_listed_is_said(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[AddSourceDialog]
) -> None:
    export(kept.parent / "sources.json", ([], failed("missing", "The workbook is gone.")))

    dialog = shown(qtbot, window_for(kept), opened)

    assert "The workbook is gone. Mend it." in texts(dialog)
    is_sound(dialog)
