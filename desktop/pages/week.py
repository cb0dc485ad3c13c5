"""The page *This week*: the read and the next actions first, then what deserves attention, then the rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import chosen_cards
from desktop.pages.page import Page, Shown, shown_read
from desktop.theme.fonts import BODY
from desktop.theme.paint import buttons
from desktop.widgets.cards import Cards
from desktop.widgets.labels import MUTED, label, sentence
from desktop.widgets.note_field import NoteField
from desktop.widgets.panel import Panel
from desktop.widgets.rows import ActionRow, ExceptionLine, Labelled, MoreLine, ProductGroup, severity_chip
from reports.outcome import Action, Card, ExceptionRow, Line

#: Sections that have a panel of their own; the others stand together, one line each.
OWN_PANEL = ("header", "read", "actions", "exceptions", "products", "caveats")
CATEGORIES = ("push", "fix", "protect", "clear", "learn")
#: Narrower than this, the two columns stand below each other.
TWO_COLUMNS = 700
#: What :meth:`WeekPage.show_what` may be asked for.
CARDS = "cards"


class WeekPage(Page):
    """The brief in one look."""

    _columns: QBoxLayout | None = None
    _finished = False
    _cards: Cards | None = None
    _caveats: QWidget | None = None
    _no_cards: QWidget | None = None
    _started = False

    def fill(self) -> Iterator[None]:
        """Cards, then two columns; the first paint does not wait for what is drawn below the read."""
        self._line_height = 1.0 if self.given.low_screen else 1.16
        self._rows: dict[str, ActionRow] = {}
        if self._nothing():
            return
        head = self.given.session.head
        assert head is not None
        shown = shown_read(self.given.session, self.given.read)
        self._names = [product.title for product in head.products]
        self._put_cards()
        yield
        columns = QBoxLayout(self._direction())
        columns.setSpacing(self.column.spacing())
        left, right = _column(self.column.spacing()), _column(self.column.spacing())
        columns.addLayout(left, 59)
        columns.addLayout(right, 41)
        self._left, self._right, self._shown = left, right, shown
        self.column.addLayout(columns)
        self.column.addStretch(1)
        self._columns = columns
        if not self._has_orders() and (start := self._start()) is not None:
            self._started = True
            left.addWidget(start)
        if shown.section("read"):
            left.addWidget(self._read(shown))
            yield
        self.enough = True
        yield
        left.addWidget(self._actions(shown))
        yield
        right.addWidget(self._exceptions(shown))
        yield
        right.addWidget(self._products(shown))
        left.addStretch(1)
        right.addStretch(1)

    def finish(self) -> None:
        """What stands below, and what is drawn on what stands above, so that the first paint need not wait for it."""
        if self._columns is None or self._finished:
            return
        self._finished = True
        self._caveats = self._prove(self._shown)
        if self._caveats:
            self._left.insertWidget(self._left.count() - 1, self._caveats)
        for panel in (self._rest(self._shown), self._note(), None if self._started else self._start()):
            if panel is not None:
                self._right.insertWidget(self._right.count() - 1, panel)
        if self._cards is not None:
            self._cards.show_notes(self.given.session.section("notes") or [])
        self._show_waiting()

    def show_what(self, what: str) -> None:
        """``cards`` asks which figures are to stand here."""
        if what == CARDS:
            self.choose_cards()

    def choose_cards(self) -> None:
        """Ask which figures are to stand here, in which order, over which days."""
        from desktop.dialogs.choose_cards import ChooseCards

        if self._columns is not None:
            dialog = ChooseCards(
                self.window(), self.given.look, self._known(), chosen_cards.choice(self.given.settings)
            )
            dialog.chosen.connect(self._keep_cards)
            dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow to read."""
        super().resizeEvent(event)
        if self._columns is not None:
            self._columns.setDirection(self._direction())

    def show_caveats(self) -> None:
        """Scroll to what the brief can't prove."""
        if self._caveats:
            self.ensureWidgetVisible(self._caveats, 0, 24)

    def _nothing(self) -> bool:
        """Where there is no brief yet: what it needs, with the buttons for it, and the steps to it."""
        if not self.empty():
            return False
        start = self._start()
        if start is not None:
            self.column.insertWidget(1, start)
        return True

    def _direction(self) -> QBoxLayout.Direction:
        wide = self.width() >= self.given.look.px(TWO_COLUMNS)
        return QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom

    # --- the figures

    def _known(self) -> list[Card]:
        """All figures in the order that was chosen, the hidden ones too."""
        head, chosen = self.given.session.head, chosen_cards.choice(self.given.settings)
        cards = head.cards if head is not None else []
        return chosen_cards.arranged(chosen_cards.of_period(cards, self.given.read, chosen.over), chosen)

    def _put_cards(self) -> None:
        chosen = chosen_cards.choice(self.given.settings)
        known = self._known()
        cards = [card for card in known if card.id not in chosen.hidden]
        if cards:
            self._cards = Cards(self.given.look, cards, self.given.low_screen, chosen.over)
            self._cards.opened.connect(self._open_card)
            self._cards.ordered.connect(self._keep_order)
            self._cards.menu_asked.connect(self._card_menu)
            self.column.insertWidget(0, self._cards)
        elif known:
            self._no_cards = MoreLine(self.given.look.words("cards.hidden"))
            self._no_cards.clicked.connect(self.choose_cards)
            self.column.insertWidget(0, self._no_cards)

    def _keep_order(self, ids: list[str]) -> None:
        settings = self.given.settings
        chosen = chosen_cards.reordered(chosen_cards.choice(settings), ids, [card.id for card in self._known()])
        chosen_cards.keep(settings, chosen)

    def _keep_cards(self, chosen: chosen_cards.Choice) -> None:
        chosen_cards.keep(self.given.settings, chosen)
        for before in (self._cards, self._no_cards):
            if before is not None:
                self.column.removeWidget(before)
                before.hide()
                before.deleteLater()
        self._cards = self._no_cards = None
        self._put_cards()
        if self._cards is not None:
            self._cards.show_notes(self.given.session.section("notes") or [])

    def _open_card(self, id: str) -> None:
        from desktop.dialogs.card_details import CardDetails

        card = next(card for card in self._known() if card.id == id)
        notes = self.given.session.section("notes") or []
        over = chosen_cards.choice(self.given.settings).over
        dialog = CardDetails(self.window(), self.given.look, card, over, notes)
        dialog.choose.clicked.connect(self.choose_cards)
        dialog.open()

    def _card_menu(self, id: str, at: QPoint) -> None:
        from desktop.widgets.card_menu import CardMenu

        if self._cards is not None:
            menu = CardMenu(self.window(), self.given.look, self._cards, id)
            menu.opened.connect(self._open_card)
            menu.hidden.connect(self._hide_card)
            menu.choose.connect(self.choose_cards)
            menu.popup(at)

    def _hide_card(self, id: str) -> None:
        chosen = chosen_cards.choice(self.given.settings)
        order = tuple(card.id for card in self._known())
        self._keep_cards(chosen_cards.Choice(order, chosen.hidden | {id}, chosen.over))

    # --- the panels

    def _read(self, shown: Shown) -> QWidget:
        look, section = self.given.look, shown.section("read")
        panel = Panel(look.say(section.title) if section else look.words("read"))
        for line in section.lines if section else []:
            panel.add(sentence(look.say(line), self._names, line_height=self._line_height))
        return panel

    def _actions(self, shown: Shown) -> QWidget:
        look, section = self.given.look, shown.section("actions")
        title = look.say(section.title) if section else look.words("actions")
        panel = Panel(title, str(len(shown.actions)) if shown.actions else "")
        for number, action in enumerate(shown.actions, 1):
            row = ActionRow(look, number, action, self._names, self._line_height)
            row.mark.clicked.connect(partial(self._ask_status, action, row))
            self._rows[action.key] = row
            panel.add_lined(row)
        if not shown.actions:
            for line in section.lines if section else []:
                panel.add(label(look.say(line), BODY, role=MUTED))
        return panel

    def _exceptions(self, shown: Shown) -> QWidget:
        """The rows that the brief tells, in its order; its other lines (such as "and 3 more") as they stand."""
        look, section = self.given.look, shown.section("exceptions")
        title, _, counts = (look.say(section.title) if section else look.words("page.exceptions")).partition(" (")
        panel = Panel(title, counts.removesuffix(")"))
        lines = [(line, self._row_of(line)) for line in section.lines] if section else []
        width = max((severity_chip(look, row).sizeHint().width() for _, row in lines if row), default=0)
        for line, row in lines:
            if row is not None:
                leads = ExceptionLine(look, row, width)
                leads.clicked.connect(partial(self.went.emit, "exceptions", row.key))
                panel.add_lined(leads)
            elif self._all_in_brief():
                panel.add_lined(label(look.say(line), BODY, role=MUTED))
            else:
                more = MoreLine(look.say(line))
                more.clicked.connect(partial(self.went.emit, "exceptions", ""))
                panel.add_lined(more)
        return panel

    def _all_in_brief(self) -> bool:
        head = self.given.session.head
        return head is None or head.exceptions_total <= len(head.exceptions)

    def _row_of(self, line: Line) -> ExceptionRow | None:
        head = self.given.session.head
        assert head is not None
        return next((row for row in head.exceptions if row.shown.en == line.en and row.shown.id == line.id), None)

    def _products(self, shown: Shown) -> QWidget:
        look, head, section = self.given.look, self.given.session.head, shown.section("products")
        assert head is not None
        panel = Panel(look.say(section.title) if section else look.words("products"))
        for category in CATEGORIES:
            products = [product for product in head.products if product.category == category]
            if products:
                more = head.product_counts.get(category, len(products)) - len(products)
                group = ProductGroup(look, category, products, more)
                group.chosen.connect(partial(self.went.emit, "products"))
                panel.add(group)
        if panel.body.count() == 1:
            for line in section.lines if section else []:
                panel.add(label(look.say(line), BODY, role=MUTED))
        return panel

    def _rest(self, shown: Shown) -> QWidget:
        look = self.given.look
        panel = Panel(look.words("in_short"))
        for section in shown.brief:
            if section.id not in OWN_PANEL:
                text = " ".join(look.say(line) for line in section.lines)
                panel.add(Labelled(look.say(section.title), text, self._names))
        return panel

    def _prove(self, shown: Shown) -> QWidget | None:
        look, section = self.given.look, shown.section("caveats")
        if section is None or not section.lines:
            return None
        panel = Panel(look.say(section.title))
        for line in section.lines:
            panel.add(label(look.say(line), 13, role=MUTED))
        return panel

    def _note(self) -> QWidget:
        look = self.given.look
        panel = Panel(look.words("note.title"))
        field = NoteField(look)
        field.asked.connect(self.note_asked)
        field.setEnabled(self.given.session.may_change)
        panel.add(field)
        return panel

    def _start(self) -> QWidget | None:
        """How far getting started is, as long as something is left of it."""
        from desktop import onboarding
        from desktop.widgets.start_line import StartLine

        session, settings = self.given.session, self.given.settings
        found = onboarding.steps(session, settings)
        if session.place is None or all(step.over for step in found):
            return None
        small = onboarding.is_small(settings, session.place)
        line = StartLine(self.given.look, found, small)
        line.clicked.connect(partial(self.went.emit, "start", ""))
        if small:
            return line
        panel = Panel()
        panel.add(line)
        if not self._has_orders():
            panel.setStyleSheet(buttons(self.given.look.colours))
            add = QPushButton(self.given.look.words("add_data"))
            add.setObjectName("primary")
            add.clicked.connect(partial(self.offered.emit, "add_data"))
            panel.body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    def _has_orders(self) -> bool:
        head = self.given.session.head
        return head is not None and any(source.key == "orders" and source.rows for source in head.sources)

    # --- what becomes of an action

    def _ask_status(self, action: Action, row: ActionRow) -> None:
        from desktop.widgets.action_menu import ActionMenu

        if self.given.session.may_change:
            menu = ActionMenu(self.window(), self.given.look, action, row.mark.status)
            menu.chosen.connect(partial(self._act, action.key))
            menu.popup(row.mark.mapToGlobal(QPoint(0, row.mark.height())))

    def _act(self, key: str, status: str, note: str) -> None:
        from desktop import edits

        change = edits.action(self.given.session, key, status, note)
        if change is not None:
            self.edited.emit(change)

    def _show_waiting(self) -> None:
        """What was said of an action and is not in the workbook yet."""
        if not self.given.session.waiting_edits():
            return
        from desktop import edits

        for key, status in edits.waiting_statuses(self.given.session).items():
            if key in self._rows:
                self._rows[key].show_status(status, waits=True)


def _column(spacing: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(spacing)
    return column
