from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reports.sections.header import confidence, section
from tests.reports.made import AS_OF, KNOBS, facts, given, sales, source, tables, windows


def test_without_a_brand_the_title_stands_alone():
    made = replace(facts(), knobs=type(KNOBS)())
    assert section(given(made)).title.text("en") == "Weekly operating brief"


def test_a_declared_refresh_of_today_is_told_by_its_time():
    orders = source("orders", "Orders", as_of=AS_OF - timedelta(minutes=20), basis="declared")
    lines = section(given(facts(sources={"orders": orders}))).lines
    assert lines[0].text("en").endswith("Orders as of 7:40 AM.")
    assert lines[0].text("es").endswith("Pedidos al lun 16 nov, 7:40 a. m.")


def test_no_definitions_tab_is_said():
    assert section(given(facts(tables=tables("definitions")))).lines[0].text("en").endswith("Standard definitions.")


@pytest.mark.parametrize(
    ("orders", "late", "level", "said"),
    [
        (30, False, "solid", "solid — 30 counted orders this week."),
        (29, False, "directional", "directional — 29 counted orders this week (solid from 30)."),
        (30, True, "directional", "directional — 30 counted orders this week; inventory unchanged for 4 days."),
        (5, False, "directional", "directional — 5 counted orders this week (solid from 30)."),
        (4, False, "too_little", "too little data — 4 counted orders this week."),
        (1, False, "too_little", "too little data — 1 counted order this week."),
    ],
)
def test_confidence_by_orders_and_lateness(orders, late, level, said):
    made = facts(now=sales(windows()["weekly"], orders, orders, 1000))
    inventory = replace(made.sources["inventory"], late=late)
    made = replace(made, sources=made.sources | {"inventory": inventory})
    found = confidence(made, "weekly")
    assert (found[0], found[1].text("en")) == (level, f"Confidence: {said}")


def test_without_orders_nothing_is_sure():
    level, line = confidence(facts(tables=tables("orders")), "weekly")
    assert (level, line.text("es")) == ("too_little", "Confianza: muy pocos datos — no hay pedidos para leer.")


def test_days_that_the_orders_do_not_cover_have_no_count():
    spans = windows()
    spans["weekly"] = replace(spans["weekly"], covered_days=0)
    made = facts(orders=[], windows=spans, now=sales(spans["weekly"], 0, 0, None))
    level, said = confidence(made, "weekly")
    assert level == "too_little"
    assert said.en.startswith("Confidence: too little data — the orders tab doesn't cover 9–15 Nov;")
    assert said.es.startswith("Confianza: muy pocos datos — la pestaña de pedidos no cubre 9–15 nov;")
