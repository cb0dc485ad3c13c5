"""A chart with its sentence below, what is pointed at, and the switch to the same values as a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.charts.chart import Chart
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons, tables
from desktop.widgets.labels import MUTED, label
from desktop.widgets.rows_table import RowsTable

#: So many rows of the table are seen at once; more scroll.
ROWS = 10


class Charted(QWidget):
    """``chart`` stands first; the table is made when it is asked for."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        look = chart.look
        self.chart = chart
        self.table: RowsTable | None = None
        self.setStyleSheet(buttons(look.colours) + tables(look.colours))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(6))
        self._column.addWidget(chart)
        foot = QHBoxLayout()
        foot.setSpacing(look.px(8))
        self.said = label(chart.said, SMALL, role=MUTED)
        foot.addWidget(self.said, 1)
        self.switch = QPushButton(look.words("chart.table"))
        self.switch.setObjectName("link")
        self.switch.setCheckable(True)
        self.switch.setAccessibleName(f"{look.words('chart.table')}: {chart.accessibleName()}")
        self.switch.toggled.connect(self._turn)
        foot.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(foot)
        chart.pointed.connect(self._tell)

    def _tell(self, number: int) -> None:
        """The sentence gives way to what is pointed at; what stands below does not move for it."""
        self.said.setMinimumHeight(self.said.height())
        self.said.setText(self.chart.marks()[number].said if number >= 0 else self.chart.said)

    def _turn(self, as_table: bool) -> None:
        look, chart = self.chart.look, self.chart
        if self.table is None:
            self.table = RowsTable(chart.accessibleName(), chart.table.heads, chart.table.rows, ROWS)
            self._column.insertWidget(1, self.table)
        chart.setVisible(not as_table)
        self.table.setVisible(as_table)
        word = look.words("chart.picture" if as_table else "chart.table")
        self.switch.setText(word)
        self.switch.setAccessibleName(f"{word}: {chart.accessibleName()}")
