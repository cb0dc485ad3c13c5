"""The button that copies a panel as text: seen while the pointer is on the panel. By keyboard there is a shortcut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.theme.paint import buttons
from desktop.theme.size import px

if TYPE_CHECKING:
    from desktop.pages.page import Given
    from desktop.widgets.panel import Panel


class CopyButton(QPushButton):
    """It stands over the panel's heading, left of what stands at its right, and takes no room from anything."""

    def __init__(self, panel: Panel, given: Given) -> None:
        words = given.look.words
        super().__init__(words("copy"), panel)
        self._panel, self._given = panel, given
        self.setObjectName("link")
        self.setStyleSheet(
            buttons(given.look.colours) + f"QPushButton#link {{ background: {given.look.colours.panel}; }}"
        )
        self.setAccessibleName(words("copy.panel", title=panel.title))
        self.setToolTip(f"{words('copy.panel', title=panel.title)} (Ctrl+Shift+C)")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._copy)

    def place(self, beside: int, top: int) -> None:
        """Stand in the panel's head, so far from its right edge."""
        self.adjustSize()
        self.move(max(self._panel.width() - beside - self.width(), 0), top - (self.height() - px(18)) // 2)
        self.show()
        self.raise_()

    def _copy(self) -> None:
        from desktop import copying

        copying.copy(self._panel, self._given.session, self._given.look)


def given_to(panel: QWidget) -> Given | None:
    """What the page was given on which the panel stands."""
    from desktop.pages.page import Page

    at: QWidget | None = panel
    while at is not None and not isinstance(at, Page):
        at = at.parentWidget()
    return at.given if at is not None else None
