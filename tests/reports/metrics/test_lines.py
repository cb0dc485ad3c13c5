from __future__ import annotations

from decimal import Decimal

import pytest

from reports.facts import Facts
from tests.reports.drawn import drawn, facts

STOCK = """
    product_id | product_title  | size | color | sku  | available
    andes      | Jersey Andes   | S    |       | JA-S | 4
    andes      | Jersey Andes   | M    |       | JA-M | 4
    trio       | Medias - Trío  | U    | Rojo  | MT   | 4
    trio       | Medias - Trío  | U    | Azul  | MT   | 4
    gorra      | Gorra          |      |       |      | 4
    doble-a    | Doble          |      |       | D1   | 4
    doble-b    | Doble          |      |       | D2   | 4
    sin        | Sin talla      | S    |       | X1   | 4
    con        | Con talla      | S    |       | X1   | 4
"""


def read(text: str, stock: str = STOCK) -> Facts:
    head = "order_id | created_at | financial_status | subtotal | total | line_name | line_qty | line_price | line_sku"
    tables = [drawn("orders", f"{head}\n{text}")]
    if stock:
        tables.append(drawn("inventory", stock))
    return facts(*tables)


def one(name: str, sku: str = "", stock: str = STOCK):
    return read(f"#1 | 2026-11-10 10:00 | paid | 100 | 100 | {name} | 1 | 100 | {sku}", stock).lines.iloc[0]


@pytest.mark.parametrize(
    ("name", "sku", "variant", "product", "by"),
    [
        ("Jersey Andes - M", "JA-M", "JA-M", "andes", "sku"),
        ("Jersey de antes - M", "JA-M", "JA-M", "andes", "sku"),  # renamed: history follows the SKU
        ("Jersey Andes - M", "", "JA-M", "andes", "name"),
        ("jersey  ándes - m", "", "JA-M", "andes", "name"),
        ("Jersey Andes - M", "OLD-9", "JA-M", "andes", "name"),
        ("Jersey Andes - XL", "", None, "andes", "name"),
        ("Gorra", "", "gorra||", "gorra", "name"),
        ("Medias - Trío - U / Azul", "MT", "trio|U|Azul", "trio", "sku"),
        ("Medias - Trío - Azul / U", "", "trio|U|Azul", "trio", "name"),
        ("Medias - Trío", "MT", None, "trio", "sku"),
        ("Con talla - S", "X1", "con|S|", "con", "sku"),
        ("Otra cosa", "X1", None, None, "none"),
        ("Doble", "", None, None, "none"),
        ("Doble", "D2", "D2", "doble-b", "sku"),
    ],
)
def test_a_line_is_matched_by_sku_where_that_is_one_variants_else_by_name(
    name: str, sku: str, variant: str | None, product: str | None, by: str
) -> None:
    found = one(name, sku)
    assert (found["variant"], found["product"], found["match"]) == (variant, product, by)


@pytest.mark.parametrize(("name", "sku"), [("Medias - Trío", "MT"), ("Otra cosa", "X1"), ("Doble", "")])
def test_what_several_would_fit_is_ambiguous(name: str, sku: str) -> None:
    assert one(name, sku)["ambiguous"]
    assert not one("Jersey Andes - M", "JA-M")["ambiguous"]


def test_trap_20_a_line_without_a_sku_is_matched_by_name_or_unknown_and_its_revenue_counts() -> None:
    found = read("""
        #1 | 2026-11-10 10:00 | paid | 100 | 100 | Jersey Andes - S |  1 | 100 |
        #2 | 2026-11-10 10:00 | paid | 100 | 100 |                  |  1 | 100 | ZZ
    """)
    assert found.lines["variant"].tolist() == ["JA-S", None]
    assert found.sales["weekly"].revenue == 200
    assert found.products.loc["andes", "sales_week"] == 100


