"""How far a founder is with setting the workbook up, as counts of what is really there."""

from __future__ import annotations

from reports.facts import Facts
from reports.outcome import Memory

#: What everything is counted in and by.
BASICS = ("brand_name", "currency", "timezone", "week_starts_on")
LIMIT, OWNER = "low_stock_units", "owner."


def start_counts(facts: Facts, before: Memory) -> dict[str, int]:
    """Notes, own basics, own limits of stock, named owners, and whether a brief was written before this one (1) or not.

    A run that is repeated for the same moment does not count the first time as one before it.
    """
    own = [setting.key for setting in facts.knobs.own]
    return {
        "notes": len(facts.notes),
        "basics": sum(key in BASICS for key in own),
        "limits": own.count(LIMIT) + _filled(facts, "inventory", LIMIT) + _filled(facts, "thresholds", LIMIT),
        "owners": sum(key.startswith(OWNER) for key in own) + _filled(facts, "owners", "owner"),
        "written": int(before.first not in ("", facts.as_of.isoformat())),
    }


def _filled(facts: Facts, key: str, column: str) -> int:
    """How many cells of a column say something."""
    table = facts.tables.get(key)
    return 0 if table is None or column not in table.frame else int(table.frame[column].notna().sum())
