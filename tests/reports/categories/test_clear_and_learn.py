"""Clear intentionally and Learn: what each needs to know, the discount, and what is waited for."""

from __future__ import annotations

from tests.reports.categories.shop import GOOD, OLD, SOCKS, judged, of, outcome, traffic, units
from tests.reports.rules.cells import inventory, order, orders, run

NB = "\N{NO-BREAK SPACE}"
#: Orders since May, so that what sold nothing for months is seen to have sold nothing.
LONG_AGO = order("#000", "2026-05-01 09:00:00", Lineitem_sku="SN-U", Lineitem_name="Socks Niebla")


def test_nothing_sold_in_a_month_is_slow_only_as_far_as_chance_allows(tmp_path):
    """0 in 28 days may be up to 3.0: 64 / (3.0 / 28) = 598 days at the least; 10 left only 93 days."""
    slow = {"available": 64, "unit_cost": 30000, "published_at": OLD}
    product = judged(tmp_path, [], slow)
    assert product.category == "clear"
    assert product.evidence.en == (
        "64 in stock, 0 sold in 28 days, on sale 412 days. At 30% off it keeps 49% gross margin."
    )
    assert product.moves_out.es == "Cobertura menor de 180 días o inventario menor de 10."
    few = judged(tmp_path, [], {**slow, "available": 10})
    assert few.category != "clear"
    assert judged(tmp_path, [LONG_AGO], {**slow, "available": 10}).category == "clear"


def test_the_discount_stops_where_the_margin_ends(tmp_path):
    """60,000 of 84,033.61 without tax: 30 % off leaves -2 %. 60,000 / 0.85 x 1.19 = 84,000: 16 % off leaves 15 %."""
    product = judged(tmp_path, [], {"available": 30, "clear_intent": "yes", "unit_cost": 60000})
    assert product.evidence.en == "You marked it to clear. At 30% off it keeps \N{MINUS SIGN}2.0% gross margin."
    assert product.next_action.en == "Offer Jersey Andes at 16% off: it keeps 15% gross margin."
    assert product.next_action.es == f"Ofrece Jersey Andes con 16{NB}% de descuento: conserva 15{NB}% de margen bruto."
    none = judged(tmp_path, [], {"available": 30, "clear_intent": "yes", "unit_cost": 80000})
    assert none.next_action.en == "Retire Jersey Andes: no discount leaves 15% gross margin."
    assert none.next_action.es == f"Retira Jersey Andes: ningún descuento deja 15{NB}% de margen bruto."


def test_what_is_nearly_gone_is_retired_once_three_months_were_seen(tmp_path):
    last = {"available": 3, "clear_intent": "yes", "unit_cost": 30000}
    product = judged(tmp_path, [LONG_AGO], last)
    assert product.next_action.en == "Retire Jersey Andes: 0 sold in 90 days, 3 left."
    assert product.next_action.es == "Retira Jersey Andes: 0 vendidas en 90 días, quedan 3."
    assert judged(tmp_path, [], last).next_action.en.startswith("Offer Jersey Andes at 30% off")
    assert judged(tmp_path, [LONG_AGO], {**last, "available": 6}).next_action.en.startswith("Offer")
    assert judged(tmp_path, [LONG_AGO, *units(2)], last).next_action.en.startswith("Offer")


def test_the_catalogue_of_the_month_names_what_to_retire(tmp_path):
    result = outcome(tmp_path, [LONG_AGO], {"available": 3, "clear_intent": "yes", "unit_cost": 30000})
    said = next(part for part in result.reads["monthly"].brief if part.id == "direction").lines[0]
    assert (said.en, said.es) == ("Retire: Jersey Andes ●", "Retirar: Jersey Andes ●")


def test_a_new_product_waits_for_views_too_where_they_are_seen(tmp_path):
    new = {"available": 30, "unit_cost": 30000, "published_at": "2026-11-08"}
    product = judged(tmp_path, units(2), new, **traffic(jersey=(70, 5), socks=(1585, 117)))
    assert product.evidence.en == "On sale 9 days: 70 views, 2 units. Wait for 300 views or 20 units."
    assert product.evidence.es == "9 días en venta: 70 vistas, 2 unidades. Espera 300 vistas o 20 unidades."
    assert (product.moves_out.en, product.moves_out.es) == (
        "230 more views or 18 units.",
        "230 vistas más o 18 unidades.",
    )
    assert product.next_action.en == "Wait with Jersey Andes: it needs 300 views or 20 units first."
    assert product.next_action.es == "Espera con Jersey Andes: primero necesita 300 vistas o 20 unidades."
    seen = judged(tmp_path, units(2), new, **traffic(jersey=(300, 30), socks=(1585, 117)))
    assert seen.evidence.id != "C-NEW"


def test_newness_is_no_excuse_for_missing_photos(tmp_path):
    new = {"available": 30, "published_at": "2026-11-08", "photo_count": 0}
    product = judged(tmp_path, units(2), new, **traffic(jersey=(70, 5), socks=(1585, 117)))
    assert (product.category, product.also) == ("fix", ["learn"])
    assert [flag.es for flag in product.flags] == ["nuevo"]


def test_what_nobody_tells_is_named_and_waited_for(tmp_path):
    product = judged(tmp_path, units(12), {"available": 30, "published_at": OLD})
    assert product.next_action.en == "Wait with Jersey Andes: cost and traffic missing."
    priceless = judged(tmp_path, units(12), {**GOOD, "price": None}, **traffic(jersey=(260, 24), socks=(1585, 117)))
    assert priceless.evidence.en.startswith("Can't tell yet: price missing; 12 units in 28 days.")
    assert priceless.moves_out.es == "Completa: precio."


def test_a_page_that_traffic_does_not_name_is_not_a_page_without_views(tmp_path):
    product = judged(tmp_path, units(12), GOOD, **traffic(socks=(1585, 117)))
    assert product.category == "learn"
    assert product.evidence.en.startswith("Can't tell yet: traffic missing; 12 units in 28 days. Closest: Push now")


def test_trap_54_no_sales_is_a_word_on_the_board_and_no_number(tmp_path):
    product = judged(tmp_path, [], {"available": 30, "published_at": OLD})
    assert (product.cover_band, product.figures["M07"].value) == ("no sales", None)
    assert judged(tmp_path, units(12), {"available": 3}).cover_band == "<14"
    assert judged(tmp_path, [], {"available": 0}).cover_band == "0"


def test_only_a_rise_beyond_chance_is_a_rise(tmp_path):
    """Last week 9-15 Nov, the week before 2-8 Nov: 12 against 0 is no chance, 2 against 0 is."""
    assert judged(tmp_path, units(12), GOOD).movement == "▲"
    assert judged(tmp_path, units(2), GOOD).movement == "▬"


def test_a_week_that_orders_do_not_cover_is_no_week_without_sales(tmp_path):
    """Orders from 10 Nov on: what was sold before is not known."""
    cells = {"Orders": orders(*units(12)), "Inventory": inventory(SOCKS, GOOD)}
    assert of(run(tmp_path, cells)).movement == ""
