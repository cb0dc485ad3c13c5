"""WooCommerce's Analytics > Products, Variations and Stock downloads: what is there now, by product or variation."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.words import text

_VARIES = Text(
    "a product with variations, whose stock stands with them: import the products export or the variations report",
    "un producto con variaciones, cuyo inventario está en ellas: importa la exportación de productos o el informe de "
    "variaciones",
)
_SALES = Text(
    "What was sold is not taken: the report does not say on which days. Orders say it.",
    "No se toma lo vendido: el informe no dice en qué días. Lo dicen los pedidos.",
)
_QUIRKS = ("stock N/A or blank is unknown, not zero", "sums of sales without days are not taken")
_KEPT = frozenset({"sku", "available", "product_type"})
#: The title of a variation holds its options; a product that is known already keeps its own.
_FILLED = frozenset({"product_title", "product_type"})


def stocked(_sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """The products that have no variations; stock that WooCommerce does not count stays unknown."""
    for line in lines:
        variations = text(line.values.get("_variations"))
        if variations not in ("", "0"):
            yield Left(line.row, _VARIES)
        else:
            yield line


PRODUCTS = Export(
    key="woo_products_analytics",
    tool="WooCommerce",
    kind=Text("WooCommerce products report (Analytics)", "el informe de productos de WooCommerce (Análisis)"),
    table="inventory",
    needs=(("Product Title",), ("Stock",), ("Items Sold", "Net Sales")),
    columns={
        "Product Title": "product_title",
        "SKU": "sku",
        "Category": "product_type",
        "Variations": "_variations",
        "Stock": "available",
    },
    shape=stocked,
    blank_keeps=_KEPT,
    fills=_FILLED,
    warns=_SALES,
    seen="public code",
    quirks=(*_QUIRKS, "products with variations are left to their variations"),
)

VARIATIONS = Export(
    key="woo_variations_analytics",
    tool="WooCommerce",
    kind=Text("WooCommerce variations report (Analytics)", "el informe de variaciones de WooCommerce (Análisis)"),
    table="inventory",
    needs=(("Product or variation title", "Product / Variation title"), ("Stock",), ("Items sold", "Net sales")),
    columns={
        "Product or variation title": "product_title",
        "Product / Variation title": "product_title",
        "SKU": "sku",
        "Stock": "available",
    },
    blank_keeps=_KEPT,
    fills=_FILLED,
    warns=_SALES,
    seen="public code",
    quirks=_QUIRKS,
)

STOCK = Export(
    key="woo_stock_analytics",
    tool="WooCommerce",
    kind=Text("WooCommerce stock report (Analytics)", "el informe de inventario de WooCommerce (Análisis)"),
    table="inventory",
    needs=(("Product or variation", "Product / Variation"), ("Stock",), ("Status",)),
    columns={
        "Product or variation": "product_title",
        "Product / Variation": "product_title",
        "SKU": "sku",
        "Stock": "available",
    },
    blank_keeps=_KEPT,
    fills=_FILLED,
    seen="public code",
    quirks=_QUIRKS[:1],
)

EXPORTS = (PRODUCTS, VARIATIONS, STOCK)
