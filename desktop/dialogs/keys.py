"""What the keyboard does, as a list."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.doings import DOINGS
from desktop.palette import shown_keys
from desktop.theme import Look
from desktop.theme.paint import scroll_bar
from desktop.widgets.labels import MUTED, label


def lines(look: Look) -> list[tuple[str, str]]:
    """Every shortcut and what it does: ``("Ctrl+S", "Write to workbook")``."""
    words = look.words
    known = [(words("keys.tab_key"), words("keys.tab")), (words("keys.arrows_key"), words("keys.arrows"))]
    for doing in DOINGS:
        if doing.keys:
            known.append((f" {words('keys.or')} ".join(map(shown_keys, doing.keys)), doing.said(words)))
    return known


class KeysDialog(Sheet):
    """It scrolls where the screen is low."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        words = look.words
        super().__init__(parent, look, words("keys.title"), words("keys.meaning"), scroll_bar(look.colours))
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, look.px(12), 0)
        grid.setHorizontalSpacing(look.px(24))
        grid.setVerticalSpacing(look.px(6))
        grid.setColumnStretch(1, 1)
        for row, (keys, said) in enumerate(lines(look)):
            grid.addWidget(label(keys, 13, bold=True, wrap=False), row, 0)
            grid.addWidget(label(said, 13, role=MUTED), row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(words("keys.title"))
        area.setMinimumHeight(look.px(320))
        area.setWidget(held)
        self.body.addWidget(area)
        close = self.add_close(words("close"))
        close.setFocus()
