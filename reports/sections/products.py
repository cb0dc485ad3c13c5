"""Products by the five operating labels; what is steady or not on sale stands on the board only."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from reports.language import line
from reports.language.products import CATEGORY, COST, LABELS, PRICE, PUBLISHED, STOCK, TRAFFIC
from reports.numbers import Both, Count, Listing, Percent
from reports.outcome import MARKS, Line, Product, Section
from reports.sections.given import Given, has_rows, known, tells_products

#: So many products are named under one label.
NAMED = 6


def section(given: Given) -> Section:
    """The line, or why products can't be read."""
    return Section(id="products", kind="label", title=line("T-products"), lines=[_line(given)])


def _line(given: Given) -> Line:
    facts = given.facts
    if not has_rows(facts, "inventory"):
        return line("E-inventory")
    if not has_rows(facts, "orders"):
        return line("E-orders")
    if not tells_products(facts):
        return line("E-lines")
    labels = [
        _label(given, category, chosen)
        for category in LABELS
        if (chosen := [product for product in given.products if product.category == category])
    ]
    if not labels:
        return line("L-PROD-none")
    waiting = [
        product
        for product in given.products
        if product.category == "learn" and product.override is None and not is_new(product)
    ]
    return line("L-PROD", labels=Listing(tuple(labels)), end=_cant_tell(given, waiting) if waiting else "")


def row_of(given: Given, product: Product) -> pd.Series:
    """The product's row among the facts."""
    row: pd.Series = given.facts.products.loc[product.key]  # type: ignore[assignment]
    return row


def is_new(product: Product) -> bool:
    """Whether the product waits because it is new, and not because something is missing."""
    return product.evidence.id == "C-NEW"


def _label(given: Given, category: str, chosen: Sequence[Product]) -> Line:
    items = [
        line("L-PROD-item", product=product.title, mark=MARKS[product.confidence], why=_why(given, product))
        for product in chosen[:NAMED]
    ]
    more = line("L-PROD-more", n=Count(len(chosen) - NAMED)) if len(chosen) > NAMED else ""
    return line("L-PROD-label", category=CATEGORY[category], products=Listing(tuple(items)), more=more)


def _why(given: Given, product: Product) -> Line | str:
    if product.override is not None:
        return line("L-PROD-why", why=line("L-PROD-set"))
    row = row_of(given, product)
    if product.category == "clear" and known(row["clear_margin"]):
        scope = {"product": product.key, "type": row["type"] if isinstance(row["type"], str) else ""}
        discount = Percent(float(given.facts.knobs.get("cat.clear_discount", **scope)))
        id = "L-PROD-declared" if row["clear_intent"] else "L-PROD-clear"
        return line("L-PROD-why", why=line(id, pct=discount, m=Percent(float(row["clear_margin"]))))
    if product.category == "learn" and is_new(product):
        return line("L-PROD-why", why=_waits(given, product))
    return ""


def _waits(given: Given, product: Product) -> Line:
    """How new it is, what was seen of it, and what it waits for."""
    row, knobs = row_of(given, product), given.facts.knobs
    scope = {"product": product.key, "type": row["type"] if isinstance(row["type"], str) else ""}
    units = Count(int(row["demand_units"]))
    told = {"d": Count(int(row["age_days"])), "u": units, "wait": Count(int(knobs.get("cat.learn_units", **scope)))}
    if not known(row["views"]):
        return line("L-PROD-new", **told)
    views = Count(int(knobs.get("cat.learn_views", **scope)))
    return line("L-PROD-new-views", **told, v=Count(int(row["views"])), views=views)


def _cant_tell(given: Given, waiting: Sequence[Product]) -> Line:
    """What is missing to judge these products, and how little they have sold meanwhile."""
    columns = ["available", "unit_cost", "price", "views", "age_days", "demand_units", "days"]
    rows = given.facts.products[columns].loc[[product.key for product in waiting]]
    sold = _sold(given, rows)
    missing = Listing(tuple(_missing(rows)))
    return line("C-LEARN", missing=missing, sold=sold) if missing.items else line("C-LEARN-few", sold=sold)


def _missing(rows: pd.DataFrame) -> list[Both | Line]:
    absent: list[tuple[Both, int]] = [
        (STOCK, int(rows["available"].isna().sum())),
        (COST, int(rows["unit_cost"].isna().sum())),
        (PRICE, int((rows["unit_cost"].notna() & rows["price"].isna()).sum())),
        (TRAFFIC, int(rows["views"].isna().sum())),
        (PUBLISHED, int(rows["age_days"].isna().sum())),
    ]
    return [
        what if n == len(rows) else line("C-LEARN-part", what=what, k=Count(n), n=Count(len(rows)))
        for what, n in absent
        if n
    ]


def _sold(given: Given, rows: pd.DataFrame) -> Line:
    units = sorted(int(value) for value in rows["demand_units"] if known(value)) or [0]
    days = Count(max((int(value) for value in rows["days"] if known(value)), default=0))
    if not days.value:
        return line("C-LEARN-unseen", d=Count(int(given.facts.knobs.get("velocity_days"))))
    if len(rows) == 1:
        return line("C-LEARN-one", u=Count(units[0]), d=days)
    if units[0] == units[-1]:
        return line("C-LEARN-each", u=Count(units[0]), d=days)
    return line("C-LEARN-range", a=Count(units[0]), u=Count(units[-1]), d=days)
