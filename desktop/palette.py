"""Do or find anything by a few letters: what may be done, the pages, products and exceptions of the brief.

The cursor stays in the field; the arrows walk the list below it, and Enter takes what is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from desktop.dialogs.sheet import Sheet
from desktop.doings import listed
from desktop.letters import plain
from desktop.theme.fonts import SMALL
from desktop.theme.size import px
from desktop.widgets.labels import MUTED, hint, label

if TYPE_CHECKING:
    from desktop.frame import Frame

#: So many are shown at most: whoever looks for more types another letter.
SHOWN = 40
_WALK = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be found: its name, what stands behind it, and what happens when it is taken."""

    name: str
    aside: str
    does: Callable[[], object]

    @property
    def text(self) -> str:
        """How a list shows it."""
        return f"{self.name}   {self.aside}" if self.aside else self.name


def found(entries: Iterable[tuple[str, Entry]], typed: str) -> list[Entry]:
    """What is meant by these letters, the best first: all words must be in it, at the begin of a word counts more.

    ``entries`` come with their :func:`plain` name.
    """
    parts = plain(typed).split()
    ranked: list[tuple[int, int, Entry]] = []
    for number, (name, entry) in enumerate(entries):
        if not all(part in name for part in parts):
            continue
        begins = sum(name.startswith(part) or f" {part}" in name for part in parts)
        ranked.append((-begins, number, entry))
    return [entry for _, _, entry in sorted(ranked, key=lambda one: one[:2])]


def entries(frame: Frame) -> list[Entry]:
    """All that can be found now: what may be done, then products and exceptions."""
    look, session = frame.look, frame.session
    words = look.words
    made = [
        Entry(
            doing.said_now(frame),
            f" {words('keys.or')} ".join(shown_keys(keys) for keys in doing.keys),
            partial(frame.do, doing.key),
        )
        for doing in listed(frame)
        if doing.key != "palette"
    ]
    for product in session.section("products") or []:
        made.append(Entry(product.title, words("palette.product"), partial(frame.show, "products", product.key)))
    for row in session.section("exceptions") or []:
        made.append(Entry(look.say(row.shown), words("palette.exception"), partial(frame.show, "exceptions", row.key)))
    return made


def shown_keys(keys: str) -> str:
    """A shortcut as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class Palette(Sheet):
    """Over the window, for as long as it takes."""

    def __init__(self, frame: Frame) -> None:
        words = frame.look.words
        super().__init__(frame.window, frame.look, words("do.palette"), words("palette.hint"))
        self._entries = [(plain(entry.name), entry) for entry in entries(frame)]
        self._shown: list[Entry] = []
        self.field = QLineEdit()
        self.field.setAccessibleName(words("palette.hint"))
        self.field.setClearButtonEnabled(False)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(words("palette.list"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(px(280))
        self.list.itemClicked.connect(self._take)
        self.told = label("", SMALL, role=MUTED)
        for widget in (self.field, self.list, self.told):
            self.body.addWidget(widget)
        self._find("")
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk the list, Enter takes, while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _WALK:
                self._walk(Qt.Key(event.key()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def _walk(self, key: Qt.Key) -> None:
        if not self.list.count():
            return
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}[key]
        self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
        self._tell_marked()

    def _find(self, typed: str) -> None:
        words = self.look.words
        every = found(self._entries, typed)
        self._shown = every[:SHOWN]
        self.list.clear()
        for entry in self._shown:
            item = QListWidgetItem(entry.text)
            item.setToolTip(hint(entry.name))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self._shown else -1)
        more = words("palette.more", n=SHOWN) if len(every) > SHOWN else ""
        said = words.count("palette.found", len(every)) if every else words("palette.none")
        self.told.setText(f"{said}. {more}".strip() if every and more else said)
        self._tell_marked()

    def _tell_marked(self) -> None:
        """A screen reader hears what Enter would take: it follows the field, which keeps the cursor."""
        item = self.list.currentItem()
        self.field.setAccessibleDescription(item.text() if item is not None else self.told.text())

    def _take(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            taken = self._shown[row]
            self.accept()
            taken.does()
