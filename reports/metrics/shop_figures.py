"""Shopify's own figures of the same orders: gross sales, net sales, and what leads from them to what customers paid.

Gross sales = list price × quantity of all orders made, without tax; net sales = gross sales − discounts − returns (as
Shopify's help defines both). Shopify dates a return by its own day, our columns know only that it happened; a line says
so. Cancelled and unpaid orders are in these figures, tests are not.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.metrics.shop import Shop
from reports.numbers import Money, say
from reports.outcome import Line

Amounts = NDArray[np.float64]
#: What is called what, in both languages, in the order in which it is told.
NAMES = {
    "gross": ("Shopify's gross sales (list prices without tax)", "Ventas brutas de Shopify (precios de lista sin IVA)"),
    "discounts": ("discounts", "descuentos"),
    "returns": ("returns to date, their goods without tax", "devoluciones a la fecha, sus productos sin IVA"),
    "net": ("Shopify's net sales", "Ventas netas de Shopify"),
    "back": ("returns, put back", "devoluciones, sumadas de nuevo"),
    "shipping": ("shipping", "envío"),
    "tax": ("tax", "IVA"),
    "other": ("tips, duties and what does not tie", "propinas, aranceles y lo que no cuadra"),
}
#: The figures that are sums themselves; all others are steps.
TOTALS = ("gross", "net")


def shop_figures(shop: Shop, made: pd.DataFrame, lines: pd.DataFrame) -> tuple[Line, ...]:
    """One line a figure or step; none where an order made does not tell its prices.

    ``made`` are the orders made in the window whose total is known.
    """
    found = amounts(shop, made, lines)
    told = []
    for key, amount in found.items():
        if amount or key in TOTALS:
            en, es = NAMES[key]
            spec = "" if key in TOTALS else "+"
            money = Money(amount, shop.currency, shop.decimals)
            told.append(say(f"BS-{key}", f"{en}: {{amount:{spec}}}", f"{es}: {{amount:{spec}}}", amount=money))
    if found.get("returns"):
        told.append(
            say(
                "BS-days",
                "Shopify takes a return off on its own day; here it stands with its order.",
                "Shopify resta una devolución en su propio día; aquí está con su pedido.",
            )
        )
    return tuple(told)


def amounts(shop: Shop, made: pd.DataFrame, lines: pd.DataFrame) -> dict[str, Decimal]:
    """The figures in order: gross + discounts + returns = net, and net + all that follow = the orders' totals, exactly.

    Tax in the prices is an order's own where it tells it, else by ``tax_rate``; it is taken from goods and shipping
    alike. An order whose parts tie with tax on top has it on top.
    """
    own = lines[lines["order"].isin(made.index)] if len(lines) else lines
    if made.empty or own.empty or own["list_value"].isna().any() or own["net"].isna().any():
        return {}
    by_order = own.groupby("order")[["list_value", "net"]].sum().reindex(made.index)
    if by_order["net"].isna().any():
        return {}
    listed, goods = (by_order[name].to_numpy(dtype=float) for name in ("list_value", "net"))
    total = _floats(made["business_total"])
    own_total = _floats(made["total"])
    rate = np.divide(total, own_total, out=np.ones(len(total)), where=own_total > 0)
    shipping, tax, refunded = (_floats(made[name]) * rate for name in ("shipping", "taxes", "refunded"))
    on_top = np.abs(total - goods - shipping - tax) < np.abs(total - goods - shipping)
    unsaid = made["taxes"].isna().to_numpy()
    if shop.knobs.get("prices_include_tax"):
        assumed = shop.knobs.get("tax_rate")
        tax = np.where(unsaid, (goods + shipping) * assumed / (1 + assumed), tax)
    paid = goods + shipping
    inside = np.where(on_top, 0.0, np.divide(tax, paid, out=np.zeros(len(tax)), where=paid > 0)).clip(0, 1)
    goods_net = goods * (1 - inside)
    gross = listed * (1 - inside)
    share = np.divide(goods_net, total, out=np.zeros(len(total)), where=total > 0).clip(0, 1)
    figures = {
        "gross": _cents(gross),
        "discounts": _cents(goods_net) - _cents(gross),
        "returns": -_cents(refunded * share),
    }
    figures["net"] = sum(figures.values(), Decimal(0))
    figures["back"] = -figures["returns"]
    figures["shipping"] = _cents(shipping * (1 - inside))
    figures["tax"] = _cents(np.where(on_top, tax, paid * inside))
    known = sum(figures[key] for key in ("net", "back", "shipping", "tax"))
    figures["other"] = sum(made["business_total"].tolist(), Decimal(0)) - known
    return figures


def _floats(amounts: pd.Series) -> Amounts:
    """Amounts as floats, 0 where one is unknown: sums of a week, rounded to the cent at the end."""
    return np.where(amounts.isna(), 0, amounts).astype(float)


def _cents(amounts: Amounts) -> Decimal:
    return Decimal(str(round(float(amounts.sum()), 2)))
