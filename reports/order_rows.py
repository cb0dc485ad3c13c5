"""The list of orders as the Outcome has it: the ten most recent, and those that need somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from reports.facts import Facts
from reports.language.orders import (
    AHEAD,
    CASH_ON_DELIVERY,
    DISPATCH,
    NO_DAY,
    NO_DISPATCH,
    NO_PAYMENT,
    PAYMENT,
    STATE,
    TODAY,
    YESTERDAY,
)
from reports.money import shown_decimals
from reports.numbers import Age, Both, Count, Listing, Money, say
from reports.outcome import ExceptionRow, Line, OrderRow, Rows
from reports.shop_pages import shop_page

RECENT = 10
#: Exceptions that nobody has to look at now.
CLOSED, SET_ASIDE = ("resolved", "unknown"), ("snooze", "not_a_problem")
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def order_rows(facts: Facts, exceptions: Sequence[ExceptionRow]) -> list[OrderRow]:
    """The most recent first, newest first; then what needs somebody besides, the most urgent first.

    An order dated after the moment of the brief is none of the most recent: its date is wrong, or it is of later.
    """
    if facts.orders.empty:
        return []
    orders = facts.orders
    placed = orders["created_at"].where(orders["created_at"].notna(), orders["paid_at"])
    known = placed[placed.notna() & (placed <= facts.as_of)]
    recent = list(known.sort_values(kind="stable").index[-RECENT:][::-1])
    needs = _needs(facts, exceptions)
    chosen = dict.fromkeys([*recent, *needs])
    own = orders.loc[list(chosen)]
    return [
        _row(facts, str(key), order, placed[key], key in recent, needs.get(str(key), []))
        for key, order in zip(own.index, own.to_dict("records"), strict=True)
    ]


def _needs(facts: Facts, exceptions: Sequence[ExceptionRow]) -> dict[str, list[str]]:
    """The open exceptions about each order, by the order's key, in the order of urgency."""
    found: dict[str, list[str]] = {}
    of_row: dict[int, str] = {}
    for row in exceptions:
        if row.state in CLOSED or row.decision in SET_ASIDE:
            continue
        keys = [row.target.removeprefix("order:")] if row.target.startswith("order:") else []
        if row.entity_type == "order":
            keys = [row.entity_id]
        elif row.entity_type == "group":
            of_row = of_row or {int(number): str(key) for key, rows in facts.orders["rows"].items() for number in rows}
            numbers = [number for one in row.rows if one.tab == "orders" for number in one.rows]
            keys = [of_row[number] for number in numbers if number in of_row]
        for key in dict.fromkeys(keys):
            if key in facts.orders.index:
                found.setdefault(key, []).append(row.key)
    return found


def _row(
    facts: Facts, key: str, order: Mapping[Any, Any], placed: datetime, recent: bool, needs: list[str]
) -> OrderRow:
    unknown = pd.isna(placed)
    return OrderRow(
        key=key,
        label=order["label"],
        channel=order["channel"] or "",
        customer=first_name(order["customer"]),
        placed_at="" if unknown else placed.isoformat(),
        age=_age(facts.as_of, None if unknown else placed, bool(order["created_has_time"])),
        state=order["state"],
        status=_status(order),
        total=_total(facts, order["total"], order["currency"]),
        recent=recent,
        needs=needs,
        link=shop_page(facts, f"order:{key}"),
        rows=[Rows(tab="orders", rows=list(order["rows"]))],
    )


def first_name(name: object) -> str:
    """``Ana G.`` of a customer's name; ``""`` where it is no name but an address or a number."""
    if not isinstance(name, str) or "@" in name:
        return ""
    last, comma, first = name.partition(",")
    words = _NAME.findall(f"{first} {last}" if comma and first.strip() else name)
    if not words:
        return ""
    shown = words[0].capitalize() if words[0].isupper() else words[0]
    return f"{shown} {words[1][0].upper()}." if len(words) > 1 else shown


def _age(now: datetime, placed: datetime | None, has_time: bool) -> Line:
    if placed is None:
        return _said("unknown", NO_DAY)
    days = (now.date() - placed.date()).days
    if placed > now:
        return _said("ahead", AHEAD)
    if not has_time:
        words = {0: TODAY, 1: YESTERDAY}.get(days)
        return _said("day", words) if words else say("O-age", "{n:day|days}", "{n:día|días}", n=Count(days))
    minutes = int((now - placed).total_seconds() // 60)
    return say("O-age", "{age}", "{age}", age=Age(minutes, days))


def _said(what: str, words: Both) -> Line:
    return say(f"O-age-{what}", "{words}", "{words}", words=words)


def _status(order: Mapping[Any, Any]) -> Line:
    payment = PAYMENT.get(order["financial_status"], NO_PAYMENT)
    if order["cod_open"]:
        payment = CASH_ON_DELIVERY
    dispatch = DISPATCH.get(order["fulfillment_status"], NO_DISPATCH)
    said = [payment, dispatch] if order["requires_shipping"] else [payment]
    first = STATE.get(order["state"])
    return say("O-status", "{said:·}", "{said:·}", said=Listing(tuple([first, *said] if first else said)))


def _total(facts: Facts, total: Any, currency: str) -> Line | None:
    if total is None or pd.isna(total):
        return None
    decimals = facts.decimals if currency == facts.currency else shown_decimals(currency)
    return say("O-total", "{total}", "{total}", total=Money(total, currency or facts.currency, decimals))
