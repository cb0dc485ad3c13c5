"""The first rows of a list in a small table: read with the arrow keys, left with Tab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QTableWidget, QTableWidgetItem

from desktop.theme.fonts import SMALL, font
from desktop.theme.size import px
from desktop.widgets.labels import MUTED, hint

ROW, HEAD, BAR, MOST_ROWS = 26, 30, 12, 6
#: No column is wider at first; between two of them is so much room.
WIDEST, ROOM = 260, 10


def read_row_by_row(table: QTableView) -> None:
    """A table of ours is read, not edited: the arrow keys choose a row, Tab leaves it, no lines are drawn."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


class RowsTable(QTableWidget):
    """``headers`` head the columns, ``rows`` are their cells as text; ``name`` is what it is called."""

    def __init__(self, name: str, headers: Sequence[str], rows: Sequence[Sequence[str]], most: int = MOST_ROWS) -> None:
        super().__init__(len(rows), len(headers))
        self.setAccessibleName(name)
        self.setFont(font(SMALL))
        self.setHorizontalHeaderLabels(list(headers))
        head = self.horizontalHeader()
        head.setFont(font(SMALL))
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(px(HEAD) if any(headers) else 0)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        read_row_by_row(self)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(hint(text))
                if not text:
                    item.setForeground(self.palette().color(MUTED))
                self.setItem(at, column, item)
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._most = most
        self._set_height(bar=False)
        if rows:
            self.setCurrentCell(0, 0)
            self.clearSelection()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now are the style rules in force by which the cells are measured."""
        super().showEvent(event)
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column) + px(ROOM), px(WIDEST)))
        wide = sum(self.columnWidth(column) for column in range(self.columnCount() - 1))
        self._set_height(bar=wide + self.sizeHintForColumn(self.columnCount() - 1) > self.viewport().width())

    def _set_height(self, bar: bool) -> None:
        rows = max(min(self.rowCount(), self._most), 1)
        self.setFixedHeight(self.horizontalHeader().height() + rows * px(ROW) + 6 + (px(BAR) if bar else 0))

    def changeEvent(self, event: QEvent) -> None:
        """Its ground follows the theme."""
        super().changeEvent(event)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
