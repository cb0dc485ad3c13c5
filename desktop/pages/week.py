"""The page *This week*: the read and the next actions first, then what deserves attention, then the rest."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.pages.page import Page, Shown, shown_read
from desktop.theme.fonts import BODY
from desktop.widgets.cards import Cards, of_period
from desktop.widgets.labels import MUTED, label, sentence
from desktop.widgets.note_field import NoteField
from desktop.widgets.panel import Panel
from desktop.widgets.rows import ActionRow, ExceptionLine, Labelled, ProductGroup, severity_chip
from reports.outcome import ExceptionRow, Line

#: Sections that have a panel of their own; the others stand together, one line each.
OWN_PANEL = ("header", "read", "actions", "exceptions", "products", "caveats")
CATEGORIES = ("push", "fix", "protect", "clear", "learn")
#: Narrower than this, the two columns stand below each other.
TWO_COLUMNS = 700


class WeekPage(Page):
    """The brief in one look."""

    def fill(self) -> None:
        """Cards, then two columns."""
        self._columns: QBoxLayout | None = None
        self._finished = False
        self._line_height = 1.0 if self.given.low_screen else 1.16
        if self.empty():
            return
        head = self.given.session.head
        assert head is not None
        shown = shown_read(self.given.session, self.given.read)
        self._names = [product.title for product in head.products]
        cards = of_period(head.cards, self.given.read)
        if cards:
            self.column.addWidget(Cards(self.given.look, cards, in_one_line=self.given.low_screen))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(self.column.spacing())
        left, right = _column(self.column.spacing()), _column(self.column.spacing())
        if shown.section("read"):
            left.addWidget(self._read(shown))
        left.addWidget(self._actions(shown))
        for panel in (self._exceptions(shown), self._products(shown)):
            right.addWidget(panel)
        left.addStretch(1)
        right.addStretch(1)
        self._caveats: QWidget | None = None
        self._left, self._right, self._shown = left, right, shown
        self._columns.addLayout(left, 59)
        self._columns.addLayout(right, 41)
        self.column.addLayout(self._columns)
        self.column.addStretch(1)

    def finish(self) -> None:
        """What stands below, so that what stands above need not wait for it."""
        if self._columns is None or self._finished:
            return
        self._finished = True
        self._caveats = self._prove(self._shown)
        if self._caveats:
            self._left.insertWidget(self._left.count() - 1, self._caveats)
        for panel in (self._rest(self._shown), self._note()):
            self._right.insertWidget(self._right.count() - 1, panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow to read."""
        super().resizeEvent(event)
        if self._columns is not None:
            wide = self.width() >= TWO_COLUMNS
            self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def show_caveats(self) -> None:
        """Scroll to what the brief can't prove."""
        if self._caveats:
            self.ensureWidgetVisible(self._caveats, 0, 24)

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
            panel.add_lined(ActionRow(look, number, action, self._names, self._line_height))
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
                panel.add_lined(ExceptionLine(look, row, width))
            else:
                panel.add_lined(label(look.say(line), BODY, role=MUTED))
        return panel

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
                panel.add(ProductGroup(look, category, products, more))
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
        panel.add(field)
        return panel


def _column(spacing: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(spacing)
    return column
