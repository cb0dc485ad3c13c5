"""Shopify's inventory export: a row per variant and location, or (its oldest form) a column per location."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Record
from sheets.imports.variants import with_sizes
from sheets.workbook import Cell

_VARIANT_COLUMNS = {
    "Handle": "product_id",
    "URL handle": "product_id",
    "Title": "product_title",
    "Option1 Name": "option1_name",
    "Option1 Value": "option1_value",
    "Option2 Name": "option2_name",
    "Option2 Value": "option2_value",
    "Option3 Name": "option3_name",
    "Option3 Value": "option3_value",
    "SKU": "sku",
}
#: Columns of the wide form that are no locations.
_NO_LOCATION = frozenset(
    map(
        normal,
        (
            *_VARIANT_COLUMNS,
            *("HS Code", "COO", "Barcode", "Bin name", "Vendor", "Type", "Status", "Tags", "Option1 Linked To"),
            *("Option2 Linked To", "Option3 Linked To", "Cost", "Cost per item", "Compare-at price", "Weight", "Total"),
        ),
    )
)
#: Further markets have columns of their own: ``Price / Canada``.
_OF_A_MARKET = frozenset({"included", "price", "compareatprice", "googleshopping"})
_KEPT = frozenset({"sku", "size", "color", "product_title"})
_QUIRKS = ("“not stocked” is unknown, not zero", "SKU - is none", "options fewer or absent")


def located(_sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """Each variant in each location, with its size and colour."""
    for record in records:
        yield Record(record.row, with_sizes(record.values))


def widened(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """One record for each location's column."""
    places = tuple((at, header) for at, header in enumerate(sheet.headers) if _is_place(sheet, at))
    for record, (_, cells) in zip(records, sheet.lines(), strict=True):
        for at, location in places:
            stock = cells[at] if at < len(cells) else None
            yield Record(record.row, with_sizes({**record.values, "location": location, "available": stock}))


def _is_place(sheet: Sheet, at: int) -> bool:
    header = sheet.headers[at]
    if (
        not header
        or normal(header) in _NO_LOCATION
        or ".metafields." in header
        or normal(header.split(" / ")[0]) in _OF_A_MARKET
    ):
        return False
    # A remark is no location: a location's cells are counts.
    return all(_is_count(cells[at]) for _, cells in sheet.lines() if at < len(cells))


def _is_count(cell: Cell) -> bool:
    if isinstance(cell, str):
        told = cell.strip()
        return not told or told.lower() == "not stocked" or told.lstrip("-").isdigit()
    return cell is None or isinstance(cell, int | float)


LONG = Export(
    key="shopify_inventory",
    tool="Shopify",
    kind=Text("Shopify inventory export", "la exportación de inventario de Shopify"),
    table="inventory",
    needs=(
        ("Handle", "URL handle"),
        ("Title",),
        ("Location",),
        ("Available", "Available (not editable)", "On hand", "On hand (current)"),
    ),
    columns={
        **_VARIANT_COLUMNS,
        "Location": "location",
        "Incoming": "incoming",
        "Incoming (not editable)": "incoming",
        "Unavailable": "unavailable",
        "Unavailable (not editable)": "unavailable",
        "Committed": "committed",
        "Committed (not editable)": "committed",
        "Available": "available",
        "Available (not editable)": "available",
        "On hand": "on_hand",
        # "On hand (new)" is a count that somebody meant to upload, not stock.
        "On hand (current)": "on_hand",
    },
    shape=located,
    also_makes=("size", "color"),
    blank_keeps=_KEPT,
    decimal=".",
    seen="real file",
    quirks=(*_QUIRKS, "forms of 2023 and of 2024 (all states)", "a count typed as On hand (new) is not stock"),
)

WIDE = Export(
    key="shopify_inventory_wide",
    tool="Shopify",
    kind=Text(
        "Shopify inventory export with a column for each location",
        "la exportación de inventario de Shopify con una columna por ubicación",
    ),
    table="inventory",
    needs=(("Handle", "URL handle"), ("Title",), ("SKU",)),
    without=(
        "Location",
        "Price",
        "Variant Price",
        "Variant SKU",
        "Image Src",
        "Product image URL",
        "Inventory quantity",
        "Variant Inventory Qty",
        "Available",
        "Body (HTML)",
        "Description",
    ),
    columns=_VARIANT_COLUMNS,
    shape=widened,
    also_makes=("size", "color", "location", "available"),
    also_reads=lambda sheet: (header for at, header in enumerate(sheet.headers) if _is_place(sheet, at)),
    blank_keeps=_KEPT,
    seen="fixture",
    quirks=(*_QUIRKS, "a row for each location's column", "metafields and prices beside them are no locations"),
)

EXPORTS = (LONG, WIDE)
