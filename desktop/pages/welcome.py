"""The first page: open a workbook, or make one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import cache
from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL, TITLE
from desktop.theme.paint import buttons
from desktop.theme.size import px
from desktop.widgets.labels import MUTED, hint, label
from desktop.widgets.panel import Panel
from desktop.widgets.segments import Segments
from sheets.place import Place

WIDTH = 560


class WelcomePage(QWidget):
    """``opened`` tells a recent workbook, ``open_asked`` and ``sheet_asked`` ask for another or for a Google Sheet.

    ``new_asked`` tells language and sample.
    """

    opened = Signal(object)
    open_asked = Signal()
    sheet_asked = Signal()
    new_asked = Signal(str, bool)

    def __init__(self, look: Look, recent: Sequence[Place]) -> None:
        super().__init__()
        self.setStyleSheet(buttons(look.colours))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(px(24), px(24), px(24), px(24))
        outer.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(px(WIDTH))
        outer.addWidget(middle, 8)
        outer.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(16))
        column.addStretch(1)
        words = look.words
        column.addWidget(label("Operating Brief", TITLE, bold=True))
        column.addWidget(label(words("welcome.what"), BODY, role=MUTED))
        column.addWidget(self._open(look, recent))
        column.addWidget(self._new(look))
        column.addWidget(label(words("welcome.drop"), SMALL, role=MUTED))
        column.addStretch(2)

    def _open(self, look: Look, recent: Sequence[Place]) -> QWidget:
        panel = Panel(look.words("welcome.open"))
        panel.add(label(look.words("welcome.open_why"), 13, role=MUTED))
        across = QHBoxLayout()
        across.setSpacing(px(8))
        button = QPushButton(look.words("offer.open"))
        button.setObjectName("primary")
        button.clicked.connect(self.open_asked)
        across.addWidget(button)
        sheet = QPushButton(look.words("welcome.google"))
        sheet.clicked.connect(self.sheet_asked)
        across.addWidget(sheet)
        across.addStretch(1)
        panel.body.addLayout(across)
        for place in recent[:4]:
            known = QPushButton(_named(place).replace("&", "&&"))
            known.setObjectName("link")
            known.setToolTip(hint(str(place)))
            known.clicked.connect(lambda _checked=False, place=place: self.opened.emit(place))
            panel.body.addWidget(known)
        return panel

    def _new(self, look: Look) -> QWidget:
        words = look.words
        panel = Panel(words("welcome.new"))
        panel.add(label(words("welcome.new_why"), 13, role=MUTED))
        self._language = look.language
        switch = Segments(
            words("welcome.language"), [("en", words("language.en")), ("es", words("language.es"))], look.language
        )
        switch.chosen.connect(self._speak)
        panel.body.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.sample = QCheckBox(words("welcome.sample"))
        panel.body.addWidget(self.sample)
        button = QPushButton(words("welcome.make"))
        button.clicked.connect(lambda: self.new_asked.emit(self._language, self.sample.isChecked()))
        panel.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    def _speak(self, language: str) -> None:
        self._language = language


def _named(place: Place) -> str:
    """A workbook that was open before: its name, and where it lies where that is short enough."""
    if isinstance(place, Path):
        return f"{place.name}  ·  {place.parent}" if len(str(place)) < 64 else place.name
    return f"{cache.title(place)}  ·  Google Sheets"
