"""What the brief says of Traffic: not there, not covering, named otherwise, counted twice; and its figures."""

from __future__ import annotations

from typing import Any

from reports.outcome import Outcome
from tests.reports.rules.cells import order, orders, run
from tests.reports.rules.visits import page, stock, traffic, weeks

ORDER = order("#1", "2026-11-10 09:00:00")


def made(tmp_path, *told: dict[str, Any]) -> Outcome:
    tabs = {"Orders": orders(ORDER), "Inventory": stock()}
    return run(tmp_path, {**tabs, "Traffic": traffic(*told)} if told else tabs)


def said(result: Outcome, language: str = "en") -> str:
    section = next(section for section in result.brief if section.id == "caveats")
    return " ".join(line.text(language) for line in section.lines)


def test_without_traffic_it_says_that_demand_is_read_from_sales(tmp_path):
    result = made(tmp_path)
    assert "Traffic isn't connected: demand is read from sales only." in said(result)
    assert "Sin tráfico: la demanda se lee solo por ventas." in said(result, "es")
    assert "Not configured" not in said(result)
    assert result.figures["M18"].note.en == "Not visible: the workbook has no Traffic tab."
    empty = run(tmp_path, {"Orders": orders(ORDER), "Traffic": [["date_from", "sessions"]]})
    assert "Traffic isn't connected" in said(empty)


def test_with_traffic_what_is_not_configured_is_named_once(tmp_path):
    result = made(tmp_path, page("bib-paramo", 100, 5))
    assert "Traffic" not in said(result)
    assert (
        "Not configured: Support, Returns, Campaigns, Shipments, Payments, Customers, Listings, Discount attempts, Counts."
    ) in said(result)
    assert "Sin configurar: Soporte, Devoluciones, Campañas, Envíos," in said(result, "es")


def test_days_that_no_row_tells_are_asked_for_and_the_rules_are_not_checked(tmp_path):
    result = made(tmp_path, page("bib-paramo", 100, 5, date_from="2026-10-17"))
    assert (
        "Product pages can't be judged: no row of Traffic lies inside 19 Oct–15 Nov. Export those days, or day by day."
    ) in said(result)
    assert "ninguna fila de Tráfico cae en 19 oct–15 nov. Exporta esos días, o día por día." in said(result, "es")
    assert {skip.rule: skip.missing for skip in result.skipped}["W02"] == ["Traffic: 2026-10-19 – 2026-11-15"]


def test_what_covers_less_than_four_weeks_says_how_much(tmp_path):
    result = made(tmp_path, page("bib-paramo", 100, 5, date_from="2026-11-02"))
    assert "Product pages are read on 14 of 28 days (19 Oct–15 Nov): Traffic tells no more." in said(result)
    assert "Las páginas de producto se leen en 14 de 28 días (19 oct–15 nov)" in said(result, "es")


def test_rows_of_the_shop_alone_say_that_pages_cannot_be_judged(tmp_path):
    result = made(tmp_path, *weeks(sessions=400))
    assert "Traffic tells no recent views by product: product pages can't be judged." in said(result)


def test_names_that_nothing_knows_and_rows_of_the_same_days_are_told(tmp_path):
    unknown = [page(name, 10, 1) for name in ("A", "B", "C", "D")]
    day = page("bib-paramo", 9, 1, date_from="2026-11-15")
    result = made(tmp_path, page("bib-paramo", 100, 5), day, *unknown)
    assert "Traffic names 4 products that nothing else knows, not counted: A, B, C and 1 more." in said(result)
    assert "1 row of Traffic speaks of days that other rows tell too; not counted." in said(result)
    assert "Tráfico nombra 4 productos que no están en ninguna otra pestaña y no se cuentan: A, B, C y 1 más." in said(
        result, "es"
    )
    assert "1 fila de Tráfico habla de días que otras filas ya cuentan; no se suma." in said(result, "es")


def test_trap_61_sources_that_disagree_make_no_rate_and_it_is_said(tmp_path):
    """More carts than views of the bib; 41 purchases of 40 visits in the week; no visits at all the week before."""
    visits = weeks(sessions=[90, 90, 90, 0, 40], purchases=[3, 3, 3, 0, 41])
    result = made(tmp_path, page("bib-paramo", 50, 60), page("socks-niebla", 100, 10), *visits)
    assert "Sources disagree on Bib Páramo: more carts or orders than views, so no rate." in said(result)
    assert "Traffic tells 41 purchases of 40 visits: no conversion is read from it." in said(result)
    assert "Las fuentes no cuadran en Bib Páramo: más carritos o pedidos que vistas" in said(result, "es")
    assert "Tráfico trae 41 compras de 40 visitas: no se lee conversión." in said(result, "es")
    conversion = result.figures["M18"]
    assert (conversion.value, conversion.n, conversion.previous) == (None, 40, None)
    assert (conversion.note.en, conversion.note.es) == (
        "sources disagree: 41 of 40",
        "las fuentes no cuadran: 41 de 40",
    )
    assert (result.figures["M19"].value, result.figures["M19"].n) == (0.1, 100)
    assert [row.rule for row in result.exceptions if row.rule in ("W01", "W02")] == []


def test_conversion_is_of_visits_that_the_same_rows_tell(tmp_path):
    """44 of 1,100 in the week = 4 %, 10 of 1,000 in the week before; solid from 1,000 visits and 10 purchases."""
    result = made(tmp_path, *weeks(sessions=[1000, 1000, 1000, 1000, 1100], purchases=[10, 10, 10, 10, 44]))
    figure = result.figures["M18"]
    assert (figure.value, figure.previous, figure.n, figure.confidence) == (0.04, 0.01, 1100, "solid")
    assert (figure.note.en, figure.note.es) == ("44 of 1,100 visits with a purchase", "44 de 1.100 visitas con compra")
    assert [(one.tab, one.rows) for one in figure.rows] == [("traffic", [6])]
    daily = result.reads["daily"].figures["M18"]
    assert (daily.value, daily.note.en) == (None, "Not visible: no row of Traffic tells it for these days.")
    few = made(tmp_path, *weeks(sessions=1000, purchases=9)).figures["M18"]
    assert few.confidence == "directional"


def test_pages_as_figures(tmp_path):
    """Jersey 620 of a median of 310 is high traffic; 125 carts of 1,305 views."""
    told = [
        page("jersey-andes", 620, 58),
        page("socks-niebla", 310, 37),
        page("rain-vest", 260, 24),
        page("cap-clasica", 115, 6),
    ]
    figures = made(tmp_path, *told).figures
    assert (figures["M19"].value, figures["M19"].n, figures["M19"].confidence) == (0.095785, 1305, "solid")
    assert (figures["M21"].value, figures["M21"].n) == (1, 4)
    assert figures["M21"].note.es == "1 de 4 productos con mucho tráfico"
    assert figures["M20"].value is None
