"""F04, P04 and P07; now Tue 17 Nov, 8:00, and Mon 16 is a holiday."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, order, orders, rows, run, said

STOCK = inventory({})


def fired(tmp_path, rule, *made, **more):
    return said(run(tmp_path, {"Orders": orders(*made), "Inventory": STOCK, **more}), rule)


def cancelled(on, **changed):
    return order("#9", Fulfillment_Status="unfulfilled", Cancelled_at=f"2026-11-{on} 09:00:00 -0500", **changed)


def test_trap_34_a_cancelled_order_whose_money_is_held_is_told_to_finance(tmp_path):
    """Cancelled Wed 11: Thu 12, Fri 13 and Tue 17 are 3 business days. It is no revenue either way."""
    result = run(tmp_path, {"Orders": orders(cancelled(11), order("#10")), "Inventory": STOCK})
    assert said(result, "F04") == [
        (
            "WARNING #9 cancelled Wed 11 Nov, not refunded after 3 business days; COP 100,000 held.",
            "ADVERTENCIA #9 cancelado el mié 11 nov, sin reembolso tras 3 días hábiles; $ 100.000 por devolver.",
        )
    ]
    assert rows(result, "F04")[0].owner_role == "finance"
    assert result.figures["M01"].value == 100_000  # #10 alone


def test_after_five_business_days_it_is_critical(tmp_path):
    """Cancelled Fri 6: Mon 9 to Fri 13 are 5, Tue 17 is the sixth; cancelled Mon 9 makes 5 and is a warning."""
    made = [cancelled("06"), cancelled("09") | {"Name": "#8"}]
    assert [one[0] for one in fired(tmp_path, "F04", *made)] == [
        "CRITICAL #9 cancelled Fri 6 Nov, not refunded after 6 business days; COP 100,000 held.",
        "WARNING #8 cancelled Mon 9 Nov, not refunded after 5 business days; COP 100,000 held.",
    ]


def test_only_what_came_in_and_has_not_gone_back_is_held(tmp_path):
    """100,000 − 60,000 refunded, and 100,000 − 70,000 that never came."""
    part = cancelled(11, Financial_Status="partially_refunded", Refunded_Amount=60000)
    deposit = cancelled(11, Financial_Status="partially_paid", Outstanding_Balance=70000) | {"Name": "#8"}
    assert fired(tmp_path, "F04", part, deposit) == [
        (
            "WARNING #9 cancelled Wed 11 Nov, not refunded after 3 business days; COP 40,000 of COP 100,000 held.",
            "ADVERTENCIA #9 cancelado el mié 11 nov, sin reembolso tras 3 días hábiles; $ 40.000 de $ 100.000 por "
            "devolver.",
        ),
        (
            "WARNING #8 cancelled Wed 11 Nov, not refunded after 3 business days; COP 30,000 of COP 100,000 held.",
            "ADVERTENCIA #8 cancelado el mié 11 nov, sin reembolso tras 3 días hábiles; $ 30.000 de $ 100.000 por "
            "devolver.",
        ),
    ]
    # without the column nobody can say how much of it went back
    unknown = cancelled(11, Financial_Status="partially_refunded")
    assert "how much is held is not told" in fired(tmp_path, "F04", unknown)[0][0]


def test_cancelled_orders_that_owe_nobody_are_silent(tmp_path):
    alike = {
        "refunded": {"Financial Status": "refunded", "Refunded Amount": 100000},
        "refunded in parts": {"Financial Status": "partially_refunded", "Refunded Amount": 100000},
        "voided": {"Financial Status": "voided"},
        "never paid": {"Financial Status": "pending"},
        "free": {"Total": 0, "Subtotal": 0},
        "a test": {"Payment Method": "Bogus Gateway"},
        "one business day ago": {"Cancelled at": "2026-11-13 17:00:00 -0500"},
    }
    assert fired(tmp_path, "F04", *(cancelled(11) | {"Name": name, **one} for name, one in alike.items())) == []


def authorized(at, **changed):
    return order("#9", **{"Created_at": f"{at} -0500", "Paid_at": None, "Financial_Status": "authorized", **changed})


def test_an_authorization_about_to_expire_is_told_in_days(tmp_path):
    assert fired(tmp_path, "P04", authorized("2026-11-11 07:00:00")) == [
        (
            "WARNING #9 authorized 6 days ago, not captured (limit 5); COP 100,000.",
            "ADVERTENCIA #9 autorizado hace 6 días y sin capturar (límite 5); $ 100.000.",
        )
    ]


def test_younger_captured_and_cancelled_authorizations_are_silent(tmp_path):
    alike = [
        authorized("2026-11-12 09:00:00"),
        authorized("2026-11-02 09:00:00", Financial_Status="paid") | {"Name": "#8"},
        authorized("2026-11-02 09:00:00", Cancelled_at="2026-11-03 09:00:00 -0500") | {"Name": "#7"},
    ]
    assert fired(tmp_path, "P04", *alike) == []
    own = [["key", "applies_to", "value"], ["auth_days", None, 7]]
    assert fired(tmp_path, "P04", authorized("2026-11-11 07:00:00"), Definitions=own) == []


def on_delivery(left, **changed):
    return order(
        "#9",
        "2026-10-28 09:00:00",
        **{
            "Paid_at": None,
            "Financial_Status": "pending",
            "Payment_Method": "Contra entrega",
            "Fulfilled_at": f"{left} 09:00:00 -0500",
            **changed,
        },
    )


def test_cash_on_delivery_that_no_carrier_has_settled_is_told_as_an_estimate(tmp_path):
    """Left Fri 30 Oct; 3 business days on (Mon 2 Nov is a holiday) it should have arrived Thu 5 Nov, 12 days ago."""
    result = run(tmp_path, {"Orders": orders(on_delivery("2026-10-30")), "Inventory": STOCK})
    assert said(result, "P07") == [
        (
            "WARNING #9 cash on delivery, unpaid 12 days after its estimated delivery on Thu 5 Nov (limit 8); "
            "COP 100,000.",
            "ADVERTENCIA #9 contra entrega, sin pago 12 días después de su entrega estimada el jue 5 nov (límite 8); "
            "$ 100.000.",
        )
    ]
    assert rows(result, "P07")[0].confidence == "directional"


def test_cash_on_delivery_on_its_way_or_settled_is_silent(tmp_path):
    alike = {
        "arrived Tue 10, 7 days ago": on_delivery("2026-11-05"),
        "paid": on_delivery("2026-10-30", Financial_Status="paid"),
        "not on delivery": on_delivery("2026-10-30", Payment_Method="PSE"),
        "not shipped": on_delivery("2026-10-30", Fulfillment_Status="unfulfilled"),
    }
    assert fired(tmp_path, "P07", *(one | {"Name": name} for name, one in alike.items())) == []
