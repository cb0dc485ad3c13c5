"""BigCommerce's products export: a row per product, below it one per SKU and one per price rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sheets.errors import Text
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.variants import with_sizes
from sheets.imports.words import is_blank, text
from sheets.workbook import Cell

_ABOVE = Text("the product above its SKUs", "el producto sobre sus SKU")
_RULE = Text("a rule for prices, not a product", "una regla de precios, no un producto")
_UNTRACKED = frozenset({"", "none", "n", "no", "false", "0"})
_OPTIONS = range(1, 4)


def variants(sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """The SKUs, and the products that have none, each with its product's name, category, price and state."""
    amounts = Figures(EXPORT, sheet, ("price", "_sale_price", "_retail_price", "unit_cost", "low_stock_units"))
    product: Record | None = None
    sold_by_sku = False
    for line in lines:
        kind = text(line.values.get("_kind")).casefold()
        if kind == "rule":
            yield Left(line.row, _RULE)
        elif kind == "sku":
            sold_by_sku = True
            yield Record(line.row, with_sizes(_sku(line, product, amounts)))
        else:
            if product is not None:
                yield _whole(product, sold_by_sku, amounts)
            product, sold_by_sku = line, False
    if product is not None:
        yield _whole(product, sold_by_sku, amounts)


def _whole(line: Record, sold_by_sku: bool, amounts: Figures) -> Record | Left:
    if sold_by_sku:
        return Left(line.row, _ABOVE)
    cells = {**line.values, **_of_product(line.values), **_price(line, amounts), **_filled(line, amounts)}
    return Record(line.row, with_sizes(cells))


def _filled(line: Record, amounts: Figures) -> dict[str, Cell]:
    """A cost or a minimum of 0 is one that nobody filled in."""
    return {
        name: cell if amounts.of(line, name) else None
        for name in ("unit_cost", "low_stock_units")
        if (cell := line.values.get(name)) is not None
    }


def _sku(line: Record, product: Record | None, amounts: Figures) -> dict[str, Cell]:
    cells: dict[str, Cell] = {**line.values, **_filled(line, amounts)}
    cells["product_title"] = None
    if product is not None:
        above = {**product.values, **_filled(product, amounts), "sku": None, "available": None}
        cells |= {name: cell for name, cell in above.items() if is_blank(cells.get(name))}
        cells |= _of_product(product.values)
        priced = line if amounts.of(line, "price") else product
        cells |= _price(priced, amounts)
        told = text(line.values.get("available"))
        cells["tracked"] = "yes" if told else cells.get("tracked")
    for number, (name, value) in zip(_OPTIONS, _named_options(line), strict=False):
        cells |= {f"option{number}_name": name, f"option{number}_value": value}
    return cells


def _named_options(line: Record) -> list[tuple[str, str]]:
    """A SKU's name says its options: ``[RT]Size=M,[C]Color=Red``."""
    parts = [part.rpartition("]")[2].partition("=") for part in text(line.values.get("product_title")).split("[")]
    return [(name.strip(), value.strip(", ")) for name, named, value in parts if named]


def _of_product(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    visible = text(cells.get("_visible")).casefold()
    status = "active" if visible in ("y", "yes", "true", "1") else "draft"
    return {
        "product_type": _category(text(cells.get("_category"))) or None,
        "status": status if visible else None,
        "tracked": "no" if text(cells.get("_tracks")).casefold() in _UNTRACKED else "yes",
    }


def _category(told: str) -> str:
    """The last step of the first path: ``Clothing/Jerseys;Sale`` is ``Jerseys``."""
    path = told.rpartition("Category Path:")[2] if "Category Path:" in told else re.split("[;|]", told)[0]
    return path.split("|")[0].rpartition("/")[2].strip()


def _price(line: Record, amounts: Figures) -> dict[str, Cell]:
    """What is paid now, and what is struck out: 0.00 is no sale and no retail price."""
    price, retail = line.values.get("price"), line.values.get("_retail_price")
    if amounts.of(line, "_sale_price"):
        return {"price": line.values.get("_sale_price"), "compare_at_price": price}
    now, before = amounts.of(line, "price"), amounts.of(line, "_retail_price")
    marked_down = now is not None and before is not None and before > now
    return {"price": price, "compare_at_price": retail if marked_down else None}


EXPORT = Export(
    key="bigcommerce_products",
    tool="BigCommerce",
    kind=Text("BigCommerce products export", "la exportación de productos de BigCommerce"),
    table="inventory",
    needs=(("Item Type",), ("Product Name",), ("Product Code/SKU", "Product ID"), ("Price", "Current Stock Level")),
    columns={
        "Item Type": "_kind",
        "Product ID": "product_id",
        "Product Name": "product_title",
        "Product Code/SKU": "sku",
        "Price": "price",
        "Cost Price": "unit_cost",
        "Retail Price": "_retail_price",
        "Sale Price": "_sale_price",
        "Product Visible?": "_visible",
        "Track Inventory": "_tracks",
        "Current Stock Level": "available",
        "Low Stock Level": "low_stock_units",
        "Category": "_category",
    },
    shape=variants,
    also_makes=(
        *("product_type", "status", "tracked", "compare_at_price", "size", "color"),
        *(f"option{number}_{part}" for number in _OPTIONS for part in ("name", "value")),
    ),
    blank_keeps=frozenset(
        {"product_type", "sku", "size", "color", "price", "unit_cost", "status", "available", "low_stock_units"}
    ),
    decimal=".",
    seen="unchecked",
    quirks=(
        "rows Product, SKU and Rule",
        "options in a SKU's name ([RT]Size=M)",
        "0.00 is no sale price, no retail price and no cost",
        "stock of the product or of its SKUs",
    ),
)

EXPORTS = (EXPORT,)
