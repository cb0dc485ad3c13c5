"""Amazon's all-orders report, and the sale report of India that is a spreadsheet's copy of it: one row per item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports import figures, keys
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.workbook import Cell

#: An order on Amazon has a number of Amazon's.
PREFIX = "AMZ:"
_ELSEWHERE = Text("a sale of another channel that Amazon only sent", "una venta de otro canal que Amazon solo despachó")
#: What Amazon's words say of the money. Sent and come back, damaged or lost is not among them: whether the buyer was
#: paid back stands in no column, so such a word stays as it is and counts for nothing.
_PAID = frozenset(
    map(
        normal,
        ("Unshipped", "Partially Shipped", "Shipping", "Shipped", "Complete", "Pending - Waiting for Pick Up",
         "Shipped - Picked Up", "Shipped - Out for Delivery", "Shipped - Delivered to Buyer"),
    )
)  # fmt: skip
_PENDING = frozenset(map(normal, ("Pending", "Pending Availability")))
#: There the tax comes on top of the price, and Amazon itself pays it: none of it is the seller's.
_TAX_ON_TOP = frozenset({"USD", "CAD"})
_MONEY = (
    "_amount", "_item_tax", "_shipping", "_shipping_tax", "_wrap", "_wrap_tax", "line_discount", "_shipping_discount",
    "line_qty",
)  # fmt: skip
_MADE = (
    "channel", "financial_status", "fulfillment_status", "line_price", "subtotal", "discount_amount", "shipping",
    "fees", "taxes", "total",
)  # fmt: skip


@dataclass(slots=True)
class _Order:
    """An order as its lines tell it; amounts are of the lines that were not cancelled, ``None`` where one is blank."""

    status: str = ""
    lines: int = 0
    currency: str = ""
    goods: list[Decimal | None] = field(default_factory=list)
    goods_off: Decimal = Decimal()
    shipping: Decimal = Decimal()
    wrap: Decimal = Decimal()
    taxes: Decimal = Decimal()

    def add(self, line: Record, money: Figures) -> None:
        """Count a line that was not cancelled."""
        self.status = self.status or _said(line, "_status")
        self.lines += 1
        self.currency = self.currency or _said(line, "currency").upper()
        self.goods.append(money.of(line, "_amount"))
        self.goods_off += abs(money.or_nothing(line, "line_discount"))
        self.shipping += money.or_nothing(line, "_shipping") - abs(money.or_nothing(line, "_shipping_discount"))
        self.wrap += money.or_nothing(line, "_wrap")
        self.taxes += sum((money.or_nothing(line, name) for name in ("_item_tax", "_shipping_tax", "_wrap_tax")), 0)

    def cells(self, told: frozenset[str]) -> dict[str, Cell]:
        """What is written once, on the order's first row. ``told`` are the columns of the file."""
        if not self.lines:
            return {"financial_status": "voided"}
        full = figures.total(self.goods)
        goods = None if full is None else full - self.goods_off
        known = None if goods is None else goods + self.shipping + self.wrap
        cells = {
            "financial_status": _money_of(self.status),
            "fulfillment_status": _sent(self.status),
            "currency": self.currency,
            "subtotal": figures.cell(goods),
            "total": figures.cell(known),
        }
        if "line_discount" in told:
            cells["discount_amount"] = figures.cell(self.goods_off)
        if "_shipping" in told:
            cells["shipping"] = figures.cell(self.shipping)
        if "_wrap" in told:
            cells["fees"] = figures.cell(self.wrap)
        if "_item_tax" in told:
            cells["taxes"] = figures.cell(Decimal() if self.currency in _TAX_ON_TOP else self.taxes)
        return cells


