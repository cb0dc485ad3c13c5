"""The values of a chart in a table: for charts that are too small to stand beside one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.charts.chart import Table
from desktop.dialogs.sheet import Sheet
from desktop.theme import Look
from desktop.theme.paint import tables
from desktop.widgets.rows_table import RowsTable

ROWS = 12


class TableDialog(Sheet):
    """``title`` is what the chart is called, ``meaning`` its sentence."""

    def __init__(self, parent: QWidget, look: Look, title: str, meaning: str, table: Table) -> None:
        super().__init__(parent, look, title, meaning, tables(look.colours))
        self.rows = RowsTable(title, table.heads, table.rows, ROWS)
        self.body.addWidget(self.rows)
        self.add_close(look.words("close"))
