"""K03, K04 and K05: Support stands at Tue 17 Nov, 7:00; Mon 16 is a holiday, and the doors are open from 9 to 18."""

from __future__ import annotations

from tests.reports.rules.asked import asked, support, ticket
from tests.reports.rules.cells import order, orders, rows, said

ORDERS = orders(
    order("#1", "2026-11-10 09:00:00", Email="ana@example.com"),
    order("#2", "2026-11-10 09:00:00", Email="vip@example.com", Tags="VIP"),
    order("#3", "2026-11-10 09:00:00", Email="leo@example.com", Fulfillment_Status="unfulfilled"),
    order("#4", "2026-10-30 09:00:00", Email="ana@example.com"),
)


def open_ticket(at, **more):
    return ticket(at, **{"status": "open", **more})


def test_who_waits_too_long_for_a_first_answer_is_told_and_who_does_not_is_silent(tmp_path):
    """T1: Thu 12, 11:00 to Fri 13, 18:00 = 7 + 9 = 16 opening hours (limit 8). T2: Fri 13, 15:30 = 2.5 (VIP: 2)."""
    found = asked(
        tmp_path,
        open_ticket("11-12 11:00", tags="talla", subject="¿M o L?", order_id="#1"),
        open_ticket("11-13 15:30", tags="pago", customer="VIP@example.com"),
        open_ticket("11-13 10:30", tags="pago"),  # 7.5 hours
        open_ticket("11-12 10:30", tags="pago", first_response_at="2026-11-12 11:00"),
        ticket("11-10 10:00", "pago"),  # closed
        {"ticket_id": None, **open_ticket("11-10", tags="talla", count=7)},  # a tally by hand is no conversation
        open_ticket("11-13", tags="pago"),  # at 10:00: exactly 8 hours
        Orders=ORDERS,
    )
    assert said(found, "K03") == [
        (
            "CRITICAL Ticket T2: no answer for 2 opening hours (limit 2), VIP, customer with 1 order.",
            "CRÍTICA Ticket T2: sin respuesta hace 2 horas hábiles (límite 2), VIP, cliente con 1 pedido.",
        ),
        (
            "WARNING Ticket T1: no answer for 16 opening hours (limit 8), #1, customer with 2 orders, “¿M o L?”.",
            "ADVERTENCIA Ticket T1: sin respuesta hace 16 horas hábiles (límite 8), #1, cliente con 2 pedidos, «¿M o L?».",
        ),
    ]
    vip, usual = rows(found, "K03")
    assert vip.terms == {"base": 70, "vip": 10}
    # 16 of 8 hours are one limit past: +5; its order has an open ticket, its own: +5.
    assert usual.terms == {"base": 40, "age": 5, "ticket": 5}
    assert usual.next_action.en == "Answer ticket T1, #1: it has waited 16 opening hours (limit 8)."
    assert usual.next_action.es == "Responde el ticket T1, #1: espera hace 16 horas hábiles (límite 8)."


def test_without_a_column_of_first_answers_nobody_can_tell_and_it_says_so(tmp_path):
    late = support(open_ticket("11-10", tags="talla"), without=("first_response_at",))
    found = asked(tmp_path, Support=late)
    assert rows(found, "K03") == []
    assert "Support: First response at" in next(rule.missing for rule in found.skipped if rule.rule == "K03")


def test_an_unhappy_customer_is_told_and_words_that_look_like_it_are_silent(tmp_path):
    found = asked(
        tmp_path,
        open_ticket("11-12", subject="Voy a poner una denuncia ante la SIC", customer="ana@example.com"),
        open_ticket("11-13", subject="Hago un reclamo por la demora", order_id="#1"),
        ticket("11-14", "entrega", csat=2),  # closed, and rated badly
        open_ticket("11-15", tags="refund", subject="Ya no lo quiero", order_id="#3"),
        open_ticket("11-15", subject="Gorra Clásica y música básica"),  # SIC is a word of its own
        open_ticket("11-15", tags="refund", order_id="#1"),  # sent already: no refund of an order that waits
        ticket("11-15", subject="Reclamo", status="closed"),
        ticket("11-15", "entrega", csat=4),
        open_ticket("10-30", subject="Esto es una estafa"),  # older than 14 days
        Orders=ORDERS,
    )
    assert said(found, "K04") == [
        (
            "CRITICAL Ticket T1: says “SIC”, customer with 2 orders, 2 other tickets, "
            "“Voy a poner una denuncia ante la SIC”.",
            "CRÍTICA Ticket T1: dice «SIC», cliente con 2 pedidos, 2 tickets más, «Voy a poner una denuncia ante la SIC».",
        ),
        (
            "WARNING Ticket T2: says “reclamo”, #1, customer with 2 orders, 2 other tickets, “Hago un reclamo por la demora”.",
            "ADVERTENCIA Ticket T2: dice «reclamo», #1, cliente con 2 pedidos, 2 tickets más, "
            "«Hago un reclamo por la demora».",
        ),
        (
            "WARNING Ticket T4: asks for a refund before #3 is sent, #3, customer with 1 order, “Ya no lo quiero”.",
            "ADVERTENCIA Ticket T4: pide reembolso antes de enviar #3, #3, cliente con 1 pedido, «Ya no lo quiero».",
        ),
        ("WARNING Ticket T3: rated 2 of 5.", "ADVERTENCIA Ticket T3: calificación 2 de 5."),
    ]
    # Four opening hours from Tue 8:00: 13:00.
    assert {row.due_at[:16] for row in rows(found, "K04")} == {"2026-11-17T13:00"}
    worst = rows(found, "K04")[0]
    assert worst.next_action.es == (
        "Escala el ticket T1, cliente con 2 pedidos, 2 tickets más: dice «SIC». Que responda una sola persona."
    )


def test_two_conversations_about_one_order_are_told_and_what_looks_like_it_is_silent(tmp_path):
    found = asked(
        tmp_path,
        ticket("11-09", "delivery", order_id="#3"),
        open_ticket("11-13", tags="guía", subject="¿Dónde va mi pedido?", order_id="#3"),
        ticket("11-09", "delivery", order_id="#1"),  # both closed
        ticket("11-10", "delivery", order_id="#1"),
        open_ticket("11-10", tags="delivery", order_id="#2"),  # and one about something else
        open_ticket("11-11", tags="talla", order_id="#2"),
        ticket("10-20", "delivery", order_id="#4"),  # older than 14 days
        open_ticket("11-11", tags="delivery", order_id="#4"),
        Orders=ORDERS,
    )
    assert said(found, "K05") == [
        (
            "WARNING #3 has 2 delivery tickets in 14 days; not sent yet; last Fri 13 Nov, “¿Dónde va mi pedido?”.",
            "ADVERTENCIA #3 tiene 2 tickets de entrega en 14 días; sin despachar; último vie 13 nov, "
            "«¿Dónde va mi pedido?».",
        )
    ]
    (row,) = rows(found, "K05")
    assert (row.key, row.target) == ("K05|order:3", "order:3")
    assert row.next_action.en == "Give the 2 delivery tickets of #3 one owner and one answer; not sent yet."
