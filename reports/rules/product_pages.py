"""Product pages: views without carts, weak conversion, missing photos, stock against traffic (W01-W03, I04, I05)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from reports import page_doubts, stats
from reports.each import each
from reports.facts import Facts
from reports.numbers import Both, Count, Percent, round_half_up
from reports.outcome import DIRECTIONAL, SOLID, Rows
from reports.rules import limits
from reports.rules.inventory import low_stock, stockout_before_restock
from reports.rules.orders import known
from reports.rules.rule import INFO, WARNING, Finding, Given, Rule, clause, same
from sheets.errors import Text

#: No cart at all must be this unlikely at the rate of the others.
CHANCE = 0.05
#: I05: cover of which even the low bound is this long, stock, and days on sale.
MUCH_COVER_DAYS, MUCH_STOCK, LONG_ON_SALE_DAYS = 120, 10, 28
PAGE_NEEDS = ("traffic", "traffic.product_id", "traffic.product_views")


def days_missing(facts: Facts) -> list[str]:
    """The days that no row of ``Traffic`` by product tells; without them nothing can be said of a page."""
    seen = facts.traffic
    if seen.window is not None:
        return []
    if seen.asked is None:
        return ["traffic"]
    return [f"Traffic: {seen.asked.start} – {seen.asked.end - timedelta(days=1)}"]


def _pages(given: Given) -> Iterator[Any]:
    """Products on sale whose views are known."""
    products = given.facts.products
    if products.empty:
        return
    seen = products["views"].notna().to_numpy()
    if seen.any():
        active, gift_card = (products[name].to_numpy(dtype=bool) for name in ("active", "gift_card"))
        yield from each(products[seen & active & ~gift_card])


def _sold_out(page: Any) -> bool:
    return bool(page.tracked) and known(page.available) and page.available <= 0


def _finding(given: Given, rule: str, page: Any, severity: str, args: Mapping[str, Any], **more: Any) -> Finding:
    window = given.facts.traffic.window
    said = {
        "product": str(page.title),
        "v": Count(int(page.views)),
        "d": Count(window.covered_days if window else 0),
        "gone": Both(", sold out now", ", agotado ahora") if _sold_out(page) else None,
    }
    return Finding(
        rule=rule,
        entity_type="product",
        entity_id=str(page.Index),
        title=same(str(page.title)),
        severity=severity,
        source=more.pop("source", "traffic"),
        rows=more.pop("rows", (Rows(tab="traffic", rows=list(page.traffic_rows)),)),
        target=f"product:{page.Index}",
        product=str(page.Index),
        args={**said, **args},
        **more,
    )


def _severity(page: Any) -> str:
    """A warning where many see it; that a sold-out page sells little is no news."""
    return WARNING if known(page.high_traffic) and page.high_traffic and not _sold_out(page) else INFO


def _sure(given: Given, views: Any, events: Any) -> str:
    """A verdict on a bound is at least directional: the bound carries the doubt already."""
    knobs = given.facts.knobs
    return SOLID if views >= knobs.get("solid.M19") and events >= knobs.get("solid.events") else DIRECTIONAL


def views_no_carts(given: Given) -> Iterator[Finding]:
    """W01."""
    least = given.facts.knobs.get("min.M19")
    for page in _pages(given):
        if not (known(page.carts) and page.carts == 0 and known(page.cart_others)):
            continue
        at = limits.every(limits.high(page.cart_views, least), (1 - page.cart_others) ** page.cart_views < CHANCE)
        if not at:
            continue
        expected = Count(int(round_half_up(page.cart_others * page.cart_views)))
        yield _finding(
            given,
            "W01",
            page,
            _severity(page),
            {"v": Count(int(page.cart_views)), "e": expected},
            confidence=_sure(given, page.cart_views, 0),
            lingers=at.lingers,
        )


def weak_conversion(given: Given) -> Iterator[Finding]:
    """W02, which is F2 of the category rules."""
    knobs = given.facts.knobs
    for page in _pages(given):
        now = page_doubts.weak(page, knobs)
        rates = now or page_doubts.weak(page, knobs, limits.LEAVES_HIGH)
        if not rates:
            continue
        cart = page_doubts.CARTS in rates
        rate, high, others = (
            (page.cart_rate, page.cart_high, page.cart_others)
            if cart
            else (page.order_rate, page.order_high, page.order_others)
        )
        alike = knobs.get("conv_baseline") == "type"
        yield _finding(
            given,
            "W02",
            page,
            _severity(page),
            {
                "what": Both("cart rate", "tasa de carrito") if cart else Both("order rate", "tasa de pedido"),
                "r": Percent(float(rate)),
                "h": Percent(float(high)),
                "o": Percent(float(others)),
                "near": None if cart else Both(", approximate: different sources", ", aproximada: fuentes distintas"),
                "where": Both("in similar products", "en productos similares")
                if alike
                else Both("elsewhere", "en los demás"),
            },
            confidence=_sure(given, page.cart_views, page.carts) if cart else DIRECTIONAL,
            lingers=not now,
        )


def photo_missing(given: Given) -> Iterator[Finding]:
    """W03, which is F1 where many see it."""
    knobs = given.facts.knobs
    for page in _pages(given):
        busy = page_doubts.busy(page, knobs)
        if not page_doubts.weak_photos(page) or not (busy or page_doubts.busy(page, knobs, limits.LEAVES_HIGH)):
            continue
        none = (known(page.photo_count) and page.photo_count == 0) or page.photo_quality == "missing"
        yield _finding(
            given,
            "W03",
            page,
            WARNING,
            {
                "photo": Both("no photo", "sin foto") if none else Both("weak photos", "fotos débiles"),
                "task": Both("Add photos", "Agrega fotos") if none else Both("Replace the photos", "Cambia las fotos"),
                "to": Both("to", "a") if none else Both("of", "de"),
            },
            rows=(Rows(tab="inventory", rows=list(page.rows)), Rows(tab="traffic", rows=list(page.traffic_rows))),
            lingers=not busy,
        )


def low_stock_high_traffic(given: Given) -> Iterator[Finding]:
    """I04: a size that presses (I01 at warning, I02) of a product that many look at."""
    facts, knobs = given.facts, given.facts.knobs
    window = facts.traffic.window
    if window is None:
        return
    pages = {str(page.Index): page for page in _pages(given)}
    pressing: dict[str, Finding] = {}
    for found in (*low_stock(given), *stockout_before_restock(given)):
        if found.severity != INFO:
            pressing.setdefault(found.entity_id, found)
    late = facts.sources.get("traffic")
    for key, found in pressing.items():
        page = pages.get(str(facts.variants["product"].get(key)))
        busy = page is not None and page_doubts.busy(page, knobs)
        if page is None or not (busy or page_doubts.busy(page, knobs, limits.LEAVES_HIGH)):
            continue
        size = str(found.args["s"]).strip()
        yield replace(
            found,
            rule="I04",
            severity=WARNING,
            confidence=stats.lowered(found.confidence) if late and late.late else found.confidence,
            rows=(*found.rows, Rows(tab="traffic", rows=list(page.traffic_rows))),
            product=str(page.Index),
            target=f"product:{page.Index}",
            lingers=found.lingers or not busy,
            args={
                "item": found.args["item"],
                "product": found.args["product"],
                "size": Both(size, size) if size else Both("it", "lo que falta"),
                "left": found.args["left"],
                "t": Count(int(facts.variants["minimum"][key])),
                "v": Count(int(page.views)),
                "d": Count(window.covered_days),
            },
        )


def high_stock_low_traffic(given: Given) -> Iterator[Finding]:
    """I05."""
    knobs = given.facts.knobs
    for page in _pages(given):
        if not page.tracked or not known(page.available):
            continue
        quiet = page_doubts.quiet(page, knobs)
        at = limits.every(
            limits.high(_least_cover(given, page), MUCH_COVER_DAYS),
            limits.high(page.available, MUCH_STOCK),
            _on_sale_days(given, page) >= LONG_ON_SALE_DAYS,
            limits.IN
            if quiet
            else limits.LINGERS
            if page_doubts.quiet(page, knobs, limits.LEAVES_HIGH)
            else limits.OUT,
        )
        if not at:
            continue
        yield _finding(
            given,
            "I05",
            page,
            INFO,
            {"n": Count(int(page.available)), "cost": _at_cost(given, page)},
            source="inventory",
            rows=(Rows(tab="inventory", rows=list(page.rows)), Rows(tab="traffic", rows=list(page.traffic_rows))),
            lingers=at.lingers,
        )


def _least_cover(given: Given, page: Any) -> float | None:
    """The low bound of cover; where nothing sold, by the highest rate that this still allows."""
    if known(page.cover_low):
        return float(page.cover_low)
    if page.demand_units or not page.days > 0:
        return None
    highest = stats.garwood(0, given.facts.knobs.get("interval_level"))[1]
    return float(page.available * page.days / highest)


def _on_sale_days(given: Given, page: Any) -> float:
    """Since how long it is surely on sale; 0 where nobody knows."""
    if known(page.age_days):
        return float(page.age_days)
    return (given.facts.as_of.date() - page.first_sale_on).days if known(page.first_sale_on) else 0


def _at_cost(given: Given, page: Any) -> Both | None:
    if not known(page.inventory_value) or not page.inventory_value:
        return None
    amount = given.money(page.inventory_value)
    if page.value_unknown_units:
        return clause(" (at least {amt} at cost)", " (al menos {amt} a costo)", amt=amount)
    return clause(" ({amt} at cost)", " ({amt} a costo)", amt=amount)


RULES: tuple[Rule, ...] = (
    Rule(
        id="W01",
        title=Text("Views without carts", "Vistas sin carrito"),
        meaning=Text(
            "A product's page was seen often and nobody added it to the cart, which by the other products' cart rate "
            "would hardly be chance.",
            "La página de un producto se vio mucho y nadie lo agregó al carrito, lo que según la tasa de los demás "
            "productos difícilmente sería casualidad.",
        ),
        family="product pages",
        level=2,
        severity=INFO,
        owner="marketing",
        find=views_no_carts,
        needs=(*PAGE_NEEDS, "traffic.add_to_carts"),
        lacks=days_missing,
        sources=("traffic",),
        limits=("min.M19", "traffic_high", "conv_baseline"),
        joint=": ",
        raises=Text("warning where its traffic is high", "advertencia si su tráfico es alto"),
        hides=("W02",),
        evidence=Text(
            "{v:view|views} in {d:day|days} and no cart (about {e} expected){gone}",
            "{v:vista|vistas} en {d:día|días} y ningún carrito (se esperaban unos {e}){gone}",
        ),
        action=Text(
            "Check page, price and sizes of {product}: {v:view|views} in {d:day|days} and no cart{gone}.",
            "Revisa la página, el precio y las tallas de {product}: {v:vista|vistas} en {d:día|días} y ningún "
            "carrito{gone}.",
        ),
        ends=Text("a cart, or fewer views", "un carrito, o menos vistas"),
    ),
    Rule(
        id="W02",
        title=Text("Weak conversion", "Conversión débil"),
        meaning=Text(
            "The share of views that become a cart, or an order, is surely below 70 % of that of all other products.",
            "La parte de las vistas que llega al carrito, o a pedido, está con seguridad por debajo del 70 % de la de "
            "los demás productos.",
        ),
        family="product pages",
        level=2,
        severity=INFO,
        owner="marketing",
        find=weak_conversion,
        needs=PAGE_NEEDS,
        any_of=(("traffic.add_to_carts", "orders.line_sku", "orders.line_name"),),
        lacks=days_missing,
        sources=("traffic", "orders"),
        limits=("cat.fix_views", "cat.fix_rate", "traffic_high", "conv_baseline"),
        joint=": ",
        raises=Text("warning where its traffic is high", "advertencia si su tráfico es alto"),
        evidence=Text(
            "{what} {r} (at most {h}{near}) against {o} {where}{gone}",
            "{what} {r} (máximo {h}{near}) frente a {o} {where}{gone}",
        ),
        action=Text(
            "Check text and price on the page of {product}: {what} {r} (at most {h}{near}) against {o} {where}{gone}.",
            "Revisa el texto y el precio en la página de {product}: {what} {r} (máximo {h}{near}) frente a {o} "
            "{where}{gone}.",
        ),
        ends=Text("a rate near that of the others", "una tasa cercana a la de los demás"),
    ),
    Rule(
        id="W03",
        title=Text("Photo missing, high traffic", "Foto faltante con mucho tráfico"),
        meaning=Text(
            "A page that many look at has no photo, or photos that you marked as weak.",
            "Una página que muchos miran no tiene foto, o tiene fotos que marcaste como débiles.",
        ),
        family="product pages",
        level=2,
        severity=WARNING,
        owner="marketing",
        find=photo_missing,
        needs=(*PAGE_NEEDS, "inventory"),
        any_of=(("inventory.photo_count", "inventory.photo_quality"),),
        lacks=days_missing,
        sources=("traffic", "inventory"),
        limits=("traffic_high", "traffic_min_views"),
        joint=": ",
        evidence=Text("{photo}, {v:view|views} in {d:day|days}", "{photo}, {v:vista|vistas} en {d:día|días}"),
        action=Text(
            "{task} {to} {product}: {v:view|views} in {d:day|days}.",
            "{task} {to} {product}: {v:vista|vistas} en {d:día|días}.",
        ),
        ends=Text("photos marked as good, or less traffic", "fotos marcadas como buenas, o menos tráfico"),
    ),
    Rule(
        id="I04",
        title=Text("Low stock, high traffic", "Poco inventario, mucho tráfico"),
        meaning=Text(
            "A size that is low or runs out before restock, of a product that many look at.",
            "Una talla baja o que se agota antes de reponer, de un producto que muchos miran.",
        ),
        family="inventory",
        level=2,
        severity=WARNING,
        owner="marketing",
        find=low_stock_high_traffic,
        needs=("inventory", "orders", *PAGE_NEEDS),
        any_of=(("inventory.available", "inventory.on_hand"), ("orders.line_sku", "orders.line_name")),
        lacks=days_missing,
        sources=("inventory", "traffic"),
        limits=("low_stock_units", "traffic_high", "traffic_min_views"),
        hides=("I01",),
        joint=": ",
        evidence=Text(
            "{left} (minimum {t}), {v:view|views} in {d:day|days}",
            "{left} (mínimo {t}), {v:vista|vistas} en {d:día|días}",
        ),
        many=Text(
            "{n:size|sizes} low on stock with high traffic: {worst}",
            "{n:talla con|tallas con} poco inventario y mucho tráfico: {worst}",
        ),
        action=Text(
            "Stop sending traffic to {product} until {size} is restocked: {left} (minimum {t}), {v:view|views} in "
            "{d:day|days}.",
            "Deja de mandar tráfico a {product} hasta reponer {size}: {left} (mínimo {t}), {v:vista|vistas} en "
            "{d:día|días}.",
        ),
        ends=Text("stock above its minimum, or less traffic", "inventario sobre el mínimo, o menos tráfico"),
    ),
    Rule(
        id="I05",
        title=Text("High stock, low traffic", "Mucho inventario, poco tráfico"),
        meaning=Text(
            "A product with stock for at least 120 days that few look at, on sale for four weeks or more.",
            "Un producto con inventario para al menos 120 días que pocos miran, en venta hace cuatro semanas o más.",
        ),
        family="inventory",
        level=2,
        severity=INFO,
        owner="marketing",
        find=high_stock_low_traffic,
        needs=("inventory", "orders", *PAGE_NEEDS),
        any_of=(("inventory.available", "inventory.on_hand"), ("orders.line_sku", "orders.line_name")),
        lacks=days_missing,
        sources=("inventory", "traffic", "orders"),
        limits=("traffic_low", "traffic_min_views", "velocity_days"),
        joint=": ",
        evidence=Text(
            "{n} in stock{cost}, {v:view|views} in {d:day|days}",
            "{n} en inventario{cost}, {v:vista|vistas} en {d:día|días}",
        ),
        action=Text(
            "Show {product} to more people (a bundle, the homepage or an e-mail): {n} in stock{cost}, {v:view|views} "
            "in {d:day|days}.",
            "Muestra {product} a más gente (un combo, la página de inicio o un correo): {n} en inventario{cost}, "
            "{v:vista|vistas} en {d:día|días}.",
        ),
        ends=Text("more views, or less stock", "más vistas, o menos inventario"),
    ),
)
