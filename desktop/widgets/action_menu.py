"""What may be said of a next action: doing, done, dropped, open again, and the same with a note."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.dialogs.act import DROPPED, STATUSES, ActDialog
from desktop.theme import Look
from reports.outcome import Action


class ActionMenu(QMenu):
    """``chosen`` tells the status and the note; ``now`` is the status as it was told last."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget, look: Look, action: Action, now: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look, self._action = look, action
        words = look.words
        self.setAccessibleName(words("action.became"))
        for status in STATUSES:
            if status != now:
                # Who drops something says why: the monthly read tells it.
                does = partial(self._ask, status) if status == DROPPED else partial(self._choose, status)
                self.addAction(words(f"action.{status}")).triggered.connect(does)
        self.addSeparator()
        self.addAction(words("action.with_note")).triggered.connect(
            partial(self._ask, "done" if now == "open" else now)
        )

    def _choose(self, status: str, _checked: bool = False) -> None:
        self.chosen.emit(status, "")

    def _ask(self, status: str, _checked: bool = False) -> None:
        parent = self.parentWidget()
        assert parent is not None
        dialog = ActDialog(parent, self._look, self._look.say(self._action.line), status)
        dialog.acted.connect(self.chosen)
        dialog.open()
