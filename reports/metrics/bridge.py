"""From the shop's own sales figure to ours, step by step, so that two screens can be compared."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd

from reports.facts import Window
from reports.metrics import states
from reports.metrics.refunds import Refunds
from reports.metrics.shop import Shop, local_days, picked
from reports.numbers import Count, Money, say
from reports.outcome import Line

_NO_SALE = (states.CANCELLED, states.VOIDED)
_OPEN = (*states.WAITING, states.COD, states.UNKNOWN)
#: Amounts beside columns of amounts, for :func:`numpy.where`.
ZERO, ONE = (np.array(Decimal(number), dtype=object) for number in (0, 1))
#: Steps by key: what they are called in both languages. A step of nothing is not printed.
STEPS = {
    "created": ("All orders made in the week", "Todos los pedidos hechos en la semana"),
    "open": ("not yet paid", "aún sin pagar"),
    "cancelled": ("cancelled", "cancelados"),
    "excluded": ("left out by you", "excluidos por ti"),
    "exchanges": ("exchanges and replacements", "cambios y reposiciones"),
    "part": ("still owed on part-paid orders", "por cobrar de pedidos pagados en parte"),
    "refunds": ("refunds to date", "reembolsos a la fecha"),
    "returned": ("refunded in this week", "reembolsado en esta semana"),
    "gifts": ("gift cards sold", "bonos vendidos"),
    "basis": ("shipping and tax, by your definition of revenue", "envío e impuestos, según tu definición de ingresos"),
    "dated": ("made in another week, paid in this one", "hechos en otra semana y pagados en esta"),
    "later": ("made in this week, paid in another", "hechos en esta semana y pagados en otra"),
    "unread": ("total not readable", "total ilegible"),
}


def bridge(shop: Shop, orders: pd.DataFrame, window: Window, refunds: Refunds | None = None) -> tuple[Line, ...]:
    """One line a step from the sum of all orders made in the window to its revenue; none where nothing is known."""
    steps = amounts(shop, orders, window, refunds)
    if not steps:
        return ()
    told = []
    for key, amount in steps.items():
        if key == "revenue":
            continue
        if amount or key == "created":
            en, es = STEPS[key]
            sign = "" if key == "created" else "+"
            template = f"{{text}}: {{amount:{sign}}}" if sign else "{text}: {amount}"
            told.append(
                say(
                    f"B-{key}",
                    template.replace("{text}", en),
                    template.replace("{text}", es),
                    amount=Money(amount, shop.currency, shop.decimals),
                )
            )
    revenue = Money(steps["revenue"], shop.currency, shop.decimals)
    told.append(say("B-revenue", "Revenue: {amount}", "Ingresos: {amount}", amount=revenue))
    return (*told, *_unvalued(shop, orders, window))


def made_in(orders: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The orders made in the window whose total is known, as a shop's own screens count them."""
    mine = _mine(orders)
    inside = _inside(mine["created_at"], mine["dated_at"], window)
    return picked(mine, inside & mine["business_total"].notna().to_numpy())


def _mine(orders: pd.DataFrame) -> pd.DataFrame:
    """The orders that a shop's own screens count: no tests; of what the founder left out they know nothing."""
    return picked(orders, (orders["state"] != states.TEST).to_numpy())


def amounts(shop: Shop, orders: pd.DataFrame, window: Window, refunds: Refunds | None = None) -> dict[str, Decimal]:
    """The steps' amounts in order; they sum to ``revenue``, exactly. Empty where no total is known.

    Orders of a currency without a rate stand in neither end of the sum. ``refunds`` are those that lower the day on
    which they were paid back.
    """
    paid_back = refunds or Refunds()
    mine = _mine(orders)
    made = _inside(mine["created_at"], mine["dated_at"], window)
    dated = _inside(mine["dated_at"], None, window)
    here = (made | dated) & mine["business_total"].notna().to_numpy()
    mine, made, dated = picked(mine, here), made[here], dated[here]
    if mine.empty and not paid_back.between(window.start, window.end):
        return {}
    total, state = mine["business_total"].to_numpy(), mine["state"]
    counts = mine["value"].notna().to_numpy()
    out = made & ~counts
    value = np.where(counts, mine["value"], ZERO)
    back = np.where(counts, _refunds(mine, paid_back), ZERO)
    gift = mine["gift_cards"].to_numpy()
    gifts = np.where(counts & mine["gift_cards"].notna().to_numpy(), gift, ZERO)
    if shop.knobs.get("count_gift_card_sales"):
        gifts = gifts * 0
    rest = np.where(counts, total, ZERO) - value - back - gifts
    kinds = {
        "cancelled": state.isin(_NO_SALE).to_numpy(),
        "excluded": (state == states.EXCLUDED).to_numpy(),
        "exchanges": state.isin((states.EXCHANGE, states.REPLACEMENT)).to_numpy(),
        "open": state.isin(_OPEN).to_numpy(),
    }
    found = dict.fromkeys(STEPS, Decimal(0))
    found["created"] = _sum(total[made])
    for key, mask in kinds.items():
        found[key] = -_sum(total[out & mask])
    found["unread"] = -_sum(total[out & ~np.logical_or.reduce(list(kinds.values()))])
    found["later"] = -_sum(total[counts & made & ~dated])
    found["dated"] = _sum(total[counts & dated & ~made])
    here = counts & dated
    found["refunds"] = -_sum(back[here])
    found["gifts"] = -_sum(gifts[here])
    found["part" if shop.knobs.get("revenue_basis") == "total" else "basis"] = -_sum(rest[here])
    found["returned"] = -paid_back.between(window.start, window.end)
    found["revenue"] = sum(found.values(), Decimal(0))
    return found


def _inside(moments: pd.Series, instead: pd.Series | None, window: Window) -> np.ndarray:
    days = local_days(moments if instead is None else moments.where(moments.notna(), instead))
    return np.asarray((days >= np.datetime64(window.start)) & (days < np.datetime64(window.end)))


def _refunds(orders: pd.DataFrame, paid_back: Refunds) -> np.ndarray:
    """What went back of each order, in the business currency, without what is told on the day it went back."""
    total, business = orders["total"].to_numpy(), orders["business_total"].to_numpy()
    rate = np.where(total == 0, ONE, business / np.where(total == 0, ONE, total))
    back = np.where(orders["refunded"].notna(), orders["refunded"], ZERO) * rate
    if not len(paid_back.dated):
        return np.asarray(back)
    told = paid_back.dated.groupby("order")["paid_back"].sum().reindex(orders.index)
    return np.asarray(back - np.where(told.notna() & orders["refunded"].notna(), told, ZERO))


def _sum(values: np.ndarray) -> Decimal:
    return sum(values.tolist(), Decimal(0))


def _unvalued(shop: Shop, orders: pd.DataFrame, window: Window) -> list[Line]:
    """Orders in a currency without a rate, said apart: they are in neither figure."""
    if (orders["currency"] == shop.currency).all():
        return []
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
