"""F01 and F03. Paid Tue 10 Nov before the cut-off: start Tue 10, ship-by Thu 12; Mon 16 is a holiday."""

from __future__ import annotations

import pytest

from tests.reports.rules.cells import inventory, order, orders, rows, run, said

STOCK = inventory({})


def fired(tmp_path, rule, *made, **more):
    return said(run(tmp_path, {"Orders": orders(*made, **more), "Inventory": STOCK}), rule)


def test_paid_and_past_its_ship_by_is_told_with_its_days_and_its_promise(tmp_path):
    """Ship-by Thu 12; business days since: Fri 13 and Tue 17 = 2, so critical. Promise Fri 13 has passed."""
    late = order("#7", "2026-11-10 09:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-13")
    assert fired(tmp_path, "F01", late) == [
        (
            "CRITICAL #7 paid, not fulfilled: 2 business days past ship-by, promise passed Fri 13 Nov, COP 100,000.",
            "CRÍTICA #7 pagado sin despachar: 2 días hábiles después del plazo, promesa vencida el vie 13 nov, $ 100.000.",
        )
    ]


def test_one_business_day_late_with_a_promise_to_come_is_a_warning(tmp_path):
    """Paid Tue 10 at 15:00, after the cut-off: start Wed 11, ship-by Fri 13; only Tue 17 has passed since."""
    late = order("#7", "2026-11-10 15:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-24")
    assert fired(tmp_path, "F01", late) == [
        (
            "WARNING #7 paid, not fulfilled: 1 business day past ship-by, promised Tue 24 Nov, COP 100,000.",
            "ADVERTENCIA #7 pagado sin despachar: 1 día hábil después del plazo, prometido mar 24 nov, $ 100.000.",
        )
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"Fulfillment_Status": "fulfilled"},
        {
            "Fulfillment_Status": "unfulfilled",
            "Created_at": "2026-11-13 09:00:00 -0500",
            "Paid_at": "2026-11-13 09:00:00 -0500",
        },
        {
            "Fulfillment_Status": "unfulfilled",
            "Created_at": "2026-11-12 09:00:00 -0500",
            "Paid_at": "2026-11-12 09:00:00 -0500",
        },
        {"Fulfillment_Status": "unfulfilled", "Financial_Status": "pending"},
        {"Fulfillment_Status": "unfulfilled", "Cancelled_at": "2026-11-11 09:00:00 -0500"},
        {"Fulfillment_Status": "unfulfilled", "Payment_Method": "Bogus Gateway"},
        {"Fulfillment_Status": "partial"},
    ],
    ids=["shipped", "inside its ship-by", "on its ship-by", "not paid", "cancelled", "a test", "partly shipped"],
)
def test_orders_that_look_like_it_are_silent(tmp_path, changed):
    assert fired(tmp_path, "F01", order("#7", **changed)) == []


def test_trap_33_cash_on_delivery_is_no_stuck_payment_and_ships_from_its_creation(tmp_path):
    cash = order(
        "#8",
        Financial_Status="pending",
        Fulfillment_Status="unfulfilled",
        Payment_Method="Contra entrega",
        Paid_at=None,
        Promise_date="2026-11-13",
    )
    result = run(tmp_path, {"Orders": orders(cash), "Inventory": STOCK})
    assert rows(result, "P01") == []
    assert said(result, "F01")[0][0] == (
        "CRITICAL #8 cash on delivery, not fulfilled: 2 business days past ship-by, promise passed Fri 13 Nov, "
        "COP 100,000."
    )
    assert result.figures["M01"].value == 0


def test_trap_34_a_cancelled_order_is_neither_revenue_nor_late(tmp_path):
    gone = order("#9", Fulfillment_Status="unfulfilled", Cancelled_at="2026-11-11 09:00:00 -0500")
    result = run(tmp_path, {"Orders": orders(gone, order("#10")), "Inventory": STOCK})
    assert result.figures["M01"].value == 100000
    assert rows(result, "F01") == []


def test_a_promise_that_the_usual_transit_cannot_keep_is_at_risk(tmp_path):
    """Next business day Wed 18, and 3 business days in transit: Mon 23, after Fri 20."""
    risky = order("#7", "2026-11-13 09:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-20")
    assert fired(tmp_path, "F03", risky) == [
        (
            "WARNING #7: promised Fri 20 Nov, at the earliest delivered Mon 23 Nov (3 business days in transit), "
            "COP 100,000.",
            "ADVERTENCIA #7: prometido vie 20 nov, lo más pronto que llegaría es el lun 23 nov (3 días hábiles de tránsito), "
            "$ 100.000.",
        )
    ]


def test_a_promise_that_can_be_kept_is_silent_and_a_late_order_is_told_once(tmp_path):
    kept = order("#7", "2026-11-13 09:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-23")
    assert fired(tmp_path, "F03", kept) == []
    late = order("#8", "2026-11-09 09:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-18")
    result = run(tmp_path, {"Orders": orders(late), "Inventory": STOCK})
    assert [row.key for row in result.exceptions] == ["F01|order:8"]


def test_without_the_column_it_is_not_checked_and_says_so(tmp_path):
    result = run(tmp_path, {"Orders": orders(order("#7"), without=("Fulfillment Status",)), "Inventory": STOCK})
    assert [(one.rule, one.missing) for one in result.skipped if one.rule == "F01"] == [
        ("F01", ["Orders: Fulfillment status"])
    ]


def test_more_than_three_of_one_day_are_one_row_with_the_worst_by_name(tmp_path):
    """Five late orders of one ship-by day, of two products: one row, 5 x 100,000."""
    late = [
        order(
            f"#{number}",
            Fulfillment_Status="unfulfilled",
            Lineitem_sku="JA-M" if number % 2 else "JA-L",
            Lineitem_name="Jersey Andes - M" if number % 2 else "Bib Páramo - L",
        )
        for number in range(11, 16)
    ]
    stock = inventory({}, {"product_id": "bib", "product_title": "Bib Páramo", "size": "L", "sku": "JA-L"})
    result = run(tmp_path, {"Orders": orders(*late), "Inventory": stock})
    assert [row.key for row in rows(result, "F01")] == ["F01|group:day:2026-11-12"]
    assert said(result, "F01") == [
        (
            "CRITICAL Thu 12 Nov: 5 orders past ship-by, COP 500,000: #11, #12, #13 and 2 more.",
            "CRÍTICA jue 12 nov: 5 pedidos con el despacho vencido, $ 500.000: #11, #12, #13 y 2 más.",
        )
    ]


def test_a_blank_fulfilment_column_is_said_to_be_unchecked(tmp_path):
    made = run(
        tmp_path, {"Orders": orders(order("#7", "2026-11-02 09:00:00", Fulfillment_Status=None)), "Inventory": STOCK}
    )
    assert [one.missing for one in made.skipped if one.rule in ("F01", "F03")] == [["Orders: Fulfillment status"]] * 2
