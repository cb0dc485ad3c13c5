from __future__ import annotations

import pytest

from reports.discreet import Discreet, discreet
from sheets.tables import Tables
from tests.reports.drawn import drawn

CUSTOMERS = Discreet(
    frozenset({"ana gomez", "ana gomez perez", "eva maria ruiz paz"}), frozenset({"ana gomez", "eva maria"})
)
HIDDEN = {
    "ana@example.com asked": "… asked",
    "Wrote to ana.g+x@mail.example.com.co.": "Wrote to ….",
    "call 3005551234.": "call ….",
    "300 555 1234, or +57 300 555 12 34": "…, or …",
    "(601) 555-1234 and +1 (212) 555-0134": "… and …",
    "tel: 555 1234": "tel: …",
    "WhatsApp 5551234": "WhatsApp …",
    "sent to Calle 45 # 12-34, Bogotá": "sent to …, Bogotá",
    "Cra. 7 No. 12-34 apto 301": "…",
    "Calle 45 12 34": "…",
    "12 Main Street, apt 4": "…",
    "Ana Gómez Pérez wants it in M": "Ana G. wants it in M",
    "It was ana gomez.": "It was ana G.",
    "Hola, soy Zoila de la Vaca Toro, uso M": "Hola, soy Zoila V., uso M",
    "I'm Rita Mora. Where is it?": "I'm Rita M. Where is it?",
    "Eva María Ruiz and EVA MARIA RUIZ PAZ PAZ": "Eva M. and EVA M. PAZ",
}
SHOWN = [
    "2026-11-13 10:00 to 2026-11-15",
    "COP 3.005.551.234 from 12 orders",
    "parcel 3005551234567 of #1081",
    "sold 3 to 12 road bikes, 20% off",
    "calle 13 rodada, av. 2026 15 de nov",
    "Ana asked; Gómez too",
    "12 long road rides",
    "Soy de Bogotá y soy talla M",
    "",
]


@pytest.mark.parametrize("said", HIDDEN)
def test_what_belongs_to_a_customer_is_not_shown(said: str) -> None:
    assert CUSTOMERS.text(said) == HIDDEN[said]


@pytest.mark.parametrize("said", SHOWN)
def test_figures_days_and_places_stay(said: str) -> None:
    assert CUSTOMERS.text(said) == said


def test_a_long_word_is_looked_at_once() -> None:
    """From each of its letters on, this would take minutes."""
    assert CUSTOMERS.text("a" * 200_000) == "a" * 200_000


def test_customers_are_known_from_orders_by_either_name() -> None:
    orders = drawn(
        "orders",
        """
        order_id | customer_name    | ship_name
        1        | Ana  Gómez Pérez |
        2        | Ana  Gómez Pérez | Luis Peña
        3        | Rita             |
        """,
    )
    asked = drawn(
        "support",
        """
        ticket_id | customer
        T1        | Noa Sierra Gil
        T2        | noa@example.com
        """,
    )
    assert discreet(Tables({"support": asked})).text("Noa Sierra Gil asks") == "Noa S. asks"
    known = discreet(Tables({"orders": orders}))
    assert known.names == {"ana gomez perez", "luis pena", "rita"}
    assert known.text("Luis Peña and Ana Gómez, for Rita") == "Luis P. and Ana G., for Rita"
    assert discreet(Tables({})).text("Luis Peña") == "Luis Peña"
