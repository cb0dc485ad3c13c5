"""One source: how fresh it is, how many of its rows are used, and on request what of it was read and what was not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.translations.dates import moment
from desktop.widgets.footer import status_mark
from desktop.widgets.labels import MUTED, label
from reports.outcome import Source

#: So many words that were not understood are told.
MOST_WORDS = 20


class SourceRow(QWidget):
    """``disclosed`` tells whether the details are shown; nothing of them is made before."""

    disclosed = Signal(bool)

    def __init__(self, look: Look, source: Source) -> None:
        super().__init__()
        self._look, self._source = look, source
        self._details: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(2), 0, look.px(2))
        row.setSpacing(look.px(10))
        mark = QVBoxLayout()
        mark.setContentsMargins(0, look.px(5), 0, 0)
        mark.addWidget(status_mark(look, source))
        mark.addStretch(1)
        row.addLayout(mark)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self._column.addWidget(label(look.say(source.label), BODY))
        self._column.addWidget(label(" · ".join(self._facts()), SMALL, role=MUTED))
        for said in source.set_aside:
            self._column.addWidget(label(look.say(said.said), SMALL, role=MUTED))
        row.addLayout(self._column, 1)
        self.more: QPushButton | None = None
        if source.columns or source.ignored or source.unmapped or source.assumed:
            self.more = QPushButton(look.words("details"))
            self.more.setObjectName("link")
            self.more.setCheckable(True)
            self.more.setAccessibleName(f"{look.words('details')}: {source.name}")
            self.more.toggled.connect(self.disclose)
            row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def is_disclosed(self) -> bool:
        """Whether the details are shown."""
        return self.more is not None and self.more.isChecked()

    def disclose(self, shown: bool) -> None:
        """Show what of it was read, or put that away."""
        if self.more is None:
            return
        self.more.setChecked(shown)
        self.more.setText(self._look.words("details.hide" if shown else "details"))
        if shown and self._details is None:
            self._details = self._made()
            self._column.addWidget(self._details)
        if self._details is not None:
            self._details.setVisible(shown)
        self.disclosed.emit(shown)

    def _facts(self) -> list[str]:
        look, source = self._look, self._source
        facts = [look.words(f"status.{source.status}")]
        if source.tool:
            facts.append(look.words("source.tool", tool=source.tool))
        if source.read_rows > source.rows:
            facts.append(look.words("source.used", used=source.rows, rows=source.read_rows))
        else:
            facts.append(look.words.count("rows", source.rows))
        if source.covers_from and source.covers_to:
            days = {"first": moment(source.covers_from, look.language), "last": moment(source.covers_to, look.language)}
            facts.append(look.words("sources.covers", **days))
        if source.as_of and source.rows:
            facts.append(look.words("card.as_of", moment=moment(source.as_of, look.language)))
        return facts

    def _made(self) -> QWidget:
        look, source = self._look, self._source
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 4, 0, 2)
        column.setSpacing(2)
        lines = [
            *(look.say(said) for said in source.assumed),
            *(look.say(one.said) for one in source.unmapped[:MOST_WORDS]),
            *_named(look, "source.columns", list(source.columns.values())),
            *_named(look, "source.ignored", source.ignored),
        ]
        for text in lines:
            column.addWidget(label(text, SMALL))
        return made


def _named(look: Look, key: str, headers: Sequence[str]) -> list[str]:
    named = [header for header in headers if header]
    return [look.words(key, columns=", ".join(named))] if named else []
