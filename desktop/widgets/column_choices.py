"""One line a column of the file: its header, what stands in it, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from desktop.intake import suggested
from desktop.intake.heard import Looked
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.size import px
from desktop.widgets.labels import MUTED, label
from desktop.widgets.unwheeled import unwheeled
from sheets.contract import Tab

EXAMPLES, LONGEST = 3, 42


class ColumnChoices(QWidget):
    """``chosen`` tells that a column goes somewhere else now. A column of the tab is given once."""

    chosen = Signal()

    def __init__(self, look: Look, sheet: Looked, tab: Tab, now: Mapping[str, str]) -> None:
        super().__init__()
        self._look, self._tab = look, tab
        words = look.words
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)
        grid.setColumnStretch(2, 4)
        for at, key in enumerate(("map.header", "map.examples", "map.goes_to")):
            grid.addWidget(label(words(key), SMALL, role=MUTED, wrap=False), 0, at)
        self._model = self._choices()
        self.fields: dict[str, QComboBox] = {}
        for position, header in enumerate(sheet.headers):
            if not header or header in self.fields:
                continue
            row = len(self.fields) + 1
            grid.addWidget(label(header, 13), row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label(_examples(sheet, position), SMALL, role=MUTED), row, 1, Qt.AlignmentFlag.AlignVCenter)
            field = unwheeled(QComboBox())
            field.setModel(self._model)
            field.setMinimumHeight(px(32))
            field.setAccessibleName(words("map.goes", header=header))
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(18)
            field.setCurrentIndex(max(field.findData(now.get(header, "")), 0))
            field.activated.connect(lambda _at, header=header: self._given(header))
            grid.addWidget(field, row, 2)
            self.fields[header] = field
        grid.setRowStretch(len(self.fields) + 1, 1)

    def columns(self) -> dict[str, str]:
        """The tab's column of each header that goes somewhere."""
        said = {header: str(field.currentData() or "") for header, field in self.fields.items()}
        return {header: column for header, column in said.items() if column}

    def lacking(self) -> list[str]:
        """The columns that are needed and not given yet, in words."""
        words, look = self._look.words, self._look
        groups = suggested.lacking(self._tab, self.columns())
        return [words("map.one_of").join(look.say(column.title) for column in group) for group in groups]

    def _choices(self) -> QStandardItemModel:
        """One list for all: first nothing, then what is needed, then the rest."""
        words, look = self._look.words, self._look
        model = QStandardItemModel(self)
        nothing = QStandardItem(words("map.nowhere"))
        nothing.setData("", Qt.ItemDataRole.UserRole)
        model.appendRow(nothing)
        needed = {column.name for group in suggested.lacking(self._tab, {}) for column in group}
        for column in sorted(self._tab.columns, key=lambda column: column.name not in needed):
            title = look.say(column.title)
            item = QStandardItem(words("map.marked", column=title) if column.name in needed else title)
            item.setData(column.name, Qt.ItemDataRole.UserRole)
            item.setToolTip(look.say(column.meaning))
            model.appendRow(item)
        return model

    def _given(self, header: str) -> None:
        column = self.fields[header].currentData()
        for other, field in self.fields.items():
            if other != header and column and field.currentData() == column:
                field.setCurrentIndex(0)
        self.chosen.emit()


def _examples(sheet: Looked, position: int) -> str:
    seen = dict.fromkeys(row[position].strip() for row in sheet.rows if position < len(row) and row[position].strip())
    text = ", ".join(list(seen)[:EXAMPLES])
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
