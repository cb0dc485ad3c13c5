"""Why products came back, as the Outcome has it: by product, and by size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.each import each
from reports.facts import Facts
from reports.metrics.cohort import by_reason, reasoned
from reports.outcome import Reason, Rows
from reports.return_figures import REASON_DAYS


def reasons(facts: Facts) -> list[Reason]:
    """The reasons of the last 90 days, most units first: of each product, then of each size of it that is known."""
    back = reasoned(facts.returns, facts.as_of.date(), REASON_DAYS)
    if back.empty:
        return []
    found = [*_told(back, ["product"]), *_told(back, ["product", "size"])]
    return sorted(found, key=lambda one: (-one.units, one.product, one.size, one.reason))


def _told(back: Any, by: list[str]) -> Iterator[Reason]:
    rows: Iterator[Any] = each(by_reason(back, by))
    for row in rows:
        yield Reason(
            product=str(row.product),
            size=str(row.size) if "size" in by else "",
            reason=str(row.reason),
            units=int(row.units),
            of=int(row.of),
            rows=[Rows(tab="returns", rows=sorted(map(int, row.rows)))],
        )
