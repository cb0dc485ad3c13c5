"""A chip: shape, word and colour together, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Look
from desktop.theme.fonts import SMALL, font
from desktop.widgets.mark import draw

HEIGHT, SHAPE, SIDE, GAP = 20, 9, 8, 5

#: The colours of a chip: tone -> (ink, ground), as named by the tokens.
TONES = {
    "critical": ("critical", "critical_soft"),
    "warning": ("warning", "warning_soft"),
    "info": ("info", "info_soft"),
    "good": ("good", "good_soft"),
    "quiet": ("ink", "quiet_soft"),
}


class Chip(QWidget):
    """One word on its ground; ``shape`` is the meaning whose mark stands before it, or nothing."""

    def __init__(self, look: Look, tone: str, word: str, shape: str = "") -> None:
        super().__init__()
        ink, ground = TONES.get(tone, TONES["quiet"])
        self._ink, self._ground = QColor(getattr(look.colours, ink)), QColor(getattr(look.colours, ground))
        self._word, self._shape, self._px = word, shape, look.px
        self.setFont(font(SMALL, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        """As wide as the word needs."""
        beside = self._px(2 * SIDE + (SHAPE + GAP if self._shape else 0))
        return QSize(self.fontMetrics().horizontalAdvance(self._word) + beside + 1, self._px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, mark and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        px = self._px
        painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        left, height, shape = float(px(SIDE)), self.height(), px(SHAPE)
        if self._shape:
            draw(painter, QRectF(left, (height - shape) / 2, shape, shape), self._shape, self._ink)
            left += px(SHAPE + GAP)
        painter.setPen(self._ink)
        painter.drawText(QRectF(left, 0, self.width() - left, height), Qt.AlignmentFlag.AlignVCenter, self._word)
