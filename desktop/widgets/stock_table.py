"""The table of variants: two lines for what each is, the mark of its risk, numbers at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL, font
from desktop.theme.paint import scroll_bar, sized
from desktop.widgets.mark import draw
from desktop.widgets.rows_table import read_row_by_row
from desktop.widgets.stock_model import CONFIDENCE_ROLE, RISK_ROLE, SECOND_ROLE, StockModel

Index = QModelIndex | QPersistentModelIndex
ROW, HEAD, SHAPE, ROOM = 44, 34, 10, 10
#: So many rows are all shown; of more, so many at once.
ALL, SOME = 16, 10
FIRST, NARROWEST = 164, 84
#: What each risk is drawn as, and in which colour.
MARKS = {
    "oversold": ("critical", "critical"),
    "out": ("critical", "critical"),
    "low": ("warning", "warning"),
    "unknown": ("too_little", "muted"),
    "ok": ("good", "good"),
    "off": ("too_little", "muted"),
}


class StockTable(QTableView):
    """Sorted by a click on a head, or by :meth:`sort_by`."""

    def __init__(self, look: Look, model: StockModel) -> None:
        super().__init__()
        self._look = look
        self.setModel(model)
        self.setAccessibleName(look.words("inventory.risk"))
        self.setStyleSheet(_rules(look))
        self.setFont(font(BODY))
        self._delegate = _Cell(look)
        self.setItemDelegate(self._delegate)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        head = self.horizontalHeader()
        head.setFont(font(SMALL))
        head.setHighlightSections(False)
        head.setFixedHeight(look.px(HEAD))
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        read_row_by_row(self)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.fit()

    def fit(self) -> None:
        """As high as its rows, as far as they are shown at once."""
        count = self.model().rowCount()
        rows = max(count if count <= ALL else SOME, 1)
        wide = sum(self.columnWidth(column) for column in range(self.model().columnCount()))
        bar = self.horizontalScrollBar().sizeHint().height() if wide > self.viewport().width() else 0
        self.setFixedHeight(self.horizontalHeader().height() + rows * self._look.px(ROW) + bar + 4)

    def showEvent(self, event: QShowEvent) -> None:
        """Wide enough for what stands in the columns; the first takes what is left."""
        super().showEvent(event)
        self._widen()

    def _widen(self) -> None:
        look, model, head = self._look, self.model(), self.horizontalHeader()
        measure, small = self.fontMetrics(), head.fontMetrics()
        for column in range(1, model.columnCount()):
            # The first rows tell enough: a thousand rows need not be measured.
            texts = [str(model.index(row, column).data()) for row in range(min(model.rowCount(), 60))]
            wide = max((measure.horizontalAdvance(text) for text in texts), default=0)
            named = small.horizontalAdvance(str(model.headerData(column, Qt.Orientation.Horizontal)))
            mark = look.px(SHAPE) + 12 if column in (1, model.columnCount() - 1) else 0
            self.setColumnWidth(column, max(wide + mark, named + look.px(18)) + 2 * look.px(ROOM) + 4)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._fill()

    def _fill(self) -> None:
        """The first column takes what is left."""
        rest = sum(self.columnWidth(column) for column in range(1, self.model().columnCount()))
        self.setColumnWidth(0, max(self.viewport().width() - rest, self._look.px(FIRST)))
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first column takes what is left."""
        super().resizeEvent(event)
        self._fill()

    def sort_by(self, column: int) -> None:
        """By this column, once more the other way round; -1 as at first."""
        head = self.horizontalHeader()
        again = head.sortIndicatorSection() == column
        up = Qt.SortOrder.AscendingOrder
        turned = again and head.sortIndicatorOrder() == up
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if turned else up)


class _Cell(QStyledItemDelegate):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._colours = {name: QColor(getattr(look.colours, name)) for name in ("ink", "muted", "line", "quiet_soft")}
        self._marks = {risk: (shape, QColor(getattr(look.colours, token))) for risk, (shape, token) in MARKS.items()}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._look.px(NARROWEST), self._look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        box = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._colours["quiet_soft"])
        painter.setPen(QPen(self._colours["line"], 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inside = box.adjusted(self._look.px(ROOM), 0, -self._look.px(ROOM), 0)
        second = str(index.data(SECOND_ROLE) or "")
        painter.setFont(font(BODY, bold=bool(index.column() == 0)))
        text = str(index.data() or "")
        risk, sure = index.data(RISK_ROLE), index.data(CONFIDENCE_ROLE)
        if risk or sure:
            shape, colour = self._marks[risk] if risk else (sure, self._colours["muted"])
            side = self._look.px(SHAPE)
            draw(painter, QRectF(inside.x(), inside.center().y() - side / 2, side, side), shape, colour)
            inside.setLeft(inside.left() + side + 8)
        ink = self._colours["muted" if text == "–" else "ink"]
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        upper = inside.adjusted(0, 3, 0, -box.height() / 2) if second else inside
        self._write(painter, upper, text, ink, align)
        if second:
            painter.setFont(font(SMALL))
            lower = inside.adjusted(0, box.height() / 2, 0, -3)
            self._write(painter, lower, second, self._colours["muted"], align)
        painter.restore()

    def _write(self, painter: QPainter, box: QRectF, text: str, colour: QColor, align: Qt.AlignmentFlag) -> None:
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(int(box.width()), 1))
        painter.drawText(box, align | Qt.TextFlag.TextSingleLine, shown)


def _rules(look: Look) -> str:
    c = look.colours
    rules = f"""
QTableView {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line}; border-radius: 8px; outline: 0;
  selection-background-color: {c.quiet_soft}; selection-color: {c.ink}; }}
QTableView:focus {{ border: 2px solid {c.accent_line}; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{ background: {c.panel}; color: {c.muted}; border: 0; border-bottom: 1px solid {c.line};
  padding: 4px 8px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {c.line}; border-radius: 4px; min-width: 40px; margin: 1px; }}
QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {{ width: 0; }}
"""
    return sized(rules) + scroll_bar(c)
