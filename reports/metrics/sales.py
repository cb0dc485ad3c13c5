"""What each window brought, and how it compares with the one before (domain.md §2.1 Change, §2.2, M01–M04, M16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports import stats
from reports.facts import Change, Facts, Sales, SourceState, Window
from reports.metrics import states
from reports.metrics.orders import Sold
from reports.metrics.refunds import Refunds
from reports.metrics.shop import Mask, Shop, given, local_days
from reports.metrics.windows import fit
from reports.outcome import TOO_LITTLE

#: Fewer counted orders than this say nothing of a direction, and make no base for a percentage.
LEAST_ORDERS = 5
#: Bulk orders that move the average order by more than this are shown apart (domain.md M03).
BULK_MOVES = Decimal("0.20")
_SHIPPED = (states.COUNTED, states.EXCHANGE, states.REPLACEMENT)
#: The columns that a window's sums are made of.
_OF_ORDERS = (
    *("state", "valued", "value", "free", "refunded", "currency", "discounted", "marked_down", "business_total"),
    *("financial_status", "gift_cards", "codes", "row", "label"),
)
_OF_LINES = ("state", "quantity", "demand", "bulk")
_Columns = Mapping[str, NDArray[Any]]
#: Sale metrics that have one number a day.
DAILY = ("revenue", "orders", "units", "average_order")


def sales(
    shop: Shop, sold: Sold, windows: Mapping[str, Window], source: SourceState, refunds: Refunds | None = None
) -> dict[str, Sales]:
    """The sales of every window; ``today`` and its yesterday end at the same clock time.

    ``refunds`` are those that lower the day on which they were paid back.
    """
    refunds = refunds or Refunds()
    order_days, line_days = local_days(sold.orders["dated_at"]), _line_days(sold)
    orders, lines = _columns(sold.orders, _OF_ORDERS), _columns(sold.lines, _OF_LINES)
    found: dict[str, Sales] = {}
    for key, window in windows.items():
        inside = _inside(order_days, window)
        of_lines = _inside(line_days, window)
        if key.startswith("today"):
            until = _cut(window, source.as_of or shop.as_of)
            inside &= _before(sold.orders, until)
            of_lines &= _before(sold.lines, until)
        found[key] = _sales(shop, window, _chosen(orders, inside), _chosen(lines, of_lines), source, refunds)
    return found


def no_sales(windows: Mapping[str, Window]) -> dict[str, Sales]:
    """Sales of a workbook without ``Orders``: nothing is known, which is not nothing sold."""
    return {
        key: Sales(
            window=window,
            orders=0,
            valued=0,
            free=0,
            revenue=None,
            average_order=None,
            units=None,
            demand_units=None,
            discounted=None,
            discountable=0,
            refunds=None,
            pending=None,
            pending_orders=0,
            cod=None,
            cod_orders=0,
            part_paid=0,
            confidence=TOO_LITTLE,
        )
        for key, window in windows.items()
    }


def changes(found: Mapping[str, Sales], orders: pd.DataFrame) -> dict[str, Change]:
    """Each window against the one before it, by the later one's key."""
    pairs = {key: f"{key}_before" for key in found if f"{key}_before" in found}
    changed = {key: change(found[key], found[before]) for key, before in pairs.items()}
    if "today" in changed and not _clock_known(orders, found["today"], found["today_before"]):
        changed["today"] = change(found["today"], found["today_before"], comparable=False)
    return changed


def change(now: Sales, before: Sales, *, comparable: bool = True) -> Change:
    """Compare two windows; nothing is compared where too little of either is covered."""
    comparable = comparable and fit(now.window) and fit(before.window)
    short = any(sales.window.covered_days < sales.window.days for sales in (now, before))
    base = before.revenue
    delta = now.revenue - base if comparable and now.revenue is not None and base is not None else None
    percent = None
    if delta is not None and base and base > 0 and before.orders >= LEAST_ORDERS:
        percent = float(delta / base)
    p = None
    if comparable:
        p = stats.same_rate_p(now.orders, before.orders, now.window.covered_days, before.window.covered_days)
    return Change(
        comparable=comparable,
        one_day_short=comparable and short,
        delta=delta,
        percent=percent,
        from_zero=delta is not None and base == 0 and delta > 0,
        p=p,
        too_few=min(now.orders, before.orders) < LEAST_ORDERS,
        normal=p is not None and p >= stats.NORMAL_P,
    )


