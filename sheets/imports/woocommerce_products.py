"""WooCommerce's product export, in English and in Spanish: a row per product, one below it per variation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.variants import with_sizes
from sheets.imports.words import is_blank, text
from sheets.workbook import Cell

_ABOVE = Text("the product above its variations", "el producto sobre sus variaciones")
_SHARED = Text(
    "the product above its variations, which share its stock: it is not known how much is whose",
    "el producto sobre sus variaciones, que comparten su inventario: no se sabe cuánto es de cada una",
)
_GROUP = Text("a group of other products", "un grupo de otros productos")
_ELSEWHERE = Text("sold on another site", "se vende en otro sitio")

_ATTRIBUTES = range(1, 13)
_OPTIONS = range(1, 4)


@dataclass(slots=True)
class _Product:
    """What is said of a product as a whole; its variations do not repeat it."""

    key: str
    title: str
    category: str
    status: Cell
    photos: set[str] = field(default_factory=set)
    varies: bool = False
    shares: bool = False


def variants(sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """The variations and the products that have none, each with its product's name, category, status and photos."""
    products = _products(sheet)
    for line in lines:
        cells, kind = line.values, _kind(line)
        product = products.get(_parent(line) if "variation" in kind else _own(line))
        if "variation" not in kind and product is not None and product.varies:
            yield Left(line.row, _SHARED if product.shares else _ABOVE)
        elif kind.startswith("grouped"):
            yield Left(line.row, _GROUP)
        elif kind.startswith("external"):
            yield Left(line.row, _ELSEWHERE)
        else:
            yield Record(line.row, with_sizes({**cells, **_of_product(line, product), **_stock(line), **_price(cells)}))


def _products(sheet: Sheet) -> dict[str, _Product]:
    """The products by all names under which a variation may know its parent: ``id:123``, and the SKU."""
    products: dict[str, _Product] = {}
    export = _export(sheet)
    for line in export.mapped(sheet):
        if "variation" not in _kind(line):
            cells = line.values
            number, sku = text(cells.get("product_admin_id")), text(cells.get("sku"))
            product = _Product(number or sku, text(cells.get("product_title")), _category(cells), _status(cells))
            product.photos.update(_images(cells))
            for name in filter(None, (_own(line), f"id:{number}" if number else "", sku.casefold())):
                products.setdefault(name, product)
    for line in export.mapped(sheet):
        if "variation" in _kind(line) and (above := products.get(_parent(line))) is not None:
            above.varies = True
            above.shares |= text(line.values.get("available")).casefold() == "parent"
            above.photos.update(_images(line.values))
    return products


def _export(sheet: Sheet) -> Export:
    return ENGLISH if ENGLISH.fits(sheet.headers) else SPANISH


def _kind(line: Record) -> str:
    return text(line.values.get("_kind")).casefold()


def _parent(line: Record) -> str:
    return text(line.values.get("_parent")).casefold()


def _own(line: Record) -> str:
    return f"row:{line.row}"


def _of_product(line: Record, product: _Product | None) -> dict[str, Cell]:
    cells = line.values
    options: dict[str, Cell] = {}
    if "variation" in _kind(line):
        told = [
            (cells.get(f"_attribute{number}_name"), cells.get(f"_attribute{number}_value")) for number in _ATTRIBUTES
        ]
        for number, (name, value) in zip(_OPTIONS, [pair for pair in told if not is_blank(pair[1])], strict=False):
            options |= {f"option{number}_name": name, f"option{number}_value": value}
    if product is None:
        return {"product_type": _category(cells), "status": _status(cells), **options}
    # A variation that is switched off is not sold, whatever its product is.
    status = product.status if _status(cells) == "active" else _status(cells)
    return {
        "product_id": product.key or None,
        "product_title": product.title,
        "product_type": product.category,
        "product_admin_id": product.key if product.key.isdigit() else None,
        "photo_count": len(product.photos) if "_images" in cells else None,
        "status": status,
        **options,
    }


def _stock(line: Record) -> dict[str, Cell]:
    """Stock that nobody counts is unknown and not tracked; what cannot be bought is 0."""
    stock, there = line.values.get("available"), text(line.values.get("_in_stock")).casefold()
    if text(stock).casefold() == "parent":
        return {"available": None, "tracked": None}
    if not is_blank(stock):
        return {"tracked": "yes"}
    return {"available": 0, "tracked": "yes"} if there == "0" else {"tracked": "no"}


