"""The read: sales, where the change came from, the tightest stock, the loudest doubt; only what passed its minimum."""

from __future__ import annotations

from decimal import Decimal

from reports.facts import Facts, days_of
from reports.language import joined, line
from reports.language.header import BEFORE, NOW, QUIET, STEP, WINDOW
from reports.numbers import Count, Days, Listing, Number, Percent
from reports.outcome import Line, Memory, Section
from reports.sections.given import Given, has_rows, known, orders_in, tells_products
from reports.sections.stock_fact import stock_fact
from reports.sections.theme_fact import theme_fact

#: No read has more sentences.
SENTENCES = 5
#: Beyond this change a factor reads better than a percentage.
TIMES_FROM = 3
#: The share of the change that the named products must reach, and how many may be named.
MAINLY, NAMED = Decimal("0.6"), 2


def section(given: Given) -> Section:
    """At most five sentences."""
    return Section(id="read", kind="bullets", title=line("T-read"), lines=_lines(given))


def headline(facts: Facts, read: str) -> Line:
    """The read in a few words, for a list or a notification."""
    given = Given(facts, (), (), (), Memory(), read)
    if (empty := _empty(given)) is not None:
        return empty
    sales = given.sales
    if sales.revenue is None:
        return line("N-head-unread", n=Count(sales.orders), now=NOW[read])
    rev = given.money(sales.revenue)
    if not given.change.comparable or given.change.delta is None:
        return line("N-head", rev=rev, n=Count(sales.orders), now=NOW[read])
    return line(
        "N-head-change", rev=rev, n=Count(sales.orders), now=NOW[read], chg=_changed(given), before=BEFORE[read]
    )


def _lines(given: Given) -> list[Line]:
    cash = _cash_on_delivery(given)
    lead = [cash] if cash else []
    facts = [fact for fact in (stock_fact(given), theme_fact(given)) if fact is not None]
    if (empty := _empty(given)) is not None:
        return [*lead, empty, *facts]
    moved = [source] if (source := _came_from(given)) else []
    told = [*lead, _sales(given), *moved, *facts][:SENTENCES]
    return [*told, line("S-quiet", quiet=QUIET[given.read])] if len(told) == 1 and _is_quiet(given) else told


def _is_quiet(given: Given) -> bool:
    """Whether nothing moved; what cannot be seen is not quiet."""
    seen = tells_products(given.facts) and has_rows(given.facts, "inventory")
    # Nobody with an order that cannot be sent has a quiet week.
    alarmed = any(row.severity == "critical" and row.in_brief for row in given.exceptions)
    return seen and not alarmed and given.change.comparable and given.change.normal and not given.change.too_few


def _empty(given: Given) -> Line | None:
    """What is said instead of sales where there are none to tell."""
    facts, orders = given.facts, len(orders_in(given.facts, given.window))
    if not has_rows(facts, "orders"):
        return line("E-orders")
    if given.sales.orders:
        return None
    if orders:
        said = line("S1-unpaid", n=Count(orders), now=NOW[given.read])
    else:
        source = facts.sources.get("orders")
        if source and source.covers_from and source.covers_to:
            covered = Days(source.covers_from, source.covers_to, facts.as_of.date())
            said = line("E-window", window=WINDOW[given.read], days=covered)
        else:
            said = line("E-window-plain", window=WINDOW[given.read])
    before = given.before
    if not given.change.comparable or not before.orders:
        return said
    rev0 = "" if before.revenue is None else line("S1-was-rev", rev0=given.money(before.revenue))
    return joined([said, line("S1-was", before=BEFORE[given.read], n0=Count(before.orders), rev0=rev0)])


def _sales(given: Given) -> Line:
    sales, before, change = given.sales, given.before, given.change
    if sales.revenue is None:
        n, now = Count(sales.orders), NOW[given.read]
        if currency := _only_foreign(given):
            return line("S1-foreign", n=n, now=now, currency=currency)
        return line("S1-unread", n=n, now=now)
    args = {"rev": given.money(sales.revenue), "n": Count(sales.orders), "v": _with_value(given)}
    if not change.comparable:
        return joined([line("S1-alone", **args), _why_alone(given)])
    if change.delta is None or before.revenue is None:
        unread = line("S1-before-unread", before=BEFORE[given.read], n0=Count(before.orders))
        return joined([line("S1-alone", **args), unread])
    told = line(
        "S1",
        **args,
        rev0=given.money(before.revenue),
        n0=Count(before.orders),
        before=BEFORE[given.read],
        chg=_changed(given),
    )
    if change.too_few:
        return joined([told, line("S1f")])
    if change.normal:
        normal = line("S1n", n=Count(sales.orders), n0=Count(before.orders), step=STEP[given.read])
        return joined([told, normal])
    return told


