"""Orders: state, value in the business currency, discount, deadlines. One row an order (see ``reports.facts``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports import money
from reports.metrics import deadlines, states
from reports.metrics.addresses import address_doubts
from reports.metrics.buyers import high_value, vip
from reports.metrics.delivered import delivered_at
from reports.metrics.inventory import Stock
from reports.metrics.lines import PerOrder, allocated, order_lines, per_order
from reports.metrics.order_money import (
    Amount,
    Into,
    by_basis,
    foreign_rates,
    goods_discount,
    goods_value,
    off_by,
    order_total,
    paid_and_refunded,
    refund_known,
)
from reports.metrics.order_rows import OrderRows, order_rows
from reports.metrics.shop import Mask, Shop, column, dates, gathered, given, local_days, objects, texts
from sheets.tables import Table, Tables

#: Every cell of an order that is read, once an order.
CELLS = (
    *("created_at", "paid_at", "fulfilled_at", "cancelled_at", "financial_status", "fulfillment_status", "currency"),
    *("subtotal", "shipping", "taxes", "total", "refunded_amount", "outstanding_balance", "discount_code"),
    *("discount_amount", "duties", "tips", "fees", "payment_method", "email", "customer_id", "customer_name"),
    *("ship_name", "ship_address1", "ship_city", "ship_province", "ship_country", "ship_phone"),
    *("tags", "note", "channel", "promise_date", "is_test", "order_admin_id"),
)
_AMOUNTS = (
    *("subtotal", "shipping", "taxes", "total", "refunded_amount", "outstanding_balance", "discount_amount"),
    *("duties", "tips", "fees"),
)
_MOMENTS = ("created_at", "paid_at", "fulfilled_at", "cancelled_at", "promise_date")


@dataclass(frozen=True, eq=False)
class Sold:
    """Orders and lines, and the sheet rows that only repeated others."""

    orders: pd.DataFrame
    lines: pd.DataFrame
    repeated: tuple[int, ...] = ()


def sold(shop: Shop, stock: Stock) -> Sold:
    """Read ``Orders`` into orders and lines."""
    table = shop.tables.get("orders")
    assert table is not None
    rows = order_rows(table)
    heads = pd.DataFrame({name: column(table, rows.heads, name) for name in CELLS}, index=rows.heads.index)
    heads.index = heads.index.astype(object)
    for name in _MOMENTS:
        if not isinstance(heads[name].dtype, pd.DatetimeTZDtype):
            heads[name] = pd.Series(pd.NaT, index=heads.index, dtype=pd.DatetimeTZDtype("us", shop.clock.zone))
    has_time = {
        name: heads[name].notna().to_numpy()
        & rows.heads.get(f"{name}_has_time", pd.Series(True, heads.index)).to_numpy()
        for name in ("created_at", "paid_at")
    }
    currency = np.array(
        [
            code.strip().upper() if isinstance(code, str) and code.strip() else shop.currency
            for code in heads["currency"]
        ],
        dtype=object,
    )
    digits = max(money.exponent(code) for code in {shop.currency, *currency})
    amounts = {name: Amount(*money.column(heads[name], digits)) for name in _AMOUNTS}
    lines = order_lines(shop, rows, stock, digits)
    code = heads.index.get_indexer(pd.Index(lines["order"], dtype=object))
    told = per_order(lines, code, len(heads))
    goods, goods_known = goods_value(shop, amounts, told)
    total = order_total(shop, amounts, goods, goods_known)
    rates = foreign_rates(shop, currency)
    into = Into(shop, currency, rates, digits)
    net, net_known = allocated(lines, code, *into(Amount(goods, goods_known)), unit=10 ** (digits - shop.decimals))
    gift = np.zeros(len(heads), dtype=np.int64)
    np.add.at(gift, code, np.where(lines["gift_card"].to_numpy(dtype=bool) & net_known, net, 0))
    found = _orders(shop, rows, heads, has_time, currency, amounts, total, goods, goods_known, told, into, gift, digits)
    order_of = found.loc[lines["order"]] if len(lines) else found.iloc[:0]
    lines = _with_orders(lines, order_of, money.majors(net, net_known, digits), into, digits)
    order = found.sort_values(["created_at", "sort_key"], kind="stable", na_position="last").index
    return Sold(found.loc[order].drop(columns=["sort_key"]).copy(), lines.copy(), rows.repeated)


def nothing_sold(shop: Shop, stock: Stock) -> Sold:
    """The empty frames of a workbook without ``Orders``."""
    frame = pd.DataFrame({"order_id": pd.Series(dtype=object), "row": pd.Series(dtype=np.int64)})
    empty = Table("orders", "", frame, letters={}, headers={}, header_row=0)
    return sold(replace(shop, tables=Tables({**shop.tables.by_key, "orders": empty})), stock)


def _orders(
    shop: Shop,
    rows: OrderRows,
    heads: pd.DataFrame,
    has_time: Mapping[str, Mask],
    currency: NDArray[np.object_],
    amounts: Mapping[str, Amount],
    total: Amount,
    goods: money.Minor,
    goods_known: Mask,
    told: PerOrder,
    into: Into,
    gift: money.Minor,
    digits: int,
) -> pd.DataFrame:
    table = shop.tables.get("orders")
    assert table is not None
    state = states.states(shop, heads, total.known & (total.minor == 0))
    cod_open = state == states.COD
    delivered = delivered_at(shop, heads.index, cod_open)
    state = np.where(delivered.notna(), states.COUNTED, state)
    counted, exchange = state == states.COUNTED, state == states.EXCHANGE
    free = counted & total.known & (total.minor == 0)
    paid, paid_known, refunded, over = paid_and_refunded(heads, amounts, total)
    kept_known = paid_known & (counted | (exchange & heads["financial_status"].isin(states.PAID).to_numpy()))
    worth = by_basis(shop, amounts, paid - refunded, total, goods, goods_known)
    value, value_known = into(Amount(worth.minor, worth.known & kept_known))
    unrefunded = by_basis(shop, amounts, paid, total, goods, goods_known)
    before, _ = into(Amount(unrefunded.minor, unrefunded.known & kept_known))
    if not shop.knobs.get("count_gift_card_sales"):
        value = np.maximum(value - np.where(value_known, gift, 0), 0)
        before = np.maximum(before - np.where(value_known, gift, 0), 0)
    discount, listed, discounted = goods_discount(shop, told, goods, goods_known, counted, free)
    by_payment = shop.knobs.get("order_date_field") == "paid_at"
    lead, other = ("paid_at", "created_at") if by_payment else ("created_at", "paid_at")
    dated = heads[lead].where(heads[lead].notna(), heads[other])
    dated_time = np.where(heads[lead].notna(), has_time[lead], has_time[other])
    dated = dated.where(delivered.isna(), delivered)
    keys = heads.index.tolist()
    rows_of = gathered(rows.frame["order"].tolist(), rows.frame["row"].tolist())
    business, business_known = into(total)
    found = pd.DataFrame(
        {
            "label": texts(map(label, keys), heads.index),
            "row": np.array([rows_of[key][0] for key in keys], dtype=np.int64),
            "rows": objects([rows_of[key] for key in keys]),
            **{name: heads[name] for name in _MOMENTS[:4]},
            "created_has_time": has_time["created_at"],
            "dated_at": dated,
            "dated_has_time": dated_time.astype(bool),
            "financial_status": _texts(heads["financial_status"]),
            "fulfillment_status": _fulfillment(table, heads),
            "currency": texts(currency, heads.index),
            "subtotal": money.majors(amounts["subtotal"].minor, amounts["subtotal"].known, digits),
            "shipping": money.majors(amounts["shipping"].minor, amounts["shipping"].known, digits),
            "taxes": money.majors(amounts["taxes"].minor, amounts["taxes"].known, digits),
            "total": money.majors(total.minor, total.known, digits),
            "refunded": money.majors(refunded, refund_known(table, heads, amounts), digits),
            "refund_over": over,
            "outstanding": money.majors(
                amounts["outstanding_balance"].minor, amounts["outstanding_balance"].known, digits
            ),
            "total_unread": _unread_total(table, rows, heads) & ~total.known,
            "other_totals": objects([rows.other_totals.get(key, ()) for key in keys]),
            "off_by": objects(list(off_by(shop, table, amounts, total, told, digits))),
            "state": texts(state, heads.index),
            "cod_open": cod_open,
            "free": free,
            "valued": counted & value_known & (value > 0),
            "value": money.majors(value, value_known, digits),
            "before_refunds": money.majors(before, value_known, digits),
            "business_total": money.majors(business, business_known, digits),
            "gift_cards": money.majors(gift, into(Amount(goods, goods_known))[1], digits),
            "goods_discount": money.majors(discount, goods_known & told.list_known, digits),
            "list_value": money.majors(listed, told.list_known, digits),
            "discounted": discounted,
            "marked_down": counted & told.list_known & (told.compare_minor > told.list_minor),
            "codes": objects(list(map(_codes, heads["discount_code"]))),
            "method": _texts(heads["payment_method"]),
            "email": _texts(heads["email"]),
            "buyer": _texts(heads["customer_id"].where(heads["customer_id"].notna(), heads["email"])),
            "customer": _texts(heads["customer_name"].where(heads["customer_name"].notna(), heads["ship_name"])),
            "tags": objects([tags if isinstance(tags, tuple) else () for tags in heads["tags"]]),
            "note": _texts(heads["note"]),
            "channel": _texts(heads["channel"]),
            "order_admin_id": _texts(heads["order_admin_id"]),
            "requires_shipping": told.requires_shipping & ~told.only_gift_cards,
            "on_hold": states.on_hold(heads),
            "address_doubts": address_doubts(shop, heads, state),
            "sort_key": [_natural(key) for key in keys],
        },
        index=heads.index,
    )
    found.index.name = "order"
    found["vip"] = vip(shop, found)
    found["high_value"] = high_value(shop, found)
    return found.assign(**_deadlines(shop, heads, has_time, cod_open))


def label(key: object) -> str:
    """How an order is shown: a bare number gets its ``#`` back."""
    text = str(key)
    return f"#{text}" if text[:1].isdigit() else text


