"""Mercado Libre's report of sales (Ventas): a package is several rows, and beside what was paid stands what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sheets import labels
from sheets.contract import normal
from sheets.errors import Text
from sheets.imports import figures, keys, parcels
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.workbook import Cell

#: A sale on Mercado Libre has a number of Mercado Libre's; so has a package, which is one order.
PREFIX = "ML:"
_PACKAGE = Text(
    "the head of a package, whose amounts stand on its first product",
    "la cabeza de un paquete, cuyos valores van en su primer producto",
)
_PART = Text("a part of a kit that is counted whole", "una parte de un kit que se cuenta completo")
_MONEY = ("_goods", "_shipping", "_back", "line_price", "line_qty")
_MADE = (
    "order_id", "channel", "currency", "financial_status", "fulfillment_status", "subtotal", "shipping", "total",
    "refunded_amount", "line_price", "ship_province",
)  # fmt: skip
_OF_THE_ORDER = ("created_at", "customer_name", "ship_address1", "ship_city", "ship_country")
#: How the states begin that tell of money which came in. Others, such as those of a claim, stay as they are.
_SENT = ("entregad", "ventaentregada", "encamino", "despachad", "llego", "listopararetirar", "enpuntoderetiro")
_PAID = (
    *_SENT, "etiqueta", "listaparadespachar", "listoparadespachar", "pordespachar", "ventaconcretada", "procesando",
    "paquetede", "acuerdalaentrega", "preparaelpaquete", "enpreparacion",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Order:
    """One order: the row that has its money, the rows that have its products, and rows that are parts of kits."""

    head: Record
    lines: Sequence[Record]
    parts: Sequence[Record] = ()


def orders(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """The lines of each order, its amounts on the first; a package's products have the package's number."""
    money = Figures(SALES, sheet, _MONEY)
    currency = _currency(sheet)
    for order in _orders(_with_department(sheet, records), money):
        number = order.head.values.get("_number")
        if parcels.is_rounded(number):
            yield from (Left(line.row, parcels.CHANGED) for line in (order.head, *order.lines, *order.parts))
            continue
        if order.lines:
            yield Left(order.head.row, _PACKAGE)
        lines = order.lines or (order.head,)
        live = [line for line in lines if not _is_cancelled(line)]
        for at, line in enumerate(lines):
            values = {**_line(line, order.head, money), "order_id": PREFIX + keys.order(number) if number else None}
            if live and _is_cancelled(line):
                # What was cancelled of an order that goes on is none of it.
                values["line_qty"] = 0
            yield Record(line.row, values | (_once(order.head, live, money, currency) if at == 0 else {}))
        yield from (Left(part.row, _PART) for part in order.parts)


def _orders(records: Iterator[Record], money: Figures) -> Iterator[_Order]:
    head: Record | None = None
    lines: list[Record] = []
    parts: list[Record] = []
    for line in records:
        if head is not None and not money.of(line, "_goods") and not _is_bare(line):
            if _is_bare(head) and len(lines) < _products(head):
                lines.append(line)
                continue
            if not _is_bare(head) and parcels.is_yes(line.values.get("_kit")):
                parts.append(line)
                continue
        if head is not None:
            yield _Order(head, tuple(lines), tuple(parts))
        head, lines, parts = line, [], []
    if head is not None:
        yield _Order(head, tuple(lines), tuple(parts))


def _is_bare(line: Record) -> bool:
    """Whether the row names no product: it is the head of a package."""
    return not any(keys.identifier(line.values.get(name)) for name in ("line_sku", "line_name", "line_qty"))


def _products(head: Record) -> float:
    """How many products a package has: "Paquete de 2 productos"; without a number, all that follow."""
    return next((int(word) for word in _state(head).split() if word.isdigit()), float("inf"))


def _line(line: Record, head: Record, money: Figures) -> dict[str, Cell]:
    values = dict(line.values)
    name, variant = (keys.identifier(values.get(column)) for column in ("line_name", "_variant"))
    values["line_name"] = " - ".join(filter(None, (name, variant))) or None
    if money.of(line, "line_price") is None:
        values["line_price"] = figures.cell(figures.each(money.of(line, "_goods"), money.of(line, "line_qty")))
    for column in _OF_THE_ORDER:
        if column in values and values[column] in (None, ""):
            values[column] = head.values[column]
    return {**values, "channel": "Mercado Libre", "currency": None}


def _once(head: Record, live: Sequence[Record], money: Figures, currency: str) -> dict[str, Cell]:
    """What is written once, on the order's first row. ``live`` are its lines that were not cancelled."""
    goods, shipping = money.of(head, "_goods"), money.or_nothing(head, "_shipping")
    total = None if goods is None else goods + shipping
    back = abs(money.or_nothing(head, "_back"))
    sent = [_begins(line, _SENT) for line in live]
    return {
        "currency": currency or None,
        "financial_status": _money_of(head, live, total, back),
        "fulfillment_status": ("fulfilled" if all(sent) else "partial") if any(sent) else None,
        "subtotal": figures.cell(goods),
        "shipping": figures.cell(shipping),
        "total": figures.cell(total),
        "refunded_amount": figures.cell(back) if live else None,
    }


