"""Shopify Payments: its transactions (charges, refunds, chargebacks) and its payouts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.payment_rows import MADE, Days, money
from sheets.imports.records import Left, Record
from sheets.imports.words import is_blank, text, translated
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


def transactions(sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """Each transaction; what has neither an order nor a checkout is named by its day."""
    names = ("_payout_date", "attempt_at")
    days = Days(line.values.get(name) for line in TRANSACTIONS.mapped(sheet) for name in names)
    figures = Figures(TRANSACTIONS, sheet, ("amount",))
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
            paid = figures.of(line, "amount")
            made |= money(None if paid is None else -abs(paid), None)
        elif is_blank(cells.get("order_id")) and is_blank(cells.get("checkout_id")):
            made["reference"] = f"{text(cells.get('kind'))} {text(cells.get('attempt_at'))}"
        # Who paid by what is the wallet or the card; the name of the method alone is "card".
        card, method = text(cells.get("_card")), text(cells.get("method"))
        yield Record(line.row, {**cells, **made, "status": status, "method": method or card or None})


def payouts(sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """Each payout as one payment out of Shopify; its charges, refunds and fees stand in the transactions."""
    days = Days(line.values.get("attempt_at") for line in PAYOUTS.mapped(sheet))
    figures = Figures(PAYOUTS, sheet, ("_total",))
    for line in lines:
        cells = line.values
        if is_blank(cells.get("attempt_at")):
            yield Left(line.row, _NO_DAY)
            continue
        paid = figures.of(line, "_total")
        yield Record(
            line.row,
            {
                **cells,
                **money(None if paid is None else -paid, None),
                "provider": _PROVIDER,
                "kind": "payout",
                "status": translated(cells.get("status"), _PAID_OUT),
                "reference": _payout(days.named(cells.get("attempt_at")), cells),
            },
        )


def _payout(day: str, cells: Mapping[str, Cell]) -> str:
    """Both files name a payout by its day and currency, so that it is one row though it stands in both."""
    return " ".join(filter(None, ("payout", day, text(cells.get("currency")))))


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
        "Total": "_total",
        "Currency": "currency",
    },
    shape=payouts,
    also_makes=MADE,
    blank_keeps=frozenset({"fee"}),
    seen="public code",
    quirks=("one row a payout; its parts stand in the transactions and are not counted twice",),
)

EXPORTS = (TRANSACTIONS, PAYOUTS)
