"""The page *Inventory*: what each variant has and how long it lasts, and whether stock lies in the sizes asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.charted import Charted
from desktop.charts.size_curve import SizeCurveChart
from desktop.pages.page import Given, Page
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.paint import buttons, fields, tables
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, label
from desktop.widgets.mark import confidence_mark
from desktop.widgets.panel import Panel
from desktop.widgets.stock_model import COLUMNS, RISKS, StockModel, cover, reorder, title
from desktop.widgets.stock_table import StockTable
from desktop.widgets.unwheeled import unwheeled
from reports.outcome import SizeCurve, Variant

#: So many size curves are shown at first, and so many more on request.
CURVES, MORE = 3, 6
#: No curve is narrower than this.
CURVE = 330


class InventoryPage(Page):
    """``table`` holds every variant; the curves are those of the products that are looked for."""

    def __init__(self, given: Given) -> None:
        self.table: StockTable | None = None
        self.sizes: _Sizes | None = None
        self._risk = ""
        super().__init__(given)

    def fill(self) -> Iterator[None]:
        """Stock by variant, then the sizes."""
        if self.empty():
            return
        variants: list[Variant] = self.given.session.section("inventory") or []
        yield
        if not variants:
            words = self.given.look.words
            self.tell_nothing(words("inventory.empty"), words("inventory.empty_why"))
            return
        self.model = StockModel(self.given.look, variants)
        yield
        self.column.addWidget(self._stock(variants))
        yield
        self.curves: list[SizeCurve] = self.given.session.section("curves") or []
        self.sizes = _Sizes(self.given, self.curves)
        self.column.addWidget(self.sizes)
        self.column.addStretch(1)

    # --- the table

    def _stock(self, variants: list[Variant]) -> QWidget:
        look = self.given.look
        words = look.words
        panel = Panel(words("inventory.risk"))
        panel.setStyleSheet(buttons(look.colours) + fields(look.colours) + tables(look.colours))
        top = QHBoxLayout()
        top.setSpacing(look.px(8))
        self.search = QLineEdit()
        self.search.setPlaceholderText(words("inventory.find"))
        self.search.setAccessibleName(words("inventory.find"))
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("draft", "inventory.find")
        self.search.textChanged.connect(self._look)
        top.addWidget(self.search, 1)
        self.order = unwheeled(QComboBox())
        self.order.setAccessibleName(words("inventory.sort"))
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.order.addItem(words("inventory.pressing"), -1)
        for number, column in enumerate(COLUMNS):
            self.order.addItem(words(column.key), number)
        top.addWidget(self.order)
        panel.body.addLayout(top)
        panel.add(self._risks(variants))
        self.table = StockTable(look, self.model)
        self.order.activated.connect(self._sort)
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda at, _: self.order.setCurrentIndex(at + 1))
        self.table.activated.connect(self._show_rows)
        panel.add(self.table)
        panel.add(self._below())
        self.table.selectionModel().currentRowChanged.connect(self._tell)
        self.model.modelReset.connect(self._tell)
        self._tell()
        return panel

    def _risks(self, variants: list[Variant]) -> QWidget:
        """One button a risk, with how many there are."""
        words = self.given.look.words
        how_many = Counter(one.risk for one in variants)
        holder = QWidget()
        flow = Flow(holder, across=self.given.look.px(6), down=self.given.look.px(6))
        self._group = QButtonGroup(self)
        for risk in ("", *RISKS):
            count = how_many[risk] if risk else len(variants)
            if risk and not count:
                continue
            word = words(f"risk.{risk}" if risk else "inventory.all")
            button = QPushButton(f"{word} {words.number(count)}")
            button.setObjectName("count")
            button.setCheckable(True)
            button.setChecked(risk == self._risk)
            button.setProperty("risk", risk)
            button.setAccessibleName(f"{words('inventory.filter')}: {word}, {words.number(count)}")
            self._group.addButton(button)
            flow.addWidget(button)
        self._group.buttonClicked.connect(lambda button: self._choose(str(button.property("risk"))))
        return holder

    def _below(self) -> QWidget:
        """What is chosen, in full, and what can be done with it."""
        look = self.given.look
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.px(8))
        self.said = label("", SMALL, role=MUTED)
        across.addWidget(self.said, 1)
        self.rows, self.product = (
            QPushButton(look.words("inventory.rows")),
            QPushButton(look.words("inventory.product")),
        )
        self.rows.clicked.connect(self._show_rows)
        self.product.clicked.connect(self._show_product)
        for button in (self.rows, self.product):
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _sort(self, at: int) -> None:
        if self.table is not None:
            self.table.sort_by(at - 1)

    def _choose(self, risk: str) -> None:
        self._risk = risk
        self._look()

    def _look(self) -> None:
        """Show what fits the letters and the risk, in the table and among the curves."""
        if self.table is None:
            return
        self.model.look_for(self.search.text(), self._risk)
        self.table.fit()
        if self.sizes is not None:
            found = {one.product for one in self.model.shown}
            everything = not self.search.text().strip() and not self._risk
            self.sizes.show_curves(self.curves if everything else [one for one in self.curves if one.product in found])

    def _chosen(self) -> Variant | None:
        index = self.table.currentIndex() if self.table is not None else QModelIndex()
        return self.model.shown[index.row()] if index.isValid() else None

    def _tell(self) -> None:
        look, variant = self.given.look, self._chosen()
        words = look.words
        for button in (self.rows, self.product):
            button.setEnabled(variant is not None)
        if variant is None:
            found = len(self.model.shown)
            key = "inventory.found.one" if found == 1 else "inventory.found.many"
            count = words(key, n=words.number(found))
            self.said.setText(count if self.model.shown else words("inventory.none"))
            return
        parts = (
            ("inventory.cover", cover(look, variant)),
            ("inventory.reorder", reorder(look, variant)),
        )
        told = ". ".join(f"{words(key)}: {text}" for key, text in parts)
        sure = words(f"confidence.{variant.confidence}")
        self.said.setText(f"{title(variant)} ({words(f'risk.{variant.risk}')}). {told}. {sure}.")

    def _show_rows(self) -> None:
        variant = self._chosen()
        if variant is not None and variant.rows:
            self.rows_asked.emit(variant.rows)

    def _show_product(self) -> None:
        variant = self._chosen()
        if variant is not None:
            self.went.emit("products", variant.product)

    def show_what(self, what: str) -> None:
        """Bring the variant with this key or SKU, or the variants of this product, into sight."""
        if self.table is None:
            return
        key = what.partition(":")[2] or what
        fits = [row for row, one in enumerate(self.model.shown) if key in (one.key, one.sku, one.product)]
        if not fits:
            self.search.clear()
            self._choose("")
            fits = [row for row, one in enumerate(self.model.shown) if key in (one.key, one.sku, one.product)]
        if fits:
            self.table.selectRow(fits[0])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what outlives a refresh

    def drafts(self) -> dict[str, str]:
        """What is looked for, and how it is ordered."""
        if self.table is None:
            return super().drafts()
        head = self.table.horizontalHeader()
        order = f"{head.sortIndicatorSection()} {head.sortIndicatorOrder().value}"
        variant = self._chosen()
        told = {"inventory.risk": self._risk, "inventory.order": order if head.sortIndicatorSection() >= 0 else ""}
        told["inventory.at"] = variant.key if variant is not None else ""
        return super().drafts() | {name: text for name, text in told.items() if text}

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """Put it back."""
        super().restore(drafts, focused)
        if self.table is None:
            return
        if risk := drafts.get("inventory.risk", ""):
            for button in self._group.buttons():
                button.setChecked(button.property("risk") == risk)
            self._choose(risk)
        if order := drafts.get("inventory.order", ""):
            column, _, way = order.partition(" ")
            self.table.sortByColumn(int(column), Qt.SortOrder(int(way)))
        at = drafts.get("inventory.at", "")
        row = next((row for row, one in enumerate(self.model.shown) if at and one.key == at), -1)
        if row >= 0:
            self.table.selectRow(row)


class _Sizes(Panel):
    """The curves, some at a time, side by side as far as they fit."""

    def __init__(self, given: Given, curves: list[SizeCurve]) -> None:
        look = given.look
        super().__init__(look.words("inventory.sizes"))
        self.setStyleSheet(buttons(look.colours))
        self._look, self._curves, self._shown = look, curves, CURVES
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(24))
        self._grid.setVerticalSpacing(look.px(16))
        self.body.addLayout(self._grid)
        self._made: list[QWidget] = []
        self.more = QPushButton(look.words("exceptions.more"))
        self.more.clicked.connect(self._show_more)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._across = 0
        self._make()

    def show_curves(self, curves: list[SizeCurve]) -> None:
        """These, from the first on."""
        self._curves, self._shown = curves, CURVES
        self._make()

    def _show_more(self) -> None:
        self._shown += MORE
        self._make()

    def _make(self) -> None:
        for widget in self._made:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made = [self._one(curve) for curve in self._curves[: self._shown]]
        if not self._made:
            self._made = [label(self._look.words("inventory.sizes_none"), BODY, role=MUTED)]
        self.more.setVisible(self._shown < len(self._curves))
        self._across = 0
        self._arrange()

    def _one(self, curve: SizeCurve) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(4))
        head = QHBoxLayout()
        head.addWidget(label(curve.title, BODY, bold=True), 1)
        head.addWidget(confidence_mark(self._look, curve.confidence), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(Charted(SizeCurveChart(self._look, curve)))
        column.addStretch(1)
        return made

    def _arrange(self) -> None:
        wide = self.width() if self.isVisible() else self._look.px(1000)
        across = max(min(int((wide - 32) // self._look.px(CURVE)), len(self._made)), 1)
        if across == self._across:
            return
        for column in range(max(self._across, across)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        self._across = across
        for number, widget in enumerate(self._made):
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, number // across, number % across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many side by side as fit."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._arrange)
