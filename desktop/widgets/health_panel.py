"""Data health: what the brief stands on and what was not looked at, as the tab of that name says it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons
from desktop.widgets.labels import MUTED, hairline, label
from desktop.widgets.panel import Panel
from reports.outcome import Section

#: A section that is longer than this shows the rest on request.
FIRST = 5
#: What the rows of the sources say themselves, and what has a page of its own.
ELSEWHERE = ("source:", "definitions")


class HealthPanel(Panel):
    """One block a section, each with its first lines."""

    def __init__(self, look: Look, sections: Sequence[Section]) -> None:
        super().__init__(look.words("health.title"))
        self.setStyleSheet(buttons(look.colours))
        self._look = look
        shown = [section for section in sections if not section.id.startswith(ELSEWHERE)]
        if not shown:
            self.add(label(look.words("health.none"), BODY, role=MUTED))
        for number, section in enumerate(shown):
            if number:
                self.add(hairline())
            self._block(section)

    def _block(self, section: Section) -> None:
        look = self._look
        title = look.say(section.title)
        self.add(label(title, SMALL, bold=True, role=MUTED))
        lines = [label(look.say(line), 13) for line in section.lines]
        for number, line in enumerate(lines):
            line.setVisible(number < FIRST)
            self.add(line)
        if len(lines) > FIRST:
            more = QPushButton(look.words("health.more", n=len(lines) - FIRST))
            more.setObjectName("link")
            more.setAccessibleName(f"{more.text()}: {title}")
            for line in lines[FIRST:]:
                more.clicked.connect(line.show)
            more.clicked.connect(more.hide)
            self.add(more)
