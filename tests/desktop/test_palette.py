"""Finding and doing anything by a few letters, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.doings import DOINGS
from desktop.frame import Frame
from desktop.letters import plain
from desktop.palette import SHOWN, Entry, Palette, entries, found
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]


def opened(frame: Frame, qtbot: QtBot) -> Palette:
    frame.window.activateWindow()
    QApplication.processEvents()
    qtbot.keySequence(frame.window, "Ctrl+K")
    QApplication.processEvents()
    return frame.window.findChildren(Palette)[-1]


def test_a_few_letters_and_enter_do_what_is_marked(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)

    palette = opened(frame, qtbot)
    assert palette.field.hasFocus() or palette.focusWidget() is palette.field
    qtbot.keyClicks(palette.field, "theme dark")
    assert palette.list.item(0).text() == "Theme: Dark"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert (frame.settings.theme_choice, frame.look.dark) == ("dark", True)

    palette = opened(frame, qtbot)
    qtbot.keyClicks(palette.field, "go to")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(palette.field, key)
    assert palette.list.currentRow() == 1
    spoken = QAccessible.queryAccessibleInterface(palette.field).text(QAccessible.Text.Description)
    assert spoken.startswith("Go to: Exceptions")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert frame.page_key == "exceptions"


def test_products_and_exceptions_are_found_and_gone_to(
    qtbot: QtBot, kept: Path, window_for: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = window_for(kept)
    gone: list[tuple[str, str]] = []
    monkeypatch.setattr(frame, "show", lambda *to: gone.append(to))
    for typed in ("paramo", "1113"):
        palette = opened(frame, qtbot)
        qtbot.keyClicks(palette.field, typed)
        assert palette.list.count() >= 1
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    product = next(one for one in outcome().products if "Páramo" in one.title)
    row = next(one for one in outcome().exceptions if "1113" in one.shown.en)
    assert gone == [("products", product.key), ("exceptions", row.key)]


def test_what_nothing_is_called_is_said_and_enter_does_nothing(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    palette = opened(frame, qtbot)

    qtbot.keyClicks(palette.field, "xyzzy")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)

    assert palette.told.text() == "Nothing is called that."
    assert palette.isVisible()
    qtbot.keyClick(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_five_thousand_exceptions_leave_the_list_short(qtbot: QtBot, workbook: Path, window_for: Windows) -> None:
    brief = outcome()
    rows = [msgspec.structs.replace(brief.exceptions[0], key=f"many {number}") for number in range(5000)]
    cache.save(cache.folder(workbook), msgspec.structs.replace(brief, exceptions=rows))
    frame = window_for(workbook)

    palette = opened(frame, qtbot)
    qtbot.keyClicks(palette.field, "1113")

    assert palette.list.count() == SHOWN
    assert palette.told.text() == f"5000 found. The first {SHOWN} are shown: type more to find fewer."


def test_only_what_may_be_done_now_is_offered(qtbot: QtBot, window_for: Windows) -> None:
    frame = window_for(None)
    palette = opened(frame, qtbot)

    offered = [palette.list.item(row).text() for row in range(palette.list.count())]
    assert any(text.startswith("Open another workbook") for text in offered)
    assert not any(text.startswith(("Refresh", "Go to:", "Write")) for text in offered)
    # an offer of a notice has no place in a list
    assert not any(doing.listed for doing in DOINGS if doing.key in ("again", "adopt", "sign_in"))


def test_what_would_be_undone_is_named(kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    frame.session.define("low_stock_units", "", "9")

    assert "Undo the last change: low_stock_units = 9" in [entry.name for entry in entries(frame)]
    frame.session.edits.undo()
    names = [entry.name for entry in entries(frame)]
    assert "Redo the change: low_stock_units = 9" in names
    assert not any(name.startswith("Undo") for name in names)


def test_a_word_at_its_begin_comes_first_and_accents_do_not_matter() -> None:
    named = [(plain(name), Entry(name, "", lambda: None)) for name in ("Reenviar", "Envío atrasado", "Bib Páramo")]

    assert [entry.name for entry in found(named, "envi")] == ["Envío atrasado", "Reenviar"]
    assert [entry.name for entry in found(named, "PARAMO bib")] == ["Bib Páramo"]
    assert len(found(named, "")) == 3
