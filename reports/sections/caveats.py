"""What this can't prove, in the fixed order of domain.md §6.4: one paragraph a kind."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from reports.facts import Facts
from reports.language import joined, line
from reports.language.caveats import REASON
from reports.language.header import BEFORE
from reports.language.products import CATEGORY
from reports.language.sources import NAME
from reports.numbers import Both, Count, Listing, Money
from reports.outcome import Line, Section
from reports.sections import changed
from reports.sections.given import Given, has_rows, orders_in, source_name
from reports.sections.sources import declared
from reports.sections.traffic_notes import traffic

#: More excluded orders than these are told by reason; so many of one reason are named.
EACH, NAMED = 6, 3
#: Orders that would count in no period anyhow.
NEVER = ("test", "voided", "cancelled", "excluded")
#: Problems of a single cell.
CELLS = ("error_cell", "unreadable", "ambiguous", "changed_sku", "key_missing", "out_of_range")
#: Assumptions that change no figure of the brief; Data health tells them.
QUIETLY = ("Q-subtotal",)
#: The tabs whose reading a figure of the brief stands on.
READ = ("orders", "inventory", "notes", "support", "returns", "traffic")
#: Tabs of level 2 and more, in the order in which they are told.
BEYOND = (
    *("support", "traffic", "returns", "campaigns", "shipments", "payments", "customers", "listings"),
    *("discount_attempts", "counts"),
)


def section(given: Given) -> Section:
    """The paragraphs that have something to say."""
    paragraphs = (_left_out(given), _read(given), _fresh(given), _own(given))
    lines = [joined(said) for said in paragraphs if said]
    return Section(id="caveats", kind="plain", title=line("T-caveats"), lines=lines)


def _left_out(given: Given) -> list[Line]:
    inside = orders_in(given.facts, given.window)
    if inside.empty:
        return _elsewhere(given)
    counted, free = inside["state"] == "counted", inside["free"].astype(bool)
    left = (~counted | (inside["value"].isna() & ~free)).to_numpy()
    said = []
    if left.any():
        out = inside[["state", "total_unread", "currency", "label"]][left]
        items = _one_by_one(out) if len(out) <= EACH else _by_reason(out)
        said.append(line("X-excl", list=Listing(tuple(items))))
    gifts = inside["label"][counted & free]
    if 0 < len(gifts) <= NAMED:
        labels = Listing(tuple(map(str, gifts)))
        said.append(line("X-free", orders=labels, n=Count(len(gifts))))
    elif len(gifts):
        said.append(line("X-free-many", n=Count(len(gifts))))
    return [*said, *_elsewhere(given)]


def _elsewhere(given: Given) -> list[Line]:
    """Orders that are in no period: their date cannot be read, or has not come yet."""
    orders = given.facts.orders
    if orders.empty:
        return []
    # A day without a time ends at midnight; and no two clocks agree to the minute.
    end = pd.Timestamp(given.facts.as_of).normalize() + timedelta(days=1)
    said = []
    for id, mask in (("X-undated", orders["dated_at"].isna()), ("X-future", orders["dated_at"] >= end)):
        if not mask.any():
            continue
        labels = [str(label) for label in orders.loc[mask & ~orders["state"].isin(NEVER), "label"]]
        if labels:
            more = line("X-excl-more", n=Count(len(labels) - NAMED)) if len(labels) > NAMED else ""
            said.append(line(id, n=Count(len(labels)), orders=Listing(tuple(labels[:NAMED])), more=more))
    return said


def _reason(order: pd.Series) -> tuple[str, str]:
    """Why an order is not in revenue: a key of :data:`REASON`, or ``rate`` and its currency."""
    if order["state"] != "counted":
        return str(order["state"]), ""
    return ("unread", "") if order["total_unread"] else ("rate", str(order["currency"]))


def _one_by_one(out: pd.DataFrame) -> list[Line]:
    said = []
    for _, order in out.iterrows():
        reason, currency = _reason(order)
        label = str(order["label"])
        if reason == "rate":
            said.append(line("X-excl-rate", order=label, currency=currency))
        else:
            said.append(line("X-excl-item", order=label, reason=REASON[reason]))
    return said


def _by_reason(out: pd.DataFrame) -> list[Line]:
    groups: dict[tuple[str, str], list[str]] = {}
    for _, order in out.iterrows():
        groups.setdefault(_reason(order), []).append(str(order["label"]))
    said = []
    for (reason, currency), labels in groups.items():
        words = line(f"X-many-{reason}", n=Count(len(labels)), currency=currency)
        more = line("X-excl-more", n=Count(len(labels) - NAMED)) if len(labels) > NAMED else ""
        named = Listing(tuple(labels[:NAMED]))
        said.append(line("X-excl-many", reason=words, orders=named, more=more))
    return said


def _read(given: Given) -> list[Line]:
    return [*_coverage(given), *_rows(given), *_assumed(given), *_missing(given)]


def _coverage(given: Given) -> list[Line]:
    facts, window = given.facts, given.window
    source = facts.sources.get("orders")
    if facts.tables.get("orders") is None or source is None or source.covers_from is None:
        return []
    args = {
        "covered": Count(window.covered_days),
        "days": Count(window.days),
        "are": Both("is" if 1 in (window.covered_days, window.days) else "are", "cubre"),
    }
    said = []
    if window.covered_days < window.days:
        if source.covers_from > window.start:
            said.append(line("X-from-now", day=given.day(source.covers_from), **args))
        elif source.covers_to is not None and source.covers_to < window.end - timedelta(days=1):
            said.append(line("X-until-now", day=given.day(source.covers_to), **args))
    before = facts.windows[f"{given.read}_before"]
    if given.change.comparable and before.covered_days < before.days and source.covers_from > before.start:
        id = "X-from-month" if given.read == "monthly" else "X-from"
        said.append(line(id, day=given.day(source.covers_from), before=BEFORE[given.read]))
    return said


def _rows(given: Given) -> list[Line]:
    tables = [(key, table) for key in READ if (table := given.facts.tables.get(key)) is not None]
    said = []
    for reason in ("total", "header_again", "example"):
        n = sum(len(skip.rows) for _, table in tables for skip in table.skipped if skip.reason == reason)
        if n:
            said.append(line(f"X-{reason}", n=Count(n)))
    for key, table in tables:
        if table.hidden_rows and (source := given.facts.sources.get(key)):
            said.append(line("X-hidden", source=source_name(source), n=Count(table.hidden_rows)))
    told = any(row.rule == "D03" and row.in_brief and row.state != "resolved" for row in given.exceptions)
    names = {table.name for _, table in tables}
    kinds = [problem.kind for problem in given.facts.tables.problems if problem.tab in names]
    cells = 0 if told else sum(kind in CELLS for kind in kinds)  # rule D03 tells them as an exception of its own
    uncached = kinds.count("uncached")
    said += [line("X-cells", n=Count(cells))] if cells else []
    return [*said, line("X-uncached", n=Count(uncached))] if uncached else said


def _assumed(given: Given) -> list[Line]:
    tables = [table for key in READ if (table := given.facts.tables.get(key)) is not None]
    said_once = dict.fromkeys(said for table in tables for said in table.assumptions)
    told = [line("X-assumed", said=Both(said.en, said.es)) for said in said_once]
    return [*told, *(said for said in given.facts.assumptions if said.id not in QUIETLY), *_rates(given)]


def _rates(given: Given) -> list[Line]:
    """What orders in other currencies were counted at."""
    facts, inside = given.facts, orders_in(given.facts, given.window)
    if inside.empty:
        return []
    abroad = inside["currency"] != facts.currency
    if not abroad.any():
        return []
    foreign = inside["currency"][abroad & (inside["state"] == "counted") & inside["value"].notna()]
    said = []
    for currency in sorted(set(foreign)):
        rate = facts.knobs.get(f"fx.{currency}")
        shown = Money(rate, facts.currency, 0 if rate == int(rate) else 2)
        said.append(line("X-rate", currency=currency, rate=shown))
    return said


def _missing(given: Given) -> list[Line]:
    facts, said = given.facts, []
    orders = facts.tables.get("orders")
    if orders is not None and orders.has("refunded_amount") and not has_rows(facts, "returns"):
        said.append(line("X-returns"))
    products = facts.products
    if facts.tables.get("inventory") is not None and len(products):
        sold = products["active"].to_numpy(dtype=bool) & ~products["gift_card"].to_numpy(dtype=bool)
        without = int((sold & products["unit_cost"].isna().to_numpy()).sum())
        said += [line("X-cost", n=Count(without))] if without else []
    said += traffic(given)
    if orders is not None and not orders.has("refunded_amount"):
        said.append(line("X-refunds"))
    return [*said, *_not_configured(facts)]


def _not_configured(facts: Facts) -> list[Line]:
    """The tabs of higher levels that are not there, once one of them is: before that, each section says its own."""
    without = [key for key in BEYOND if not has_rows(facts, key)]
    if len(without) == len(BEYOND) or not without:
        return []
    return [line("X-not-configured", list=Listing(tuple(NAME[key] for key in without)))]


def _fresh(given: Given) -> list[Line]:
    labels = declared(given.facts)
    return [line("X-freshness", labels=Listing(tuple(labels)))] if labels else []


def _own(given: Given) -> list[Line]:
    own = len(given.facts.knobs.own)
    said = [line("X-definitions", n=Count(own)) if own else line("X-standard")]
    said += [*changed.definitions(given.facts, given.memory), *changed.published(given)]
    overridden = [product for product in given.products if product.override is not None]
    if overridden:
        items = [
            line("X-overrides-item", product=product.title, category=CATEGORY[product.category])
            for product in overridden
        ]
        said.append(line("X-overrides", list=Listing(tuple(items))))
    decided = sum(bool(row.decision) and row.state not in ("resolved", "unknown") for row in given.exceptions)
    return [*said, line("X-decided", n=Count(decided))] if decided else said
