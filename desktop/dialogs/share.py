"""Sharing the brief: as what, which parts, who may be named; beside it stands all that would leave."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import copying, reveal
from desktop.dialogs.sheet import Sheet
from desktop.session import Session
from desktop.tasks import Failure, Task
from desktop.theme import Look
from desktop.theme.fonts import SMALL, font
from desktop.theme.paint import checks, scroll_bar
from desktop.widgets.labels import MUTED, label
from desktop.widgets.segments import Segments
from desktop.widgets.unwheeled import unwheeled

WIDTH, HEIGHT, SIDE, ROW = 800, 560, 292, 30
#: As what the brief may be shared; the last is an empty one to fill in by hand.
FORMATS = ("html", "pdf", "png", "md", "template")
MARKDOWN = ("md", "template")
#: So long after the last tick what would leave is made again.
CALM_MS = 150
ID = Qt.ItemDataRole.UserRole


class ShareDialog(Sheet):
    """Nothing leaves that does not stand in the preview. ``ready`` once that is up to date."""

    def __init__(self, parent: QWidget, look: Look, session: Session, read: str) -> None:
        words = look.words
        rules = checks(look.colours) + scroll_bar(look.colours)
        super().__init__(parent, look, words("leaflet.title"), words("leaflet.meaning"), rules)
        self._session, self._read, self._language = session, read, look.language
        self._asking: Task | None = None
        self.ready = False
        place = session.place
        near = place.parent if isinstance(place, Path) else Path.home()
        self._stem = words("leaflet.name", name=place.stem if isinstance(place, Path) else _file_name(session.title))
        self.out = near / f"{self._stem}.html"
        across = QHBoxLayout()
        across.setSpacing(look.px(20))
        self._asked = QWidget()
        self._asked.setFixedWidth(look.px(SIDE))
        across.addWidget(self._asked)
        across.addLayout(self._leaving(), 1)
        self.body.addLayout(across, 1)
        self._fill()
        self.said = label("", 13)
        self.said.hide()
        self.body.addWidget(self.said)
        self.close_button = self.add_close(words("cancel"))
        self.copy = self.add_button(words("leaflet.copy"))
        self.copy.clicked.connect(self._copy)
        self.save = self.add_button(words("leaflet.save"), primary=True)
        self.save.clicked.connect(self._save)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._preview)
        self._choose_format()
        self._list_parts()
        self.format.setFocus()

    def fit(self) -> None:
        """As large as the preview likes, and never larger than the screen."""
        free = self.screen().availableSize()
        width, height = self.look.px(WIDTH), self.look.px(HEIGHT)
        self.resize(min(width, free.width() - 32), min(height, free.height() - 48))

    # --- what is asked

    def _fill(self) -> None:
        look, words = self.look, self.look.words
        column = QVBoxLayout(self._asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        self.format = unwheeled(QComboBox())
        for key in FORMATS:
            self.format.addItem(words(f"leaflet.as.{key}"), key)
        self.format.setAccessibleName(words("leaflet.as"))
        self.format.currentIndexChanged.connect(self._choose_format)
        column.addWidget(label(words("leaflet.as"), SMALL, role=MUTED))
        column.addWidget(self.format)
        pairs = [("en", words("language.en")), ("es", words("language.es"))]
        self.switch = Segments(words("leaflet.language"), pairs, self._language)
        self.switch.chosen.connect(self._speak)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(words("leaflet.parts"), SMALL, role=MUTED))
        self.parts = QListWidget()
        self.parts.setAccessibleName(words("leaflet.parts"))
        self.parts.setAccessibleDescription(words("leaflet.parts_meaning"))
        self.parts.setMinimumHeight(look.px(2 * ROW))
        self.parts.itemChanged.connect(self._change)
        column.addWidget(self.parts, 1)
        self.names = self._tick(column, "names")
        self.contacts = self._tick(column, "contacts")

    def _tick(self, column: QVBoxLayout, what: str) -> QCheckBox:
        box = QCheckBox(self.look.words(f"leaflet.{what}"))
        box.setFont(font(13))
        box.setAccessibleDescription(self.look.words(f"leaflet.{what}_meaning"))
        box.setToolTip(self.look.words(f"leaflet.{what}_meaning"))
        box.toggled.connect(self._change)
        column.addWidget(box)
        return box

    def _leaving(self) -> QVBoxLayout:
        look, words = self.look, self.look.words
        column = QVBoxLayout()
        column.setSpacing(look.px(6))
        column.addWidget(label(words("leaflet.leaves"), SMALL, role=MUTED))
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setFont(font(SMALL))
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(words("leaflet.leaves"))
        column.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        self.place = label("", 13)
        row.addWidget(self.place, 1, Qt.AlignmentFlag.AlignVCenter)
        self.choose = QPushButton(words("share.choose"))
        self.choose.setAccessibleName(f"{words('share.where')}: {words('share.choose')}")
        self.choose.clicked.connect(self._choose_place)
        row.addWidget(self.choose)
        column.addLayout(row)
        return column

    def chosen(self) -> list[str]:
        """The parts that are ticked."""
        items = [self.parts.item(row) for row in range(self.parts.count())]
        return [str(item.data(ID)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _list_parts(self) -> None:
        task = self._session.look("share", [*self._from(), "--list"])
        task.done.connect(self._show_parts)
        task.failed.connect(self._could_not)

    def _show_parts(self, said: dict[str, Any]) -> None:
        before = None if not self.parts.count() else set(self.chosen())
        self.parts.blockSignals(True)
        self.parts.clear()
        for part in said.get("parts") or []:
            item = QListWidgetItem(str(part["title"]))
            item.setData(ID, str(part["id"]))
            item.setSizeHint(QSize(0, self.look.px(ROW)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = part["usual"] if before is None else part["id"] in before
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.parts.addItem(item)
        self.parts.blockSignals(False)
        self._preview()

    def _speak(self, language: str) -> None:
        self._language = language
        self.ready = False
        self._list_parts()

    def _choose_format(self) -> None:
        empty = self._format() == "template"
        for widget in (self.parts, self.names, self.contacts):
            widget.setEnabled(not empty)
        self.out = self.out.with_name(f"{self._stem_now()}.{'md' if empty else self._format()}")
        self._show_place()
        self._change()

    def _format(self) -> str:
        return str(self.format.currentData())

    def _stem_now(self) -> str:
        return self.look.words("leaflet.template_name") if self._format() == "template" else self._stem

    def _choose_place(self) -> None:
        from desktop.dialogs.files import place_for_brief

        chosen = place_for_brief(self, self.look.words, self.out)
        if chosen is not None:
            self._stem, self.out = chosen.stem, chosen
            self._show_place()

    def _show_place(self) -> None:
        self.place.setText(self.out.name)
        self.place.setToolTip(str(self.out))

    # --- what would leave

    def _from(self) -> list[str]:
        """The command for the brief that the window shows."""
        which = [str(self._session.place), *copying.kept(self._session), "--period", self._read]
        return ["share", *which, "--lang", self._language]

    def _with(self) -> list[str]:
        if self._format() == "template":
            return ["share", "--template", "--lang", self._language]
        # without any part it still has its title
        parts = [word for part in self.chosen() or [""] for word in ("--part", part)]
        ticks = [(self.names, "--with-names"), (self.contacts, "--with-contacts")]
        return [*self._from(), *parts, *(flag for box, flag in ticks if box.isChecked())]

    def _change(self) -> None:
        self.ready = False
        self.save.setEnabled(False)
        self._calm.start()

    def _preview(self) -> None:
        self._calm.stop()
        if not self.parts.count() and self._format() != "template":
            return  # it is asked for once the parts are known
        self._asking = self._session.look("preview", [*self._with(), "--format", "md"])
        self._asking.done.connect(self._show_preview)
        self._asking.failed.connect(self._could_not)

    def _show_preview(self, said: dict[str, Any]) -> None:
        if self.sender() is not self._asking:
            return  # a later tick has asked anew
        self._asking = None
        text = str(said.get("text") or "")
        self.preview.setPlainText(text if self._format() in MARKDOWN else _without_marks(text))
        self.save.setEnabled(True)
        self.ready = True

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.preview.toPlainText())
        copying.tell(self.preview, self.look.words("leaflet.copied"))

    # --- making it

    def _save(self) -> None:
        self._asked.setEnabled(False)
        self.save.setEnabled(False)
        self._say(self.look.words("leaflet.working"))
        format_ = "md" if self._format() == "template" else self._format()
        task = self._session.look("share", [*self._with(), "--format", format_, "--out", str(self.out)])
        task.done.connect(self._made)
        task.failed.connect(self._could_not)

    def _could_not(self, failure: Failure) -> None:
        self._asked.setEnabled(True)
        self.save.setEnabled(True)
        self.ready = True
        self._say(f"{self.look.say(failure.happened)} {self.look.say(failure.remedy)}")

    def _made(self, said: dict[str, Any]) -> None:
        words = self.look.words
        self.out = Path(str(said.get("path") or self.out))
        self._say(words("leaflet.done", name=self.out.name))
        self.close_button.setText(words("close"))
        self.copy.hide()
        self.save.hide()
        show = self.add_button(words("offer.show"), primary=True)
        show.clicked.connect(lambda: reveal.show(self.out))
        show.setFocus()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()


def _without_marks(text: str) -> str:
    """The words of Markdown without its marks: only where it is shared as Markdown do they leave too."""
    bare = re.sub(r"(?<!\\)\*\*|^#+ | +$", "", text, flags=re.MULTILINE)
    return re.sub(r"\\([\\`*_\[\]<>|])", r"\1", bare)


def _file_name(title: str) -> str:
    """The title of a Google Sheet as a file may be called."""
    return "".join(" " if letter in '\\/:*?"<>|' else letter for letter in title).strip(" .") or "Google Sheet"
