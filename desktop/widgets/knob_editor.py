"""Changing one definition in its place: for whom, to what, or back to its standard value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QPushButton, QWidget

from desktop import edits
from desktop.knob_list import Listed, scope_word, scope_words, shown, unit
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.size import px
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, label
from desktop.widgets.unwheeled import unwheeled
from reports.definitions.values import as_text, scope_of

#: What is chosen where the scope is another one than those that have a row; the kind of scope goes behind it.
ANOTHER = "another:"
WIDEST = 420


class KnobEditor(QWidget):
    """``saved`` tells scope and value (``""`` = the standard one), ``left`` that nothing is to be changed.

    ``names`` gives what a kind of scope may name, for the list that helps typing.
    """

    saved = Signal(str, str)
    left = Signal()

    def __init__(self, look: Look, listed: Listed, names: Callable[[str], Sequence[str]]) -> None:
        super().__init__()
        self._look, self._listed, self._names = look, listed, names
        words = look.words
        form = QFormLayout(self)
        form.setContentsMargins(0, 4, 0, 4)
        form.setSpacing(px(8))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.scope = unwheeled(QComboBox())
        for entry in listed.entries:
            self.scope.addItem(scope_words(look, entry.scope), entry.scope)
        for kind in listed.knob.scopes:
            self.scope.addItem(words("definitions.another", kind=scope_word(look, kind)), f"{ANOTHER}{kind}")
        self.name = QLineEdit()
        self.name.setProperty("draft", "definitions.name")
        self.name.setPlaceholderText(words("definitions.name_hint"))
        self.value: QComboBox | QLineEdit = self._field()
        self._scope_said = label(words("definitions.scope"), SMALL, role=MUTED)
        self._name_said = label(words("definitions.name"), SMALL, role=MUTED)
        counts = unit(look, listed.knob)
        value_said = words("definitions.value") + (f" ({counts})" if counts else "")
        for said, field in (
            (self._scope_said, self.scope),
            (self._name_said, self.name),
            (label(value_said, SMALL, role=MUTED), self.value),
        ):
            field.setAccessibleName(f"{listed.key}: {said.text()}")
            field.setMaximumWidth(px(WIDEST))
            field.setMinimumHeight(px(34))
            form.addRow(said, field)
        self.wrong = label("", SMALL)
        self.wrong.setVisible(False)
        form.addRow(self.wrong)
        form.addRow(self._buttons())
        for widget in (self.scope, self._scope_said):
            widget.setVisible(self.scope.count() > 1)
        self.scope.currentIndexChanged.connect(self._show_scope)
        self._show_scope()

    def begin(self) -> None:
        """Put the cursor where the value is typed."""
        self.value.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.value, QLineEdit):
            self.value.selectAll()

    def drafts(self) -> dict[str, str]:
        """For whom, and what is typed."""
        return {"definitions.scope": str(self.scope.currentData() or ""), "definitions.value": self._typed()}

    def restore(self, drafts: dict[str, str]) -> None:
        """What :meth:`drafts` told."""
        place = self.scope.findData(drafts.get("definitions.scope", ""))
        self.scope.setCurrentIndex(max(place, 0))
        text = drafts.get("definitions.value", "")
        if isinstance(self.value, QComboBox):
            self.value.setCurrentIndex(max(self.value.findData(text), 0))
        else:
            self.value.setText(text)

    def _field(self) -> QComboBox | QLineEdit:
        knob, words = self._listed.knob, self._look.words
        if knob.kind in ("choice", "flag"):
            box = unwheeled(QComboBox())
            if knob.default == "":
                box.addItem(words("definitions.not_set"), "")
            for choice in knob.choices or ("yes", "no"):
                box.addItem(shown(self._look, knob, choice), choice)
            return box
        field = QLineEdit()
        field.returnPressed.connect(self._save)
        if knob.kind == "zone":
            from PySide6.QtCore import QTimeZone

            zones = [bytes(zone.data()).decode() for zone in QTimeZone.availableTimeZoneIds()]
            field.setCompleter(_completer(zones, field))
        return field

    def _buttons(self) -> QWidget:
        words, key = self._look.words, self._listed.key
        made = QWidget()
        row = Flow(made, across=8, down=6)
        self.save = QPushButton(words("definitions.save"))
        self.save.setObjectName("primary")
        self.save.clicked.connect(self._save)
        self.reset = QPushButton(words("definitions.reset"))
        self.reset.clicked.connect(lambda: self._tell(""))
        self.cancel = QPushButton(words("definitions.cancel"))
        self.cancel.clicked.connect(self.left)
        for button in (self.save, self.reset, self.cancel):
            button.setAccessibleName(f"{button.text()}: {key}")
            row.addWidget(button)
        return made

    def _show_scope(self) -> None:
        chosen = str(self.scope.currentData() or "")
        new = chosen.startswith(ANOTHER)
        for widget in (self.name, self._name_said):
            widget.setVisible(new)
        if new:
            kind = chosen.removeprefix(ANOTHER)
            self.name.setCompleter(_completer(self._names(kind), self.name))
        entry = next((one for one in self._listed.entries if one.scope == chosen), None)
        knob = self._listed.knob
        now = entry.now if entry else ""
        if isinstance(self.value, QComboBox):
            self.value.setCurrentIndex(max(self.value.findData(now), 0))
        else:
            self.value.setText(now)
            standard = entry.standard if entry else as_text(knob.default)
            self.value.setPlaceholderText(standard or self._look.words("definitions.not_set"))
        self.reset.setEnabled(bool(entry and (entry.is_own or entry.is_refused)))

    def _typed(self) -> str:
        return str(self.value.currentData() or "") if isinstance(self.value, QComboBox) else self.value.text().strip()

    def _save(self) -> None:
        value = self._typed()
        why = edits.checked(self._listed.key, value)
        if why is None and self.name.isVisibleTo(self) and not self.name.text().strip():
            self._say(self._look.words("definitions.no_name"))
            self.name.setFocus()
            return
        if why is not None:
            self._say(self._look.say(why))
            self.value.setFocus()
            return
        self._tell(value)

    def _tell(self, value: str) -> None:
        chosen = str(self.scope.currentData() or "")
        if chosen.startswith(ANOTHER):
            chosen = f"{chosen.removeprefix(ANOTHER)}:{self.name.text().strip()}"
        there = next((one for one in self._listed.entries if scope_of(one.scope) == scope_of(chosen)), None)
        if there is not None and value == (there.waits if there.waits is not None else there.value or ""):
            self.left.emit()
            return
        self.saved.emit(there.scope if there else chosen, value)

    def _say(self, why: str) -> None:
        self.wrong.setText(f"▲ {why}")
        self.wrong.setAccessibleName(why)
        self.wrong.setVisible(True)


def _completer(names: Sequence[str], parent: QWidget) -> QCompleter:
    made = QCompleter(list(names), parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made
