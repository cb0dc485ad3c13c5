"""Square's items detail: a row per item sold at the counter or online, and one per item taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sheets.errors import Text
from sheets.imports import figures
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record, once_an_order
from sheets.imports.words import text
from sheets.workbook import Cell

_REFUND = Text(
    "a refund: Square does not say of which sale. Write it into Returns",
    "un reembolso: Square no dice de qué venta. Anótalo en Devoluciones",
)
_TOLD = Text("a refund, which is told with its sale", "un reembolso, que se cuenta con su venta")
_NO_NUMBER = Text("a row without a transaction", "una fila sin transacción")
#: What Square calls the only price of an item.
_ONE_PRICE = frozenset({"regular", "variable pricing", "normal"})
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{1,2}:\d{2}(?::\d{2})?)")
#: Square's own names of zones, where they are no IANA names.
_ZONES = {
    "eastern time (us & canada)": "America/New_York",
    "central time (us & canada)": "America/Chicago",
    "mountain time (us & canada)": "America/Denver",
    "arizona": "America/Phoenix",
    "pacific time (us & canada)": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "bogota": "America/Bogota",
    "mexico city": "America/Mexico_City",
    "london": "Europe/London",
    "madrid": "Europe/Madrid",
}
_OF_THE_ORDER = frozenset({"total", "subtotal", "taxes", "discount_amount", "refunded_amount", "financial_status"})
_MONEY = ("_gross", "_off", "_net", "_tax", "line_qty")


@dataclass(slots=True)
class _Sale:
    """What one transaction came to, and what of it went back under the same number."""

    net: Decimal | None = Decimal()
    tax: Decimal = Decimal()
    off: Decimal = Decimal()
    back: Decimal = Decimal()
    sold: bool = False


def items(sheet: Sheet, rows: Iterator[Record]) -> Iterator[Record | Left]:
    """The lines of each sale; what is true of the whole sale on its first."""
    amounts = Figures(EXPORT, sheet, _MONEY)
    return once_an_order(_lines(rows, amounts, _sales(sheet, amounts)), _OF_THE_ORDER)


def _sales(sheet: Sheet, amounts: Figures) -> dict[str, _Sale]:
    sales: dict[str, _Sale] = {}
    for row in EXPORT.mapped(sheet):
        sale = sales.setdefault(text(row.values.get("order_id")), _Sale())
        net, tax = amounts.of(row, "_net"), amounts.or_nothing(row, "_tax")
        if _is_refund(row):
            sale.back -= (net or Decimal()) + tax
        else:
            sale.sold = True
            sale.net = figures.total([sale.net, net])
            sale.tax += tax
            sale.off += abs(amounts.or_nothing(row, "_off"))
    return sales


def _lines(rows: Iterator[Record], amounts: Figures, sales: Mapping[str, _Sale]) -> Iterator[Record | Left]:
    for row in rows:
        number = text(row.values.get("order_id"))
        sale = sales[number]
        if not number:
            yield Left(row.row, _NO_NUMBER)
        elif _is_refund(row):
            yield Left(row.row, _TOLD if sale.sold else _REFUND)
        else:
            yield Record(row.row, _sold(row, f"SQ:{number}", sale, amounts))


def _sold(row: Record, number: str, sale: _Sale, amounts: Figures) -> dict[str, Cell]:
    cells = row.values
    gross = figures.total([sale.net, sale.tax])
    kept, wholly = sale.back == 0, gross is not None and sale.back >= gross
    return {
        **cells,
        "order_id": number,
        "channel": "Square",
        "created_at": _moment(cells),
        "financial_status": "paid" if kept else "refunded" if wholly else "partially_refunded",
        "fulfillment_status": "fulfilled",
        "line_name": _named(cells),
        "line_price": figures.cell(figures.each(amounts.of(row, "_gross"), amounts.of(row, "line_qty"))),
        "subtotal": figures.cell(sale.net),
        "discount_amount": figures.cell(sale.off),
        "taxes": figures.cell(sale.tax),
        "total": figures.cell(gross),
        "refunded_amount": 0 if kept else figures.cell(sale.back),
    }


def _is_refund(row: Record) -> bool:
    return text(row.values.get("_event")).casefold() == "refund" or text(row.values.get("line_qty")).startswith("-")


def _moment(cells: Mapping[str, Cell]) -> Cell:
    """Day and time in one, with the offset of the zone that the row names where that is known."""
    day = cells.get("created_at")
    told = f"{day:%Y-%m-%d}" if isinstance(day, date) else text(day)
    said = " ".join(filter(None, (told, text(cells.get("_time")))))
    place, found = _zone(text(cells.get("_zone"))), _DAY.fullmatch(said)
    if place is None or found is None:
        return said or None
    try:
        moment = datetime.fromisoformat(f"{found[1]}T{found[2].zfill(5)}").replace(tzinfo=place)
    except ValueError:
        return said
    return f"{moment:%Y-%m-%d %H:%M:%S %z}"


def _zone(name: str) -> ZoneInfo | None:
    known = _ZONES.get(name.casefold(), name if "/" in name else "")
    try:
        return ZoneInfo(known) if known else None
    except (KeyError, ValueError, OSError):
        return None


def _named(cells: Mapping[str, Cell]) -> Cell:
    name, price = text(cells.get("line_name")), text(cells.get("_price_point"))
    return (f"{name} - {price}" if price and price.casefold() not in _ONE_PRICE else name) or None


EXPORT = Export(
    key="square_items",
    tool="Square",
    kind=Text("Square items detail", "el detalle de artículos de Square"),
    table="orders",
    needs=(("Transaction ID",), ("Item",), ("Qty",), ("Gross Sales", "Net Sales")),
    columns={
        "Date": "created_at",
        "Time": "_time",
        "Time Zone": "_zone",
        "Item": "line_name",
        "Qty": "line_qty",
        "Price Point Name": "_price_point",
        "SKU": "line_sku",
        "Gross Sales": "_gross",
        "Discounts": "_off",
        "Net Sales": "_net",
        "Tax": "_tax",
        "Transaction ID": "order_id",
        "Payment ID": "payment_reference",
        "Notes": "note",
        "Event Type": "_event",
        "Customer ID": "customer_id",
        "Customer Name": "customer_name",
    },
    shape=items,
    also_makes=(
        *("channel", "financial_status", "fulfillment_status", "line_price"),
        *("subtotal", "discount_amount", "taxes", "total", "refunded_amount"),
    ),
    decimal=".",
    seen="fixture",
    quirks=(
        "money with its sign ($36.00, -$12.00)",
        "refund rows without their sale left out",
        "amounts of a transaction made of its items, with tax",
        "day, time and zone in three columns",
        "SQ: before the transaction's number",
        "price of one unit from the price of all",
    ),
)

EXPORTS = (EXPORT,)
