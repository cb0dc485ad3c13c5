"""The board of products: found by a few letters, by category or by a cell of the matrix, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.letters import plain
from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons, fields
from desktop.widgets.labels import MUTED, hairline, label
from desktop.widgets.panel import Panel
from desktop.widgets.unwheeled import unwheeled
from reports.outcome import Product

#: So many are shown at once; more on request.
AT_ONCE = 8
#: Two further choices beside the categories.
CHANGED, BY_HAND = "changed", "by_hand"


class Board(Panel):
    """``products`` in the order in which they stand; ``row`` makes the row of one."""

    def __init__(self, look: Look, products: Sequence[Product], row: Callable[[Product], QWidget]) -> None:
        super().__init__(look.words("products"))
        self.setStyleSheet(buttons(look.colours) + fields(look.colours))
        self._look, self._products, self._row = look, products, row
        self._found: list[Product] = []
        self._rows: dict[str, QWidget] = {}
        self._only: Collection[str] | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(look.words("products.find"))
        self.search.setAccessibleName(look.words("products.find"))
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("draft", "products.find")
        self.category = self._categories()
        top = QHBoxLayout()
        top.setSpacing(look.px(8))
        top.addWidget(self.search, 3)
        top.addWidget(self.category, 2)
        self.body.addLayout(top)
        beside = QHBoxLayout()
        self.count = label("", SMALL, role=MUTED)
        self.all = QPushButton(look.words("products.cell_clear"))
        self.all.setObjectName("link")
        self.all.clicked.connect(lambda: self.show_only(None))
        beside.addWidget(self.count, 1)
        beside.addWidget(self.all)
        self.body.addLayout(beside)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(8))
        self.body.addLayout(self._list)
        self.more = QPushButton(look.words("exceptions.more"))
        self.more.clicked.connect(self._show_more)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.search.textChanged.connect(self.show_again)
        self.category.currentIndexChanged.connect(self.show_again)

    def _categories(self) -> QComboBox:
        words, box = self._look.words, unwheeled(QComboBox())
        box.setAccessibleName(words("products.category"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.addItem(words("products.all"), "")
        counts: dict[str, int] = {}
        for product in self._products:
            for key in kinds(product):
                counts[key] = counts.get(key, 0) + 1
        for key, count in counts.items():
            known = {CHANGED: "products.changed", BY_HAND: "products.by_hand"}
            box.addItem(f"{words(known.get(key, f'category.{key}'))} · {words.number(count)}", key)
        return box

    # --- what is shown

    def show_again(self) -> None:
        """Look for what fits, and show the first of it."""
        for _ in self.show_slowly():
            pass

    def show_slowly(self) -> Iterator[None]:
        """The same, a few rows at a time."""
        wanted, kind = plain(self.search.text().strip()), str(self.category.currentData() or "")
        self._found = [
            product
            for product in self._products
            if (self._only is None or product.key in self._only)
            and wanted in plain(f"{product.title} {product.key}")
            and (not kind or kind in kinds(product))
        ]
        self._rows.clear()
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        words = self._look.words
        self.count.setText(self._counted())
        self.all.setVisible(self._only is not None)
        if not self._found:
            self._list.addWidget(label(words("products.none_found"), BODY, role=MUTED))
        yield from self._grow(AT_ONCE)

    def _show_more(self) -> None:
        for _ in self._grow(AT_ONCE):
            pass

    def _grow(self, count: int) -> Iterator[None]:
        shown = len(self._rows)
        for number, product in enumerate(self._found[shown : shown + count], shown):
            if number:
                self._list.addWidget(hairline())
            made = self._row(product)
            self._rows[product.key] = made
            self._list.addWidget(made)
            if number % 4 == 3:
                yield
        self.more.setVisible(len(self._rows) < len(self._found))

    def show_only(self, keys: Collection[str] | None, why: str = "") -> None:
        """Only these products (``None`` = all again), and ``why`` these."""
        self._only = keys
        self.show_again()
        if why:
            self.count.setText(f"{why} · {self._counted()}")
        if keys is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _counted(self) -> str:
        words, count = self._look.words, len(self._found)
        return words("products.found.one" if count == 1 else "products.found.many", n=words.number(count))

    def bring(self, what: str) -> QWidget | None:
        """The row of the product with this key or title; what hides it is taken away. ``None`` where there is none."""
        key = what.removeprefix("product:")
        found = next((one for one in self._products if what in (one.key, one.title) or one.key == key), None)
        if found is None:
            return None
        if found.key not in self._rows:
            self.search.clear()
            self.category.setCurrentIndex(0)
        if found.key not in self._rows:
            self.show_only((found.key,), found.title)
        return self._rows.get(found.key)


def kinds(product: Product) -> tuple[str, ...]:
    """By which choices it is found: its category, whether that changed, whether it was set by hand."""
    more = ((product.changed, CHANGED), (product.override, BY_HAND))
    return (product.category, *(key for told, key in more if told is not None))
