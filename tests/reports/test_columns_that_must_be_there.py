"""A tab that lacks a column which must be there is said, and never ends a refresh."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, order, orders, run


def test_tabs_without_the_column_that_everything_hangs_on_are_told_and_the_rest_is_read(tmp_path):
    found = run(
        tmp_path,
        {
            "Orders": orders(order("#1", "2026-11-10 09:00")),
            "Inventory": inventory({}),
            "Support": [["ticket_id", "tags"], ["T1", "talla"]],
            "Tag map": [["pattern", "maps_to"], ["talla", "shoes"]],
            "Definitions": [["key"], ["spike_min"]],
            "Traffic": [["product_id", "product_views"], ["jersey-andes", 10]],
            "Returns": [["return_id", "reason"], ["R1", "talla"]],
            "Decisions": [["target_key", "reason"], ["F01|order:1", "x"]],
        },
    )
    assert found.figures["M02"].value == 1
    told = {row.tab for row in found.problems if row.kind == "missing_column"}
    assert {"Support", "Tag map", "Definitions", "Traffic", "Returns", "Decisions"} <= told
    # Nobody knows when T1 was asked, or of what R1 came back: that is not "none".
    assert [found.figures[name].value for name in ("M22", "M25", "M26")] == [None, None, None]
