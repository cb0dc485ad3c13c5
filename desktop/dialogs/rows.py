"""The rows of the workbook behind a figure or an exception, as they stand there now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop import reveal
from desktop.dialogs.sheet import Sheet
from desktop.session import Session
from desktop.tasks import Failure, Task
from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import scroll_bar, tables
from desktop.widgets.labels import MUTED, label
from desktop.widgets.rows_table import RowsTable
from reports.outcome import Rows

#: So many rows of one tab are read; up to so many are shown cell below cell, more as a table.
MOST, CELL_BELOW_CELL = 50, 3
HEIGHT, ABOVE_AND_BELOW, NAME_WIDTH, TABLE_WIDTH = 380, 280, 168, 920


@dataclass(frozen=True, slots=True)
class Told:
    """What the child found of one tab."""

    tab: str
    letters: list[str]
    headers: list[str]
    rows: list[tuple[int, list[str]]]
    missing: list[int]


def told(said: dict[str, Any]) -> Told:
    """A child's ``done``; what it does not say is empty."""
    rows = [row for row in said.get("rows") or [] if isinstance(row, dict)]
    return Told(
        tab=str(said.get("tab") or ""),
        letters=[str(one) for one in said.get("letters") or []],
        headers=[str(one) for one in said.get("headers") or []],
        rows=[(int(row.get("row") or 0), [str(cell) for cell in row.get("cells") or []]) for row in rows],
        missing=[int(one) for one in said.get("missing") or []],
    )


def merged(rows: Sequence[Rows]) -> dict[str, list[int]]:
    """The numbers by tab, each once and in order."""
    found: dict[str, set[int]] = {}
    for one in rows:
        found.setdefault(one.tab, set()).update(one.rows)
    return {tab: sorted(numbers) for tab, numbers in found.items() if numbers}


def reference(found: Told) -> str:
    """Where these rows stand, as the workbook's program goes there: ``'Orders'!A12:F12``."""
    first, last = (found.letters or ["A"])[0], (found.letters or ["A"])[-1]
    name = found.tab.replace("'", "''")
    return ", ".join(f"'{name}'!{first}{number}:{last}{number}" for number, _ in found.rows)


class RowsDialog(Sheet):
    """It reads when it opens; nothing in it changes the workbook."""

    def __init__(self, parent: QWidget, look: Look, session: Session, rows: Sequence[Rows]) -> None:
        words = look.words
        title = words("rows.title")
        super().__init__(parent, look, title, words("rows.meaning", name=session.title), tables(look.colours))
        self._session = session
        self._asked = merged(rows)
        self._found: dict[str, Told] = {}
        self.ready = not self._asked
        self.said = label(words("rows.looking" if self._asked else "rows.none"), BODY)
        self.body.addWidget(self.said)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.verticalScrollBar().setStyleSheet(scroll_bar(look.colours))
        self.area.setAccessibleName(title)
        self.area.hide()
        self.body.addWidget(self.area, 1)
        self.add_close(words("close"))
        self.copy = self.add_button(words("rows.copy"))
        self.copy.clicked.connect(self._copy)
        self.copy.setEnabled(False)
        self.open_workbook = self.add_button(words("rows.open"), primary=True)
        self.open_workbook.clicked.connect(self._open)
        for tab, numbers in self._asked.items():
            self._listen(session.look("rows", ["rows", str(session.place), tab, *map(str, numbers[:MOST])]), tab)

    def _listen(self, task: Task, tab: str) -> None:
        task.done.connect(partial(self._show, tab))
        task.failed.connect(self._could_not)

    def _show(self, tab: str, said: dict[str, Any]) -> None:
        self._found[tab] = told(said)
        if len(self._found) < len(self._asked):
            return
        self.ready = True
        self.said.hide()
        if any(len(found.rows) > CELL_BELOW_CELL for found in self._found.values()):
            window = self.parentWidget()
            room = window.width() if window is not None else 0
            self.resize(max(self.width(), min(self.look.px(TABLE_WIDTH), room - self.look.px(48))), self.height())
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, self.look.px(8), 0)
        column.setSpacing(self.look.px(8))
        for key, numbers in self._asked.items():
            for widget in self._of_tab(self._found[key], numbers):
                column.addWidget(widget)
        column.addStretch(1)
        self.area.setWidget(held)
        self.area.show()
        self.copy.setEnabled(any(found.rows for found in self._found.values()))
        QTimer.singleShot(0, self, self._take_height)  # only then does Qt know how high the texts are

    def _take_height(self) -> None:
        held = self.area.widget()
        if held is None:
            return
        width = max(self.area.viewport().width(), 1)
        needed = held.heightForWidth(width) if held.hasHeightForWidth() else held.sizeHint().height()
        screen = self.screen().availableGeometry().height() if self.screen() else self.look.px(HEIGHT * 2)
        most = min(self.look.px(HEIGHT), max(screen - self.look.px(ABOVE_AND_BELOW), self.look.px(120)))
        self.area.setFixedHeight(min(needed + 4, most))
        self.fit()

    def _of_tab(self, found: Told, asked: Sequence[int]) -> Iterator[QWidget]:
        words = self.look.words
        yield label(found.tab, BODY, bold=True)
        if len(found.rows) > CELL_BELOW_CELL:
            heads = [words("rows.number"), *map(_head, found.letters, found.headers)]
            yield RowsTable(found.tab, heads, [[str(number), *cells] for number, cells in found.rows], 10)
        else:
            for number, cells in found.rows:
                yield self._cell_below_cell(found, number, cells)
        if found.missing:
            numbers = ", ".join(map(str, found.missing))
            yield label(words("rows.gone", rows=numbers), SMALL, role=MUTED)
        if len(asked) > MOST:
            yield label(words("and_more", n=words.number(len(asked) - MOST)), SMALL, role=MUTED)

    def _cell_below_cell(self, found: Told, number: int, cells: Sequence[str]) -> QWidget:
        look = self.look
        made = QWidget()
        made.setAccessibleName(f"{found.tab}, {look.words('rows.row', n=number)}")
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, look.px(4))
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(4))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(look.words("rows.row", n=number), SMALL, role=MUTED), 0, 0, 1, 2)
        said = [
            (head, cell) for head, cell in zip(map(_head, found.letters, found.headers), cells, strict=True) if cell
        ]
        for line, (head, cell) in enumerate(said, 1):
            name = label(head, SMALL, role=MUTED)
            name.setFixedWidth(look.px(NAME_WIDTH))
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(cell, 13), line, 1)
        return made

    def _could_not(self, failure: Failure) -> None:
        self.ready = True
        said = f"{self.look.say(failure.happened)} {self.look.say(failure.remedy)}"
        self.said.setText(said)
        self.said.show()
        self.setAccessibleDescription(said)
        self.fit()

    def _copy(self) -> None:
        """The place of the rows, to be pasted where the workbook's program asks where to go."""
        QGuiApplication.clipboard().setText(", ".join(filter(None, map(reference, self._found.values()))))
        self.copy.setText(self.look.words("rows.copied"))

    def _open(self) -> None:
        if self._session.place is not None:
            reveal.open_place(self._session.place)
        self.accept()


def _head(letter: str, header: str) -> str:
    return header or letter