def _price(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    sale, regular = cells.get("_sale_price"), cells.get("_regular_price")
    if is_blank(sale):
        return {"price": regular, "compare_at_price": None}
    return {"price": sale, "compare_at_price": regular}


def _status(cells: Mapping[str, Cell]) -> Cell:
    """Published is 1; 0 is private or switched off, -1 a draft."""
    said = text(cells.get("_published"))
    return {"1": "active", "0": "draft", "-1": "draft"}.get(said, said or None)


def _category(cells: Mapping[str, Cell]) -> str:
    """The last step of the longest path: ``Clothing, Clothing > T-shirts`` is ``T-shirts``."""
    paths = [path.split(">") for path in text(cells.get("_categories")).split(",")]
    return max(paths, key=len)[-1].strip()


def _images(cells: Mapping[str, Cell]) -> list[str]:
    return [address.strip() for address in text(cells.get("_images")).split(",") if address.strip()]


_MAKES = (
    *("product_id", "product_type", "size", "color", "photo_count", "status", "available", "tracked", "price"),
    *("compare_at_price", *(f"option{number}_{part}" for number in _OPTIONS for part in ("name", "value"))),
)
_KEPT = frozenset(
    {
        "product_type",
        "sku",
        "size",
        "color",
        "price",
        "status",
        "available",
        "tracked",
        "photo_count",
        "low_stock_units",
    }
)
_QUIRKS = (
    "variations below their product, known by SKU or id:123",
    "attributes 1 to 12, in any columns, as size, colour and other options",
    "stock blank (not counted), 0, or parent (shared: unknown)",
    "sale price and regular price",
    "deepest category as product type",
    "grouped and external products left out",
    "Meta: columns passed over",
)


def _attributes(name: str, value: str) -> dict[str, str]:
    columns: dict[str, str] = {}
    for number in _ATTRIBUTES:
        columns |= {name.format(number): f"_attribute{number}_name", value.format(number): f"_attribute{number}_value"}
    return columns


ENGLISH = Export(
    key="woo_products",
    tool="WooCommerce",
    kind=Text("WooCommerce products export", "la exportación de productos de WooCommerce"),
    table="inventory",
    needs=(("Type",), ("Name",), ("Regular price", "Stock", "In stock?"), ("Parent", "Published", "Categories")),
    without=("Handle", "URL handle"),
    columns={
        "ID": "product_admin_id",
        "Type": "_kind",
        "SKU": "sku",
        "Name": "product_title",
        "Published": "_published",
        "In stock?": "_in_stock",
        "Stock": "available",
        "Low stock amount": "low_stock_units",
        "Sale price": "_sale_price",
        "Regular price": "_regular_price",
        "Categories": "_categories",
        "Images": "_images",
        "Parent": "_parent",
        **_attributes("Attribute {} name", "Attribute {} value(s)"),
    },
    shape=variants,
    also_makes=_MAKES,
    blank_keeps=_KEPT,
    decimal=".",
    seen="real file",
    quirks=_QUIRKS,
)

SPANISH = Export(
    key="woo_products_es",
    tool="WooCommerce",
    kind=Text(
        "WooCommerce products export of a site in Spanish",
        "la exportación de productos de WooCommerce de un sitio en español",
    ),
    table="inventory",
    needs=(
        ("Tipo",),
        ("Nombre",),
        ("Precio normal", "Inventario", "¿En inventario?", "¿Existencias?"),
        ("Superior", "Publicado", "Categorías"),
    ),
    without=("Handle", "URL handle"),
    columns={
        "ID": "product_admin_id",
        "Tipo": "_kind",
        "SKU": "sku",
        "Nombre": "product_title",
        "Publicado": "_published",
        "¿En inventario?": "_in_stock",
        "¿Existencias?": "_in_stock",
        "Inventario": "available",
        "Cantidad de bajo inventario": "low_stock_units",
        "Precio rebajado": "_sale_price",
        "Precio normal": "_regular_price",
        "Categorías": "_categories",
        "Imágenes": "_images",
        "Superior": "_parent",
        **_attributes("Nombre del atributo {}", "Valor(es) del atributo {}"),
    },
    shape=variants,
    also_makes=_MAKES,
    blank_keeps=_KEPT,
    decimal=",",
    seen="public code",
    quirks=(*_QUIRKS, "¿En inventario? or ¿Existencias?", "decimal comma"),
)

EXPORTS = (ENGLISH, SPANISH)
