"""Choosing by hand where the columns of a file go, with its first rows and a live preview of how they would be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.intake import heard, suggested
from desktop.intake.asked import Asked, Choices, Mapped
from desktop.intake.heard import Found, Looked
from desktop.tasks import Failure, Task
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import tables
from desktop.theme.size import px
from desktop.widgets.column_choices import ColumnChoices
from desktop.widgets.found_rows import FoundRows
from desktop.widgets.labels import MUTED, label
from desktop.widgets.rows_table import RowsTable
from desktop.widgets.unwheeled import unwheeled
from sheets.contract import TABS

if TYPE_CHECKING:
    from desktop.intake.intake import Intake

WIDE, HIGH = 900, 780
#: So long after the last choice the preview is made anew, in milliseconds.
PAUSE_MS = 400
FIRST_ROWS, SHOWN_ROWS = 5, 4
#: Headers are looked for in the first rows only.
HEADS = 30


class MappingDialog(Sheet):
    """First the file is looked at; then each of its columns may be sent to one of the tab's."""

    def __init__(self, parent: QWidget, look: Look, intake: Intake, asked: Asked) -> None:
        words = look.words
        super().__init__(parent, look, words("map.title", name=asked.name), words("map.meaning"), tables(look.colours))
        self._intake, self._asked = intake, asked
        self.widen(WIDE)
        self.ready = False
        self._sheets: tuple[Looked, ...] = ()
        self._task: Task | None = None
        self.columns: ColumnChoices | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._preview)
        self.said = label(words("map.looking"), 13)
        self.body.addWidget(self.said)
        self._asks = QWidget()
        self._asks.hide()
        self.body.addWidget(self._asks, 1)
        self.add_close(words("cancel"))
        self.go = self.add_button(words("map.do"), primary=True)
        self.go.setEnabled(False)
        self.go.clicked.connect(self._use)
        task = intake.look(asked)
        task.done.connect(self._looked)
        task.failed.connect(self._could_not)

    # --- what there is

    def _looked(self, said: dict[str, Any]) -> None:
        self._sheets = heard.looked(said)
        if not self._sheets:
            self.ready = True
            self.said.setText(self.look.words("map.no_table"))
            self.fit()
            return
        self._fill()

    def _could_not(self, failure: Failure) -> None:
        self.ready = True
        self.said.setText(f"{self.look.say(failure.happened)} {self.look.say(failure.remedy)}")
        self.fit()

    def _fill(self) -> None:
        look, words = self.look, self.look.words
        column = QVBoxLayout(self._asks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        self.sheets = unwheeled(QComboBox())
        self.sheets.setAccessibleName(words("map.part"))
        self.sheets.setMinimumHeight(px(34))
        for sheet in self._sheets:
            self.sheets.addItem(words("map.part_of", name=sheet.name, row=sheet.header_row))
        self.sheets.setVisible(len(self._sheets) > 1)
        top.addWidget(self.sheets)
        top.addWidget(self._header_row())
        where = label(words("map.table"), SMALL, role=MUTED, wrap=False)
        top.addWidget(where)
        self.tables = unwheeled(QComboBox())
        self.tables.setAccessibleName(words("map.table"))
        self.tables.setMinimumHeight(px(34))
        for tab in TABS:
            self.tables.addItem(look.say(tab.name), tab.key)
            self.tables.setItemData(self.tables.count() - 1, look.say(tab.meaning), Qt.ItemDataRole.ToolTipRole)
        top.addWidget(self.tables)
        top.addStretch(1)
        column.addLayout(top)
        self.means = label("", SMALL, role=MUTED)
        column.addWidget(self.means)
        self._first = QVBoxLayout()
        column.addLayout(self._first)
        self._scroll = self.scrolling()
        self._scroll.setMinimumHeight(px(150))
        column.addWidget(self._scroll, 1)
        self.needed = label("", 13)
        column.addWidget(self.needed)
        column.addWidget(label(words("map.preview"), SMALL, bold=True, role=MUTED))
        self.state = label("", 13, role=MUTED)
        column.addWidget(self.state)
        self._shown = QVBoxLayout()
        column.addLayout(self._shown)
        self._asks.show()
        self.sheets.currentIndexChanged.connect(self._other_sheet)
        self.tables.currentIndexChanged.connect(self._other_table)
        self._other_sheet()
        self.tables.setFocus()

    def _header_row(self) -> QWidget:
        """In which row the headers stand, where the file is one table and another row may be meant."""
        words = self.look.words
        made = QWidget()
        made.setVisible(len(self._sheets) == 1)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, px(8), 0)
        row.setSpacing(px(8))
        row.addWidget(label(words("map.header_row"), SMALL, role=MUTED, wrap=False))
        self.header_row = unwheeled(QComboBox())
        self.header_row.setAccessibleName(words("map.header_row"))
        self.header_row.setMinimumHeight(px(34))
        self.header_row.addItems([str(number) for number in range(1, HEADS + 1)])
        self.header_row.setCurrentText(str(self._sheets[0].header_row))
        self.header_row.activated.connect(self._look_again)
        row.addWidget(self.header_row)
        return made

    def _look_again(self, at: int) -> None:
        self.ready = False
        task = self._intake.look(self._asked, at + 1)
        task.done.connect(self._looked_again)
        task.failed.connect(self._no_such_row)

    def _looked_again(self, said: dict[str, Any]) -> None:
        if found := heard.looked(said):
            near = self._sheets[0]
            self._sheets = (replace(found[0], nearest=near.nearest, lacks=near.lacks),)
            self._other_sheet()
        else:
            self._no_such_row()

    def _no_such_row(self) -> None:
        """No headers stand there: what was shown stays."""
        self.header_row.setCurrentText(str(self.sheet.header_row))
        self.ready = True

    @property
    def sheet(self) -> Looked:
        """The table of the file that is being mapped."""
        return self._sheets[max(self.sheets.currentIndex(), 0)]

    def _other_sheet(self) -> None:
        sheet = self.sheet
        self.said.setText(self._nearest(sheet))
        _empty(self._first)
        name = self.look.words("map.first_rows")
        self._first.addWidget(RowsTable(name, sheet.headers, sheet.rows[:FIRST_ROWS], SHOWN_ROWS))
        mapped = self._asked.choices.mapped
        table = mapped.table if mapped else sheet.mapped_table or suggested.table(sheet)
        at = max(self.tables.findData(table), 0)
        if at == self.tables.currentIndex():
            self._other_table()
        self.tables.setCurrentIndex(at)

    def _nearest(self, sheet: Looked) -> str:
        words = self.look.words
        if sheet.nearest is None:
            return words("map.nothing_near")
        near = self.look.say(sheet.nearest.name)
        if not sheet.lacks:
            return words("map.near", kind=near)
        return words(
            "map.near_lacks", kind=near, columns=words.join([words("map.quoted", header=one) for one in sheet.lacks])
        )

    def _other_table(self) -> None:
        sheet, key = self.sheet, str(self.tables.currentData())
        tab = next(one for one in TABS if one.key == key)
        self.means.setText(self.look.say(tab.meaning))
        said = self._asked.choices.mapped
        if said is not None and said.table == key:
            chosen = dict(said.columns)
        elif sheet.mapped_table == key:
            chosen = dict(sheet.mapped)
        else:
            chosen = suggested.columns(sheet.headers, tab)
        self.columns = ColumnChoices(self.look, sheet, tab, chosen)
        self.columns.chosen.connect(self._chosen)
        self._scroll.setWidget(self.columns)
        self._chosen()

    # --- what is chosen

    def mapped(self) -> Mapped:
        """What is chosen now."""
        assert self.columns is not None
        return Mapped(str(self.tables.currentData()), self.columns.columns(), self.sheet.header_row)

    def _chosen(self) -> None:
        assert self.columns is not None
        words = self.look.words
        lacking = self.columns.lacking()
        self.needed.setText(words("map.needed", columns=words.join(lacking)) if lacking else words("map.enough"))
        self.go.setEnabled(False)
        if lacking:
            self._stop()
            self.state.setText(words("map.preview_needs"))
            _empty(self._shown)
            self.ready = True
        else:
            self.ready = False
            self._pause.start()
        self.fit()

    def _preview(self) -> None:
        self._stop()
        self.state.setText(self.look.words("import.state.reading"))
        choices = replace(self._asked.choices, mapped=self.mapped())
        self._task = self._intake.preview(self._asked, choices)
        self._task.done.connect(self._previewed)
        self._task.failed.connect(self._no_preview)

    def _stop(self) -> None:
        self._pause.stop()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _previewed(self, said: dict[str, Any]) -> None:
        if self.sender() is not self._task:
            return
        self._task = None
        found = heard.found(said)
        self.state.setText("" if found else self.look.words("import.holds_nothing"))
        self.state.setVisible(not found)
        _empty(self._shown)
        for one in found[:1]:
            self._shown.addWidget(FoundRows(self.look, _calm(one), "update", _first_list(one)))
        self.go.setEnabled(bool(found))
        self.ready = True
        QTimer.singleShot(0, self, self.fit)

    def _no_preview(self, failure: Failure) -> None:
        if self.sender() is not self._task:
            return
        self._task = None
        _empty(self._shown)
        self.state.setText(f"{self.look.say(failure.happened)} {self.look.say(failure.remedy)}")
        self.state.show()
        # what only the founder knows is asked in the dialog behind this one
        self.go.setEnabled(failure.kind in ("asks_period", "asks_dates"))
        self.ready = True
        self.fit()

    def _use(self) -> None:
        choices: Choices = replace(self._asked.choices, mapped=self.mapped(), kind="")
        self.accept()
        self._intake.choose(self._asked, choices)

    def done(self, result: int) -> None:
        """Every way out stops the preview."""
        self._stop()
        super().done(result)

    def fit(self) -> None:
        """One size: what is below moves as little as possible while the founder chooses."""
        parent = self.parentWidget()
        window = parent.window() if parent is not None else None
        above = window.parentWidget() if window is not None and window.parentWidget() else window
        highest = min(px(HIGH), above.height() - 20) if above is not None else px(HIGH)
        if self._asks.isVisibleTo(self):
            self.resize(max(self.width(), self.minimumWidth()), max(highest, 480))
        else:
            super().fit()


def _calm(found: Found) -> Found:
    """Without what the file has beside: it is told once the columns are chosen."""
    return replace(found, ignored=())


def _first_list(found: Found) -> str:
    """The list that shows best how the file is read."""
    return next((key for key in ("new", "changed", "refused", "same", "left") if key in found.lists), "")


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