def _only_foreign(given: Given) -> str:
    """The one currency without a rate that all the counted orders are in; ``""`` where it is not that."""
    orders = orders_in(given.facts, given.window)
    counted = orders[orders["state"] == "counted"] if len(orders) else orders
    readable = len(counted) and not counted["total_unread"].any() and counted["business_total"].isna().all()
    currencies = set(counted["currency"]) if readable else set()
    return str(currencies.pop()) if len(currencies) == 1 and given.facts.currency not in currencies else ""


def _with_value(given: Given) -> Line | str:
    orders = orders_in(given.facts, given.window)
    unread = orders[(orders["state"] == "counted") & orders["total_unread"].astype(bool)] if len(orders) else orders
    return line("S1v", v=Count(given.sales.valued)) if len(unread) else ""


def _why_alone(given: Given) -> Line:
    source, before = given.facts.sources.get("orders"), BEFORE[given.read]
    start = given.facts.windows[f"{given.read}_before"].start
    if source and source.covers_from and source.covers_from > start:
        return line("S1-since", day=given.day(source.covers_from), before=before)
    if source and source.covers_to and source.covers_to < given.window.end:
        return line("S1-until", day=given.day(source.covers_to))
    return line("S1-uncovered", before=before)


def _changed(given: Given) -> Line:
    change = given.change
    delta = change.delta or Decimal(0)
    if change.from_zero:
        return line("S1-zero")
    if change.percent is not None and abs(change.percent) > TIMES_FROM:
        times = 1 + change.percent
        return line("S1-times", x=Number(times, 0 if times >= 10 else 1))
    if not delta:
        return line("S1-same")
    if change.percent is not None:
        return line("S1-percent", p=Percent(change.percent))
    return line("S1-delta", d=given.money(delta))


def _came_from(given: Given) -> Line | None:
    """The fewest products that make up most of the change; only the weekly windows know each product's change."""
    change = given.change
    if given.read != "weekly" or not change.comparable or not change.delta:
        return None
    rising = change.delta > 0
    moved = [item for item in _deltas(given) if item[2] and (item[2] > 0) == rising]
    moved.sort(key=lambda item: (-abs(item[2]), item[0]))
    total = sum((abs(delta) for _, _, delta in moved), Decimal(0))
    named: list[Line] = []
    share = Decimal(0)
    for _, title, delta in moved[:NAMED]:
        if not title:
            return None
        named.append(line("S2-item", product=title, d=given.money(delta)))
        share += abs(delta)
        if share >= MAINLY * total:
            return line("S2", list=Listing(tuple(named)))
    return None


def _deltas(given: Given) -> list[tuple[str, str, Decimal]]:
    """Key, title and change of sales of each product, and of what was sold without being a known product (no title)."""
    products, lines = given.facts.products, given.facts.lines
    found = [
        (str(key), str(row["title"]), Decimal(row["delta"]))
        for key, row in products.iterrows()
        if known(row["delta"]) and not row["gift_card"]
    ]
    if lines.empty:
        return found
    strangers = lines[lines["product"].isna() & (lines["state"] == "counted") & ~lines["gift_card"].astype(bool)]
    strangers = strangers[strangers["dated_at"].notna()]
    net: Decimal = Decimal(0)
    days = days_of(strangers["dated_at"])
    before = given.facts.windows[f"{given.read}_before"]
    for day, amount in zip(days, strangers["net"], strict=True):
        if known(amount) and given.window.start <= day < given.window.end:
            net += amount
        elif known(amount) and before.start <= day < before.end:
            net -= amount
    return [*found, ("", "", net)] if net else found


def _cash_on_delivery(given: Given) -> Line | None:
    """The lead of the read where most orders are cash on delivery and unpaid (domain.md §10, 10)."""
    sales = given.sales
    if not sales.cod_leads:
        return None
    placed = sales.orders + sales.cod_orders + sales.pending_orders
    args = {"k": Count(sales.cod_orders), "n": Count(placed), "now": NOW[given.read]}
    return line("S0-plain", **args) if sales.cod is None else line("S0", amt=given.money(sales.cod), **args)
