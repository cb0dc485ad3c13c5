"""The banner: one calm sentence on what happened, what to do, and the buttons for it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.session import Notice
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons
from desktop.widgets.labels import label
from desktop.widgets.mark import Mark


class Banner(QWidget):
    """Shows a :class:`Notice`; ``offered`` names the button that was pressed, ``dismissed`` that it was read."""

    offered = Signal(str)
    dismissed = Signal()

    def __init__(self, look: Look, notice: Notice) -> None:
        super().__init__()
        tone = notice.tone if notice.tone in ("critical", "warning", "info", "good") else "info"
        self._ground = QColor(getattr(look.colours, f"{tone}_soft"))
        self.setStyleSheet(buttons(look.colours))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 10, 10)
        row.setSpacing(10)
        word = look.words(f"tone.{tone}")
        row.addWidget(Mark(look, tone, word, 12, getattr(look.colours, tone)), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        said, remedy = look.say(notice.happened), look.say(notice.remedy)
        column.addWidget(label(said, 13, bold=True))
        if remedy:
            column.addWidget(label(remedy, SMALL))
        row.addLayout(column, 1)
        for offer in notice.offers:
            button = QPushButton(look.words(f"offer.{offer}"))
            button.clicked.connect(lambda _checked=False, offer=offer: self.offered.emit(offer))
            row.addWidget(button)
        close = QPushButton(look.words("dismiss"))
        close.setObjectName("link")
        close.clicked.connect(self.dismissed)
        row.addWidget(close)
        self.setAccessibleName(f"{word}: {said} {remedy}".strip())

    def announce(self) -> None:
        """Tell a screen reader without taking the focus."""
        from PySide6.QtGui import QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded ground in the tone's colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
