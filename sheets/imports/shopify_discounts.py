"""Shopify's discounts export: a row per discount code or automatic discount."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.words import is_blank, text, translated

_NO_CODE = Text("a discount without a code", "un descuento sin código")
_STATES = {"active": "active", "enabled": "active", "scheduled": "scheduled", "expired": "expired"}


def codes(_sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """Each code with what it takes off as a number above 0: Shopify writes -15.0."""
    for line in lines:
        cells = line.values
        if is_blank(cells.get("code")):
            yield Left(line.row, _NO_CODE)
            continue
        value = cells.get("value")
        yield Record(
            line.row,
            {
                **cells,
                "value": text(value).removeprefix("-") or None if not isinstance(value, int | float) else abs(value),
                "status": translated(cells.get("status"), _STATES),
            },
        )


EXPORT = Export(
    key="shopify_discounts",
    tool="Shopify",
    kind=Text("Shopify discounts export", "la exportación de descuentos de Shopify"),
    table="discount_codes",
    needs=(("Name",), ("Value Type",), ("Times Used In Total", "Discount Class", "Usage Limit Per Code")),
    columns={
        "Name": "code",
        "Value": "value",
        "Value Type": "value_type",
        "Minimum Purchase Requirements": "min_subtotal",
        "Times Used In Total": "times_used",
        "Usage Limit Per Code": "usage_limit",
        "Status": "status",
        "Start": "starts_at",
        "End": "ends_at",
    },
    shape=codes,
    blank_keeps=frozenset({"usage_limit", "min_subtotal"}),
    seen="public code",
    quirks=(
        "negative values (-15.0)",
        "percentage and fixed amount",
        "dates with their offset",
        "joins orders by code",
    ),
)

EXPORTS = (EXPORT,)