def test_trap_21_a_renamed_product_keeps_its_history_by_sku() -> None:
    found = read("""
        #1 | 2026-11-10 10:00 | paid | 100 | 100 | Jersey Viejo - S |  1 | 100 | JA-S
        #2 | 2026-11-11 10:00 | paid | 100 | 100 | Jersey Andes - S |  1 | 100 | JA-S
    """)
    assert found.variants.loc["JA-S", "demand_units"] == 2
    assert found.products.loc["andes", "title"] == "Jersey Andes"


def test_without_inventory_names_make_products() -> None:
    found = read(
        """
        #1 | 2026-11-10 10:00 | paid | 100 | 100 | Jersey Andes - S       |  1 | 100 |
        #2 | 2026-11-11 10:00 | paid | 100 | 100 | Jersey Andes - M / Red |  2 | 50  |
        #3 | 2026-11-11 10:00 | paid | 100 | 100 | Taza - Edición Luna    |  1 | 100 |
        """,
        stock="",
    )
    assert found.products["title"].to_dict() == {
        "jersey-andes": "Jersey Andes",
        "taza-edición-luna": "Taza - Edición Luna",
    }
    assert found.products["sales_week"].tolist() == [200, 100]
    assert not found.products["tracked"].any()
    assert not found.products["in_inventory"].any()


def test_trap_46_an_orders_discount_is_shared_by_value_to_the_peso() -> None:
    found = read("""
        #1 | 2026-11-10 10:00 | paid | 200 | 200 | Jersey Andes - S | 1 | 100 | JA-S
        #1 |                  |      |     |     | Jersey Andes - M | 1 | 100 | JA-M
        #1 |                  |      |     |     | Gorra            | 1 | 100 |
    """)
    assert found.lines["net"].tolist() == [67, 67, 66]
    assert found.orders.loc["1", "goods_discount"] == 100
    assert found.orders.loc["1", "discounted"]


def test_cents_are_shared_to_the_cent() -> None:
    found = read("""
        #1 | 2026-11-10 10:00 | paid | 100.01 | 100.01 | Jersey Andes - S | 1 | 100 | JA-S
        #1 |                  |      |        |        | Jersey Andes - M | 1 | 100 | JA-M
    """)
    assert found.lines["net"].tolist() == [Decimal("50.01"), Decimal("50.00")]


def test_a_line_of_an_order_with_an_unreadable_subtotal_has_no_known_value() -> None:
    found = read("""
        #1 | 2026-11-10 10:00 | paid | #N/A | 100 | Jersey Andes - S | 1 | 100 | JA-S
        #2 | 2026-11-10 10:00 | paid | 90   | 90  | Jersey Andes - S | 1 |     | JA-S
    """)
    assert found.lines["net"].tolist() == [None, 90]  # one line alone needs no price
    assert found.products.loc["andes", "sales_week"] == 90
    assert found.products.loc["andes", "units_week"] == 2


@pytest.mark.parametrize(("subtotal", "discounted"), [("100", False), ("99.5", False), ("99", True), ("120", False)])
def test_a_discount_is_one_from_one_percent_of_list_on(subtotal: str, discounted: bool) -> None:
    found = read(f"#1 | 2026-11-10 10:00 | paid | {subtotal} | {subtotal} | Gorra | 1 | 100 |")
    assert found.orders.loc["1", "discounted"] == discounted


def test_bulk_lines_are_marked_from_their_quantity_on() -> None:
    found = read("""
        #1 | 2026-11-10 10:00 | paid | 400 | 400 | Jersey Andes - S | 4 | 100 | JA-S
        #2 | 2026-11-10 10:00 | paid | 500 | 500 | Jersey Andes - S | 5 | 100 | JA-S
    """)
    assert found.lines["bulk"].tolist() == [False, True]


def test_orders_without_lines_are_orders_all_the_same() -> None:
    found = facts(
        drawn("orders", "order_id | created_at | financial_status | total\n#1 | 2026-11-10 10:00 | paid | 100"),
        drawn("inventory", STOCK),
    )
    assert found.sales["weekly"].revenue == 100
    assert found.sales["weekly"].units is None
    assert found.lines.empty
    assert found.variants["velocity"].isna().all()  # unknown, not none
