"""W07 and C03: what customers report before any figure shows it. Support stands at Tue 17 Nov, 7:00."""

from __future__ import annotations

from datetime import date, timedelta

from tests.reports.rules.asked import SOURCES, asked, many, ticket
from tests.reports.rules.cells import order, orders, rows, said


def test_two_customers_who_cannot_buy_are_critical_and_what_looks_like_it_is_silent(tmp_path):
    found = asked(
        tmp_path,
        ticket("11-16 20:00", subject="No me deja pagar", customer="ana@example.com"),
        ticket("11-17 06:30", subject="El enlace del bib no carga", customer="leo@example.com"),
    )
    assert said(found, "W07") == [
        (
            "CRITICAL Possible broken link: 2 tickets in 24 hours (“El enlace del bib no carga”, “No me deja pagar”).",
            "CRÍTICA Posible enlace roto: 2 tickets en 24 horas («El enlace del bib no carga», «No me deja pagar»).",
        )
    ]
    (row,) = rows(found, "W07")
    # Two opening hours from Tue 8:00.
    assert (row.key, row.owner_role, row.due_at[:16]) == ("W07|shop:checkout", "operations", "2026-11-17T11:00")
    one = "ana@example.com"
    alone = asked(
        tmp_path,
        *many(3, "11-17 06:30", "technical", customer=one),  # one person, three times
        ticket("11-16 06:00", "technical", customer="leo@example.com"),  # 25 hours ago
        ticket("11-17 06:00", "pago", subject="Link de pago Nequi", customer="mia@example.com"),  # its tag is known
        ticket("11-17 06:10", subject="Mándame el link de pago", customer="gil@example.com"),
        ticket("11-17 06:20", subject="Vi un jersey en su página", customer="noa@example.com"),
    )
    assert rows(alone, "W07") == []


def test_a_day_of_visits_without_a_checkout_is_critical(tmp_path):
    """28 days of 100 visits and 10 checkouts; yesterday 120 and none: .9^120 is next to nothing. 60 are not as usual."""

    def traffic(last: int, checkouts: int):
        days = [date(2026, 10, 19) + timedelta(days=n) for n in range(29)]
        told = [[day.isoformat(), 100, 10] for day in days[:-1]]
        return [["date_from", "sessions", "checkouts"], *told, [days[-1].isoformat(), last, checkouts]]

    seen = ["Traffic", "daily", 24, "2026-11-17 07:00", "2026-10-19", "2026-11-16", "ok"]
    sources = [*SOURCES, seen]
    quiet = ticket("11-10", "talla")
    assert said(asked(tmp_path, quiet, Traffic=traffic(120, 0), Sources=sources), "W07") == [
        (
            "CRITICAL Possible broken link: no checkout in 120 visits on the last day read.",
            "CRÍTICA Posible enlace roto: ningún pago iniciado en 120 visitas el último día leído.",
        )
    ]
    assert rows(asked(tmp_path, quiet, Traffic=traffic(60, 0), Sources=sources), "W07") == []
    assert rows(asked(tmp_path, quiet, Traffic=traffic(120, 9), Sources=sources), "W07") == []


def test_a_code_that_customers_cannot_use_is_told_and_what_looks_like_it_is_silent(tmp_path):
    used = [
        *orders(order("#1", "2026-11-10 09:00:00"))[0],
        "Discount Code",
    ]
    bought = [used, *([*row, "RODADA15"] for row in orders(order("#1", "2026-11-10 09:00:00"))[1:])]
    found = asked(
        tmp_path,
        ticket("11-12", "discount", subject="RODADA15 no funciona"),
        ticket("11-13", "código rechazado"),
        ticket("11-14", subject="My code is not working: invalid"),
        ticket("11-14", "discount", subject="¿Tienen algún código?"),  # asks for one
        ticket("11-05", "discount_rejected"),  # older than seven days
        Orders=bought,
    )
    assert said(found, "C03") == [
        (
            "WARNING Discount code RODADA15 refused: 3 tickets in 7 days (from tickets; attempts are not recorded) "
            "(“My code is not working: invalid”, “RODADA15 no funciona”).",
            "ADVERTENCIA Código de descuento RODADA15 no aceptado: 3 tickets en 7 días (según tickets; no hay registro de "
            "intentos) («My code is not working: invalid», «RODADA15 no funciona»).",
        )
    ]
    (row,) = rows(found, "C03")
    assert (row.key, row.owner_role, row.confidence, row.due_at[:16]) == (
        "C03|theme:discount|rejected",
        "marketing",
        "directional",
        "2026-11-17T13:00",
    )
    twice = many(4, "11-13", "code rejected", customer="ana@example.com")
    assert rows(asked(tmp_path, *twice, ticket("11-13", "code rejected", customer="leo@example.com")), "C03") == []
    # During a launch it cannot wait.
    launch = [["date", "type", "text", "end_date"], ["2026-11-14", "campaign launched", "Rodada", "2026-11-16"]]
    urgent = asked(tmp_path, *(ticket("11-13", "código vencido", subject=f"{n}") for n in range(3)), Notes=launch)
    assert [row.severity for row in rows(urgent, "C03")] == ["critical"]
