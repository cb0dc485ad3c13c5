"""How many sources are in which state: badges that show only those."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.theme import Look
from desktop.theme.paint import buttons
from desktop.widgets.flow import Flow
from desktop.widgets.footer import STATUS_COLOURS
from desktop.widgets.mark import draw
from reports.outcome import Source

ALL = ""
#: The states in the order of their badges: what needs somebody first.
STATES = ("red", "amber", "green", "grey")
SHAPE = 10


class StatusBadges(QWidget):
    """``chosen`` tells the state of which the sources are to be shown, or nothing for all of them."""

    chosen = Signal(str)

    def __init__(self, look: Look, sources: Sequence[Source], now: str) -> None:
        super().__init__()
        self.setAccessibleName(look.words("sources.states"))
        self.setStyleSheet(buttons(look.colours))
        row = Flow(self, across=look.px(6), down=look.px(6))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        counts = {state: sum(source.status == state for source in sources) for state in STATES}
        there = [state for state in STATES if counts[state]]
        for state in [ALL, *there] if len(there) > 1 else []:
            word = look.words(f"status.{state}") if state else look.words("sources.all")
            button = QPushButton(f"{word} {counts[state] if state else len(sources)}")
            button.setObjectName("nav")
            button.setProperty("dense", True)
            button.setProperty("state", state)
            button.setCheckable(True)
            button.setChecked(state == now)
            if state:
                button.setIcon(_icon(look, state))
                button.setIconSize(QSize(look.px(SHAPE), look.px(SHAPE)))
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(str(button.property("state"))))

    def show_chosen(self, state: str) -> None:
        """Choose this state, where there is a badge for it."""
        button = next((one for one in self._group.buttons() if one.property("state") == state), None)
        if button is not None:
            button.setChecked(True)
            self.chosen.emit(state)


def _icon(look: Look, state: str) -> QIcon:
    """The state's own shape in its colour, as fine as the screen can show it."""
    side, ratio = look.px(SHAPE), 3
    pixels = QPixmap(side * ratio, side * ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    colour = QColor(getattr(look.colours, STATUS_COLOURS[state]))
    draw(painter, QRectF(0, 0, side * ratio, side * ratio), state, colour)
    painter.end()
    return QIcon(pixels)
