"""The page *Exceptions*: every open one with its evidence, what it needs, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop import decided
from desktop.exception_order import CLOSED, GROUPS, SEVERITIES, SORTS, ExceptionOrder, products_by_entity
from desktop.lacking import Lack, lacks
from desktop.pages import PAGES
from desktop.pages.page import Asked, Page
from desktop.remedies import Remedy, remedies
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons
from desktop.translations.dates import moment
from desktop.widgets.decision_row import in_words, waiting_words
from desktop.widgets.exception_details import ON_ROWS, ExceptionDetails
from desktop.widgets.exception_filter import ExceptionFilter
from desktop.widgets.labels import MUTED, label
from desktop.widgets.list_row import ListRow, Said
from desktop.widgets.mark import confidence_mark
from desktop.widgets.panel import Panel
from desktop.widgets.row_list import RowList, bring_into_sight, go_to
from desktop.widgets.rows import heading_and_rest, severity_chip
from reports.outcome import ExceptionRow, Skipped, Unclear

#: So many are shown at first, more than fit a screen; more on request, since a shop may have thousands.
AT_ONCE = 24
#: Tabs that say how to look, and hold nothing to look at.
NO_DATA = ("definitions", "tag_map", "sources", "decisions")
#: Names under which this computer keeps how the list is ordered, and what outlives a refresh besides.
SORT, GROUP, SEVERITY, OPEN = "exceptions/sort", "exceptions/group", "exceptions.severity", "exceptions.open"


class ExceptionsPage(Page):
    """All exceptions, by urgency unless the founder wants another order. One row is open at a time."""

    def fill(self) -> Iterator[None]:
        """The list first; below it what was typed and not understood, what is over, and rules that were not run."""
        self.list: RowList | None = None
        self.filter: ExceptionFilter | None = None
        self.unchecked: RowList | None = None
        if self.empty():
            return
        look, session = self.given.look, self.given.session
        rows: list[ExceptionRow] = session.section("exceptions") or (session.head.exceptions if session.head else [])
        yield
        self._now, self._waits = decided.in_force(session, "exceptions"), decided.waiting(session)
        self._products: dict[str, str] | None = None
        self._rows = rows
        skipped: list[Skipped] = session.section("skipped") or []
        self.order = ExceptionOrder(look, rows, self._product_of)
        self._panel = Panel(
            look.words("exceptions.open"), look.words.number(len(self.order)) if len(self.order) else ""
        )
        self.column.addWidget(self._panel)
        if len(self.order):
            yield from self._list_of_rows()
        else:
            self._none(skipped)
        yield
        self._unclear()
        self._closed([row for row in rows if row.state in CLOSED])
        yield
        yield from self._not_checked(skipped)
        self.column.addStretch(1)

    def _none(self, skipped: list[Skipped]) -> None:
        """Nothing to do is good news only as far as there was something to look at."""
        look, head = self.given.look, self.given.session.head
        if head is not None and not any(source.rows for source in head.sources if source.key not in NO_DATA):
            self._panel.add(label(look.words("exceptions.nothing_read"), BODY))
            button = QPushButton(look.words("do.add_data"))
            button.setStyleSheet(buttons(look.colours))
            button.clicked.connect(partial(self.offered.emit, "add_data"))
            self._panel.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            return
        said = look.words("exceptions.none_checked" if skipped else "exceptions.none")
        self._panel.add(label(said, BODY, role=MUTED))

    # --- the list

    def _list_of_rows(self) -> Iterator[None]:
        look, settings = self.given.look, self.given.settings
        counts = {severity: self.order.count(severity) for severity in SEVERITIES}
        sort, group = settings.kept(SORT), settings.kept(GROUP)
        self.filter = ExceptionFilter(
            look, counts, group if group in GROUPS else GROUPS[0], sort if sort in SORTS else SORTS[0]
        )
        self._panel.add(self.filter)
        self._found = label(look.words("exceptions.hint"), SMALL, role=MUTED)
        self._panel.add(self._found)
        shapes = {(row.severity, row.confirm): row for row in self.order.rows}
        self._chip_width = max(severity_chip(look, row).sizeHint().width() for row in shapes.values())
        self.list = RowList(look, self._row, self._details, AT_ONCE)
        self.list.reached.connect(self._reach)
        self._panel.add(self.list)
        self._clear = QPushButton(look.words("exceptions.clear"))
        self._clear.setStyleSheet(buttons(look.colours))
        self._clear.clicked.connect(self.filter.clear)
        self._clear.hide()
        self._panel.body.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        yield
        self.list.show_entries(self._entries(), grown=False)
        while self.list.grow():
            yield
        self.filter.changed.connect(self._show_rows)

    def _entries(self) -> list[int | str]:
        assert self.filter is not None
        group, sort = str(self.filter.group.currentData()), str(self.filter.sort.currentData())
        found = self.order.found(sort, self.filter.severity, self.filter.search.text())
        self._matching = len(found)
        return self.order.grouped(found, group)

    def _show_rows(self) -> None:
        """Other rows, or another order; what was open stays open where it is still there."""
        if self.list is None or self.filter is None:
            return
        words, settings, was_open = self.given.look.words, self.given.settings, self.list.open
        for name, choice in ((SORT, self.filter.sort), (GROUP, self.filter.group)):
            if settings.kept(name) != choice.currentData():
                settings.keep(name, str(choice.currentData()))
        self.list.show_entries(self._entries())
        narrowed = self._matching < len(self.order)
        said = words("exceptions.hint")
        if narrowed:
            key = "exceptions.found.one" if self._matching == 1 else "exceptions.found.many"
            said = words(key, n=words.number(self._matching), all=words.number(len(self.order)))
        self._found.setText(said if self._matching else words("exceptions.no_match"))
        self._clear.setVisible(narrowed)
        if was_open >= 0 and self.list.bring(was_open) is not None:
            self.list.open_row(was_open)

    def _row(self, number: int) -> ListRow:
        look, row = self.given.look, self.order.rows[number]
        heading, rest = heading_and_rest(look.say(row.title), look.say(row.evidence))
        now, waits = self._now.get(row.key), self._waits.get(row.key)
        told = look.words("decided.waits", what=waiting_words(look, waits)) if waits else ""
        if not told and now is not None:
            told = in_words(look, now)
        state = f"state.{row.state}"
        facts = [
            self.order.who(row),
            look.words("due", moment=moment(row.due_at, look.language)) if row.due_at else "",
            look.words(state) if look.words.has(state) else row.state,
        ]
        texts = [Said(heading, bold=True), Said(rest), Said(look.say(row.next_action), 13, muted=True)]
        texts.append(Said(told, SMALL, muted=True))
        severity = look.words("severity.confirm" if row.confirm else f"severity.{row.severity}")
        return ListRow(
            f"{severity}: {heading}. {rest}" if rest else f"{severity}: {heading}",
            texts,
            facts,
            severity_chip(look, row),
            self._chip_width,
            confidence_mark(look, row.confidence),
        )

    def _details(self, number: int) -> QWidget:
        session, row = self.given.session, self.order.rows[number]
        heading, _ = heading_and_rest(self.given.look.say(row.title), self.given.look.say(row.evidence))
        now = self._now.get(row.key)
        made = ExceptionDetails(
            self.given.look,
            row,
            heading,
            remedies(row, session, [entry.key for entry in PAGES]),
            now,
            self._waits.get(row.key),
            session.may_change,
        )
        made.remedied.connect(lambda remedy: self._mend(remedy, row))
        made.asked.connect(lambda kind: self._ask(kind, row.key, heading))
        if now is not None:
            made.undone.connect(lambda: self._take_back(row.key, now))
        return made

    def _mend(self, remedy: Remedy, row: ExceptionRow) -> None:
        if remedy.way == "rows":
            self.rows_asked.emit(row.rows)
        elif remedy.way == "link":
            self.link_asked.emit(remedy.to)
        elif remedy.way == "page":
            self.went.emit(remedy.to, remedy.what)
        else:
            self.offered.emit(remedy.to)

    def _ask(self, kind: str, key: str, heading: str) -> None:
        """The decision that was pressed comes first; another may still be chosen."""
        self.decision_asked.emit(Asked(key, heading, (kind, *(other for other in ON_ROWS if other != kind))))

    def _take_back(self, key: str, now: decided.InForce) -> None:
        kind = "assign" if now.decision.startswith("assign") else "reopen"
        why = self.given.look.words("decided.reopen")
        self.decided.emit(decided.row(self.given.session, kind, key, reason=why))

    def _product_of(self, row: ExceptionRow) -> str:
        if self._products is None:
            session = self.given.session
            titles = {product.key: product.title for product in session.section("products") or []}
            of_variant = {variant.key: variant.product for variant in session.section("inventory") or []}
            self._products = products_by_entity(self.order.rows, titles, of_variant)
        return self._products.get(row.key, "")

    # --- going somewhere

    def show_what(self, what: str) -> None:
        """Open the exception of this key."""
        number = next((at for at, row in enumerate(self.order.rows) if row.key == what), -1) if self.list else -1
        if self.list is None or self.filter is None or number < 0:
            return
        if self.list.bring(number) is None:
            self.filter.clear()
        row = self.list.bring(number)
        if row is not None:
            self.list.open_row(number)
            go_to(self, row)

    def _reach(self, row: ListRow) -> None:
        bring_into_sight(self, row)

    def drafts(self) -> dict[str, str]:
        """What was typed, the severity that was chosen, and the row that is open."""
        found = super().drafts()
        if self.list is not None and self.filter is not None:
            found[SEVERITY] = self.filter.severity
            if self.list.open >= 0:
                found[OPEN] = self.order.rows[self.list.open].key
        return found

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """Put them back."""
        super().restore(drafts, focused)
        if self.list is None or self.filter is None:
            return
        if drafts.get(SEVERITY):
            self.filter.choose(drafts[SEVERITY])
            self._show_rows()
        number = next((at for at, row in enumerate(self.order.rows) if row.key == drafts.get(OPEN)), -1)
        if number >= 0 and self.list.bring(number) is not None:
            self.list.open_row(number)

    # --- what stands below

    def _closed(self, rows: list[ExceptionRow]) -> None:
        look = self.given.look
        if not rows:
            return
        panel = Panel(look.words("exceptions.closed"), look.words.number(len(rows)))
        for row in rows[:AT_ONCE]:
            heading, rest = heading_and_rest(look.say(row.title), look.say(row.evidence))
            said = " – ".join(part for part in (look.words(f"state.{row.state}"), heading, rest) if part)
            panel.add(label(said, 13, role=MUTED))
        self._and_more(panel, len(rows))
        self.column.addWidget(panel)

    def _and_more(self, panel: Panel, count: int) -> None:
        if count > AT_ONCE:
            words = self.given.look.words
            panel.add(label(words("and_more", n=words.number(count - AT_ONCE)), SMALL, role=MUTED))

    def _unclear(self) -> None:
        """What was typed on our tabs in the workbook and is no decision yet."""
        look = self.given.look
        unclear: list[Unclear] = self.given.session.section("unclear") or []
        if not unclear:
            return
        titles = {row.key: look.say(row.title) for row in self._rows}
        panel = Panel(look.words("unclear.title"), str(len(unclear)))
        for one in unclear[:AT_ONCE]:
            what, said = titles.get(one.key, one.key), look.say(one.said)
            panel.add(label(f"{what} – {one.value}: {said}" if one.value else f"{what}: {said}", 13))
        self._and_more(panel, len(unclear))
        self.column.addWidget(panel)

    def _not_checked(self, skipped: list[Skipped]) -> Iterator[None]:
        """One row a tab that is missing, or lacks a column; open, it names the rules and the way to add it."""
        look = self.given.look
        if not skipped:
            return
        found = lacks(look, skipped)
        panel = Panel(look.words("not_checked.title"), look.words.number(len(skipped)))
        panel.add(label(look.words("not_checked.why"), 13, role=MUTED))

        def row(number: int) -> ListRow:
            key = "not_checked.needs" if found[number].rules else "not_checked.needs_columns"
            said = look.words(key, missing=found[number].tab)
            return ListRow(said, [Said(said, bold=True)], [look.words.count("not_checked.rules", len(found[number]))])

        self.unchecked = RowList(
            look,
            row,
            lambda number: self._lacking(found[number]),
            AT_ONCE,
        )
        self.unchecked.reached.connect(self._reach)
        panel.add(self.unchecked)
        self.column.addWidget(panel)
        self.unchecked.show_entries(range(len(found)))
        yield

    def _lacking(self, lack: Lack) -> QWidget:
        look = self.given.look
        made = QWidget()
        made.setStyleSheet(buttons(look.colours))
        column = QVBoxLayout(made)
        column.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(12))
        column.setSpacing(look.px(8))
        if lack.rules:
            column.addWidget(label("; ".join(lack.rules), 13))
        for name, titles in lack.by_column.items():
            said = look.words("not_checked.column", column=name, rules="; ".join(titles))
            column.addWidget(label(said, 13))
        button = QPushButton(look.words("do.add_data"))
        button.setAccessibleName(f"{button.text()}: {lack.tab}")
        button.clicked.connect(partial(self.offered.emit, "add_data"))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return made
