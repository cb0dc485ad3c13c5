"""Below an open exception: since when, what it stands on, where it can be mended, and what may be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.decided import InForce
from desktop.remedies import Remedy
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons
from desktop.translations.dates import moment
from desktop.widgets.decision_row import in_words, waiting_words
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, label
from reports.outcome import ExceptionRow

#: What may be decided about a row, in the order of the buttons.
ON_ROWS = ("acknowledge", "snooze", "assign", "not_a_problem", "resolve")


class ExceptionDetails(QWidget):
    """``remedied`` tells the :class:`Remedy` that was chosen, ``asked`` the decision that is wanted, ``undone`` that
    the one in force is to end.
    """

    remedied = Signal(object)
    asked = Signal(str)
    undone = Signal()

    def __init__(
        self,
        look: Look,
        row: ExceptionRow,
        what: str,
        remedies: Sequence[Remedy],
        now: InForce | None,
        waits: Mapping[str, str] | None,
        may_change: bool,
    ) -> None:
        super().__init__()
        words = look.words
        self._what = what
        self.setAccessibleName(f"{words('details')}: {what}")
        self.setStyleSheet(buttons(look.colours))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(12))
        column.setSpacing(look.px(8))
        column.addWidget(label(" · ".join(_facts(look, row)), SMALL, role=MUTED))
        self.remedies: list[QPushButton] = []
        self.decisions: dict[str, QPushButton] = {}
        column.addWidget(self._ways(look, remedies))
        said = words("decided.waits", what=waiting_words(look, waits)) if waits else in_words(look, now) if now else ""
        if said:
            column.addWidget(label(said, SMALL, role=MUTED))
        if not waits:
            choices = self._choices(look, is_decided=now is not None)
            choices.setEnabled(may_change)
            column.addWidget(choices)

    def _ways(self, look: Look, remedies: Sequence[Remedy]) -> QWidget:
        """Where it can be mended."""
        held = QWidget()
        flow = Flow(held, across=look.px(8), down=look.px(8))
        for number, remedy in enumerate(remedies):
            button = self._button(look.words(remedy.word), "" if number else "primary")
            button.clicked.connect(lambda _checked=False, remedy=remedy: self.remedied.emit(remedy))
            self.remedies.append(button)
            flow.addWidget(button)
        return held

    def _choices(self, look: Look, is_decided: bool) -> QWidget:
        """What may be decided, and the end of what was."""
        held = QWidget()
        flow = Flow(held, across=look.px(8), down=look.px(8))
        if is_decided:
            self.undo = self._button(look.words("decide.reopen"))
            self.undo.clicked.connect(self.undone)
            flow.addWidget(self.undo)
        for kind in ON_ROWS:
            button = self._button(look.words(f"decide.{kind}"))
            button.clicked.connect(lambda _checked=False, kind=kind: self.asked.emit(kind))
            self.decisions[kind] = button
            flow.addWidget(button)
        return held

    def _button(self, word: str, name: str = "") -> QPushButton:
        button = QPushButton(word)
        button.setObjectName(name)
        button.setAccessibleName(f"{word}: {self._what}")
        return button


def _facts(look: Look, row: ExceptionRow) -> list[str]:
    words, language = look.words, look.language
    told = [
        words("exceptions.since", moment=moment(row.first_seen, language)) if row.first_seen else "",
        words.count("exceptions.runs", row.runs_seen),
        words("exceptions.data_of", moment=moment(row.as_of, language)) if row.as_of else "",
        words("exceptions.urgency", n=row.urgency),
    ]
    return [fact for fact in told if fact]
