"""The page *Definitions*: what the brief means by its words, explained, and changed in the workbook from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QWidget

from desktop import edits
from desktop.knob_list import OWN, Listed, groups, matches, unknown_rows
from desktop.pages.page import Given, Page
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons, fields
from desktop.theme.size import px
from desktop.widgets.flow import Flow
from desktop.widgets.knob_row import KnobRow
from desktop.widgets.labels import MUTED, hairline, label
from desktop.widgets.panel import Panel

#: So many definitions are shown at once; a button shows the next.
AT_ONCE = 12
#: So many of them are made before the window may do something else.
SLICE = 3
SEARCH_MS = 120
#: Every definition that the founder set, of whichever group.
YOURS = "yours"


class DefinitionsPage(Page):
    """Each definition says what it means, what it is, and for whom; a change goes into the tab Definitions."""

    def __init__(self, given: Given) -> None:
        self._group, self._wanted, self._open = "shop", "", ""
        self._groups: dict[str, list[Listed]] = {}
        self._panel: Panel | None = None
        self._shown = 0
        self.rows: list[KnobRow] = []
        super().__init__(given)

    def fill(self) -> Iterator[None]:
        """What is looked for, then the definitions of one group."""
        if self.empty():
            return
        self._groups = dict(groups(self.given.session))
        yield
        self.column.addWidget(self._tools())
        yield
        self._unknown()
        self._begin_list()
        yield from self._next_rows()
        self.column.addStretch(1)

    def show_what(self, what: str) -> None:
        """Open the definition with this key."""
        group = next((name for name, all_of in self._groups.items() if any(one.key == what for one in all_of)), "")
        if group:
            self.search.clear()
            self._choose(group)
            self._reach(what)

    def drafts(self) -> dict[str, str]:
        """Also which group is shown, what is open, and what is being typed there."""
        if self._panel is None:
            return {}
        row = next((row for row in self.rows if row.editor is not None), None)
        state = {"definitions.group": self._group, "definitions.open": row.listed.key if row else ""}
        return {**super().drafts(), **state, **(row.editor.drafts() if row and row.editor else {})}

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """Show the same group, and open the same definition."""
        if self._panel is None:
            return
        self._choose(drafts.get("definitions.group", self._group))
        self.search.setText(drafts.get("definitions.search", ""))
        self._search_now()
        if key := drafts.get("definitions.open", ""):
            row = self._reach(key, focus=False)
            if row is not None and row.editor is not None:
                row.editor.restore(drafts)
        super().restore(drafts, focused)

    def _tools(self) -> QWidget:
        look = self.given.look
        panel = Panel(look.words("definitions.title"))
        panel.setStyleSheet(buttons(look.colours) + fields(look.colours))
        panel.add(label(look.words("definitions.meaning"), BODY, role=MUTED))
        self.search = QLineEdit()
        self.search.setProperty("draft", "definitions.search")
        self.search.setPlaceholderText(look.words("definitions.search"))
        self.search.setAccessibleName(look.words("definitions.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(px(34))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_MS)
        self._wait.timeout.connect(self._search_now)
        self.search.textChanged.connect(self._wait.start)
        panel.add(self.search)
        panel.add(self._families())
        return panel

    def _families(self) -> QWidget:
        look = self.given.look
        made = QWidget()
        made.setAccessibleName(look.words("definitions.groups"))
        row = Flow(made, across=px(6), down=px(6))
        self._choices = QButtonGroup(self)
        self._choices.setExclusive(True)
        yours = sum(one.is_own for all_of in self._groups.values() for one in all_of)
        counts = {YOURS: yours, **{name: len(all_of) for name, all_of in self._groups.items()}}
        for name, count in counts.items():
            if name in (OWN, YOURS) and not count:
                continue
            button = QPushButton(f"{look.words(f'definitions.group.{name}')} {count}")
            button.setCheckable(True)
            button.setObjectName("nav")
            button.setProperty("key", name)
            button.setProperty("dense", True)
            button.setChecked(name == self._group)
            self._choices.addButton(button)
            row.addWidget(button)
        self._choices.buttonClicked.connect(lambda button: self._chosen(str(button.property("key"))))
        return made

    def _unknown(self) -> None:
        look = self.given.look
        rows = unknown_rows(self.given.session)
        if not rows:
            return
        panel = Panel(look.words("definitions.unknown"), str(len(rows)))
        for row in rows:
            panel.add_lined(label(look.say(row.problem) if row.problem else row.key, SMALL))
        self.column.addWidget(panel)

    def _chosen(self, group: str) -> None:
        self.search.clear()
        self._choose(group)

    def _choose(self, group: str) -> None:
        if group == self._group and not self._wanted:
            return
        self._group, self._wanted = group, ""
        for button in self._choices.buttons():
            button.setChecked(button.property("key") == group)
        self._list()

    def _search_now(self) -> None:
        self._wait.stop()
        wanted = self.search.text().strip()
        if wanted != self._wanted:
            self._wanted = wanted
            self._list()

    def _found(self) -> list[Listed]:
        everything = [one for all_of in self._groups.values() for one in all_of]
        if self._wanted:
            return [one for one in everything if matches(self.given.look, one, self._wanted)]
        if self._group == YOURS:
            return [one for one in everything if one.is_own]
        return self._groups.get(self._group, [])

    def _list(self) -> None:
        """Show the definitions that are looked for, in the place of those before."""
        self._begin_list()
        self._show_more()

    def _begin_list(self) -> None:
        look, found = self.given.look, self._found()
        title = look.words("definitions.found") if self._wanted else look.words(f"definitions.group.{self._group}")
        panel = Panel(title, str(len(found)) if found else "")
        panel.setStyleSheet(buttons(look.colours) + fields(look.colours))
        if not found:
            panel.add(label(look.words("definitions.none"), BODY, role=MUTED))
        self.rows, self._shown = [], 0
        self.more = QPushButton(look.words("definitions.more"), panel)
        self.more.clicked.connect(self._show_more)
        if self._panel is not None:
            self.column.replaceWidget(self._panel, panel)
            self._panel.hide()
            self._panel.deleteLater()
        else:
            self.column.addWidget(panel)
        self._panel = panel

    def _show_more(self) -> None:
        for _ in self._next_rows():
            pass

    def _next_rows(self) -> Iterator[None]:
        """The next rows, a few in a slice."""
        panel, found = self._panel, self._found()
        assert panel is not None
        panel.body.removeWidget(self.more)
        self.more.hide()
        for number, listed in enumerate(found[self._shown : self._shown + AT_ONCE]):
            if number % SLICE == SLICE - 1:
                yield
            row = KnobRow(self.given.look, listed, self._names, self.given.session.may_change)
            row.saved.connect(self._save)
            row.opened.connect(self._one_open)
            if panel.body.count() > 1:
                panel.add(hairline())
            panel.add(row)
            self.rows.append(row)
        self._shown = min(self._shown + AT_ONCE, len(found))
        left = self._shown < len(found)
        if left:
            panel.body.addWidget(self.more)
        self.more.setVisible(left)

    def _reach(self, key: str, focus: bool = True) -> KnobRow | None:
        while self._shown < len(self._found()) and not any(row.listed.key == key for row in self.rows):
            self._show_more()
        row = next((row for row in self.rows if row.listed.key == key), None)
        if row is not None:
            if self.given.session.may_change:
                row.open()
            if focus:
                QTimer.singleShot(0, row, lambda: self._bring(row))
        return row

    def _bring(self, row: KnobRow) -> None:
        """Scroll so that the row begins at the top, or as far up as the page goes."""
        layout = self.sheet.layout()
        if layout is not None:
            layout.activate()
        self.verticalScrollBar().setValue(row.mapTo(self.sheet, QPoint(0, 0)).y() - px(16))

    def _one_open(self, key: str) -> None:
        """While one is being changed, no other is."""
        for row in self.rows if key else ():
            if row.listed.key != key:
                row.close_editor()

    def _save(self, key: str, scope: str, value: str) -> None:
        self.edited.emit(edits.definition(self.given.session, key, scope, value))

    def _names(self, kind: str) -> Sequence[str]:
        """What a kind of scope may name, as far as the brief knows it."""
        session = self.given.session
        if kind == "product":
            return [product.key for product in session.section("products") or []]
        if kind == "sku":
            return [variant.sku for variant in session.section("inventory") or [] if variant.sku]
        if kind == "source":
            return [source.key for source in session.head.sources] if session.head else []
        return []
