"""The three reads: which sections each prints, and the months' and days' own lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pandas as pd
import pytest

from reports.outcome import Memory, Remembered
from reports.sections import READS, brief, learning, payments
from sheets.tables import Tables
from tests.reports.made import (
    TABLES,
    ZONE,
    facts,
    given,
    order,
    product,
    sale,
    table,
    tables,
    windows,
)
from tests.reports.made import (
    learning as waiting,
)


def texts(section, language="en"):
    return [line.text(language) for line in section.lines]


@pytest.mark.parametrize(
    ("read", "ids"),
    [
        (
            "weekly",
            "header read actions exceptions sales products inventory campaign support delivery notes caveats",
        ),
        ("daily", "header actions exceptions inventory payments campaign support delivery caveats"),
        (
            "monthly",
            "header read sales mix fit discounts sizes returns moves direction changed support notes caveats",
        ),
    ],
)
@pytest.mark.parametrize("missing", ["", "orders", "inventory", "definitions"])
def test_every_section_is_printed_whatever_is_missing(read, ids, missing):
    sections = brief(facts(tables=tables(missing)), (), (), (), Memory(), read)
    assert [section.id for section in sections] == ids.split()
    assert all(section.lines and all(line.en and line.es for line in section.lines) for section in sections)


def test_an_empty_workbook_still_has_a_brief():
    for read in READS:
        made = facts(tables=Tables({}), sources={}, orders=[], notes=[])
        assert all(section.lines for section in brief(made, (), (), (), Memory(), read))


def test_the_daily_header_names_its_day_and_days():
    one = brief(facts(windows=windows(datetime(2026, 11, 13).date(), 1)), (), (), (), Memory(), "daily")[0]
    more = brief(facts(windows=windows(datetime(2026, 11, 13).date(), 3)), (), (), (), Memory(), "daily")[0]
    assert one.lines[0].text("en").startswith("Day Fri 13 Nov 2026 · ")
    assert more.lines[0].text("es").startswith("Días vie 13 – dom 15 nov 2026 · ")
    assert more.title.text("en") == "RUTA NORTE — Daily operating brief"


def test_orders_that_wait_for_payment_with_their_sum():
    orders = [order(f"#{n}", 10, None, state="pending", total=Decimal(1000)) for n in range(7)]
    assert texts(payments.section(given(facts(orders=orders)))) == [
        "7 orders wait for payment (COP 7,000): #0, #1, #2, #3, #4 and 2 more.",
        "Only pending orders are visible, not failed attempts.",
    ]
    foreign = [*orders, order("#9", 10, None, state="pending", total=Decimal(5), currency="USD")]
    assert texts(payments.section(given(facts(orders=foreign))), "es")[0].startswith("8 pedidos esperan pago: #0")
    assert texts(payments.section(given(facts(orders=[]))))[0] == "No order waits for payment."


def test_the_mix_of_a_month_is_told_in_units():
    lines = [
        sale("Jersey Andes - L", "jersey-andes", 100, 9, 3),
        sale("Stranger", None, 50, 10),
        sale("Old", None, 50, 2),
    ]
    section = learning.mix(given(facts(lines=lines), read="monthly"))
    assert texts(section) == ["Jersey Andes 3, Stranger 1 of 4 units sold."]


def test_products_that_live_on_discounts():
    rows = [product("A", 0, discount_dependent=True), product("B", 0, discount_dependent=False), product("C", 0)]
    assert texts(learning.discounts(given(facts(products=rows))))[0].startswith("Sold mostly at a discount: A.")
    assert texts(learning.discounts(given(facts(products=rows[1:])))) == [
        "No product depends on discounts (1 product judged)."
    ]
    assert texts(learning.discounts(given()))[0].startswith("Too few units sold")


def test_core_sizes_that_are_out():
    rows = [
        product("A", 0, size_availability=0.4, broken_run=True, core_out=("M", "L")),
        product("B", 0, size_availability=1.0),
    ]
    assert texts(learning.sizes(given(facts(products=rows)))) == ["Core sizes out of stock: A (M, L)."]
    assert texts(learning.sizes(given(facts(products=rows[1:]))), "es") == ["Ninguna talla clave está agotada."]


def test_category_moves_since_the_month_began():
    kept = [
        Remembered(day="2026-11-08", name="category", key="jersey-andes", value="push"),
        Remembered(day="2026-11-10", name="category", key="jersey-andes", value="protect"),
        Remembered(day="2026-11-12", name="category", key="jersey-andes", value="learn"),
    ]
    context = {"read": "monthly", "products": (waiting("Jersey Andes"),)}
    assert texts(learning.moves(given(memory=Memory(days=kept), **context))) == ["Jersey Andes: Push now → Learn."]
    assert texts(learning.moves(given(**context)))[0].startswith("No earlier record")


def test_actions_done_in_the_month():
    frame = pd.DataFrame(
        {
            "title": ["Ship #1.", "Call", "Old"],
            "status": ["done", "open", "done"],
            "done_at": [datetime(2026, 11, 10, 9, tzinfo=ZONE), pd.NaT, datetime(2026, 10, 1, tzinfo=ZONE)],
            "decision_changed": [True, None, True],
        }
    )
    actions = replace(table("actions", "Actions", *frame.columns), frame=frame)
    made = facts(tables=Tables({**TABLES, "actions": actions}))
    assert texts(learning.changed(given(made, read="monthly"))) == [
        "1 action done in the month: Ship #1.",
        "1 changed a decision.",
    ]
    assert texts(learning.changed(given(read="monthly")), "es")[0].startswith("Ninguna acción quedó marcada")


def test_a_month_that_the_orders_do_not_cover_is_no_month_without_sales():
    spans = windows()
    spans["monthly"] = replace(spans["monthly"], covered_days=0)
    section = learning.mix(given(facts(windows=spans, lines=[]), read="monthly"))
    assert section.lines[0].en == "The orders tab doesn't cover that month."
    assert section.lines[0].es == "La pestaña de pedidos no cubre ese mes."
