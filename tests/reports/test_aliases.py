"""Renumbered orders and renamed SKUs keep their exceptions; orders that the founder leaves out leave every figure."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, order, orders, rows, run

LATE = order("#7", "2026-11-10 09:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-13")


def test_a_renumbered_order_keeps_its_exception_its_first_sight_and_what_was_decided(tmp_path):
    """The shop puts a prefix before its numbers: same moment, same total, another number."""
    kept = [["decided_at", "kind", "target_key", "reason"], ["2026-11-17 08:30", "acknowledge", "F01|order:7", "Hoy"]]
    stock = inventory({})
    first = run(tmp_path, {"Orders": orders(LATE), "Inventory": stock})
    made = {"Orders": orders({**LATE, "Name": "RN-7"}), "Inventory": stock, "Decisions": kept}
    second = run(tmp_path, made, "2026-11-17T09:00", remembered=first.memory)
    assert [(row.key, row.state, row.decision) for row in second.exceptions] == [
        ("F01|order:RN-7", "ongoing", "acknowledge")
    ]
    assert second.exceptions[0].first_seen == first.as_of
    assert second.memory.aliases == [("order:7", "order:RN-7")]
    # A run later the old number is known from memory alone.
    third = run(tmp_path, made, "2026-11-17T10:00", remembered=second.memory)
    assert third.exceptions[0].decision == "acknowledge"


def test_two_orders_of_one_moment_and_one_total_are_not_taken_for_the_one_that_is_gone(tmp_path):
    stock = inventory({})
    first = run(tmp_path, {"Orders": orders(LATE), "Inventory": stock})
    twins = orders({**LATE, "Name": "#8"}, {**LATE, "Name": "#9"})
    second = run(tmp_path, {"Orders": twins, "Inventory": stock}, "2026-11-17T09:00", remembered=first.memory)
    assert {row.key: row.state for row in second.exceptions} == {
        "F01|order:8": "new",
        "F01|order:9": "new",
        "F01|order:7": "resolved",
    }


def test_a_renamed_sku_keeps_its_exception(tmp_path):
    low = {"available": 3}
    made = {"Orders": orders(order("#1")), "Inventory": inventory(low, {"sku": "JA-S", "size": "S"})}
    first = run(tmp_path, made)
    renamed = inventory({**low, "sku": "JERSEY-M"}, {"sku": "JA-S", "size": "S"})
    sold = orders(order("#1", Lineitem_sku="JERSEY-M"))
    second = run(tmp_path, {"Orders": sold, "Inventory": renamed}, "2026-11-17T09:00", remembered=first.memory)
    assert [row.key for row in rows(first, "I01")] == ["I01|variant:JA-M"]
    assert [(row.key, row.state, row.first_seen) for row in rows(second, "I01")] == [
        ("I01|variant:JERSEY-M", "ongoing", first.as_of)
    ]


def caveats(result, language):
    return " ".join(
        line.text(language) for section in result.brief if section.id == "caveats" for line in section.lines
    )


def test_an_order_left_out_by_hand_leaves_every_figure_and_is_told(tmp_path):
    """Two orders of 100,000; one is left out: 100,000 from 1 order, and no row about the one left out."""
    two = [LATE, order("#8", "2026-11-11 09:00:00")]
    made = {"Orders": orders(*two), "Inventory": inventory({})}
    head = ["kind", "target_key", "reason"]
    whole = run(tmp_path, made)
    assert (whole.figures["M01"].value, whole.figures["M02"].value) == (200000, 2)
    assert rows(whole, "F01")
    for target in ("order:7", "#7"):
        out = run(tmp_path, {**made, "Decisions": [head, ["exclude_record", target, "Era una prueba mía"]]})
        assert (out.figures["M01"].value, out.figures["M02"].value) == (100000, 1)
        assert not rows(out, "F01")
        assert out.figures["M04"].value == 1
        assert "#7 left out by you" in caveats(out, "en")
        assert "#7 excluido por ti" in caveats(out, "es")
        assert [one.reason for one in out.excluded] == ["excluded"]
        assert any("left out by you: −COP 100,000" in line.en for line in out.bridge)
    back = [head, ["exclude_record", "order:7", "Prueba"], ["include_record", "order:7", "No lo era"]]
    again = run(tmp_path, {**made, "Decisions": back})
    assert again.figures["M02"].value == 2


def test_an_order_that_looks_like_a_test_counts_where_the_founder_takes_it_in(tmp_path):
    made = {"Orders": orders(order("#7", "2026-11-10 09:00:00", Payment_Method="Bogus")), "Inventory": inventory({})}
    assert run(tmp_path, made).figures["M02"].value == 0
    kept = [["kind", "target_key", "reason"], ["include_record", "order:7", "Fue una venta real"]]
    assert run(tmp_path, {**made, "Decisions": kept}).figures["M02"].value == 1
