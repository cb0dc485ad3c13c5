"""Sharing the workbook as a template: in which language, which tabs' headers go along, where it is saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop import reveal
from desktop.dialogs.sheet import Sheet
from desktop.notices import spoken
from desktop.session import Session
from desktop.tasks import Failure
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.widgets.labels import MUTED, hint, label
from desktop.widgets.segments import Segments

ROW, MOST_ROWS = 32, 5
NAME = Qt.ItemDataRole.UserRole


class TemplateDialog(Sheet):
    """First what goes along, then what was made and what was left out of it."""

    def __init__(self, parent: QWidget, look: Look, session: Session) -> None:
        words = look.words
        super().__init__(parent, look, words("share.title"), words("share.meaning"))
        self._session = session
        self.ready = False
        place = session.place
        near = place.parent if isinstance(place, Path) else Path.home()
        stem = place.stem if isinstance(place, Path) else _file_name(session.title)
        self.out = near / words("share.name", name=stem)
        self._language = session.head.language if session.head else look.language
        self._asked = QWidget()
        self.body.addWidget(self._asked, 1)
        self._fill()
        self.said = label("", 13)
        self.said.hide()
        self.body.addWidget(self.said)
        self.close_button = self.add_close(words("cancel"))
        self.save = self.add_button(words("share.do"), primary=True)
        self.save.clicked.connect(self._export)
        looking = session.look("tabs", ["export-template", str(place), "--list"])
        looking.done.connect(self._list)
        looking.failed.connect(self._no_list)

    def _fill(self) -> None:
        words = self.look.words
        column = QVBoxLayout(self._asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(words("share.language"), SMALL, role=MUTED))
        pairs = [("en", words("language.en")), ("es", words("language.es"))]
        self.switch = Segments(words("share.language"), pairs, self._language)
        self.switch.chosen.connect(self._speak)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(4)
        column.addWidget(label(words("share.tabs"), SMALL, role=MUTED))
        self.tabs = QListWidget()
        self.tabs.setAccessibleName(words("share.tabs"))
        self.tabs.setAccessibleDescription(words("share.tabs_meaning"))
        self.tabs.hide()
        column.addWidget(self.tabs)
        self.about_tabs = label(words("share.looking"), 13)
        column.addWidget(self.about_tabs)
        column.addSpacing(4)
        column.addWidget(label(words("share.where"), SMALL, role=MUTED))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.place = label("", 13)
        row.addWidget(self.place, 1, Qt.AlignmentFlag.AlignVCenter)
        self.choose = QPushButton(words("share.choose"))
        self.choose.setAccessibleName(f"{words('share.where')}: {words('share.choose')}")
        self.choose.clicked.connect(self._choose)
        row.addWidget(self.choose)
        column.addLayout(row)
        self._show_place()

    def ticked(self) -> list[str]:
        """The tabs whose headers and formats go along."""
        items = [self.tabs.item(row) for row in range(self.tabs.count())]
        return [str(item.data(NAME)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _list(self, said: dict[str, Any]) -> None:
        self.ready = True
        tabs = [tab for tab in said.get("tabs") or [] if isinstance(tab, dict)]
        words = self.look.words
        self.about_tabs.setText(words("share.tabs_meaning") if tabs else words("share.no_tabs"))
        for tab in tabs:
            name, headers = str(tab.get("tab") or ""), ", ".join(str(header) for header in tab.get("headers") or [])
            item = QListWidgetItem(f"{name}  ·  {headers}" if headers else name)
            item.setToolTip(hint(headers))
            item.setSizeHint(QSize(0, ROW))
            item.setData(NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.tabs.addItem(item)
        self.tabs.setFixedHeight(min(len(tabs), MOST_ROWS) * ROW + 10)
        self.tabs.setVisible(bool(tabs))
        self.fit()

    def _no_list(self, failure: Failure) -> None:
        self.ready = True
        self.about_tabs.setText(self.look.say(failure.happened))
        self.fit()

    def _speak(self, language: str) -> None:
        self._language = language

    def _choose(self) -> None:
        from desktop.dialogs.files import place_for_template

        chosen = place_for_template(self, self.look.words, self.out)
        if chosen is not None:
            self.out = chosen
            self._show_place()

    def _show_place(self) -> None:
        self.place.setText(self.out.name)
        self.place.setToolTip(hint(str(self.out)))

    def _export(self) -> None:
        tabs = [part for name in self.ticked() for part in ("--tab", name)]
        workbook = str(self._session.place)
        self._asked.setEnabled(False)
        self.save.setEnabled(False)
        self._say(self.look.words("share.working"))
        task = self._session.look(
            "share", ["export-template", workbook, str(self.out), "--lang", self._language, *tabs]
        )
        task.done.connect(self._made)
        task.failed.connect(self._could_not)

    def _could_not(self, failure: Failure) -> None:
        self._asked.setEnabled(True)
        self.save.setEnabled(True)
        self._say(f"{self.look.say(failure.happened)} {self.look.say(failure.remedy)}")

    def _made(self, said: dict[str, Any]) -> None:
        """What was made stands in the place of what was asked."""
        words = self.look.words
        self.out = Path(str(said.get("path") or self.out))
        self._asked.hide()
        self._say(words("share.done", name=self.out.name))
        for key, heading in (("taken", words("share.taken")), ("left_out", words("share.left_out"))):
            told = [self.look.say(spoken(one)) for one in said.get(key) or []]
            if told:
                self.body.addWidget(label(heading, SMALL, bold=True, role=MUTED))
            for text in told:
                self.body.addWidget(label(text, 13))
        self.body.addStretch(1)
        self.close_button.setText(words("close"))
        self.save.hide()
        show = self.add_button(words("offer.show"), primary=True)
        show.clicked.connect(lambda: reveal.show(self.out))
        show.setFocus()
        QTimer.singleShot(0, self, self.fit)  # only then does Qt count what was added just now

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()
        self.fit()


def _file_name(title: str) -> str:
    """The title of a Google Sheet as a file may be called."""
    return "".join(" " if letter in '\\/:*?"<>|' else letter for letter in title).strip(" .") or "Google Sheet"
