"""What a founder asks for that a dialog answers: each is loaded when it is first asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from desktop import reveal
from desktop.translations import both
from sheets.errors import SheetsError
from sheets.place import Place, place

if TYPE_CHECKING:
    from desktop.data_asks import DataAsks
    from desktop.frame import Frame
    from desktop.google_asks import GoogleAsks
    from desktop.pages.page import Asked
    from reports.outcome import Rows


class Asks(QObject):
    """Opens the dialogs over the window, and does what comes of them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._frame, self._session = frame, frame.session
        self._google: GoogleAsks | None = None
        self._data: DataAsks | None = None

    @property
    def google(self) -> GoogleAsks:
        """What is asked of Google."""
        if self._google is None:
            from desktop.google_asks import GoogleAsks

            self._google = GoogleAsks(self._frame)
        return self._google

    @property
    def data(self) -> DataAsks:
        """What is asked about data."""
        if self._data is None:
            from desktop.data_asks import DataAsks

            self._data = DataAsks(self._frame)
        return self._data

    def import_tab(self, name: str) -> None:
        """Show what a tab would do in which an export was pasted."""
        self.data.import_tab(name)

    def open_menu(self, below: QPushButton) -> None:
        """The workbooks that were open before, and the ways to another one."""
        from desktop.recent import known
        from desktop.widgets.sidebar import OpenMenu

        frame = self._frame
        recent = known(frame.settings, frame.look.words, datetime.now(), self._session.place)
        menu = OpenMenu(frame.look, recent, below)
        menu.opened.connect(frame.open)
        menu.asked.connect(frame.do)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(below.rect().topRight()))

    def take_what_waits(self) -> None:
        """A workbook was opened: what was dropped before there was one."""
        if self._data is not None:
            self._data.take_what_waits()

    def close(self) -> None:
        """The window goes."""
        if self._data is not None:
            self._data.close()

    def choose_workbook(self) -> None:
        """Ask for a workbook and open it."""
        from desktop.dialogs.files import workbook_to_open

        now = self._session.place
        path = workbook_to_open(self._frame.window, self._frame.look.words, now if isinstance(now, Path) else None)
        if path is not None:
            self._frame.open(path)

    def make_workbook(self, language: str, sample: bool) -> None:
        """Ask where, and make a workbook there."""
        from desktop.dialogs.files import place_for_new

        path = place_for_new(self._frame.window, self._frame.look.words)
        if path is not None:
            self._session.new(path, language, sample)

    def come_forward(self, text: str) -> None:
        """The program was started once more: come to the front, and show the workbook that it was started with."""
        window = self._frame.window
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()
        if text:
            with contextlib.suppress(SheetsError):
                self._open_when_free(place(text))

    def _open_when_free(self, asked: Place) -> None:
        """A dialog that is open is about the workbook that is open."""
        if QApplication.activeModalWidget() is not None:
            QTimer.singleShot(500, self, lambda: self._open_when_free(asked))
        elif asked != self._session.place:
            self._frame.open(asked)

    def copy_report(self) -> None:
        """Put the report of what went wrong on the clipboard."""
        from desktop import crash
        from desktop.notices import Notice

        self._session.tell(Notice("info", both("report.copied" if crash.copy() else "report.none")))

    def history(self) -> None:
        """Ask which past day's brief is to be shown."""
        from desktop.dialogs.history import HistoryDialog

        if self._session.place is not None:
            HistoryDialog(self._frame.window, self._frame.look, self._session).open()

    def choose_copy(self) -> None:
        """Ask which copy the workbook is to go back to."""
        from desktop.dialogs.restore import RestoreDialog

        if self._session.place is not None:
            RestoreDialog(self._frame.window, self._frame.look, self._session).open()

    def share(self) -> None:
        """Ask as what the brief is to be shared, and what of it."""
        from desktop.dialogs.share import ShareDialog

        frame = self._frame
        if self._session.head is not None:
            ShareDialog(frame.window, frame.look, self._session, frame.read).open()

    def template(self) -> None:
        """Ask what a template is to hold, and make it."""
        from desktop.dialogs.share_template import TemplateDialog

        if self._session.place is not None:
            TemplateDialog(self._frame.window, self._frame.look, self._session).open()

    def copy_section(self) -> None:
        """Copy the part of the page where the keyboard is."""
        from desktop import copying

        copying.copy_focused(self._frame)

    def copy_brief(self) -> None:
        """Copy the brief as text."""
        from desktop import copying

        copying.copy_brief(self._frame)

    def password(self) -> None:
        """Ask for the workbook's password."""
        from desktop.dialogs.password import PasswordDialog

        if self._session.place is not None:
            PasswordDialog(self._frame.window, self._frame.look, self._session).open()

    def decision(self, asked: Asked) -> None:
        """Ask what is decided about a row, and why."""
        from desktop.dialogs.decide import DecideDialog

        frame = self._frame
        dialog = DecideDialog(frame.window, frame.look, self._session, asked.key, asked.what, asked.kinds)
        dialog.decided.connect(self._session.decide)
        dialog.open()

    def rows(self, rows: Sequence[Rows]) -> None:
        """Show the rows of the workbook behind a figure or an exception."""
        from desktop.dialogs.rows import RowsDialog

        if self._session.place is not None:
            RowsDialog(self._frame.window, self._frame.look, self._session, rows).open()

    def palette(self) -> None:
        """Ask what to do or where to go, by a few letters."""
        from desktop.palette import Palette

        Palette(self._frame).open()

    def keys(self) -> None:
        """Show what the keyboard does."""
        from desktop.dialogs.keys import KeysDialog

        KeysDialog(self._frame.window, self._frame.look).open()

    # --- what a notice offers

    def open_workbook(self) -> None:
        """Open the workbook in its own program."""
        if self._session.place is not None:
            reveal.open_place(self._session.place)

    def open_place(self) -> None:
        """Open what the notice is about."""
        notice = self._session.notice
        if notice is not None and notice.place is not None:
            reveal.open_place(notice.place)

    def show_place(self) -> None:
        """Show in its folder what the notice is about."""
        notice = self._session.notice
        if notice is not None and isinstance(notice.place, Path):
            reveal.show(notice.place)

    def show_copy(self) -> None:
        """Show in its folder the copy that was kept before a write."""
        receipt = self._session.notice.receipt if self._session.notice else None
        if receipt is not None and receipt.backup is not None:
            reveal.show(receipt.backup)
