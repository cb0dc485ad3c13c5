"""F05 and F06; now Tue 17 Nov, 8:00. Paid Fri 13 before the cut-off: ship-by Wed 18 (Mon 16 is a holiday)."""

from __future__ import annotations

from datetime import UTC, datetime

from reports import run_log
from reports.outcome import encode
from tests.reports.rules.cells import inventory, order, orders, rows, run, said

STOCK = inventory({})
GOOD = {
    "Shipping_Name": "Ana Gómez",
    "Shipping_Address1": "Calle 10 # 20-30",
    "Shipping_City": "Chinchiná",
    "Shipping_Province": "Caldas",
    "Shipping_Country": "CO",
    "Shipping_Phone": "+57 300 123 45 67",
}


def to(name, at="2026-11-13 09:00:00", **changed):
    return order(name, at, **{"Fulfillment_Status": "unfulfilled", "Email": f"{name}@example.com", **GOOD, **changed})


def fired(tmp_path, rule, *made, **more):
    return said(run(tmp_path, {"Orders": orders(*made, **more), "Inventory": STOCK}), rule)


def test_an_address_that_will_not_do_names_the_field_and_never_its_content(tmp_path):
    bad = to("#7", Shipping_Address1="Calle del sol", Shipping_City=None)
    result = run(tmp_path, {"Orders": orders(bad, to("#8")), "Inventory": STOCK})
    assert said(result, "F05") == [
        (
            "WARNING #7 address: no city and street without a number; to ship by Wed 18 Nov, COP 100,000.",
            "ADVERTENCIA #7 dirección: sin ciudad y calle sin número; se despacha a más tardar el mié 18 nov, "
            "$ 100.000.",
        )
    ]
    assert rows(result, "F05")[0].owner_role == "support"
    assert rows(result, "F05")[0].due_at.startswith("2026-11-17T13:00")  # 4 opening hours from 9:00
    assert "del sol" not in encode(result).decode()


def test_each_field_is_judged(tmp_path):
    """Three leave on Wed 18 and three on Thu 19, each of another product, so that none fold."""
    gaps = {
        "no name": {"Shipping_Name": None},
        "no street": {"Shipping_Address1": None},
        "phone of fewer than 10 digits": {"Shipping_Phone": "300 123"},
        "no phone": {"Shipping_Phone": None},
        "city not in the list and no department": {"Shipping_Province": None},
        "nothing filled in": dict.fromkeys(GOOD),
    }
    made = [
        to(f"#{n}", f"2026-11-{13 + n // 3} 09:00:00", Lineitem_name=f"Cap {n}", Lineitem_sku=f"C{n}", **gap)
        for n, gap in enumerate(gaps.values())
    ]
    found = fired(tmp_path, "F05", *made)
    days = ("Wed 18 Nov", "Thu 19 Nov")
    assert sorted(one[0] for one in found) == [
        f"WARNING #{n} address: {words}; to ship by {days[n // 3]}, COP 100,000." for n, words in enumerate(gaps)
    ]


def test_what_must_leave_today_is_critical(tmp_path):
    """Paid Thu 12 before the cut-off: ship-by is two business days later, Tue 17."""
    assert fired(tmp_path, "F05", to("#7", "2026-11-12 09:00:00", Shipping_Name=None), to("#8"))[0][0].startswith(
        "CRITICAL #7 address: no name; to ship by Tue 17 Nov"
    )


def test_addresses_that_look_wrong_and_are_not_are_silent(tmp_path):
    alike = {
        "a known city": {"Shipping_Province": None, "Shipping_City": "Medellín"},
        "abroad": {"Shipping_Country": "US", "Shipping_Phone": "12345", "Shipping_Address1": "Elm Street"},
        "shipped": {"Shipping_Name": None, "Fulfillment_Status": "fulfilled"},
        "not paid": {"Shipping_Name": None, "Financial_Status": "pending"},
        "nothing to ship": {"Shipping_Name": None, "Lineitem_requires_shipping": "false"},
        "a marketplace keeps it": {**dict.fromkeys(GOOD), "Source": "Mercado Libre"},
    }
    assert fired(tmp_path, "F05", *(to(name, **one) for name, one in alike.items())) == []


def test_a_blank_counts_only_in_a_column_that_at_least_half_of_the_orders_fill(tmp_path):
    """One of three has a telephone and a name, so that blank ones are the rule; with two of three they are not."""
    bare = {"Shipping_Phone": None, "Shipping_Name": None}
    assert fired(tmp_path, "F05", to("#7", **bare), to("#8", **bare), to("#9")) == []
    assert fired(tmp_path, "F05", to("#7", **bare), to("#8"), to("#9"))[0][0].startswith(
        "WARNING #7 address: no name and no phone"
    )
    nothing = dict.fromkeys(GOOD)
    assert fired(tmp_path, "F05", to("#7", **nothing), to("#8", **nothing), to("#9")) == []


def test_columns_that_the_sheet_does_not_fill_are_not_judged(tmp_path):
    result = run(tmp_path, {"Orders": orders(order("#7", Fulfillment_Status="unfulfilled")), "Inventory": STOCK})
    assert rows(result, "F05") == []
    assert [one.missing for one in result.skipped if one.rule == "F05"] == [["Orders: Shipping address"]]
    only_city = fired(tmp_path, "F05", order("#7", Fulfillment_Status="unfulfilled", Shipping_City="Bogotá"))
    assert only_city == []


