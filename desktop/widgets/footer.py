"""The foot: how fresh each source is, and a way to what the brief can't prove."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, hairline, hint, label
from desktop.widgets.mark import Mark
from reports.outcome import Source

#: The colour in which each status is drawn; its shape and its words say the same.
STATUS_COLOURS = {"green": "good", "amber": "warning", "red": "critical", "grey": "muted"}


def status_mark(look: Look, source: Source) -> Mark:
    """Shape and colour of a source's status, with its word."""
    colour = getattr(look.colours, STATUS_COLOURS.get(source.status, "muted"))
    return Mark(look, source.status, look.words(f"status.{source.status}"), 8, colour)


#: Tabs that are written by hand or by us: told here only when something is wrong with them.
QUIET = ("definitions", "notes", "actions", "sources", "decisions")
FINE = ("green", "grey")

#: Of more than these, the sources that are up to date tell only their name here: the foot stays one line or two.
IN_WORDS = 3

#: Narrower than this, the links stand below the sources.
WIDE = 660


class Footer(QWidget):
    """``caveats`` asks for what the brief can't prove, ``share`` for handing it on, ``sources`` for their page."""

    caveats = Signal()
    share = Signal()
    sources = Signal()

    def __init__(self, look: Look, sources: Sequence[Source], caveats: int) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(24), 0, look.px(24), look.px(8))
        outer.setSpacing(look.px(6))
        outer.addWidget(hairline())
        self._look = look
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(look.px(16))
        line = QWidget()
        line.setAccessibleName(look.words("page.sources"))
        flow = Flow(line, across=look.px(16), down=look.px(2))
        told = [source for source in sources if source.key not in QUIET or source.status not in FINE]
        for source in told:
            flow.addWidget(self._source(look, source, len(told) <= IN_WORDS or source.status not in FINE))
        self._row.addWidget(line, 1)
        links = QHBoxLayout()
        links.setSpacing(look.px(16))
        if caveats:
            links.addWidget(self._link(look, look.words.count("caveats", caveats), self.caveats))
        links.addWidget(self._link(look, look.words("do.share"), self.share))
        links.addStretch()
        self._row.addLayout(links)
        outer.addLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the links stand below the sources, which need the whole line."""
        super().resizeEvent(event)
        wide = self.width() >= self._look.px(WIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
            self._row.setSpacing(self._look.px(16 if wide else 2))

    def _link(self, look: Look, word: str, asks: SignalInstance) -> QPushButton:
        button = QPushButton(word)
        button.setObjectName("link")
        button.setStyleSheet(buttons(look.colours))
        button.clicked.connect(asks)
        return button

    def _source(self, look: Look, source: Source, in_words: bool) -> QWidget:
        """Its mark with all that is to say, else its name alone: the rest is a hover away, and on the page Sources."""
        holder = QWidget()
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(look.px(6))
        inside.addWidget(status_mark(look, source))
        text = look.say(source.label)
        inside.addWidget(label(text if in_words else source.name, SMALL, role=MUTED, wrap=False))
        status = look.words(f"status.{source.status}")
        holder.setToolTip(status if in_words else hint(f"{text}: {status}"))
        holder.setAccessibleName(f"{text}: {status}")
        return holder
