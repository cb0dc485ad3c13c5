from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from reports.numbers import say
from reports.sections.caveats import section
from sheets.errors import Text
from sheets.tables import Problem, SkippedRows, Tables
from tests.reports.made import (
    AS_OF,
    KNOBS,
    TABLES,
    change,
    exception,
    facts,
    given,
    order,
    product,
    source,
    table,
    tables,
    windows,
)


def caveats(made=None, language="en", **context):
    return [line.text(language) for line in section(given(made, **context)).lines]


def test_trap_40_orders_in_a_currency_without_a_rate_are_named():
    orders = [
        order("#1", 9, None, state="pending"),
        order("#2", 10, None, state="test"),
        order("#3", 11, None, currency="USD"),
        order("#4", 12, 0, free=True),
        order("#5", 13, 500),
    ]
    assert caveats(facts(orders=orders))[0] == (
        "Not in revenue: #1 pending, #2 test, #3 in USD without a rate (counted as an order). #4 was free: not in average "
        "order value or demand."
    )
    assert caveats(facts(orders=orders), "es")[0] == (
        "Fuera de los ingresos: #1 pendiente, #2 de prueba, #3 en USD sin tasa (contado como pedido). #4 fue gratis: fuera "
        "del promedio y de la demanda."
    )


def test_many_are_told_by_reason():
    orders = [order(f"#{n}", 10, None, state="pending") for n in range(5)] + [
        order("#7", 11, None, state="cancelled"),
        order("#8", 11, None, currency="USD"),
    ]
    assert caveats(facts(orders=orders))[0] == (
        "Not in revenue: 5 pending (#0, #1, #2 and 2 more), 1 cancelled (#7), 1 in USD without a rate but counted as an "
        "order (#8)."
    )
    assert caveats(facts(orders=orders), "es")[0] == (
        "Fuera de los ingresos: 5 pendientes (#0, #1, #2 y 2 más), 1 cancelado (#7), 1 en USD sin tasa, contado como pedido "
        "(#8)."
    )


def test_orders_outside_the_window_are_not_named():
    assert not caveats(facts(orders=[order("#1", 3, None, state="pending")]))[0].startswith("Not in revenue")


def test_a_window_that_is_cut_off_is_said_with_its_days():
    spans = windows()
    spans["weekly"] = replace(spans["weekly"], covered_days=4)
    made = facts(windows=spans, change=change(comparable=False))
    early = replace(made.sources["orders"], covers_from=date(2026, 11, 3), covers_to=date(2026, 11, 12))
    assert caveats(replace_sources(made, early))[1].startswith(
        "The orders tab ends on 12 Nov: 4 of 7 days are covered."
    )
    late = replace(made.sources["orders"], covers_from=date(2026, 11, 12))
    assert caveats(replace_sources(made, late), "es")[1].startswith(
        "La pestaña de pedidos empieza el 12 nov: cubre 4 de 7 días."
    )


def test_one_covered_day_is_told_as_one():
    spans = windows()
    spans["weekly"] = replace(spans["weekly"], covered_days=1)
    made = facts(windows=spans, change=change(comparable=False))
    late = replace(made.sources["orders"], covers_from=date(2026, 11, 15))
    assert caveats(replace_sources(made, late))[1].startswith(
        "The orders tab starts on 15 Nov: 1 of 7 days is covered."
    )


def test_an_old_tab_tells_its_year():
    spans = windows()
    spans["weekly"] = replace(spans["weekly"], covered_days=0)
    made = facts(windows=spans, change=change(comparable=False))
    old = replace(made.sources["orders"], covers_from=date(2025, 10, 1), covers_to=date(2025, 11, 12))
    assert caveats(replace_sources(made, old), "es")[1].startswith(
        "La pestaña de pedidos termina el 12 nov 2025: cubre 0 de 7 días."
    )


def test_orders_without_a_date_and_of_the_future_are_in_no_period_and_said():
    orders = [
        order("#1", 9, 500),
        order("#2", 9, 500, dated_at=pd.NaT),
        order("#3", 20, 500),
        order("#4", 21, None, state="test"),
    ]
    made = facts(orders=orders)
    assert caveats(made)[0] == (
        "1 order has no readable date and is in no period: #2. "
        "1 order is dated later than this brief and not counted: #3."
    )
    assert caveats(made, "es")[0] == (
        "1 pedido no tiene fecha legible y no entra en ningún período: #2. "
        "1 pedido tiene fecha posterior a este informe y no cuenta: #3."
    )


