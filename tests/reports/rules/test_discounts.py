"""C04; now Tue 17 Nov, orders of Tue 10 Nov at a list price of 100,000."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, line, order, orders, rows, run, said

STOCK = inventory({})
COSTLY = inventory({"unit_cost": 80000})


def paying(name, amount, code=None, **changed):
    return order(name, Subtotal=amount, Total=amount, Discount_Code=code, **changed)


def fired(tmp_path, *made, stock=STOCK, **more):
    return said(run(tmp_path, {"Orders": orders(*made), "Inventory": stock, **more}), "C04")


def test_a_code_that_gives_too_much_is_one_row_with_its_orders(tmp_path):
    """100 % and 70 % off 100,000 each: 100,000 + 70,000 off list; capitals make no other code."""
    result = run(tmp_path, {"Orders": orders(paying("#1", 0, "LEAK"), paying("#2", 30000, "leak")), "Inventory": STOCK})
    assert [row.key for row in rows(result, "C04")] == ["C04|code:LEAK"]
    assert said(result, "C04") == [
        (
            "WARNING Code LEAK: 1 order at 100% off (#1) and 1 order at 70% off (#2); COP 170,000 off list, in 28 days.",
            "ADVERTENCIA Código LEAK: 1 pedido con 100 % de descuento (#1) y 1 pedido con 70 % de descuento (#2); "
            "$ 170.000 menos que la lista, en 28 días.".replace(" %", "\N{NO-BREAK SPACE}%"),
        )
    ]


def test_an_order_without_a_code_is_told_by_itself(tmp_path):
    assert fired(tmp_path, paying("#4", 0)) == [
        (
            "WARNING #4: at 100% off; COP 100,000 off list.",
            "ADVERTENCIA #4: con 100\N{NO-BREAK SPACE}% de descuento; $ 100.000 menos que la lista.",
        )
    ]


def test_an_order_below_its_cost_is_told_with_what_it_lost(tmp_path):
    """70,000 (its tax is 0) less 80,000 of cost."""
    assert fired(tmp_path, paying("#5", 70000, "DIEZ"), stock=COSTLY) == [
        (
            "WARNING Code DIEZ: 1 order below cost (#5); COP 30,000 off list; COP 10,000 below cost, in 28 days.",
            "ADVERTENCIA Código DIEZ: 1 pedido por debajo del costo (#5); $ 30.000 menos que la lista; $ 10.000 por "
            "debajo del costo, en 28 días.",
        )
    ]


def test_trap_36_what_is_given_away_on_purpose_is_no_leak_and_no_demand(tmp_path):
    """An athlete's free jersey has shipped, and is neither revenue nor demand nor part of the average."""
    gift = paying("#3", 0, "ATLETA100", Tags="gift")
    result = run(tmp_path, {"Orders": orders(gift, order("#4")), "Inventory": STOCK})
    assert rows(result, "C04") == []
    assert result.figures["M01"].value == 100_000
    assert result.figures["M03"].value == 100_000  # #4 alone: 100,000 / 1
    assert next(one for one in result.inventory if one.sku == "JA-M").demand_units == 1


def test_orders_that_look_like_a_leak_are_silent(tmp_path):
    alike = [
        paying("50 % is allowed", 50000, "MITAD"),
        paying("an exchange", 0, "LEAK", Tags="cambio"),
        paying("not paid", 0, "LEAK", Financial_Status="pending"),
        paying("cancelled", 0, "LEAK", Cancelled_at="2026-11-11 09:00:00 -0500"),
        order("four weeks ago", "2026-10-10 09:00:00", Subtotal=0, Total=0, Discount_Code="LEAK"),
        order("its total cannot be read", Subtotal=0, Total="#N/A", Discount_Code="LEAK"),
    ]
    assert fired(tmp_path, *alike) == []


def test_a_cost_that_is_missing_or_zero_says_nothing_of_the_margin(tmp_path):
    for cost in (None, 0):
        assert fired(tmp_path, paying("#5", 70000, "DIEZ"), stock=inventory({"unit_cost": cost})) == []
    # 10,000 and 20,000 for an item that cost 80,000 and one whose cost nobody wrote down: what was lost is not known
    two = [
        paying("#6", 30000, "DIEZ", Lineitem_price=10000),
        line("#6", quantity=1, name="Cap", price=20000, sku="CAP"),
    ]
    for cost in (None, 0):
        stock = inventory(
            {"unit_cost": 80000},
            {"product_id": "cap", "product_title": "Cap", "size": None, "sku": "CAP", "unit_cost": cost},
        )
        assert fired(tmp_path, *two, stock=stock) == []
    # 95,200 with 15,200 of tax in it keeps exactly the 80,000 that it cost
    assert fired(tmp_path, paying("#5", 95200, "DIEZ", Taxes=15200), stock=COSTLY) == []


def test_the_greatest_discount_is_the_founders_own(tmp_path):
    own = [["key", "applies_to", "value"], ["max_discount", None, "80%"]]
    assert fired(tmp_path, paying("#2", 30000, "VIP70"), Definitions=own) == []


CODES = [
    ["code", "starts_at", "ends_at"],
    ["rodada15", "2026-11-11", "2026-11-15 23:59"],
    ["SIEMPRE", None, None],
    ["HOY", "2026-11-10 18:00", "2026-11-10 20:00"],
]


def test_a_code_outside_its_dates_is_told_and_one_inside_is_silent(tmp_path):
    """Tue 10 is before the code begins on Wed 11; the very days of its beginning and its end count as inside."""
    made = [
        paying("#1", 85000, "RODADA15"),
        paying("#2", 85000, "Rodada15")
        | {"Created at": "2026-11-15 23:30:00 -0500", "Paid at": "2026-11-15 23:30:00 -0500"},
        paying("#3", 85000, "SIEMPRE"),
        paying("#4", 85000, "HOY"),
        paying("#5", 85000, "OTRO"),
    ]
    assert fired(tmp_path, *made, **{"Discount codes": CODES}) == [
        (
            "WARNING Code RODADA15: 1 order outside its dates (#1); COP 15,000 off list, in 28 days.",
            "ADVERTENCIA Código RODADA15: 1 pedido por fuera de sus fechas (#1); $ 15.000 menos que la lista, en 28 días.",
        )
    ]
