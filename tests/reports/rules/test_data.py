"""D01 to D07: what the data itself needs."""

from __future__ import annotations

from sheets.contract import our_tab
from tests.reports.rules.cells import inventory, order, orders, rows, run, said

STOCK = inventory({})
SOURCES = ["source", "how", "last_refreshed_at", "status"]
LOG = ["run_id", "trigger", "source", "read_at", "content", "status", "step", "message"]


def test_a_source_that_is_older_than_twice_what_is_expected_is_late(tmp_path):
    """Refreshed Fri 13 Nov 8:00, 96 hours before: past 2 x 24, not past 4 x 24."""
    sources = [SOURCES, ["Inventory", "daily", "2026-11-13 08:00", "ok"], ["Orders", "daily", "2026-11-17 07:00", "ok"]]
    result = run(tmp_path, {"Orders": orders(order("#1")), "Inventory": STOCK, "Sources": sources})
    assert said(result, "D01") == [
        (
            "WARNING Inventory last refreshed 4 days ago (expected daily).",
            "ADVERTENCIA Inventario sin actualizar desde hace 4 días (se espera diario).",
        )
    ]
    assert rows(result, "D01")[0].next_action.es == (
        "Actualiza Inventario: última actualización hace 4 días (se espera diario)."
    )


def test_a_source_inside_what_is_expected_is_silent(tmp_path):
    sources = [SOURCES, ["Inventory", "daily", "2026-11-15 09:00", "ok"], ["Orders", "daily", "2026-11-17 07:00", "ok"]]
    assert said(run(tmp_path, {"Orders": orders(order("#1")), "Inventory": STOCK, "Sources": sources}), "D01") == []


def test_too_old_to_act_on_is_told_for_information_and_says_where_to_confirm(tmp_path):
    """Refreshed Thu 12 Nov 8:00, 120 hours before: past 4 x 24."""
    sources = [SOURCES, ["Inventory", "daily", "2026-11-12 08:00", "ok"], ["Orders", "daily", "2026-11-17 07:00", "ok"]]
    waiting = order("#5", "2026-11-16 09:00:00", Fulfillment_Status="unfulfilled")
    tabs = {"Orders": orders(waiting), "Inventory": inventory({"available": -1}), "Sources": sources}
    result = run(tmp_path, tabs)
    assert said(result, "I03") == [
        (
            "INFO Jersey Andes M: stock −1 and order #5 waits; data from 5 days ago, confirm in Inventory.",
            "AVISO Jersey Andes M: inventario −1 y el pedido #5 espera; dato de hace 5 días, confirma en Inventario.",
        )
    ]


def test_a_tab_without_a_column_it_needs_is_told_with_the_column(tmp_path):
    broken = [["Name", "Created at", "Total"], ["#1", "2026-11-10", 100000]]
    result = run(tmp_path, {"Orders": broken, "Inventory": STOCK})
    assert said(result, "D02") == [
        (
            "WARNING Orders has no column “Financial status”.",
            "ADVERTENCIA Orders no tiene la columna «Estado de pago».",
        )
    ]
    assert rows(result, "D02")[0].key == "D02|tab:orders"


def test_headers_alone_are_no_problem(tmp_path):
    result = run(tmp_path, {"Orders": orders(), "Inventory": inventory()})
    assert [row.rule for row in result.exceptions] == []


def test_cells_with_errors_are_counted_and_the_costliest_is_named(tmp_path):
    bad = order("#205", Subtotal="#N/A", Total="#N/A")
    result = run(tmp_path, {"Orders": orders(order("#1"), bad), "Inventory": STOCK})
    assert said(result, "D03") == [
        ("WARNING Orders: 2 cells with errors (#N/A).", "ADVERTENCIA Orders: 2 celdas con error (#N/A).")
    ]
    assert rows(result, "D03")[0].next_action.en == "Fix Orders!K3: #N/A in Total; #205 is not in revenue."
    assert rows(result, "D03")[0].rows[0].rows == [3]


def test_one_bad_cell_among_many_rows_is_for_information(tmp_path):
    """1 of 60 rows is under 2 %."""
    made = [order(f"#{n}") for n in range(1, 60)]
    result = run(tmp_path, {"Orders": orders(*made, order("#60", Promise_date="soon")), "Inventory": STOCK})
    assert said(result, "D03") == [
        ("INFO Orders: 1 cell that cannot be read.", "AVISO Orders: 1 celda que no se puede leer.")
    ]


def test_units_of_a_sku_that_inventory_does_not_have_are_told_with_their_share(tmp_path):
    """2 of 3 units, over 5 %."""
    stranger = order("#2", Lineitem_sku="ZZ-1", Lineitem_name="Poncho", Lineitem_quantity=2)
    result = run(tmp_path, {"Orders": orders(order("#1"), stranger), "Inventory": STOCK})
    assert said(result, "D04") == [
        (
            "WARNING Orders: 2 units sold of SKUs that Inventory does not have (ZZ-1).",
            "ADVERTENCIA Pedidos: 2 unidades vendidas de SKU que no están en Inventario (ZZ-1).",
        )
    ]


