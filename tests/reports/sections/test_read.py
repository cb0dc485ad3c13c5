from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.sections.read import headline, section
from tests.reports.made import (
    change,
    exception,
    facts,
    given,
    order,
    product,
    sale,
    sales,
    table,
    tables,
    variant,
    windows,
)


def read(made=None, language="en", **context):
    return [line.text(language) for line in section(given(made, **context)).lines]


def against(now, before, **changed):
    """A week of these sales against the week before, without a stock or product fact to tell."""
    spans = windows()
    return facts(
        now=sales(spans["weekly"], *now),
        before=sales(spans["weekly_before"], *before),
        change=change(**changed),
        products=[product("Jersey Andes", 0)],
        orders=[order("#1", 9, 1000)],
    )


@pytest.mark.parametrize(
    ("now", "before", "how", "said"),
    [
        ((10, 8, 2_212_085), (6, 6, 1_039_300), {"delta": Decimal(1_172_785), "percent": 1.128437}, "(+113%)"),
        ((9, 9, 90_000), (10, 10, 100_000), {"delta": Decimal(-10_000), "percent": -0.1}, "(−10%)"),
        ((9, 9, 95_400), (10, 10, 100_000), {"delta": Decimal(-4_600), "percent": -0.046}, "(−4.6%)"),
        # 450,000 / 100,000 = 4.5: beyond 300 % a factor
        ((9, 9, 450_000), (9, 9, 100_000), {"delta": Decimal(350_000), "percent": 3.5}, "(×4.5)"),
        ((9, 9, 100_000), (9, 9, 100_000), {"delta": Decimal(0), "percent": 0.0}, "(no change)"),
    ],
)
def test_how_a_change_is_told(now, before, how, said):
    first = read(against(now, before, too_few=False, normal=False, **how))[0]
    assert first.endswith(f"the week before {said}.")


def test_trap_47_from_zero_there_is_no_percentage():
    made = against((6, 6, 600_000), (0, 0, 0), delta=Decimal(600_000), from_zero=True)
    assert read(made)[0].startswith(
        "Revenue was COP 600,000 from 6 counted orders, against COP 0 from 0 the week before (from zero)."
    )
    assert "(desde cero)" in read(made, "es")[0]


def test_trap_47_below_five_base_orders_the_difference_stands_alone():
    first = read(against((4, 4, 285_700), (2, 2, 283_700), delta=Decimal(2_000)))[0]
    assert "(+COP 2,000). Too few orders to call a direction." in first
    assert "%" not in first


def test_trap_50_a_first_week_is_not_compared():
    made = against((4, 4, 400_000), (0, 0, 0), comparable=False, delta=None)
    assert read(made) == [
        "Revenue was COP 400,000 from 4 counted orders. No comparison: the orders tab starts on 3 Nov, so the week before "
        "isn't covered."
    ]
    assert read(made, "es")[0].endswith(
        "Sin comparación: la pestaña de pedidos empieza el 3 nov y no cubre la semana anterior."
    )


def test_one_order_is_singular_in_both_languages():
    made = against((1, 1, 50_000), (0, 0, 0), comparable=False, delta=None)
    assert read(made)[0].startswith("Revenue was COP 50,000 from 1 counted order.")
    assert read(made, "es")[0].startswith("Los ingresos fueron $ 50.000 con 1 pedido contado.")


def test_a_week_within_normal_variation_with_nothing_else_is_quiet():
    made = against((10, 10, 1_000_000), (9, 9, 990_000), delta=Decimal(10_000), percent=0.0101, too_few=False)
    assert read(made) == [
        "Revenue was COP 1,000,000 from 10 counted orders, against COP 990,000 from 9 the week before (+1.0%). 10 orders "
        "against 9 is within normal week-to-week variation.",
        "A quiet week: nothing moved beyond normal variation.",
    ]


def test_what_cannot_be_seen_is_not_called_quiet():
    made = against((10, 10, 1_000_000), (9, 9, 990_000), delta=Decimal(10_000), percent=0.0101, too_few=False)
    assert len(read(replace(made, tables=tables("inventory")))) == 1
    assert len(read(replace(made, tables=tables(orders=table("orders", "Orders", "order_id"))))) == 1


def test_a_change_beyond_normal_variation_is_not_called_quiet():
    made = against(
        (30, 30, 3_000_000), (10, 10, 990_000), delta=Decimal(2_010_000), percent=2.03, too_few=False, normal=False
    )
    assert len(read(made)) == 1


@pytest.mark.parametrize(
    ("deltas", "said"),
    [
        (
            [300, 200, 50],
            "The change came mainly from A (+COP 300) and B (+COP 200).",
        ),  # 300 of 550 is 55 %, 500 is 91 %
        ([400, 100, 50], "The change came mainly from A (+COP 400)."),  # 400 of 550 is 73 %
        ([300, 290, 280, 270], ""),  # 590 of 1,140 is 52 %
        ([600, -500, 10], "The change came mainly from A (+COP 600)."),  # what fell is no part of a rise
    ],
)
def test_the_fewest_products_that_make_most_of_a_rise(deltas, said):
    titles = [product(title, delta) for title, delta in zip("ABCD", deltas, strict=False)]
    assert "".join(read(facts(products=titles))[1:]) == said


def test_a_fall_is_explained_by_what_fell():
    made = facts(
        change=change(delta=Decimal(-500)), products=[product("A", -700), product("B", 900), product("C", -100)]
    )
    assert read(made)[1] == "The change came mainly from A (−COP 700)."


def test_what_was_sold_under_an_unknown_name_is_part_of_the_whole():
    # A rose by 300, but 900 more came from a line that is no product of Inventory: nothing may be named
    made = facts(products=[product("A", 300)], lines=[sale("Custom order", None, 900, 10)])
    assert len(read(made)) == 1


