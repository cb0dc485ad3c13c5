"""What the founder asks for about Google: opening a sheet by its link, signing in, signing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.notices import Notice, joined
from desktop.tasks import Failure
from sheets.errors import Text
from sheets.place import GoogleSheet

if TYPE_CHECKING:
    from desktop.frame import Frame


class GoogleAsks(QObject):
    """Opens the dialogs over the window, and does what comes of them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._frame, self._session, self._settings = frame, frame.session, frame.settings
        self._said: list[Text] = []

    def choose_sheet(self) -> None:
        """Ask for the link of a Google Sheet and open it."""
        from desktop.dialogs.google_sheet import SheetDialog

        dialog = SheetDialog(self._frame.window, self._frame.look)
        dialog.chosen.connect(self._frame.open)
        dialog.sign_in_asked.connect(self._pick)
        dialog.open()

    def sign_in(self) -> None:
        """Let the founder sign in, and pick the sheet that is open or any."""
        here = self._session.place
        self._sign_in(here if isinstance(here, GoogleSheet) else None)

    def sign_out(self) -> None:
        """Take back what Google was allowed; what came of it is told in one notice."""
        self._said = []
        task = self._session.account.sign_out()
        task.noted.connect(self._said.append)
        task.warned.connect(self._said.append)
        task.done.connect(self._signed_out)
        task.failed.connect(self._could_not)

    def _pick(self) -> None:
        self._sign_in(None)

    def _sign_in(self, sheet: GoogleSheet | None) -> None:
        from desktop.dialogs.sign_in import SignInDialog

        dialog = SignInDialog(self._frame.window, self._frame.look, self._session.account, sheet)
        dialog.signed_in.connect(self._signed_in)
        dialog.open()

    def _signed_in(self, sheet: GoogleSheet | None) -> None:
        """Open the sheet that was picked, or read the one that is open, now that it may be."""
        self._settings.signed_in = not self._session.account.until_closed
        here = self._session.place
        if sheet is not None and sheet != here:
            self._frame.open(sheet)
        elif isinstance(here, GoogleSheet):
            self._session.refresh()
        self._frame.build()

    def _signed_out(self, _said: object) -> None:
        self._settings.signed_in = False
        self._session.tell(Notice("info", joined(*self._said)))
        self._frame.build()

    def _could_not(self, failure: Failure) -> None:
        self._session.tell(Notice("critical", failure.happened, failure.remedy))
