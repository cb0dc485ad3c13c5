"""WooCommerce's Analytics > Orders download: a row per order, with its products packed into one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import sheets.amounts
from sheets.errors import Text
from sheets.imports import figures, keys
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.words import text, translated
from sheets.workbook import Cell

_REFUND = Text(
    "a refund, which is told with its order",
    "un reembolso, que se cuenta con su pedido",
)
#: ``2× Jersey, M, 1× Socks``: a name may hold commas, so it ends where the next number begins.
_NEXT = re.compile(r",\s*(?=-?\d{1,6}×\s)")
_COUNTED = re.compile(r"(-?\d{1,6})×\s+(.+)", re.DOTALL)
_MARK = re.compile(r"[^\d\s.,'’–-]+")
_LONGEST_AMOUNT = 60

_PAID = {
    "completed": "paid",
    "processing": "paid",
    "onhold": "pending",
    "pending": "pending",
    "pendingpayment": "pending",
    "checkoutdraft": "expired",
    "cancelled": "voided",
    "canceled": "voided",
    "failed": "voided",
    "refunded": "refunded",
    "completado": "paid",
    "procesando": "paid",
    "enespera": "pending",
    "pendientedepago": "pending",
    "cancelado": "voided",
    "fallido": "voided",
    "reembolsado": "refunded",
}
_SENT = {"completed": "fulfilled", "completado": "fulfilled", "processing": "unfulfilled", "procesando": "unfulfilled"}
_OF_THE_ORDER = ("financial_status", "fulfillment_status", "total", "subtotal", "refunded_amount", "discount_code")


def lines(sheet: Sheet, rows: Iterator[Record]) -> Iterator[Record | Left]:
    """A record for each product of each order, the order's amounts on its first; refunds go to their orders."""
    reckoned = _Totals(sheet)
    for row in rows:
        cells = row.values
        if is_refund(row):
            yield Left(row.row, _REFUND)
            continue
        head = {
            **cells,
            "financial_status": translated(cells.get("_status"), _PAID),
            "fulfillment_status": translated(cells.get("_status"), _SENT) if _is_sent(cells) else None,
            **reckoned.of(row),
        }
        for number, (count, name) in enumerate(_products(cells)):
            told = {"line_qty": count, "line_name": name}
            below = {key: cell for key, cell in head.items() if key not in _OF_THE_ORDER}
            yield Record(row.row, {**(below if number else head), **told})


def _is_sent(cells: Mapping[str, Cell]) -> bool:
    return translated(cells.get("_status"), _SENT) != cells.get("_status")


def _products(cells: Mapping[str, Cell]) -> list[tuple[Cell, Cell]]:
    """How many of what; nothing of both where the cell says nothing that is understood."""
    packed = text(cells.get("_products"))
    found = [_COUNTED.fullmatch(each.strip()) for each in _NEXT.split(packed)]
    return [(int(each[1]), each[2]) for each in found if each] or [(None, packed or None)]


class _Totals:
    """What each order came to and what of it went back, over the whole file."""

    def __init__(self, sheet: Sheet) -> None:
        amounts = {half for row in EXPORT.mapped(sheet) for half in _halves(row.values.get("total"))}
        self._read = sheets.amounts.reader(amounts, "money", 0, "auto")
        self._net = Figures(EXPORT, sheet, ("subtotal",))
        self._back: dict[str, Decimal] = {}
        for row in filter(is_refund, EXPORT.mapped(sheet)):
            number = keys.order(row.values.get("order_id"))
            self._back[number] = self._back.get(number, Decimal()) - self._net.or_nothing(row, "subtotal")

    def of(self, row: Record) -> dict[str, Cell]:
        """An order's total before refunds, and what was refunded: ``None`` where the file tells of no refund."""
        asked, *rest = _halves(row.values.get("total"))
        back = self._back.get(keys.order(row.values.get("order_id")))
        if rest:
            both = [self._read(asked), self._read(rest[0])]
            if isinstance(both[0], Decimal) and isinstance(both[1], Decimal):
                back = both[0] - both[1]
        told: dict[str, Cell] = {"total": asked, "refunded_amount": figures.cell(back)}
        if back and translated(row.values.get("_status"), _PAID) == "paid":
            told["financial_status"] = "partially_refunded"
        return told


def is_refund(row: Record) -> bool:
    """Whether a row is a refund: it has the number of its order, and less than nothing was sold."""
    return any(text(row.values.get(name)).startswith(("-", "−")) for name in ("_items", "subtotal"))


def _halves(cell: Cell) -> tuple[Cell, ...]:
    """The amounts in a cell: one, or that before refunds and that after them (``$120.00 $100.00``, ``12 € 10 €``)."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_AMOUNT:
        return (cell,)
    marks = list(_MARK.finditer(cell))
    if len(marks) != 2 or marks[0][0] != marks[1][0]:
        return (cell,)
    at = marks[1].start() if not cell[: marks[0].start()].strip(" -") else marks[0].end()
    return cell[:at].strip(), cell[at:].strip()


EXPORT = Export(
    key="woo_orders_analytics",
    tool="WooCommerce",
    kind=Text("WooCommerce orders report (Analytics)", "el informe de pedidos de WooCommerce (Análisis)"),
    table="orders",
    needs=(
        ("Order #",),
        ("Product(s)",),
        ("Status",),
        ("Date",),
        ("N. Revenue (formatted)", "Net Sales", "N. Revenue"),
    ),
    columns={
        "Date": "created_at",
        "Order #": "order_id",
        "N. Revenue (formatted)": "total",
        "Status": "_status",
        "Customer": "customer_name",
        "Product(s)": "_products",
        "Items sold": "_items",
        "Coupon(s)": "discount_code",
        "Net Sales": "subtotal",
        "N. Revenue": "subtotal",
        "Attribution": "utm_source",
    },
    shape=lines,
    also_makes=("financial_status", "fulfillment_status", "refunded_amount", "line_qty", "line_name"),
    warns=Text(
        "WooCommerce's orders report has no SKUs, no prices of single products and no payment method: products are "
        "told by their names, and a cash-on-delivery order that WooCommerce calls “processing” counts as paid.",
        "El informe de pedidos de WooCommerce no trae SKU, ni el precio de cada producto, ni el método de pago: los "
        "productos se reconocen por su nombre, y un pedido contra entrega que WooCommerce llama «procesando» cuenta "
        "como pagado.",
    ),
    seen="documentation",
    quirks=(
        "several products packed into one cell, names with commas",
        "formatted money (৳2,999)",
        "total before and after refunds in one cell",
        "refund rows, which repeat the order's number",
        "WooCommerce's order states",
    ),
)

EXPORTS = (EXPORT,)
