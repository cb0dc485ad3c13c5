"""F02 and F08. Paid Tue 10 Nov before the cut-off: start Tue 10, ship-by Thu 12; Mon 16 is a holiday; now Tue 17."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, line, order, orders, rows, run, said

STOCK = inventory({}, {"sku": "JA-L", "size": "L", "available": 0})
PARTIAL = {"Fulfillment_Status": "partial", "Promise_date": "2026-11-27"}


def fired(tmp_path, rule, *made, as_of="2026-11-17T08:00", **more):
    return said(run(tmp_path, {"Orders": orders(*made, **more), "Inventory": STOCK}, as_of), rule)


def test_a_partly_shipped_order_names_what_is_missing_and_its_stock(tmp_path):
    """Ship-by Thu 12 and one business day more is Fri 13; on Tue 17 it is 2 business days past ship-by."""
    part = [
        order("#7", "2026-11-10 09:00:00", Lineitem_fulfillment_status="fulfilled", **PARTIAL),
        line("#7", quantity=2, name="Jersey Andes - L", price=50000, sku="JA-L"),
    ]
    assert fired(tmp_path, "F02", *part) == [
        (
            "WARNING #7 partly shipped: 2 business days past ship-by, COP 100,000; to go: 2 × Jersey Andes L (none in "
            "stock).",
            "ADVERTENCIA #7 despachado en parte: 2 días hábiles después del plazo, $ 100.000; falta: 2 × Jersey Andes L "
            "(sin inventario).",
        )
    ]


def test_where_no_line_says_what_has_left_nothing_is_guessed(tmp_path):
    assert fired(tmp_path, "F02", order("#7", "2026-11-10 09:00:00", **PARTIAL)) == [
        (
            "WARNING #7 partly shipped: 2 business days past ship-by, COP 100,000; which lines are missing is not told.",
            "ADVERTENCIA #7 despachado en parte: 2 días hábiles después del plazo, $ 100.000; no se sabe qué líneas "
            "faltan.",
        )
    ]


def test_orders_that_look_partly_shipped_and_stuck_are_silent(tmp_path):
    """Fri 13 is the business day of grace."""
    assert fired(tmp_path, "F02", order("#7", "2026-11-10 09:00:00", **PARTIAL), as_of="2026-11-13T18:00") == []
    alike = {
        "not shipped at all": {"Fulfillment_Status": "unfulfilled"},
        "shipped": {"Fulfillment_Status": "fulfilled"},
        "cancelled": {"Cancelled_at": "2026-11-11 09:00:00 -0500"},
        "on hold": {"Notes": "No despachar hasta el 30"},
        "not paid": {"Financial_Status": "pending"},
    }
    assert (
        fired(tmp_path, "F02", *(order(name, "2026-11-10 09:00:00", **PARTIAL | one) for name, one in alike.items()))
        == []
    )


def shipped(count):
    """So many orders that left on days of October, two a business day at most."""
    return [
        order(f"#{n}", f"2026-10-{20 + n // 2} 09:00:00", Fulfilled_at=f"2026-10-{20 + n // 2} 15:00:00 -0500")
        for n in range(count)
    ]


def waiting(count):
    return [order(f"#{n}", "2026-11-13 09:00:00", Fulfillment_Status="unfulfilled") for n in range(100, 100 + count)]


def test_a_queue_longer_than_the_pace_is_told_with_both(tmp_path):
    """12 left from Tue 20 Oct to Mon 16 Nov: 18 business days (2 and 16 Nov are holidays), so 12 x 2 / 18 = 1.3."""
    assert fired(tmp_path, "F08", *shipped(12), *waiting(6)) == [
        (
            "WARNING Shipping queue: 6 orders to ship by Thu 19 Nov; the usual pace is 1.3 in 2 business days.",
            "ADVERTENCIA Cola de despacho: 6 pedidos por despachar a más tardar el jue 19 nov; el ritmo usual es de 1,3 "
            "en 2 días hábiles.",
        )
    ]


def test_a_queue_that_is_short_or_whose_pace_is_not_known_is_silent(tmp_path):
    assert fired(tmp_path, "F08", *shipped(12), *waiting(4)) == []
    assert fired(tmp_path, "F08", *shipped(9), *waiting(9)) == []
    busy = [one | {"Name": f"{one['Name']}-{copy}"} for copy in range(4) for one in shipped(12)]
    # 48 x 2 / 18 = 5.3 in two business days; 1.5 times that is 8, and 7 wait
    assert fired(tmp_path, "F08", *busy, *waiting(7)) == []


def test_without_dates_of_shipping_the_queue_is_not_checked_and_says_so(tmp_path):
    result = run(tmp_path, {"Orders": orders(*waiting(9)), "Inventory": STOCK})
    assert [one.missing for one in result.skipped if one.rule == "F08"] == [["Orders: Fulfilled at"]]
    assert rows(result, "F08") == []
