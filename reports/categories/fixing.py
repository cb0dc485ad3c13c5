"""What stands against sending more traffic to a product's page: F1 to F5 of domain.md §3, each with its own sample."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reports import stats
from reports.categories.case import ALMOST, Case, bound, known
from reports.outcome import DIRECTIONAL, SOLID

#: The sources whose lateness lowers what stands on them by one step.
TRAFFIC, SUPPORT, RETURNS = "traffic", "support", "returns"
#: Sizes that are no choice: a size guide would say nothing.
ONE_SIZE = frozenset({"u", "os", "one size", "unica", "única", "talla unica", "talla única"})
WEAK_PHOTOS = ("weak", "missing")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to fix the page first; ``level`` is how sure it is.

    ``id``: ``photos``, ``cart``, ``order``, ``fit``, ``theme``, ``returns``, ``reason``, ``guide`` or ``copy``.
    """

    id: str
    level: str = SOLID


def reasons(case: Case) -> tuple[Reason, ...]:
    """Every reason that holds, the customers' own words first; none where the page was fixed a short while ago."""
    if watching(case) is not None:
        return ()
    return tuple(reason for test in _TESTS for reason in test(case))


def watching(case: Case) -> date | None:
    """The day on which its page was fixed, while it is too early to judge it again."""
    fixed, today = case.past.fixed_on, case.facts.as_of.date()
    if fixed is None or not fixed <= today < fixed + timedelta(days=case.limit("fix_watch_days")):
        return None
    return fixed


def suspected(case: Case) -> bool:
    """Whether the sheet itself says that the page lacks something, and nobody can see how many look at it."""
    if watching(case) is not None or known(case.row.views):
        return False
    return weak_photos(case) or lacks_guide(case) or unclear_copy(case)


def weak_photos(case: Case) -> bool:
    """No picture at all, or weak ones."""
    row = case.row
    return bool(known(row.photo_count) and row.photo_count == 0) or row.photo_quality in WEAK_PHOTOS


def lacks_guide(case: Case) -> bool:
    """A sized product that the sheet says has no size guide."""
    sizes = [str(size).strip().lower() for size in case.row.sizes]
    sized = len(sizes) > 1 or any(size not in ONE_SIZE for size in sizes)
    return sized and known(case.row.size_guide) and not bool(case.row.size_guide)


def unclear_copy(case: Case) -> bool:
    """Text that the founder marked as unclear."""
    return bool(case.row.copy_quality == "unclear")


def _photos(case: Case) -> Iterator[Reason]:
    """F1: the more people look, the more its photos matter."""
    row = case.row
    if not weak_photos(case) or not known(row.views):
        return
    if row.views >= case.limit("fix_photo_views") * case.fix_factor or (known(row.high_traffic) and row.high_traffic):
        yield Reason("photos", late(case, TRAFFIC, SOLID))


def _rates(case: Case) -> Iterator[Reason]:
    """F2: fewer of its visitors put it into the cart than of the other products' visitors, or else order it."""
    row = case.row
    enough = known(row.views) and row.views >= case.limit("fix_views") * case.fix_factor
    if not enough:
        return
    for id, events, of, rate, high, others in (
        ("cart", row.carts, row.cart_views, row.cart_rate, row.cart_high, row.cart_others),
        ("order", row.order_count, row.views, row.order_rate, row.order_high, row.order_others),
    ):
        if not (known(rate) and known(high) and known(others)):
            continue
        limit = case.limit("fix_rate") * others
        # It enters on the upper bound, and leaves once the rate itself is above the limit.
        if high < limit or (case.past.computed == "fix" and rate < limit):
            level = bound(sample(case, int(of), int(events)))
            yield Reason(id, late(case, TRAFFIC, stats.lowest(level, DIRECTIONAL) if id == "order" else level))
            return


def sample(case: Case, views: int, events: int) -> str:
    """How sure a rate of so many views and events is (M19)."""
    level = case.sample("M19", views)
    return level if level != SOLID or events >= case.limits.get("solid.events", "", "") else DIRECTIONAL


def _questions(case: Case) -> Iterator[Reason]:
    """F3: the same question about the product, again and again."""
    row = case.row
    if not case.sees_questions:
        return
    asked = row.fit_questions >= case.limit("fix_questions") * case.fix_factor
    if asked:
        yield Reason("fit", late(case, SUPPORT, case.sample("M26", int(row.fit_questions))))
    if row.doubt is None or (asked and row.doubt == "fit") or not known(row.doubts):
        return
    per_100 = float(row.doubts_per_100) if known(row.doubts_per_100) else (math.inf if not row.demand_units else 0.0)
    factor = case.fix_factor
    many = row.doubts >= case.limit("fix_tickets") * factor
    if many and per_100 >= case.limit("fix_tickets_per_100") * factor - ALMOST:
        yield Reason("theme", late(case, SUPPORT, case.sample("M26", int(row.doubts))))


def _returns(case: Case) -> Iterator[Reason]:
    """F4: it comes back more than its type does, or for one reason."""
    row, factor = case.row, case.fix_factor
    if not case.has("returns"):
        return
    least = case.limits.get("min.M22", case.key, "") * factor
    enough = known(row.mature_units) and row.mature_units >= least and known(row.back_low) and known(row.return_limit)
    if enough and row.back_low > row.return_limit * factor:
        yield Reason("returns", late(case, RETURNS, bound(case.sample("M22", int(row.mature_units)))))
    if row.reason is None or not known(row.reason_units) or not known(row.reasoned_units) or not row.reasoned_units:
        return
    share = row.reason_units / row.reasoned_units
    often = row.reason_units >= case.limit("fix_reason_count") * factor
    if often and share >= case.limit("fix_reason_share") * factor - ALMOST:
        yield Reason("reason", late(case, RETURNS, case.sample("M24", int(row.reason_units))))


def _words(case: Case) -> Iterator[Reason]:
    """F5: no size guide, or unclear copy, where people look or ask."""
    row, factor = case.row, case.fix_factor
    seen = known(row.views) and row.views >= case.limit("fix_views") * factor
    asked = case.sees_questions and row.fit_questions >= case.limit("fix_copy_questions") * factor
    if not (seen or asked):
        return
    source = TRAFFIC if seen else SUPPORT
    if lacks_guide(case):
        yield Reason("guide", late(case, source, SOLID))
    if unclear_copy(case):
        yield Reason("copy", late(case, source, SOLID))


def late(case: Case, source: str, level: str) -> str:
    """The level, one step lower where this source is late."""
    state = case.facts.sources.get(source)
    return stats.lowered(level) if state is not None and state.late else level


#: In the order in which they are told.
_TESTS: tuple[Callable[[Case], Iterator[Reason]], ...] = (_questions, _rates, _returns, _photos, _words)
