"""Text on the page: it wraps, grows, and is never cut off or read as markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme.fonts import BODY, font

INK, MUTED = QPalette.ColorRole.WindowText, QPalette.ColorRole.PlaceholderText
#: A longer run without a blank is allowed to break, so that a pasted address cannot push the page aside.
LONG_WORD = re.compile(r"\S{28,}")
_ORDER = re.compile(r"#\w[\w-]*")
_AMOUNT = re.compile(r"(?:[A-Z]{3}|\$)[ \N{NO-BREAK SPACE}]\d[\d.,]*\d|(?:[A-Z]{3}|\$)[ \N{NO-BREAK SPACE}]\d")


def label(
    text: str, pixels: int = BODY, *, bold: bool = False, role: QPalette.ColorRole = INK, wrap: bool = True
) -> QLabel:
    """A plain text."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(breakable(text))
    made.setFont(font(pixels, bold))
    made.setForegroundRole(role)
    made.setWordWrap(wrap)
    if wrap:
        policy = made.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        made.setSizePolicy(policy)
    return made


def sentence(text: str, names: Iterable[str] = (), pixels: int = BODY) -> QLabel:
    """A sentence of the brief in which the eye finds what it is about: its first product or order, its first amount."""
    made = label("", pixels)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText(emphasised(text, names))
    made.setAccessibleName(text)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def emphasised(text: str, names: Iterable[str]) -> str:
    """The text as HTML with names, order numbers and the first amount in bold; everything else is escaped."""
    spans: list[tuple[int, int]] = []
    for name in names:
        spans += [(found.start(), found.end()) for found in re.finditer(re.escape(name), text)] if name else []
    spans += [(found.start(), found.end()) for found in _ORDER.finditer(text)][:1]
    spans += [(found.start(), found.end()) for found in _AMOUNT.finditer(text)][:1]
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < at:
            continue
        parts += [_escaped(text[at:start]), f'<span style="font-weight:600">{_escaped(text[start:end])}</span>']
        at = end
    return "".join([*parts, _escaped(text[at:])])


def breakable(text: str) -> str:
    """The text with places to break inside very long words."""
    return LONG_WORD.sub(lambda word: "\N{ZERO WIDTH SPACE}".join(re.findall(".{1,14}", word.group())), text)


def hairline(parent: QWidget | None = None) -> QWidget:
    """A thin line between rows."""
    line = QWidget(parent)
    line.setObjectName("hairline")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedHeight(1)
    return line


def _escaped(text: str) -> str:
    return html.escape(breakable(text)).replace("\n", "<br>")
