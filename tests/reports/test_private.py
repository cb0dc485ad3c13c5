"""Whom a text names is left out, and what only looks like a name stays."""

from __future__ import annotations

import pytest

from reports.private import Allowed, Sieve, people

THINGS = ("Jersey Andes", "Camisa Sofía", "Laura Studio", "Negro")
PEOPLE = people(
    [("support", "Ana María Gómez"), ("operations", "ops@ruta.co")],
    ["Zoe"],
    lambda role: {"support": "Support"}.get(role, ""),
)


def left(said: str, *, names: bool = False, contacts: bool = False) -> str:
    return Sieve(Allowed(names=names, contacts=contacts), PEOPLE, THINGS).text(said)


@pytest.mark.parametrize(
    ("said", "left_over"),
    [
        # who answers for it is told by role, by the first name too
        ("Ana María Gómez · due Tue", "Support · due Tue"),
        ("ask Ana, not ops@ruta.co", "ask Support, not …"),
        ("Zoe wrote it", "… wrote it"),
        # customers, as the brief tells them
        ("Ana G. asked; marta P. too", "… asked; … too"),
        ("Ana Torres is another one, Ana is not", "… is another one, Support is not"),
        ("Luis P. asked twice.", "… asked twice."),
        ("José M. de la Cruz called", "… called"),
        # people that no tab knows
        ("Hablé con Carlos Pérez Díaz ayer", "Hablé con … ayer"),
        ("Sofía Ruiz quiere otra Camisa Sofía", "… quiere otra Camisa Sofía"),
        ("la clienta Zenaida Orjuela y don Evaristo", "la clienta … y don …"),
        ("Mr. Fitzgerald wants a refund", "Mr. … wants a refund"),
        ("story of @zenaida.o and @zoe today", "story of … and … today"),
        # how they are reached
        ("write to a.b+c@correo.com.co", "write to …"),
        ("cel 310 555 66 77, +57 1 234 5678", "cel …, …"),
        ("Calle 12 # 34-56 apto 301", "…"),
    ],
)
def test_people_are_left_out(said: str, left_over: str) -> None:
    assert left(said) == left_over


@pytest.mark.parametrize(
    "said",
    [
        "Repón Jersey Andes M.",
        "Do not push it again until M is restocked: talla M.",
        "Stop promoting Jersey Andes in Negro M.",
        "LAURA STUDIO — Weekly operating brief",
        "Laura Studio sold 3",
        "Bogotá D.C. · Tue 17 Nov 1:00 PM",
        "COP 2,212,085 from 10 orders (#1113), 8:00 a. m.",
        "Rodada weekend · Club ride on Sunday",
    ],
)
def test_what_only_looks_like_a_name_stays(said: str) -> None:
    assert left(said) == said


def test_only_what_was_ticked_goes_along() -> None:
    said = "Carlos Pérez, carlos@correo.co"
    assert left(said, names=True) == "Carlos Pérez, …"
    assert left(said, contacts=True) == "…, carlos@correo.co"
    assert left(said, names=True, contacts=True) == said
