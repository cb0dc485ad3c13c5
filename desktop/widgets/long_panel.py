"""A panel of many rows: some at once, more on request, since a shop may have thousands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.theme import Look
from desktop.theme.fonts import BODY
from desktop.theme.paint import buttons
from desktop.widgets.labels import MUTED, label
from desktop.widgets.panel import Panel


class LongPanel(Panel):
    """``count`` rows, of which ``row`` makes the one of a number when it is shown, ``at_once`` at a time.

    ``none`` is said where there is none; ``more`` is the button that shows the next ones.
    """

    def __init__(
        self, look: Look, title: str, none: str, count: int, row: Callable[[int], QWidget], at_once: int
    ) -> None:
        super().__init__(title, str(count) if count else "")
        self.setStyleSheet(buttons(look.colours))
        self._count, self._row, self._at_once, self._shown = count, row, at_once, 0
        self.more = QPushButton(look.words("exceptions.more"))
        self.more.clicked.connect(self._show_more)
        if not count:
            self.add(label(none, BODY, role=MUTED))
        self._show_more()

    def _show_more(self) -> None:
        self.body.removeWidget(self.more)
        upto = min(self._shown + self._at_once, self._count)
        for number in range(self._shown, upto):
            self.add_lined(self._row(number))
        self._shown = upto
        left = upto < self._count
        self.more.setVisible(left)
        if left:
            self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
