"""The rows of Definitions in the Outcome, and what an action's row in Actions says of it."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, order, orders, run

HEAD = ["key", "applies_to", "value", "note", "default"]


def told(tmp_path, *rows):
    tabs = {
        "Orders": orders(order("#1", "2026-11-10 09:00:00")),
        "Inventory": inventory({}),
        "Definitions": [HEAD, *(list(row) for row in rows)],
    }
    return run(tmp_path, tabs).settings


def test_every_row_is_told_as_it_stands_with_why_it_is_not_used(tmp_path):
    found = told(
        tmp_path,
        ("low_stock_units", None, 5, None, 6),
        ("Low stock units", "type:jersey", "8", "they sell fast", None),
        ("service_level", "all", "often", None, None),
        ("moon_phase", None, "full", None, None),
        ("map.shopify", None, "x=y", None, None),
        (None, None, "9", None, None),
    )
    assert [(one.key, one.scope, one.value, one.rows[0].rows) for one in found] == [
        ("low_stock_units", "all", "5", [2]),
        ("low_stock_units", "type:jersey", "8", [3]),
        ("service_level", "all", "often", [4]),
        ("moon_phase", "all", "full", [5]),
    ]
    assert [one.standard for one in found] == ["6", "", "", ""]
    assert [one.problem.en.split(": ")[1][:20] if one.problem else "" for one in found] == [
        "",
        "",
        "“often” is no value ",
        "“moon_phase” is no d",
    ]


def test_a_workbook_without_definitions_has_no_rows_of_them(tmp_path):
    assert run(tmp_path, {"Orders": orders(order("#1"))}).settings == []
