"""Mercado Pago's release report: what became available, what left, and balances in between."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.payment_rows import CHARGEBACK, FEE, MADE, PAYOUT, REFUND, SALE, References, meaning, money
from sheets.imports.records import Left, Record
from sheets.imports.words import is_blank, text

_BALANCE = Text("balances and totals, which are no movements", "saldos y totales, que no son movimientos")
_MEANS = {
    "payment": SALE,
    "refund": REFUND,
    "payout": PAYOUT,
    "withdrawal": PAYOUT,
    "chargeback": CHARGEBACK,
    "taxwithholding": FEE,
    "taxwithholdingpayer": FEE,
    "fee": FEE,
}
_FEES = ("_mp_fee", "_financing", "_shipping", "_taxes")


def released(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """Each movement that was released; what has no number of its own is named by what it is and when."""
    figures = Figures(RELEASE, sheet, ("_gross", "_credit", "_debit", *_FEES))
    references = References()
    for line in records:
        values = line.values
        if normal(text(values.get("_record"))) not in ("release", ""):
            yield Left(line.row, _BALANCE)
            continue
        means = meaning(values.get("_description"), _MEANS)
        gross = figures.of(line, "_gross")
        moved = figures.or_nothing(line, "_credit") - figures.or_nothing(line, "_debit")
        if gross is None:
            gross = moved - sum((figures.or_nothing(line, name) for name in _FEES), Decimal())
        named = values.get("_source")
        if is_blank(named):
            named = references.of(values.get("_description"), values.get("attempt_at"))
        yield Record(
            line.row,
            {
                **values,
                **money(gross, gross - moved),
                "provider": "Mercado Pago",
                "kind": means.kind,
                "status": means.status,
                "status_raw": values.get("_description"),
                "reference": named,
            },
        )


RELEASE = Export(
    key="mercadopago_release",
    tool="Mercado Pago",
    kind=Text("Mercado Pago release report", "el reporte de liquidaciones de Mercado Pago"),
    table="payments",
    needs=(("DATE",), ("SOURCE_ID",), ("RECORD_TYPE",), ("NET_CREDIT_AMOUNT",), ("NET_DEBIT_AMOUNT",)),
    columns={
        "DATE": "attempt_at",
        "SOURCE_ID": "_source",
        "EXTERNAL_REFERENCE": "order_id",
        "RECORD_TYPE": "_record",
        "DESCRIPTION": "_description",
        "NET_CREDIT_AMOUNT": "_credit",
        "NET_DEBIT_AMOUNT": "_debit",
        "GROSS_AMOUNT": "_gross",
        "MP_FEE_AMOUNT": "_mp_fee",
        "FINANCING_FEE_AMOUNT": "_financing",
        "SHIPPING_FEE_AMOUNT": "_shipping",
        "TAXES_AMOUNT": "_taxes",
        "PAYMENT_METHOD": "method",
    },
    also_makes=MADE,
    shape=released,
    seen="documentation",
    quirks=(
        "balances and totals left out",
        "commas or semicolons, as the account is set",
        "columns chosen by the account",
        "withdrawals without a number",
    ),
)

EXPORTS = (RELEASE,)
