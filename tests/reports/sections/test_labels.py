"""The label lines: what is dropped, what is kept, one and many, and what is said where a source is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import msgspec
import pytest

from reports.outcome import Line, Product
from reports.sections import campaign, delivery, inventory, notes, products, sales
from sheets.tables import Tables
from tests.reports.made import (
    NOTES,
    TABLES,
    facts,
    given,
    learning,
    order,
    product,
    table,
    tables,
    variant,
    windows,
)
from tests.reports.made import sales as sold


def said(module, made=None, language="en", **context):
    return " ".join(line.text(language) for line in module.section(given(made, **context)).lines)


def test_all_parts_of_the_sales_line_in_their_order():
    now = sold(
        windows()["weekly"],
        10,
        8,
        2_212_085,
        discounted=3,
        discountable=9,
        free=1,
        refunds=Decimal(21_990),
        pending=Decimal(259_900),
        pending_orders=1,
        part_paid=2,
        gift_cards=Decimal(50_000),
    )
    orders = [order("#1", 10, 1000), order("#2", 11, None, state="exchange")]
    assert said(sales, facts(now=now, orders=orders)) == (
        "10 orders · COP 2,212,085 · average order COP 276,511 (8 orders with value) · 3 of 9 paid orders discounted · "
        "1 free · 1 exchange · 2 part-paid · refunds COP 21,990 · pending COP 259,900 (1) · gift cards sold COP 50,000"
    )


def test_zero_and_unknown_parts_are_dropped():
    now = sold(windows()["weekly"], 1, 1, 1000, discounted=None, refunds=Decimal(0))
    assert said(sales, facts(now=now, orders=[order("#1", 10, 1000)]), "es") == (
        "1 pedido · $ 1.000 · promedio $ 1.000 (1 pedido con valor, muy pocos datos)"
    )


def test_unreadable_revenue_is_said():
    now = sold(windows()["weekly"], 2, 0, None, pending_orders=3)
    assert said(sales, facts(now=now, orders=[order("#1", 10, None)])) == "2 orders · revenue can't be read · 3 pending"


def test_an_empty_week_and_no_tab():
    assert said(sales, facts(orders=[])) == "No orders in this week (the tab covers 3–15 Nov)."
    assert said(sales, facts(tables=tables("orders")), "es") == (
        "No hay pedidos para leer. Pega tu exportación en Orders."
    )


def test_below_minimum_the_worst_stand_first_and_the_rest_is_counted():
    rows = [variant(f"V{n}", f"Bib {n}", "M", n, 20) for n in range(9)]
    assert said(inventory, facts(variants=rows)) == (
        "9 sizes below minimum: Bib 0 M (0 of 20), Bib 1 M (1 of 20), Bib 2 M (2 of 20), Bib 3 M (3 of 20), Bib 4 M (4 of "
        "20), Bib 5 M (5 of 20) and 3 more."
    )


def test_trap_55_untracked_archived_and_gift_cards_are_not_stockouts():
    off = [
        variant("A", "A", "M", 0, 8, tracked=False),
        variant("B", "B", "M", 0, 8, active=False),
        variant("C", "C", "M", 0, 8, gift_card=True),
        variant("D", "D", "M", 0, 8, sold_here=False),
    ]
    assert said(inventory, facts(variants=off)) == "No item has its stock tracked."
    assert said(inventory, facts(variants=[*off, variant("E", "E", "M", 9, 8)])) == "Nothing is below its minimum."


def test_what_has_no_size_is_an_item_and_unread_stock_is_not_low():
    rows = [variant("CAP", "Cap", "", 1, 10), variant("X", "Vest", "", None, 5)]
    assert said(inventory, facts(variants=rows)) == "1 item below minimum: Cap (1 of 10). 1 item has no readable stock."


def test_trap_06_headers_without_rows_are_no_stock_data():
    bare = replace(TABLES["inventory"], frame=TABLES["inventory"].frame.head(0))
    assert said(inventory, facts(tables=tables(inventory=bare))).startswith("No stock data")
    assert said(products, facts(tables=tables(inventory=bare))).startswith("No stock data")


def test_without_inventory_nothing_is_called_safe():
    assert said(inventory, facts(tables=tables("inventory")), "es") == (
        "Sin datos de inventario: nada aquí dice que sea seguro promocionar."
    )


WITH_CODES = Tables({**TABLES, "orders": table("orders", "Orders", "order_id", "discount_code", "fulfillment_status")})


def test_codes_by_how_often_they_were_used():
    now = sold(windows()["weekly"], 4, 4, 1000, codes={"ATLETA100": 1, "RODADA15": 3})
    orders = [order(f"#{n}", 10, 100, codes=("RODADA15",)) for n in range(3)]
    orders += [
        order("#9", 10, None, free=True, codes=("ATLETA100",)),
        order("#8", 10, 5, codes=("OLD",), state="pending"),
    ]
    assert said(campaign, facts(tables=WITH_CODES, now=now, orders=orders)) == (
        "No campaigns recorded. 4 orders used a code: RODADA15 (3), ATLETA100 (1)."
    )


def test_no_code_used():
    assert said(campaign, facts(tables=WITH_CODES)) == "No campaigns recorded. No order used a code."


@pytest.mark.parametrize(
    ("due", "said_es"),
    [
        ([18], "1 pedido pagado está dentro de su plazo de despacho (mié 18 nov)."),
        ([18, 19, 19], "3 pedidos pagados están dentro de su plazo de despacho (mié 18 y jue 19 nov)."),
        ([30, 31], "2 pedidos pagados están dentro de su plazo de despacho (lun 30 nov y mar 1 dic)."),
        ([17, 18, 19, 20], "4 pedidos pagados están dentro de su plazo de despacho (mar 17 – vie 20 nov)."),
        (
            [13, 18],
            "1 pedido pagado está dentro de su plazo de despacho (mié 18 nov).",
        ),
        ([16], "1 pedido pagado está dentro de su plazo de despacho (lun 16 nov)."),
        ([12, 13], "2 pedidos pagados pasaron su plazo de despacho."),
        ([], "Ningún pedido pagado está por despachar."),
    ],
)
def test_what_waits_to_ship(due, said_es):
    days = [date(2026, 12, 1) if day == 31 else date(2026, 11, day) for day in due]
    orders = [order(f"#{n}", 12, 100, fulfillment_status="unfulfilled", ship_by_on=day) for n, day in enumerate(days)]
    orders.append(order("#90", 12, 100))
    assert said(delivery, facts(orders=orders), "es") == (
        f"No se ve la entrega: solo si el pedido se marcó despachado. {said_es}"
    )


def test_without_a_fulfilment_column_nothing_is_said_of_shipping():
    blind = Tables({**TABLES, "orders": table("orders", "Orders", "order_id")})
    assert said(delivery, facts(tables=blind)) == (
        "Neither delivery nor fulfilment is visible: no Fulfillment Status column."
    )


def test_notes_of_the_week_only_with_their_days():
    rows = [
        NOTES[0],
        NOTES[0] | {"row": 3, "on": date(2026, 11, 2), "text": "too early"},
        NOTES[0] | {"row": 4, "on": date(2026, 11, 16), "text": "too late"},
        NOTES[0] | {"row": 5, "on": date(2026, 11, 7), "until": date(2026, 11, 10), "type": None, "text": "Feria."},
    ]
    assert said(notes, facts(notes=rows)) == "Sat 7 – Tue 10 Nov: Feria · Sat 14 Nov event: Rodada del sábado."


def test_trap_23_a_note_stays_text_and_is_cut_where_it_is_long():
    rows = [NOTES[0] | {"type": "other", "text": "=IMPORTXML(1)\n" + "x" * 300}]
    text = said(notes, facts(notes=rows))
    assert text.startswith("Sat 14 Nov: =IMPORTXML(1) xxx")
    assert len(text) < 140


def test_no_notes():
    assert said(notes, facts(notes=[]), "es") == "Aún no hay notas."
    assert said(notes, facts(notes=[NOTES[0] | {"on": date(2026, 10, 1)}])) == "No notes this week."


def judged(title: str, category: str, confidence: str = "directional") -> Product:
    return replace_category(learning(title), category, confidence)


def replace_category(one: Product, category: str, confidence: str) -> Product:
    return Product(
        key=one.key,
        title=one.title,
        category=category,
        confidence=confidence,
        evidence=one.evidence,
        moves_out=one.moves_out,
    )


def test_products_by_label_in_print_order():
    rows = [
        product("Jersey Andes", 0),
        product("Cap", 0, clear_margin=0.387, unit_cost=Decimal(1)),
        product("Gloves", 0, age_days=6.0, demand_units=0),
        product("Vest", 0),
    ]
    chosen = (
        msgspec.structs.replace(judged("Gloves", "learn", "too_little"), evidence=Line(id="C-NEW", en="", es="")),
        judged("Cap", "clear"),
        judged("Jersey Andes", "protect"),
        judged("Vest", "steady"),
    )
    assert said(products, facts(products=rows), products=chosen) == (
        "Protect: Jersey Andes ◐ · Clear intentionally: Cap ◐ (suggested; 30% off keeps 39% margin) · Learn: Gloves ○ (6 days "
        "on sale, 0 units; wait for 20 units)"
    )


def test_what_is_missing_to_judge_is_told_for_how_many():
    rows = [product("A", 0, unit_cost=Decimal(5), price=Decimal(9), demand_units=1), product("B", 0, demand_units=4)]
    waiting = (judged("A", "learn", "too_little"), judged("B", "learn", "too_little"))
    assert said(products, facts(products=rows), products=waiting) == (
        "Learn: A ○, B ○. Can't tell yet: cost (1 of 2), traffic and publication date missing; 1 to 4 units each in 13 days."
    )


def test_nothing_to_change_and_no_lines():
    assert said(products, facts(), products=(judged("Jersey Andes", "steady"),)) == "No product needs a change."
    bare = Tables({**TABLES, "orders": table("orders", "Orders", "order_id")})
    assert said(products, facts(tables=bare), "es") == (
        "Los pedidos no traen líneas de producto; no se puede leer por producto."
    )


def test_an_as_of_before_today_decides_what_is_past_ship_by():
    made = facts()
    old = replace(made.sources["orders"], as_of=made.as_of.replace(day=13))
    orders = [order("#1", 10, 100, fulfillment_status="unfulfilled", ship_by_on=date(2026, 11, 14))]
    late = said(delivery, facts(orders=orders))
    seen = said(delivery, facts(orders=orders, sources=made.sources | {"orders": old}))
    assert late.endswith("1 paid order is past ship-by.")
    assert seen.endswith("1 paid order is inside its ship-by (Sat 14 Nov).")


def test_a_blank_fulfilment_column_tells_nothing_of_shipping():
    orders = [order("#1", 9, 500, fulfillment_status=None, ship_by_on=date(2026, 11, 11))]
    assert said(delivery, facts(orders=orders)) == (
        "Neither delivery nor fulfilment is visible: the Fulfillment Status column is blank."
    )


def test_an_order_of_the_future_does_not_wait_to_ship():
    later = order("#1", 20, 500, fulfillment_status="unfulfilled", ship_by_on=date(2026, 11, 24))
    assert said(delivery, facts(orders=[later])).endswith("No paid order is waiting to ship.")


def test_days_that_the_orders_do_not_cover_are_not_days_without_sales():
    spans = windows()
    spans["weekly"] = replace(spans["weekly"], covered_days=0)
    rows = [product("Jersey Andes", 0, demand_units=0, days=0, unit_cost=Decimal(1))]
    unseen = facts(orders=[], windows=spans, now=sold(spans["weekly"], 0, 0, None), products=rows)
    assert said(products, unseen, products=(learning("Jersey Andes"),)).endswith(
        "publication date missing; no sales of the last 28 days to see."
    )
    assert said(products, unseen, "es", products=(learning("Jersey Andes"),)).endswith(
        "fecha de publicación; no se ven ventas de los últimos 28 días."
    )
    coded = replace(unseen, tables=tables(orders=table("orders", "Orders", "order_id", "discount_code")))
    assert said(campaign, coded) == "No campaigns recorded."


def test_more_products_of_a_label_are_counted_without_a_second_comma():
    many = [product(f"P{n}", 0) for n in range(8)]
    page = said(products, facts(products=many), products=[learning(f"P{n}") for n in range(8)])
    assert "P5 ○ and 2 more." in page


def test_headers_without_orders_are_no_orders_to_read():
    empty = replace(TABLES["orders"], frame=TABLES["orders"].frame.iloc[:0])
    assert said(sales, facts(orders=[], tables=tables(orders=empty))) == (
        "No orders to read. Paste your orders export into Orders."
    )
