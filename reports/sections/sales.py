"""The sales line: parts that are zero or unknown are left out, discounts are kept."""

from __future__ import annotations

from decimal import Decimal

from reports.language import line
from reports.language.header import WINDOW
from reports.numbers import Count, Days, Listing
from reports.outcome import Line, Section
from reports.sections.given import Given, has_rows, orders_in

#: Fewer orders with a value than these make an average that is only shown with a warning.
FEW_BELOW = 5
#: So many bulk orders are named.
NAMED = 3


def section(given: Given) -> Section:
    """The line, or why there is none."""
    return Section(id="sales", kind="label", title=line("T-sales"), lines=[_line(given)])


def _line(given: Given) -> Line:
    facts = given.facts
    if not has_rows(facts, "orders"):
        return line("E-orders")
    inside = orders_in(facts, given.window)
    if inside.empty:
        source = facts.sources.get("orders")
        if source and source.covers_from and source.covers_to:
            covered = Days(source.covers_from, source.covers_to, facts.as_of.date())
            return line("E-window", window=WINDOW[given.read], days=covered)
        return line("E-window-plain", window=WINDOW[given.read])
    return line("L-SALES", parts=Listing((*_counted(given), *_apart(given))))


def _counted(given: Given) -> list[Line]:
    sales = given.sales
    parts = [line("L-SALES-orders", n=Count(sales.orders))]
    if sales.revenue is not None:
        parts.append(line("L-SALES-revenue", rev=given.money(sales.revenue)))
    elif sales.orders:
        parts.append(line("L-SALES-unread"))
    if sales.average_order is not None and sales.valued:
        few = line("L-SALES-few") if sales.valued < FEW_BELOW else ""
        aov = given.money(sales.average_order)
        parts.append(line("L-SALES-average", aov=aov, v=Count(sales.valued), few=few, bulk=_bulk(given)))
    if sales.discounted is not None and sales.discountable:
        parts.append(line("L-SALES-discounts", k=Count(sales.discounted), m=Count(sales.discountable)))
    if sales.marked_down:
        parts.append(line("L-SALES-markdown", n=Count(sales.marked_down)))
    if sales.free:
        parts.append(line("L-SALES-free", f=Count(sales.free)))
    return parts


def _bulk(given: Given) -> Line | str:
    """The average without its bulk orders, where these move it."""
    sales = given.sales
    if sales.average_without_bulk is None:
        return ""
    labels, rest = sales.bulk_orders[:NAMED], len(sales.bulk_orders) - NAMED
    more = (line("L-SALES-bulk-more", n=Count(rest)),) if rest > 0 else ()
    return line(
        "L-SALES-bulk",
        aov=given.money(sales.average_without_bulk),
        n=Count(len(sales.bulk_orders)),
        list=Listing((*labels, *more)),
    )


def _apart(given: Given) -> list[Line]:
    """What stands beside the counted orders."""
    sales, parts = given.sales, []
    exchanges = int((orders_in(given.facts, given.window)["state"] == "exchange").sum())
    if exchanges:
        parts.append(line("L-SALES-exchanges", n=Count(exchanges)))
    if sales.part_paid:
        parts.append(line("L-SALES-part", n=Count(sales.part_paid)))
    if sales.refunds:
        parts.append(line("L-SALES-refunds", r=given.money(sales.refunds)))
    if sales.pending_orders:
        parts.append(_waiting(given, "pending", "p", sales.pending, sales.pending_orders))
    if sales.cod_orders:
        parts.append(_waiting(given, "cod", "c", sales.cod, sales.cod_orders))
    if sales.gift_cards:
        parts.append(line("L-SALES-gift", g=given.money(sales.gift_cards)))
    return parts


def _waiting(given: Given, kind: str, name: str, amount: Decimal | None, orders: int) -> Line:
    if amount is None:
        return line(f"L-SALES-{kind}-unread", i=Count(orders))
    return line(f"L-SALES-{kind}", i=Count(orders), **{name: given.money(amount)})
