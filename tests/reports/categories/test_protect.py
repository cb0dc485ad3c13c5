"""Protect beyond its first size: several sizes, stock on its way, marks of the founder, and what holds it or ends it."""

from __future__ import annotations

from reports.outcome import Memory, Remembered
from tests.reports.categories.shop import GOOD, JERSEY, flags, judged, of, outcome, remembered, units
from tests.reports.rules.cells import order


def test_every_short_size_is_named_and_restocked(tmp_path):
    """M 12 and L 8 of 20 units in 28 days, 3 and 2 left: both 7 days. 17.5 days of each are 7.5 and 5 units."""
    sizes = (
        {"available": 3},
        {"size": "L", "sku": "JA-L", "available": 2},
        {"size": "S", "sku": "JA-S", "available": 40},
    )
    product = judged(tmp_path, [*units(12), *units(8, "JA-L")], *sizes)
    assert product.evidence.en == (
        "Size M: 3 left, 7 days of cover; M is 12 of 20 units in 28 days. Also short: L (2 left)."
    )
    assert product.evidence.es == (
        "Talla M: quedan 3, 7 días de cobertura; M es 12 de 20 unidades en 28 días. También cortas: L (quedan 2)."
    )
    assert product.moves_out.en == "Restock M to 8 or more and L to 5 or more (17.5 days)."
    assert product.moves_out.es == "Repón M hasta 8 o más y L hasta 5 o más (17,5 días)."
    assert product.next_action.en.startswith("Stop promoting Jersey Andes and reorder sizes M and L: about ")
    assert product.next_action.es.startswith("Deja de promocionar Jersey Andes y repón las tallas M y L: unas ")


def test_what_is_on_its_way_is_waited_for_and_what_is_cleared_sells_out(tmp_path):
    coming = judged(tmp_path, units(12), {"available": 3, "incoming": 60, "incoming_eta": "2026-11-24"})
    assert coming.next_action.en == "Pause ads and e-mails for Jersey Andes until 60 units arrive (Tue 24 Nov)."
    assert coming.next_action.es == (
        "Pausa anuncios y correos de Jersey Andes hasta que lleguen 60 unidades en camino (mar 24 nov)."
    )
    cleared = judged(tmp_path, units(12), {"available": 3, "clear_intent": "yes", "unit_cost": 30000})
    assert (cleared.category, flags(cleared)) == ("protect", ["marked to clear"])
    assert cleared.next_action.en == (
        "Pause ads and e-mails for Jersey Andes: it sells out, and you marked it to clear."
    )
    assert cleared.next_action.es == "Pausa anuncios y correos de Jersey Andes: se agota, y lo marcaste para liquidar."


def test_trap_51_stock_below_zero_is_protected_and_never_negative_days(tmp_path):
    product = judged(tmp_path, units(12), {"available": -2}, {"size": "L", "sku": "JA-L", "available": 30})
    assert (product.category, product.figures["M14"].value) == ("protect", None)
    assert product.evidence.en.startswith("Size M: none left; M is 12 of 12 units in 28 days.")
    assert product.evidence.es.startswith("Talla M: no queda ninguna; M es 12 de 12 unidades en 28 días.")
    assert "-" not in product.evidence.en.replace("28 days", "")


def test_trap_53_a_size_that_was_out_may_have_been_wanted_more(tmp_path):
    product = judged(tmp_path, units(12), {"available": 0})
    assert product.evidence.en.endswith("It was out of stock, so more may have been wanted.")
    assert product.evidence.es.endswith("Estuvo agotada, así que quizá se quería más.")
    assert "may have been wanted" not in judged(tmp_path, units(12), {"available": 3}).evidence.en


def test_trap_60_on_stock_of_days_ago_nothing_is_solid(tmp_path):
    """24 units are solid; on stock that is 5 days old they are not."""
    late = {"Sources": [["source", "last_refreshed_at"], ["Inventory", "2026-11-12 08:00"]]}
    assert judged(tmp_path, units(24), {"available": 3}).confidence == "solid"
    assert judged(tmp_path, units(24), {"available": 3}, **late).confidence == "directional"


