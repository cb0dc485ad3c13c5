"""The receipt of a write in full: the file's hash before and after, the parts that changed, and the copy kept."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.receipt import Part, Receipt, short
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import scroll_bar
from desktop.theme.size import px
from desktop.widgets.labels import MUTED, label
from desktop.widgets.panel import Panel
from sheets.place import GoogleSheet

#: More parts than this scroll.
HIGHEST = 168
ARROW = "→"


class ReceiptDetails(QWidget):
    """``offered`` names the button that was pressed: ``restore``, ``show_copy``."""

    offered = Signal(str)

    def __init__(self, look: Look, receipt: Receipt) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(4), px(4))
        panel = Panel()
        column.addWidget(panel)
        on_google = isinstance(receipt.place, GoogleSheet)
        parts = look.words.count("receipt.tabs_changed" if on_google else "receipt.changed", len(receipt.changed))
        panel.add(label(parts, SMALL, bold=True, role=MUTED))
        panel.add(_Parts(look, receipt, parts))
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        panel.body.addLayout(foot)
        if on_google:
            told = f"{look.words.count('receipt.calls', receipt.calls)}. {look.words('receipt.versions')}"
            foot.addWidget(label(told, SMALL, role=MUTED), 1)
            return
        backup = receipt.backup
        if backup is not None:
            copy = label(look.words("receipt.copy"), SMALL, role=MUTED)
            copy.setToolTip(str(backup))
            foot.addWidget(copy, 1, Qt.AlignmentFlag.AlignVCenter)
        for key in (["show_copy"] if backup is not None else []) + ["restore"]:
            button = QPushButton(look.words(f"offer.{key}"))
            button.clicked.connect(lambda _checked=False, key=key: self.offered.emit(key))
            foot.addWidget(button)


class _Parts(QScrollArea):
    """The file first, then each part: its name, and its hash before and after. The arrow keys scroll it."""

    def __init__(self, look: Look, receipt: Receipt, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.verticalScrollBar().setStyleSheet(scroll_bar(look.colours))
        self._held = QWidget()
        self._held.setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        grid = QGridLayout(self._held)
        grid.setContentsMargins(0, 0, px(12), 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(3))
        grid.setColumnStretch(0, 1)
        told = []
        whole = "receipt.sheet" if isinstance(receipt.place, GoogleSheet) else "receipt.file"
        rows = [Part(look.words(whole), receipt.before, receipt.after), *receipt.changed]
        for number, part in enumerate(rows):
            before = short(part.before) or look.words("receipt.new")
            after = short(part.after) or look.words("receipt.gone")
            grid.addWidget(label(part.name.removeprefix("tab "), SMALL, bold=number == 0), number, 0)
            grid.addWidget(label(before, SMALL, role=MUTED, wrap=False), number, 1)
            grid.addWidget(label(ARROW, SMALL, role=MUTED, wrap=False), number, 2)
            grid.addWidget(label(after, SMALL, wrap=False), number, 3)
            told.append(look.words("receipt.told", part=part.name, before=before, after=after))
        self.setWidget(self._held)
        self.setAccessibleName(name)
        self.setAccessibleDescription(". ".join(told))

    def sizeHint(self) -> QSize:
        """As high as its rows, up to a limit."""
        held = self._held.sizeHint()
        return QSize(held.width(), min(held.height(), HIGHEST))

    def minimumSizeHint(self) -> QSize:
        """All of it, up to the limit."""
        return QSize(0, self.sizeHint().height())
