"""Below a row: what was decided about it, what waits to be written, and the buttons to decide or to take it back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.decided import InForce
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.widgets.labels import MUTED, label


class DecisionRow(QWidget):
    """``asked`` is emitted where a decision is wanted, ``undone`` where the one in force is to end."""

    asked = Signal()
    undone = Signal()

    def __init__(
        self, look: Look, what: str, now: InForce | None, waits: Mapping[str, str] | None, undo: str = "decide.reopen"
    ) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 4, 0, 0)
        across.setSpacing(8)
        said = look.words("decided.waits", what=waiting_words(look, waits)) if waits else ""
        if not said and now is not None:
            said = in_words(look, now)
        if said:
            across.addWidget(label(said, SMALL, role=MUTED), 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            across.addStretch(1)
        if waits:
            return
        if now is not None:
            self.undo = self._button(look.words(undo), what)
            self.undo.clicked.connect(self.undone)
            across.addWidget(self.undo)
        self.decide = self._button(look.words("decide"), what)
        self.decide.clicked.connect(self.asked)
        across.addWidget(self.decide)

    def _button(self, word: str, what: str) -> QPushButton:
        button = QPushButton(word)
        button.setAccessibleName(f"{word}: {what}")
        return button


def in_words(look: Look, now: InForce) -> str:
    """A decision in force: ``Snoozed until 2026-11-20: on Friday``."""
    return _told(look, _named(look, now.decision), now.until, now.reason)


def waiting_words(look: Look, row: Mapping[str, str]) -> str:
    """A row of Decisions in the same words."""
    kind, value = row.get("kind", ""), row.get("value", "")
    said = f"assign {value}" if kind == "assign" else value if kind == "override_category" else kind
    return _told(look, _named(look, said), row.get("until", ""), row.get("reason", ""))


def _named(look: Look, decision: str) -> str:
    words = look.words
    if decision.startswith("assign"):
        return words("decided.assign", who=decision.removeprefix("assign").strip() or "–")
    if words.has(f"category.{decision.rstrip('!')}"):
        return words("decided.override", category=words(f"category.{decision.rstrip('!')}"))
    return words(f"decided.{decision}") if words.has(f"decided.{decision}") else decision


def _told(look: Look, what: str, until: str, reason: str) -> str:
    day = look.words("decided.until", day=until) if until else ""
    head = " ".join(part for part in (what, day) if part)
    return f"{head}: {reason}" if reason else head
