"""The page *Products*: each with its category, why, what moves it out, and the founder's own word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import decided
from desktop.pages.page import Asked, Page
from desktop.theme.fonts import BODY
from desktop.widgets.chip import Chip
from desktop.widgets.decision_row import DecisionRow
from desktop.widgets.labels import MUTED, label
from desktop.widgets.long_panel import LongPanel
from desktop.widgets.mark import confidence_mark
from desktop.widgets.rows import CATEGORY_TONES
from reports.outcome import Product

#: So many are shown at once; more on request.
AT_ONCE = 40
#: The categories that a founder may set, in the order of the list.
CATEGORIES = ("push", "fix", "protect", "clear", "learn")
#: Those first that ask for something, as on the Product board.
ORDER = ("protect", "fix", "push", "clear", "learn", "steady", "not_on_sale", "cant_read")
CHIP_WIDTH = 168


class ProductsPage(Page):
    """All products; what was set by hand always shows what is computed beside it."""

    def fill(self) -> None:
        """One panel."""
        if self.empty():
            return
        look, session = self.given.look, self.given.session
        products: list[Product] = session.section("products") or (session.head.products if session.head else [])
        self._products = sorted(products, key=lambda one: ORDER.index(one.category) if one.category in ORDER else 99)
        self._now, self._waits = decided.in_force(session, "products"), decided.waiting(session)
        self._shown = 0
        self._panel = LongPanel(
            look,
            look.words("page.products"),
            look.words("products.none"),
            len(self._products),
            lambda number: self._row(self._products[number]),
            AT_ONCE,
        )
        self.column.addWidget(self._panel)
        self.column.addStretch(1)

    def _row(self, product: Product) -> QWidget:
        look = self.given.look
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 2, 0, 2)
        across.setSpacing(12)
        chips = QWidget()
        chips.setFixedWidth(CHIP_WIDTH)
        beside = QVBoxLayout(chips)
        beside.setContentsMargins(0, 0, 0, 0)
        word = look.words(f"category.{product.category}")
        beside.addWidget(Chip(look, CATEGORY_TONES.get(product.category, "quiet"), word))
        beside.addStretch(1)
        across.addWidget(chips)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(product.title, BODY, bold=True))
        said = [look.say(product.override)] if product.override is not None else []
        for text in (*said, look.say(product.evidence)):
            if text:
                column.addWidget(label(text, BODY))
        for text in (look.say(product.moves_out), look.say(product.next_action) if product.next_action else ""):
            if text:
                column.addWidget(label(text, 13, role=MUTED))
        column.addWidget(self._decision(product))
        across.addLayout(column, 1)
        across.addWidget(confidence_mark(look, product.confidence), 0, Qt.AlignmentFlag.AlignTop)
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
        return made

    def _end(self, key: str) -> None:
        why = self.given.look.words("decided.computed")
        row = decided.row(self.given.session, "override_category", key, "computed", reason=why)
        self.decided.emit(row)
