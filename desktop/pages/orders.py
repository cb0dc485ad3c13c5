"""The page *Orders*: those that need somebody, and the ten most recent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.pages.page import Page
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, label
from desktop.widgets.list_row import ListRow, Said
from desktop.widgets.panel import Panel
from desktop.widgets.row_list import RowList, bring_into_sight, go_to
from desktop.widgets.rows import heading_and_rest, severity_chip
from reports.outcome import ExceptionRow, OrderRow

AT_ONCE = 24
OPEN = "orders.open"


class OrdersPage(Page):
    """A customer is a first name and an initial here, as everywhere."""

    def fill(self) -> Iterator[None]:
        """Those that need somebody stand first, the most urgent first."""
        self.lists: list[tuple[RowList, Sequence[OrderRow]]] = []
        if self.empty():
            return
        look, session = self.given.look, self.given.session
        orders: list[OrderRow] = session.section("orders") or []
        yield
        exceptions: list[ExceptionRow] = session.section("exceptions") or []
        self._place = {row.key: number for number, row in enumerate(exceptions)}
        self._exceptions = exceptions
        yield
        if not orders:
            self.tell_nothing(look.words("page.orders"), look.words("orders.none"))
            return
        needed = sorted((row for row in orders if self._needs(row)), key=lambda row: self._place[self._needs(row)[0]])
        recent = [row for row in orders if row.recent]
        # Where no order has a name or a channel, the export has none: only a gap among others is worth a word.
        self._no_name = look.words("orders.no_customer") if any(row.customer for row in orders) else ""
        self._no_channel = look.words("orders.no_channel") if any(row.channel for row in orders) else ""
        yield from self._list_of("orders.need", needed)
        yield from self._list_of("orders.recent", recent)
        self.column.addStretch(1)

    def _needs(self, order: OrderRow) -> list[str]:
        """The exceptions about it that the brief knows, the most urgent first."""
        return sorted((key for key in order.needs if key in self._place), key=self._place.__getitem__)

    def _list_of(self, title: str, orders: Sequence[OrderRow]) -> Iterator[None]:
        look = self.given.look
        panel = Panel(look.words(title), look.words.number(len(orders)) if orders else "")
        self.column.addWidget(panel)
        if not orders:
            panel.add(label(look.words(f"{title}_none"), BODY, role=MUTED))
            return
        worst = {row.severity: row for order in orders for row in self._open(order)[:1]}
        chips = max((severity_chip(look, row).sizeHint().width() for row in worst.values()), default=0)
        made = RowList(
            look, lambda number: self._row(orders[number], chips), lambda number: self._details(orders[number]), AT_ONCE
        )
        made.reached.connect(self._reach)
        panel.add(made)
        self.lists.append((made, orders))
        made.show_entries(range(len(orders)), grown=False)
        while made.grow():
            yield
        yield

    def _row(self, order: OrderRow, chip_width: int) -> ListRow:
        look, words = self.given.look, self.given.look.words
        needs = self._open(order)
        # The chip tells how bad the first one is.
        told = [self._heading(row) for row in needs[:1]]
        told += [f"{words(f'severity.{row.severity}')}: {self._heading(row)}" for row in needs[1:]]
        heading = " · ".join(filter(None, [order.label, order.customer or self._no_name]))
        status = " · ".join(filter(None, [look.say(order.status), order.channel or self._no_channel]))
        total = look.say(order.total) if order.total is not None else words("orders.total_unknown")
        return ListRow(
            f"{words('orders.order', label=heading)}. {total}",
            [Said(heading, bold=True), Said(status), *(Said(one, 13, muted=True) for one in told)],
            [total, look.say(order.age)],
            severity_chip(look, needs[0]) if needs else None,
            chip_width,
        )

    def _open(self, order: OrderRow) -> list[ExceptionRow]:
        return [self._exceptions[self._place[key]] for key in self._needs(order)]

    def _heading(self, row: ExceptionRow) -> str:
        return heading_and_rest(self.given.look.say(row.title), self.given.look.say(row.evidence))[0]

    def _details(self, order: OrderRow) -> QWidget:
        look, words = self.given.look, self.given.look.words
        made = QWidget()
        made.setAccessibleName(f"{words('details')}: {order.label}")
        made.setStyleSheet(buttons(look.colours))
        column = QVBoxLayout(made)
        column.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(12))
        column.setSpacing(look.px(8))
        held = QWidget()
        flow = Flow(held, across=look.px(8), down=look.px(8))
        needs = self._open(order)
        for row in needs:
            # Each says which one, where there are several.
            said = words("offer.exception") if len(needs) == 1 else self._heading(row)
            button = self._button(said, order, "primary" if row is needs[0] else "")
            button.clicked.connect(partial(self.went.emit, "exceptions", row.key))
            flow.addWidget(button)
        if order.link:
            button = self._button(words("offer.shop"), order, "" if needs else "primary")
            button.clicked.connect(partial(self.link_asked.emit, order.link))
            flow.addWidget(button)
        button = self._button(words("offer.rows"), order, "")
        button.clicked.connect(partial(self.rows_asked.emit, order.rows))
        flow.addWidget(button)
        column.addWidget(held)
        if len(needs) > 1:
            column.insertWidget(0, label(words("orders.see"), SMALL, role=MUTED))
        return made

    def _button(self, word: str, order: OrderRow, name: str) -> QPushButton:
        button = QPushButton(word)
        button.setObjectName(name)
        button.setAccessibleName(f"{word}: {order.label}")
        return button

    # --- going somewhere

    def show_what(self, what: str) -> None:
        """Open the order of this key."""
        for made, orders in self.lists:
            number = next((at for at, order in enumerate(orders) if order.key == what), -1)
            row = made.bring(number) if number >= 0 else None
            if row is not None:
                made.open_row(number)
                go_to(self, row)
                return

    def _reach(self, row: ListRow) -> None:
        bring_into_sight(self, row)

    def drafts(self) -> dict[str, str]:
        """The orders that are open."""
        opened = [f"{at} {orders[made.open].key}" for at, (made, orders) in enumerate(self.lists) if made.open >= 0]
        return super().drafts() | ({OPEN: "\n".join(opened)} if opened else {})

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """Open them again."""
        super().restore(drafts, focused)
        for line in drafts.get(OPEN, "").splitlines():
            at, _, key = line.partition(" ")
            if int(at) >= len(self.lists):
                continue
            made, orders = self.lists[int(at)]
            number = next((number for number, order in enumerate(orders) if order.key == key), -1)
            if number >= 0 and made.bring(number) is not None:
                made.open_row(number)
