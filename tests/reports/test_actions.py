"""Choosing the next actions, from cells and from rows made by hand."""

from __future__ import annotations

from tests.reports.categories.shop import GOOD, JERSEY, of, outcome, support, traffic, units
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


PAGES = traffic(jersey=(600, 12), alfa=(900, 18), socks=(1585, 150))
ALFA = {**GOOD, "product_id": "alfa", "product_title": "Alfa", "size": None, "sku": "ALFA"}
ASKED = support(*([("talla", "M o L")] * 3))


def tiers(result):
    return [(action.tier, action.target) for action in result.actions]


def test_the_page_with_most_views_is_fixed_first_and_once(tmp_path):
    """Both pages are weak (2 % against over 5 %); the jersey's questions make no second action of its page."""
    result = outcome(tmp_path, units(4), GOOD, ALFA, **PAGES, **ASKED)
    assert [of(result, key).category for key in ("alfa", JERSEY)] == ["fix", "fix"]
    assert {row.key for row in result.exceptions} >= {f"page|product:{JERSEY}"}
    assert tiers(result) == [("d", "product:alfa")]
    assert result.actions[0].key == "fix|product:alfa"
    assert said(result)[0].startswith(
        "Check the copy and the price of Alfa before more traffic: 2.0% of views add to cart"
    )
    assert said(result)[0].endswith("[Marketing · due Mon 23 Nov · ●]")


def test_a_page_agreed_on_is_not_told_again_until_it_is_overdue(tmp_path):
    head = ["title", "status", "product", "exception_key", "due", "created_at"]
    waiting = [
        ["Look at Alfa", "open", None, "W02|product:alfa", "2026-11-20 18:00", "2026-11-16"],
        ["Guía de tallas", "doing", "Jersey Andes", None, "2026-11-20 18:00", "2026-11-16"],
    ]
    tabs = {**PAGES, **ASKED}
    agreed = outcome(tmp_path, units(4), GOOD, ALFA, **tabs, Actions=[head, *waiting])
    assert tiers(agreed) == []
    late = [[*row[:4], "2026-11-16 18:00", "2026-11-10"] for row in waiting]
    overdue = outcome(tmp_path, units(4), GOOD, ALFA, **tabs, Actions=[head, *late])
    assert overdue.actions[0].line.en.endswith("(already open since Tue 10 Nov)")
    assert overdue.actions[0].line.es.endswith("(ya abierta desde el mar 10 nov)")


def test_a_protected_page_is_not_fixed_before_its_stock(tmp_path):
    """One action a product: what runs out is not sent traffic anyway."""
    result = outcome(tmp_path, units(12), {**GOOD, "available": 3}, **ASKED)
    assert tiers(result) == [("c", f"product:{JERSEY}")]


WEEK = [
    *(("delivery", f"Where is #{n}", "2026-11-12") for n in range(6)),
    *(("delivery", f"Where is #{n}", f"2026-10-{20 + n}") for n in range(2)),
]


def rising(product=None):
    head = ["ticket_id", "created_at", "tags", "subject", "product_id", "status"]
    rows = [[f"T{n}", f"{day} 09:00", tag, text, product, "closed"] for n, (tag, text, day) in enumerate(WEEK)]
    return {"Support": [head, *rows]}


def test_a_theme_that_rises_is_answered_where_its_promise_is_made(tmp_path):
    result = outcome(tmp_path, units(4), GOOD, **rising())
    action = next(action for action in result.actions if action.tier == "f")
    assert action.target == "theme:delivery"
    assert action.line.en == "Explain tracking timing in the confirmation e-mail: 6 delivery questions this week."
    assert (
        action.line.es
        == "Explica los tiempos de rastreo en el correo de confirmación: 6 preguntas de entrega esta semana."
    )
    assert action.tail.en.startswith("[Support · due Mon 23 Nov")
    own = [
        ["title", "status", "theme", "due", "created_at"],
        ["Texto nuevo", "open", "entrega", "2026-11-20", "2026-11-16"],
    ]
    agreed = outcome(tmp_path, units(4), GOOD, **rising(), Actions=own)
    assert not any(action.tier == "f" for action in agreed.actions)
