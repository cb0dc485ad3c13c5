"""Exceptions from run to run: the same cells at other moments, with what the run before left."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reports.outcome import Memory, encode
from tests.reports.rules.cells import inventory, order, orders, rows, run

LATE = order("#7", "2026-11-10 09:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-13")
SENT = {**LATE, "Fulfillment Status": "fulfilled"}
STOCK = inventory({})
KEY = "F01|order:7"


def tabs(*made, **more):
    return {"Orders": orders(*made), "Inventory": STOCK, **more}


def after(tmp_path, moments, *made, start=None, **more):
    """Runs at these moments of November, each with the memory of the one before; ``made`` are the orders of each run."""
    results, memory = [], start
    for moment, rows_ in zip(moments, made, strict=True):
        result = run(tmp_path, tabs(*rows_, **more), f"2026-11-{moment}", remembered=memory or Memory())
        results.append(result)
        memory = result.memory
    return results


def states(results):
    return [[row.state for row in result.exceptions] for result in results]


def test_a_row_is_new_then_ongoing_and_said_once_when_it_is_resolved(tmp_path):
    results = after(tmp_path, ("17T08:00", "17T10:00", "19T08:00", "20T08:00"), [LATE], [LATE], [SENT], [SENT])
    assert states(results) == [["new"], ["ongoing"], ["resolved"], []]
    assert results[1].exceptions[0].first_seen == results[0].as_of
    assert results[1].exceptions[0].runs_seen == 2
    assert results[1].exceptions[0].due_at == results[0].exceptions[0].due_at


def test_what_comes_back_within_three_days_is_the_same_episode_and_later_the_next(tmp_path):
    soon = after(tmp_path, ("17T08:00", "18T08:00", "21T08:00"), [LATE], [SENT], [LATE])
    assert [(row.state, row.episode) for row in soon[2].exceptions] == [("reopened", 1)]
    assert soon[2].exceptions[0].first_seen == soon[0].as_of
    later = after(tmp_path, ("17T08:00", "18T08:00", "22T08:00"), [LATE], [SENT], [LATE])
    assert [(row.state, row.episode) for row in later[2].exceptions] == [("new", 2)]


def test_a_run_repeated_with_the_same_moment_gives_the_same_bytes(tmp_path):
    first = run(tmp_path, tabs(LATE))
    again = run(tmp_path, tabs(LATE), remembered=first.memory)
    assert encode(again) == encode(first)
    second = run(tmp_path, tabs(LATE, order("#8")), "2026-11-18T08:00", remembered=first.memory)
    assert encode(run(tmp_path, tabs(LATE, order("#8")), "2026-11-18T08:00", remembered=second.memory)) == encode(
        second
    )


def test_trap_78_the_order_of_rows_and_tabs_and_the_language_change_no_key(tmp_path):
    others = [order("#8", "2026-11-09 09:00:00", Fulfillment_Status="unfulfilled"), order("#9")]
    one = run(tmp_path, tabs(LATE, *others))
    turned = dict(reversed(tabs(*reversed(others), LATE).items()))
    two = run(tmp_path, turned, "2026-11-17T09:00", language="en", remembered=one.memory)
    assert [row.key for row in two.exceptions] == [row.key for row in one.exceptions]
    assert [row.first_seen for row in two.exceptions] == [row.first_seen for row in one.exceptions]


def test_trap_79_a_source_that_is_missing_resolves_nothing(tmp_path):
    first = run(tmp_path, tabs(LATE))
    blind = run(tmp_path, {"Inventory": STOCK}, "2026-11-17T09:00", remembered=first.memory)
    assert [(row.key, row.state) for row in blind.exceptions] == [(KEY, "unknown")]
    back = run(tmp_path, tabs(LATE), "2026-11-17T10:00", remembered=blind.memory)
    assert [(row.state, row.episode) for row in back.exceptions] == [("ongoing", 1)]


def test_trap_80_stock_around_its_minimum_does_not_flap(tmp_path):
    """Minimum 8: in at 7; still in at 9; out from 10 on (125 %). 9 alone never enters."""

    def at(left, hour, memory):
        made = {"Orders": orders(order("#1")), "Inventory": inventory({"available": left})}
        return run(tmp_path, made, f"2026-11-17T{hour}:00", remembered=memory)

    results, memory = [], Memory()
    for left, hour in ((9, "08"), (7, "09"), (9, "10"), (10, "11")):
        results.append(at(left, hour, memory))
        memory = results[-1].memory
    assert [[(row.rule, row.state) for row in result.exceptions] for result in results] == [
        [],
        [("I01", "new")],
        [("I01", "ongoing")],
        [("I01", "resolved")],
    ]


def test_trap_50_the_first_run_folds_what_is_old_and_compares_nothing(tmp_path):
    """Orders of 20 Oct and before are over 14 days older than Tue 17 Nov: one row, not three."""
    old = [order(f"#{n}", f"2026-10-{n} 09:00:00", Fulfillment_Status="unfulfilled") for n in (18, 19, 20)]
    result = run(tmp_path, tabs(*old, LATE))
    assert [row.key for row in rows(result, "F01")] == [KEY, "F01|group:backlog:14"]
    assert rows(result, "F01")[1].shown.es == (
        "ADVERTENCIA De hace más de 14 días: 3 pedidos con el despacho vencido, $ 300.000: #18, #19 y #20."
    )
    later = run(tmp_path, tabs(*old, LATE), "2026-11-18T08:00", remembered=result.memory)
    assert [row.key for row in rows(later, "F01")] == [KEY, "F01|group:backlog:14"]


def test_the_brief_shows_at_most_three_of_a_rule_and_counts_the_rest(tmp_path):
    late = [
        order(
            f"#{day}",
            f"2026-11-{day:02d} 09:00:00",
            Fulfillment_Status="unfulfilled",
            Lineitem_sku=f"X-{day}",
            Lineitem_name=f"Product {day}",
        )
        for day in (5, 6, 9, 10)
    ]
    result = run(tmp_path, tabs(*late))
    assert [row.in_brief for row in rows(result, "F01")] == [True, True, True, False]


def test_rows_come_by_urgency_and_ties_by_due_amount_and_key(tmp_path):
    small = {**LATE, "Name": "#8", "Total": 50000, "Subtotal": 50000, "Lineitem price": 50000}
    result = run(tmp_path, tabs(small, LATE))
    assert [row.entity_id for row in rows(result, "F01")] == ["7", "8"]
    assert all(one.urgency >= two.urgency for one, two in pairwise(result.exceptions))


@pytest.mark.parametrize(
    ("row", "due"),
    [
        (LATE, "2026-11-17T13:00:00-05:00"),  # critical: four opening hours from 9:00 on
        (
            order("#7", "2026-11-10 15:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-24"),
            "2026-11-17T18:00:00-05:00",  # warning, before opening: the business day that opens next
        ),
    ],
)
def test_due_counts_from_first_detection_in_business_time(tmp_path, row, due):
    assert run(tmp_path, tabs(row)).exceptions[0].due_at == due


def test_past_due_twice_over_escalates_once(tmp_path):
    """First seen Tue 17 8:00, due 13:00: twice over at 18:00."""
    results = after(tmp_path, ("17T08:00", "18T08:00", "19T08:00"), [LATE], [LATE], [LATE])
    assert states(results) == [["new"], ["escalated"], ["ongoing"]]
