"""Going back to an earlier copy of the workbook: which copies there are, and what will happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.session import Session
from desktop.tasks import Failure
from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL, font
from desktop.translations.dates import size, to_the_second, when
from desktop.widgets.labels import MUTED, label

WHEN, MOMENT, SIZE = (Qt.ItemDataRole.UserRole + number for number in range(3))
ROW, MOST_ROWS = 34, 7


@dataclass(frozen=True, slots=True)
class Listed:
    """One copy as the child lists it; ``when`` is its moment in the child's own words."""

    when: str
    bytes: int


def listed(said: dict[str, Any]) -> list[Listed]:
    """The copies of a child's ``done``, the newest first."""
    copies = [copy for copy in said.get("copies") or [] if isinstance(copy, dict) and copy.get("when")]
    return [Listed(str(copy["when"]), int(copy.get("bytes") or 0)) for copy in copies]


def told_apart(copies: Sequence[Listed], now: datetime, language: str) -> list[str]:
    """The moment of each copy in words, with its seconds where two copies are of one minute."""
    ats = [_local(copy.when) for copy in copies]
    told = [when(at, now, language) for at in ats]
    return [to_the_second(one, at, language) if told.count(one) > 1 else one for one, at in zip(told, ats, strict=True)]


class RestoreDialog(Sheet):
    """Choosing a copy says what will happen; the button does it, and the banner offers to undo it."""

    def __init__(self, parent: QWidget, look: Look, session: Session) -> None:
        words = look.words
        self._name = session.title
        super().__init__(parent, look, words("restore.title"), words("restore.meaning", name=self._name))
        self._session = session
        self.list = QListWidget()
        self.list.setAccessibleName(words("restore.list"))
        self.list.setItemDelegate(_Row(self.list))
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._restore)
        self.list.hide()
        self.ready = False
        self.body.addWidget(self.list)
        self.said = label(words("restore.looking"), 13)
        self.body.addWidget(self.said)
        self.add_close(words("cancel"))
        self.go = self.add_button(words("restore.do"), primary=True)
        self.go.setEnabled(False)
        self.go.clicked.connect(self._restore)
        task = session.going_back.copies()
        task.done.connect(self._show)
        task.failed.connect(self._could_not)

    def _show(self, said: dict[str, Any]) -> None:
        self.ready = True
        copies = listed(said)
        if not copies:
            self.said.setText(self.look.words("restore.none"))
            self.fit()
            return
        self._fill(copies)
        self.list.setFixedHeight(min(len(copies), MOST_ROWS) * ROW + 10)
        self.list.show()
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.fit()

    def _fill(self, copies: Sequence[Listed]) -> None:
        language = self.look.language
        for copy, moment in zip(copies, told_apart(copies, datetime.now(), language), strict=True):
            room = size(copy.bytes, language)
            item = QListWidgetItem(f"{moment[:1].upper()}{moment[1:]}")
            item.setData(WHEN, copy.when)
            item.setData(MOMENT, moment)
            item.setData(SIZE, room)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{moment}, {room}")
            self.list.addItem(item)

    def _could_not(self, failure: Failure) -> None:
        self.ready = True
        self.said.setText(f"{self.look.say(failure.happened)} {self.look.say(failure.remedy)}")
        self.fit()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        self.go.setEnabled(item is not None)
        if item is not None:
            self.said.setText(self.look.words("restore.will", name=self._name, moment=item.data(MOMENT)))

    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self._session.going_back.restore(str(item.data(WHEN)))


class _Row(QStyledItemDelegate):
    """The moment at the left, the size at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw both on the list's own ground."""
        self.initStyleOption(option, index)
        moment, option.text = option.text, ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colours = option.widget.palette()
        box = QRect(option.rect).adjusted(12, 0, -12, 0)
        ink = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(colours.color(ink))
        painter.setFont(font(BODY))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, moment)
        painter.setPen(colours.color(ink if chosen else MUTED))
        painter.setFont(font(SMALL))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(index.data(SIZE)))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows of one height."""
        return QSize(super().sizeHint(option, index).width(), ROW)


def _local(text: str) -> datetime:
    """The moment of a copy in this computer's zone."""
    try:
        return datetime.fromisoformat(text).astimezone().replace(tzinfo=None)
    except ValueError:
        return datetime.now()
