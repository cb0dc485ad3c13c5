"""W01, W02, W03, I04 and I05. Pages are judged on 19 Oct-15 Nov 2026, the days that Traffic tells."""

from __future__ import annotations

from tests.reports.rules.cells import order, orders, rows, run, said
from tests.reports.rules.visits import page, stock, traffic

ORDER = order("#1", "2026-11-10 09:00:00")
#: The other four: 1,305 views, 125 carts, 9.58 %.
OTHERS = (
    page("jersey-andes", 620, 58),
    page("socks-niebla", 310, 37),
    page("rain-vest", 260, 24),
    page("cap-clasica", 115, 6),
)
BIB = "bib-paramo"


def found(tmp_path, *pages, made=(), **stocked):
    tabs = {"Orders": orders(ORDER, *made), "Inventory": stock(**stocked), "Traffic": traffic(*OTHERS, *pages)}
    return run(tmp_path, tabs)


def only(tmp_path, rule, *pages, **more):
    return said(found(tmp_path, *pages, **more), rule)


def test_many_views_and_no_cart_are_told_with_what_the_others_would_bring(tmp_path):
    """62 views x 125 / 1,305 = 5.9 carts; (1 - 9.58 %)^62 = 0.2 %."""
    result = found(tmp_path, page(BIB, 62, 0))
    assert said(result, "W01") == [
        (
            "INFO Bib Páramo: 62 views in 28 days and no cart (about 6 expected).",
            "AVISO Bib Páramo: 62 vistas en 28 días y ningún carrito (se esperaban unos 6).",
        )
    ]
    row = rows(result, "W01")[0]
    assert (row.confidence, row.owner_role, row.key) == ("directional", "marketing", "W01|product:bib-paramo")
    assert [(one.tab, one.rows) for one in row.rows] == [("traffic", [6])]
    assert row.next_action.es == (
        "Revisa la página, el precio y las tallas de Bib Páramo: 62 vistas en 28 días y ningún carrito."
    )


def test_high_traffic_makes_it_a_warning_and_weak_conversion_does_not_say_it_twice(tmp_path):
    """500 views are over 1.5 times the median of 310."""
    result = found(tmp_path, page(BIB, 500, 0))
    assert said(result, "W01") == [
        (
            "WARNING Bib Páramo: 500 views in 28 days and no cart (about 48 expected).",
            "ADVERTENCIA Bib Páramo: 500 vistas en 28 días y ningún carrito (se esperaban unos 48).",
        )
    ]
    assert rows(result, "W02") == []


def test_pages_that_only_look_as_if_nobody_wanted_them_are_silent(tmp_path):
    assert only(tmp_path, "W01", page(BIB, 59, 0)) == []  # under 60 views
    assert only(tmp_path, "W01", page(BIB, 62, 1)) == []
    assert only(tmp_path, "W01", page(BIB, 62)) == []  # carts unknown, not 0
    assert only(tmp_path, "W01", page(BIB, 62, 0), bib={"status": "draft"}) == []
    cheap = [page("jersey-andes", 620, 12), page(BIB, 62, 0)]  # 12 of 620: (1 - 1.9 %)^62 = 30 %
    tabs = {"Orders": orders(ORDER), "Inventory": stock(), "Traffic": traffic(*cheap)}
    assert said(run(tmp_path, tabs), "W01") == []


def test_example_a_s_page_converts_weakly_against_all_other_products(tmp_path):
    """16 of 540 = 2.96 %, at most 4.42 %; the others 125 of 1,305 = 9.58 %, whose 70 % are 6.70 %."""
    result = found(tmp_path, page(BIB, 540, 16))
    assert said(result, "W02") == [
        (
            "WARNING Bib Páramo: cart rate 3.0% (at most 4.4%) against 9.6% elsewhere.",
            "ADVERTENCIA Bib Páramo: tasa de carrito 3,0 % (máximo 4,4 %) frente a 9,6 % en los demás.",
        )
    ]
    assert rows(result, "W02")[0].confidence == "solid"  # 540 views, 16 carts


def test_a_rate_whose_upper_bound_comes_near_the_others_is_silent(tmp_path):
    assert only(tmp_path, "W02", page(BIB, 540, 28)) == []  # 5.2 %, at most 7.0 %
    assert only(tmp_path, "W02", page(BIB, 149, 1)) == []  # under 150 views
    assert only(tmp_path, "W02", page(BIB, 540)) == []  # neither carts nor orders


