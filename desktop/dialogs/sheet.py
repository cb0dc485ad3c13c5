"""What every dialog of our own looks like: a heading, what it is about, its body, and the buttons at its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.paint import buttons, fields, lists, scroll_bar
from desktop.widgets.labels import MUTED, label

WIDTH = 560
#: What is left free of the screen beside it.
EDGE = 32
HEADING = 17


class Sheet(QDialog):
    """It belongs to the window, is closed by Esc, and is gone when it is closed.

    ``ready`` is false while it waits for what it has to show.
    """

    def __init__(self, parent: QWidget, look: Look, title: str, meaning: str, rules: str = "") -> None:
        """``rules`` are more style rules; set a second time, Qt would pass over them."""
        super().__init__(parent)
        self.look = look
        self.ready = True
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        self.widen(WIDTH)
        self.setStyleSheet(buttons(look.colours) + fields(look.colours) + lists(look.colours) + rules)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(24), look.px(20), look.px(24), look.px(20))
        outer.setSpacing(look.px(12))
        outer.addWidget(label(title, HEADING, bold=True))
        outer.addWidget(label(meaning, 13, role=MUTED))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(10))
        outer.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(look.px(8))
        self.foot.addStretch(1)
        outer.addSpacing(look.px(4))
        outer.addLayout(self.foot)

    def add_button(self, word: str, primary: bool = False) -> QPushButton:
        """One more button at the foot; the primary one is pressed by Enter."""
        button = QPushButton(word)
        if primary:
            button.setObjectName("primary")
        button.setDefault(primary)
        button.setAutoDefault(primary)
        self.foot.addWidget(button)
        return button

    def scrolling(self) -> QScrollArea:
        """Where more may stand than the dialog has room for; its ground takes no focus of its own."""
        made = QScrollArea()
        made.setWidgetResizable(True)
        made.setFrameShape(QScrollArea.Shape.NoFrame)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.verticalScrollBar().setStyleSheet(scroll_bar(self.look.colours))
        return made

    def widen(self, pixels: int) -> None:
        """Be at least so wide; what is shown larger is no wider than the screen for that."""
        self.setMinimumWidth(min(self.look.px(pixels), max(self.screen().availableSize().width() - EDGE, pixels)))

    def fit(self) -> None:
        """Take the height that the texts need at this width: Qt asks for it only while a window is made."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), self.minimumWidth())
            self.resize(width, layout.totalHeightForWidth(width))
            self._come_in()

    def _come_in(self) -> None:
        """What has grown beyond the edge of the screen is moved back: its buttons stand at the foot."""
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        left = max(min(frame.left(), room.right() + 1 - frame.width()), room.left())
        top = max(min(frame.top(), room.bottom() + 1 - frame.height()), room.top())
        if (left, top) != (frame.left(), frame.top()):
            self.move(left, top)

    def showEvent(self, event: QShowEvent) -> None:
        """No text is cut off at the first sight."""
        super().showEvent(event)
        self.fit()

    def add_close(self, word: str) -> QPushButton:
        """The button that does nothing but close."""
        button = self.add_button(word)
        button.clicked.connect(self.reject)
        return button
