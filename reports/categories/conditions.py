"""The conditions of the product categories, each true, false or unknown, and the ordered list that they make.

The first rule of the list whose conditions hold decides (domain.md §3). A condition whose data is missing is unknown,
never false: a rule with an unknown and no false condition could not be judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports import stats
from reports.categories.case import ALMOST, NO, YES, Case, CategoryRule, Verdict, bound, known, told
from reports.categories.fixing import late, reasons, sample, suspected
from reports.language.products import COST, PRICE, PUBLISHED, STOCK, TRAFFIC
from reports.numbers import Both
from reports.outcome import DIRECTIONAL, SOLID


def enough_demand(case: Case) -> Verdict:
    """Protect only what sells; what is protected stays so until clearly less is asked for."""
    least = case.limit("protect_min_units")
    if case.past.computed == "protect":
        least /= case.limit("protect_leave")
    units = case.row.demand_units
    return told(bool(units >= least), case.sample("M06", units))


def short_of_stock(case: Case) -> Verdict:
    """The product's cover, a size's cover, or stock below zero."""
    if not case.row.tracked:
        return NO
    return told(short_cover(case) or bool(_short(case).any()))


def protect_cover_days(case: Case) -> float:
    """Cover up to which the product is protected."""
    return case.limit("protect_cover_days") * case.protect_factor + ALMOST


def short_cover(case: Case) -> bool:
    """Whether the whole product runs out soon; against the lead time only where arriving stock can be seen."""
    row = case.row
    if not known(row.cover_days):
        return False
    return bool(row.cover_days <= protect_cover_days(case) or _shorter_than_lead(case))


def _shorter_than_lead(case: Case) -> bool:
    row = case.row
    inventory = case.facts.tables.get("inventory")
    sees_incoming = inventory is not None and inventory.has("incoming") and inventory.frame["incoming"].notna().any()
    if not sees_incoming or (known(row.incoming) and row.incoming > 0):
        return False
    return bool(row.cover_days < row.lead_days * case.protect_factor)


def short_sizes(case: Case) -> pd.DataFrame:
    """The sizes that make the product one to protect: wanted and short, or sold below zero."""
    return case.variants[_short(case)]


def _short(case: Case) -> NDArray[np.bool_]:
    own = case.variants
    left = _floats(own["available"])
    wanted = _floats(own["size_share"]) >= case.limit("protect_size_share") - ALMOST
    short = (_floats(own["cover_days"]) <= protect_cover_days(case)) | (left <= 0)
    found: NDArray[np.bool_] = (wanted & short) | (left < 0)
    return found


def _floats(cells: pd.Series) -> NDArray[np.float64]:
    """A column's numbers, ``NaN`` (which is neither below nor above anything) where one is missing."""
    return cells.to_numpy(dtype=np.float64, na_value=np.nan)


def marked_to_clear(case: Case) -> Verdict:
    """The founder's own mark."""
    return told(bool(case.row.clear_intent))


def cost_known(case: Case) -> Verdict:
    """Without a cost nobody knows what a discount costs."""
    return YES if known(case.row.unit_cost) else Verdict(None, COST)


def may_be_discounted(case: Case) -> Verdict:
    """Some products never are."""
    return told(bool(case.row.discount_ok))


def doubt(case: Case) -> Verdict:
    """The rule Fix: any reason not to send more traffic to the page (F1 to F5)."""
    found = reasons(case)
    if found:
        return told(True, stats.lowest(*(reason.level for reason in found)))
    return Verdict(None, TRAFFIC) if suspected(case) else NO


def no_doubt(case: Case) -> Verdict:
    """Push only what needs no fix first."""
    against = doubt(case)
    return against if against.holds is None else told(not against.holds)


