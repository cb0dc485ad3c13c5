"""I01, I02 and I03. The velocity window is the 28 days before Tue 17 Nov; Orders covers as many days as a test says."""

from __future__ import annotations

import pytest

from tests.reports.rules.cells import inventory, order, orders, rows, run, said

#: Twenty-eight covered days: an order on the window's first day, of another product.
FIRST = order("#0", "2026-10-20 09:00:00", Lineitem_sku="SN-U", Lineitem_name="Socks Niebla")
SOCKS = {"product_id": "socks", "product_title": "Socks Niebla", "product_type": "socks", "size": None, "sku": "SN-U"}


def stock(*changed, **more):
    return inventory({**SOCKS, "available": 900}, *changed, **more)


def fired(tmp_path, rule, made, *variants):
    return said(run(tmp_path, {"Orders": orders(FIRST, *made), "Inventory": stock(*variants)}), rule)


def test_below_its_minimum_and_sold_lately_is_low(tmp_path):
    assert fired(tmp_path, "I01", [order("#1")], {"available": 2}) == [
        ("WARNING Jersey Andes M: 2 left (minimum 8).", "ADVERTENCIA Jersey Andes M: quedan 2 (mínimo 8).")
    ]


@pytest.mark.parametrize(
    ("left", "en", "es"),
    [(1, "1 left (minimum 8)", "queda 1 (mínimo 8)"), (0, "none left (minimum 8)", "no queda ninguna (mínimo 8)")],
)
def test_one_and_none_are_said_as_people_say_them(tmp_path, left, en, es):
    assert fired(tmp_path, "I01", [order("#1")], {"available": left}) == [
        (f"WARNING Jersey Andes M: {en}.", f"ADVERTENCIA Jersey Andes M: {es}.")
    ]


@pytest.mark.parametrize(
    "variant",
    [
        {"available": 8},
        {"available": None},
        {"available": 2, "status": "draft"},
        {"available": 2, "clear_intent": "yes"},
    ],
    ids=["at its minimum", "unknown", "a draft", "to be cleared"],
)
def test_stock_that_looks_low_and_is_not_is_silent(tmp_path, variant):
    assert fired(tmp_path, "I01", [order("#1")], variant) == []


def test_trap_52_no_stock_without_demand_is_no_exception_and_with_demand_it_is(tmp_path):
    none = {"available": 0}
    assert fired(tmp_path, "I01", [], none) == []
    assert fired(tmp_path, "I01", [order("#1")], none) != []


def test_trap_55_untracked_and_not_stocked_variants_never_run_out(tmp_path):
    sold = [order("#1")]
    assert fired(tmp_path, "I01", sold, {"available": 0, "tracked": "no"}) == []
    assert fired(tmp_path, "I01", sold, {"available": "not stocked"}) == []
    card = {"product_title": "Gift card", "product_id": "gift-card", "product_type": "gift card", "available": 0}
    assert fired(tmp_path, "I01", [order("#1", Lineitem_name="Gift card")], card) == []


def test_what_runs_out_before_more_can_arrive_is_told_with_its_cover(tmp_path):
    """12 units in 28 days, 3 left: 3 / (12 / 28) = 7 days, under the lead time of 30."""
    sold = [order(f"#{n}", Lineitem_quantity=4, Subtotal=400000, Total=400000) for n in (1, 2, 3)]
    assert fired(tmp_path, "I02", sold, {"available": 3}) == [
        (
            "WARNING Jersey Andes M: 3 left, 7 days of cover, 30 days to restock, nothing incoming recorded.",
            "ADVERTENCIA Jersey Andes M: quedan 3, 7 días de cobertura, 30 días para reponer, nada en camino registrado.",
        )
    ]


def test_it_is_told_once_and_with_what_to_order(tmp_path):
    sold = [order(f"#{n}", Lineitem_quantity=4, Subtotal=400000, Total=400000) for n in (1, 2, 3)]
    result = run(tmp_path, {"Orders": orders(FIRST, *sold), "Inventory": stock({"available": 3})})
    assert [row.key for row in result.exceptions] == ["I02|variant:JA-M"]
    # 12 / 28 x (30 + 14) + 5 - 3 = 20.86 -> 21; the range by Garwood(12) = 6.92 to 19.44
    assert rows(result, "I02")[0].next_action.en == (
        "Stop promoting Jersey Andes and reorder size M: about 21 units (range 13–33)."
    )


