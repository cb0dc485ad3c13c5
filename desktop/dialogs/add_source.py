"""Adding a source: the tabs that a workbook may have, what each gives, and which exports fill it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.notices import spoken
from desktop.session import Session
from desktop.tasks import Failure
from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import checks
from desktop.theme.size import px
from desktop.widgets.labels import MUTED, Text, label
from desktop.widgets.mark import Mark
from sheets.contract import SPLIT, TABS, Tab

HIGHEST, AROUND = 700, 200
#: So many exports are named.
NAMED = 5


class AddSourceDialog(Sheet):
    """One line a tab, by level; those that the workbook has are shown as there. Add makes those that are ticked."""

    def __init__(self, parent: QWidget, look: Look, session: Session) -> None:
        words = look.words
        super().__init__(
            parent, look, words("add.title"), words("add.meaning", name=session.title), checks(look.colours)
        )
        self._session = session
        self.widen(640)
        self.ready = False
        self.boxes: dict[str, QCheckBox] = {}
        self._exports: dict[str, Text] = {}
        self._meanings: dict[str, Text] = {}
        self._there: dict[str, QWidget] = {}
        self._scroll = self.scrolling()
        held = QWidget()
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, 0, px(8), 0)
        self._column.setSpacing(px(4))
        self._fill()
        self._scroll.setWidget(held)
        self.body.addWidget(self._scroll, 1)
        self.said = label(words("share.looking"), 13)
        self.body.addWidget(self.said)
        self.add_close(words("cancel"))
        self.go = self.add_button(words("add.do"), primary=True)
        self.go.setEnabled(False)
        self.go.clicked.connect(self._add)
        task = session.look("sources", ["add", str(session.place), "--list"])
        task.done.connect(self._list)
        task.failed.connect(self._could_not)
        session.intake.added.connect(self._added)
        session.intake.not_added.connect(self._not_added)

    def ticked(self) -> list[str]:
        """The keys of the tabs to be added."""
        return [key for key, box in self.boxes.items() if box.isEnabled() and box.isChecked()]

    def _fill(self) -> None:
        words = self.look.words
        for name, tabs in _groups():
            self._column.addSpacing(px(8) if self.boxes else 0)
            self._column.addWidget(label(words(f"add.level.{name}"), SMALL, bold=True, role=MUTED))
            for tab in tabs:
                self._column.addWidget(self._row(tab))
        self._column.addStretch(1)

    def _row(self, tab: Tab) -> QWidget:
        look = self.look
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 2, 0, px(4))
        column.setSpacing(1)
        top = QHBoxLayout()
        top.setSpacing(px(8))
        box = QCheckBox(look.say(tab.name))
        box.setFont(label("", BODY, bold=True).font())
        box.setEnabled(False)
        box.setAccessibleName(look.say(tab.name))
        box.setAccessibleDescription(look.say(tab.meaning))
        box.toggled.connect(self._count)
        self.boxes[tab.key] = box
        top.addWidget(box)
        there = QWidget()
        beside = QHBoxLayout(there)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(px(4))
        beside.addWidget(Mark(look, "good", look.words("add.there"), 10, look.colours.good))
        beside.addWidget(label(look.words("add.there"), SMALL, role=MUTED, wrap=False))
        there.hide()
        self._there[tab.key] = there
        top.addWidget(there)
        top.addStretch(1)
        column.addLayout(top)
        meaning = label(look.say(tab.meaning), 13, role=MUTED)
        meaning.setContentsMargins(px(30), 0, 0, 0)
        column.addWidget(meaning)
        self._meanings[tab.key] = meaning
        exports = label("", SMALL, role=MUTED)
        exports.setContentsMargins(px(30), 0, 0, 0)
        exports.hide()
        column.addWidget(exports)
        self._exports[tab.key] = exports
        return made

    def _list(self, said: dict[str, Any]) -> None:
        self.ready = True
        self.said.hide()
        tabs = {str(one.get("table")): one for one in said.get("tabs") or [] if isinstance(one, dict)}
        for key, box in self.boxes.items():
            one = tabs.get(key)
            there = one is None or bool(one.get("there"))
            box.setEnabled(not there)
            box.setChecked(False)
            self._there[key].setVisible(one is not None and there)
            # what is there takes one line, so that what can be added stands in sight
            self._meanings[key].setVisible(not there)
            if there and one is not None:
                box.setAccessibleName(f"{box.text()}: {self.look.words('add.there')}")
            self._name_exports(
                key, [] if there else [self.look.say(spoken(each)) for each in (one or {}).get("exports") or []]
            )
        first = next((box for box in self.boxes.values() if box.isEnabled()), None)
        if first is not None:
            first.setFocus()
        else:
            self._say(self.look.words("add.all_there"))
        QTimer.singleShot(0, self, self.fit)

    def _name_exports(self, key: str, names: list[str]) -> None:
        if not names:
            return
        words = self.look.words
        named = words.join(names) if len(names) <= NAMED else ", ".join(names[:NAMED])
        if len(names) > NAMED:
            named = f"{named} {words('and_more', n=len(names) - NAMED)}"
        self._exports[key].setText(words("add.filled_by", exports=named))
        self._exports[key].setToolTip("\n".join(names))
        self._exports[key].show()
        self.boxes[key].setAccessibleDescription(f"{self.boxes[key].accessibleDescription()} {named}")

    def _could_not(self, failure: Failure) -> None:
        self.ready = True
        self._say(f"{self.look.say(failure.happened)} {self.look.say(failure.remedy)}")

    def _count(self) -> None:
        n = len(self.ticked())
        self.go.setEnabled(bool(n))
        self.go.setText(self.look.words.count("add.do_n", n) if n else self.look.words("add.do"))

    def _add(self) -> None:
        keys = self.ticked()
        if not keys:
            return
        self._scroll.setEnabled(False)
        self.go.setEnabled(False)
        self._say(self.look.words("doing.add"))
        self._session.intake.add_tabs(keys)

    def _added(self) -> None:
        self.accept()

    def _not_added(self, failure: Failure) -> None:
        """What was ticked stays ticked, to be tried again."""
        self._scroll.setEnabled(True)
        self.go.setEnabled(True)
        self._say(f"{self.look.say(failure.happened)} {self.look.say(failure.remedy)}")

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()
        self.fit()

    def fit(self) -> None:
        """As high as its lines need, within the window."""
        layout, parent = self._column, self.parentWidget()
        highest = min(HIGHEST, parent.height() - 40) if parent is not None else HIGHEST
        layout.activate()
        width = max(self.width(), self.minimumWidth())
        self.resize(width, min(layout.totalHeightForWidth(width - 60) + AROUND, highest))


def _groups() -> list[tuple[str, list[Tab]]]:
    """The tabs by level; those that take over a part of another one come last."""
    whole = [tab for tab in TABS if tab not in SPLIT]
    levels = sorted({tab.level for tab in whole})
    return [*((str(level), [tab for tab in whole if tab.level == level]) for level in levels), ("split", list(SPLIT))]