def test_units_that_nobody_bought_yet_are_not_called_sold(tmp_path):
    """Voided, cancelled, unpaid and dated after the brief: 2 units were sold, not 9."""
    stranger = {"Lineitem_sku": "ZZ-1", "Lineitem_name": "Poncho"}
    made = [
        order("#2", **stranger, Lineitem_quantity=2),
        order("#3", **stranger, Financial_Status="voided"),
        order("#4", **stranger, Cancelled_at="2026-11-11 09:00:00 -0500", Financial_Status="refunded"),
        order("#5", **stranger, Financial_Status="pending", Paid_at=None, Lineitem_quantity=2),
        order("#6", **stranger, Lineitem_quantity=3, **dict.fromkeys(("Paid_at", "Created_at"), "2026-11-20 09:00:00")),
    ]
    result = run(tmp_path, {"Orders": orders(*made), "Inventory": STOCK})
    assert [en for en, _ in said(result, "D04")] == [
        "WARNING Orders: 2 units sold of SKUs that Inventory does not have (ZZ-1)."
    ]


def test_known_skus_in_any_spelling_are_silent(tmp_path):
    assert said(run(tmp_path, {"Orders": orders(order("#1", Lineitem_sku="ja-m ")), "Inventory": STOCK}), "D04") == []


def test_skus_that_differ_by_a_hyphen_are_told(tmp_path):
    stock = inventory({}, {"size": "L", "sku": "JAM"})
    result = run(tmp_path, {"Orders": orders(order("#1")), "Inventory": stock})
    assert said(result, "D04") == [
        (
            "INFO Inventory: SKUs that differ by a hyphen only (JA-M / JAM).",
            "AVISO Inventario: SKU que solo se diferencian en un guion (JA-M / JAM).",
        )
    ]


def test_a_definition_that_means_nothing_is_told_with_the_default(tmp_path):
    knobs = [["key", "applies_to", "value"], ["low_stock_units", None, "pocos"]]
    result = run(tmp_path, {"Orders": orders(order("#1")), "Inventory": STOCK, "Definitions": knobs})
    assert said(result, "D05") == [
        (
            "WARNING low_stock_units: Definitions!C2: “pocos” is no value for low_stock_units; the default 5 is used.",
            "ADVERTENCIA low_stock_units: Definitions!C2: «pocos» no sirve para low_stock_units; se usa el valor "
            "predeterminado 5.",
        )
    ]


def test_parts_that_miss_their_total_are_told_with_both_figures(tmp_path):
    """90,000 + 0 against 100,000: 10 % of the order."""
    result = run(tmp_path, {"Orders": orders(order("#7", Subtotal=90000), order("#8")), "Inventory": STOCK})
    assert said(result, "D06") == [
        (
            "WARNING #7: its parts make COP 90,000, its total says COP 100,000.",
            "ADVERTENCIA #7: sus partes suman $ 90.000, su total dice $ 100.000.",
        )
    ]


def test_a_difference_under_one_percent_is_no_exception(tmp_path):
    result = run(tmp_path, {"Orders": orders(order("#7", Subtotal=99500), order("#8")), "Inventory": STOCK})
    assert said(result, "D06") == []


def test_a_run_that_failed_is_told_by_the_next(tmp_path):
    log = [LOG, ["1", "manual", "Orders", "2026-11-16 08:00", "x", "failed", "write", "The disk is full."]]
    tabs = {"Orders": orders(order("#1")), "Inventory": STOCK, our_tab("run_log").name: log}
    result = run(tmp_path, tabs)
    assert said(result, "D07") == [
        (
            "CRITICAL The last run stopped at “write”: The disk is full.",
            "CRÍTICA La última corrida se detuvo en «write»: The disk is full.",
        )
    ]
    log[1][5], log[1][6] = "incomplete", None
    assert said(run(tmp_path, tabs), "D07") == [
        (
            "CRITICAL The last run was cut off before it was done.",
            "CRÍTICA La última corrida se interrumpió antes de terminar.",
        )
    ]
    log[1][5] = "ok"
    assert said(run(tmp_path, tabs), "D07") == []


def test_a_critical_on_a_late_source_is_to_be_confirmed_and_presses_less(tmp_path):
    """Four days old, expected daily: 70 - 15 = 55; exact stock, one step down."""
    sources = [SOURCES, ["Inventory", "daily", "2026-11-13 08:00", "ok"], ["Orders", "daily", "2026-11-17 07:00", "ok"]]
    waiting = order("#5", "2026-11-16 09:00:00", Fulfillment_Status="unfulfilled")
    result = run(tmp_path, {"Orders": orders(waiting), "Inventory": inventory({"available": -1}), "Sources": sources})
    [row] = rows(result, "I03")
    assert (row.severity, row.confirm, row.urgency, row.confidence) == ("critical", True, 55, "directional")
    assert row.shown.es == (
        "CRÍTICA – confirmar Jersey Andes M: inventario −1 y el pedido #5 espera; dato de hace 4 días."
    )
    assert row.next_action.en == (
        "Resolve Jersey Andes M: stock is −1 and #5 needs it (confirm: data from 4 days ago). "
        "Count, then offer a change or a refund."
    )
