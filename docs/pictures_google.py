"""The window on a Google Sheet of the loopback server: the brief, the dialogs, and Google away."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from tests.google.desk import Desk

#: What is shown: the ending of the file name, theme, language.
LOOKS = (("", "light", "en"), ("_dark_es", "dark", "es"))
NOTE = {"date": "2026-11-15", "text": "photos of the jersey published"}
LINK = "https://docs.google.com/spreadsheets/d/1xUxN5QpKz0VwYbRutaNorte2026/edit#gid=0"

Save = Callable[[QWidget, str], None]
Until = Callable[[Callable[[], bool]], None]


def take(room: Path, sample: Callable[[Path, str], Path], save: Save, at_once: Save, until: Until) -> None:
    """Every picture.

    ``sample`` makes the sample workbook in a folder, ``save`` keeps what a widget shows when it has settled,
    ``at_once`` what it shows now: nothing settles while seconds are counted down.
    """
    before = dict(os.environ)
    desk = Desk(room)
    os.environ |= desk.environment(room)
    try:
        for ending, theme, language in LOOKS:
            (room / f"google{ending}").mkdir()
            shop = sample(room / f"google{ending}", language)
            _look(desk, shop, room, (ending, theme, language), save, at_once, until)
    finally:
        os.environ.clear()
        os.environ.update(before)
        desk.stop()


def _look(
    desk: Desk, shop: Path, room: Path, look: tuple[str, str, str], save: Save, at_once: Save, until: Until
) -> None:
    from desktop.dialogs.google_sheet import SheetDialog
    from desktop.dialogs.sign_in import SignInDialog
    from desktop.frame import Frame
    from desktop.session import Session
    from desktop.settings import Settings
    from desktop.window import Window

    ending, theme, language = look
    settings = Settings(room / f"google{ending}.ini")
    settings.theme_choice, settings.language_choice, settings.signed_in = theme, language, True
    window, session = Window(settings), Session()
    window.resize(QSize(1366, 900))
    session.open(desk.sheet(shop, "Ruta Norte 2026"))
    frame = Frame(window, session, settings)
    QApplication.setCursorFlashTime(0)  # a cursor that blinks never settles
    window.show()
    for ask in (session.refresh, session.write):
        ask()
        until(partial(_idle, session))
    frame.strips.show_receipt()
    save(window, f"google{ending}")
    session.dismiss()
    QGuiApplication.clipboard().setText(LINK)
    for ask_for, kind, name in (
        (partial(frame.do, "open_sheet"), SheetDialog, "google_open"),
        (partial(frame.do, "sign_in"), SignInDialog, "google_sign_in"),
    ):
        ask_for()
        dialog: Any = _only(window, kind)
        save(dialog, f"{name}{ending}")
        dialog.close()
        QApplication.processEvents()
    desk.offline = True
    session.refresh()
    until(partial(_counting, session))
    at_once(window, f"google_waiting{ending}")
    session.cancel()
    until(partial(_idle, session))
    session.tell(None)
    session.add_note(NOTE)
    until(partial(_idle, session))
    session.refresh()
    until(partial(_idle, session))
    save(window, f"google_offline{ending}")
    desk.offline = False
    window.close()


def _only(window: QWidget, kind: type[QWidget]) -> QWidget:
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def _idle(session: Any) -> bool:
    return not session.doing


def _counting(session: Any) -> bool:
    return session.pause.seconds > 0 or not session.doing
