"""The page *Sources*: how fresh each is, what could not be read, and what is left out of the figures."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.pages.page import Given, Page
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons
from desktop.widgets.flow import Flow
from desktop.widgets.health_panel import HealthPanel
from desktop.widgets.labels import MUTED, hairline, label
from desktop.widgets.panel import Panel
from desktop.widgets.source_row import SourceRow
from desktop.widgets.status_badges import ALL, StatusBadges

MANY = 100


class SourcesPage(Page):
    """What the brief stands on."""

    def __init__(self, given: Given) -> None:
        self._state = ALL
        self._rows: list[tuple[str, SourceRow, QWidget | None]] = []
        super().__init__(given)

    def fill(self) -> Iterator[None]:
        """What may be added, sources, then what could not be read, what is left out, and the health of the data."""
        if self.given.session.place is not None:
            self.column.addWidget(self._add())
        if self.empty():
            return
        self._offers()
        yield
        self._sources()
        yield
        self._problems()
        self._excluded()
        yield
        sections = self.given.session.section("health") or []
        yield
        self.column.addWidget(HealthPanel(self.given.look, sections))
        self.column.addStretch(1)

    def show_what(self, what: str) -> None:
        """Bring the source with this key into sight, with what of it was read."""
        self.choose(ALL)
        for key, row, _ in self._rows:
            if key == what:
                row.disclose(True)
                QTimer.singleShot(0, row, lambda row=row: self.ensureWidgetVisible(row))

    def choose(self, state: str) -> None:
        """Show only the sources that are in this state."""
        self._state = state
        head = self.given.session.head
        sources = {source.key: source for source in head.sources} if head else {}
        first = True
        for key, row, line in self._rows:
            shown = not state or sources[key].status == state
            row.setVisible(shown)
            if line is not None:
                line.setVisible(shown and not first)
            first = first and not shown

    def drafts(self) -> dict[str, str]:
        """Also which sources are shown, and of which the details."""
        opened = " ".join(key for key, row, _ in self._rows if row.is_disclosed)
        return {**super().drafts(), "sources.state": self._state, "sources.open": opened}

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """Show the same sources."""
        super().restore(drafts, focused)
        if state := drafts.get("sources.state", ALL):
            self.badges.show_chosen(state)
        opened = drafts.get("sources.open", "").split()
        for key, row, _ in self._rows:
            if key in opened:
                row.disclose(True)

    def _sources(self) -> None:
        head, look = self.given.session.head, self.given.look
        assert head is not None
        panel = Panel(look.words("page.sources"), str(len(head.sources)) if head.sources else "")
        panel.setStyleSheet(buttons(look.colours))
        self.badges = StatusBadges(look, head.sources, self._state)
        self.badges.chosen.connect(self.choose)
        panel.add(self.badges)
        if not head.sources:
            panel.add(label(look.words("sources.none"), BODY, role=MUTED))
        for number, source in enumerate(head.sources):
            line = hairline() if number else None
            if line is not None:
                panel.add(line)
            row = SourceRow(look, source)
            panel.add(row)
            self._rows.append((source.key, row, line))
        self.column.addWidget(panel)

    def _add(self) -> QWidget:
        """The ways to more data."""
        words = self.given.look.words
        made = QWidget()
        made.setStyleSheet(buttons(self.given.look.colours))
        row = Flow(made, across=self.given.look.px(8), down=self.given.look.px(6))
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
            across.setContentsMargins(0, look.px(2), 0, look.px(2))
            across.setSpacing(look.px(16))
            column = QVBoxLayout()
            column.setSpacing(look.px(2))
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
