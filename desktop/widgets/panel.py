"""A panel: heading, what stands at its right, and rows below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.fonts import HEADING, SMALL
from desktop.widgets.labels import MUTED, hairline, label

PADDING, GAP = 16, 8


class Panel(QFrame):
    """A rounded panel. ``body`` is the column into which rows go."""

    def __init__(self, title: str = "", aside: str = "") -> None:
        super().__init__()
        self.setObjectName("panel")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(PADDING, 14, PADDING, 14)
        self.body.setSpacing(GAP)
        if title:
            self.setAccessibleName(title)
            top = QHBoxLayout()
            heading = label(title, HEADING, bold=True, wrap=not aside)
            top.addWidget(heading, 0 if aside else 1)
            if aside:
                beside = label(aside, SMALL, role=MUTED)
                beside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                top.addWidget(beside, 1)
            self.body.addLayout(top)

    def add(self, widget: QWidget) -> None:
        """One more row."""
        self.body.addWidget(widget)

    def add_lined(self, widget: QWidget) -> None:
        """One more row, with a thin line before it unless it is the first."""
        if self.body.count() > 1:
            self.body.addWidget(hairline())
        self.body.addWidget(widget)
