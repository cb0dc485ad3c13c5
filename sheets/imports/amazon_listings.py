"""Amazon's listings: all of them with their state, or only the active ones."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Record

#: A report without the column of states that has one of these is the one of active listings.
_OF_ACTIVE = frozenset({"businessprice"})


def listings(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """Each listing; in the report of active listings, which does not say so in each row, they are active."""
    headers = set(map(normal, sheet.headers))
    active = "status" not in headers and not headers.isdisjoint(_OF_ACTIVE)
    for line in records:
        state = {"status": "active"} if active else {}
        yield Record(line.row, {**line.values, "marketplace": "Amazon", **state})


LISTINGS = Export(
    key="amazon_listings",
    tool="Amazon",
    kind=Text("Amazon listings report", "el informe de publicaciones de Amazon"),
    table="listings",
    needs=(("seller-sku",), ("listing-id", "asin1"), ("price", "quantity"), ("item-name", "open-date")),
    columns={
        "listing-id": "listing_id",
        "asin1": "listing_id",
        "seller-sku": "sku",
        "item-name": "title",
        "price": "price",
        "quantity": "listed_qty",
        "status": "status",
    },
    shape=listings,
    also_makes=("marketplace", "status"),
    identity=("sku", "marketplace"),
    # What the report of active listings or a trimmed one does not say is no news.
    blank_keeps=frozenset({"status", "title"}),
    decimal=".",
    quotes=False,
    seen="public code",
    quirks=(
        "tab separated, quotation marks are letters",
        "the report of active listings has no state",
        "the short form of Europe",
        "units in Amazon's warehouses are blank, not none",
    ),
)

EXPORTS = (LISTINGS,)
