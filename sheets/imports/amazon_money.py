"""Amazon's money: settlement reports (both versions), and the transactions of a range of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.payment_rows import CHARGEBACK, FEE, MADE, OTHER, PAYOUT, REFUND, SALE, Means, References, money
from sheets.imports.records import Record
from sheets.imports.words import is_blank, text
from sheets.workbook import Cell

_MEANS = {
    "order": SALE,
    "orderretrocharge": SALE,
    "pedido": SALE,
    "refund": REFUND,
    "refundretrocharge": REFUND,
    "reembolso": REFUND,
    "chargebackrefund": CHARGEBACK,
    "chargeback": CHARGEBACK,
    "atozguaranteerefund": REFUND,
    "transfer": PAYOUT,
    "servicefee": FEE,
    "fbainventoryfee": FEE,
    "fbainventoryfees": FEE,
    "shippingservices": FEE,
}
_SALES = (
    "_product", "_product_tax", "_shipping", "_shipping_tax", "_gift", "_gift_tax", "_regulatory", "_regulatory_tax",
    "_rebates", "_rebates_tax", "_withheld",
)  # fmt: skip
_FEES = ("_selling", "_fba", "_other_fees")
#: Above the header of a date range report.
_ALL_IN = re.compile(r"[Aa]ll amounts in ([A-Z]{3})\b")
_QUIRKS = (
    "the first row is the payout",
    "an order's many amounts in one row",
    "decimal commas and dd.mm.yyyy of Europe",
)
#: Version 1 has a column for each kind of amount; version 2 one amount, and a column that says what it is.
_FEES_V1 = ("_item_fee", "_order_fee", "_shipment_fee", "_misc_fee", "_other_fee")
_AMOUNTS_V1 = ("_price", "_promotion", "_direct", "_other")


def transactions(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """Each transaction; it has no number, so it is named by what it says, and the how manieth of these it is."""
    figures = Figures(DATE_RANGE, sheet, (*_SALES, *_FEES, "_rest", "_total"))
    references = References()
    told = {found[1] for cells in sheet.above for cell in cells if (found := _ALL_IN.search(cell))}
    currency = {"currency": told.pop()} if len(told) == 1 else {}
    for line in records:
        values = line.values
        means = _MEANS.get(normal(text(values.get("_type"))), OTHER)
        net = figures.of(line, "_total")
        kept = -sum((figures.or_nothing(line, name) for name in _FEES), Decimal())
        if means is FEE:
            kept = Decimal()
        yield Record(
            line.row,
            {
                **values,
                **currency,
                **money(None if net is None else net + kept, kept),
                **_said(means, values),
                "reference": references.of(
                    values.get("payout_id"), values.get("_type"), values.get("_order"), values.get("_sku"),
                    values.get("attempt_at"),
                ),
            },
        )  # fmt: skip


@dataclass(slots=True)
class _Group:
    """What belongs together in a settlement: one order's sale, or its refund, or a kind of fee."""

    row: int
    values: Mapping[str, Cell]
    amount: Decimal = field(default_factory=Decimal)
    kept: Decimal = field(default_factory=Decimal)
    unknown: bool = False


