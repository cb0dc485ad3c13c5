"""Etsy's payment account statement: sales, fees, taxes, refunds and deposits, a row each, by the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sheets import amounts
from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.payment_rows import FEE, MADE, OTHER, PAYOUT, REFUND, SALE, Days, Means, References, money
from sheets.imports.records import Record
from sheets.imports.words import text
from sheets.workbook import Cell

_MEANS = {
    "sale": SALE,
    "refund": REFUND,
    "deposit": PAYOUT,
    "fee": FEE,
    "marketing": FEE,
    "shipping": FEE,
    "vat": FEE,
    "tax": OTHER,
}
_ORDER = re.compile(r"\border\s*#\s?(\d{6,})", re.IGNORECASE)
#: "$37.35 sent to your bank account": the only place in which a deposit says how much it was.
_SENT = re.compile(r"^(\S*\d[\d.,]*)\s+sent\b", re.IGNORECASE)


def movements(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """Each movement; it has no number, so it is named by its day and words, and the how manieth of these it is."""
    figures = Figures(STATEMENT, sheet, ("_amount", "_fees"))
    references = References()
    days = Days(line.values.get("attempt_at") for line in STATEMENT.mapped(sheet))
    for line in records:
        values = line.values
        means = _MEANS.get(normal(text(values.get("_type"))), OTHER)
        amount, fees = figures.of(line, "_amount"), figures.of(line, "_fees")
        if means is PAYOUT and amount is None:
            amount = _sent(values.get("_title"))
        elif amount is None:
            amount, fees = fees, None
        number = _order(values.get("_title")) or _order(values.get("_info"))
        yield Record(
            line.row,
            {
                **values,
                **money(amount, None if fees is None else -fees),
                "provider": "Etsy Payments",
                "kind": _kind(means, values.get("_title")),
                "status": means.status,
                "status_raw": values.get("_type"),
                "order_id": f"ETSY:{number}" if number else None,
                "reason": values.get("_title"),
                "reference": references.of(
                    days.named(values.get("attempt_at")), values.get("_type"), values.get("_title"), values.get("_info")
                ),
            },
        )


def _kind(means: Means, title: Cell) -> str:
    return "fee" if means is OTHER and "fee" in text(title).lower() else means.kind


def _order(cell: Cell) -> str:
    found = _ORDER.search(text(cell))
    return found[1] if found else ""


def _sent(title: Cell) -> Decimal | None:
    found = _SENT.search(text(title))
    read = amounts.reader([found[1]], "money", 2, "1,234.5")(found[1]) if found else None
    return -read if isinstance(read, Decimal) else None


STATEMENT = Export(
    key="etsy_statement",
    tool="Etsy",
    kind=Text("Etsy payment account statement", "el estado de cuenta de pagos de Etsy"),
    table="payments",
    needs=(("Date",), ("Type",), ("Title",), ("Info",), ("Fees & Taxes",), ("Net",)),
    columns={
        "Date": "attempt_at",
        "Type": "_type",
        "Title": "_title",
        "Info": "_info",
        "Currency": "currency",
        "Amount": "_amount",
        "Fees & Taxes": "_fees",
    },
    also_makes=(*MADE, "order_id", "reason"),
    also_reads=lambda _sheet: ("Net", "Tax Details"),
    shape=movements,
    decimal=".",
    seen="public code",
    quirks=("-- is no zero", "amounts as -$0.98", "dates in words", "a deposit's amount stands in its title"),
)

EXPORTS = (STATEMENT,)
