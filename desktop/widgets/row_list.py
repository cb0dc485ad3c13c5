"""A list of rows, some at once and more on request, of which one may be open: then its details stand below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons
from desktop.theme.size import px
from desktop.widgets.labels import MUTED, hairline, label
from desktop.widgets.list_row import ListRow

#: So many are made in one go while a page is built; so many more are shown on request.
A_SLICE, MORE = 6, 50


class RowList(QWidget):
    """``row`` makes the row of a number, ``details`` what stands below it while it is open.

    It shows numbers, and headings where a text stands between them. ``opened`` tells the number that was opened, -1
    where it was closed; ``reached`` the row that got the focus, so that it can be brought into sight.
    """

    opened = Signal(int)
    reached = Signal(object)

    def __init__(
        self, look: Look, row: Callable[[int], ListRow], details: Callable[[int], QWidget], at_once: int
    ) -> None:
        super().__init__()
        self._look, self._row, self._details, self._at_once = look, row, details, at_once
        self._entries: Sequence[int | str] = ()
        self._made = self._upto = 0
        self._rows: dict[int, ListRow] = {}
        self._order: list[ListRow] = []
        self._below: QWidget | None = None
        self.open = -1
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.more = QPushButton(look.words("exceptions.more"), self)
        self.more.setStyleSheet(buttons(look.colours))
        self.more.clicked.connect(self._show_more)
        self.more.hide()

    def show_entries(self, entries: Sequence[int | str], grown: bool = True) -> None:
        """Show these in the place of those before; where not ``grown``, :meth:`grow` makes them a slice at a time."""
        self._clear()
        self._entries, self._made, self._upto = entries, 0, min(self._at_once, len(entries))
        while grown and self.grow():
            pass

    def grow(self) -> bool:
        """Make a few more rows; returns whether any are still missing."""
        self.column.removeWidget(self.more)
        upto = min(self._made + A_SLICE, self._upto)
        for entry in self._entries[self._made : upto]:
            self._add(entry)
        self._made = upto
        left = len(self._entries) - self._upto
        self.more.setVisible(bool(left) and self._made == self._upto)
        if left:
            self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
            QWidget.setTabOrder(self._order[-1], self.more)
        return self._made < self._upto

    def bring(self, number: int) -> ListRow | None:
        """The row of this number, made if need be; ``None`` where it is not among those that are shown."""
        if number not in self._rows and number in self._entries:
            self._upto = max(self._upto, self._entries.index(number) + 1)
            while self.grow():
                pass
        return self._rows.get(number)

    def open_row(self, number: int) -> None:
        """Open the row of this number, and close the one before."""
        if self._below is not None:
            self.column.removeWidget(self._below)
            self._below.hide()
            self._below.deleteLater()
            self._below = None
        if self.open in self._rows:
            self._rows[self.open].setChecked(False)
        row = self._rows.get(number)
        self.open = number if row is not None else -1
        if row is not None:
            row.setChecked(True)
            self._below = self._details(number)
            self.column.insertWidget(self.column.indexOf(row) + 1, self._below)
            before: QWidget = row
            for button in self._below.findChildren(QPushButton):  # Tab goes from the row into what it opened
                QWidget.setTabOrder(before, button)
                before = button
            if self.isVisible():
                self._below.show()
        self.opened.emit(self.open)

    @property
    def details(self) -> QWidget | None:
        """What stands below the open row."""
        return self._below

    @property
    def rows(self) -> list[ListRow]:
        """The rows that are made, from top to bottom."""
        return list(self._order)

    def _add(self, entry: int | str) -> None:
        if self.column.count():
            self.column.addWidget(hairline())
        if isinstance(entry, str):
            heading = label(entry, SMALL, bold=True, role=MUTED)
            heading.setContentsMargins(self._look.px(8), self._look.px(10), 0, self._look.px(4))
            self.column.addWidget(heading)
            return
        row = self._row(entry)
        row.clicked.connect(lambda _checked=False, number=entry: self._press(number))
        row.stepped.connect(lambda step, row=row: self._step(row, step))
        row.focused.connect(lambda row=row: self._focus(row))
        if not self._order:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rows[entry] = row
        self._order.append(row)
        self.column.addWidget(row)
        if self.isVisible():
            row.show()  # now, so that it can take the focus

    def _press(self, number: int) -> None:
        self.open_row(-1 if number == self.open else number)

    def _step(self, row: ListRow, step: int) -> None:
        at = self._order.index(row) + step
        if at >= len(self._order) and self._upto < len(self._entries):
            self._show_more()
        self._order[max(0, min(at, len(self._order) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def _focus(self, row: ListRow) -> None:
        """Tab comes back to the row that was left."""
        for other in self._order:
            if other is not row and other.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reached.emit(row)

    def _show_more(self) -> None:
        had = self.more.hasFocus()
        self._upto = min(self._upto + MORE, len(self._entries))
        first = len(self._order)
        while self.grow():
            pass
        if had and first < len(self._order):
            self._order[first].setFocus(Qt.FocusReason.TabFocusReason)

    def _clear(self) -> None:
        holder = QApplication.focusWidget()
        if holder is not None and holder is not self.more and self.isAncestorOf(holder):
            holder.clearFocus()
        self.column.removeWidget(self.more)
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows, self._order, self._below, self.open = {}, [], None, -1


def bring_into_sight(area: QScrollArea, row: ListRow) -> None:
    """Scroll to the row, once it has its place."""

    def see() -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if isValid(row):
            area.ensureWidgetVisible(row, 0, px(24))

    QTimer.singleShot(0, area, see)


def go_to(area: QScrollArea, row: ListRow) -> None:
    """Bring the row into sight and the keyboard to it, once the page stands: before, it could not take the focus."""

    def focus() -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if isValid(row):
            row.setFocus(Qt.FocusReason.TabFocusReason)
            area.ensureWidgetVisible(row, 0, px(24))

    QTimer.singleShot(0, area, focus)
