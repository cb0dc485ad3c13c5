"""Asking for a decision: what, until when, and why. It tells the row of Decisions that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from desktop.decided import row
from desktop.dialogs.sheet import Sheet
from desktop.session import Session
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, Text, label
from desktop.widgets.unwheeled import unwheeled

#: Days from today that one press fills in.
DAYS = (1, 3, 7, 14)
ON_ROWS = ("acknowledge", "snooze", "not_a_problem", "assign", "resolve")


class DecideDialog(Sheet):
    """``decided`` tells the row. ``kinds`` are decisions about a row, or categories of a product."""

    decided = Signal(object)

    def __init__(
        self, parent: QWidget, look: Look, session: Session, key: str, what: str, kinds: Sequence[str] = ON_ROWS
    ) -> None:
        words = look.words
        super().__init__(parent, look, words("decide.title", what=what), words("decide.meaning"))
        self._session, self._key = session, key
        self._on_product = not set(kinds) <= set(ON_ROWS)
        self.kind = unwheeled(QComboBox())
        self.kind.setMinimumHeight(look.px(34))
        for kind in kinds:
            self.kind.addItem(words(f"decide.{kind}" if words.has(f"decide.{kind}") else f"category.{kind}"), kind)
        self._about = label("", 13, role=MUTED)
        self.who, self.until, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self._names: dict[str, Text] = {}
        self._field("kind", self.kind)
        self.body.addWidget(self._about)
        for name, field in (("who", self.who), ("until", self.until), ("reason", self.reason)):
            field.setMaxLength(2000)
            self._field(name, field)
            if name == "until":
                self._add_days()
        self.wrong = label("", 13)
        self.wrong.setVisible(False)
        self.body.addWidget(self.wrong)
        self.add_close(words("cancel"))
        self.keep = self.add_button(words("decide.keep"), primary=True)
        self.keep.clicked.connect(self._ask)
        self.kind.currentIndexChanged.connect(self._choose)
        self._choose()
        (self.who if self.chosen == "assign" else self.reason).setFocus()

    @property
    def chosen(self) -> str:
        """The decision or category that is chosen."""
        return str(self.kind.currentData())

    def _field(self, name: str, field: QWidget) -> None:
        word = self.look.words(f"decide.{name}")
        field.setAccessibleName(word)
        self._names[name] = label(word, SMALL, role=MUTED)
        self.body.addWidget(self._names[name])
        self.body.addWidget(field)

    def _add_days(self) -> None:
        """Nobody has to type a day that one press can say."""
        words, held = self.look.words, QWidget()
        flow = Flow(held, across=self.look.px(8), down=self.look.px(8))
        self.days: dict[int, QPushButton] = {}
        for days in DAYS:
            button = QPushButton(words(f"decide.in_{days}"))
            button.setAccessibleName(f"{self.until.accessibleName()}: {button.text()}")
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._until, days))
            self.days[days] = button
            flow.addWidget(button)
        self.body.addWidget(held)

    def _until(self, days: int) -> None:
        self.until.setText((date.today() + timedelta(days=days)).isoformat())

    def _choose(self) -> None:
        about = f"decide.about.{self.chosen}"
        self._about.setText(self.look.words(about if self.look.words.has(about) else "decide.about.override"))
        for name, field, shows in (("who", self.who, self.chosen == "assign"),):
            self._names[name].setVisible(shows)
            field.setVisible(shows)
        self.fit()

    def _ask(self) -> None:
        who, until, reason = (field.text().strip() for field in (self.who, self.until, self.reason))
        wrong = self._missing(who, until, reason)
        if wrong is not None:
            key, field = wrong
            self.wrong.setText(self.look.words(key))
            self.wrong.setVisible(True)
            field.setFocus()
            self.fit()
            return
        kind, value = ("override_category", self.chosen) if self._on_product else (self.chosen, "")
        if kind == "assign":
            value = who
        self.accept()
        self.decided.emit(row(self._session, kind, self._key, value, until, reason))

    def _missing(self, who: str, until: str, reason: str) -> tuple[str, QLineEdit] | None:
        if self.chosen == "assign" and not who:
            return "decide.no_who", self.who
        if until and not _is_to_come(until):
            return "decide.no_day", self.until
        if self.chosen != "assign" and not reason:
            return "decide.no_reason", self.reason
        return None


def _is_to_come(text: str) -> bool:
    try:
        return date.fromisoformat(text) >= date.today()
    except ValueError:
        return False
