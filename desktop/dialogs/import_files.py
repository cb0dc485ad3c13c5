"""Importing files: what each is and would do, what only the founder knows, and the import itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.intake.asked import Asked
from desktop.intake.heard import tab_name
from desktop.intake.intake import Intake
from desktop.session import Session
from desktop.theme import Look
from desktop.theme.paint import tables
from desktop.theme.size import px
from desktop.widgets.file_panel import FilePanel
from desktop.widgets.labels import MUTED, label
from desktop.window import ENDINGS, files_in

WIDE, LOWEST, HIGHEST = 860, 300, 760
#: Everything but the files' own column: heading, meaning, foot and margins.
AROUND = 164


class ImportDialog(Sheet):
    """A column of files. ``open_asked`` tells that one is a workbook to be opened, ``map_asked`` that the columns of
    one are to be chosen by hand.

    Esc stops what runs first, and closes the dialog then; what was asked for is forgotten only then.
    """

    open_asked = Signal(object)
    map_asked = Signal(object)

    def __init__(self, parent: QWidget, look: Look, session: Session, alone: Path | None = None) -> None:
        """``alone`` is a workbook's file that was dropped alone: it is opened where it is no export."""
        words = look.words
        super().__init__(
            parent, look, words("import.title"), words("import.meaning", name=session.title), tables(look.colours)
        )
        self._session, self._intake, self._alone = session, session.intake, alone
        self._leaving = False
        self.setMinimumWidth(min(WIDE, max(parent.width() - 60, 600)))
        self.setAcceptDrops(True)
        self.ready = False
        self._panels: dict[int, FilePanel] = {}
        self._scroll = self.scrolling()
        held = QWidget()
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, 0, px(4), 0)
        self._column.setSpacing(px(12))
        self._empty = label(words("import.no_files"), 13, role=MUTED)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self._scroll.setWidget(held)
        self.body.addWidget(self._scroll, 1)
        self.said = label("", 13, role=MUTED)
        self.body.addWidget(self.said)
        self.more = self.add_button(words("import.more"))
        self.more.clicked.connect(self.choose_files)
        self.stop = self.add_button(words("cancel"))
        self.stop.clicked.connect(self.reject)
        self.go = self.add_button(words("import.do"), primary=True)
        self.go.clicked.connect(self._import)
        self._intake.changed.connect(self._show)
        self._intake.ended.connect(self._ended)
        self._show()

    @property
    def intake(self) -> Intake:
        """The files that it shows."""
        return self._intake

    def choose_files(self) -> None:
        """Ask for more files."""
        from desktop.dialogs.files import files_to_import

        place = self._session.place
        near = place.parent if isinstance(place, Path) else None
        self._intake.add(files_to_import(self, self.look.words, near))

    @Slot()
    def _show(self) -> None:
        """One panel a file, in their order; then what may be done with all of them."""
        asked = self._intake.asked
        if self._opens_alone(asked):
            return
        there = {id(one) for one in asked}
        for key in [key for key in self._panels if key not in there]:
            panel = self._panels.pop(key)
            self._column.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        for number, one in enumerate(asked):
            panel = self._panels.get(id(one)) or self._new(number, one)
            panel.show_again()
        self._empty.setVisible(not asked)
        self._foot(asked)
        settled = bool(asked) and not self._intake.busy
        if settled and not self.ready and self.go.isEnabled() and self.focusWidget() in (None, self.more):
            self.go.setFocus()
        self.ready = settled
        QTimer.singleShot(0, self, self.fit)

    def _new(self, number: int, asked: Asked) -> FilePanel:
        is_workbook = asked.path is not None and asked.path.suffix.lower() in ENDINGS
        panel = FilePanel(self.look, self._intake, asked, is_workbook)
        panel.open_asked.connect(self._open)
        panel.map_asked.connect(self.map_asked)
        panel.grown.connect(self._grow)
        self._panels[id(asked)] = panel
        self._column.insertWidget(number, panel)
        return panel

    def _grow(self) -> None:
        QTimer.singleShot(0, self, self.fit)

    def _foot(self, asked: Sequence[Asked]) -> None:
        words, ready, importing = self.look.words, self._intake.ready(), self._intake.importing
        done = any(one.state == "imported" for one in asked)
        self.more.setEnabled(not importing)
        clash = self._intake.clash()
        self.go.setEnabled(bool(ready) and not self._intake.busy and not clash)
        many = len(asked) > 1 and 0 < len(ready) < len(asked)
        self.go.setText(words("import.do_some", n=len(ready), all=len(asked)) if many else words("import.do"))
        self.stop.setText(words("close") if done and not importing else words("cancel"))
        self.stop.setEnabled(not importing or self._session.can_cancel or self._waits())
        nothing = bool(asked) and not ready and not self._intake.busy and not done
        settled = all(one.state == "ready" for one in asked)
        said = words("import.all_there") if nothing and settled else ""
        if clash:
            said = words("import.clash", tab=self.look.say(tab_name(clash)))
        self.said.setText(said)
        self.said.setVisible(bool(self.said.text()))

    def _waits(self) -> bool:
        states = {one.state for one in self._intake.asked}
        return "held" in states and "importing" not in states

    def _opens_alone(self, asked: Sequence[Asked]) -> bool:
        """A workbook that was dropped alone and is no export is opened, as it always was."""
        path, self_known = self._alone, {one.path: one for one in asked}
        one = self_known.get(path) if path is not None else None
        if one is None or one.state in ("waits", "reading") or len(asked) > 1:
            return False
        self._alone = None
        if one.state in ("unknown", "failed"):
            self._open(one)
            return True
        return False

    def _open(self, asked: Asked) -> None:
        self._intake.drop(asked)
        self.accept()
        self.open_asked.emit(asked.path)

    def _import(self) -> None:
        self._intake.run()

    @Slot()
    def _ended(self) -> None:
        """All that was ready is in the workbook: it goes, unless a file still needs the founder."""
        left = [one for one in self._intake.asked if one.state != "imported"]
        if not left and self._intake.asked:
            self.accept()

    def done(self, result: int) -> None:
        """Every way out: the files are forgotten, but for what is being imported."""
        if not self._leaving:
            self._intake.clear()
        super().done(result)

    def leave(self) -> None:
        """The window is being closed: what was asked for is kept for the next time."""
        self._leaving = True
        self.close()

    def reject(self) -> None:
        """Stop what is being imported; where nothing is, close."""
        if self._intake.importing:
            self._intake.cancel()
        else:
            super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here too."""
        if files_in(event) and not self._intake.importing:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read them as well."""
        event.acceptProposedAction()
        self._intake.add(files_in(event))

    def fit(self) -> None:
        """As high as its files need, within the window."""
        layout = self._column
        width = max(self.minimumWidth(), self.width())
        layout.activate()
        inside = layout.totalHeightForWidth(max(width - 60, 100))
        parent = self.parentWidget()
        highest = min(HIGHEST, parent.height() - 40) if parent is not None else HIGHEST
        height = max(min(inside + AROUND, highest), min(LOWEST, highest))
        if self.size() != QSize(width, height) and (height > self.height() or not self._was_fit):
            self._was_fit = True
            self.resize(width, height)

    _was_fit = False
