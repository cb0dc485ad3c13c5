"""The page *Notes*: add one to the journal in the workbook, and find the ones that are there."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import journal
from desktop.pages.page import Page
from desktop.theme.paint import buttons, fields
from desktop.widgets.labels import MUTED, hairline, label
from desktop.widgets.note_form import NoteForm
from desktop.widgets.note_line import NoteLine, kind_of
from desktop.widgets.panel import Panel
from desktop.widgets.unwheeled import unwheeled

#: Narrower than this, the journal stands below the form.
TWO_COLUMNS = 760
#: So many notes are shown at once.
AT_ONCE = 25


class NotesPage(Page):
    """The journal explains figures; it never changes them silently."""

    _columns: QBoxLayout | None = None

    def fill(self) -> Iterator[None]:
        """The form, then the journal."""
        look, session = self.given.look, self.given.session
        self._columns = QBoxLayout(self._direction())
        self._columns.setSpacing(self.column.spacing())
        panel = Panel(look.words("note.title"))
        panel.setStyleSheet(buttons(look.colours) + fields(look.colours))
        panel.add(label(look.words("note.meaning"), 13, role=MUTED))
        self.form = NoteForm(look, lambda: journal.subjects(session))
        self.form.asked.connect(self.note_asked)
        self.form.allow(session.place is not None and session.may_change)
        panel.add(self.form)
        if session.past:
            panel.add(label(look.words("note.not_past"), 13, role=MUTED))
        left = QVBoxLayout()
        left.addWidget(panel)
        left.addStretch(1)
        self._columns.addLayout(left, 2)
        self.column.addLayout(self._columns)
        self.column.addStretch(1)
        yield
        self._waiting, self._notes = journal.waiting(session), journal.written(session)
        yield
        right = QVBoxLayout()
        right.addWidget(self._journal())
        right.addStretch(1)
        self._columns.addLayout(right, 3)
        yield
        self._look_through()
        yield from self._lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow."""
        super().resizeEvent(event)
        if self._columns is not None:
            self._columns.setDirection(self._direction())

    def drafts(self) -> dict[str, str]:
        """What stands in the form too."""
        return {**super().drafts(), **self.form.drafts()}

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """What stood in the form too."""
        super().restore(drafts, focused)
        self.form.restore(drafts, focused)

    def show_what(self, what: str) -> None:
        """A day (ISO) is put into the form; anything else is looked for in the journal."""
        day = QDate.fromString(what, Qt.DateFormat.ISODate)
        if day.isValid():
            self.form.day.setDate(day)
            self.write_one()
        elif what:
            self.search.setText(what)

    def write_one(self) -> None:
        """Put the cursor where a note is typed."""
        self.form.text.setFocus()

    def _direction(self) -> QBoxLayout.Direction:
        wide = self.width() >= self.given.look.px(TWO_COLUMNS)
        return QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom

    # --- the journal

    def _journal(self) -> QWidget:
        look = self.given.look
        panel = Panel(look.words("note.journal"))
        panel.setStyleSheet(buttons(look.colours) + fields(look.colours))
        self.search, self.kinds = QLineEdit(), unwheeled(QComboBox())
        self.search.setPlaceholderText(look.words("note.search"))
        self.search.setAccessibleName(look.words("note.search"))
        self.search.setProperty("draft", "note.search")
        self.search.setClearButtonEnabled(True)
        self.kinds.setAccessibleName(look.words("note.type"))
        self.kinds.addItem(look.words("note.all_types"), "")
        for kind in dict.fromkeys(note.type for note in (*self._waiting, *self._notes) if note.type):
            self.kinds.addItem(kind_of(look, kind), kind)
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(12)
        across = QHBoxLayout()
        across.setSpacing(look.px(8))
        across.addWidget(self.search, 3)
        across.addWidget(self.kinds, 2)
        self._count = label("", 13, role=MUTED)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(8))
        self.more = QPushButton(look.words("note.more"))
        self.more.clicked.connect(self._show_more)
        if self._waiting or self._notes:
            panel.body.addLayout(across)
        panel.add(self._count)
        panel.body.addLayout(self._list)
        panel.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.search.textChanged.connect(self._find)
        self.kinds.currentIndexChanged.connect(self._find)
        return panel

    def _find(self) -> None:
        """Show the notes that fit, the first of them."""
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._look_through()
        self._show_more()

    def _look_through(self) -> None:
        """Which notes fit, and how many they are."""
        text, kind = self.search.text(), str(self.kinds.currentData() or "")
        self._not_yet = journal.fitting(self._waiting, text, kind)
        self._found = [*self._not_yet, *journal.fitting(self._notes, text, kind)]
        words = self.given.look.words
        if self._found:
            self._count.setText(words.count("note.found", len(self._found)))
        else:
            self._count.setText(words("note.none_found" if self._waiting or self._notes else "note.none"))
        self._shown = 0

    def _show_more(self) -> None:
        for _ in self._lines():
            pass

    def _lines(self) -> Iterator[None]:
        """Put the next notes into the list, a few at a time."""
        upto = min(self._shown + AT_ONCE, len(self._found))
        for number in range(self._shown, upto):
            if number % 4 == 3:
                yield
            line = NoteLine(self.given.look, self._found[number], waits=number < len(self._not_yet))
            line.rows_asked.connect(self.rows_asked)
            if number:
                self._list.addWidget(hairline())
            self._list.addWidget(line)
            self._shown = number + 1
        self.more.setVisible(upto < len(self._found))