def test_the_lead_time_counts_where_arriving_stock_can_be_seen(tmp_path):
    """8 M and 8 L in 28 days, 14 left of each: 49 days. A jersey takes 30 days, and 60 by its own cell."""
    sizes = [
        {"available": 14, "lead_time_days": 60},
        {"size": "L", "sku": "JA-L", "available": 14, "lead_time_days": 60},
    ]
    sold = [*units(8), *units(8, "JA-L")]
    assert judged(tmp_path, sold, *sizes).category != "protect"
    seen = [{**size, "incoming": 0} for size in sizes]
    product = judged(tmp_path, sold, *seen)
    assert (product.category, product.evidence.en) == (
        "protect",
        "28 in stock, 49 days of cover; 16 units sold in 28 days.",
    )
    assert product.moves_out.en == "Restock to 35 or more (60 days)."
    assert judged(tmp_path, sold, *[{**size, "lead_time_days": None} for size in seen]).category != "protect"
    assert judged(tmp_path, sold, *[{**size, "incoming": 50} for size in seen]).category != "protect"


def test_protected_yesterday_less_demand_ends_it_only_well_below_the_limit(tmp_path):
    """8 units protect; 8 / 1.25 = 6.4 hold it: 7 do, 6 do not. 2 left are 8 days and more."""
    was = remembered(computed="protect")
    assert judged(tmp_path, units(7), {"available": 2}).category != "protect"
    assert judged(tmp_path, units(7), {"available": 2}, memory=was).category == "protect"
    assert judged(tmp_path, units(6), {"available": 2}, memory=was).category != "protect"


def test_a_restock_to_four_weeks_ends_it_at_once(tmp_path):
    """16 in 28 days and 18 left: 31.5 days, over 30 by lead time but not over 1.25 x 30 = 37.5."""
    stock = {"available": 18, "incoming": 0}
    held = remembered(computed="protect", protected_stock=20.0)
    assert judged(tmp_path, units(16), stock, memory=held).category == "protect"
    restocked = remembered(computed="protect", protected_stock=5.0)
    assert judged(tmp_path, units(16), stock, memory=restocked).category != "protect"


def test_what_it_had_when_it_became_protected_is_kept_until_it_is_no_more(tmp_path):
    def kept(result):
        return {one.day: one.value for one in result.memory.days if one.name == "protected_stock" and one.key == JERSEY}

    first = outcome(tmp_path, units(12), {"available": 3})
    assert kept(first) == {"2026-11-17": 3}
    later = outcome(tmp_path, units(12), {"available": 2}, memory=first.memory, as_of="2026-11-18T08:00")
    assert kept(later) == {"2026-11-17": 3}
    ended = outcome(tmp_path, units(12), {"available": 90}, memory=later.memory, as_of="2026-11-19T08:00")
    assert of(ended).category != "protect"
    assert kept(ended) == {"2026-11-17": 3, "2026-11-19": None}


def test_without_its_bulk_order_it_would_be_pushed_and_both_are_told(tmp_path):
    """12 units and one order of 12: 24 in 28 days, 12 left = 14 days; without it 28 days, and 17 at the least."""
    bulk = order("#81", "2026-11-11 09:00:00", Lineitem_quantity=12, Subtotal=1200000, Total=1200000)
    product = judged(tmp_path, [*units(12), bulk], {**GOOD, "available": 12})
    assert (product.category, product.confidence) == ("protect", "directional")
    assert product.evidence.en.endswith("Without bulk order #81 it would be Steady.")
    assert product.evidence.es.endswith("Sin el pedido grande #81 sería Sin cambios.")
    both = judged(tmp_path, [*units(12), bulk], {**GOOD, "available": 5})
    assert (both.category, both.confidence) == ("protect", "solid")
    assert "it would be" not in both.evidence.en


def test_the_memory_of_another_product_holds_nothing(tmp_path):
    other = Memory(days=[Remembered(day="2026-11-16", name="computed", key="socks", value="protect")])
    assert judged(tmp_path, units(12), {"available": 7}, memory=other).category != "protect"
