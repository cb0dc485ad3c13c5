"""From the shop's own sales figure to ours, step by step, so that two screens can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import numpy as np
import pandas as pd

from reports.facts import Window
from reports.metrics import states
from reports.metrics.shop import Shop, local_days
from reports.numbers import Count, Money, say
from reports.outcome import Line

_NO_SALE = (states.CANCELLED, states.VOIDED)
_OPEN = (*states.WAITING, states.COD, states.UNKNOWN)
#: Steps by key: what they are called in both languages. A step of nothing is not printed.
STEPS = {
    "created": ("All orders made in the week", "Todos los pedidos hechos en la semana"),
    "open": ("not yet paid", "aún sin pagar"),
    "cancelled": ("cancelled", "cancelados"),
    "excluded": ("left out by you", "excluidos por ti"),
    "exchanges": ("exchanges and replacements", "cambios y reposiciones"),
    "part": ("still owed on part-paid orders", "por cobrar de pedidos pagados en parte"),
    "refunds": ("refunds to date", "reembolsos a la fecha"),
    "gifts": ("gift cards sold", "bonos vendidos"),
    "basis": ("shipping and tax, by your definition of revenue", "envío e impuestos, según tu definición de ingresos"),
    "dated": ("made in another week, paid in this one", "hechos en otra semana y pagados en esta"),
    "later": ("made in this week, paid in another", "hechos en esta semana y pagados en otra"),
    "unread": ("total not readable", "total ilegible"),
}


def bridge(shop: Shop, orders: pd.DataFrame, window: Window) -> tuple[Line, ...]:
    """One line a step from the sum of all orders made in the window to its revenue; none where nothing is known."""
    steps = amounts(shop, orders, window)
    if not steps:
        return ()
    lines = []
    for key, amount in steps.items():
        if key == "revenue":
            continue
        if amount or key == "created":
            en, es = STEPS[key]
            sign = "" if key == "created" else "+"
            template = f"{{text}}: {{amount:{sign}}}" if sign else "{text}: {amount}"
            lines.append(
                say(
                    f"B-{key}",
                    template.replace("{text}", en),
                    template.replace("{text}", es),
                    amount=Money(amount, shop.currency, shop.decimals),
                )
            )
    revenue = Money(steps["revenue"], shop.currency, shop.decimals)
    lines.append(say("B-revenue", "Revenue: {amount}", "Ingresos: {amount}", amount=revenue))
    return (*lines, *_unvalued(shop, orders, window))


def amounts(shop: Shop, orders: pd.DataFrame, window: Window) -> dict[str, Decimal]:
    """The steps' amounts in order; they sum to ``revenue``, exactly. Empty where no total is known.

    Orders of a currency without a rate stand in neither end of the sum.
    """
    made, dated = _inside(orders["created_at"], orders["dated_at"], window), _inside(orders["dated_at"], None, window)
    mine = orders[(made | dated) & (orders["state"] != states.TEST).to_numpy()]
    made = _inside(mine["created_at"], mine["dated_at"], window)
    dated = _inside(mine["dated_at"], None, window)
    valued = np.array([value is not None for value in mine["business_total"]], dtype=bool)
    if not valued.any():
        return {}
    found = dict.fromkeys(STEPS, Decimal(0))
    found["created"] = _sum(mine["business_total"][made & valued])
    state = mine["state"]
    for total, value, kind, refund, row_made, row_dated, gift in zip(
        mine["business_total"],
        mine["value"],
        state,
        _refunds(mine),
        made,
        dated,
        mine["gift_cards"],
        strict=True,
    ):
        if total is None:
            continue
        if value is None:
            if row_made:
                key = (
                    "cancelled"
                    if kind in _NO_SALE
                    else "exchanges"
                    if kind in (states.EXCHANGE, states.REPLACEMENT)
                    else "excluded"
                    if kind == states.EXCLUDED
                    else "open"
                    if kind in _OPEN
                    else "unread"
                )
                found[key] -= total
            continue
        if row_made and not row_dated:
            found["later"] -= total
            continue
        if row_dated and not row_made:
            found["dated"] += total
        sold_gifts = Decimal(0) if shop.knobs.get("count_gift_card_sales") else (gift or Decimal(0))
        rest = total - value - refund - sold_gifts
        found["refunds"] -= refund
        found["gifts"] -= sold_gifts
        found["part" if shop.knobs.get("revenue_basis") == "total" else "basis"] -= rest
    found["revenue"] = sum(found.values(), Decimal(0))
    return found


def _inside(moments: pd.Series, instead: pd.Series | None, window: Window) -> np.ndarray:
    days = local_days(moments if instead is None else moments.where(moments.notna(), instead))
    return np.asarray((days >= np.datetime64(window.start)) & (days < np.datetime64(window.end)))


def _refunds(orders: pd.DataFrame) -> list[Decimal]:
    found = []
    for refund, total, business in zip(orders["refunded"], orders["total"], orders["business_total"], strict=True):
        rate = business / total if business is not None and total else Decimal(1)
        found.append((refund or Decimal(0)) * rate)
    return found


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _unvalued(shop: Shop, orders: pd.DataFrame, window: Window) -> list[Line]:
    """Orders in a currency without a rate, said apart: they are in neither figure."""
    inside = orders[_inside(orders["dated_at"], None, window)]
    strange = inside[
        (inside["currency"] != shop.currency).to_numpy()
        & np.array([total is not None for total in inside["total"]], dtype=bool)
        & np.array([total is None for total in inside["business_total"]], dtype=bool)
        & (inside["state"] == states.COUNTED).to_numpy()
    ]
    return [
        say(
            "B-currency",
            "Not in either figure: {n:order|orders} in {currency} ({amount}) without a rate",
            "En ninguna de las dos cifras: {n:pedido|pedidos} en {currency} ({amount}) sin tasa",
            n=Count(len(group)),
            currency=str(currency),
            amount=Money(_sum(group["total"]), str(currency), 2),
        )
        for currency, group in strange.groupby("currency")
    ]
