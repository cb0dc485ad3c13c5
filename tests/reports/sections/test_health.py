from __future__ import annotations

from datetime import timedelta

import pytest

from reports.numbers import say
from reports.outcome import Line, Skipped
from reports.sections import freshness, health
from sheets.errors import Text
from sheets.tables import Tables
from tests.reports.made import AS_OF, TABLES, facts, sale, source


def said(made=None, language="en", skipped=()):
    return {section.id: [line.text(language) for line in section.lines] for section in health(made or facts(), skipped)}


def test_what_is_covered_and_what_cannot_be_compared():
    assert said()["coverage"] == [
        "Week: 7 of 7 days covered.",
        "Month: 7 of 7 days covered.",
    ]


def test_what_was_sold_under_an_unknown_name():
    lines = [sale("Gorra", None, 100, 10, 3), sale("Gorra", None, 100, 11), sale("Jersey", "jersey-andes", 5, 10)]
    assert said(facts(lines=lines))["unmapped"] == ["Gorra: 4 units sold, not found in Inventory."]
    assert said(facts(lines=lines[2:]), "es")["unmapped"] == ["Todo lo vendido se encontró en Inventario."]


def test_what_cannot_be_used():
    made = facts(tables=Tables(TABLES, unusable={"Stock": Text("no SKU column", "falta SKU")}))
    assert said(made)["unusable"] == ["Stock: no SKU column"]


def test_own_definitions_are_listed_with_their_rows():
    section = next(part for part in health(facts(), ()) if part.id == "definitions")
    assert [(line.en, line.link) for line in section.lines] == [
        ("brand_name: Ruta Norte", "#'Definitions'!A2"),
        ("brief_language: es", "#'Definitions'!A3"),
    ]


@pytest.mark.parametrize(
    ("how", "en", "es"),
    [
        (
            {"basis": "declared", "age_hours": 0.14},
            "Orders read 8 minutes ago",
            "Pedidos leídos hace 8 minutos",
        ),
        (
            {"basis": "seen", "late": True, "age_hours": 95.8, "age_days": 4},
            "Orders last changed 4 days ago (expected daily)",
            "Pedidos: último cambio hace 4 días (se espera diario)",
        ),
        (
            {"basis": "seen", "late": True, "age_hours": 95.8, "age_days": 4, "expected_hours": 48.0},
            "Orders last changed 4 days ago (expected every 48 hours)",
            "Pedidos: último cambio hace 4 días (se espera cada 48 horas)",
        ),
        (
            {"basis": "declared", "how": "manual", "as_of": AS_OF - timedelta(hours=1)},
            "Orders updated by hand today 7:00 AM",
            "Pedidos a mano hoy 7:00 a. m.",
        ),
        (
            {"basis": "declared", "how": "manual", "as_of": AS_OF - timedelta(days=3)},
            "Orders updated by hand Fri 13 Nov 8:00 AM",
            "Pedidos a mano vie 13 nov 8:00 a. m.",
        ),
        ({"basis": "record"}, "Orders: newest record Mon 16 Nov", "Pedidos: registro más reciente lun 16 nov"),
        ({"status": "error"}, "Orders could not be refreshed", "Pedidos no se pudo actualizar"),
        ({"as_of": None, "rows": 1}, "Orders: 1 row", "Pedidos: 1 fila"),
        (
            {"basis": "declared", "age_hours": 1.5, "lag_hours": 48.0},
            "Orders read 1 hour ago; lags by 48 hours",
            "Pedidos leídos hace 1 hora; llega con 48 horas de retraso",
        ),
    ],
)
def test_freshness_in_words(how, en, es):
    line = freshness(facts(sources={"orders": source("orders", "Orders", **how)}), "orders")
    assert (line.en, line.es) == (en, es)


def test_rules_that_were_not_checked_name_what_they_lack():
    lacking = Skipped(
        rule="F01",
        title=Line(id="F01", en="Paid, not shipped", es="Pagado sin despachar"),
        missing=["inventory", "Orders: Fulfillment status"],
    )
    assert said(skipped=[lacking])["skipped"] == ["F01 Paid, not shipped: needs Inventory, Orders: Fulfillment status."]
    assert said(language="es", skipped=[lacking])["skipped"] == [
        "F01 Pagado sin despachar: falta Inventario, Pedidos: Estado de despacho."
    ]
    assert said()["skipped"] == ["Every rule was checked."]


def test_what_the_figures_assumed_is_listed():
    assumed = say("Q-repeated", "2 rows of Orders repeat others and count once.", "2 filas de pedidos repiten otras.")
    assert said(facts(assumptions=(assumed,)))["assumptions"] == ["2 rows of Orders repeat others and count once."]
