"""Text on the page: it wraps, grows, and is never cut off or read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme.fonts import BODY, font, line_pixels
from desktop.theme.size import px

INK, MUTED = QPalette.ColorRole.WindowText, QPalette.ColorRole.PlaceholderText
#: A longer run without a blank is allowed to break, so that a pasted address cannot push the page aside.
LONG_WORD = re.compile(r"\S{28,}")
_ORDER = re.compile(r"#\w[\w-]*")
_AMOUNT = re.compile(r"(?:[A-Z]{3}|\$)[ \N{NO-BREAK SPACE}]\d(?:[\d.,]*\d)?")
_SIGN = re.compile(r"([+\N{MINUS SIGN}])(?=[A-Z]{3}\b|\$)")
#: What turns the direction of all that follows, figures too; a language that is read from the right needs none of it.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: No column gets narrower than this for the sake of a text.
NARROWEST = 40


class Text(QLabel):
    """A text that is shaped once and broken into lines once for each width.

    Qt's own label shapes its text anew at every question for its size, which is half of the time to the first paint.
    It stays a label to assistive technology. ``bold`` are the ranges, as start and end, that stand out.
    """

    def __init__(self, text: str, pixels: int, bold: bool = False, wrap: bool = True, line_height: float = 1.0) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._wrap = wrap
        self._bold: list[tuple[int, int]] = []
        self._align = Qt.AlignmentFlag.AlignLeft
        self._layout: QTextLayout | None = None
        self._broken_at = -1
        self._heights: dict[int, int] = {}
        self._height = 0
        self._step = line_pixels(pixels, bold, line_height)
        self._widest = 0.0
        self.setFont(font(pixels, bold))
        self.setText(text)
        policy = self.sizePolicy()
        policy.setHeightForWidth(wrap)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding if wrap else QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._shown = breakable(text)
        self._bold = []
        self._layout = None
        self._heights.clear()
        super().setText(text)
        self.updateGeometry()

    def resize_face(self, pixels: int, bold: bool) -> None:
        """Show it in another size; the lines keep their distance, so that nothing around it moves."""
        self._layout = None
        self._heights.clear()
        self.setFont(font(pixels, bold))
        self.updateGeometry()

    def emphasise(self, names: Iterable[str]) -> None:
        """Let stand out what the eye looks for: names, the first order, an amount that stands before them."""
        self._bold = emphasised(self._shown, names)
        self._layout = None

    def align_right(self, right: bool) -> None:
        """Which side the lines stand at."""
        self._align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.update()

    def natural_width(self) -> float:
        """The width in one line."""
        if self._layout is None:
            self._break(1 << 20)
        assert self._layout is not None
        return self._layout.maximumWidth()

    def overflows(self) -> bool:
        """Whether a line is wider than the place that the text was given, or the lines higher."""
        box = self.contentsRect()
        self._break(max(box.width(), 1))
        return self._widest > box.width() + 1 or self._height > box.height()

    def sizeHint(self) -> QSize:
        """One line where it does not wrap; where it does, the layout asks for the height at a width."""
        if not self._wrap:
            return QSize(ceil(self.natural_width()), self._step)
        width = self.width() if self._broken_at > 0 else 160
        return QSize(width, self._step)

    def minimumSizeHint(self) -> QSize:
        """Narrow, where it wraps."""
        return QSize(px(NARROWEST), self._step) if self._wrap else self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        if width not in self._heights:
            margins = self.contentsMargins()
            self._break(max(width - margins.left() - margins.right(), 1))
            self._heights[width] = self._height + margins.top() + margins.bottom()
        return self._heights[width]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        box = self.contentsRect()
        self._break(box.width())
        assert self._layout is not None
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        top = float(box.y()) if self._wrap else box.y() + (box.height() - self._height) / 2
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            spare = box.width() - line.naturalTextWidth() if self._align == Qt.AlignmentFlag.AlignRight else 0.0
            line.draw(painter, QPointF(box.x() + max(spare, 0.0), top))

    def _shape(self) -> None:
        self._layout = QTextLayout(self._shown.replace("\n", "\N{LINE SEPARATOR}"), self.font())
        self._layout.setCacheEnabled(True)
        self._broken_at = -1
        self._heights.clear()
        if self._bold:
            heavy = QTextCharFormat()
            heavy.setFontWeight(QFont.Weight.DemiBold)
            ranges = []
            for start, end in self._bold:
                stretch = QTextLayout.FormatRange()
                stretch.start, stretch.length, stretch.format = start, end - start, heavy
                ranges.append(stretch)
            self._layout.setFormats(ranges)

    def _break(self, width: int) -> None:
        if self._layout is None:
            self._shape()
        if width == self._broken_at:
            return
        assert self._layout is not None
        self._broken_at = width
        step, y, widest = self._step, 0, 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y + (step - line.height()) / 2))
            widest = max(widest, line.naturalTextWidth())
            y += step
        self._layout.endLayout()
        self._height, self._widest = max(y, step), widest


def label(
    text: str, pixels: int = BODY, *, bold: bool = False, role: QPalette.ColorRole = INK, wrap: bool = True
) -> Text:
    """A plain text."""
    made = Text(text, pixels, bold, wrap)
    if role != INK:
        made.setForegroundRole(role)
    return made


def sentence(text: str, names: Iterable[str] = (), pixels: int = BODY, line_height: float = 1.0) -> Text:
    """A sentence of the brief in which the eye finds what it is about."""
    made = Text(text, pixels, line_height=line_height)
    made.emphasise(names)
    return made


def emphasised(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """The ranges of names, of the first order, and of an amount that stands before them; none overlaps another."""
    spans = [(found.start(), found.end()) for name in names if name for found in re.finditer(re.escape(name), text)]
    spans += [(found.start(), found.end()) for found in _ORDER.finditer(text)][:1]
    amount = _AMOUNT.search(text)
    if amount and all(amount.start() < start for start, _ in spans):
        spans.append((amount.start(), amount.end()))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def breakable(text: str) -> str:
    """The text with places to break inside very long words, and none inside a signed amount; nothing turns it round."""
    text = _TURNS.sub("", text)
    text = _AMOUNT.sub(lambda amount: amount.group().replace(" ", "\N{NO-BREAK SPACE}"), text)
    text = _SIGN.sub("\\1\N{WORD JOINER}", text)
    return LONG_WORD.sub(lambda word: "\N{ZERO WIDTH SPACE}".join(re.findall(".{1,14}", word.group())), text)


def hint(text: str) -> str:
    """A text of the founder's as a tooltip shows it: as it is written, where Qt would take it for markup."""
    return f"<span style='white-space:pre-wrap'>{escape(text)}</span>" if "<" in text or "&lt;" in text else text


def hairline(parent: QWidget | None = None) -> QWidget:
    """A thin line between rows."""
    line = QWidget(parent)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    line.setAutoFillBackground(True)
    line.setFixedHeight(1)
    return line
