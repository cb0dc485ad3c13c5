"""Shopify Payments: its transactions (charges, refunds, chargebacks) and its payouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sheets import date_order, moment_cells
from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.words import is_blank, text, translated
from sheets.moment_cells import Doubtful, Found
from sheets.workbook import Cell

_PROVIDER = "Shopify Payments"
_NO_DAY = Text("a row without a date", "una fila sin fecha")
_KINDS = {
    "charge": "sale",
    "refund": "refund",
    "payout": "payout",
    "adjustment": "other",
    "chargeback": "other",
    "chargebackwon": "other",
}
_STATES = {
    "charge": "approved",
    "refund": "refunded",
    "adjustment": "approved",
    "chargeback": "chargeback",
    "chargebackwon": "approved",
}
_PAID_OUT = {
    "paid": "approved",
    "deposited": "approved",
    "pending": "pending",
    "scheduled": "pending",
    "intransit": "pending",
    "failed": "error",
    "canceled": "voided",
    "cancelled": "voided",
}


class _Days:
    """The days of a file as payouts are named by them: alike in the file as it came and as a spreadsheet saved it."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        read = {cell: moment_cells.read(cell, False) for cell in dict.fromkeys(cells)}
        order = date_order.order(date_order.evidence(read.values()), "")
        self._days: dict[Cell, str] = {}
        for cell, found in read.items():
            # Which part is the day may be the founder's to say: until then its own words name it.
            if isinstance(found, Doubtful) and not order.assumed:
                found = date_order.decided(found, cell, order)
            if isinstance(found, Found):
                self._days[cell] = found.when.date().isoformat()

    def named(self, cell: Cell) -> str:
        """One of the days, in the form 2026-11-06 where it is sure."""
        return self._days.get(cell) or text(cell)[:10].replace("/", "-")


def transactions(sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """Each transaction; what has neither an order nor a checkout is named by its day."""
    names = ("_payout_date", "attempt_at")
    days = _Days(line.values.get(name) for line in TRANSACTIONS.mapped(sheet) for name in names)
    for line in lines:
        cells = line.values
        if is_blank(cells.get("attempt_at")):
            yield Left(line.row, _NO_DAY)
            continue
        kind = normal(text(cells.get("kind")))
        status: Cell = _STATES.get(kind, cells.get("kind"))
        made: dict[str, Cell] = {"provider": _PROVIDER, "kind": translated(cells.get("kind"), _KINDS)}
        if kind == "payout":
            status = translated(cells.get("_payout_status"), _PAID_OUT)
            made |= {"reference": _payout(days.named(cells.get("_payout_date") or cells.get("attempt_at")), cells)}
            made |= {"amount": _unsigned(cells.get("amount")), "net": _unsigned(cells.get("net"))}
        elif is_blank(cells.get("order_id")) and is_blank(cells.get("checkout_id")):
            made["reference"] = f"{text(cells.get('kind'))} {text(cells.get('attempt_at'))}"
        # Who paid by what is the wallet or the card; the name of the method alone is "card".
        card, method = text(cells.get("_card")), text(cells.get("method"))
        yield Record(line.row, {**cells, **made, "status": status, "method": method or card or None})


def payouts(sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """Each payout as one payment out of Shopify; its charges, refunds and fees stand in the transactions."""
    days = _Days(line.values.get("attempt_at") for line in PAYOUTS.mapped(sheet))
    for line in lines:
        cells = line.values
        if is_blank(cells.get("attempt_at")):
            yield Left(line.row, _NO_DAY)
            continue
        yield Record(
            line.row,
            {
                **cells,
                "provider": _PROVIDER,
                "kind": "payout",
                "status": translated(cells.get("status"), _PAID_OUT),
                "reference": _payout(days.named(cells.get("attempt_at")), cells),
            },
        )


def _payout(day: str, cells: Mapping[str, Cell]) -> str:
    """Both files name a payout by its day and currency, so that it is one row though it stands in both."""
    return " ".join(filter(None, ("payout", day, text(cells.get("currency")))))


def _unsigned(cell: Cell) -> Cell:
    return (
        cell.strip().removeprefix("-")
        if isinstance(cell, str)
        else abs(cell)
        if isinstance(cell, float | int)
        else cell
    )


TRANSACTIONS = Export(
    key="shopify_payment_transactions",
    tool="Shopify",
    kind=Text("Shopify Payments transactions", "las transacciones de Shopify Payments"),
    table="payments",
    needs=(
        ("Transaction Date", "Data della transazione"),
        ("Type", "Tipo"),
        ("Order", "Ordine"),
        ("Payout Status", "Payout Date", "Stato del pagamento"),
        ("Amount", "Importo"),
    ),
    columns={
        "Transaction Date": "attempt_at",
        "Data della transazione": "attempt_at",
        "Type": "kind",
        "Tipo": "kind",
        "Order": "order_id",
        "Ordine": "order_id",
        "Card Brand": "_card",
        "Payout Status": "_payout_status",
        "Stato del pagamento": "_payout_status",
        "Payout Date": "_payout_date",
        "Data del pagamento": "_payout_date",
        "Payout ID": "payout_id",
        "ID pagamento": "payout_id",
        "Amount": "amount",
        "Importo": "amount",
        "Fee": "fee",
        "Commissione": "fee",
        "Net": "net",
        "Netto": "net",
        "Checkout": "checkout_id",
        "Payment Method Name": "method",
        "Currency": "currency",
        "Valuta": "currency",
    },
    shape=transactions,
    also_makes=("provider", "status", "reference", "method"),
    blank_keeps=frozenset({"payout_id"}),
    seen="public code",
    quirks=(
        "payout number blank while it is pending",
        "with and without VAT, Payout ID and business entity",
        "money with its sign ($21.83) and dates 2026/6/12 after a spreadsheet saved it",
        "charge, refund, adjustment, chargeback and payout",
        "order numbers with the shop's own prefix",
        "an Italian header that was not confirmed",
    ),
)

PAYOUTS = Export(
    key="shopify_payouts",
    tool="Shopify",
    kind=Text("Shopify payouts export", "la exportación de desembolsos de Shopify"),
    table="payments",
    needs=(("Payout Date",), ("Charges",), ("Fees",), ("Total",)),
    without=("Transaction Date",),
    columns={
        "Payout Date": "attempt_at",
        "Status": "status",
        "Fees": "_fees",
        "Total": "amount",
        "Currency": "currency",
    },
    shape=payouts,
    also_makes=("provider", "kind", "reference"),
    seen="public code",
    quirks=("one row a payout; its parts stand in the transactions and are not counted twice",),
)

EXPORTS = (TRANSACTIONS, PAYOUTS)
