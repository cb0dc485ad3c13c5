"""The decision list, on cells: each category fires and its neighbour stays silent. The moment is Tue 17 Nov 2026, 8:00.

Window: the 28 days from 20 Oct to 16 Nov. Prices include 19 % tax: 100,000 is 84,033.61 before tax.
"""

from __future__ import annotations

import pytest

from reports.outcome import Memory, Remembered
from tests.reports.categories.shop import OLD, SOCKS, SPAN, judged, units
from tests.reports.rules.cells import inventory, order, orders, run


def test_what_sells_and_runs_out_is_protected_by_its_tightest_size(tmp_path):
    """12 units of M in 28 days, 3 left: 3 / (12 / 28) = 7 days; leaving takes 17.5 days = 7.5 units, so 8."""
    product = judged(tmp_path, units(12), {"available": 3}, {"size": "L", "sku": "JA-L", "available": 30})
    assert (product.category, product.confidence) == ("protect", "directional")
    assert product.evidence.en == "Size M: 3 left, 7 days of cover; M is 12 of 12 units in 28 days."
    assert product.evidence.es == "Talla M: quedan 3, 7 días de cobertura; M es 12 de 12 unidades en 28 días."
    assert product.moves_out.en == "Restock M to 8 or more (17.5 days)."
    assert product.next_action.es == (
        "Deja de promocionar Jersey Andes y repón la talla M: unas 21 unidades (rango 13–33)."
    )


def test_a_colour_is_not_called_a_size(tmp_path):
    """The cells of the test above, in blue instead of M."""
    product = judged(tmp_path, units(12), {"available": 3, "size": None, "color": "Blue"})
    assert product.evidence.en.startswith("Blue: 3 left, 7 days of cover;")
    assert product.next_action.en.startswith("Stop promoting Jersey Andes and reorder Blue: about")
    assert product.next_action.es.startswith("Deja de promocionar Jersey Andes y repón Blue: unas")


def test_trap_52_sold_out_is_protected_only_where_it_was_wanted(tmp_path):
    assert judged(tmp_path, units(12), {"available": 0}).category == "protect"
    assert judged(tmp_path, units(4), {"available": 0}).category != "protect"
    assert judged(tmp_path, [], {"available": 0}).category != "protect"


def test_enough_stock_is_not_protected(tmp_path):
    assert judged(tmp_path, units(12), {"available": 30}).category != "protect"


def test_a_bulk_order_that_decides_is_told_and_lowers_the_confidence(tmp_path):
    """20 units, 6 of them in one order; without it 14 in 28 days."""
    bulk = order("#81", "2026-11-10 09:00:00", Lineitem_quantity=6, Subtotal=600000, Total=600000)
    product = judged(tmp_path, [*units(14), bulk], {"available": 9})
    assert product.category == "protect"
    assert product.evidence.en == (
        "Size M: 9 left, 13 days of cover (18 without bulk order #81); M is 20 of 20 units in 28 days. "
        "Without bulk order #81 it would be Learn."
    )
    assert product.confidence == "directional"


def test_marked_to_clear_needs_its_cost(tmp_path):
    marked = {"clear_intent": "yes", "available": 30}
    product = judged(tmp_path, [], {**marked, "unit_cost": 30000})
    # 100,000 at 30 % off: 70,000 / 1.19 = 58,823.53; (58,823.53 - 30,000) / 58,823.53 = 49 %
    assert product.category == "clear"
    assert product.evidence.en == "You marked it to clear. At 30% off it keeps 49% gross margin."
    assert judged(tmp_path, [], marked).category == "learn"
    assert judged(tmp_path, [], {**marked, "unit_cost": 30000, "discount_ok": "no"}).category != "clear"


def test_old_stock_that_does_not_move_is_suggested_to_clear(tmp_path):
    slow = {"available": 64, "unit_cost": 30000, "published_at": OLD}
    product = judged(tmp_path, units(1), slow)
    assert (product.category, product.confidence) == ("clear", "directional")
    assert product.evidence.es == (
        "64 en inventario, 1 vendida en 28 días, 412 días en venta. Con 30\N{NO-BREAK SPACE}% de descuento conserva 49\N{NO-BREAK SPACE}% de margen bruto."
    )
    assert judged(tmp_path, units(1), {**slow, "available": 9}).category != "clear"
    assert judged(tmp_path, units(1), {**slow, "published_at": "2026-10-01"}).category != "clear"


def test_a_new_product_waits(tmp_path):
    product = judged(tmp_path, units(2), {"published_at": "2026-11-08"})
    assert (product.category, product.confidence) == ("learn", "too_little")
    assert product.evidence.en == "On sale 9 days: 2 units. Wait for 20 units."
    assert product.evidence.es == "9 días en venta: 2 unidades. Espera 20 unidades."
    assert judged(tmp_path, units(2), {"published_at": OLD}).evidence.en != product.evidence.en


