"""One step of getting started: whether it is done, what it is for, and the buttons for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.onboarding import Step
from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.widgets.labels import INK, MUTED, label
from desktop.widgets.mark import draw

SIZE = 18


class StepMark(QWidget):
    """A tick is done, a bar skipped, a ring still to do; the word is its name."""

    def __init__(self, look: Look, step: Step) -> None:
        super().__init__()
        self._look, self._step = look, step
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        word = look.words(state_of(step))
        self.setToolTip(word)
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(self._look.px(SIZE), self._look.px(SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        colours = look.colours
        if self._step.done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.good_soft))
            painter.drawEllipse(box)
            inset = look.px(4)
            draw(painter, box.adjusted(inset, inset, -inset, -inset), "good", QColor(colours.good))
            return
        painter.setPen(QPen(QColor(colours.muted), 1.4 * look.zoom))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._step.skipped:
            middle, inset = box.center().y(), look.px(4)
            painter.drawLine(QPointF(box.left() + inset, middle), QPointF(box.right() - inset, middle))


class StepRow(QWidget):
    """``offers`` are pairs of key and word; ``asked`` tells the key of the one that was pressed, ``skipped`` whether
    the step is to be left out."""

    asked = Signal(str)
    skipped = Signal(bool)

    def __init__(self, look: Look, step: Step, why: str, offers: Sequence[tuple[str, str]], is_next: bool) -> None:
        super().__init__()
        words, title = look.words, look.words(f"start.{step.key}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(look.px(12))
        row.addWidget(StepMark(look, step), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.px(4))
        column.addWidget(label(title, BODY, bold=not step.over, role=MUTED if step.over else INK))
        if why:
            column.addWidget(label(why, SMALL, role=MUTED))
        self.setAccessibleName(f"{title}: {words(state_of(step))}")
        self.buttons: dict[str, QPushButton] = {}
        if not step.done:
            below = QHBoxLayout()
            below.setSpacing(look.px(8))
            for number, (key, word) in enumerate([] if step.skipped else offers):
                button = self._button(key, word, words("start.do.for", do=word, what=title))
                button.setObjectName("primary" if is_next and not number else "")
                button.clicked.connect(lambda _checked=False, key=key: self.asked.emit(key))
                below.addWidget(button)
            word = "start.unskip" if step.skipped else "start.skip"
            leave = self._button("skip", words(word), words(f"{word}_it", what=title))
            leave.setObjectName("link")
            leave.clicked.connect(lambda: self.skipped.emit(not step.skipped))
            below.addWidget(leave)
            below.addStretch(1)
            column.addLayout(below)
        row.addLayout(column, 1)

    def _button(self, key: str, word: str, name: str) -> QPushButton:
        button = QPushButton(word)
        button.setAccessibleName(name)
        self.buttons[key] = button
        return button


def state_of(step: Step) -> str:
    """The key of the word for how far a step is."""
    return "start.done" if step.done else "start.skipped" if step.skipped else "start.to_do"