def daily_series(facts: Facts, metric: str, days: int = 30) -> list[float | None]:
    """One number a complete day, oldest first and yesterday last; ``None`` where the day is not covered.

    ``metric`` is ``revenue``, ``orders``, ``units`` or ``average_order``. A covered day without orders is 0, and has
    no average.
    """
    if metric not in DAILY:
        raise KeyError(metric)
    source = facts.sources.get("orders")
    today = facts.as_of.date()
    first = today - timedelta(days=days)
    series = [first + timedelta(days=offset) for offset in range(days)]
    if source is None or source.covers_from is None or source.covers_to is None:
        return [None] * days
    covers_from, covers_to = source.covers_from, source.covers_to
    totals = _per_day(facts, metric)
    return [
        (totals.get(day) if metric == "average_order" else totals.get(day, 0.0))
        if covers_from <= day <= covers_to
        else None
        for day in series
    ]


def _per_day(facts: Facts, metric: str) -> dict[object, float]:
    if metric == "units":
        lines = facts.lines[facts.lines["state"].isin(_SHIPPED)] if len(facts.lines) else facts.lines
        return _summed(local_days(lines["dated_at"]), lines["quantity"])
    orders = facts.orders
    if metric == "orders":
        counted = orders[orders["state"] == states.COUNTED]
        return _summed(local_days(counted["dated_at"]), np.ones(len(counted)))
    valued = orders[orders["valued"]] if metric == "average_order" else orders[orders["value"].notna()]
    days = local_days(valued["dated_at"])
    money = _summed(days, valued["value"])
    if metric == "revenue":
        back = facts.refunds
        paid_back = _summed(np.array(back["on"], dtype="datetime64[D]"), -back["amount"])
        return {day: money.get(day, 0.0) + paid_back.get(day, 0.0) for day in {**money, **paid_back}}
    count = _summed(days, np.ones(len(valued)))
    return {day: total / count[day] for day, total in money.items()}


def _summed(days: np.ndarray, values: pd.Series | np.ndarray) -> dict[object, float]:
    """The sum of each day."""
    each, place = np.unique(days[~np.isnat(days)], return_inverse=True)
    sums = np.bincount(place, weights=np.asarray(values, dtype=float)[~np.isnat(days)], minlength=len(each))
    return dict(zip(each.tolist(), sums.tolist(), strict=True))


def _line_days(sold: Sold) -> np.ndarray:
    return local_days(sold.lines["dated_at"]) if len(sold.lines) else np.zeros(0, dtype="datetime64[D]")


def _inside(days: np.ndarray, window: Window) -> Mask:
    return np.asarray((days >= np.datetime64(window.start)) & (days < np.datetime64(window.end)))


def _cut(window: Window, as_of: datetime) -> datetime:
    """The clock time of the last read, on the window's own day."""
    return as_of.replace(year=window.start.year, month=window.start.month, day=window.start.day)


def _before(frame: pd.DataFrame, until: datetime) -> Mask:
    return (frame["dated_at"] <= until).to_numpy(dtype=bool) if len(frame) else np.zeros(0, dtype=bool)


def _clock_known(orders: pd.DataFrame, now: Sales, before: Sales) -> bool:
    """Whether all orders of both days tell their time: a date alone cannot be put before or after noon."""
    rows = {*now.order_rows, *before.order_rows}
    return bool(orders.loc[orders["row"].isin(rows), "dated_has_time"].all())