def test_the_tightest_size_is_named_with_its_bulk_order():
    tight = variant(
        "JA-M",
        "Jersey Andes",
        "M",
        3,
        8,
        demand_units=12,
        cover_days=7.0,
        bulk_order="#1081",
        cover_without_bulk=14.0,
    )
    roomy = variant("JA-L", "Jersey Andes", "L", 4, 8, demand_units=8, cover_days=12.0)
    made = facts(variants=[roomy, tight], products=[product("Jersey Andes", 0)], sources={})
    rows = tuple(exception(key, "", rule="I02", entity_type="variant", entity_id=key) for key in ("JA-L", "JA-M"))
    assert read(made, exceptions=rows)[1] == (
        "Jersey Andes in M is below safe stock: 3 left (minimum 8), about 7 days of cover (14 without bulk order #1081). Do "
        "not push it again until M is restocked."
    )
    assert read(made, "es", exceptions=rows)[1] == (
        "Jersey Andes talla M está por debajo del inventario seguro: quedan 3 (mínimo 8), unos 7 días de cobertura (14 sin el "
        "pedido grande #1081). No lo vuelvas a impulsar hasta reponer la talla M."
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            variant("S", "Socks", "", 1, 20, demand_units=6, cover_days=1.2),
            "Socks is below safe stock: 1 left (minimum 20), about 1 day of cover. Do not push it again until it is restocked.",
        ),
        (
            variant("S", "Socks", "SM", 30, 20, demand_units=60, cover_days=13.5, lead_days=20),
            "Socks in SM runs short: 30 left, about 14 days of cover, 20 days to restock. Do not push it again until SM is "
            "restocked.",
        ),
        (
            variant("S", "Socks", "SM", 0, 20, demand_units=6, cover_days=0.0),
            "Socks in SM is sold out: 6 units sold in 13 days and none left. Do not push it again until SM is restocked.",
        ),
    ],
)
def test_other_forms_of_the_stock_fact(row, said):
    made = facts(variants=[row], products=[product("Socks", 0)], sources={})
    assert read(made, exceptions=(exception("S", "", rule="I02", entity_id="S"),))[1] == said


def test_too_few_units_make_no_stock_fact():
    row = variant("S", "Socks", "SM", 1, 20, demand_units=4, cover_days=3.0)
    made = facts(variants=[row], products=[product("Socks", 0)])
    assert len(read(made, exceptions=(exception("S", "", rule="I02", entity_id="S"),))) == 1


def test_no_orders_tab():
    assert read(facts(tables=tables("orders"))) == ["No orders to read. Paste your orders export into Orders."]


def test_no_orders_in_the_week():
    spans = windows()
    made = facts(orders=[], now=sales(spans["weekly"], 0, 0, 0), change=change(comparable=False))
    assert read(made, "es")[0] == "No hay pedidos en esta semana (la pestaña cubre 3–15 nov)."
    covered = facts(orders=[], now=sales(spans["weekly"], 0, 0, 0))
    assert read(covered)[0] == (
        "No orders in this week (the tab covers 3–15 Nov). The week before had 2 counted orders (COP 283,700)."
    )


def test_revenue_that_cannot_be_read_is_not_zero():
    made = facts(now=sales(windows()["weekly"], 2, 0, None))
    assert read(made)[0] == "2 counted orders this week, but their revenue can't be read."


def test_orders_of_one_currency_without_a_rate_say_what_to_write():
    """The shop's own currency was never set: the founder is told which cell, not that something cannot be read."""
    foreign = {"currency": "INR", "total": Decimal(900), "business_total": None}
    made = facts(
        orders=[order("#1", 10, None, **foreign), order("#2", 11, None, **foreign)],
        now=sales(windows()["weekly"], 2, 0, None),
    )
    assert read(made)[0] == (
        "2 counted orders this week, all in INR: put its rate (fx.INR) or your own currency (currency) in Definitions "
        "to see revenue."
    )
    assert read(made, "es")[0] == (
        "2 pedidos contados esta semana, todos en INR: pon su tasa (fx.INR) o tu moneda (currency) en Definiciones para "
        "ver los ingresos."
    )
    unread = order("#2", 11, None, total_unread=True, business_total=None)
    mixed = facts(orders=[order("#1", 10, None, **foreign), unread], now=sales(windows()["weekly"], 2, 0, None))
    assert read(mixed)[0] == "2 counted orders this week, but their revenue can't be read."


def test_where_most_orders_are_cash_on_delivery_the_read_leads_with_it():
    made = facts(now=sales(windows()["weekly"], 4, 4, 400_000, cod=Decimal(700_000), cod_orders=6, cod_leads=True))
    assert read(made)[0].startswith("6 of 10 orders this week are cash on delivery, not paid yet (COP 700,000)")
    half = facts(now=sales(windows()["weekly"], 4, 4, 400_000, cod=Decimal(400_000), cod_orders=4))
    assert read(half)[0].startswith("Revenue was")


def test_the_headline_is_the_read_in_a_few_words():
    assert headline(facts(), "weekly").text("en") == (
        "COP 485,600 from 4 counted orders this week (+COP 201,900 against the week before)"
    )


def test_a_week_with_a_critical_exception_is_not_called_quiet():
    made = against((10, 10, 1_000_000), (9, 9, 990_000), delta=Decimal(10_000), percent=0.0101, too_few=False)
    assert read(made, exceptions=(exception("#1", "late"),))[-1].startswith("A quiet week")
    assert len(read(made, exceptions=(exception("#1", "late", severity="critical"),))) == 1
