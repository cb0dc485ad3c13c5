"""Etsy's two downloads of sales: sold order items (a row per item) and sold orders (a row per order).

Both may be imported, in any order: the items give the lines, the orders what Etsy itself says of totals and refunds.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sheets.errors import Text
from sheets.imports import figures
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record, once_an_order
from sheets.imports.words import chosen, is_blank, text, translated
from sheets.workbook import Cell

_NO_ORDER = Text("a row without an order number", "una fila sin número de pedido")
_STATES = {
    "": "paid",
    "paid": "paid",
    "completed": "paid",
    "shipped": "paid",
    "notshipped": "paid",
    "open": "paid",
    "unpaid": "unpaid",
    "paymentprocessing": "pending",
    "canceled": "voided",
    "cancelled": "voided",
    "refunded": "refunded",
    "fullyrefunded": "refunded",
    "partiallyrefunded": "partially_refunded",
}
_OF_THE_ORDER = frozenset(
    {
        *("total", "subtotal", "shipping", "taxes", "discount_amount", "refunded_amount", "financial_status"),
        *("currency", "discount_code"),
    }
)
_MONEY = ("line_price", "line_qty", "line_discount", "shipping", "_shipping_off", "taxes", "_goods", "total", "_left")


@dataclass(slots=True)
class _Sum:
    """What the goods of an order cost, what was taken off them, item by item, and by which codes."""

    goods: Decimal | None = Decimal()
    off: Decimal = Decimal()
    codes: dict[str, None] = field(default_factory=dict)


def items(sheet: Sheet, rows: Iterator[Record]) -> Iterator[Record | Left]:
    """The lines of each order; what is true of the whole order on its first."""
    amounts = Figures(ITEMS, sheet, _MONEY)
    return once_an_order(_lines(rows, amounts, _sums(sheet, amounts)), _OF_THE_ORDER)


def _lines(rows: Iterator[Record], amounts: Figures, sums: Mapping[str, _Sum]) -> Iterator[Record | Left]:
    for row in rows:
        number = text(row.values.get("order_id"))
        if not number:
            yield Left(row.row, _NO_ORDER)
            continue
        found = sums[number]
        shipping = _shipping(row, amounts)
        subtotal = figures.total([found.goods, -found.off])
        yield Record(
            row.row,
            {
                **_of_etsy(row.values),
                "line_name": _named(row.values),
                "financial_status": "pending" if _is_unpaid(row.values) else "paid",
                "discount_code": ", ".join(found.codes) or None,
                "subtotal": figures.cell(subtotal),
                "discount_amount": figures.cell(found.off),
                "shipping": figures.cell(shipping),
                "total": figures.cell(figures.total([subtotal, shipping, amounts.or_nothing(row, "taxes")])),
            },
        )


def _sums(sheet: Sheet, amounts: Figures) -> dict[str, _Sum]:
    sums: dict[str, _Sum] = {}
    for row in ITEMS.mapped(sheet):
        found = sums.setdefault(text(row.values.get("order_id")), _Sum())
        price, count = amounts.of(row, "line_price"), amounts.of(row, "line_qty")
        found.goods = figures.total([found.goods, None if price is None or count is None else price * count])
        found.off += amounts.or_nothing(row, "line_discount")
        if code := text(row.values.get("discount_code")):
            found.codes[code] = None
    return sums


def orders(sheet: Sheet, rows: Iterator[Record]) -> Iterator[Record | Left]:
    """Each order as Etsy sums it up, without its lines."""
    amounts = Figures(ORDERS, sheet, (*_MONEY, "discount_amount"))
    for row in rows:
        if is_blank(row.values.get("order_id")):
            yield Left(row.row, _NO_ORDER)
            continue
        status = translated(text(row.values.get("_status")), _STATES)
        total, left = amounts.of(row, "total"), amounts.of(row, "_left")
        back = total - left if total is not None and left and left < total else None
        subtotal = figures.total([amounts.of(row, "_goods"), -amounts.or_nothing(row, "discount_amount")])
        yield Record(
            row.row,
            {
                **_of_etsy(row.values),
                "financial_status": "partially_refunded" if back and status == "paid" else status,
                "subtotal": figures.cell(subtotal),
                "shipping": figures.cell(_shipping(row, amounts)),
                "refunded_amount": figures.cell(back),
            },
        )


def _of_etsy(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    sent = {} if "fulfilled_at" not in cells else {"fulfillment_status": _sent(cells["fulfilled_at"])}
    return {**cells, "order_id": f"ETSY:{text(cells.get('order_id'))}", "channel": "Etsy", **sent}


def _sent(shipped: Cell) -> str:
    return "unfulfilled" if is_blank(shipped) else "fulfilled"


def _is_unpaid(cells: Mapping[str, Cell]) -> bool:
    return "paid_at" in cells and is_blank(cells["paid_at"])


def _shipping(row: Record, amounts: Figures) -> Decimal | None:
    shipping = amounts.of(row, "shipping")
    return None if shipping is None else shipping - amounts.or_nothing(row, "_shipping_off")


def _named(cells: Mapping[str, Cell]) -> Cell:
    """The item with the variations that the buyer chose: ``Mug - Large / Blue``."""
    options = chosen(text(cells.get("_variations")), ",", ":")
    name = text(cells.get("line_name"))
    return html.unescape(f"{name} - {options}" if options else name) or None


_SHARED = {
    "Sale Date": "created_at",
    "Order ID": "order_id",
    "Date Shipped": "fulfilled_at",
    "Ship City": "ship_city",
    "Ship State": "ship_province",
    "Ship Country": "ship_country",
    "Currency": "currency",
    "Coupon Code": "discount_code",
    "Shipping Discount": "_shipping_off",
}

ITEMS = Export(
    key="etsy_sold_order_items",
    tool="Etsy",
    kind=Text("Etsy sold order items", "los artículos vendidos de Etsy (Sold Order Items)"),
    table="orders",
    needs=(("Sale Date",), ("Order ID",), ("Item Name",), ("Quantity", "Price", "Item Total")),
    columns={
        **_SHARED,
        "Item Name": "line_name",
        "Buyer": "customer_name",
        "Quantity": "line_qty",
        "Price": "line_price",
        "Discount Amount": "line_discount",
        "Order Shipping": "shipping",
        "Order Sales Tax": "taxes",
        "Date Paid": "paid_at",
        "Ship Name": "ship_name",
        "Ship Address1": "ship_address1",
        "Payment Type": "payment_method",
        "Variations": "_variations",
        "SKU": "line_sku",
    },
    shape=items,
    also_makes=("channel", "financial_status", "fulfillment_status", "subtotal", "discount_amount", "total"),
    # What the orders download says of an order is Etsy's own; what is made of its items does not go over it.
    fills=_OF_THE_ORDER | {"customer_name", "payment_method"},
    dates="m/d",
    decimal=".",
    seen="public code",
    quirks=(
        "dates mm/dd/yy",
        "order amounts that repeat on every item count once",
        "order total made of its items, discounts, shipping and tax",
        "ETSY: before the order's number",
        "variations in the product's name",
    ),
)

ORDERS = Export(
    key="etsy_sold_orders",
    tool="Etsy",
    kind=Text("Etsy sold orders", "los pedidos vendidos de Etsy (Sold Orders)"),
    table="orders",
    needs=(
        ("Sale Date",),
        ("Order ID",),
        ("Order Total", "Order Value"),
        ("Number of Items", "Full Name", "Order Net"),
    ),
    without=("Item Name",),
    columns={
        **_SHARED,
        "Full Name": "customer_name",
        "Payment Method": "payment_method",
        "Payment Type": "payment_method",
        "Street 1": "ship_address1",
        "Order Value": "_goods",
        "Discount Amount": "discount_amount",
        "Shipping": "shipping",
        "Sales Tax": "taxes",
        "Order Total": "total",
        "Status": "_status",
        "Adjusted Order Total": "_left",
    },
    shape=orders,
    also_makes=("channel", "financial_status", "fulfillment_status", "subtotal", "refunded_amount"),
    blank_keeps=frozenset({"refunded_amount", "customer_name", "payment_method", "discount_code"}),
    dates="m/d",
    decimal=".",
    seen="public code",
    quirks=(
        "dates mm/dd/yy",
        "goes over the same orders of the items download and keeps their lines",
        "ETSY: before the order's number",
        "adjusted total as a refund",
        "no state is paid; an unknown one stays as it is",
    ),
)

EXPORTS = (ITEMS, ORDERS)
