"""One definition: what it means, what it is for whom, what it was made to be, and a way to change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.knob_list import Entry, Listed, scope_word, scope_words, shown, unit
from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.size import px
from desktop.widgets.chip import Chip
from desktop.widgets.flow import Flow
from desktop.widgets.knob_editor import KnobEditor
from desktop.widgets.labels import MUTED, label

#: Kinds of which the value is told with its unit; a share is shown in hundredths, and tells its unit by that.
COUNTED = ("count", "number")
#: A value that is longer than this has its own lines.
ONE_LINE = 44


class KnobRow(QWidget):
    """``saved`` tells key, scope and value. ``opened`` tells the key while it is being changed, and ``""`` after."""

    saved = Signal(str, str, str)
    opened = Signal(str)

    def __init__(
        self, look: Look, listed: Listed, names: Callable[[str], Sequence[str]], may_change: bool = True
    ) -> None:
        super().__init__()
        self._look, self.listed, self._names = look, listed, names
        self.editor: KnobEditor | None = None
        across = QHBoxLayout(self)
        across.setContentsMargins(0, px(2), 0, px(2))
        across.setSpacing(px(12))
        self._column = QVBoxLayout()
        self._column.setSpacing(px(2))
        self._column.addWidget(label(look.say(listed.knob.meaning), BODY))
        for entry in listed.entries:
            self._column.addWidget(self._value(entry))
            if entry.is_refused and entry.row is not None and entry.row.problem is not None:
                self._column.addWidget(label(f"▲ {look.say(entry.row.problem)}", SMALL))
        self._column.addWidget(label(self._effect(), SMALL, role=MUTED))
        across.addLayout(self._column, 1)
        self.change = QPushButton(look.words("definitions.change"))
        self.change.setAccessibleName(f"{self.change.text()}: {listed.key}")
        self.change.setEnabled(may_change)
        self.change.clicked.connect(self.open)
        across.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)

    def open(self) -> None:
        """Change it, in its place."""
        if self.editor is not None:
            self.editor.begin()
            return
        self.editor = KnobEditor(self._look, self.listed, self._names)
        self.editor.saved.connect(self._saved)
        self.editor.left.connect(self.close_editor)
        self._column.addWidget(self.editor)
        self.change.setVisible(False)
        self.opened.emit(self.listed.key)
        self.editor.begin()

    def close_editor(self) -> None:
        """Put the fields away; nothing is changed."""
        if self.editor is not None:
            had_focus = self.editor.isAncestorOf(self.focusWidget() or self)
            self._column.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
            self.change.setVisible(True)
            if had_focus:
                self.change.setFocus(Qt.FocusReason.OtherFocusReason)
            self.opened.emit("")

    def _saved(self, scope: str, value: str) -> None:
        self.close_editor()
        self.saved.emit(self.listed.key, scope, value)

    def _value(self, entry: Entry) -> QWidget:
        look, words = self._look, self._look.words
        said = shown(look, entry.knob, entry.now)
        if entry.now and entry.knob.kind in COUNTED and (counts := unit(look, entry.knob)):
            said = f"{said} {counts}"
        if len(self.listed.entries) > 1 or entry.scope:
            said = f"{scope_words(look, entry.scope)}: {said}"
        long = len(said) > ONE_LINE
        value = label(said, BODY, bold=True, wrap=long)
        beside: list[QWidget] = [] if long else [value]
        if entry.waits is not None:
            beside.append(Chip(look, "info", words("definitions.waits"), shape="info"))
        if entry.is_own:
            beside.append(Chip(look, "good", words("definitions.yours")))
            if not long:
                standard = shown(look, entry.knob, entry.standard)
                beside.append(label(words("definitions.standard", value=standard), SMALL, role=MUTED, wrap=False))
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        if long:
            column.addWidget(value)
        row = Flow(across=px(8), down=px(2))
        for widget in beside:
            row.addWidget(widget)
        if beside:
            column.addLayout(row)
        return made

    def _effect(self) -> str:
        look, words, listed = self._look, self._look.words, self.listed
        told = [listed.key]
        if listed.knob.later:
            told.append(words("definitions.later"))
        elif listed.shown_only:
            told.append(words("definitions.shown_only"))
        else:
            told.append(words("definitions.figures"))
        if listed.knob.scopes:
            kinds = [scope_word(look, kind) for kind in listed.knob.scopes]
            told.append(words("definitions.may_be_for", kinds=words.join(kinds)))
        return " · ".join(told)