def _sales(
    shop: Shop,
    window: Window,
    orders: _Columns,
    lines: _Columns,
    source: SourceState,
    dated: Refunds,
) -> Sales:
    table = shop.tables.get("orders")
    assert table is not None
    state = orders["state"]
    counted = _chosen(orders, state == states.COUNTED)
    valued = _chosen(counted, counted["valued"].astype(bool))
    n, n_valued = len(counted["order"]), len(valued["order"])
    known = [value for value in orders["value"] if value is not None]
    # Nothing sold on days that nothing is known of is not zero.
    revenue = sum(known, Decimal(0)) if known or (not n and window.covered_days) else None
    average = sum(valued["value"], Decimal(0)) / n_valued if n_valued else None
    paid_back = _in_business(shop, counted, "refunded")
    if len(dated.dated):
        revenue = None if revenue is None else revenue - dated.between(window.start, window.end)
        # An order's refunds that have a day are told on that day, those without on the order's.
        own = dated.dated[dated.dated["order"].isin(counted["order"])]
        paid_back += dated.between(window.start, window.end, "paid_back") - sum(own["paid_back"], Decimal(0))
    discounted = counted["discounted"][~pd.isna(counted["discounted"])]
    waiting, cod = _chosen(orders, np.isin(state, states.WAITING)), _chosen(orders, state == states.COD)
    n_cod, open_money = len(cod["order"]), len(waiting["order"]) + len(cod["order"])
    steps = int(source.late) + int(not given(table, "total"))
    units = lines["quantity"]
    has_lines = len(units) > 0 or given(table, "line_qty")
    refunds = any(back is not None for back in counted["refunded"])
    without_bulk, bulk = _without_bulk(valued, lines, average)
    return Sales(
        window=window,
        orders=n,
        valued=n_valued,
        free=int(counted["free"].sum()),
        revenue=revenue,
        average_order=average,
        units=int(units[np.isin(lines["state"], _SHIPPED)].sum()) if has_lines else None,
        demand_units=int(units[lines["demand"].astype(bool)].sum()) if has_lines else None,
        discounted=int(discounted.sum()) if len(discounted) or not n else None,
        discountable=len(discounted),
        marked_down=0 if shop.knobs.get("markdown_is_discount") else int(counted["marked_down"].sum()),
        refunds=paid_back if given(table, "refunded_amount") or refunds or len(dated.dated) else None,
        pending=_total(waiting["business_total"]),
        pending_orders=len(waiting["order"]),
        cod=_total(cod["business_total"]),
        cod_orders=n_cod,
        part_paid=int((counted["financial_status"] == "partially_paid").sum()),
        gift_cards=_total(counted["gift_cards"]),
        codes=dict(Counter(code for codes in counted["codes"] for code in codes).most_common()),
        confidence=_sample(shop, "M01", n, steps),
        average_confidence=_sample(shop, "M03", n_valued, steps),
        discount_confidence=_sample(shop, "M16", len(discounted), steps),
        order_rows=tuple(sorted(counted["row"].tolist())),
        average_without_bulk=without_bulk,
        bulk_orders=bulk,
        cod_leads=n_cod * 2 > n + open_money
        or (not shop.knobs.get("count_cod_when") and n_cod > 0 and open_money * 2 > n + open_money),
    )


def _columns(frame: pd.DataFrame, names: Iterable[str]) -> _Columns:
    """What the sums of a window are made of, as arrays: there are dozens of windows, and each takes its part."""
    keys = frame.get("order", frame.index)
    return {"order": keys.to_numpy(), **{name: frame[name].to_numpy() for name in names}}


def _chosen(columns: _Columns, mask: Mask) -> _Columns:
    return {name: values[mask] for name, values in columns.items()}


def _without_bulk(valued: _Columns, lines: _Columns, average: Decimal | None) -> tuple[Decimal | None, tuple[str, ...]]:
    """The average without bulk orders, and which these are; nothing where they move it by no more than a fifth."""
    large = set(lines["order"][lines["bulk"].astype(bool)])
    bulk = np.array([order in large for order in valued["order"]], dtype=bool)
    others = valued["value"][~bulk]
    if average is None or not bulk.any() or not len(others):
        return None, ()
    without: Decimal = sum(others, Decimal(0)) / len(others)
    moved = abs(average - without) > BULK_MOVES * without
    return (without, tuple(valued["label"][bulk])) if moved else (None, ())


def _sample(shop: Shop, metric: str, orders: int, steps: int) -> str:
    return stats.confidence(
        orders, shop.knobs.get(f"min.{metric}"), shop.knobs.get(f"solid.{metric}"), steps_down=steps
    )


def _total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; ``None`` where something is there and nothing of it is known."""
    told = list(values)
    known = [value for value in told if value is not None]
    return sum(known, Decimal(0)) if known or not told else None


def _in_business(shop: Shop, orders: _Columns, name: str) -> Decimal:
    """Amounts in each order's own currency, summed in the business currency (those without a rate left out)."""
    amounts: dict[str, list[Decimal]] = {}
    for currency, amount in zip(orders["currency"], orders[name], strict=True):
        if amount is not None:
            amounts.setdefault(currency, []).append(amount)
    found = Decimal(0)
    for currency in sorted(amounts):
        rate = Decimal(1) if currency == shop.currency else shop.knobs.get(f"fx.{currency}")
        found += Decimal(0) if rate is None else sum(amounts[currency], Decimal(0)) * rate
    return found