def _money_of(head: Record, live: Sequence[Record], total: Decimal | None, back: Decimal) -> str:
    if not live or _is_cancelled(head):
        return "voided"
    if back and total is not None:
        return "refunded" if back >= total else "partially_refunded"
    strange = next((line for line in (head, *live) if not _begins(line, _PAID)), None)
    return _state(strange) if strange else "paid"


def _state(line: Record) -> str:
    return keys.identifier(line.values.get("_state"))


def _begins(line: Record, words: tuple[str, ...]) -> bool:
    return normal(_state(line)).startswith(words)


def _is_cancelled(line: Record) -> bool:
    return "cancel" in normal(_state(line))


def _currency(sheet: Sheet) -> str:
    named = {labels.currency(header) for header in sheet.headers} - {""}
    return named.pop() if len(named) == 1 else ""


def _with_department(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """The lines with the buyer's department: the second column that is called Estado."""
    places = [at for at, header in enumerate(sheet.headers) if normal(header) == "estado"]
    if len(places) < 2:
        return records
    at = places[1]
    return (
        Record(line.row, {**line.values, "ship_province": cells[at] if at < len(cells) else None})
        for line, (_, cells) in zip(records, sheet.lines(), strict=True)
    )


SALES = Export(
    key="mercado_libre_sales",
    tool="Mercado Libre",
    kind=Text("Mercado Libre sales report", "el reporte de ventas de Mercado Libre"),
    table="orders",
    needs=(
        ("# de venta",),
        ("Fecha de venta",),
        ("Ingresos por productos",),
        ("SKU", "Título de la publicación", "# de publicación"),
    ),
    columns={
        "# de venta": "_number",
        "Fecha de venta": "created_at",
        "Estado": "_state",
        "Pertenece a un kit": "_kit",
        "Unidades": "line_qty",
        "Ingresos por productos": "_goods",
        "Ingresos por envío": "_shipping",
        "Anulaciones y reembolsos": "_back",
        "SKU": "line_sku",
        "Título de la publicación": "line_name",
        "Variante": "_variant",
        "Precio unitario de venta de la publicación": "line_price",
        "Comprador": "customer_name",
        "Dirección": "ship_address1",
        "Domicilio": "ship_address1",
        "Ciudad": "ship_city",
        "Municipio o ciudad capital": "ship_city",
        "País": "ship_country",
        "Fecha en camino": "fulfilled_at",
    },
    shape=orders,
    also_makes=_MADE,
    dates="d/m",
    decimal=",",
    warns=Text(
        "Totals are what buyers paid for products and shipping, before Mercado Libre's fees: not what it pays out.",
        "Los totales son lo que pagaron los clientes por productos y envío, antes de los cargos de Mercado Libre: no "
        "lo que te deposita.",
    ),
    seen="public code",
    quirks=(
        "title rows and a row of group names above the header",
        "two columns called Estado",
        "packages: one order, the amounts in a row of their own",
        "kits: their parts are not counted again",
        "a currency in brackets",
        "dates as 3 de octubre de 2026 14:05 hs.",
        "cancellations and refunds",
        "totals before fees",
    ),
)

EXPORTS = (SALES,)