def test_stock_that_arrives_in_time_or_too_few_sales_are_silent(tmp_path):
    sold = [order(f"#{n}", Lineitem_quantity=4, Subtotal=400000, Total=400000) for n in (1, 2, 3)]
    coming = {"available": 3, "incoming": 20, "incoming_eta": "2026-11-20"}  # in 3 days, cover 7
    assert fired(tmp_path, "I02", sold, coming) == []
    assert fired(tmp_path, "I02", [order("#1", Lineitem_quantity=4)], {"available": 1}) == []  # 4 units


def test_trap_51_stock_below_zero_is_oversold_and_names_who_waits(tmp_path):
    waiting = order("#5", "2026-11-16 09:00:00", Fulfillment_Status="unfulfilled")
    result = run(tmp_path, {"Orders": orders(FIRST, waiting), "Inventory": stock({"available": -2})})
    assert said(result, "I03") == [
        (
            "CRITICAL Jersey Andes M: stock −2 and order #5 waits.",
            "CRÍTICA Jersey Andes M: inventario −2 y el pedido #5 espera.",
        )
    ]
    assert rows(result, "I03")[0].next_action.es == (
        "Resuelve Jersey Andes M: el inventario está en −2 y #5 lo necesita. Cuenta y luego ofrece cambio o reembolso."
    )
    assert rows(result, "I01") == []
    variant = next(one for one in result.inventory if one.sku == "JA-M")
    assert (variant.cover_days, variant.risk) == (0.0, "oversold")


def test_oversold_with_nobody_waiting_is_a_warning(tmp_path):
    assert fired(tmp_path, "I03", [order("#5")], {"available": -1}) == [
        (
            "WARNING Jersey Andes M: stock −1, no unfulfilled order waits for it.",
            "ADVERTENCIA Jersey Andes M: inventario −1, ningún pedido sin despachar la espera.",
        )
    ]
    assert fired(tmp_path, "I03", [order("#5")], {"available": 0}) == []


def test_trap_54_no_sales_is_no_endless_cover(tmp_path):
    last = order("#1", "2026-11-16 09:00:00", Lineitem_sku="SN-U", Lineitem_name="Socks Niebla")
    result = run(tmp_path, {"Orders": orders(FIRST, last), "Inventory": stock({"available": 5})})
    variant = next(one for one in result.inventory if one.sku == "JA-M")
    assert variant.cover_days is None
    assert variant.cover_note.en == "no sales in 28 days"
    assert [row.rule for row in result.exceptions] == []


def test_more_than_three_sizes_of_a_product_are_one_row(tmp_path):
    sizes = ("S", "M", "L", "XL")
    variants = [{"size": size, "sku": f"JA-{size}", "available": 1} for size in sizes]
    sold = [order(f"#{n}", Lineitem_sku=f"JA-{size}") for n, size in enumerate(sizes, 1)]
    assert fired(tmp_path, "I01", sold, *variants) == [
        (
            "WARNING Jersey Andes: 4 sizes below minimum: Jersey Andes L, Jersey Andes M, Jersey Andes S and 1 more.",
            "ADVERTENCIA Jersey Andes: 4 tallas bajo el mínimo: Jersey Andes L, Jersey Andes M, Jersey Andes S y 1 más.",
        )
    ]


def test_a_cover_that_stands_on_few_days_of_sales_says_so(tmp_path):
    """Five units on the first and only day that Orders covers, 20 left: 20 ÷ 5 = 4 days, of one day's sales."""
    tabs = {
        "Orders": orders(*(order(f"#{n}", "2026-11-16 09:00:00") for n in range(1, 6))),
        "Inventory": inventory({"available": 20}),
    }
    result = run(tmp_path, tabs)
    ((en, es),) = said(result, "I02")
    assert "20 left, 4 days of cover (1 day of sales seen), 30 days to restock" in en
    assert "quedan 20, 4 días de cobertura (1 día de ventas a la vista), 30 días para reponer" in es