def _natural(key: str) -> tuple[int, str]:
    """A sort key in which 99 stands before 100."""
    return (int(key) if key.isdigit() else 10**15, key)


def _texts(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), None)


@lru_cache(maxsize=4096)
def _codes(text: object) -> tuple[str, ...]:
    if not isinstance(text, str):
        return ()
    return tuple(dict.fromkeys(code.strip().upper() for code in text.replace(";", ",").split(",") if code.strip()))


def _fulfillment(table: Table, heads: pd.DataFrame) -> pd.Series:
    """A blank means unfulfilled, as in Shopify's export, unless the sheet tells nothing of fulfilment anywhere."""
    if not given(table, "fulfillment_status"):
        return pd.Series(np.full(len(heads), None, dtype=object), index=heads.index)
    return heads["fulfillment_status"].astype(object).where(heads["fulfillment_status"].notna(), "unfulfilled")


def _unread_total(table: Table, rows: OrderRows, heads: pd.DataFrame) -> Mask:
    """Orders with a total cell that holds something, but nothing readable."""
    bad = table.unread.get("total", frozenset())
    orders = set(rows.frame["order"][rows.frame["row"].isin(bad)]) if bad else set()
    return np.asarray(heads.index.isin(orders))


def _deadlines(shop: Shop, heads: pd.DataFrame, has_time: Mapping[str, Mask], cod_open: Mask) -> dict[str, Any]:
    """Start, ship-by and promise of each order; cash on delivery starts when the order is made."""
    by_creation = cod_open | heads["paid_at"].isna().to_numpy()
    start = heads["created_at"].where(by_creation & heads["created_at"].notna().to_numpy(), heads["paid_at"])
    timed = np.where(by_creation & heads["created_at"].notna().to_numpy(), has_time["created_at"], has_time["paid_at"])
    found = deadlines.deadlines(
        shop,
        start,
        timed.astype(bool),
        heads["promise_date"],
        local_days(heads["created_at"].where(heads["created_at"].notna(), heads["paid_at"])),
        heads["ship_city"],
        heads["ship_province"],
    )
    return {
        "start_on": objects(list(dates(found.start))),
        "ship_by_on": objects(list(dates(found.ship_by))),
        "promise_on": objects(list(dates(found.promise))),
        "promise_given": found.promise_given,
        "transit_days": found.transit_days,
    }


