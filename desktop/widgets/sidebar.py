"""The side: whose brief it is, the pages, and what stands at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.fonts import SMALL, font
from desktop.theme.paint import buttons, mixed
from desktop.widgets.labels import MUTED, hairline, label
from sheets.place import Place

WIDTH = 204


class NavButton(QPushButton):
    """One page. ``badge`` is how many criticals wait there; 0 shows none."""

    def __init__(self, look: Look, word: str, badge: int = 0) -> None:
        super().__init__(word)
        self._look, self._badge = look, badge
        self.setObjectName("nav")
        self.setCheckable(True)
        told = look.words.count("badge", badge) if badge else ""
        self.setAccessibleName(f"{word}, {told}" if told else word)
        self.setToolTip(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the badge at its right."""
        super().paintEvent(event)
        if not self._badge:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL, bold=True))
        text = str(self._badge) if self._badge < 100 else "99+"
        width = max(20, painter.fontMetrics().horizontalAdvance(text) + 12)
        box = QRectF(self.width() - width - 8, (self.height() - 18) / 2, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.colours.critical))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(QColor(self._look.colours.panel))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Sidebar(QWidget):
    """``chosen`` tells the key of the page that was asked for.

    ``add_data`` asks for files to import, ``open_other`` for another workbook, ``open_sheet`` for a Google Sheet.
    """

    chosen = Signal(str)
    add_data = Signal()
    open_other = Signal()
    open_sheet = Signal()

    def __init__(self, look: Look, pages: Sequence[str], foot: Sequence[str], criticals: int) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, QColor(mixed(look.colours.panel, look.colours.background)))
        self.setPalette(ground)
        self.setAutoFillBackground(True)
        self.setStyleSheet(buttons(look.colours))
        self.setAccessibleName(look.words("pages"))
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 16, 10, 12)
        column.setSpacing(2)
        self.brand = label("", 15, bold=True)
        self.brand.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self.brand)
        self.workbook = label("", SMALL, role=MUTED)
        self.workbook.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self.workbook)
        column.addSpacing(10)
        column.addWidget(hairline())
        column.addSpacing(8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, NavButton] = {}
        for key in pages:
            column.addWidget(self._button(key, criticals if key == "exceptions" else 0))
        column.addStretch(1)
        asks = (("add_data", self.add_data), ("open_other", self.open_other), ("open_sheet", self.open_sheet))
        for key, asked in asks:
            other = QPushButton(look.words(key))
            other.setObjectName("nav")
            other.clicked.connect(asked)
            column.addWidget(other)
        for key in foot:
            column.addWidget(self._button(key, 0))

    def show_workbook(self, brand: str, title: str, place: Place | None) -> None:
        """Whose brief this is."""
        name = place.stem if isinstance(place, Path) else title
        self.brand.setText(brand or name or "Operating Brief")
        home = "Excel" if isinstance(place, Path) else "Google\N{NO-BREAK SPACE}Sheets"
        self.workbook.setText(f"{title} · {home}" if place else self._look.words("no_workbook"))
        self.workbook.setToolTip(str(place) if place else "")

    def choose(self, key: str) -> None:
        """Mark the page that is shown."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline at its edge."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _button(self, key: str, badge: int) -> NavButton:
        button = NavButton(self._look, self._look.words(f"page.{key}"), badge)
        button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        self._group.addButton(button)
        self._buttons[key] = button
        return button
