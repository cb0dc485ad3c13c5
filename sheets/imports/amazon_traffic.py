"""Amazon's business report by child ASIN: sessions, page views and sales of each, and who has the buy box."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports import keys
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Record

_SHARE = "Featured Offer (Buy Box) Percentage"
_NEEDS = (("(Child) ASIN",), ("Sessions - Total", "Page Views - Total"), ("Units Ordered", "Ordered Product Sales"))


def traffic(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """What each product had in the days that the founder names: the report itself does not say them."""
    first, last = sheet.period or (None, None)
    for line in records:
        sku = keys.sku(line.values.get("_sku"))
        period = {"date_from": first, "date_to": last, "source": "Amazon", "measure": "sessions"}
        yield Record(line.row, {**line.values, **period, "product_id": sku or line.values.get("_asin")})


def shares(_sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """How often each product was the first offer."""
    return (Record(line.row, {**line.values, "marketplace": "Amazon"}) for line in records)


TRAFFIC = Export(
    key="amazon_business_report",
    tool="Amazon",
    kind=Text("Amazon business report by child ASIN", "el informe de negocio de Amazon por ASIN secundario"),
    table="traffic",
    needs=_NEEDS,
    columns={
        "(Child) ASIN": "_asin",
        "SKU": "_sku",
        "Title": "_title",
        _SHARE: "_share",
        "Sessions - Total": "sessions",
        "Page Views - Total": "product_views",
        "Total Order Items": "purchases",
        "Ordered Product Sales": "revenue_claimed",
    },
    shape=traffic,
    also_makes=("date_from", "date_to", "product_id", "source", "measure"),
    decimal=".",
    asks_period=True,
    warns=Text(
        "Its days are not in the file. Who has the buy box goes into Listings: import the file once more as "
        "amazon_buy_box.",
        "El archivo no dice sus días. Quién tiene la oferta destacada va en Publicaciones: importa el archivo otra vez "
        "como amazon_buy_box.",
    ),
    seen="public code",
    quirks=(
        "quoted thousands, % and $",
        "no days in the file",
        "columns of the app and the browser left out, as they are part of the totals",
        "the share of the buy box as an export of its own",
    ),
)

BUY_BOX = Export(
    key="amazon_buy_box",
    tool="Amazon",
    kind=Text("Amazon business report, its buy box", "el informe de negocio de Amazon, su oferta destacada"),
    table="listings",
    needs=(*_NEEDS, (_SHARE,), ("SKU",)),
    columns={"SKU": "sku", _SHARE: "buy_box_share", "Title": "title"},
    shape=shares,
    also_makes=("marketplace",),
    identity=("sku", "marketplace"),
    blank_keeps=frozenset({"title"}),
    decimal=".",
    seen="public code",
    quirks=("percent", "asked for by its name: the same file is the business report"),
)

EXPORTS = (TRAFFIC, BUY_BOX)
