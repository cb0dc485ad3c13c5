"""The foot: how fresh each source is, and a way to what the brief can't prove."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, hairline, label
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
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        line = QWidget()
        line.setAccessibleName(look.words("page.sources"))
        flow = Flow(line, across=look.px(16), down=look.px(2))
        for source in sources:
            if source.key in QUIET and source.status in ("green", "grey"):
                continue
            flow.addWidget(self._source(look, source))
        row.addWidget(line, 1, Qt.AlignmentFlag.AlignVCenter)
        if caveats:
            row.addWidget(self._link(look, look.words.count("caveats", caveats), self.caveats))
        row.addWidget(self._link(look, look.words("do.share"), self.share))
        outer.addLayout(row)

    def _link(self, look: Look, word: str, asks: SignalInstance) -> QPushButton:
        button = QPushButton(word)
        button.setObjectName("link")
        button.setStyleSheet(buttons(look.colours))
        button.clicked.connect(asks)
        return button

    def _source(self, look: Look, source: Source) -> QWidget:
        holder = QWidget()
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(look.px(6))
        inside.addWidget(status_mark(look, source))
        text = look.say(source.label)
        inside.addWidget(label(text, SMALL, role=MUTED, wrap=False))
        holder.setToolTip(look.words(f"status.{source.status}"))
        holder.setAccessibleName(f"{text}: {look.words(f'status.{source.status}')}")
        return holder