def test_few_orders_of_many_views_are_weak_and_said_to_be_approximate(tmp_path):
    """Jersey: 20 orders of 620 views, socks 20 of 310; the bib's 0 of 540 are at most 0.5 %."""
    made = [order("#0", "2026-10-19 09:00:00"), *(order(f"#{n}", "2026-11-10 09:00:00") for n in range(2, 21))]
    made += [
        order(f"#{n}", "2026-11-10 09:00:00", Lineitem_sku="SN-M", Lineitem_name="Socks Niebla") for n in range(30, 50)
    ]
    bare = [{**one, "add_to_carts": None} for one in (*OTHERS, page(BIB, 540))]
    tabs = {"Orders": orders(ORDER, *made), "Inventory": stock(), "Traffic": traffic(*bare)}
    result = run(tmp_path, tabs)
    # 20 + 1 + 20 orders of 1,305 views = 3.1 %
    assert said(result, "W02")[0] == (
        "WARNING Bib Páramo: order rate 0.0% (at most 0.5%, approximate: different sources) against 3.1% elsewhere.",
        "ADVERTENCIA Bib Páramo: tasa de pedido 0,0 % (máximo 0,5 %, aproximada: fuentes distintas) frente a 3,1 % en "
        "los demás.",
    )


def test_a_free_order_is_none_that_its_page_won(tmp_path):
    """Trap 36: what was given away tells nothing of the page."""
    gift = order("#2", "2026-11-10 10:00:00", Subtotal=0, Total=0)
    result = found(tmp_path, page(BIB, 540, 50), made=[gift])
    jersey = next(one for one in result.products if one.key == "jersey-andes")
    assert jersey.title == "Jersey Andes"
    assert rows(result, "W02") == []


def test_a_sold_out_page_is_no_page_to_mend(tmp_path):
    result = found(tmp_path, page(BIB, 540, 16), bib={"available": 0})
    assert said(result, "W02") == [
        (
            "INFO Bib Páramo: cart rate 3.0% (at most 4.4%) against 9.6% elsewhere, sold out now.",
            "AVISO Bib Páramo: tasa de carrito 3,0 % (máximo 4,4 %) frente a 9,6 % en los demás, agotado ahora.",
        )
    ]


def test_a_page_without_photos_that_many_see_is_a_warning(tmp_path):
    result = found(tmp_path, page(BIB, 540, 50), bib={"photo_count": 0}, jersey={"photo_quality": "weak"})
    assert said(result, "W03") == [
        (
            "WARNING Bib Páramo: no photo, 540 views in 28 days.",
            "ADVERTENCIA Bib Páramo: sin foto, 540 vistas en 28 días.",
        ),
        (
            "WARNING Jersey Andes: weak photos, 620 views in 28 days.",
            "ADVERTENCIA Jersey Andes: fotos débiles, 620 vistas en 28 días.",
        ),
    ]
    assert [row.next_action.en for row in rows(result, "W03")] == [
        "Add photos to Bib Páramo: 540 views in 28 days.",
        "Replace the photos of Jersey Andes: 620 views in 28 days.",
    ]


def test_photos_that_are_good_unknown_or_little_seen_are_silent(tmp_path):
    good = {"photo_count": 3, "photo_quality": "ok"}
    result = found(tmp_path, page(BIB, 540, 50), bib=good, jersey={"photo_count": 4}, vest={"photo_count": 0})
    assert rows(result, "W03") == []  # 260 views of the vest are no high traffic
    assert "W03" in {skip.rule for skip in found(tmp_path, page(BIB, 540, 50)).skipped}


def test_a_low_size_that_many_look_at_asks_to_stop_the_traffic_and_is_told_once(tmp_path):
    result = found(tmp_path, page(BIB, 300, 30), jersey={"available": 3})
    assert said(result, "I04") == [
        (
            "WARNING Jersey Andes M: 3 left (minimum 8), 620 views in 28 days.",
            "ADVERTENCIA Jersey Andes M: quedan 3 (mínimo 8), 620 vistas en 28 días.",
        )
    ]
    row = rows(result, "I04")[0]
    assert row.next_action.en == (
        "Stop sending traffic to Jersey Andes until M is restocked: 3 left (minimum 8), 620 views in 28 days."
    )
    assert row.next_action.es == (
        "Deja de mandar tráfico a Jersey Andes hasta reponer M: quedan 3 (mínimo 8), 620 vistas en 28 días."
    )
    assert [one.tab for one in row.rows] == ["inventory", "traffic"]
    assert rows(result, "I01") == []


def test_low_stock_that_few_see_stays_low_stock_and_what_runs_out_says_it_itself(tmp_path):
    vest = order("#2", "2026-11-10 09:00:00", Lineitem_sku="RV-M", Lineitem_name="Rain Vest Lluvia - M")
    quiet = found(tmp_path, page(BIB, 300, 30), made=[vest], vest={"available": 2})
    assert [row.key for row in quiet.exceptions if row.rule in ("I01", "I04")] == ["I01|variant:RV-M"]
    many = [order(f"#{n}", "2026-11-10 09:00:00", Lineitem_quantity=4) for n in (3, 4, 5)]
    running_out = found(tmp_path, page(BIB, 300, 30), made=many, jersey={"available": 3})
    assert [row.rule for row in running_out.exceptions if row.entity_id == "JA-M"] == ["I02"]


