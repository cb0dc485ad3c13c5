"""What the founder asks for about data: files that are dropped or chosen, a pasted tab, another source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.window import ENDINGS
from sheets.place import GoogleSheet

if TYPE_CHECKING:
    from desktop.dialogs.import_files import ImportDialog
    from desktop.frame import Frame
    from desktop.intake.asked import Asked


class DataAsks(QObject):
    """Opens the dialogs over the window, and does what comes of them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._frame, self._session = frame, frame.session
        self._dialog: ImportDialog | None = None
        self._later: list[Path] = []

    def dropped(self, found: GoogleSheet | Sequence[Path]) -> None:
        """A link, a workbook or exports were dropped on the window."""
        if isinstance(found, GoogleSheet):
            self._frame.open(found)
            return
        here, files = self._session.place, list(found)
        books = [file for file in files if file.suffix.lower() in ENDINGS]
        opens = next((file for file in books if here is None or file == here or file.suffix.lower() == ".xlsm"), None)
        if opens is not None and (here is None or len(files) == 1):
            files.remove(opens)
            self._frame.open(opens)
        if files:
            self.take(files, files[0] if files == books and len(files) == 1 else None)

    def take(self, files: Sequence[Path], alone: Path | None = None) -> None:
        """Show what these files would do; where no workbook is open, as soon as one is."""
        if self._session.place is None:
            from desktop.intake import told

            self._later = [*self._later, *files]
            self._session.tell(told.first_a_workbook([file.name for file in self._later]))
            return
        self._session.intake.add(files)
        self._show(alone)

    def take_what_waits(self) -> None:
        """A workbook was opened: what was dropped before there was one."""
        files, self._later = self._later, []
        if files:
            self.take(files)

    def add_data(self) -> None:
        """Ask for files, and show what they would do."""
        if self._session.place is None:
            self._frame.choose_workbook()
            return
        from desktop.dialogs.files import files_to_import

        place = self._session.place
        near = place.parent if isinstance(place, Path) else None
        files = files_to_import(self._frame.window, self._frame.look.words, near)
        if files:
            self.take(files)

    def import_tab(self, name: str) -> None:
        """Show what a tab would do in which an export was pasted."""
        self._session.intake.add_tab(name)
        self._show()

    def resume(self) -> None:
        """Go on where the window was closed."""
        self._session.tell(None)
        self._session.intake.resume()
        self._show()

    def forget(self) -> None:
        """What was unfinished is not wanted any more."""
        self._session.tell(None)
        self._session.intake.clear()

    def add_source(self) -> None:
        """Choose tabs that the workbook is to have."""
        from desktop.dialogs.add_source import AddSourceDialog

        if self._session.place is not None:
            AddSourceDialog(self._frame.window, self._frame.look, self._session).open()

    def close(self) -> None:
        """The window goes."""
        if self._dialog is not None:
            self._dialog.leave()

    def _show(self, alone: Path | None = None) -> None:
        from desktop.dialogs.import_files import ImportDialog

        if self._dialog is None:
            self._dialog = ImportDialog(self._frame.window, self._frame.look, self._session, alone)
            self._dialog.open_asked.connect(self._frame.open)
            self._dialog.map_asked.connect(self._map)
            self._dialog.finished.connect(self._closed)
            self._dialog.open()

    def _closed(self) -> None:
        self._dialog = None

    def _map(self, asked: Asked) -> None:
        from desktop.dialogs.mapping import MappingDialog

        parent = self._dialog or self._frame.window
        MappingDialog(parent, self._frame.look, self._session.intake, asked).open()
