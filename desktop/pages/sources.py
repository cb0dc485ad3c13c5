"""The page *Sources*: how fresh each is, what could not be read, and what is left out of the figures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.pages.page import Page
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, label
from desktop.widgets.panel import Panel
from desktop.widgets.source_row import SourceRow

MANY = 100


class SourcesPage(Page):
    """What the brief stands on."""

    def fill(self) -> None:
        """What may be added, sources, then what could not be read, then what is left out."""
        if self.given.session.place is not None:
            self.column.addWidget(self._add())
        if self.empty():
            return
        self._offers()
        head = self.given.session.head
        assert head is not None
        look = self.given.look
        panel = Panel(look.words("page.sources"), str(len(head.sources)) if head.sources else "")
        panel.setStyleSheet(buttons(look.colours))
        if not head.sources:
            panel.add(label(look.words("sources.none"), BODY, role=MUTED))
        for source in head.sources:
            panel.add_lined(SourceRow(look, source))
        self.column.addWidget(panel)
        self._problems()
        self._excluded()
        self.column.addStretch(1)

    def _add(self) -> QWidget:
        """The ways to more data."""
        words = self.given.look.words
        made = QWidget()
        made.setStyleSheet(buttons(self.given.look.colours))
        row = Flow(made, across=8, down=6)
        for offer in ("add_data", "add_source"):
            button = QPushButton(words(f"offer.{offer}"))
            button.clicked.connect(lambda _checked=False, offer=offer: self.offered.emit(offer))
            row.addWidget(button)
        row.addWidget(label(words("sources.drop"), SMALL, role=MUTED, wrap=False))
        return made

    def _offers(self) -> None:
        """Tabs in which an export was pasted that nothing reads."""
        look = self.given.look
        offers = self.given.session.section("offers") or []
        if not offers:
            return
        panel = Panel(look.words("offers.title"), str(len(offers)))
        panel.setStyleSheet(buttons(look.colours))
        for offer in offers:
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 2, 0, 2)
            across.setSpacing(16)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label(look.say(offer.said), BODY))
            if offer.rows:
                column.addWidget(label(look.words.count("offers.rows", offer.rows), SMALL, role=MUTED))
            across.addLayout(column, 1)
            button = QPushButton(look.words("offers.do"))
            button.setAccessibleName(f"{button.text()}: {offer.tab}")
            button.clicked.connect(lambda _checked=False, tab=offer.tab: self.tab_offered.emit(tab))
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            panel.add_lined(row)
        self.column.addWidget(panel)

    def _problems(self) -> None:
        look = self.given.look
        problems = self.given.session.section("problems") or []
        panel = Panel(look.words("problems.title"), str(len(problems)) if problems else "")
        if not problems:
            panel.add(label(look.words("problems.none"), BODY, role=MUTED))
        for problem in problems[:MANY]:
            place = f"{problem.tab}!{problem.cell}" if problem.cell else problem.tab
            panel.add_lined(_placed(place, look.say(problem.said)))
        if len(problems) > MANY:
            panel.add(label(look.words("problems.more", n=len(problems) - MANY), SMALL, role=MUTED))
        self.column.addWidget(panel)

    def _excluded(self) -> None:
        look = self.given.look
        excluded = self.given.session.section("excluded") or []
        if not excluded:
            return
        panel = Panel(look.words("excluded.title"))
        for group in excluded:
            orders = ", ".join(group.orders[:12]) + ("…" if len(group.orders) > 12 else "")
            said = look.say(group.label)
            panel.add_lined(_placed(said, "" if all(order in said for order in group.orders) else orders))
        self.column.addWidget(panel)


def _placed(place: str, text: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(place, SMALL, bold=True, role=MUTED))
    if text:
        column.addWidget(label(text, 13))
    return made