def test_trap_40_a_rate_that_was_used_is_told_with_its_currency():
    # 10 USD at 4,000 COP = 40,000 COP
    rated = replace(KNOBS, _set={("fx.USD", "", ""): Decimal(4000)})
    made = facts(orders=[order("#1", 9, 40_000, currency="USD")], knobs=rated)
    assert "USD counted at COP 4,000." in caveats(made)[0]
    assert "USD contados a $ 4.000." in caveats(made, "es")[0]
    assert not any("counted at" in text for text in caveats(facts(orders=[order("#1", 9, 40_000)], knobs=rated)))


def test_what_had_to_be_assumed_is_said():
    assumed = say("Q-currency", "Orders name no currency; {c} is assumed.", "Sin moneda; se asume {c}.", c="COP")
    quiet = say("Q-subtotal", "Orders have no subtotal.", "Sin subtotal.")
    text = " ".join(caveats(facts(assumptions=(assumed, quiet))))
    assert "Orders name no currency; COP is assumed." in text
    assert "subtotal" not in text


def replace_sources(made, orders):
    return replace(made, sources=made.sources | {"orders": orders})


@pytest.mark.parametrize(
    ("skipped", "said"),
    [
        ((SkippedRows("total", (9, 12)),), "2 total rows were skipped."),
        ((SkippedRows("header_again", (40,)),), "1 repeated header row was skipped."),
        ((SkippedRows("blank", (41,)),), ""),
    ],
)
def test_rows_that_were_skipped(skipped, said):
    orders = replace(TABLES["orders"], skipped=skipped)
    text = caveats(facts(tables=tables(orders=orders)))[1]
    assert said in text
    assert ("skipped" in text) == bool(said)


def problem(kind: str, cell: str) -> Problem:
    return Problem(kind, "Orders", Text("", ""), cell, 2)


def test_cells_are_counted_unless_an_exception_tells_of_them():
    problems = (problem("error_cell", "I8"), problem("unreadable", "I9"), problem("missing_column", ""))
    made = facts(tables=Tables(TABLES, problems=problems))
    assert "2 cells could not be read (see Data health)." in caveats(made)[1]
    told = (exception("Orders:", "1 error cell", rule="D03"),)
    assert "could not be read" not in caveats(made, exceptions=told)[1]


def test_trap_10_a_formula_without_a_result_says_how_to_mend_it():
    made = facts(tables=Tables(TABLES, problems=(problem("uncached", "I8"),)))
    assert "1 formula has no stored result: open the workbook and save it once." in caveats(made)[1]
    assert "1 fórmula no tiene resultado guardado: abre el archivo y guárdalo una vez." in caveats(made, "es")[1]


def test_trap_05_hidden_rows_are_counted_and_said():
    orders = replace(TABLES["orders"], hidden_rows=14)
    assert "Orders has 14 hidden rows; they are counted." in caveats(facts(tables=tables(orders=orders)))[1]


def test_with_a_refund_column_the_missing_reasons_are_said_instead():
    orders = table("orders", "Orders", "order_id", "refunded_amount", "line_sku", "fulfillment_status")
    rows = [product("Jersey Andes", 0, unit_cost=Decimal(1))]
    assert caveats(facts(tables=tables(orders=orders), products=rows))[1] == (
        "The orders tab starts on 3 Nov; the week before may be incomplete. Returns: refunds only, no reasons. Traffic isn't "
        "connected: demand is read from sales only."
    )


def test_declared_sources_are_told_by_age_the_first_with_its_verb():
    def declared(key, name, hours, **changed):
        read_at = AS_OF - timedelta(hours=hours)
        return source(
            key, name, as_of=read_at, basis="declared", declared=True, age_hours=hours, how="daily", **changed
        )

    sources = {
        "orders": declared("orders", "Orders", 1 / 3),
        "inventory": declared("inventory", "Inventory", 0.5),
        "notes": replace(declared("notes", "Notes", 11), how="manual"),
    }
    assert caveats(facts(sources=sources))[2] == (
        "Orders read 20 minutes ago · Inventory 30 minutes ago · Notes updated by hand yesterday 9:00 PM."
    )
    assert caveats(facts(sources=sources), "es")[2] == (
        "Pedidos leídos hace 20 minutos · Inventario hace 30 minutos · Notas a mano ayer 9:00 p. m."
    )


def test_standard_definitions_and_what_was_decided():
    made = replace(facts(), knobs=type(facts().knobs)())
    rows = (exception("#1", "x", decision="snooze"), exception("#2", "y"))
    assert caveats(made, exceptions=rows)[-1] == "Definitions: all standard. 1 exception snoozed or acknowledged."
