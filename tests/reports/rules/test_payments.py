"""P01. Hours count from the order's creation to Tue 17 Nov, 8:00."""

from __future__ import annotations

import pytest

from tests.reports.rules.cells import inventory, order, orders, rows, run, said

STOCK = inventory({})


def pending(name, at, **changed):
    return order(name, **{"Financial_Status": "pending", "Created_at": f"{at} -0500", "Paid_at": None, **changed})


def fired(tmp_path, *made):
    return said(run(tmp_path, {"Orders": orders(*made), "Inventory": STOCK}), "P01")


def test_a_payment_pending_longer_than_its_method_takes_is_told_in_hours(tmp_path):
    """From Sun 15 Nov 7:00 to Tue 17 Nov 8:00 are 49 hours."""
    assert fired(tmp_path, pending("#7", "2026-11-15 07:00:00", Payment_Method="PSE")) == [
        (
            "WARNING #7 PSE payment pending 49 hours (limit 24); COP 100,000.",
            "ADVERTENCIA #7 pago PSE pendiente hace 49 horas (límite 24); $ 100.000.",
        )
    ]


@pytest.mark.parametrize(
    ("method", "at", "fires"),
    [
        ("Nequi", "2026-11-17 05:00:00", True),  # 3 hours, limit 2
        ("PSE", "2026-11-16 09:00:00", False),  # 23 hours, limit 24
        ("Efecty", "2026-11-15 08:00:00", False),  # 48 hours, limit 72
        ("Tarjeta de crédito", "2026-11-17 06:30:00", True),  # 1.5 hours, limit 1
        ("Contra entrega", "2026-11-12 08:00:00", False),
    ],
)
def test_each_method_has_its_own_patience(tmp_path, method, at, fires):
    assert bool(fired(tmp_path, pending("#7", at, Payment_Method=method))) is fires


def test_authorized_voided_and_paid_orders_are_silent(tmp_path):
    rows_ = [
        pending(f"#{n}", "2026-11-12 08:00:00", Financial_Status=s) for n, s in enumerate(("authorized", "voided"))
    ]
    assert fired(tmp_path, *rows_, order("#9")) == []


def test_a_date_without_a_clock_gets_the_benefit_of_the_doubt(tmp_path):
    """From the last second of Sun 15 to Tue 17 8:00 are 32 hours, so a limit of 24 has passed by 8."""
    made = pending("#7", "", Payment_Method="PSE") | {"Created at": "2026-11-15"}
    assert fired(tmp_path, made)[0][0] == "WARNING #7 PSE payment pending 32 hours (limit 24); COP 100,000."
    assert fired(tmp_path, made | {"Created at": "2026-11-16"}) == []


def test_pending_for_over_two_weeks_is_one_row_to_tidy_up(tmp_path):
    old = [pending(f"#{n}", "2026-10-20 08:00:00") for n in (1, 2, 3)]
    result = run(tmp_path, {"Orders": orders(*old), "Inventory": STOCK})
    assert [row.key for row in rows(result, "P01")] == ["P01|group:age:old"]
    assert said(result, "P01") == [
        (
            "INFO 3 pending orders older than 14 days: void or chase; COP 300,000.",
            "AVISO 3 pedidos pendientes desde hace más de 14 días: anúlalos o cóbralos; $ 300.000.",
        )
    ]


def test_a_limit_of_their_own_is_taken(tmp_path):
    limits = [["key", "applies_to", "value"], ["pending_hours", "method:PSE", 96]]
    tabs = {"Orders": orders(pending("#7", "2026-11-15 07:00:00", Payment_Method="PSE")), "Inventory": STOCK}
    assert said(run(tmp_path, {**tabs, "Definitions": limits}), "P01") == []
