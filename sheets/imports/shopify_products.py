"""Shopify's products export, classic and of 2025: one row per variant, and one per further image."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.variants import with_sizes
from sheets.workbook import Cell

_IMAGE = Text("a further image, not a variant", "una imagen más, no una variante")
#: Written on a product's first row only.
_OF_THE_PRODUCT = (
    "product_title",
    "product_type",
    "status",
    "option1_name",
    "option2_name",
    "option3_name",
    "gift_card",
)
_HANDLES = ("Handle", "URL handle")
_IMAGES = ("Image Src", "Product image URL")
#: A row that has none of these is a further image.
_OF_A_VARIANT = ("option1_value", "sku", "price", "available")


def variants(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """The variants, each with its product's cells, its size and colour, and how many photos its product has."""
    photos = _photos(sheet)
    product: dict[str, Cell] = {}
    for record in records:
        values = dict(record.values)
        if values.get("product_id") != product.get("product_id"):
            product = {"product_id": values.get("product_id")}
        for name in _OF_THE_PRODUCT:
            if name in values:
                if values[name] not in (None, ""):
                    product[name] = values[name]
                values[name] = product.get(name)
        if all(values.get(name) in (None, "") for name in _OF_A_VARIANT):
            yield Left(record.row, _IMAGE)
            continue
        if "tracked" in values:
            # The column names who counts the stock; blank is nobody.
            values["tracked"] = "yes" if values["tracked"] not in (None, "") else "no"
        if photos is not None:
            values["photo_count"] = photos.get(str(values.get("product_id")), 0)
        yield Record(record.row, with_sizes(values))


def _photos(sheet: Sheet) -> dict[str, int] | None:
    """How many different photos each handle has; ``None`` where the file has no such column."""
    heads = [normal(header) for header in sheet.headers]
    handle = next((heads.index(name) for name in map(normal, _HANDLES) if name in heads), None)
    image = next((heads.index(name) for name in map(normal, _IMAGES) if name in heads), None)
    if handle is None or image is None:
        return None
    seen: dict[str, set[str]] = {}
    for _, cells in sheet.lines():
        if len(cells) > max(handle, image) and cells[image] not in (None, ""):
            seen.setdefault(str(cells[handle]), set()).add(str(cells[image]))
    return {key: len(addresses) for key, addresses in seen.items()}


EXPORT = Export(
    key="shopify_products",
    tool="Shopify",
    kind=Text("Shopify products export", "la exportación de productos de Shopify"),
    table="inventory",
    needs=(
        _HANDLES,
        ("Title",),
        ("Variant Price", "Price", "Variant Inventory Qty", "Inventory quantity", *_IMAGES),
    ),
    without=("Location",),
    columns={
        "Handle": "product_id",
        "URL handle": "product_id",
        "Title": "product_title",
        "Type": "product_type",
        "Option1 Name": "option1_name",
        "Option1 Value": "option1_value",
        "Option2 Name": "option2_name",
        "Option2 Value": "option2_value",
        "Option3 Name": "option3_name",
        "Option3 Value": "option3_value",
        "Variant SKU": "sku",
        "SKU": "sku",
        "Variant Inventory Tracker": "tracked",
        "Inventory tracker": "tracked",
        "Variant Inventory Qty": "available",
        "Inventory quantity": "available",
        "Variant Price": "price",
        "Price": "price",
        "Variant Compare At Price": "compare_at_price",
        "Compare-at price": "compare_at_price",
        "Cost per item": "unit_cost",
        "Gift Card": "gift_card",
        "Status": "status",
    },
    shape=variants,
    also_makes=("size", "color", "photo_count"),
    also_reads=lambda _sheet: _IMAGES,
    # A shop that keeps no cost or type in Shopify may keep it here.
    blank_keeps=frozenset({"product_type", "sku", "size", "color", "price", "unit_cost", "status", "available"}),
    decimal=".",
    seen="real file",
    quirks=(
        "classic header, that of 2025, and mixes of both",
        "rows of further images left out, their photos counted",
        "product cells on the first row only",
        "leading apostrophes",
        "market, metafield and Google Shopping columns passed over",
        "one SKU for all sizes never merges them",
        "no inventory tracker is untracked",
    ),
)

EXPORTS = (EXPORT,)