LIMIT = [["key", "applies_to", "value"], ["high_value_order", None, 250000]]
BIG = {"Total": 300000, "Subtotal": 300000, "Fulfillment_Status": "unfulfilled", "Email": "luz@example.com"}


def test_a_new_order_of_high_value_and_a_second_one_within_a_week_are_told(tmp_path):
    """The first run looks at the week that is read and today; Tue 10 to Fri 13 are 3 days."""
    made = [
        order("#1", "2026-11-10 09:00:00"),
        order("#2", "2026-11-13 09:00:00", Fulfillment_Status="unfulfilled"),
        order("#3", "2026-11-13 09:00:00", Tags="VIP", **BIG),
    ]
    result = run(tmp_path, {"Orders": orders(*made), "Inventory": STOCK, "Definitions": LIMIT})
    assert said(result, "F06") == [
        (
            "INFO #3: high value and VIP, COP 300,000: Jersey Andes M.",
            "AVISO #3: alto valor y VIP, $ 300.000: Jersey Andes M.",
        ),
        (
            "INFO #2: second order in 7 days, COP 100,000: Jersey Andes M; 2 orders and COP 200,000 in all that Orders "
            "holds.",
            "AVISO #2: segundo pedido en 7 días, $ 100.000: Jersey Andes M; 2 pedidos y $ 200.000 en todo lo que tiene "
            "Pedidos.",
        ),
    ]


def test_orders_that_look_notable_and_are_not_are_silent(tmp_path):
    def of(name, at, **changed):
        return order(name, f"2026-11-{at} 09:00:00", **{"Fulfillment_Status": "unfulfilled", **changed})

    alike = [
        of("shipped", 13, **BIG | {"Fulfillment_Status": "fulfilled", "Email": "a@example.com"}),
        of("before the week that is read", "06", **BIG | {"Email": "b@example.com"}),
        of("not paid", 13, **BIG | {"Financial_Status": "pending", "Email": "c@example.com"}),
        of("first", "03", Email="d@example.com", Fulfillment_Status="fulfilled"),
        of("ten days later", 13, Email="d@example.com"),
        of("nobody", 12, Email=None, Fulfillment_Status="fulfilled"),
        of("nobody again", 13, Email=None),
    ]
    assert said(run(tmp_path, {"Orders": orders(*alike), "Inventory": STOCK, "Definitions": LIMIT}), "F06") == []


def test_it_is_news_once_and_stays_until_it_is_shipped_or_its_action_is_done(tmp_path):
    big = order("#3", "2026-11-13 09:00:00", **BIG)
    tabs = {"Orders": orders(big), "Inventory": STOCK, "Definitions": LIMIT}
    first = run(tmp_path, tabs)
    moment = datetime(2026, 11, 17, 13, tzinfo=UTC)
    log = run_log.RunLog(run_log.of(first, moment, moment, "manual").entries)
    second = run(tmp_path, tabs, "2026-11-17T12:00", remembered=first.memory, log=log)
    assert [(row.key, row.state) for row in rows(second, "F06")] == [("F06|order:3", "ongoing")]
    # another that was paid before the last brief is no news
    older = {**tabs, "Orders": orders(big, order("#4", "2026-11-12 09:00:00", **BIG | {"Email": "sol@example.com"}))}
    assert [
        row.key for row in rows(run(tmp_path, older, "2026-11-17T12:00", remembered=first.memory, log=log), "F06")
    ] == ["F06|order:3"]
    done = {**tabs, "Actions": [["title", "status", "exception_key"], ["Escribirle", "done", "F06|order:3"]]}
    after = run(tmp_path, done, "2026-11-17T12:00", remembered=first.memory, log=log)
    assert [(row.key, row.state) for row in rows(after, "F06")] == [("F06|order:3", "resolved")]


def test_an_order_that_is_late_is_told_as_late_and_not_as_notable(tmp_path):
    late = order("#3", "2026-11-10 09:00:00", **BIG)
    result = run(tmp_path, {"Orders": orders(late), "Inventory": STOCK, "Definitions": LIMIT})
    assert [row.rule for row in result.exceptions] == ["F01"]


def test_many_orders_of_one_buyer_are_one_row_that_stays_and_names_nobody(tmp_path):
    """Five orders of one e-mail within a week: the first is no second one, the other four are."""
    made = [
        order(
            f"#{n}",
            f"2026-11-1{n} 09:00:00",
            Fulfillment_Status="unfulfilled",
            Promise_date="2026-11-30",
            Email="luz@example.com",
        )
        for n in (2, 3, 4, 5, 6)
    ]
    often = [["key", "applies_to", "value"], ["vip_orders", None, 9]]
    tabs = {"Orders": orders(*made), "Inventory": STOCK, "Definitions": often}
    first = run(tmp_path, tabs)
    found = rows(first, "F06")
    assert len(found) == 1
    assert found[0].key.startswith("F06|group:buyer:")
    assert said(first, "F06") == [
        (
            "INFO One buyer: 4 orders to follow up, COP 400,000: #3, #4, #5 and 1 more.",
            "AVISO Un mismo cliente: 4 pedidos para acompañar, $ 400.000: #3, #4, #5 y 1 más.",
        )
    ]
    assert "luz" not in encode(first).decode()
    moment = datetime(2026, 11, 17, 13, tzinfo=UTC)
    log = run_log.RunLog(run_log.of(first, moment, moment, "manual").entries)
    second = run(tmp_path, tabs, "2026-11-17T12:00", remembered=first.memory, log=log)
    assert [(row.key, row.state) for row in rows(second, "F06")] == [(found[0].key, "ongoing")]
