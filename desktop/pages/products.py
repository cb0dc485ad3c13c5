"""The page *Products*: how each moves and lasts, its category with what it stands on, and what customers do and ask."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import decided
from desktop.charts.charted import Charted
from desktop.charts.cohorts import cohort_chart
from desktop.charts.funnel import funnel_chart
from desktop.charts.heat import HeatChart
from desktop.charts.matrix import Matrix, lasts, moved
from desktop.pages.page import Asked, Given, Page
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons
from desktop.widgets.board import Board
from desktop.widgets.chip import Chip
from desktop.widgets.decision_row import DecisionRow
from desktop.widgets.labels import MUTED, label
from desktop.widgets.mark import confidence_mark
from desktop.widgets.panel import Panel
from desktop.widgets.rows import CATEGORY_TONES
from desktop.widgets.segments import Segments
from reports.outcome import Cohort, Funnel, Heat, Product

#: The categories that a founder may set, in the order of the list.
CATEGORIES = ("push", "fix", "protect", "clear", "learn")
#: Those first that ask for something, as on the Product board.
ORDER = ("protect", "fix", "push", "clear", "learn", "steady", "not_on_sale", "cant_read")
#: From this width of the page on, matrix and board stand side by side.
SIDE_BY_SIDE = 1000


class ProductsPage(Page):
    """All products; what was set by hand always shows what is computed beside it."""

    def __init__(self, given: Given) -> None:
        self.board: Board | None = None
        self.matrix: Matrix | None = None
        self._across: QBoxLayout | None = None
        self._charts: QWidget | None = None
        self._kept: dict[str, str] = {}
        super().__init__(given)

    def fill(self) -> Iterator[None]:
        """The matrix and the charts at the left, the board at the right; one below the other where it is narrow."""
        if self.empty():
            return
        session = self.given.session
        products: list[Product] = session.section("products") or (session.head.products if session.head else [])
        yield
        if not products:
            words = self.given.look.words
            self.tell_nothing(words("products.empty"), words("products.empty_why"))
            return
        products = sorted(products, key=lambda one: ORDER.index(one.category) if one.category in ORDER else 99)
        self._now, self._waits = decided.in_force(session, "products"), decided.waiting(session)
        self._by_key = {product.key: product for product in products}
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(self.column.spacing())
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(self.column.spacing())
            self._across.addLayout(side, 1)
        self.column.addLayout(self._across)
        self.column.addStretch(1)
        self._left.addWidget(self._matrix(products))
        yield
        self.board = Board(self.given.look, products, self._row)
        self._right.addWidget(self.board)
        yield from self.board.show_slowly()
        yield
        self._charts = QWidget()
        below = QVBoxLayout(self._charts)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(self.column.spacing())
        for panel in self._learned():
            below.addWidget(panel)
            yield
        for side in (self._left, self._right):
            side.addStretch(1)
        self._stand_side_by_side()

    # --- the charts

    def _matrix(self, products: list[Product]) -> QWidget:
        look = self.given.look
        panel = Panel(look.words("matrix.title"))
        judged = [one for one in products if one.category not in ("not_on_sale", "cant_read")]
        self.matrix = Matrix(look, judged or products)
        self.matrix.chosen.connect(self.show_what)
        self.matrix.cell_chosen.connect(self._show_cell)
        panel.add(Charted(self.matrix))
        return panel

    def _learned(self) -> Iterator[QWidget]:
        """Funnel, questions and months: those of which anything is known."""
        look, section = self.given.look, self.given.session.section
        heats: list[Heat] = section("heats") or []
        funnels: list[Funnel] = section("funnels") or []
        cohorts: list[Cohort] = section("cohorts") or []
        if funnels:
            yield _FunnelPanel(self.given, funnels)
        for heat in heats:
            panel = Panel(look.say(heat.title))
            panel.add(Charted(HeatChart(look, heat)))
            yield panel
        if cohorts:
            title = look.words("chart.cohorts")
            panel = Panel(title)
            panel.add(Charted(cohort_chart(look, cohorts, title)))
            yield panel

    def _show_cell(self, movement: str, band: str) -> None:
        if self.board is None:
            return
        look = self.given.look
        keys = [one.key for one in self._by_key.values() if (one.movement, one.cover_band) == (movement, band)]
        self.board.show_only(keys, f"{moved(look, movement)}, {lasts(look, band)}")
        self.ensureWidgetVisible(self.board.search)

    # --- a product

    def show_what(self, what: str) -> None:
        """Bring the product with this key or title into sight, with the cursor on what can be decided about it."""
        row = self.board.bring(what) if self.board is not None else None
        if row is None:
            return
        button = row.findChild(QPushButton)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row))

    def _row(self, product: Product) -> QWidget:
        look = self.given.look
        words = look.words
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, look.px(2), 0, look.px(2))
        column.setSpacing(look.px(3))
        word = words(f"category.{product.category}")
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(Chip(look, CATEGORY_TONES.get(product.category, "quiet"), word))
        head.addWidget(label(look.say(product.changed) if product.changed else "", SMALL, role=MUTED), 1)
        head.addWidget(confidence_mark(look, product.confidence))
        column.addLayout(head)
        column.addWidget(label(product.title, BODY, bold=True))
        for line in (product.override, product.evidence, product.opinion):
            if line is not None and look.say(line):
                column.addWidget(label(look.say(line), BODY))
        beside = [f"{words('products.next')}: {look.say(product.next_action)}"] if product.next_action else []
        beside += [look.say(product.moves_out)] if look.say(product.moves_out) else []
        if product.flags:
            beside.append(words("products.also", what="; ".join(look.say(flag) for flag in product.flags)))
        for text in beside:
            column.addWidget(label(text, 13, role=MUTED))
        column.addWidget(self._decision(product))
        made.setAccessibleName(f"{product.title}: {word}. {look.say(product.evidence)}")
        return made

    def _decision(self, product: Product) -> QWidget:
        now = self._now.get(product.key) if product.override is not None else None
        waits = self._waits.get(product.key) or self._waits.get(f"product:{product.key}")
        made = DecisionRow(self.given.look, product.title, now, waits, "decided.back")
        kinds = ("push", "push!", *CATEGORIES[1:]) if product.computed == "protect" else CATEGORIES
        asked = Asked(product.key, product.title, kinds)
        made.asked.connect(lambda asked=asked: self.decision_asked.emit(asked))
        made.undone.connect(lambda key=product.key: self._end(key))
        if product.rows:
            word = self.given.look.words("products.rows")
            rows = QPushButton(word)
            rows.setObjectName("link")
            rows.setAccessibleName(f"{word}: {product.title}")
            rows.clicked.connect(lambda _=False, rows=product.rows: self.rows_asked.emit(rows))
            across = made.layout()
            if isinstance(across, QBoxLayout):
                across.insertWidget(0, rows)
        return made

    def _end(self, key: str) -> None:
        why = self.given.look.words("decided.computed")
        row = decided.row(self.given.session, "override_category", key, "computed", reason=why)
        self.decided.emit(row)

    # --- what outlives a refresh

    def drafts(self) -> dict[str, str]:
        """What is typed, and the category that is chosen."""
        chosen = str(self.board.category.currentData() or "") if self.board is not None else ""
        return super().drafts() | ({"products.category": chosen} if chosen else {})

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """Put both back."""
        if self.board is not None and (at := self.board.category.findData(drafts.get("products.category", ""))) > 0:
            self.board.category.setCurrentIndex(at)
        super().restore(drafts, focused)

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one below the other."""
        super().resizeEvent(event)
        self._stand_side_by_side()

    def _stand_side_by_side(self) -> None:
        if self._across is None or self._charts is None:
            return
        wide = self.viewport().width() >= self.given.look.px(SIDE_BY_SIDE)
        towards = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        home = self._left if wide else self._right
        if self._across.direction() == towards and home.indexOf(self._charts) >= 0:
            return
        self._across.setDirection(towards)
        for side in (self._left, self._right):
            side.removeWidget(self._charts)
        home.insertWidget(1, self._charts)


class _FunnelPanel(Panel):
    """The funnel of one stretch of days, and the switch between them."""

    def __init__(self, given: Given, funnels: list[Funnel]) -> None:
        look = given.look
        super().__init__(look.words("funnel.title"))
        self.setStyleSheet(buttons(look.colours))
        self._look, self._funnels = look, funnels
        self._shown: Charted | None = None
        if len(funnels) > 1:
            names = ("period.weekly", "funnel.month")
            choices = [(str(at), look.words(name)) for at, name in enumerate(names[: len(funnels)])]
            switch = Segments(look.words("funnel.period"), choices, "0")
            switch.chosen.connect(lambda at: self._show(int(at)))
            self.body.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        self._show(0)

    def _show(self, at: int) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = Charted(funnel_chart(self._look, self._funnels[at], self._look.words("funnel.title")))
        self.add(self._shown)
