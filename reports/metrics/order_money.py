"""An order's money: its goods, its total, what was kept of it, and whether its parts tie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.arrays import BooleanArray

from reports import money
from reports.metrics.lines import PerOrder
from reports.metrics.shop import Mask, Shop, given
from sheets.tables import Table

#: A goods discount under this share of list is rounding, not a discount (domain.md M16).
LEAST_DISCOUNT = 0.01


@dataclass(frozen=True, eq=False)
class Amount:
    """One money column: minor units (0 where unknown) and what is known."""

    minor: money.Minor
    known: Mask

    def or_zero(self) -> money.Minor:
        """The amounts, with nothing where one is unknown."""
        return np.where(self.known, self.minor, 0)


def goods_value(shop: Shop, amounts: Mapping[str, Amount], told: PerOrder) -> tuple[money.Minor, Mask]:
    """What the goods of each order cost after discounts; derived from its lines where the sheet has no subtotal."""
    table = shop.tables.get("orders")
    assert table is not None
    if given(table, "subtotal"):
        subtotal, known = amounts["subtotal"].minor, amounts["subtotal"].known
    elif given(table, "discount_amount"):
        subtotal = (told.list_minor - amounts["discount_amount"].or_zero()).clip(0)
        known = told.list_known
    elif given(table, "total"):
        rest = amounts["total"].minor - amounts["shipping"].or_zero()
        subtotal, known = np.minimum(told.list_minor, rest.clip(0)), told.list_known & amounts["total"].known
    else:
        subtotal, known = told.list_minor, told.list_known
    # More than the list value is a surcharge or a typing error; neither makes the goods worth more.
    capped = np.where(told.list_known, np.minimum(subtotal, told.list_minor), subtotal)
    return capped.clip(0), known


def order_total(shop: Shop, amounts: Mapping[str, Amount], goods: money.Minor, goods_known: Mask) -> Amount:
    """What each order came to; derived where the sheet has no total at all. A negative total is no total."""
    table = shop.tables.get("orders")
    assert table is not None
    if given(table, "total"):
        read = amounts["total"]
        return Amount(np.where(read.minor >= 0, read.minor, 0), read.known & (read.minor >= 0))
    taxes = 0 if shop.knobs.get("prices_include_tax") else amounts["taxes"].or_zero()
    return Amount(np.where(goods_known, goods + amounts["shipping"].or_zero() + taxes, 0), goods_known)


def foreign_rates(shop: Shop, currency: NDArray[np.object_]) -> dict[str, Decimal | None]:
    """Business currency for one unit of each foreign currency; ``None`` where no rate is set."""
    return {code: shop.knobs.get(f"fx.{code}") for code in set(currency) if code != shop.currency}


@dataclass(frozen=True, eq=False)
class Into:
    """Amounts in each order's own currency as amounts in the business currency (unknown where there is no rate)."""

    shop: Shop
    currency: NDArray[np.object_]
    rates: Mapping[str, Decimal | None]
    digits: int

    def __call__(self, amount: Amount) -> tuple[money.Minor, Mask]:
        """Minor units of the business currency, and what is known of them."""
        minor, known = amount.minor.copy(), amount.known.copy()
        for position in np.flatnonzero(self.currency != self.shop.currency):
            rate = self.rates[self.currency[position]]
            known[position] &= rate is not None
            minor[position] = (
                money.converted(int(minor[position]), self.digits, rate, self.digits) if known[position] and rate else 0
            )
        return minor, known


def paid_and_refunded(
    heads: pd.DataFrame, amounts: Mapping[str, Amount], total: Amount
) -> tuple[money.Minor, Mask, money.Minor, Mask]:
    """What came in, what went back (never more than came in), and where the sheet says that more went back."""
    part = (heads["financial_status"] == "partially_paid").to_numpy()
    open_ = amounts["outstanding_balance"]
    paid = np.where(part, (total.minor - open_.or_zero()).clip(0), total.minor)
    known = total.known & (~part | open_.known)
    wholly = (heads["financial_status"] == "refunded").to_numpy() & ~amounts["refunded_amount"].known
    back = np.where(wholly, paid, amounts["refunded_amount"].or_zero().clip(0))
    return paid, known, np.minimum(back, paid), known & (back > paid)


def refund_known(table: Table, heads: pd.DataFrame, amounts: Mapping[str, Amount]) -> Mask:
    """A refund is known where it can be read; in a sheet that has the column, a blank on a paid order is none."""
    known = amounts["refunded_amount"].known
    if not given(table, "refunded_amount"):
        return known
    return np.asarray(known | (heads["financial_status"] == "paid").to_numpy())


def by_basis(
    shop: Shop,
    amounts: Mapping[str, Amount],
    kept: money.Minor,
    total: Amount,
    goods: money.Minor,
    goods_known: Mask,
) -> Amount:
    """What an order counts for: all that was kept, or only the goods' share of it, with or without tax."""
    basis = shop.knobs.get("revenue_basis")
    if basis == "total":
        return Amount(kept, total.known)
    share = np.divide(goods, total.minor, out=np.zeros(len(goods)), where=total.minor > 0).clip(0, 1)
    worth = kept * share
    if basis == "goods_ex_tax" and shop.knobs.get("prices_include_tax"):
        own = np.divide(amounts["taxes"].or_zero(), total.minor, out=np.zeros(len(goods)), where=total.minor > 0).clip(
            0, 1
        )
        assumed = 1 / (1 + shop.knobs.get("tax_rate"))
        worth = worth * np.where(amounts["taxes"].known, 1 - own, assumed)
    return Amount(np.rint(worth).astype(np.int64), total.known & goods_known)


def goods_discount(
    shop: Shop, told: PerOrder, goods: money.Minor, goods_known: Mask, counted: Mask, free: Mask
) -> tuple[money.Minor, money.Minor, BooleanArray]:
    """Goods discount, list value, and whether an order is discounted (NA where its goods cannot be told)."""
    listed = told.compare_minor if shop.knobs.get("markdown_is_discount") else told.list_minor
    discount = np.where(goods_known & told.list_known, (listed - goods).clip(0), 0)
    telling = counted & ~free & goods_known & told.list_known & (listed > 0)
    discounted = pd.array(discount >= np.maximum(listed * LEAST_DISCOUNT, 1), dtype="boolean")
    discounted[~telling] = pd.NA
    return discount, listed, discounted


def off_by(
    shop: Shop, table: Table, amounts: Mapping[str, Amount], total: Amount, told: PerOrder, digits: int
) -> NDArray[np.object_]:
    """By how much an order's parts miss its total, with tips, duties and fees among the parts; ``None`` where they tie.

    Tax may be in the prices or on top: an order that ties either way ties. A unit of rounding a line is none.
    """
    none = np.full(len(total.minor), None, dtype=object)
    if not (given(table, "subtotal") and given(table, "shipping") and given(table, "total")):
        return none
    extras = sum((amounts[name].or_zero() for name in ("tips", "duties", "fees")), np.zeros(len(none), dtype=np.int64))
    parts = amounts["subtotal"].minor + amounts["shipping"].or_zero()
    known = amounts["subtotal"].known & total.known
    taxes = amounts["taxes"].or_zero()
    misses = np.stack([total.minor - parts - tax - extra for tax in (0, taxes) for extra in (0, extras)])
    least = np.take_along_axis(misses, np.abs(misses).argmin(axis=0)[None], axis=0)[0]
    allowed = 10 ** (digits - shop.decimals) * np.maximum(told.lines, 1)
    return np.where(known & (np.abs(least) > allowed), money.majors(least, None, digits), none)
