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
_AMOUNT = re.compile(r"(?:[A-Z]{3}|\$)[ \N{NO-BREAK SPACE}]\d(?:[\d.,]*\d)?")
_SIGN = re.compile(r"([+\N{MINUS SIGN}])(?=[A-Z]{3}\b|\$)")


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


def sentence(text: str, names: Iterable[str] = (), pixels: int = BODY, line_height: int = 100) -> QLabel:
    """A sentence of the brief in which the eye finds what it is about; ``line_height`` in percent."""
    made = label("", pixels)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText(f'<div style="line-height:{line_height}%">{emphasised(text, names)}</div>')
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    made.setAccessibleName(text)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def emphasised(text: str, names: Iterable[str]) -> str:
    """The text as HTML with names, the first order, and an amount that stands before them, in bold; the rest escaped."""
    spans: list[tuple[int, int]] = []
    for name in names:
        spans += [(found.start(), found.end()) for found in re.finditer(re.escape(name), text)] if name else []
    spans += [(found.start(), found.end()) for found in _ORDER.finditer(text)][:1]
    amount = _AMOUNT.search(text)
    if amount and all(amount.start() < start for start, _ in spans):
        spans.append((amount.start(), amount.end()))
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < at:
            continue
        parts += [_escaped(text[at:start]), f'<span style="font-weight:600">{_escaped(text[start:end])}</span>']
        at = end
    return "".join([*parts, _escaped(text[at:])])


def breakable(text: str) -> str:
    """The text with places to break inside very long words, and none inside a signed amount."""
    text = _AMOUNT.sub(lambda amount: amount.group().replace(" ", "\N{NO-BREAK SPACE}"), text)
    text = _SIGN.sub("\\1\N{WORD JOINER}", text)
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
