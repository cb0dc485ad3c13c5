"""Stripe: the balance history, and the payments export. Moments in UTC, as their headers say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sheets.errors import Text
from sheets.imports.figures import Figures, cell
from sheets.imports.kinds import Export, Sheet
from sheets.imports.payment_rows import CHARGEBACK, DECLINED, FEE, MADE, PAYOUT, REFUND, SALE, Means, meaning, money
from sheets.imports.records import Record
from sheets.imports.words import is_blank, text

_TYPES = {
    "charge": SALE,
    "payment": SALE,
    "refund": REFUND,
    "paymentrefund": REFUND,
    "payout": PAYOUT,
    "stripefee": FEE,
    "stripefxfee": FEE,
    "applicationfee": FEE,
}
_STATUSES = {
    "paid": SALE,
    "succeeded": SALE,
    "failed": DECLINED,
    "refunded": Means("sale", "refunded"),
    "pending": Means("sale", "pending"),
    "uncaptured": Means("authorization", "approved"),
    "canceled": Means("sale", "voided"),
    "disputed": Means("sale", "chargeback"),
}
_WARNS = Text(
    "Stripe's balance history and its payments export tell the same payments, but name refunds differently: import one "
    "of the two, or refunds stand there twice.",
    "El historial de saldo y la exportación de pagos de Stripe cuentan los mismos pagos, pero nombran distinto los "
    "reembolsos: importa uno de los dos, o los reembolsos quedarán dos veces.",
)


def balance(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """Each movement; a payment under the name that the payments export gives it too."""
    figures = Figures(BALANCE, sheet, ("_amount", "_fee"))
    for line in records:
        values = line.values
        means = meaning(values.get("_type"), _TYPES)
        if "chargeback" in text(values.get("_description")).lower():
            means = CHARGEBACK
        named = values.get("_source") if not is_blank(values.get("_source")) else values.get("_id")
        yield Record(
            line.row,
            {
                **values,
                **money(figures.of(line, "_amount"), figures.of(line, "_fee")),
                "provider": "Stripe",
                "kind": means.kind,
                "status": means.status,
                "status_raw": values.get("_type"),
                "reference": named,
                "currency": text(values.get("currency")).upper(),
            },
        )


def payments(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """Each payment, and a row of its own for what was refunded of it."""
    figures = Figures(PAYMENTS, sheet, ("_amount", "_fee", "_refunded"))
    for line in records:
        values = line.values
        means = meaning(values.get("_status"), _STATUSES)
        known = {
            **values,
            "provider": "Stripe",
            "status_raw": values.get("_status"),
            "reference": values.get("_id"),
            "currency": text(values.get("currency")).upper(),
        }
        taken = money(figures.of(line, "_amount"), figures.of(line, "_fee"))
        if means.status in ("declined", "voided", "pending"):
            # What was tried moved no money.
            taken |= {"fee": None, "net": None}
        yield Record(line.row, {**known, **taken, "kind": means.kind, "status": means.status})
        refunded = figures.of(line, "_refunded") or Decimal()
        if refunded:
            back = {"amount": cell(-refunded), "fee": None, "net": cell(-refunded)}
            when = values.get("_refunded_at")
            at = when if not is_blank(when) else values.get("attempt_at")
            yield Record(line.row, {**known, **back, "attempt_at": at, "kind": "refund", "status": "refunded"})


BALANCE = Export(
    key="stripe_balance",
    tool="Stripe",
    kind=Text("Stripe balance history", "el historial de saldo de Stripe"),
    table="payments",
    needs=(("id",), ("Type",), ("Source",), ("Net",), ("Created (UTC)",)),
    columns={
        "id": "_id",
        "Type": "_type",
        "Source": "_source",
        "Amount": "_amount",
        "Fee": "_fee",
        "Currency": "currency",
        "Created (UTC)": "attempt_at",
        "Description": "_description",
    },
    also_makes=MADE,
    also_reads=lambda _sheet: ("Net",),
    shape=balance,
    zone="UTC",
    warns=_WARNS,
    seen="fixture",
    quirks=("lower-case currency", "moments in UTC", "payouts and fees are rows too"),
)

PAYMENTS = Export(
    key="stripe_payments",
    tool="Stripe",
    kind=Text("Stripe payments export", "la exportación de pagos de Stripe"),
    table="payments",
    needs=(("id",), ("Created date (UTC)",), ("Amount",), ("Status",), ("Captured", "Amount Refunded")),
    columns={
        "id": "_id",
        "Created date (UTC)": "attempt_at",
        "Amount": "_amount",
        "Amount Refunded": "_refunded",
        "Refunded date (UTC)": "_refunded_at",
        "Currency": "currency",
        "Fee": "_fee",
        "Payment Source Type": "method",
        "Status": "_status",
        "Decline Reason": "reason",
        "Customer Email": "customer",
        "Transfer": "payout_id",
    },
    also_makes=MADE,
    shape=payments,
    zone="UTC",
    warns=_WARNS,
    seen="public code",
    quirks=(
        "partial refunds stay Paid: what was refunded is a row of its own",
        "lower-case currency",
        "moments in UTC",
    ),
)

EXPORTS = (BALANCE, PAYMENTS)