def few_tickets(case: Case) -> Verdict:
    """Hardly a question about the product itself; without Support nothing is seen, which is allowed, and said."""
    row = case.row
    if not case.sees_questions or not known(row.doubts):
        return YES
    many = row.doubts >= case.limit("fix_tickets") / case.push_factor
    per_100 = row.doubts_per_100 if known(row.doubts_per_100) else np.inf
    return told(not (many and per_100 >= case.limit("fix_tickets_per_100") / case.push_factor))


def is_new(case: Case) -> Verdict:
    """On sale for less than four weeks; an unknown age is not new, only unknown."""
    if not known(case.row.age_days):
        return Verdict(None, PUBLISHED)
    return told(case.row.age_days < case.limit("learn_days"))


def few_units(case: Case) -> Verdict:
    """New products are judged from enough units on."""
    return told(case.row.demand_units < case.limit("learn_units"))


def few_views(case: Case) -> Verdict:
    """New products are judged from enough views on; where views are unknown, by units alone."""
    return told(case.row.views < case.limit("learn_views")) if known(case.row.views) else YES


def old_enough(case: Case) -> Verdict:
    """Long enough on sale to be given up."""
    if not known(case.row.age_days):
        return Verdict(None, PUBLISHED)
    return told(case.row.age_days >= case.limit("clear_age_days"))


def slow(case: Case) -> Verdict:
    """Stock for half a year even at the best rate that its sales allow, or nothing sold in 60 days."""
    row = case.row
    if row.demand_60 == 0 and covered(case, case.limit("clear_unsold_days")):
        return YES
    low = low_cover(case)
    return Verdict(None) if low is None else told(low >= case.limit("clear_cover_days"), _cover_level(case))


def covered(case: Case, days: float) -> bool:
    """Whether ``Orders`` covers so many days back, and the product was on sale all that while."""
    source = case.facts.sources.get("orders")
    since = source.covers_from if source is not None else None
    seen = since is not None and (case.facts.as_of.date() - since).days >= days
    return seen and (not known(case.row.age_days) or case.row.age_days >= days)


def low_cover(case: Case) -> float | None:
    """The least days that stock lasts: with no sale in a whole window, by the most that chance would hide."""
    row = case.row
    if known(row.cover_low):
        return float(row.cover_low)
    if row.demand_units or not case.whole or not known(row.available):
        return None
    most = stats.garwood(0, float(case.facts.knobs.get("interval_level")))[1]
    return max(float(row.available), 0.0) * float(row.days) / most


def _cover_level(case: Case) -> str:
    return bound(case.sample("M06", case.row.demand_units))


def much_stock(case: Case) -> Verdict:
    """Enough of it to be worth a discount."""
    if not case.row.tracked:
        return NO
    return told(case.row.available >= case.limit("clear_stock")) if known(case.row.available) else Verdict(None, STOCK)


def margin_after_discount(case: Case) -> Verdict:
    """What remains must still be a margin."""
    margin = case.row.clear_margin
    return told(margin >= case.limit("clear_margin_floor") - ALMOST) if known(margin) else Verdict(None, _price(case))


def safe_cover(case: Case) -> Verdict:
    """Enough stock for the demand that pushing brings."""
    if not case.row.tracked:
        return YES
    low = low_cover(case)
    if low is None:
        return Verdict(None)
    return told(low >= case.limit("push_cover_days") * case.push_factor, _cover_level(case))


def sizes_in_stock(case: Case) -> Verdict:
    """A buyer of the usual size finds it."""
    if len(case.row.sizes) < 2 or not case.row.tracked:
        return YES
    share = case.row.size_availability
    if not known(share):
        return Verdict(None)
    # All sizes in stock is a fact, and no estimate.
    level = SOLID if share == 1 else case.sample("M13", case.row.demand_90)
    return told(share >= case.limit("push_size_availability") * case.push_factor, level)


def good_margin(case: Case) -> Verdict:
    """It earns enough at list price."""
    margin = case.row.list_margin
    if not known(margin):
        return Verdict(None, _price(case))
    return told(margin >= case.limit("push_margin") * case.push_factor - ALMOST)


