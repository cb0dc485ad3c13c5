"""Push now by the rates of its page, its place among the others, and the limits that hold a little longer."""

from __future__ import annotations

from tests.reports.categories.shop import GOOD, OLD, judged, of, outcome, remembered, support, traffic, units
from tests.reports.rules.cells import order

NB = "\N{NO-BREAK SPACE}"
QUIET = support(("delivery", "Where is my order?"), product="socks")


def test_what_earns_lasts_and_sells_from_its_page_is_pushed(tmp_path):
    """24 of 260 = 9.2 %, the others 117 of 1,585 = 7.4 %; 30 left, 12 sold: at least 30 x 28 / 19.44 = 43 days."""
    product = judged(tmp_path, units(12), GOOD, **traffic(jersey=(260, 24), socks=(1585, 117)), **QUIET)
    assert (product.category, product.confidence) == ("push", "directional")
    assert product.evidence.en == (
        "Push now: at least 43 days of cover, 9.2% of views add to cart (others 7.4%), 64% margin, no open doubts, "
        "whether it needs discounts is not known."
    )
    assert product.next_action.en == (
        "Move Jersey Andes to the homepage: at least 43 days of cover, 9.2% of views add to cart (others 7.4%), "
        "64% margin, no open doubts."
    )
    assert product.next_action.es == (
        f"Lleva Jersey Andes a la portada: al menos 43 días de cobertura, 9,2{NB}% de las vistas agrega al carrito "
        f"(otros 7,4{NB}%), margen 64{NB}%, sin dudas abiertas."
    )
    assert (product.moves_out.en, product.moves_out.es) == (
        "Cover under 28 days or 3 tickets.",
        "Cobertura menor de 28 días o 3 tickets.",
    )
    assert product.opinion.en == "This product is worth pushing."
    # (84,033.61 - 30,000) x 12 / 260 x 100
    assert round(product.figures["profit_100"].value) == 249386


def test_trap_63_a_rate_of_a_few_views_or_carts_tells_nothing(tmp_path):
    """59 views are one too few, and so are 9 carts; what is surely below the others needs no more of them."""
    for views, carts in ((59, 12), (70, 9)):
        product = judged(tmp_path, units(8), GOOD, **traffic(jersey=(views, carts), socks=(1585, 117)), **QUIET)
        assert (product.category, product.confidence) == ("learn", "too_little")
        assert product.evidence.en.startswith(
            f"Can't tell yet: {views} of 60 views and {min(carts, 10)} of 10 carts or orders that a rate needs;"
        )
    assert product.moves_out.en == "0 more views and 1 more cart or order."
    assert product.next_action.es == ("Espera con Jersey Andes: primero necesita 60 vistas y 10 carritos o pedidos.")
    surely_less = judged(tmp_path, units(4), GOOD, **traffic(jersey=(140, 2), socks=(1585, 117)), **QUIET)
    assert surely_less.category == "steady"


def test_without_a_cart_column_orders_per_view_tell_and_are_called_approximate(tmp_path):
    """12 orders of 260 views = 4.6 %; the socks' 2 of 1,585 = 0.1 %."""
    product = judged(tmp_path, units(12, each=1), GOOD, **traffic(jersey=(260, None), socks=(1585, None)), **QUIET)
    assert product.category == "push"
    assert "4.6% of views end in an order (others 0.1%; approximate: two sources)" in product.evidence.en
    assert f"4,6{NB}% de las vistas termina en pedido (otros 0,1{NB}%; aproximado: dos fuentes)" in product.evidence.es


def test_few_questions_are_told_and_doubts_that_nobody_sees_too(tmp_path):
    pages = traffic(jersey=(260, 24), socks=(1585, 117))
    asked = judged(tmp_path, units(12), GOOD, **pages, **support(("calidad", "La tela")))
    assert "64% margin, 1 open doubt," in asked.evidence.en
    blind = judged(tmp_path, units(12), GOOD, **pages)
    assert "64% margin, doubts not visible," in blind.evidence.en
    assert blind.moves_out.en == "Cover under 28 days."


def test_pushed_yesterday_it_holds_a_tenth_below_the_limits(tmp_path):
    """24 of 260 = 9.2 % against 150 of 1,585 = 9.5 %: below the others, but not by a tenth."""
    near = traffic(jersey=(260, 24), socks=(1585, 150))
    assert judged(tmp_path, units(12), GOOD, **near).category == "steady"
    assert judged(tmp_path, units(12), GOOD, memory=remembered(computed="push"), **near).category == "push"
    # 12 sold, 18 left: at least 18 x 28 / 19.44 = 25.9 days, over 0.9 x 28 = 25.2.
    short, pages = {**GOOD, "available": 18}, traffic(jersey=(260, 24), socks=(1585, 117))
    assert judged(tmp_path, units(12), short, **pages).category == "steady"
    assert judged(tmp_path, units(12), short, memory=remembered(computed="push"), **pages).category == "push"


