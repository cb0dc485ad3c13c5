"""A strip under the head: one calm sentence, what supports it, buttons, and more below where it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons
from desktop.widgets.labels import Text, label
from desktop.widgets.mark import Mark

TONES = ("critical", "warning", "info", "good")
#: Narrower than this, the buttons stand below the sentence.
WIDE = 720


class Strip(QWidget):
    """``offered`` names the button that was pressed, ``disclosed`` tells whether the details are shown.

    ``more`` makes what is shown below when *Details* is pressed; nothing is made before.
    """

    offered = Signal(str)
    disclosed = Signal(bool)

    def __init__(
        self, look: Look, tone: str, said: str, remedy: str, offers: Sequence[str], more: Callable[[], QWidget] | None
    ) -> None:
        super().__init__()
        self._look, self._more = look, more
        tone = tone if tone in TONES else "info"
        self._ground = QColor(getattr(look.colours, f"{tone}_soft"))
        self._details: QWidget | None = None
        self.setStyleSheet(buttons(look.colours))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.px(14), look.px(10), look.px(10), look.px(10))
        self._column.setSpacing(look.px(8))
        self._top = QHBoxLayout()
        self._top.setSpacing(look.px(10))
        self._column.addLayout(self._top)
        word = look.words(f"tone.{tone}")
        sentence = QHBoxLayout()
        sentence.setSpacing(look.px(10))
        sentence.addWidget(Mark(look, tone, word, 12, getattr(look.colours, tone)), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(look.px(2))
        texts.addWidget(label(said, 13, bold=True))
        self.supporting: Text | None = None
        if remedy:
            self.supporting = label(remedy, SMALL)
            texts.addWidget(self.supporting)
        sentence.addLayout(texts, 1)
        self._top.addLayout(sentence, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(look.px(8))
        self._top.addLayout(self._buttons)
        self.details: QPushButton | None = None
        if more is not None:
            self.details = self._button("details", checkable=True)
            self.details.toggled.connect(self.disclose)
        for offer in offers:
            self._button(f"offer.{offer}").clicked.connect(lambda _checked=False, offer=offer: self.offered.emit(offer))
        self.setAccessibleName(f"{word}: {said} {remedy}".strip())

    def add_link(self, key: str) -> QPushButton:
        """One more button, a quiet one at the end."""
        made = self._button(key)
        made.setObjectName("link")
        return made

    def disclose(self, shown: bool) -> None:
        """Show what is below, or put it away."""
        if self.details is None or self._more is None:
            return
        self.details.setChecked(shown)
        self.details.setText(self._look.words("details.hide" if shown else "details"))
        if shown and self._details is None:
            self._details = self._more()
            self._column.addWidget(self._details)
        if self._details is not None:
            self._details.setVisible(shown)
        self.disclosed.emit(shown)

    def take_focus(self) -> None:
        """Put the keyboard's focus on the first button."""
        first = self._buttons.itemAt(0)
        if first is not None and (button := first.widget()) is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def announce(self) -> None:
        """Tell a screen reader without taking the focus."""
        from PySide6.QtGui import QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the buttons go below the sentence."""
        super().resizeEvent(event)
        wide = self.width() >= self._look.px(WIDE)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignRight if wide else Qt.AlignmentFlag.AlignLeft)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded ground in the tone's colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        painter.drawRoundedRect(QRectF(self.rect()), self._look.px(10), self._look.px(10))

    def _button(self, key: str, checkable: bool = False) -> QPushButton:
        button = QPushButton(self._look.words(key))
        button.setCheckable(checkable)
        self._buttons.addWidget(button)
        return button
