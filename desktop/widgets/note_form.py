"""The form in which a note is written: what happened, when, of which kind, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import checks
from desktop.widgets.labels import MUTED, label
from desktop.widgets.note_line import kind_of
from desktop.widgets.unwheeled import unwheeled
from sheets.contract import tab

LONGEST, HEIGHT, ROW = 2000, 84, 34
SHOWN = 8


class AboutField(QLineEdit):
    """A line that completes from what is known; what is known is asked for when somebody comes to type."""

    def __init__(self, known: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._known = known

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Now it is wanted."""
        if self.completer() is None:
            completer = QCompleter(self)
            completer.setModel(QStringListModel(list(self._known()), completer))
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setMaxVisibleItems(SHOWN)
            self.setCompleter(completer)
        super().focusInEvent(event)


class NoteForm(QWidget):
    """``asked`` tells the row for the Notes tab, by column. ``known`` are the names that a note may be tied to."""

    asked = Signal(object)

    def __init__(self, look: Look, known: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(look.px(HEIGHT))
        self.text.setProperty("draft", "note.long")
        self.text.setPlaceholderText(words("note.placeholder"))
        self.day, self.until = self._date("note.day"), self._date("note.until")
        self.lasted = QCheckBox(words("note.lasted"))
        self.lasted.setStyleSheet(checks(look.colours))
        self.lasted.toggled.connect(self._show_until)
        self.kind = unwheeled(QComboBox())
        self.kind.setMinimumHeight(look.px(ROW))
        self.kind.addItem(words("note.no_type"), "")
        for key in tab("notes").column("type").choices:
            self.kind.addItem(kind_of(look, key), key)
        self.about = AboutField(known)
        self.about.setProperty("draft", "note.about")
        self.about.setPlaceholderText(words("note.about_hint"))
        self.about.setMaxLength(LONGEST)
        form = QFormLayout()
        form.setSpacing(look.px(8))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key, field in (("text", self.text), ("day", self.day)):
            form.addRow(label(words(f"note.{key}"), SMALL, role=MUTED), field)
        form.addRow(self.lasted)
        self._until_word = label(words("note.until"), SMALL, role=MUTED)
        form.addRow(self._until_word, self.until)
        for key, other in (("type", self.kind), ("about", self.about)):
            form.addRow(label(words(f"note.{key}"), SMALL, role=MUTED), other)
            other.setAccessibleName(words(f"note.{key}"))
        self.text.setAccessibleName(words("note.text"))
        self.wrong = label("", 13)
        self.wrong.setVisible(False)
        self.add = QPushButton(words("note.add"))
        self.add.setObjectName("primary")
        self.add.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(form)
        column.addWidget(self.wrong)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_until(False)

    def allow(self, may: bool) -> None:
        """Whether a note may be added now."""
        self.add.setEnabled(may)

    def drafts(self) -> dict[str, str]:
        """What stands in the fields that are no lines."""
        found = {
            "note.long": self.text.toPlainText(),
            "note.day": "" if self.day.date() == QDate.currentDate() else _iso(self.day),
            "note.until": _iso(self.until) if self.lasted.isChecked() else "",
            "note.kind": str(self.kind.currentData() or ""),
        }
        return {name: text for name, text in found.items() if text}

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """Put them back."""
        self.text.setPlainText(drafts.get("note.long", ""))
        for name, field in (("note.day", self.day), ("note.until", self.until)):
            if name in drafts:
                field.setDate(QDate.fromString(drafts[name], Qt.DateFormat.ISODate))
        self.lasted.setChecked("note.until" in drafts)
        self.kind.setCurrentIndex(max(self.kind.findData(drafts.get("note.kind", "")), 0))
        if focused == "note.long":
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _date(self, key: str) -> QDateEdit:
        field = unwheeled(QDateEdit(QDate.currentDate()))
        field.setCalendarPopup(True)
        field.setMinimumHeight(self._look.px(ROW))
        field.setDisplayFormat("yyyy-MM-dd")
        field.setAccessibleName(self._look.words(key))
        field.lineEdit().setAccessibleName(self._look.words(key))
        return field

    def _show_until(self, lasted: bool) -> None:
        if lasted and self.until.date() < self.day.date():
            self.until.setDate(self.day.date())
        self._until_word.setVisible(lasted)
        self.until.setVisible(lasted)

    def _ask(self) -> None:
        text = self.text.toPlainText().strip()
        if not text:
            self.text.setFocus()
            return
        too_early = self.lasted.isChecked() and self.until.date() < self.day.date()
        self.wrong.setVisible(too_early)
        if too_early:
            self.wrong.setText(self._look.words("note.until_early"))
            self.until.setFocus()
            return
        row = {"date": _iso(self.day), "text": text}
        if self.lasted.isChecked() and self.until.date() > self.day.date():
            row["end_date"] = _iso(self.until)
        if kind := str(self.kind.currentData() or ""):
            row["type"] = kind
        if about := self.about.text().strip():
            row["applies_to"] = about
        self.text.clear()
        self.about.clear()
        self.lasted.setChecked(False)
        self.asked.emit(row)


def _iso(field: QDateEdit) -> str:
    return field.date().toString("yyyy-MM-dd")
