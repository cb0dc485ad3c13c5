"""Choosing the brief of a past day; it is shown in the window as it was, and nothing can be written from it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.session import Session
from desktop.theme import Look
from desktop.theme.size import px
from desktop.translations.dates import full_day
from desktop.widgets.labels import label

DAY = Qt.ItemDataRole.UserRole
ROW, MOST_ROWS = 34, 9


class HistoryDialog(Sheet):
    """One line a day, the newest first; Enter or the button shows it."""

    def __init__(self, parent: QWidget, look: Look, session: Session) -> None:
        words = look.words
        super().__init__(parent, look, words("history.title"), words("history.about"))
        self._session = session
        self.list = QListWidget()
        self.list.setAccessibleName(words("history.title"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        days = session.past_days()
        for day in days:
            said = full_day(date.fromisoformat(day), look.language)
            item = QListWidgetItem(f"{said[:1].upper()}{said[1:]}")
            item.setData(DAY, day)
            self.list.addItem(item)
        self.list.itemActivated.connect(self._show)
        self.add_close(words("close" if not days else "cancel"))
        if not days:
            self.list.hide()
            self.body.addWidget(label(words("history.none"), 13))
            return
        self.list.setMinimumHeight(min(len(days), MOST_ROWS) * px(ROW) + px(10))
        self.body.addWidget(self.list)
        shown = days.index(session.past) if session.past in days else 0
        self.list.setCurrentRow(shown)
        self.list.setFocus()
        self.add_button(words("history.show"), primary=True).clicked.connect(self._show)

    def _show(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self._session.show_past(str(item.data(DAY)))
