"""Tickets for the tests of support: one row each, numbered as they come, asked on a day and about something.

Support covers four whole weeks before the last complete one (Mon 9 – Sun 15 Nov) up to Tue 17 Nov, 7:00.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reports.outcome import Outcome
from tests.reports.rules.cells import AS_OF, inventory, order, orders, run

HEAD = (
    *("ticket_id", "created_at", "channel", "tags", "subject", "order_id", "product_id", "customer", "status"),
    *("first_response_at", "csat", "count"),
)
SOURCES: list[list[Any]] = [
    ["source", "how", "expected_every_hours", "last_refreshed_at", "covers_from", "covers_to", "status"],
    ["Orders", "daily", 24, "2026-11-17 07:00", "2026-10-12", "2026-11-16", "ok"],
    ["Inventory", "daily", 24, "2026-11-17 07:00", None, None, "ok"],
    ["Support", "daily", 24, "2026-11-17 07:00", "2026-10-12", "2026-11-16", "ok"],
]
#: Four orders in each of five weeks, so that orders do not rise: the week of 9 Nov and the four before it.
STEADY = tuple(
    order(f"#{10 * week + n}", f"2026-{day} 09:00:00", Lineitem_name="Jersey Andes - M")
    for week, day in enumerate(("10-13", "10-20", "10-27", "11-03", "11-10"), start=1)
    for n in range(4)
)


def ticket(at: str, tags: str | None = None, **more: Any) -> dict[str, Any]:
    """One ticket of a day (``11-10``) or a moment of 2026; ``tags`` or ``subject`` say what it is about."""
    return {"created_at": f"2026-{at}" if " " in at else f"2026-{at} 10:00", "tags": tags, "status": "closed", **more}


def many(count: int, at: str, tags: str, **more: Any) -> list[dict[str, Any]]:
    """So many tickets alike."""
    return [ticket(at, tags, **more) for _ in range(count)]


def support(*rows: dict[str, Any], without: tuple[str, ...] = ()) -> list[list[Any]]:
    """The tab Support; ``without`` are columns that it does not have."""
    head = [name for name in HEAD if name not in without]
    numbered = [{"ticket_id": f"T{number}", **row} for number, row in enumerate(rows, start=1)]
    return [head, *([row.get(name) for name in head] for row in numbered)]


def asked(tmp_path: Path, *rows: dict[str, Any], as_of: str = AS_OF, **tabs: Any) -> Outcome:
    """The Outcome of a shop with these tickets; further tabs by name, a blank in it written as an underscore."""
    more = {name.replace("_", " "): cells for name, cells in tabs.items()}
    made = {"Orders": orders(*STEADY), "Inventory": inventory({}), "Support": support(*rows), "Sources": SOURCES}
    return run(tmp_path, {**made, **more}, as_of)
