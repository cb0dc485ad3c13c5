"""Tables become facts: everything that is computed before anybody judges it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd

from reports.clock import Clock
from reports.discreet import discreet, told
from reports.facts import Facts
from reports.knobs import Knobs
from reports.metrics.assumptions import assumptions
from reports.metrics.bridge import bridge, made_in
from reports.metrics.cohort import matured, matured_variants, ripe
from reports.metrics.demand import demand
from reports.metrics.freshness import Look, sources
from reports.metrics.inventory import stock
from reports.metrics.loops import loops
from reports.metrics.notes import closed, notes
from reports.metrics.orders import nothing_sold, sold
from reports.metrics.pages import pages
from reports.metrics.products import catalogue, products
from reports.metrics.refunds import by_day
from reports.metrics.returns import returns
from reports.metrics.sales import changes, no_sales, sales
from reports.metrics.shop import Shop, plain_texts
from reports.metrics.shop_figures import shop_figures
from reports.metrics.steps import steps
from reports.metrics.tag_map import tag_map, with_strangers
from reports.metrics.themes import doubts, themes
from reports.metrics.tickets import tickets
from reports.metrics.traffic import funnel
from reports.metrics.variants import variants
from reports.metrics.visits import visits
from reports.metrics.windows import windows
from sheets.tables import Tables

__all__ = ["Look", "facts"]


def facts(tables: Tables, looks: Sequence[Look], as_of: datetime) -> Facts:
    """All facts of one moment; ``looks`` are looks at the sources, of which only those before that moment count."""
    knobs = Knobs.read(tables.get("definitions"))
    # What is quoted is sent on with the brief: what belongs to customers stays in the workbook.
    words = discreet(tables)
    tables = told(with_strangers(tables), words)
    noted = notes(tables, words)
    shop = _shop(tables, knobs, noted, as_of)
    earlier = [look for look in looks if _moment_of(shop, look) < shop.as_of]
    states = sources(shop, earlier)
    orders_source = states.get("orders")
    coverage = None
    if orders_source is not None and orders_source.covers_from and orders_source.covers_to:
        coverage = (orders_source.covers_from, orders_source.covers_to)
    spans = windows(shop, coverage)
    held = stock(shop)
    has_orders = tables.get("orders") is not None
    bought = sold(shop, held) if has_orders else nothing_sold(shop, held)
    asked = demand(shop, bought, held, orders_source)
    known = catalogue(shop, held.variants, bought, asked)
    since: dict[str, date | None] = dict(zip(known.index, known["since"], strict=True))
    sizes = variants(shop, held, bought, asked, since, spans, states)
    asked_for = tickets(shop, bought, known, held.variants, words)
    back = returns(shop, bought, held.variants, words, tag_map(tables, "return_reason"))
    of_returns = states.get("returns")
    bought, paid_back = by_day(shop, bought, back)
    found = sales(shop, bought, spans, states["orders"], paid_back) if has_orders else no_sales(spans)
    back = back.assign(mature=ripe(shop, back, bought, of_returns))
    ripe_sizes = matured_variants(shop, back, bought, sizes.index, of_returns)
    sizes = sizes.assign(**{name: ripe_sizes[name] for name in ripe_sizes})
    items = products(shop, known, sizes, bought, asked, spans)
    visited = visits(shop)
    seen = pages(shop, visited, held, bought, items, states)
    items = pd.concat(
        [
            items,
            doubts(shop, asked_for, items, asked),
            matured(shop, back, bought, items, of_returns),
            seen.products,
        ],
        axis=1,
    )
    return Facts(
        as_of=shop.as_of,
        clock=shop.clock,
        knobs=knobs,
        tables=tables,
        sources=states,
        windows=spans,
        orders=plain_texts(bought.orders),
        lines=plain_texts(bought.lines),
        variants=plain_texts(sizes),
        products=plain_texts(items),
        notes=noted,
        tickets=plain_texts(asked_for),
        themes=themes(shop, asked_for, bought.orders, spans, states.get("support")),
        returns=plain_texts(back),
        funnel=funnel(shop, visited, spans),
        steps=steps(visited, spans),
        sales=found,
        changes=changes(found, bought.orders),
        currency=shop.currency,
        decimals=shop.decimals,
        first_sight=not earlier,
        traffic=seen.seen,
        refunds=paid_back.dated,
        bridge=bridge(shop, bought.orders, spans["weekly"], paid_back) if has_orders else (),
        shop_figures=shop_figures(shop, made_in(bought.orders, spans["weekly"]), bought.lines) if has_orders else (),
        assumptions=assumptions(
            shop, bought if has_orders else None, int(sum(held.variants["twice"].astype(bool))), paid_back
        ),
        loops=loops(shop, asked_for, bought, items, noted, states, words),
    )


def _moment_of(shop: Shop, look: Look) -> datetime:
    """The look's moment on the business's clock."""
    return shop.clock.local(look.read_at)


def _shop(tables: Tables, knobs: Knobs, noted: pd.DataFrame, as_of: datetime) -> Shop:
    opens, closes = knobs.get("business_hours")
    clock = Clock(
        zone=knobs.zone,
        holiday_calendar=knobs.get("holiday_calendar"),
        closed=closed(noted),
        saturday=knobs.get("work_saturday"),
        opens=opens,
        closes=closes,
        cutoff_hour=knobs.get("cutoff_hour"),
        handling_business_days=knobs.get("handling_business_days"),
    )
    return Shop(tables, knobs, clock, clock.local(as_of), knobs.currency, knobs.decimals)
