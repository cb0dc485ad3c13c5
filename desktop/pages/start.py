"""The page *Getting started*: what is still to be set up, each step done by what is really there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from desktop import onboarding
from desktop.onboarding import Step
from desktop.pages.page import FORM_WIDTH, Page
from desktop.theme.fonts import BODY
from desktop.theme.paint import buttons, progress
from desktop.widgets.labels import MUTED, hairline, label
from desktop.widgets.panel import Panel
from desktop.widgets.step_row import StepRow
from reports.definitions import KNOBS

#: What helps with each step: what the window does, or the page and what to show there.
OFFERS = {
    "orders": ("add_data",),
    "inventory": ("add_data",),
    "brief": ("refresh",),
    "basics": ("confirm", "change"),
    "limits": ("limits",),
    "owners": ("owners",),
    "note": ("note",),
    "write": ("write",),
}
#: The definition that each of these leads to.
LEADS = {"change": "brand_name", "limits": "low_stock_units", "owners": "owner.fulfillment"}
BASICS = ("brand_name", "currency", "timezone", "week_starts_on")


class StartPage(Page):
    """A list that can be made small and started again; neither touches the workbook."""

    def fill(self) -> Iterator[None]:
        """The steps, and below them what may be done with the list."""
        look, session, settings = self.given.look, self.given.session, self.given.settings
        words = look.words
        self.rows: dict[str, StepRow] = {}
        found = onboarding.steps(session, settings)
        over = sum(step.over for step in found)
        panel = Panel(words("start.progress", done=over, all=len(found)))
        panel.setStyleSheet(buttons(look.colours) + progress(look.colours))
        panel.setMaximumWidth(look.px(FORM_WIDTH))
        left = next((step.key for step in found if not step.over), "")
        panel.add(label(words("start.meaning" if left else "start.complete"), BODY, role=MUTED))
        bar = QProgressBar()
        bar.setRange(0, max(len(found), 1))
        bar.setValue(over)
        bar.setTextVisible(False)
        bar.setAccessibleName(words("start.progress", done=over, all=len(found)))
        panel.add(bar)
        panel.body.addSpacing(look.px(4))
        yield
        for number, step in enumerate(found):
            if number:
                panel.add(hairline())
            offers = [(key, words(f"start.do.{key}")) for key in OFFERS.get(step.key, ())]
            row = StepRow(look, step, self._why(step), offers, step.key == left)
            row.asked.connect(self._do)
            row.skipped.connect(partial(self._skip, step.key))
            self.rows[step.key] = row
            panel.add(row)
            if number % 3 == 2:
                yield
        for one in (panel, self._foot()):
            # In a row of its own: it is narrower than its place, and would be asked for its height at that width.
            row_of_one = QHBoxLayout()
            row_of_one.addWidget(one, 1)
            row_of_one.addStretch()
            self.column.addLayout(row_of_one)
        self.column.addStretch(1)

    def _why(self, step: Step) -> str:
        words, session = self.given.look.words, self.given.session
        if step.key == "workbook":
            return words("start.workbook.why", name=session.title)
        if step.key != "basics":
            return "" if step.done else words(f"start.{step.key}.why")
        said = {knob.key: str(knob.default) for knob in KNOBS if knob.key in BASICS and not knob.applies_to}
        for setting in session.section("settings") or []:
            if setting.key in said and setting.scope in ("", "all") and setting.value and setting.problem is None:
                said[setting.key] = setting.value
        week = f"weekday.{said['week_starts_on']}"
        return words(
            "start.basics.why",
            brand=said["brand_name"] or words("start.basics.none"),
            currency=said["currency"],
            zone=said["timezone"],
            week=words(week) if words.has(week) else said["week_starts_on"],
        )

    def _foot(self) -> Panel:
        look, settings, place = self.given.look, self.given.settings, self.given.session.place
        words = look.words
        panel = Panel()
        panel.setStyleSheet(buttons(look.colours))
        panel.setMaximumWidth(look.px(FORM_WIDTH))
        small = place is not None and onboarding.is_small(settings, place)
        self.small = QPushButton(words("start.large" if small else "start.small"))
        self.small.clicked.connect(partial(self._make_small, not small))
        self.again = QPushButton(words("start.again"))
        self.again.clicked.connect(self._again)
        for button in (self.small, self.again):
            panel.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        panel.add(label(words("start.again_why"), 13, role=MUTED))
        return panel

    # --- what the founder asks for

    def _do(self, key: str) -> None:
        place = self.given.session.place
        if key in LEADS:
            self.went.emit("definitions", LEADS[key])
        elif key == "confirm" and place is not None:
            onboarding.confirm(self.given.settings, place)
            self._anew()
        else:
            self.offered.emit(key)

    def _skip(self, key: str, is_so: bool) -> None:
        if self.given.session.place is not None:
            onboarding.skip(self.given.settings, self.given.session.place, key, is_so)
            self._anew()

    def _make_small(self, is_so: bool) -> None:
        if self.given.session.place is not None:
            onboarding.make_small(self.given.settings, self.given.session.place, is_so)
            self._anew()

    def _again(self) -> None:
        if self.given.session.place is not None:
            onboarding.start_again(self.given.settings, self.given.session.place)
            self._anew()

    def _anew(self) -> None:
        """The window shows it, in the side as well."""
        self.given.session.changed.emit()
