"""BigCommerce's orders export: a row per order, with all its products packed into one cell."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports import figures
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Record
from sheets.imports.words import chosen, is_blank, text, translated
from sheets.workbook import Cell

#: The parts of one product, in their order. Names, SKUs and variations may hold commas, so each part ends where the
#: label of the next begins.
_PARTS = ("Qty", "SKU", "Name", "Weight", "Variation Details", "Unit Price", "Total Price")
_FIRST = "Product ID: "
_CODE = re.compile(r"Coupon Code: ([^,|]+)")

_PAID = {
    "pending": "pending",
    "awaitingpayment": "pending",
    "manualverificationrequired": "pending",
    "incomplete": "expired",
    "awaitingfulfillment": "paid",
    "awaitingshipment": "paid",
    "awaitingpickup": "paid",
    "partiallyshipped": "paid",
    "shipped": "paid",
    "completed": "paid",
    "disputed": "paid",
    "cancelled": "voided",
    "declined": "voided",
    "refunded": "refunded",
    "partiallyrefunded": "partially_refunded",
}
_SENT = {
    "pending": "unfulfilled",
    "awaitingpayment": "unfulfilled",
    "manualverificationrequired": "unfulfilled",
    "awaitingfulfillment": "unfulfilled",
    "awaitingshipment": "unfulfilled",
    "awaitingpickup": "unfulfilled",
    "partiallyshipped": "partial",
    "shipped": "fulfilled",
    "completed": "fulfilled",
}
#: Paid at the door: until the order is complete nobody has the money, whatever the state of its parcel.
_AT_THE_DOOR = ("cashondelivery", "contraentrega", "pagocontraentrega", "cod")
_ON_ITS_WAY = frozenset({"awaitingfulfillment", "awaitingshipment", "awaitingpickup", "partiallyshipped", "shipped"})
_MONEY = ("total", "subtotal", "shipping", "fees")
_OF_A_LINE = frozenset({"order_id", "created_at", "email", "currency"})


def lines(sheet: Sheet, rows: Iterator[Record]) -> Iterator[Record]:
    """A record for each product of each order; the order's own cells, and all its amounts, on the first."""
    amounts = Figures(EXPORT, sheet, _MONEY)
    for row in rows:
        order = {**row.values, **_money(row, amounts), **_state(row.values), **_buyer(row.values)}
        repeated = {name: cell for name, cell in order.items() if name in _OF_A_LINE}
        for number, product in enumerate(_products(row.values)):
            yield Record(row.row, {**(repeated if number else order), **product})


def _products(cells: Mapping[str, Cell]) -> list[dict[str, Cell]]:
    packed = text(cells.get("_products"))
    found: list[dict[str, Cell]] = []
    for each in packed.replace(f"| {_FIRST}", f"|{_FIRST}").split(f"|{_FIRST}"):
        parts = _parts(each)
        if len(parts) < len(_PARTS):
            continue
        options = chosen(parts["Variation Details"], ", ", ": ")
        name = f"{parts['Name']} - {options}" if options else parts["Name"]
        found.append(
            {
                "line_sku": html.unescape(parts["SKU"]) or None,
                "line_name": html.unescape(name),
                "line_qty": parts["Qty"],
                "line_price": parts["Unit Price"],
            }
        )
    # What is packed in a way that is not known is the name of one line rather than nothing.
    return found or [{"line_name": packed or None}]


def _parts(packed: str) -> dict[str, str]:
    """The parts of one product by their labels: as many as follow each other as they should."""
    parts: dict[str, str] = {}
    label, rest = "", packed
    for part in _PARTS:
        told, found, rest = rest.partition(f", Product {part}: ")
        if not found:
            return {}
        if label:
            parts[label] = told.strip()
        label = part
    return {**parts, label: rest.strip()}


def _money(row: Record, amounts: Figures) -> dict[str, Cell]:
    """The subtotal after coupons: BigCommerce's own is before them, and it has no column for what they took off."""
    total, goods = amounts.of(row, "total"), amounts.of(row, "subtotal")
    if total is None or goods is None:
        return {}
    off = goods + amounts.or_nothing(row, "shipping") + amounts.or_nothing(row, "fees") - total
    if off <= 0 or off > goods:
        return {}
    return {"subtotal": figures.cell(goods - off), "discount_amount": figures.cell(off)}


def _state(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    said = cells.get("_status")
    paid, word = translated(said, _PAID), normal(text(said))
    if normal(text(cells.get("payment_method"))) in _AT_THE_DOOR and word in _ON_ITS_WAY:
        paid = "pending"
    if word in _SENT:
        sent: Cell = _SENT[word]
    else:
        sent = None if is_blank(cells.get("fulfilled_at")) else "fulfilled"
    return {"financial_status": paid, "fulfillment_status": sent}


def _buyer(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    named = " ".join(filter(None, (text(cells.get("_first")), text(cells.get("_last")))))
    coupon = text(cells.get("discount_code"))
    codes = ", ".join(code.strip() for code in _CODE.findall(coupon))
    return {"ship_name": named or None, "discount_code": codes or coupon or None}


EXPORT = Export(
    key="bigcommerce_orders",
    tool="BigCommerce",
    kind=Text("BigCommerce orders export", "la exportación de pedidos de BigCommerce"),
    table="orders",
    needs=(
        ("Order ID",),
        ("Order Status",),
        ("Order Date",),
        ("Product Details", "Order Total (inc tax)", "Order Total (ex tax)"),
    ),
    columns={
        "Order ID": "order_id",
        "Customer ID": "customer_id",
        "Customer Name": "customer_name",
        "Customer Email": "email",
        "Order Date": "created_at",
        "Order Status": "_status",
        "Subtotal (inc tax)": "subtotal",
        "Subtotal (ex tax)": "subtotal",
        "Tax Total": "taxes",
        "Shipping Cost (inc tax)": "shipping",
        "Shipping Cost (ex tax)": "shipping",
        "Handling Cost (inc tax)": "fees",
        "Handling Cost (ex tax)": "fees",
        "Order Total (inc tax)": "total",
        "Order Total (ex tax)": "total",
        "Payment Method": "payment_method",
        "Date Shipped": "fulfilled_at",
        "Order Currency Code": "currency",
        "Order Notes": "note",
        "Customer Message": "note",
        "Shipping First Name": "_first",
        "Shipping Last Name": "_last",
        "Shipping Street 1": "ship_address1",
        "Shipping Suburb": "ship_city",
        "Shipping State": "ship_province",
        "Shipping Country": "ship_country",
        "Shipping Phone": "ship_phone",
        "Product Details": "_products",
        "Coupon Details": "discount_code",
        "Refund Amount": "refunded_amount",
    },
    shape=lines,
    also_makes=(
        *("financial_status", "fulfillment_status", "ship_name", "discount_amount", "subtotal"),
        *("line_sku", "line_name", "line_qty", "line_price"),
    ),
    seen="public code",
    quirks=(
        "all products of an order in one cell, names and variations with commas",
        "amounts once an order",
        "subtotal before coupons",
        "BigCommerce's order states",
        "cash on delivery stays pending until the order is complete",
        "day or month first, as the store is set",
        "templates with other columns",
    ),
)

EXPORTS = (EXPORT,)