def test_much_stock_that_few_look_at_is_told_with_its_cost(tmp_path):
    """64 x 18,000; one sold in 8 covered days: 64 x 8 / 4.74 = 108 days at most sure, so nothing sold is the test."""
    cap = {"available": 64, "unit_cost": 18000, "published_at": "2025-10-01"}
    result = found(tmp_path, page(BIB, 300, 30), cap=cap, made=[order("#0", "2026-10-20 09:00:00")])
    assert said(result, "I05") == [
        (
            "INFO Cap Clásica: 64 in stock (COP 1,152,000 at cost), 115 views in 28 days.",
            "AVISO Cap Clásica: 64 en inventario ($ 1.152.000 a costo), 115 vistas en 28 días.",
        )
    ]
    assert rows(result, "I05")[0].next_action.en.startswith("Show Cap Clásica to more people (a bundle, the homepage")


def test_much_stock_that_is_new_small_or_looked_at_is_silent(tmp_path):
    first = [order("#0", "2026-10-20 09:00:00")]
    new = {"available": 64, "published_at": "2026-11-01"}
    assert only(tmp_path, "I05", page(BIB, 300, 30), cap=new, made=first) == []
    unknown_age = {"available": 64}
    assert only(tmp_path, "I05", page(BIB, 300, 30), cap=unknown_age, made=first) == []
    little = {"available": 9, "published_at": "2025-10-01"}
    assert only(tmp_path, "I05", page(BIB, 300, 30), cap=little, made=first) == []
    # The usual product has 49 views: too few to call any of them low.
    few = [page(name, 49, 4) for name in ("jersey-andes", "socks-niebla", "rain-vest")]
    old = {"available": 64, "published_at": "2025-10-01"}
    tabs = {
        "Orders": orders(ORDER, *first),
        "Inventory": stock(cap=old),
        "Traffic": traffic(*few, page("cap-clasica", 9, 1)),
    }
    assert said(run(tmp_path, tabs), "I05") == []


def test_trap_63_one_of_one_and_two_of_three_are_no_rate_that_a_rule_would_judge(tmp_path):
    tiny = [page(BIB, 3, 0), page("jersey-andes", 1, 1), page("socks-niebla", 3, 2)]
    result = run(tmp_path, {"Orders": orders(ORDER), "Inventory": stock(), "Traffic": traffic(*tiny)})
    assert [row.rule for row in result.exceptions if row.rule.startswith("W")] == []
    told = result.figures["M19"]
    assert (told.confidence, told.n, told.note.en) == ("too_little", 7, "3 carts from 7 views in 28 days")
    assert told.note.es == "3 carritos de 7 vistas en 28 días"


def test_what_was_open_stays_until_it_is_well_beyond_its_limit(tmp_path):
    """Enters under 70 % of 9.58 % = 6.70 %, leaves at 70 % / 0.8 = 8.38 %: 28 of 540 is at most 6.98 %."""
    tabs = {"Orders": orders(ORDER), "Inventory": stock()}
    first = run(tmp_path, {**tabs, "Traffic": traffic(*OTHERS, page(BIB, 540, 16))})
    later = run(
        tmp_path, {**tabs, "Traffic": traffic(*OTHERS, page(BIB, 540, 28))}, "2026-11-17T12:00", remembered=first.memory
    )
    assert [(row.key, row.state) for row in later.exceptions if row.rule == "W02"] == [
        ("W02|product:bib-paramo", "ongoing")
    ]
    mended = run(
        tmp_path, {**tabs, "Traffic": traffic(*OTHERS, page(BIB, 540, 40))}, "2026-11-17T12:00", remembered=first.memory
    )
    assert [row.state for row in mended.exceptions if row.rule == "W02"] == ["resolved"]


def test_trap_79_days_that_no_row_tells_leave_the_page_s_exception_unknown_and_not_resolved(tmp_path):
    tabs = {"Orders": orders(ORDER), "Inventory": stock()}
    first = run(tmp_path, {**tabs, "Traffic": traffic(*OTHERS, page(BIB, 540, 16))})
    beyond = [{**one, "date_to": "2026-11-19"} for one in (*OTHERS, page(BIB, 540, 40))]  # 32 days, not over yet
    later = run(tmp_path, {**tabs, "Traffic": traffic(*beyond)}, "2026-11-17T12:00", remembered=first.memory)
    assert [row.state for row in later.exceptions if row.rule == "W02"] == ["unknown"]
