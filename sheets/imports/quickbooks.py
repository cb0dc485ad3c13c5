"""QuickBooks Online: the transaction list, and sales by customer in detail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.figures import Figures, cell, each, total
from sheets.imports.kinds import Export, Sheet
from sheets.imports.payment_rows import MADE, PAYOUT, REFUND, SALE, Days, References, money
from sheets.imports.records import TOTAL, Left, Record
from sheets.imports.words import is_blank, text
from sheets.workbook import Cell

_NO_PAYMENT = Text(
    "transactions that move no money of a customer, such as invoices, bills and expenses",
    "transacciones que no mueven dinero de un cliente, como facturas y gastos",
)
_RETURNED = Text(
    "credit memos and refunds; QuickBooks does not say of which sale",
    "notas de crédito y reembolsos; QuickBooks no dice de qué venta",
)
_GROUP = Text("names of customers above their sales", "nombres de clientes encima de sus ventas")
_MEANS = {
    "payment": SALE,
    "salesreceipt": SALE,
    "refund": REFUND,
    "refundreceipt": REFUND,
    "deposit": PAYOUT,
}
_WARNS = Text(
    "Where QuickBooks gets its sales from your shop, they are in your shop's own export too, and would count twice.",
    "Si QuickBooks recibe las ventas de tu tienda, también están en la exportación de tu tienda y contarían doble.",
)


def transactions(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """What a customer paid or got back, and deposits."""
    figures = Figures(TRANSACTIONS, sheet, ("_amount",))
    references = References()
    days = Days(line.values.get("attempt_at") for line in TRANSACTIONS.mapped(sheet))
    for line in records:
        values = line.values
        if is_blank(values.get("attempt_at")) or is_blank(values.get("_type")):
            yield Left(line.row, TOTAL.why)
            continue
        means = _MEANS.get(normal(text(values.get("_type"))))
        if means is None:
            yield Left(line.row, _NO_PAYMENT)
            continue
        amount = figures.of(line, "_amount")
        if amount is not None and means is not SALE:
            amount = -abs(amount)
        yield Record(
            line.row,
            {
                **values,
                **money(amount, None),
                "provider": "QuickBooks",
                "kind": means.kind,
                "status": means.status,
                "status_raw": values.get("_type"),
                "reference": references.of(
                    "QB",
                    values.get("_type"),
                    values.get("_number"),
                    days.named(values.get("attempt_at")),
                    values.get("_account"),
                ),
            },
        )


@dataclass(slots=True)
class _Sale:
    customer: str
    lines: list[Record] = field(default_factory=list)


def sales(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """The lines of each sale, its total on the first; who bought stands above, in the first column."""
    figures = Figures(SALES, sheet, ("_amount", "line_qty", "line_price"))
    customer, number, sale = "", "", _Sale("")
    for line, (_, cells) in zip(records, sheet.lines(), strict=True):
        values = line.values
        if is_blank(values.get("created_at")):
            first = text(next((cell for cell in cells if not is_blank(cell)), None))
            is_total = normal(first).startswith("total")
            if not is_total:
                customer = first
            yield Left(line.row, TOTAL.why if is_total else _GROUP)
            continue
        if normal(text(values.get("_type"))) in ("creditmemo", "refundreceipt", "refund"):
            yield Left(line.row, _RETURNED)
            continue
        named = f"{text(values.get('_type'))} {text(values.get('_number'))}"
        if sale.lines and (named, customer) != (number, sale.customer):
            yield from _told(sale, figures)
            sale = _Sale(customer)
        number = named
        sale.customer = customer
        sale.lines.append(line)
    yield from _told(sale, figures)


def _told(sale: _Sale, figures: Figures) -> Iterator[Record]:
    whole = total(figures.of(line, "_amount") for line in sale.lines)
    for line in sale.lines:
        values = line.values
        is_first = line is sale.lines[0]
        paid = normal(text(values.get("_type"))) == "salesreceipt"
        yield Record(
            line.row,
            {
                **values,
                "order_id": f"QB:{text(values.get('_number'))}",
                "customer_name": sale.customer or None,
                "channel": "QuickBooks",
                # Whether an invoice was paid this report does not say.
                "financial_status": "paid" if paid and is_first else None,
                "paid_at": values.get("created_at") if paid and is_first else None,
                "total": cell(whole) if is_first else None,
                "line_name": text(values.get("_product")).rpartition(":")[2] or None,
                "line_price": _price(figures, line),
            },
        )


def _price(figures: Figures, line: Record) -> Cell:
    price = figures.of(line, "line_price")
    amount, units = figures.of(line, "_amount"), figures.of(line, "line_qty") or Decimal(1)
    return cell(price if price is not None else each(amount, units))


TRANSACTIONS = Export(
    key="quickbooks_transactions",
    tool="QuickBooks Online",
    kind=Text("QuickBooks transaction list", "la lista de transacciones de QuickBooks"),
    table="payments",
    needs=(("Date", "Transaction date"), ("Transaction Type",), ("Account",), ("Split",), ("Amount",)),
    columns={
        "Date": "attempt_at",
        "Transaction date": "attempt_at",
        "Transaction Type": "_type",
        "Num": "_number",
        "Name": "customer",
        "Account": "_account",
        "Amount": "_amount",
    },
    also_makes=MADE,
    also_reads=lambda _sheet: ("Split", "Posting", "Memo/Description"),
    shape=transactions,
    dates="m/d",
    decimal=".",
    warns=_WARNS,
    seen="fixture",
    quirks=("titles above the header", "a Posting column anywhere", "the last row, a total without a date, left out"),
)

SALES = Export(
    key="quickbooks_sales",
    tool="QuickBooks Online",
    kind=Text("QuickBooks sales by customer", "las ventas por cliente de QuickBooks"),
    table="orders",
    needs=(
        ("Date", "Transaction date"),
        ("Transaction Type",),
        ("Product/Service", "Product/Service full name"),
        ("Qty", "Quantity"),
        ("Amount",),
    ),
    columns={
        "Date": "created_at",
        "Transaction date": "created_at",
        "Transaction Type": "_type",
        "Num": "_number",
        "Product/Service": "_product",
        "Product/Service full name": "_product",
        "Memo/Description": "note",
        "Qty": "line_qty",
        "Quantity": "line_qty",
        "Sales Price": "line_price",
        "Amount": "_amount",
    },
    also_makes=(
        "order_id", "customer_name", "channel", "financial_status", "paid_at", "total", "line_name", "line_price"
    ),
    also_reads=lambda _sheet: ("Balance",),
    shape=sales,
    dates="m/d",
    decimal=".",
    warns=_WARNS,
    seen="fixture",
    quirks=(
        "titles above the header",
        "a customer's name on a row of its own",
        "Total for … and TOTAL left out",
        "negatives in brackets",
        "Category:Item",
        "credit memos left out: of which sale is not said",
    ),
)  # fmt: skip

EXPORTS = (TRANSACTIONS, SALES)
