"""What every chart is: painted from tokens, walked with the arrow keys, each mark said aloud by a screen reader.

A chart says three times what it shows: as a picture, as marks that can be pointed at, and as a :class:`Table` of the
same values in words. :class:`desktop.charts.charted.Charted` is the frame that offers the second and the third.
"""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from weakref import ref

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAccessibleWidget, QSizePolicy, QToolTip, QWidget
from shiboken6 import isValid

from desktop.theme import Look
from desktop.theme.fonts import SMALL, font
from desktop.widgets.labels import hint

#: Where the keys lead: how many marks further, or to the first or the last.
STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
PICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
#: A part of the accent over the panel: text in ink stays readable on it in every palette.
TINT = 0.3


@dataclass(frozen=True, slots=True)
class Table:
    """A chart's values in words: one head a column, one row a mark or more."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing in a chart that can be pointed at: what it says, and where it stands."""

    said: str
    box: QRectF


@dataclass(frozen=True, slots=True)
class Placed:
    """Where everything stands at one width: the marks in the order of the arrow keys, and the height."""

    marks: Sequence[Mark]
    height: int


class Chart(QWidget):
    """A chart called ``name`` that ``said`` tells in one sentence.

    A subclass says in :meth:`arrange` where its marks stand at a width and how high it is then, and draws them.
    ``pointed`` tells the mark that the pointer or the keys stand on (-1 = none), ``picked`` the one that was chosen.
    """

    pointed = Signal(int)
    picked = Signal(int)

    def __init__(self, look: Look, name: str, said: str, table: Table) -> None:
        super().__init__()
        self.look, self.said, self.table = look, said, table
        self.at = -1
        self._placed: dict[int, Placed] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        _install()
        self.setFont(font(SMALL))
        self._measure = QFontMetrics(self.font())
        self._advances: dict[str, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription(said)

    # --- what a subclass says

    def arrange(self, width: int) -> Placed:
        """Where the marks stand at this width. It is asked for widths that never come; what is drawn is told in it."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Paint everything but the ring around the mark that is pointed at."""
        raise NotImplementedError

    # --- what it may use

    def colour(self, token: str) -> QColor:
        """The colour of this token."""
        return QColor(getattr(self.look.colours, token))

    def tint(self, share: float) -> QColor:
        """The accent over the panel, up to :data:`TINT` where ``share`` is 1."""
        ground, accent, part = self.colour("panel"), self.colour("accent_line"), TINT * share
        parts = [(getattr(ground, name)(), getattr(accent, name)()) for name in ("red", "green", "blue")]
        return QColor(*(round(a + (b - a) * part) for a, b in parts))

    def hatch(self, painter: QPainter, box: QRectF, token: str) -> None:
        """Fill with slanting lines: what is known differently, without a colour of its own."""
        painter.save()
        painter.setClipRect(box)
        pen = QPen(self.colour(token), self.look.zoom)
        painter.setPen(pen)
        step, reach = float(self.look.px(5)), box.height()
        x = box.left() - reach
        while x < box.right():
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + reach, box.top()))
            x += step
        painter.setClipping(False)
        painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()

    def write(self, painter: QPainter, box: QRectF, text: str, token: str, align: Qt.AlignmentFlag) -> None:
        """One line of text in its box, shortened where it is longer; the whole stands in its mark and the table."""
        painter.setPen(self.colour(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(int(box.width()), 1))
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def advance(self, text: str) -> int:
        """The width of a text in the chart's face."""
        if text not in self._advances:
            self._advances[text] = self._measure.horizontalAdvance(text) + 1
        return self._advances[text]

    @property
    def line(self) -> int:
        """The height of a line of text."""
        return self._measure.height() + 2

    # --- where the marks are

    def marks(self) -> Sequence[Mark]:
        """The marks at the present width."""
        return self.placed().marks

    def point_at(self, number: int) -> None:
        """Stand on this mark; -1 leaves them all."""
        number = number if 0 <= number < len(self.marks()) else -1
        if number == self.at:
            return
        self.at = number
        self.update()
        self.pointed.emit(number)
        said = self.marks()[number].said if number >= 0 else self.said
        self.setAccessibleDescription(said)
        if number >= 0 and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def mark_at(self, place: QPointF) -> int:
        """The mark under this place, -1 where there is none."""
        return next((number for number, mark in enumerate(self.marks()) if mark.box.contains(place)), -1)

    def placed(self) -> Placed:
        """What :meth:`arrange` says of the present width."""
        return self._at(self.width())

    def _at(self, width: int) -> Placed:
        if width not in self._placed:
            if len(self._placed) > 8:
                self._placed.clear()
            self._placed[width] = self.arrange(max(width, 1))
        return self._placed[width]

    # --- Qt

    def hasHeightForWidth(self) -> bool:
        """The marks decide."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the marks need."""
        return self._at(width).height

    def sizeHint(self) -> QSize:
        """At the width that it has, or a usual one."""
        width = self.width() if self.isVisible() else self.look.px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow; the layout asks for the height."""
        return QSize(self.look.px(160), self.look.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The chart, and a ring around the mark that the keyboard stands on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        self.draw(painter)
        if not self.hasFocus():
            return
        marks = self.marks()
        box = marks[self.at].box if 0 <= self.at < len(marks) else QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(self.colour("accent_line"), 2 * self.look.zoom))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, self.look.px(4), self.look.px(4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the marks, Home and End go to their ends, Enter or the space bar picks one."""
        key, last = event.key(), len(self.marks()) - 1
        if last < 0:
            super().keyPressEvent(event)
        elif key in STEPS:
            self.point_at(min(max(self.at + STEPS[Qt.Key(key)], 0), last))
        elif key == Qt.Key.Key_Home:
            self.point_at(0)
        elif key == Qt.Key.Key_End:
            self.point_at(last)
        elif key in PICKS and self.at >= 0:
            self.picked.emit(self.at)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was pointed at with the keys is left with them."""
        super().focusOutEvent(event)
        self.point_at(-1)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at what is under the pointer."""
        self.point_at(self.mark_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self.point_at(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click picks the mark under it."""
        number = self.mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.picked.emit(number)

    def event(self, event: QEvent) -> bool:
        """A hover tells the mark."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.mark_at(QPointF(event.pos()))
            if number >= 0:
                QToolTip.showText(event.globalPos(), hint(self.marks()[number].said), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


class _MarkTold(QAccessibleInterface):
    """One mark, as a screen reader meets it."""

    def __init__(self, chart: ChartTold, number: int) -> None:
        super().__init__()
        self._chart, self._number = chart, number

    def _mark(self) -> Mark | None:
        chart = self._chart.of if isValid(self._chart) else None
        marks = chart.marks() if chart is not None else ()
        return marks[self._number] if self._number < len(marks) else None

    def isValid(self) -> bool:
        return self._mark() is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> None:  # type: ignore[override]
        return None

    def parent(self) -> QAccessibleInterface:
        return self._chart

    def childAt(self, _x: int, _y: int) -> None:  # type: ignore[override]
        return None

    def child(self, _index: int) -> None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def text(self, which: QAccessible.Text) -> str:
        mark = self._mark()
        return mark.said if mark is not None and which == QAccessible.Text.Name else ""

    def setText(self, _which: QAccessible.Text, _text: str) -> None:
        """A mark is only read."""

    def rect(self) -> QRect:
        mark, chart = self._mark(), self._chart.of
        if mark is None or chart is None:
            return QRect()
        box = mark.box.toAlignedRect()
        return QRect(chart.mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        chart = self._chart.of
        state.focusable = True
        state.focused = chart is not None and chart.hasFocus() and chart.at == self._number
        return state


class ChartTold(QAccessibleWidget):
    """A chart as a screen reader meets it: its name, its sentence, and one child for each mark."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart, QAccessible.Role.Chart, chart.accessibleName())
        self._chart = ref(chart)
        self._children: list[_MarkTold] = []

    @property
    def of(self) -> Chart | None:
        """The chart, as long as there is one."""
        chart = self._chart()
        return chart if chart is not None and isValid(chart) else None

    def childCount(self) -> int:
        """As many as there are marks."""
        return len(self.of.marks()) if self.of is not None else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The mark of this number."""
        count = self.childCount()
        while len(self._children) < count:
            self._children.append(_MarkTold(self, len(self._children)))
        return self._children[index] if 0 <= index < count else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The number of this mark."""
        return self._children.index(child) if child in self._children else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The mark under a place of the screen."""
        chart = self.of
        return None if chart is None else self.child(chart.mark_at(QPointF(chart.mapFromGlobal(QPointF(x, y)))))


#: Qt owns these and ends each with its chart; Python's part must not go before that.
_TOLD: list[ChartTold] = []


@cache
def _install() -> None:
    """Make charts known to assistive technology, once."""
    QAccessible.installFactory(_factory)
    atexit.register(_let_go)


def _factory(_kind: str, what: QObject) -> QAccessibleInterface | None:
    if not isinstance(what, Chart):
        return None
    _TOLD[:] = [told for told in _TOLD if isValid(told)]
    _TOLD.append(ChartTold(what))
    return _TOLD[-1]


def _let_go() -> None:
    """Let Qt end what it still knows, before Python does."""
    for told in _TOLD:
        if isValid(told):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(told))
