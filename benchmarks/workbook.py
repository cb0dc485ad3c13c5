"""The founder's workbook of a tier: exports pasted as they are, a journal, and a tab that is nobody's business."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from benchmarks import trust
from benchmarks.shop import AS_OF, ORDER_COLUMNS, SEED, TIERS, Cell, Shop, shop

DEFINITIONS = (
    ("key", "applies_to", "value", "note"),
    ("brand_name", None, "Ruta Norte", None),
    ("brief_language", None, "es", None),
    ("high_value_order", None, 600_000, "Desde aquí escribimos una nota a mano"),
    ("low_stock_units", "type:jersey", 6, None),
    ("lead_time_days", "type:bib", 45, "Taller nuevo"),
    ("vip_tags", None, "VIP", None),
)
_INVENTORY_HEADER = (
    "product_id,product_title,product_type,sku,size,color,available,on_hand,committed,incoming,unit_cost,price,status,"
    "published_at,photo_count,size_guide,lead_time_days,discount_ok"
)
INVENTORY_COLUMNS = tuple(_INVENTORY_HEADER.split(","))
NOTE_TYPES = ("campaign_launched", "product_restocked", "event", "price_changed", "athlete_feature", "other")


def write(path: Path, the_shop: Shop, order_rows: Iterable[Sequence[Cell]] | None = None) -> None:
    """Write the workbook of this shop, or with only these of its order rows; the same shop gives the same cells."""
    with xlsxwriter.Workbook(path) as book:
        _first_level(book, the_shop, the_shop.order_rows() if order_rows is None else order_rows)
        _own_tab(book)


def write_trust(path: Path, the_shop: Shop) -> None:
    """Write the workbook of this shop with Support, Returns and Traffic beside it."""
    with xlsxwriter.Workbook(path) as book:
        rows = list(the_shop.order_rows())
        _first_level(book, the_shop, rows)
        _tab(book, "Support", trust.support(the_shop, rows))
        _tab(book, "Returns", trust.returns(rows))
        _tab(book, "Traffic", trust.traffic(the_shop))
        _own_tab(book)


def _first_level(book: xlsxwriter.Workbook, the_shop: Shop, order_rows: Iterable[Sequence[Cell]]) -> None:
    _tab(book, "Definitions", DEFINITIONS)
    _tab(book, "Orders", [ORDER_COLUMNS, *order_rows])
    _tab(book, "Inventory", _inventory(the_shop))
    _tab(book, "Notes", _notes())


def _tab(book: xlsxwriter.Workbook, name: str, rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, bool):
                sheet.write_boolean(number, column, cell)
            elif isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell)


def _inventory(the_shop: Shop) -> Iterable[tuple[Cell, ...]]:
    chance = Random(SEED + 2)
    yield INVENTORY_COLUMNS
    for variant in the_shop.variants:
        committed = chance.choice((0, 0, 0, 1, 2))
        available = max(-1, int(chance.gauss(9, 9) + 4 * min(variant.popularity, 8)))
        published = AS_OF - timedelta(days=chance.randint(10, 700))
        yield (
            variant.handle,
            variant.title,
            variant.type,
            variant.sku,
            variant.size or None,
            variant.color,
            available,
            available + committed,
            committed,
            chance.choice((0, 0, 0, 0, 24)),
            variant.cost,
            variant.price,
            chance.choices(("active", "draft", "archived"), (94, 3, 3))[0],
            published.strftime("%Y-%m-%d"),
            chance.randint(1, 6),
            chance.choice(("yes", "no")),
            30,
            chance.choices(("yes", "no"), (4, 1))[0],
        )


def _notes() -> Iterable[tuple[Cell, ...]]:
    chance = Random(SEED + 3)
    yield ("date", "type", "applies_to", "text")
    for weeks in range(52):
        day = AS_OF - timedelta(weeks=weeks, days=chance.randint(0, 6))
        yield (day.strftime("%Y-%m-%d"), chance.choice(NOTE_TYPES), None, f"Nota de la semana {52 - weeks}")


def _own_tab(book: xlsxwriter.Workbook) -> None:
    """A tab of the founder's own, with formulas and a chart, that must come out as it went in."""
    sheet = book.add_worksheet("Caja")
    sheet.write_row(0, 0, ("Mes", "Entradas", "Salidas", "Saldo"))
    for month in range(1, 13):
        income, expense = 40_000_000 + month * 900_000, 31_000_000 + month * 700_000
        sheet.write_row(month, 0, (f"2026-{month:02d}", income, expense))
        sheet.write_formula(month, 3, f"=B{month + 1}-C{month + 1}", None, income - expense)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Caja!$A$2:$A$13", "values": "=Caja!$D$2:$D$13", "name": "Saldo"})
    sheet.insert_chart("F2", chart)


if __name__ == "__main__":
    written = write_trust if sys.argv[3:] == ["trust"] else write
    written(Path(sys.argv[2]), shop(TIERS[sys.argv[1]]))
