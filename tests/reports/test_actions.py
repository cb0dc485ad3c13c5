"""Choosing the next actions, from cells and from rows made by hand."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, order, orders, run

STOCK = inventory({})
LATE = {"Fulfillment_Status": "unfulfilled", "Promise_date": "2026-11-13"}
ACTIONS = ["title", "status", "exception_key", "due", "created_at"]


def said(result, language="en"):
    return [f"{action.line.text(language)} {action.tail.text(language)}" for action in result.actions]


def test_an_action_is_what_to_do_who_by_when_and_how_sure(tmp_path):
    result = run(tmp_path, {"Orders": orders(order("#7", **LATE)), "Inventory": STOCK})
    assert said(result) == [
        "Ship #7 (COP 100,000) first, or tell the customer: paid Tue 10 Nov, ship-by Thu 12 Nov, promised Fri 13 Nov. "
        "[Fulfillment · due Tue 17 Nov 1:00 PM · ●]"
    ]
    assert said(result, "es") == [
        "Despacha primero #7 ($ 100.000) o avísale al cliente: pagado mar 10 nov, despacho límite jue 12 nov, "
        "prometido vie 13 nov. [Despachos · para mar 17 nov 1:00 p. m. · ●]"
    ]


def test_the_owner_is_named_where_the_shop_says_who(tmp_path):
    knobs = [["key", "applies_to", "value"], ["owner.fulfillment", None, "Lina"]]
    result = run(tmp_path, {"Orders": orders(order("#7", **LATE)), "Inventory": STOCK, "Definitions": knobs})
    assert result.actions[0].tail.en.startswith("[Lina ·")
    assert result.exceptions[0].owner == "Lina"


def late(*days):
    return [
        order(f"#{day}", f"2026-11-{day:02d} 09:00:00", Lineitem_sku=f"X-{day}", Lineitem_name=f"Product {day}", **LATE)
        for day in days
    ]


def test_at_most_four_of_one_owner_and_of_the_critical(tmp_path):
    result = run(tmp_path, {"Orders": orders(*late(3, 4, 5, 6, 9, 10)), "Inventory": STOCK})
    of = [action for action in result.actions if action.owner_role == "fulfillment"]
    assert len(of) == 4
    assert len(result.actions) <= 7


def test_data_work_comes_last_and_once_where_there_is_enough_else(tmp_path):
    bad = order("#90", Subtotal="#N/A", Total="#N/A")
    result = run(tmp_path, {"Orders": orders(*late(9), bad), "Inventory": STOCK})
    assert [action.tier for action in result.actions] == ["a", "g", "g"]
    assert [action.exception_key.partition("|")[0] for action in result.actions] == ["F01", "D03", "D04"]


def test_what_stands_open_in_actions_is_not_told_twice_until_it_is_overdue(tmp_path):
    tabs = {"Orders": orders(order("#7", **LATE)), "Inventory": STOCK}
    key = "F01|order:7"
    waiting = [ACTIONS, ["Ship it", "open", key, "2026-11-18 18:00", "2026-11-16"]]
    assert said(run(tmp_path, {**tabs, "Actions": waiting})) == []
    overdue = [ACTIONS, ["Ship it", "open", key, "2026-11-16 18:00", "2026-11-14"]]
    assert run(tmp_path, {**tabs, "Actions": overdue}).actions[0].line.en.endswith("(already open since Sat 14 Nov)")
    dropped = [ACTIONS, ["Ship it", "dropped", key, None, "2026-11-14"]]
    assert said(run(tmp_path, {**tabs, "Actions": dropped})) == []


def test_trap_89_done_and_still_true_is_no_credit(tmp_path):
    done = [[*ACTIONS, "done_at"], ["Ship it", "done", "F01|order:7", None, "2026-11-14", "2026-11-15"]]
    result = run(tmp_path, {"Orders": orders(order("#7", **LATE)), "Inventory": STOCK, "Actions": done})
    assert result.actions[0].line.en.endswith("(done Sun 15 Nov; no change yet)")
    assert result.actions[0].line.es.endswith("(hecha el dom 15 nov; aún sin cambio)")


def test_a_shop_where_all_is_well_has_nothing_to_do(tmp_path):
    assert said(run(tmp_path, {"Orders": orders(order("#7")), "Inventory": STOCK})) == []
