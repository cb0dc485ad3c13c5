"""The page *Notes*: add one to the journal in the workbook, and see those of this brief."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QLineEdit, QPlainTextEdit, QPushButton

from desktop.pages.page import FORM_WIDTH, Page, shown_read
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons, fields
from desktop.widgets.labels import MUTED, label
from desktop.widgets.panel import Panel
from sheets.contract import tab


class NotesPage(Page):
    """The journal explains figures; it never changes them silently."""

    def fill(self) -> None:
        """The form, then the notes of the brief."""
        look = self.given.look
        panel = Panel(look.words("note.title"))
        panel.setStyleSheet(buttons(look.colours) + fields(look.colours))
        panel.add(label(look.words("note.meaning"), 13, role=MUTED))
        form = QFormLayout()
        form.setSpacing(10)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(84)
        self.text.setProperty("draft", "note.long")
        self.text.setPlaceholderText(look.words("note.placeholder"))
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setMinimumHeight(34)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.kind = QComboBox()
        self.kind.setMinimumHeight(34)
        self.kind.addItem(look.words("note.no_type"), "")
        for key in tab("notes").column("type").choices:
            self.kind.addItem(look.words(f"note.{key}") if look.words.has(f"note.{key}") else key, key)
        self.about = QLineEdit()
        self.about.setProperty("draft", "note.about")
        self.about.setPlaceholderText(look.words("note.about_hint"))
        self.day.lineEdit().setAccessibleName(look.words("note.day"))
        for key, field in (("text", self.text), ("day", self.day), ("type", self.kind), ("about", self.about)):
            word = look.words(f"note.{key}")
            field.setAccessibleName(word)
            form.addRow(label(word, SMALL, role=MUTED), field)
        panel.body.addLayout(form)
        self.add = QPushButton(look.words("note.add"))
        self.add.setObjectName("primary")
        self.add.clicked.connect(self._ask)
        self.add.setEnabled(self.given.session.place is not None)
        panel.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        panel.setMaximumWidth(FORM_WIDTH)
        self.column.addWidget(panel)
        self._kept()
        self.column.addStretch(1)

    def drafts(self) -> dict[str, str]:
        """The long text too."""
        text = self.text.toPlainText()
        return {**super().drafts(), **({"note.long": text} if text else {})}

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """The long text too."""
        super().restore(drafts, focused)
        self.text.setPlainText(drafts.get("note.long", ""))
        if focused == "note.long":
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_one(self) -> None:
        """Put the cursor where a note is typed."""
        self.text.setFocus()

    def _kept(self) -> None:
        if self.given.session.head is None:
            return
        look = self.given.look
        section = shown_read(self.given.session, self.given.read).section("notes")
        if section is None:
            return
        panel = Panel(look.words("note.kept"))
        panel.setMaximumWidth(FORM_WIDTH)
        for line in section.lines:
            panel.add(label(look.say(line), BODY))
        self.column.addWidget(panel)

    def _ask(self) -> None:
        text = self.text.toPlainText().strip()
        if not text:
            self.text.setFocus()
            return
        row = {"date": self.day.date().toString("yyyy-MM-dd"), "text": text}
        if kind := str(self.kind.currentData() or ""):
            row["type"] = kind
        if about := self.about.text().strip():
            row["applies_to"] = about
        self.text.clear()
        self.about.clear()
        self.note_asked.emit(row)
