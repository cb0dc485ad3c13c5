"""What a row's urgency is made of, through whole runs; and the days and launches that press."""

from __future__ import annotations

from datetime import date

import pytest

from reports.occasions import event_on
from tests.reports.rules.cells import inventory, order, orders, rows, run

LATE = order("#7", "2026-11-10 15:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-30")


def terms(result, key):
    return next(row.terms for row in result.exceptions if row.key == key)


def support(*tickets):
    head = ["ticket_id", "created_at", "tags", "subject", "order_id", "product_id", "status"]
    return [head, *([f"T{place}", *ticket] for place, ticket in enumerate(tickets, 1))]


def test_an_order_presses_by_promise_value_vip_age_ticket_and_event(tmp_path):
    """#1: 70 + passed 20 + twice high value 15 + VIP 10 + ticket 5 + event 10 + 3 limits late 10 = 140, shown as 100."""
    definitions = [["key", "value"], ["high_value_order", 100000]]
    worst = order(
        "#1",
        "2026-11-03 09:00:00",
        Fulfillment_Status="unfulfilled",
        Promise_date="2026-11-06",
        Tags="VIP",
        Notes="Es para la carrera del 22 de noviembre",
        Total=250000,
    )
    past = {**LATE, "Name": "#2", "Notes": "Era para el 12 de noviembre"}
    result = run(
        tmp_path,
        {
            "Orders": orders(worst, past, {**LATE, "Name": "#3"}),
            "Inventory": inventory({}),
            "Definitions": definitions,
            "Support": support(
                ["2026-11-14 09:00", "delivery", "x", "#1", None, "open"],
                ["2026-11-14 09:00", "delivery", "x", "#3", None, "closed"],
            ),
        },
    )
    by = {"base": 70, "promise": 20, "value": 15, "vip": 10, "age": 10, "ticket": 5, "event": 10}
    assert terms(result, "F01|order:1") == by
    first = next(row for row in result.exceptions if row.key == "F01|order:1")
    assert (first.urgency, first.severity) == (100, "critical")
    assert first.shown.en.endswith(", COP 250,000, VIP, open ticket.")
    assert first.shown.es.endswith(", $ 250.000, VIP, ticket abierto.")
    # An event that has passed and a ticket that is closed press no more.
    assert terms(result, "F01|order:2") == terms(result, "F01|order:3") == {"base": 40, "value": 10}


def test_a_promise_presses_by_how_near_it_is(tmp_path):
    """Tue 17 Nov: of today +15, of Thu 19 (two business days) +10, of Fri 20 nothing."""
    made = [
        {**LATE, "Name": f"#{n}", "Promise date": f"2026-11-{day}", "Lineitem sku": f"X-{n}", "Lineitem name": f"P {n}"}
        for n, day in ((1, 17), (2, 19), (3, 20))
    ]
    result = run(tmp_path, {"Orders": orders(*made), "Inventory": inventory({})})
    found = {row.entity_id: row.terms.get("promise", 0) for row in rows(result, "F01")}
    assert found == {"1": 15, "2": 10, "3": 0}


def test_a_launch_presses_for_its_products_while_it_runs_and_three_days_more(tmp_path):
    def low(applies_to, until):
        notes = [
            ["date", "end_date", "type", "applies_to", "text"],
            ["2026-11-10", until, "campaign_launched", applies_to, "Rodada"],
        ]
        stock = inventory({"available": 3}, {"sku": "JA-S", "size": "S"})
        result = run(tmp_path, {"Orders": orders(order("#1")), "Inventory": stock, "Notes": notes})
        return rows(result, "I01")[0].terms.get("launch", 0)

    assert [low("Jersey Andes", "2026-11-14"), low("jersey-andes", "2026-11-13")] == [10, 0]
    assert [low("JA-M", "2026-11-30"), low("JA-S", "2026-11-30"), low("rodada", "2026-11-30")] == [10, 0, 0]


def test_a_product_with_much_traffic_presses_with_its_sizes(tmp_path):
    traffic = [
        ["date_from", "date_to", "product_id", "product_views", "add_to_carts"],
        ["2026-10-19", "2026-11-15", "jersey-andes", 600, 60],
        ["2026-10-19", "2026-11-15", "socks", 100, 10],
        ["2026-10-19", "2026-11-15", "cap", 100, 10],
    ]
    others = [
        {"product_id": name, "product_title": name.title(), "product_type": "", "sku": name[:2].upper(), "size": None}
        for name in ("socks", "cap")
    ]
    stock = inventory({"available": 3}, *({**one, "available": 3, "low_stock_units": 5} for one in others))
    sold = [order("#1"), order("#2", Lineitem_sku="SO", Lineitem_name="Socks"), order("#3")]
    result = run(tmp_path, {"Orders": orders(*sold), "Inventory": stock, "Traffic": traffic})
    found = {row.entity_id: row.terms.get("traffic", 0) for row in result.exceptions if row.entity_type == "variant"}
    assert found["JA-M"] == 5
    assert found["SO"] == 0


def test_a_late_source_presses_less_but_not_for_rows_about_the_data_itself(tmp_path):
    """Orders as of Sat 14 Nov, 72 h old of 24: late, not too old to act (96)."""
    sources = [["source", "last_refreshed_at"], ["Orders", "2026-11-14 08:00"], ["Inventory", "2026-11-17 07:00"]]
    late = {**LATE, "Created at": "2026-11-03 09:00:00 -0500", "Paid at": "2026-11-03 09:00:00 -0500"}
    made = {"Orders": orders(late), "Inventory": inventory({}), "Sources": sources}
    result = run(tmp_path, made)
    assert terms(result, "F01|order:7")["late"] == -15
    row = rows(result, "F01")[0]
    assert (row.severity, row.confirm) == ("critical", True)
    assert row.shown.en.startswith("CRITICAL – confirm #7")
    assert all("late" not in one.terms for one in rows(result, "D01"))


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("Para la carrera del 22 de noviembre, gracias", date(2026, 11, 22)),
        ("race on Nov 22nd", date(2026, 11, 22)),
        ("lo necesito el 22/11", date(2026, 11, 22)),
        ("boda 5.12.2026", date(2026, 12, 5)),
        ("event 2026-12-05", date(2026, 12, 5)),
        ("cumple el 3 de enero", date(2027, 1, 3)),
        ("boda el 2 mar", date(2027, 3, 2)),
        ("quiero 2 mar azul", None),
        ("may 5 of you call me", None),
        ("talla 10/12", None),
        ("Calle 12 # 5-10, apto 11/12", None),
        ("llega 10 a 12", None),
        ("pagado el 12 de noviembre", None),
        ("para agosto 2027, el 20 de agosto de 2027", None),
        ("del 31/02", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_is_an_events_only_where_it_reads_as_one_and_still_comes(note, day):
    assert event_on(note, date(2026, 11, 10), date(2026, 11, 16)) == day
