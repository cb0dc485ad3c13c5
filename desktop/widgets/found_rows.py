"""What one table of a file would do to its tab: counts that open their lists, and what was assumed or left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.intake.heard import COUNTS, Found, Listed, tab_name
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.size import px
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, hint, label
from desktop.widgets.mark import Mark
from desktop.widgets.rows_table import RowsTable
from sheets.contract import TABS
from sheets.errors import Text

#: So many headers are named; the others stand in the tool tip.
NAMED = 6
#: The columns of a list that are words of ours.
OURS = ("row", "key", "column", "was", "now", "why", "rows")


class FoundRows(QWidget):
    """``opened`` names the count whose list is shown, or nothing."""

    opened = Signal(str)

    def __init__(self, look: Look, found: Found, mode: str, opened: str) -> None:
        super().__init__()
        self._look, self._found = look, found
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        words, tab = look.words, look.say(tab_name(found.table, found.tab))
        kind = look.say(found.kind)
        kind = f"{kind[:1].upper()}{kind[1:]}"
        said = words("import.into_new" if found.tab_is_new else "import.into", kind=kind, tab=tab)
        self._column.addWidget(label(said, 13))
        self._counts(opened, mode)
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        if found.assumptions:
            said = " ".join(look.say(text) for text in found.assumptions)
            self._column.addWidget(label(said, SMALL, role=MUTED))
        self._headers("import.personal", found.personal)
        self._headers("import.ignored", found.ignored)
        for text in found.notes:
            self._note(text)
        self._show(opened)

    def _counts(self, opened: str, mode: str) -> None:
        words = self._look.words
        line = QWidget()
        flow = Flow(line, across=px(6), down=px(6))
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for key in COUNTS:
            n = self._found.counts.get(key, 0)
            if not n and key not in ("new", "changed", "same"):
                continue
            emptied = key == "missing" and mode == "replace"
            word = words.count("import.n_emptied" if emptied else f"import.n_{key}", n)
            button = QPushButton(word)
            button.setObjectName("count")
            button.setAutoDefault(False)
            button.setCheckable(True)
            button.setChecked(key == opened)
            button.setProperty("key", key)
            listed = key in self._found.lists
            button.setEnabled(listed)
            button.setAccessibleName(f"{word}: {words('import.show_list')}" if listed else word)
            button.setToolTip(words(f"import.means.{key}"))
            button.toggled.connect(self._toggled)
            self._group.addButton(button)
            flow.addWidget(button)
        self._column.addWidget(line)

    def _toggled(self, on: bool) -> None:
        button = self.sender()
        if not isinstance(button, QPushButton):
            return
        key = str(button.property("key"))
        if on:
            for other in self._group.buttons():
                if other is not button and other.isChecked():
                    other.blockSignals(True)
                    other.setChecked(False)
                    other.blockSignals(False)
        self._show(key if on else "")
        self.opened.emit(key if on else "")

    def _show(self, key: str) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        listed = self._found.lists.get(key)
        if listed is None:
            return
        look = self._look
        table = RowsTable(look.words(f"import.means.{key}"), self._heads(listed), self._cells(listed))
        self._place.addWidget(table)
        more = self._found.counts.get(key, 0) - len(listed.rows)
        if more > 0 and key != "left":
            self._place.addWidget(label(look.words("and_more", n=look.words.number(more)), SMALL, role=MUTED))

    def _heads(self, listed: Listed) -> list[str]:
        look, titles = self._look, self._titles()
        return [look.words(f"list.{name}") if name in OURS else titles.get(name, name) for name in listed.columns]

    def _titles(self) -> dict[str, str]:
        """What the columns of the tab are called, by their canonical names."""
        tab = next((one for one in TABS if one.key == self._found.table), None)
        return {column.name: self._look.say(column.title) for column in tab.columns} if tab else {}

    def _cells(self, listed: Listed) -> list[list[str]]:
        titles = self._titles()
        told = [[self._look.say(cell) if isinstance(cell, Text) else cell for cell in row] for row in listed.rows]
        if "column" in listed.columns:
            at = listed.columns.index("column")
            told = [[*row[:at], titles.get(row[at], row[at]), *row[at + 1 :]] for row in told]
        return told

    def _headers(self, key: str, headers: Sequence[str]) -> None:
        if not headers:
            return
        named = self._look.words.join(headers) if len(headers) <= NAMED else ", ".join(headers[:NAMED])
        if len(headers) > NAMED:
            named = f"{named} {self._look.words('and_more', n=len(headers) - NAMED)}"
        made = label(self._look.words(key, headers=named), SMALL, role=MUTED)
        made.setToolTip(hint(", ".join(headers)))
        self._column.addWidget(made)

    def _note(self, text: Text) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        word = self._look.words("tone.info")
        row.addWidget(Mark(self._look, "info", word, 8, self._look.colours.info), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(self._look.say(text), SMALL), 1)
        self._column.addLayout(row)