PUSHED = {"available": 30, "unit_cost": 30000, "published_at": OLD}


def test_what_sells_earns_and_lasts_is_pushed_never_more_than_directional(tmp_path):
    """12 units, 30 left: cover 70 days, at least 30 x 28 / 19.44 = 43; margin (84,033.61 - 30,000) / 84,033.61 = 64 %."""
    product = judged(tmp_path, units(12), PUSHED)
    assert (product.category, product.confidence) == ("push", "directional")
    assert product.evidence.en == (
        "Push now: at least 43 days of cover, 29% sell-through (usual 14%), 64% margin, doubts not visible, "
        "whether it needs discounts is not known."
    )


@pytest.mark.parametrize(
    ("changed", "count"),
    [({"available": 15}, 12), ({"unit_cost": 60000}, 12)],
    ids=["cover at least 22 days", "28 % margin"],
)
def test_one_condition_short_is_no_push(tmp_path, changed, count):
    assert judged(tmp_path, units(count), {**PUSHED, **changed}).category == "steady"


@pytest.mark.parametrize(
    "doubt",
    [{"photo_quality": "weak"}, {"photo_count": 0}, {"size_guide": "no"}, {"copy_quality": "unclear"}],
)
def test_a_doubt_that_traffic_would_settle_is_unknown_and_blocks_the_push(tmp_path, doubt):
    product = judged(tmp_path, units(12), {**PUSHED, **doubt})
    assert (product.category, product.confidence) == ("learn", "too_little")
    assert "traffic" in product.evidence.en


def test_without_its_cost_nobody_can_tell(tmp_path):
    product = judged(tmp_path, units(12), {"available": 30, "published_at": OLD})
    assert product.category == "learn"
    assert product.evidence.en == (
        "Can't tell yet: cost and traffic missing; 12 units in 28 days. Closest: Push now (6 of 7 conditions)."
    )
    assert product.evidence.es == (
        "No se puede decidir aún: falta costo y tráfico; 12 unidades en 28 días. "
        "Lo más cercano: Impulsar ya (6 de 7 condiciones)."
    )


def test_trap_55_drafts_and_gift_cards_are_not_ranked(tmp_path):
    assert judged(tmp_path, [], {"status": "draft", "available": 0}).category == "not_on_sale"
    assert judged(tmp_path, [], {"product_type": "gift card", "available": 0}).category == "not_on_sale"


def test_unknown_stock_is_said(tmp_path):
    assert judged(tmp_path, units(12), {"available": None}).category == "cant_read"


def test_protected_yesterday_it_stays_until_cover_is_well_above_the_limit(tmp_path):
    """12 in 28 days, 7 left: 16.3 days, between 14 and 17.5."""
    made = units(12)
    assert judged(tmp_path, made, {"available": 7}).category != "protect"
    memory = Memory(days=[Remembered(day="2026-11-16", name="computed", key="jersey-andes", value="protect")])
    assert judged(tmp_path, made, {"available": 7}, memory=memory).category == "protect"
    assert judged(tmp_path, made, {"available": 8}, memory=memory).category != "protect"


DECISIONS = ["decided_at", "kind", "target_key", "value", "until", "reason"]


def override(value, until="2026-11-30", reason="Llega más mañana"):
    return {"Decisions": [DECISIONS, ["2026-11-16", "override_category", "jersey-andes", value, until, reason]]}


def test_trap_82_an_override_against_the_stock_says_so_and_unblocks_nothing(tmp_path):
    product = judged(tmp_path, units(12), {"available": 3}, **override("push"))
    assert (product.category, product.computed) == ("push", "protect")
    assert product.override.en == (
        "You set Push now until Mon 30 Nov: Llega más mañana. Computed: Protect. Its stock does not allow a push."
    )
    result = run(
        tmp_path,
        {
            "Orders": orders(*SPAN, *units(12)),
            "Inventory": inventory(SOCKS, {"available": 3}),
            **override("push"),
        },
    )
    said = [action.line.en for action in result.actions]
    assert any(line.startswith("Stop promoting Jersey Andes") for line in said)
    assert not any(line.startswith("Move Jersey Andes") for line in said)


def test_an_override_ends_and_needs_a_reason(tmp_path):
    assert judged(tmp_path, [], PUSHED, **override("protect")).category == "protect"
    assert judged(tmp_path, [], PUSHED, **override("protect", until="2026-11-16")).category != "protect"
    assert judged(tmp_path, [], PUSHED, **override("protect", reason=None)).category != "protect"


def test_an_override_without_an_end_holds_for_two_weeks(tmp_path):
    seen = Memory(days=[Remembered(day="2026-11-02", name="override", key="jersey-andes", value="protect|Porque sí")])
    without = override("protect", until=None, reason="Porque sí")
    assert judged(tmp_path, [], PUSHED, **without).category == "protect"
    assert judged(tmp_path, [], PUSHED, memory=seen, **without).category != "protect"
