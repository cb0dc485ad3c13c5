"""The strips below the head: the banner with its receipt, and the line of what waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import reveal, waiting
from desktop.frame import Frame
from desktop.notices import companion
from desktop.settings import Settings
from desktop.waiting import CellAsked, TabAsked
from desktop.widgets.labels import Text
from desktop.widgets.receipt_details import ReceiptDetails
from desktop.widgets.strip import Strip
from desktop.widgets.waiting_line import WaitingLine, asked
from sheets import errors

Windows = Callable[..., Frame]
Calls = Callable[[], list[list[str]]]


def settled() -> None:
    for _ in range(3):
        QApplication.processEvents()


def texts(of: QWidget) -> list[str]:
    settled()
    return [text.text() for text in of.findChildren(Text) if text.isVisible()]


def button(of: QWidget, word: str) -> QPushButton:
    settled()
    return next(one for one in of.findChildren(QPushButton) if one.text() == word and one.isVisible())


def written(qtbot: QtBot, frame: Frame) -> Strip:
    frame.session.write()
    qtbot.waitUntil(lambda: not frame.session.doing and frame.session.notice is not None, timeout=15_000)
    assert frame.strips.banner is not None
    return frame.strips.banner


def is_sound(strip: Strip) -> None:
    settled()
    for text in strip.findChildren(Text):
        assert not (text.isVisible() and text.overflows()), text.text()
    for widget in strip.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    for one in strip.findChildren(QPushButton):
        assert not one.isVisible() or one.width() >= one.sizeHint().width(), one.text()
    assert strip.width() <= strip.window().width()


@pytest.mark.parametrize("width", [1366, 1024, 800])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_receipt_opens_below_its_line_and_is_sound(
    qtbot: QtBot, kept: Path, window_for: Windows, settings: Settings, language: str, width: int
) -> None:
    settings.language_choice = language
    frame = window_for(kept, size=(width, 900))
    strip = written(qtbot, frame)
    is_sound(strip)
    assert frame.window.findChildren(ReceiptDetails) == []

    assert strip.details is not None
    strip.details.setFocus()
    qtbot.keyClick(strip.details, Qt.Key.Key_Space)

    shown = texts(strip)
    new, whole = ("new", "The whole file") if language == "en" else ("nueva", "El archivo completo")
    rows = shown[shown.index(whole) :]
    assert rows[:4] == [whole, "bbbbbbbb", "→", "aaaaaaaa"]
    assert rows[4:8] == ["xl/worksheets/sheet0.xml", new, "→", "00000000"]
    is_sound(strip)
    qtbot.keyClick(strip.details, Qt.Key.Key_Space)
    assert whole not in texts(strip)


def test_an_open_receipt_and_the_focus_outlive_a_rebuild_and_go_with_the_notice(
    qtbot: QtBot, kept: Path, window_for: Windows
) -> None:
    frame = window_for(kept)
    frame.window.activateWindow()
    strip = written(qtbot, frame)
    button(strip, "Details").click()
    button(strip, "Hide details").setFocus()

    frame.build()

    assert frame.strips.banner is not None
    assert frame.strips.banner is not strip
    assert button(frame.strips.banner, "Hide details").hasFocus()
    button(frame.strips.banner, "Dismiss").click()
    written(qtbot, frame)
    assert "The whole file" not in texts(frame.window)


def test_the_receipt_shows_the_copy_and_leads_to_the_others(
    qtbot: QtBot, kept: Path, window_for: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.dialogs.restore import RestoreDialog

    shown: list[Path] = []
    monkeypatch.setattr(reveal, "show", shown.append)
    frame = window_for(kept)
    strip = written(qtbot, frame)
    button(strip, "Details").click()

    button(strip, "Show the copy").click()
    button(strip, "Earlier copies").click()

    assert shown == [kept.parent / "copies" / "000001.xlsx"]
    assert [one.isVisible() for one in frame.window.findChildren(RestoreDialog)] == [True]


def test_undo_is_offered_on_the_line_itself(qtbot: QtBot, kept: Path, window_for: Windows, calls: Calls) -> None:
    frame = window_for(kept)
    strip = written(qtbot, frame)

    button(strip, "Undo").click()
    qtbot.waitUntil(lambda: len(calls()) == 4 and not frame.session.doing, timeout=15_000)

    assert any("was put back" in text for text in texts(frame.window))


@pytest.mark.parametrize(
    ("kind", "offers"),
    [
        ("read_only", ("open_file", "show", "again")),
        ("linked", ("open_file", "show", "again")),
        ("protected", ("open_file", "show")),
        ("signed", ("open_file", "show")),
        ("encrypted", ("open_file", "show")),
    ],
)
def test_a_companion_is_shown_where_it_lies_and_tried_again_only_where_that_may_help(
    kept: Path,
    window_for: Windows,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    offers: tuple[str, ...],
) -> None:
    done: list[tuple[str, Path]] = []
    monkeypatch.setattr(reveal, "show", lambda path: done.append(("show", path)))
    monkeypatch.setattr(reveal, "open_file", lambda path: done.append(("open", path)))
    beside = kept.parent / "ruta-norte - Operating Brief.xlsx"
    frame = window_for(kept)
    frame.session.notice = companion(beside, kind, errors.Text("Why.", "Por qué."))
    frame.session.noticed.emit()

    assert frame.session.notice.offers == offers
    (strip,) = frame.window.findChildren(Strip)
    assert "Why." in texts(strip)
    button(strip, "Open it").click()
    button(strip, "Show in folder").click()
    assert done == [("open", beside), ("show", beside)]
    is_sound(strip)


@pytest.mark.parametrize("width", [1366, 800])
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_waits_is_listed_with_its_time_and_reason_and_can_be_dropped(
    kept: Path, window_for: Windows, settings: Settings, language: str, width: int
) -> None:
    (kept.parent / f"~${kept.name}").touch()
    settings.language_choice = language
    waiting.add(kept, [TabAsked("Notes", rows=[{"date": "2026-11-16", "text": "photos published"}])])
    stuck = waiting.add(kept, [TabAsked("Actions", cells=[CellAsked("C5", "done")])])
    waiting.explain(kept, stuck.id, errors.Text("It says 'no' now.", "Ahora dice 'no'."))
    frame = window_for(kept, "locked", size=(width, 900))
    (line,) = frame.window.findChildren(WaitingLine)
    is_sound(line)
    details, drop = ("Details", "Drop") if language == "en" else ("Detalles", "Descartar")

    button(line, details).click()

    shown = texts(line)
    since, why = ("Waiting since today, ", "It says 'no' now.") if language == "en" else ("desde hoy, ", "dice 'no'")
    assert shown.index("Notes: photos published") < shown.index("Actions: C5 = done")
    assert since in shown[shown.index("Notes: photos published") + 1]
    assert why in shown[shown.index("Actions: C5 = done") + 1]
    is_sound(line)
    names = [one.accessibleName() for one in line.findChildren(QPushButton) if one.text() == drop]
    assert names == [f"{drop}: Notes: photos published", f"{drop}: Actions: C5 = done"]

    button(line, drop).click()

    assert [edit.id for edit in frame.session.waiting_edits()] == [stuck.id]
    settled()
    assert frame.strips.waiting is not None
    assert "Notes: photos published" not in texts(frame.strips.waiting)
    assert "Actions: C5 = done" in texts(frame.strips.waiting)


def test_a_window_without_anything_that_waits_has_no_line_for_it(kept: Path, window_for: Windows) -> None:
    assert window_for(kept).window.findChildren(Strip) == []


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (TabAsked("Notes", rows=[{"date": "2026-11-16", "text": "a"}, {"text": "b"}]), "Notes: a, b"),
        (TabAsked("Costs", rows=[{"SKU": "TEE", "Cost": 5}]), "Costs: TEE"),
        (TabAsked("Actions", cells=[CellAsked("C5", None), CellAsked("D5", 3)]), "Actions: C5 = , D5 = 3"),
        (TabAsked("Notes", rows=[{"text": "x" * 300}]), f"Notes: {'x' * 132}…"),
    ],
)
def test_an_edit_is_told_in_the_words_that_were_typed(edit: TabAsked, said: str) -> None:
    assert asked(edit) == said
