"""A tab that holds no row yet is not called fresh."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, order, orders, run


def test_a_source_without_rows_is_grey_and_says_so(tmp_path):
    empty = {name: rows[:1] for name, rows in (("Orders", orders(order("#1"))), ("Inventory", inventory({})))}
    made = run(tmp_path, {**empty, "Notes": [["date", "text"]]})
    told = {one.key: (one.status, one.label.en, one.label.es) for one in made.sources}
    assert told["orders"] == ("grey", "Orders: no rows yet", "Pedidos: aún sin filas")
    assert told["inventory"] == ("grey", "Inventory: no rows yet", "Inventario: aún sin filas")
    assert told["notes"][0] == "grey"


def test_rows_of_which_none_can_be_used_are_no_fresh_source_either(tmp_path):
    rows = orders(order("#1"))
    nameless = [rows[0], [None if value == "#1" else value for value in rows[1]]]
    made = run(tmp_path, {"Orders": nameless, "Inventory": inventory({})})
    found = next(one for one in made.sources if one.key == "orders")
    assert (found.status, found.label.en) == ("grey", "Orders: no row that can be used")
