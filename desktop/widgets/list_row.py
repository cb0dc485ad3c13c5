"""One row of a long list, painted rather than built of labels: fifty of them must cost no more than a panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.fonts import BODY, SMALL, font, line_pixels
from desktop.theme.size import px, zoom
from desktop.widgets.labels import INK, MUTED, breakable
from desktop.widgets.pressable import Pressable

SIDE, ABOVE, BETWEEN, ACROSS, GAP = 8, 8, 2, 12, 5
FACTS_WIDTH, ARROW, NARROWEST = 184, 16, 80
#: Narrower than this, the facts stand below the text and the chip above it.
WIDE = 560
#: Keys that go from row to row.
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -(1 << 30), Qt.Key.Key_End: 1 << 30}


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a row, in pixels of the design."""

    text: str
    pixels: int = BODY
    bold: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class _Size:
    """The lengths of a row, as they are shown: asked for once a row, since a list is measured again and again."""

    side: int
    above: int
    between: int
    across: int
    gap: int
    arrow: int
    facts: int
    wide: int
    narrowest: int


def _size() -> _Size:
    factor = zoom()
    lengths = (SIDE, ABOVE, BETWEEN, ACROSS, GAP, ARROW, FACTS_WIDTH, WIDE, NARROWEST)
    return _Size(*(round(length * factor) for length in lengths))


class _Lines:
    """A text, shaped once and broken into lines once for each width."""

    def __init__(self, said: Said, right: bool) -> None:
        self.said = said
        self._layout = QTextLayout(
            breakable(said.text).replace("\n", "\N{LINE SEPARATOR}"), font(said.pixels, said.bold)
        )
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._step = line_pixels(said.pixels, said.bold, 1.0)
        self._width, self.height = -1, 0

    def broken(self, width: int) -> int:
        """The height of the lines at this width."""
        if width != self._width:
            self._width, y = width, 0
            self._layout.beginLayout()
            while (line := self._layout.createLine()).isValid():
                line.setLineWidth(width)
                line.setPosition(QPointF(0, y + (self._step - line.height()) / 2))
                y += self._step
            self._layout.endLayout()
            self.height = y
        return self.height

    def draw(self, painter: QPainter, colours: QPalette, x: int, y: int) -> None:
        painter.setPen(colours.color(MUTED if self.said.muted else INK))
        self._layout.draw(painter, QPointF(x, y))


class ListRow(Pressable):
    """A chip, texts below each other, facts at the right. ``clicked`` opens it; ``stepped`` goes to another row.

    ``chip_width`` is the width of the column of chips; ``mark`` stands at the right edge of the facts.
    """

    stepped = Signal(int)
    focused = Signal()

    def __init__(
        self,
        told: str,
        texts: Sequence[Said],
        facts: Sequence[str],
        chip: QWidget | None = None,
        chip_width: int = 0,
        mark: QWidget | None = None,
    ) -> None:
        super().__init__(told)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # one row of the list is reached by Tab, the others by arrows
        self.setAccessibleDescription(" · ".join([*(said.text for said in texts[1:]), *facts]))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._heights: dict[int, int] = {}
        self._size = _size()
        self._texts = [_Lines(said, False) for said in texts if said.text]
        shown = [Said(fact, SMALL, muted=True) for fact in facts if fact]
        self._facts = [_Lines(said, True) for said in shown]
        joined = " · ".join(said.text for said in shown)
        self._below = _Lines(Said(joined, SMALL, muted=True), False) if joined else None
        self._chip, self._mark, self._chip_width = chip, mark, chip_width
        for child in (chip, mark):
            if child is not None:
                child.setParent(self)
                child.resize(child.sizeHint())
                child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, child is chip)

    @property
    def said(self) -> list[str]:
        """What stands in it, line by line."""
        return [lines.said.text for lines in (*self._texts, *self._facts)]

    def sizeHint(self) -> QSize:
        """The layout asks for the height at its own width; to break the texts at another one takes time."""
        return QSize(px(WIDE), px(32))

    def minimumSizeHint(self) -> QSize:
        """It can be narrow: then it is higher."""
        return QSize(px(160), px(32))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all that stands in it."""
        if width not in self._heights:
            self._heights[width] = self._arrange(width, None)
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chip and mark go to their places."""
        super().resizeEvent(event)
        left, top = self._size.side, self._size.above
        right = self.width() - left - self._size.arrow
        if self._chip is not None:
            self._chip.move(left, top)
        if self._mark is not None:
            self._mark.move(right - self._mark.width(), top + px(3))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from row to row."""
        step = STEPS.get(Qt.Key(event.key())) if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """``focused`` tells that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The texts, the facts, and an arrow that says whether it is open."""
        super().paintEvent(event)
        painter = QPainter(self)
        self._arrange(self.width(), painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(MUTED), 1.6))
        middle, half = QPointF(self.width() - px(SIDE) - px(ARROW) / 4, px(ABOVE) + px(9)), px(4)
        across, down = QPointF(half, 0), QPointF(0, half / 2)
        tip = down if not self.isChecked() else -down
        painter.drawPolyline([middle - across - tip, middle + tip, middle + across - tip])

    def _arrange(self, width: int, painter: QPainter | None) -> int:
        """Where everything stands at this width; drawn where there is a painter. Returns the height."""
        size = self._size
        right = width - size.side - size.arrow
        mark = self._mark.width() + size.gap if self._mark is not None else 0
        wide = width >= size.wide
        chip = self._chip_width + size.across if self._chip_width and wide else 0
        facts = size.facts if wide and self._facts else 0
        left = size.side + chip
        text_right = right - facts - (size.across if facts else mark)
        y = size.above
        if self._chip is not None and not wide:
            y += self._chip.height() + size.gap
        column = [*self._texts, *([self._below] if self._below is not None and not wide else [])]
        y = self._column(column, left, y, max(text_right - left, size.narrowest), painter)
        if facts:
            y = max(y, self._column(self._facts, right - facts, size.above, facts - mark, painter))
        if self._chip is not None:
            y = max(y, size.above + self._chip.height() + size.between)
        return ceil(y - size.between + size.above)

    def _column(self, column: Sequence[_Lines], x: int, y: int, width: int, painter: QPainter | None) -> int:
        for lines in column:
            height = lines.broken(width)
            if painter is not None:
                lines.draw(painter, self.palette(), x, y)
            y += height + self._size.between
        return y
