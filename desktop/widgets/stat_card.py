"""One figure: as a card, or in the line of figures. It is opened, moved by dragging, and moved with the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.charts.sparkline import Noted, Sparkline
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.translations.dates import moment
from desktop.widgets.labels import MUTED, hint, label
from desktop.widgets.mark import confidence_mark
from desktop.widgets.panel import draw_ground
from reports.outcome import Card

SIDE, LARGEST_FIGURE = 14, 22
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


def title_of(look: Look, card: Card, over: str) -> str:
    """What the figure is, and its days where they are not those of the read."""
    title = look.say(card.title)
    return look.words("card.over", title=title, days=look.words(f"over.{over}")) if over else title


def told_of(look: Look, card: Card) -> list[str]:
    """What supports a figure: its comparison, its confidence, and the moment of its data."""
    key = f"confidence.{card.confidence}"
    parts = [look.say(card.detail), look.words(key) if look.words.has(key) else card.confidence]
    if card.as_of:
        parts.append(look.words("card.as_of", moment=moment(card.as_of, look.language)))
    return [part for part in parts if part]


def chart_told(look: Look, card: Card) -> str:
    """The series in one sentence; nothing where it has no line."""
    known = [value for value in card.series if value is not None]
    if len(known) < 2:
        return ""
    low, high = look.words.number(min(known)), look.words.number(max(known))
    return look.words("chart.days", title=look.say(card.title), n=len(card.series), low=low, high=high)


class Told(QAbstractButton):
    """A figure whose as-of is one hover away, and its details one press of Enter: a button to screen readers.

    ``opened`` is emitted for its details, ``stepped`` (by how many) to walk to another, ``pushed`` to move it,
    ``dragged`` and ``dropped`` tell where the pointer is on the screen.
    """

    opened = Signal()
    stepped = Signal(int)
    pushed = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    menu_asked = Signal(QPoint)

    def __init__(self, look: Look, card: Card, over: str) -> None:
        super().__init__()
        self.card_id = card.id
        self.edge = 0
        self._look = look
        self._pressed: QPoint | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.opened)
        # A button of Qt's own asks for all the width that its texts have in one line.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        parts = told_of(look, card)
        self.setToolTip(hint("\n".join([*parts, look.words("card.hint")])))
        self.setAccessibleName(f"{title_of(look, card, over)}: {look.say(card.value_text)}")
        self.setAccessibleDescription(". ".join([*parts, look.words("card.keys")]))

    def mark_edge(self, edge: int) -> None:
        """Show that what is dragged would stand before (-1) or behind (1) this one; 0 = neither."""
        if edge != self.edge:
            self.edge = edge
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, the arrows walk to the next one, and with Ctrl they move it."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        elif key in _KEYS:
            by = _KEYS[Qt.Key(key)]
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.pushed if held else self.stepped).emit(by)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What may be done with it."""
        self.menu_asked.emit(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click, or the begin of dragging it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Once it was pulled a little, it is being dragged."""
        at = event.globalPosition().toPoint()
        if self._pressed is None:
            return
        if not self._dragging and (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragging:
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put it there, or open it."""
        pressed, dragging = self._pressed, self._dragging
        self._pressed, self._dragging = None, False
        self.unsetCursor()
        at = event.globalPosition().toPoint()
        if dragging:
            self.dropped.emit(at)
        elif pressed is not None and self.rect().contains(self.mapFromGlobal(at)):
            self.click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Its ground, and the edge at which another one would be put."""
        draw_ground(self)
        self.paint_edge()

    def paint_edge(self) -> None:
        """A bar at the edge."""
        if self.edge:
            bar = float(self._look.px(4))
            x = 0.0 if self.edge < 0 else self.width() - bar
            QPainter(self).fillRect(QRectF(x, 0, bar, self.height()), self.palette().color(QPalette.ColorRole.Link))


class StatCard(Told):
    """One figure with its comparison and its days."""

    def __init__(self, look: Look, card: Card, over: str = "") -> None:
        super().__init__(look, card, over)
        body = QVBoxLayout(self)
        side, edge = look.px(SIDE), look.px(12)
        body.setContentsMargins(side, edge, side, edge)
        body.setSpacing(look.px(4))
        top = QHBoxLayout()
        top.addWidget(label(title_of(look, card, over), SMALL, role=MUTED), 1)
        top.addWidget(confidence_mark(look, card.confidence), 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(top)
        self.figure = label(look.say(card.value_text), LARGEST_FIGURE, bold=True)
        body.addWidget(self.figure)
        detail = look.say(card.detail)
        if detail:
            body.addWidget(label(detail, SMALL, role=MUTED))
        body.addStretch(1)
        self.line: Sparkline | None = None
        if told := chart_told(look, card):
            self.line = Sparkline(look, card.series, told)
            body.addWidget(self.line)

    def show_notes(self, notes: Sequence[Noted]) -> None:
        """Mark the notes on its days."""
        if self.line is not None:
            self.line.mark(notes)


class Figure(Told):
    """One figure in a line: its name, the figure, its mark."""

    def __init__(self, look: Look, card: Card, over: str = "") -> None:
        super().__init__(look, card, over)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(4), 2, look.px(4), 2)
        row.setSpacing(look.px(6))
        row.addWidget(label(title_of(look, card, over), SMALL, role=MUTED, wrap=False))
        row.addWidget(label(look.say(card.value_text), 14, bold=True, wrap=False))
        row.addWidget(confidence_mark(look, card.confidence))

    def paintEvent(self, event: QPaintEvent) -> None:
        """No ground of its own inside the line; only the focus is shown."""
        if self.hasFocus():
            super().paintEvent(event)
        else:
            self.paint_edge()
