"""Variants as rows of a table that finds and sorts by itself: a filter of Qt's would take seconds for thousands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.letters import plain
from desktop.theme import Look
from desktop.widgets.labels import hint
from reports.outcome import Variant

#: The most pressing first.
RISKS = ("oversold", "out", "low", "unknown", "ok", "off")
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex
#: What a delegate draws beside the text: the risk of a row, and its second line.
RISK_ROLE, SECOND_ROLE, CONFIDENCE_ROLE = (Qt.ItemDataRole.UserRole + number for number in (1, 2, 3))


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` of its head's words, its text, and what it is sorted by (``None`` stands last both ways)."""

    key: str
    text: Callable[[Look, Variant], str]
    by: Callable[[Variant], float | str | None]
    align: Qt.AlignmentFlag = RIGHT


def _named(_look: Look, variant: Variant) -> str:
    return variant.product_title


def _units(value: Callable[[Variant], int | None]) -> Callable[[Look, Variant], str]:
    def text(look: Look, variant: Variant) -> str:
        units = value(variant)
        return "–" if units is None else look.words.number(units)

    return text


def cover(look: Look, variant: Variant) -> str:
    """Days of cover with their interval, or why there are none."""
    if variant.cover_days is None:
        return look.say(variant.cover_note) if variant.cover_note else "–"
    return _range(look, variant.cover_days, variant.cover_low, variant.cover_high)


def reorder(look: Look, variant: Variant) -> str:
    """What to reorder, with its range."""
    if not variant.reorder:
        return "–"
    return _range(look, variant.reorder, variant.reorder_low, variant.reorder_high)


def _range(look: Look, value: float, low: float | None, high: float | None) -> str:
    words = look.words
    if low is None and high is None:
        return words.number(value)
    if high is None:
        return words("inventory.range_up", value=words.number(value), low=words.number(low or 0))
    return words("inventory.range", value=words.number(value), low=words.number(low or 0), high=words.number(high))


def _risk(look: Look, variant: Variant) -> str:
    return look.words(f"risk.{variant.risk}")


def _sure(look: Look, variant: Variant) -> str:
    return look.words(f"confidence.{variant.confidence}")


SURE = ("solid", "directional", "too_little")

COLUMNS = (
    Column("inventory.variant", _named, lambda one: plain(f"{one.product_title} {one.size} {one.color}"), LEFT),
    Column("inventory.filter", _risk, lambda one: float(RISKS.index(one.risk)), LEFT),
    Column("inventory.available", _units(lambda one: one.available), lambda one: one.available),
    Column("inventory.minimum", _units(lambda one: one.minimum), lambda one: one.minimum),
    Column("inventory.incoming", _units(lambda one: one.incoming), lambda one: one.incoming),
    Column("inventory.sold", _units(lambda one: one.demand_units), lambda one: one.demand_units),
    Column("inventory.cover", cover, lambda one: one.cover_days),
    Column("inventory.reorder", reorder, lambda one: one.reorder or None),
    Column("inventory.sure", _sure, lambda one: float(SURE.index(one.confidence)), LEFT),
)


class StockModel(QAbstractTableModel):
    """``shown`` are the variants that fit what is looked for, in the order that was chosen."""

    def __init__(self, look: Look, variants: Sequence[Variant]) -> None:
        super().__init__()
        self._look = look
        self._all = sorted(variants, key=pressing)
        self._texts: list[str] = []
        self.shown = list(self._all)
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def look_for(self, text: str, risk: str) -> None:
        """Only variants with these letters, of this risk (``""`` = any)."""
        wanted = plain(text)
        if wanted and not self._texts:
            self._texts = [plain(f"{one.product_title} {one.size} {one.color} {one.sku}") for one in self._all]
        self.beginResetModel()
        texts = self._texts or [""] * len(self._all)
        pairs = zip(self._all, texts, strict=True)
        self.shown = [one for one, told in pairs if wanted in told and (not risk or one.risk == risk)]
        if self._sorted is not None:
            self.shown = _sorted(self.shown, *self._sorted)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a variant."""
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """See :data:`COLUMNS`."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows, says and is drawn with."""
        if not index.isValid():
            return None
        variant, column = self.shown[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(variant, column, role)
        if role == SECOND_ROLE and index.column() == 0:
            return " · ".join(part for part in (variant.size, variant.color, variant.sku) if part)
        if role == RISK_ROLE and index.column() == 1:
            return variant.risk
        if role == CONFIDENCE_ROLE and index.column() == len(COLUMNS) - 1:
            return variant.confidence
        return None

    def _said(self, variant: Variant, column: Column, role: int) -> str:
        text = column.text(self._look, variant)
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column is COLUMNS[-1] else text  # its mark says it; the word is one hover away
        text = title(variant) if column is COLUMNS[0] else text
        return hint(text) if role == Qt.ItemDataRole.ToolTipRole else f"{self._look.words(column.key)}: {text}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._look.words(COLUMNS[section].key)
        return COLUMNS[section].align if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By the values of a column, -1 as at first; what is not known stands last both ways."""
        if column < 0 and self._sorted is None:
            return
        self.layoutAboutToBeChanged.emit()
        self._sorted = (column, order) if column >= 0 else None
        kept = self.persistentIndexList()
        before = [self.shown[index.row()] for index in kept]
        self.shown = _sorted(self.shown, column, order) if column >= 0 else sorted(self.shown, key=pressing)
        rows = {one.key: row for row, one in enumerate(self.shown)}
        now = [self.index(rows[one.key], index.column()) for one, index in zip(before, kept, strict=True)]
        self.changePersistentIndexList(kept, now)
        self.layoutChanged.emit()


def _sorted(variants: list[Variant], column: int, order: Qt.SortOrder) -> list[Variant]:
    by = COLUMNS[column].by
    known = [(value, one) for one in variants if (value := by(one)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
    return [one for _, one in known] + [one for one in variants if by(one) is None]


def title(variant: Variant) -> str:
    """A variant by its product, its size and its colour."""
    return " ".join(part for part in (variant.product_title, variant.size, variant.color) if part)


def pressing(variant: Variant) -> tuple[int, float, str]:
    """Where it stands unless a founder sorts: the worst first, then what lasts shortest."""
    lasts = float("inf") if variant.cover_days is None else variant.cover_days
    return RISKS.index(variant.risk), lasts, variant.key