def _with_orders(
    lines: pd.DataFrame,
    order_of: pd.DataFrame,
    net: NDArray[np.object_],
    into: Into,
    digits: int,
) -> pd.DataFrame:
    """Lines with what their order decides: state, date, whether they are demand."""
    state = order_of["state"].to_numpy()
    free = order_of["free"].to_numpy(dtype=bool)
    listed = lines["list_minor"].to_numpy(dtype=np.int64)
    known = lines["list_known"].to_numpy(dtype=bool)
    list_value = money.majors(listed, known, digits)
    currency = order_of["currency"].to_numpy(dtype=object)
    for code, rate in into.rates.items():
        theirs = (currency == code) & known
        list_value[theirs] = None if rate is None else list_value[theirs] * rate
    compared = lines["compare_minor"].to_numpy(dtype=np.int64)
    return lines.assign(
        net=net,
        markdown=np.divide(listed, compared, out=np.ones(len(lines)), where=compared > 0),
        list_value=list_value,
        demand=(state == states.COUNTED) & ~free & ~lines["gift_card"].to_numpy(dtype=bool),
        counted=state == states.COUNTED,
        free=free,
        dated_at=order_of["dated_at"].to_numpy() if order_of.empty else order_of["dated_at"].array,
        state=texts(state, lines.index),
    ).drop(columns=["list_minor", "list_known", "compare_minor"])
