"""I09 and N04; now Tue 17 Nov, 8:00."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, order, orders, rows, run, said

STOCK = inventory({})


def declared(at, hours=24):
    return [["source", "how", "expected_every_hours", "last_refreshed_at"], ["Inventory", "daily", hours, at]]


def sold(count, at="2026-11-14 09:00:00"):
    return [order(f"#{n}", at) for n in range(count)]


def tabs(*made, at="2026-11-13 08:00", **more):
    return {"Orders": orders(*made), "Inventory": STOCK, "Sources": declared(at), **more}


def test_stock_that_is_old_while_it_sells_is_told_with_what_was_sold(tmp_path):
    """Read Fri 13 at 8:00, 96 hours ago (daily: late from 48 on); 6 were sold since, a free one is no demand."""
    free = order("#77", "2026-11-14 09:00:00", Total=0, Subtotal=0, Tags="gift")
    before = order("#78", "2026-11-13 07:00:00")
    result = run(tmp_path, tabs(*sold(6), free, before))
    assert said(result, "I09") == [
        (
            "WARNING Inventory: 6 units sold since Fri 13 Nov, 8:00 AM, when it was last read.",
            "ADVERTENCIA Inventario: 6 unidades vendidas desde el vie 13 nov, 8:00 a. m., cuando se leyó por última vez.",
        )
    ]
    asked = [action for action in result.actions if action.target == "source:inventory"]
    assert len(asked) == 1  # the late tab and what it hides are one thing to do


def test_fresh_stock_few_sales_and_a_tab_that_may_be_old_are_silent(tmp_path):
    assert said(run(tmp_path, tabs(*sold(6, "2026-11-16 09:00:00"), at="2026-11-15 20:00")), "I09") == []
    assert said(run(tmp_path, tabs(*sold(4))), "I09") == []
    weekly = {**tabs(*sold(6)), "Sources": declared("2026-11-13 08:00", 168)}
    assert said(run(tmp_path, weekly), "I09") == []
    own = [["key", "applies_to", "value"], ["stale_sales", None, 7]]
    assert said(run(tmp_path, tabs(*sold(6), Definitions=own)), "I09") == []


NOTES = [
    ["date", "type", "text"],
    ["2026-11-12", "policy_update", "Cambios gratis en 30 días."],
    ["2026-11-01", "policy_update", "Envío gratis desde 300.000"],
    ["2026-11-20", "policy_update", "Nueva garantía"],
    ["2026-11-12", "event", "Rodada"],
]


def test_a_change_of_policy_is_told_for_a_week(tmp_path):
    result = run(tmp_path, {"Orders": orders(order("#1")), "Inventory": STOCK, "Notes": NOTES})
    assert said(result, "N04") == [
        (
            "INFO Policy update: Thu 12 Nov, Cambios gratis en 30 días.",
            "AVISO Política actualizada: jue 12 nov, Cambios gratis en 30 días.",
        )
    ]
    # the same note is the same row wherever it stands
    again = run(tmp_path, {"Orders": orders(order("#1")), "Inventory": STOCK, "Notes": [NOTES[0], *NOTES[:0:-1]]})
    assert [row.key for row in rows(again, "N04")] == [row.key for row in rows(result, "N04")]


def test_rows_that_were_set_aside_are_told_and_totals_are_not(tmp_path):
    """Below the orders stands another table, with the columns elsewhere."""
    other = [None, None, "Name", "Financial Status", "Total", "Created at", "Lineitem quantity", "Lineitem name"]
    made = [
        *orders(order("#1"), order("#2")),
        ["TOTAL", *[None] * 9, 200000],
        [],
        other,
        *[[None, None, "#9", "paid"]] * 2,
    ]
    result = run(tmp_path, {"Orders": made, "Inventory": STOCK})
    assert said(result, "N04") == [
        (
            "INFO Orders: 3 rows set aside: they stand below another header.",
            "AVISO Pedidos: 3 filas por fuera: están debajo de otro encabezado.",
        )
    ]
    plain = [*orders(order("#1"), order("#2")), ["TOTAL", *[None] * 9, 200000], [], orders()[0]]
    assert said(run(tmp_path, {"Orders": plain, "Inventory": STOCK}), "N04") == []
