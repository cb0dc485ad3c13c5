"""What the rules about orders share: naming an order, its money, and by what many of them fold into one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from reports.numbers import Both, Day
from reports.outcome import Rows
from reports.rules.rule import Given, clause, same


def waiting(given: Given, *statuses: str) -> Iterator[Any]:
    """Paid and cash-on-delivery orders with one of these fulfilment states, that can be shipped."""
    return (order for order in given.shippable if order.fulfillment_status in statuses)


def rows_of(order: Any) -> tuple[Rows, ...]:
    """The order's rows in its sheet."""
    return (Rows(tab="orders", rows=[int(row) for row in order.rows]),)


def amount(given: Given, order: Any) -> Any:
    """What the order came to, as a value to be shown; ``None`` where it is unknown."""
    return given.money(order.total, order.currency) if known(order.total) else None


def made_at(order: Any) -> datetime | None:
    """When the order was made; of a day without a clock its last second, the benefit of the doubt."""
    made, timed = (
        (order.created_at, order.created_has_time)
        if known(order.created_at)
        else (order.dated_at, order.dated_has_time)
    )
    if not known(made):
        return None
    moment: datetime = made.to_pydatetime()
    return moment if timed else moment.replace(hour=23, minute=59, second=59)


def worth(money: Any, vip: bool) -> Any:
    """`` (COP 519,800, VIP)``, with what is known of it."""
    if money is None:
        return same(" (VIP)") if vip else None
    return clause(" ({amt}{vip})", " ({amt}{vip})", amt=money, vip=", VIP" if vip else "")


def in_business(given: Given, order: Any, amount: Decimal) -> Decimal | None:
    """An amount of the order's currency in the business currency; ``None`` where there is no rate for it."""
    if order.currency == given.facts.currency:
        return amount
    rate = given.facts.knobs.get(f"fx.{order.currency}")
    return None if rate is None else amount * Decimal(rate)


def value_times(given: Given, order: Any) -> float:
    """The order's total in high-value limits: 1 where it is just of high value, 0 where it is not."""
    if not order.high_value:
        return 0.0
    limit = given.facts.knobs.get("high_value_order")
    if not limit or not known(order.business_total):
        return 1.0
    return float(order.business_total) / float(limit)


def shares(given: Given, order: Any, day: date | None) -> dict[str, tuple[str, Both]]:
    """The dimensions by which orders fold into one row: their day, and their product where they have but one."""
    found: dict[str, tuple[str, Both]] = {}
    products, _ = given.held(str(order.Index))
    if len(products) == 1:
        product = products[0]
        titles = given.facts.products["title"]
        found["product"] = (product, same(str(titles.get(product, product))))
    if day is not None:
        found["day"] = (day.isoformat(), Both(Day(day).show("en", ""), Day(day).show("es", "")))
    return found


def flags(given: Given, order: Any) -> Both | None:
    """``, VIP, open ticket``: what else makes an order press, as far as it applies."""
    ticket = given.ticket(str(order.Index))
    vip = ", VIP" if order.vip else ""
    return Both(f"{vip}{ticket.en if ticket else ''}", f"{vip}{ticket.es if ticket else ''}") if vip or ticket else None


def known(value: Any) -> bool:
    """Whether a cell of a frame holds a value."""
    return value is not None and not bool(pd.isna(value))


def day_of(value: Any) -> date | None:
    """A date of a frame's cell, ``None`` where it is missing."""
    if not known(value):
        return None
    return value.date() if isinstance(value, datetime) else value