def _price(case: Case) -> Both:
    return COST if not known(case.row.unit_cost) else PRICE


def converts(case: Case) -> Verdict:
    """Its page does at least as well as the others'; where no page's views are seen, what it sells must tell."""
    return page_rate(case) if case.sees_pages else sells_well(case)


def page_rate(case: Case) -> Verdict:
    """Its cart or order rate against the other products', on enough views and carts or orders to tell."""
    row = case.row
    if not known(row.views):
        return Verdict(None, TRAFFIC)
    good = shown_rate(case)
    if good is not None:
        return told(True, good.level)
    # Too few to say that a page does well; that it does worse shows sooner, by the most that chance would allow.
    judged = [one for one in page_rates(case) if _enough(case, one) or one.high < one.others]
    return NO if judged else Verdict(None)


@dataclass(frozen=True, slots=True)
class PageRate:
    """A product's rate (``id``: ``cart`` or ``order``), ``events`` of ``of`` views, against all other products'."""

    id: str
    events: int
    of: int
    rate: float
    high: float
    others: float
    level: str


def page_rates(case: Case) -> Iterator[PageRate]:
    """The rates that can be compared, the cart's first. The order rate stands on two sources: never solid."""
    row = case.row
    for id, events, of, rate, high, others in (
        ("cart", row.carts, row.cart_views, row.cart_rate, row.cart_high, row.cart_others),
        ("order", row.order_count, row.views, row.order_rate, row.order_high, row.order_others),
    ):
        if all(known(value) for value in (events, of, rate, high, others)):
            level = sample(case, int(of), int(events))
            level = stats.lowest(level, DIRECTIONAL) if id == "order" else level
            yield PageRate(
                id, int(events), int(of), float(rate), float(high), float(others), late(case, "traffic", level)
            )


def shown_rate(case: Case) -> PageRate | None:
    """The rate that speaks for the product: the first that is at least the others'."""
    good = (one for one in page_rates(case) if one.rate >= one.others * case.push_factor - ALMOST)
    return next((one for one in good if _enough(case, one)), None)


def _enough(case: Case, rate: PageRate) -> bool:
    views, events = (case.limit(knob) * case.push_factor for knob in ("push_views", "push_events"))
    return rate.of >= views and rate.events >= events


def sells_well(case: Case) -> Verdict:
    """Without traffic: at least the usual sell-through of its type, on enough units to tell."""
    row, usual = case.row, case.usual_sell_through
    if row.demand_units < case.limit("push_units"):
        # Nothing sold in a whole window is an answer; a few units are none.
        return NO if row.demand_units == 0 and case.whole else Verdict(None, TRAFFIC)
    if not known(row.sell_through) or usual is None:
        return Verdict(None)
    level = stats.lowest(DIRECTIONAL, case.sample("M08", row.demand_units))
    return told(row.sell_through >= usual * case.push_factor, level)


def sold_at_full_price(case: Case) -> Verdict:
    """Not dependent on discounts; unknown is allowed, and said."""
    row = case.row
    if not known(row.discount_dependent):
        return YES
    return told(not bool(row.discount_dependent), bound(case.sample("M17", row.demand_60)))


#: Domain.md §3, top to bottom; "Learn (not enough data)" and "Steady" follow where none of these decides.
LIST: tuple[CategoryRule, ...] = (
    CategoryRule("protect", "protect", (enough_demand, short_of_stock)),
    CategoryRule("declared", "clear", (marked_to_clear, cost_known, may_be_discounted)),
    CategoryRule("fix", "fix", (doubt,)),
    CategoryRule("new", "learn", (is_new, few_units, few_views)),
    CategoryRule(
        "suggested", "clear", (old_enough, slow, much_stock, cost_known, may_be_discounted, margin_after_discount)
    ),
    CategoryRule(
        "push",
        "push",
        (safe_cover, sizes_in_stock, good_margin, converts, few_tickets, no_doubt, sold_at_full_price),
    ),
)