def settled(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """What was paid out, then a row for each order and kind of transaction: its amounts are many lines of the file."""
    export = next(export for export in (SETTLEMENT, SETTLEMENT_V2) if export.fits(sheet.headers))
    figures = Figures(export, sheet, ("_deposited", "_amount", *_AMOUNTS_V1, *_FEES_V1))
    groups: dict[tuple[str, str, str], _Group] = {}
    head: Mapping[str, Cell] = {}
    for line in records:
        values = line.values
        if is_blank(values.get("_type")):
            head = values
            yield _deposit(line, figures)
            continue
        kind, order = text(values.get("_type")), text(values.get("_order"))
        group = groups.setdefault((text(values.get("payout_id")), kind, order), _Group(line.row, values))
        _add(group, line, figures)
    for (settlement, kind, order), group in groups.items():
        means = _MEANS.get(normal(kind), OTHER)
        amount = None if group.unknown else group.amount
        yield Record(
            group.row,
            {
                **group.values,
                **money(amount, -group.kept),
                **_said(means, group.values),
                "currency": group.values.get("currency") or head.get("currency"),
                "reference": " ".join(part for part in (settlement, kind, order) if part),
            },
        )


def _add(group: _Group, line: Record, figures: Figures) -> None:
    if "_amount" in line.values:
        one = figures.of(line, "_amount")
        group.unknown |= one is None and not is_blank(line.values.get("_amount"))
        if "fee" in normal(text(line.values.get("_amount_type"))):
            group.kept += one or Decimal()
        else:
            group.amount += one or Decimal()
        return
    group.amount += sum((figures.or_nothing(line, name) for name in _AMOUNTS_V1), Decimal())
    group.kept += sum((figures.or_nothing(line, name) for name in _FEES_V1), Decimal())


def _deposit(line: Record, figures: Figures) -> Record:
    values, paid = line.values, figures.of(line, "_deposited")
    return Record(
        line.row,
        {
            **values,
            **money(None if paid is None else -paid, None),
            **_said(PAYOUT, {**values, "_type": "Transfer"}),
            "attempt_at": values.get("_deposited_at"),
            "reference": f"{text(values.get('payout_id'))} Transfer",
        },
    )


def _said(means: Means, values: Mapping[str, Cell]) -> dict[str, Cell]:
    order = text(values.get("_order"))
    return {
        "provider": "Amazon",
        "kind": means.kind,
        "status": means.status,
        "status_raw": values.get("_type"),
        "order_id": f"AMZ:{order}" if order else None,
    }


#: What both versions of a settlement say of each row.
_OF_A_SETTLEMENT = {
    "settlement-id": "payout_id",
    "deposit-date": "_deposited_at",
    "total-amount": "_deposited",
    "currency": "currency",
    "transaction-type": "_type",
    "order-id": "_order",
}

DATE_RANGE = Export(
    key="amazon_date_range",
    tool="Amazon",
    kind=Text("Amazon date range report", "el informe de Amazon por intervalo de fechas"),
    table="payments",
    needs=(("date/time",), ("settlement id",), ("type",), ("order id",), ("selling fees",), ("total",)),
    columns={
        "date/time": "attempt_at",
        "settlement id": "payout_id",
        "type": "_type",
        "order id": "_order",
        "sku": "_sku",
        "description": "reason",
        "product sales": "_product",
        "product sales tax": "_product_tax",
        "shipping credits": "_shipping",
        "shipping credits tax": "_shipping_tax",
        "gift wrap credits": "_gift",
        "giftwrap credits tax": "_gift_tax",
        "Regulatory Fee": "_regulatory",
        "Tax On Regulatory Fee": "_regulatory_tax",
        "promotional rebates": "_rebates",
        "promotional rebates tax": "_rebates_tax",
        "marketplace withheld tax": "_withheld",
        "selling fees": "_selling",
        "fba fees": "_fba",
        "other transaction fees": "_other_fees",
        "other": "_rest",
        "total": "_total",
    },
    also_makes=(*MADE, "order_id", "currency"),
    shape=transactions,
    seen="fixture",
    quirks=(
        "three to eight lines of definitions above the header; the currency that they name is taken",
        "dates as Sep 4, 2026 1:05:07 AM PDT",
        "transfers and service fees are rows too",
    ),
)

SETTLEMENT = Export(
    key="amazon_settlement",
    tool="Amazon",
    kind=Text("Amazon settlement report", "el informe de liquidación de Amazon"),
    table="payments",
    needs=(("settlement-id",), ("transaction-type",), ("price-amount",), ("item-related-fee-amount",)),
    columns={
        **_OF_A_SETTLEMENT,
        "posted-date": "attempt_at",
        "price-amount": "_price",
        "promotion-amount": "_promotion",
        "direct-payment-amount": "_direct",
        "other-amount": "_other",
        "item-related-fee-amount": "_item_fee",
        "order-fee-amount": "_order_fee",
        "shipment-fee-amount": "_shipment_fee",
        "misc-fee-amount": "_misc_fee",
        "other-fee-amount": "_other_fee",
    },
    also_makes=(*MADE, "order_id", "attempt_at", "currency"),
    shape=settled,
    quotes=False,
    seen="public code",
    quirks=(
        "the first row is the payout",
        "an order's many amounts in one row",
        "decimal commas and dd.mm.yyyy of Europe",
    ),
)

SETTLEMENT_V2 = Export(
    key="amazon_settlement_v2",
    tool="Amazon",
    kind=Text("Amazon settlement report V2", "el informe de liquidación V2 de Amazon"),
    table="payments",
    needs=(("settlement-id",), ("transaction-type",), ("amount-type",), ("amount-description",), ("amount",)),
    columns={
        **_OF_A_SETTLEMENT,
        "posted-date-time": "attempt_at",
        "posted-date": "attempt_at",
        "amount-type": "_amount_type",
        "amount": "_amount",
    },
    also_makes=(*MADE, "order_id", "attempt_at", "currency"),
    shape=settled,
    quotes=False,
    seen="unchecked",
    quirks=(
        "the first row is the payout",
        "an order's many amounts in one row",
        "decimal commas and dd.mm.yyyy of Europe",
    ),
)

EXPORTS = (DATE_RANGE, SETTLEMENT, SETTLEMENT_V2)
