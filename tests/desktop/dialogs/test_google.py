"""Opening a Google Sheet by its link, and signing in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.dialogs.google_sheet import SheetDialog
from desktop.dialogs.sign_in import SignInDialog
from desktop.frame import Frame
from desktop.settings import Settings
from desktop.widgets.sidebar import OpenMenu
from sheets.place import GoogleSheet
from tests.desktop.child import PICKED
from tests.desktop.dialogs.conftest import Opened, is_sound

Windows = Callable[..., Frame]
Calls = Callable[[], list[list[str]]]
SOON = 15_000
LINK = "https://docs.google.com/spreadsheets/d/1RutaNorteRutaNorteRutaNorte/edit#gid=0"


@pytest.fixture(autouse=True)
def _nothing_copied(qapp: object) -> None:
    QGuiApplication.clipboard().clear()


def settle(qtbot: QtBot, frame: Frame) -> None:
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=SOON)


def button(dialog: SheetDialog | SignInDialog, text: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_link_is_looked_at_as_it_is_typed(
    window_for: Windows, opened: Opened[SheetDialog], settings: Settings, language: str
) -> None:
    settings.language_choice = language
    frame = window_for(None)
    frame.choose_sheet()
    dialog = opened(frame, SheetDialog)

    assert not dialog.go.isEnabled()
    assert dialog.said.text() == ""
    dialog.field.setText("https://docs.google.com/document/d/1aaaaaaaaaaaaaaaaaaaaaaaa/edit")
    assert not dialog.go.isEnabled()
    begins = "https://docs.google.com/spreadsheets/d/"
    assert begins in dialog.said.text()
    is_sound(dialog)
    dialog.field.setText(LINK)
    assert dialog.go.isEnabled()
    assert dialog.said.text() == (
        "This is the link of a Google Sheet." if language == "en" else "Este es el enlace de una hoja de Google."
    )
    is_sound(dialog)


@pytest.mark.parametrize("typed", [LINK, f"  {LINK}\n", LINK.removeprefix("https://")])
def test_enter_opens_and_reads_the_sheet(
    qtbot: QtBot, window_for: Windows, opened: Opened[SheetDialog], calls: Calls, sheet: GoogleSheet, typed: str
) -> None:
    frame = window_for(None)
    frame.choose_sheet()
    dialog = opened(frame, SheetDialog)

    dialog.field.setText(typed)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    settle(qtbot, frame)

    assert frame.session.place == sheet
    assert frame.settings.recent == [sheet]
    assert calls() == [["refresh", "--no-write", "--events"]]
    assert "Ruta Norte" in frame.window.windowTitle()


def test_a_link_that_was_just_copied_stands_in_the_field(window_for: Windows, opened: Opened[SheetDialog]) -> None:
    QGuiApplication.clipboard().setText(LINK)
    frame = window_for(None)

    frame.choose_sheet()

    assert opened(frame, SheetDialog).field.text() == LINK


def test_the_shortcut_and_both_pages_lead_there(
    qtbot: QtBot, window_for: Windows, opened: Opened[SheetDialog], kept: Path
) -> None:
    frame = window_for(kept)
    qtbot.keyClick(frame.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    opened(frame, SheetDialog).reject()
    next(one for one in frame.window.findChildren(QPushButton) if one.text() == "Open").click()
    (menu,) = frame.window.findChildren(OpenMenu)
    next(one for one in menu.actions() if one.text() == "Open a Google Sheet").trigger()
    menu.close()
    opened(frame, SheetDialog).reject()

    welcome = window_for(None)
    (shown,) = [one for one in welcome.window.findChildren(QPushButton) if one.text() == "Open a Google Sheet"]
    shown.click()
    assert opened(welcome, SheetDialog).isVisible()


@pytest.mark.parametrize("as_text", [True, False])
def test_a_link_dragged_from_the_browser_opens_its_sheet(
    qtbot: QtBot, window_for: Windows, sheet: GoogleSheet, as_text: bool
) -> None:
    frame = window_for(None)
    carried = QMimeData()
    if as_text:
        carried.setText(LINK)
    else:
        carried.setUrls([QUrl(LINK)])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    frame.window.dropEvent(event)
    settle(qtbot, frame)

    assert frame.session.place == sheet


def test_a_link_of_anything_else_that_is_dragged_here_is_not_taken(window_for: Windows) -> None:
    frame = window_for(None)
    carried = QMimeData()
    carried.setUrls([QUrl("https://docs.google.com/document/d/1aaaaaaaaaaaaaaaaaaaaaaaa/edit")])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    frame.window.dropEvent(event)

    assert frame.session.place is None


@pytest.mark.parametrize("language", ["en", "es"])
def test_signing_in_waits_for_the_browser_and_shows_the_address(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, opened: Opened[SignInDialog], settings: Settings,
    language: str,
) -> None:  # fmt: skip
    settings.language_choice = language
    frame = window_for(kept_sheet, "browser")
    frame.do("sign_in")
    dialog = opened(frame, SignInDialog)
    assert ("your browser" if language == "en" else "tu navegador") in dialog.accessibleDescription().lower()
    is_sound(dialog)

    dialog.go.click()
    qtbot.waitUntil(dialog.browser.isVisible, timeout=SOON)

    assert dialog.said.text().startswith(
        "Waiting for your browser." if language == "en" else "Esperando a tu navegador."
    )
    assert not dialog.go.isEnabled()
    is_sound(dialog)
    button(dialog, "Copy the address" if language == "en" else "Copiar la dirección").click()
    assert QGuiApplication.clipboard().text() == "https://accounts.google.com/o/oauth2/v2/auth?state=s"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: frame.window.findChildren(SignInDialog) == [], timeout=SOON)
    assert not settings.signed_in


def test_signed_in_reads_the_sheet_that_is_open(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, opened: Opened[SignInDialog], calls: Calls,
    settings: Settings,
) -> None:  # fmt: skip
    frame = window_for(kept_sheet)
    frame.do("sign_in")
    dialog = opened(frame, SignInDialog)

    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.said.text() == "You are signed in.", timeout=SOON)
    is_sound(dialog)
    dialog.go.click()
    settle(qtbot, frame)

    assert settings.signed_in
    assert calls()[0] == ["connect", str(kept_sheet), "--hand-over", "DOOR", "--events"]
    assert calls()[-1] == ["refresh", "--no-write", "--events"]


def test_without_a_keyring_it_says_until_when(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, opened: Opened[SignInDialog], settings: Settings
) -> None:
    frame = window_for(kept_sheet, "signed out")
    frame.do("sign_in")
    dialog = opened(frame, SignInDialog)

    dialog.go.click()
    qtbot.waitUntil(lambda: "until you close this window" in dialog.said.text(), timeout=SOON)
    dialog.go.click()
    settle(qtbot, frame)

    assert frame.session.fresh
    assert not settings.signed_in


def test_picking_without_a_link_opens_the_sheet_that_was_picked(
    qtbot: QtBot, window_for: Windows, opened: Opened[SheetDialog]
) -> None:
    frame = window_for(None)
    frame.choose_sheet()
    button(opened(frame, SheetDialog), "Sign in and pick one").click()
    dialog = opened(frame, SignInDialog)

    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.said.text() == "You are signed in.", timeout=SOON)
    dialog.go.click()
    settle(qtbot, frame)

    assert str(frame.session.place) == PICKED


@pytest.mark.parametrize(("scenario", "said"), [("refused", "It is not_allowed."), ("no client", "It is no_client.")])
def test_why_it_came_to_nothing_is_said_and_it_can_be_tried_again(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, opened: Opened[SignInDialog], calls: Calls,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scenario: str, said: str,
) -> None:  # fmt: skip
    frame = window_for(kept_sheet, scenario)
    frame.do("sign_in")
    dialog = opened(frame, SignInDialog)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.said.text() == f"{said} Mend it.", timeout=SOON)
    assert dialog.go.text() == "Try again"
    is_sound(dialog)

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "client.json"), ""))
    button(dialog, "Own client file").click()
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=SOON)

    assert calls()[-1][:4] == ["connect", str(kept_sheet), "--client", str(tmp_path / "client.json")]
    assert dialog.said.text() == ("You are signed in." if scenario == "no client" else f"{said} Mend it.")


def test_disconnect_stands_in_the_settings_and_says_what_came_of_it(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, settings: Settings
) -> None:
    settings.signed_in = True
    frame = window_for(kept_sheet)
    frame.go("settings")
    (out,) = [one for one in frame.window.findChildren(QPushButton) if one.text() == "Disconnect"]

    out.click()
    qtbot.waitUntil(lambda: frame.session.notice is not None, timeout=SOON)

    assert frame.session.notice is not None
    assert frame.session.notice.happened.en == "Disconnected: Google was told."
    assert not settings.signed_in

    def shown() -> list[str]:
        return [one.text() for one in frame.window.findChildren(QPushButton) if one.isVisible()]

    qtbot.waitUntil(lambda: "Sign in" in shown(), timeout=SOON)
    assert "Disconnect" not in shown()