def all_orders(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """The lines of the all-orders report, with their orders' amounts."""
    return _summed(ALL_ORDERS, sheet, records)


def sale_report(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """The lines of the sale report, with their orders' amounts."""
    return _summed(SALE_REPORT, sheet, records)


def _summed(export: Export, sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """Each line with the price of one unit; the order's own amounts, summed from its lines, on its first."""
    told = frozenset(export.places(sheet.headers))
    money = Figures(export, sheet, _MONEY)
    orders = _orders(export, sheet, money)
    begun: set[str] = set()
    for line in records:
        if _elsewhere(line):
            yield Left(line.row, _ELSEWHERE)
            continue
        number = _number(line)
        order = orders[number]
        values = {
            **line.values,
            "order_id": f"{PREFIX}{number}" if number else None,
            "channel": "Amazon",
            "currency": None,
            "line_price": figures.cell(figures.each(money.of(line, "_amount"), money.of(line, "line_qty"))),
        }
        if order.lines and _is_cancelled(line):
            # What was cancelled of an order that goes on is none of it.
            values["line_qty"] = 0
        if number not in begun:
            begun.add(number)
            values |= order.cells(told)
        yield Record(line.row, values)


def _orders(export: Export, sheet: Sheet, money: Figures) -> dict[str, _Order]:
    orders: dict[str, _Order] = {}
    for line in export.mapped(sheet):
        order = orders.setdefault(_number(line), _Order())
        if not _elsewhere(line) and not _is_cancelled(line):
            order.add(line, money)
    return orders


def _number(line: Record) -> str:
    return keys.order(line.values.get("order_id"))


def _elsewhere(line: Record) -> bool:
    return normal(_said(line, "_sales_channel")).startswith("nonamazon")


def _is_cancelled(line: Record) -> bool:
    return any(normal(_said(line, name)).startswith("cancel") for name in ("_status", "_item_status"))


def _money_of(status: str) -> str:
    if normal(status) in _PAID:
        return "paid"
    return "pending" if normal(status) in _PENDING else status


def _sent(status: str) -> str | None:
    plain = normal(status)
    if plain.startswith("partiallyshipped"):
        return "partial"
    return "fulfilled" if plain.startswith(("shipped", "shipping", "complete")) else None


def _said(line: Record, column: str) -> str:
    return keys.identifier(line.values.get(column))


_WARNS = Text(
    "Amounts are what buyers pay for goods, shipping and gift wrap, less promotions: before Amazon's fees, and without "
    "the tax that Amazon itself adds and pays in the United States and Canada.",
    "Los valores son lo que pagan los clientes por productos, envío y envoltura, menos promociones: antes de las "
    "comisiones de Amazon, y sin el impuesto que Amazon mismo suma y paga en Estados Unidos y Canadá.",
)

ALL_ORDERS = Export(
    key="amazon_all_orders",
    tool="Amazon",
    kind=Text("Amazon all-orders report", "el informe de todos los pedidos de Amazon"),
    table="orders",
    needs=(("amazon-order-id",), ("purchase-date",), ("order-status",), ("item-price", "sku", "quantity")),
    columns={
        "amazon-order-id": "order_id",
        "purchase-date": "created_at",
        "order-status": "_status",
        "item-status": "_item_status",
        "sales-channel": "_sales_channel",
        "product-name": "line_name",
        "sku": "line_sku",
        "quantity": "line_qty",
        "currency": "currency",
        "item-price": "_amount",
        "item-tax": "_item_tax",
        "shipping-price": "_shipping",
        "shipping-tax": "_shipping_tax",
        "gift-wrap-price": "_wrap",
        "gift-wrap-tax": "_wrap_tax",
        "item-promotion-discount": "line_discount",
        "ship-promotion-discount": "_shipping_discount",
        "ship-city": "ship_city",
        "ship-state": "ship_province",
        "ship-country": "ship_country",
    },
    shape=all_orders,
    also_makes=_MADE,
    decimal=".",
    quotes=False,
    warns=_WARNS,
    seen="public code",
    quirks=(
        "tab separated, quotation marks are letters, cp1252",
        "item-price is for the whole quantity",
        "a blank price of a pending order is unknown",
        "cancelled orders and items",
        "states with a second part, such as “Shipped - Delivered to Buyer”",
        "sales of other channels that Amazon only sent",
        "order totals summed from the lines",
    ),
)

SALE_REPORT = Export(
    key="amazon_sale_report",
    tool="Amazon",
    kind=Text("Amazon sale report (India)", "el informe de ventas de Amazon (India)"),
    table="orders",
    needs=(("Order ID",), ("Courier Status", "Fulfilment"), ("Qty",), ("Amount",)),
    columns={
        "Order ID": "order_id",
        "Date": "created_at",
        "Status": "_status",
        "Sales Channel": "_sales_channel",
        "Style": "line_name",
        "SKU": "line_sku",
        "Qty": "line_qty",
        "currency": "currency",
        "Amount": "_amount",
        "ship-city": "ship_city",
        "ship-state": "ship_province",
        "ship-country": "ship_country",
    },
    shape=sale_report,
    also_makes=tuple(name for name in _MADE if name not in ("shipping", "fees", "taxes", "discount_amount")),
    dates="m/d",
    decimal=".",
    warns=_WARNS,
    seen="real file",
    quirks=(
        "dates as 04-30-22",
        "Amount is for the whole quantity",
        "cancelled lines without an amount",
        "states with a second part, such as “Shipped - Returned to Seller”",
        "sales of other channels that Amazon only sent",
        "order totals summed from the lines",
    ),
)

EXPORTS = (ALL_ORDERS, SALE_REPORT)
