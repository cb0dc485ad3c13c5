"""The page *Exceptions*: every open one with its evidence, what to do, and by when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import decided
from desktop.pages.page import Asked, Page
from desktop.theme.fonts import BODY, SMALL
from desktop.translations.dates import moment
from desktop.widgets.decision_row import DecisionRow
from desktop.widgets.labels import MUTED, label
from desktop.widgets.long_panel import LongPanel
from desktop.widgets.mark import confidence_mark
from desktop.widgets.panel import Panel
from desktop.widgets.rows import heading_and_rest, severity_chip
from reports.outcome import ExceptionRow, Unclear

#: So many are shown at once; more on request, since a shop may have thousands.
AT_ONCE = 50
CLOSED = ("resolved", "unknown")
#: What may be decided about a row, in the order of the list.
ON_ROWS = ("acknowledge", "snooze", "not_a_problem", "assign", "resolve")
FACTS_WIDTH = 184


class ExceptionsPage(Page):
    """All exceptions by urgency, those of the brief first among equals."""

    def fill(self) -> None:
        """One panel of open rows; below it what was resolved or could not be checked, and rules that were not run."""
        if self.empty():
            return
        look, session = self.given.look, self.given.session
        rows: list[ExceptionRow] = session.section("exceptions") or (session.head.exceptions if session.head else [])
        self._rows = rows
        self._open = [row for row in rows if row.state not in CLOSED]
        self._now, self._waits = decided.in_force(session, "exceptions"), decided.waiting(session)
        self._unclear()
        closed = [row for row in rows if row.state in CLOSED]
        self._chip_width = max((severity_chip(look, row).sizeHint().width() for row in self._open[:AT_ONCE]), default=0)
        self._panel = LongPanel(
            look,
            look.words("exceptions.open"),
            look.words("exceptions.none"),
            len(self._open),
            lambda number: self._row(self._open[number]),
            AT_ONCE,
        )
        self.column.addWidget(self._panel)
        if closed:
            panel = Panel(look.words("exceptions.closed"), str(len(closed)))
            for row in closed[:AT_ONCE]:
                heading, rest = heading_and_rest(look.say(row.title), look.say(row.evidence))
                said = " – ".join(part for part in (look.words(f"state.{row.state}"), heading, rest) if part)
                panel.add(label(said, 13, role=MUTED))
            self.column.addWidget(panel)
        self._not_checked()
        self.column.addStretch(1)

    def _row(self, row: ExceptionRow) -> QWidget:
        look = self.given.look
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 2, 0, 2)
        across.setSpacing(12)
        chips = QWidget()
        chips.setFixedWidth(self._chip_width)
        beside = QVBoxLayout(chips)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(severity_chip(look, row))
        beside.addStretch(1)
        across.addWidget(chips)
        column = QVBoxLayout()
        column.setSpacing(2)
        heading, rest = heading_and_rest(look.say(row.title), look.say(row.evidence))
        column.addWidget(label(heading, BODY, bold=True))
        if rest:
            column.addWidget(label(rest, BODY))
        if look.say(row.next_action):
            column.addWidget(label(look.say(row.next_action), 13, role=MUTED))
        column.addWidget(self._decision(row, heading))
        across.addLayout(column, 1)
        column = QVBoxLayout()
        column.setSpacing(2)
        role = f"role.{row.owner_role}"
        who = row.owner or (look.words(role) if look.words.has(role) else row.owner_role)
        state = f"state.{row.state}"
        facts = [who, look.words("due", moment=moment(row.due_at, look.language)) if row.due_at else ""]
        facts.append(look.words(state) if look.words.has(state) else row.state)
        for text in facts:
            if text:
                fact = label(text, SMALL, role=MUTED)
                fact.align_right(True)
                column.addWidget(fact)
        column.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(FACTS_WIDTH)
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        across.addWidget(holder)
        across.addWidget(confidence_mark(look, row.confidence), 0, Qt.AlignmentFlag.AlignTop)
        made.setAccessibleName(f"{look.words(f'severity.{row.severity}')}: {look.say(row.shown)}")
        return made

    def _decision(self, row: ExceptionRow, heading: str) -> QWidget:
        now = self._now.get(row.key)
        made = DecisionRow(self.given.look, heading, now, self._waits.get(row.key))
        asked = Asked(row.key, heading, ON_ROWS)
        made.asked.connect(lambda asked=asked: self.decision_asked.emit(asked))
        if now is not None:
            made.undone.connect(lambda key=row.key, now=now: self._take_back(key, now))
        return made

    def _take_back(self, key: str, now: decided.InForce) -> None:
        kind = "assign" if now.decision.startswith("assign") else "reopen"
        why = self.given.look.words("decided.reopen")
        self.decided.emit(decided.row(self.given.session, kind, key, reason=why))

    def _unclear(self) -> None:
        """What was typed on our tabs in the workbook and is no decision yet."""
        look = self.given.look
        unclear: list[Unclear] = self.given.session.section("unclear") or []
        if not unclear:
            return
        titles = {row.key: look.say(row.title) for row in self._rows}
        panel = Panel(look.words("unclear.title"), str(len(unclear)))
        for one in unclear[:AT_ONCE]:
            what = titles.get(one.key, one.key)
            panel.add(
                label(
                    f"{what} – {one.value}: {look.say(one.said)}" if one.value else f"{what}: {look.say(one.said)}", 13
                )
            )
        self.column.addWidget(panel)

    def _not_checked(self) -> None:
        look = self.given.look
        skipped = self.given.session.section("skipped") or []
        if not skipped:
            return
        panel = Panel(look.words("not_checked.title"), str(len(skipped)))
        panel.add(label(look.words("not_checked.why"), 13, role=MUTED))
        for rule in skipped:
            missing = ", ".join(rule.missing)
            text = look.words("not_checked.rule", title=look.say(rule.title), missing=missing)
            panel.add(label(text, 13))
        self.column.addWidget(panel)
