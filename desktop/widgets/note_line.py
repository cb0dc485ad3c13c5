"""One note of the journal: its day, its kind, its words, what it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.translations.dates import moment
from desktop.widgets.chip import Chip
from desktop.widgets.labels import MUTED, label
from reports.outcome import NoteRow


class NoteLine(QWidget):
    """``rows_asked`` tells the rows of the workbook in which it stands; ``waits`` where it is not there yet."""

    rows_asked = Signal(object)

    def __init__(self, look: Look, note: NoteRow, waits: bool = False) -> None:
        super().__init__()
        words = look.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(look.px(8))
        day = _days(look, note)
        top.addWidget(label(day, SMALL, bold=True, wrap=False))
        if note.type:
            top.addWidget(Chip(look, "quiet", kind_of(look, note.type)))
        top.addStretch(1)
        if note.rows:
            rows = QPushButton(words("note.rows"))
            rows.setObjectName("link")
            rows.setAccessibleName(words("note.rows_of", what=f"{day}, {note.text[:80]}"))
            rows.clicked.connect(lambda: self.rows_asked.emit(note.rows))
            top.addWidget(rows, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        text = " ".join(note.text.split())
        column.addWidget(label(words("action.waits", what=text) if waits else text, BODY))
        about = words("note.of", what=note.applies_to) if note.applies_to else ""
        by = words("note.by", who=note.by) if note.by else ""
        if said := " · ".join(part for part in (about, by) if part):
            column.addWidget(label(said, SMALL, role=MUTED))
        self.setAccessibleName(f"{day}: {text}")


def kind_of(look: Look, kind: str) -> str:
    """The word of a kind; as it stands in the tab where the list does not have it."""
    key = f"note.{kind}"
    return look.words(key) if look.words.has(key) else kind


def _days(look: Look, note: NoteRow) -> str:
    """The year is told where it is not that of every other note: beside days a year old nothing else would."""
    first = moment(note.date, look.language)
    days = look.words("note.days", first=first, last=moment(note.until, look.language)) if note.until else first
    return f"{days} {note.date[:4]}"