def product(key, **changed):
    return {**GOOD, "product_id": key, "product_title": key.title(), "size": None, "sku": key.upper(), **changed}


def bought(count, *skus, start=0):
    """Orders of one unit each; several SKUs share each order."""
    return [
        order(f"#{skus[0]}{n}", f"2026-11-{10 + n % 6} 09:00:00", Lineitem_sku=sku, Lineitem_name=sku.title())
        for n in range(start, start + count)
        for sku in skus
    ]


def test_the_best_profit_of_a_hundred_views_goes_to_the_homepage_and_the_next_to_an_email(tmp_path):
    """Same margin, 8 sold each: of 100, 200, 300 and 400 views the fewest earn most per view; the first is there."""
    names = ("alfa", "beta", "gama", "delta")
    sold = [line for name in names for line in bought(8, name.upper())]
    pages = traffic(**{name: (100 * (n + 1), 12 * (n + 1)) for n, name in enumerate(names)}, socks=(1585, 117))
    stock = [product("alfa", featured_now="yes"), *(product(name) for name in names[1:])]
    result = outcome(tmp_path, sold, *stock, **pages)
    assert [one.key for one in result.products if one.category == "push"] == list(names)
    assert [of(result, name).next_action.en for name in names] == [
        "Feature Alfa in the next e-mail.",
        of(result, "beta").next_action.en,
        "Gama is next in line for the homepage or an e-mail.",
        "Delta is next in line for the homepage or an e-mail.",
    ]
    assert of(result, "beta").next_action.en.startswith("Move Beta to the homepage:")
    tiers = [(action.tier, action.target) for action in result.actions if action.tier == "e"]
    assert tiers == [("e", "product:beta"), ("e", "product:alfa")]


def test_where_all_that_is_worth_it_stands_on_the_homepage_it_stays_there(tmp_path):
    sold = [*bought(8, "ALFA"), *bought(8, "BETA")]
    pages = traffic(alfa=(100, 12), beta=(200, 24), socks=(1585, 117))
    stock = [product("alfa", featured_now="yes"), product("beta", featured_now="yes")]
    result = outcome(tmp_path, sold, *stock, **pages)
    assert of(result, "alfa").next_action.en == "Feature Alfa in the next e-mail."
    assert of(result, "beta").next_action.es == "Deja Beta en la portada."
    assert not any(action.line.id == "A-HOME" for action in result.actions)


def test_what_is_to_be_cleared_is_bundled_with_what_sells_if_people_did_so_thrice(tmp_path):
    slow = product("gama", available=64)
    pages = traffic(alfa=(100, 14), socks=(1585, 117))
    mixed = [*bought(8, "ALFA"), *bought(3, "ALFA", "GAMA", start=50)]
    bundle = of(outcome(tmp_path, mixed, product("alfa"), slow, **pages), "gama")
    assert bundle.category == "clear"
    assert bundle.next_action.en == "Bundle Gama with Alfa: bought together in 3 orders."
    assert bundle.next_action.es == "Arma un combo de Gama con Alfa: se compraron juntos en 3 pedidos."
    twice = [*bought(8, "ALFA"), *bought(2, "ALFA", "GAMA", start=50)]
    assert of(outcome(tmp_path, twice, product("alfa"), slow, **pages), "gama").next_action.en == (
        "Offer Gama at 30% off: it keeps 49% gross margin."
    )


def test_trap_58_one_size_that_has_all_the_stock_is_not_pushed(tmp_path):
    """7 of M and 3 of L sold; L is out: only 7 of 10 buyers find their size, however full the shelf of M is."""
    sizes = ({**GOOD, "available": 60}, {**GOOD, "size": "L", "sku": "JA-L", "available": 0})
    sold, pages = [*units(7, "JA-M"), *units(3, "JA-L")], traffic(jersey=(260, 30), socks=(1585, 117))
    result = judged(tmp_path, sold, *sizes, **pages)
    assert (result.category, result.figures["M13"].value) == ("steady", 0.7)
    stocked = ({**sizes[0], "available": 30}, {**sizes[1], "available": 30})
    assert judged(tmp_path, sold, *stocked, **pages).category == "push"


def test_trap_57_a_cost_over_the_price_is_a_loss_and_no_margin(tmp_path):
    loses = {**GOOD, "unit_cost": 90000, "published_at": OLD}
    found = judged(tmp_path, units(12), loses, **traffic(jersey=(260, 24), socks=(1585, 117)))
    assert found.category == "steady"
    assert [flag.en for flag in found.flags] == ["sells below its cost"]
    assert [flag.es for flag in found.flags] == ["se vende por debajo de su costo"]
    assert found.figures["M15"].value < 0
