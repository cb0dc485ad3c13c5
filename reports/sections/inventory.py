"""Inventory pressure: what stands below its minimum, worst first."""

from __future__ import annotations

import pandas as pd

from reports.facts import Facts
from reports.language import line
from reports.metrics.variants import watched
from reports.numbers import Count, Listing
from reports.outcome import Line, Section
from reports.sections.given import Given, has_rows, known

#: So many are named; the rest is counted.
NAMED = 6


def section(given: Given) -> Section:
    """The line, or why there is none."""
    title = line("T-stock" if given.read == "daily" else "T-inventory")
    return Section(id="inventory", kind="label", title=title, lines=_lines(given.facts))


def _lines(facts: Facts) -> list[Line]:
    if not has_rows(facts, "inventory"):
        return [line("E-inventory")]
    variants = facts.variants
    seen = watched(variants)
    if not seen.any():
        return [line("L-INV-untracked")]
    told = variants["available"].notna().to_numpy()
    unread = int((seen & ~told).sum())
    below = seen & told & variants["low"].fillna(False).to_numpy(dtype=bool)
    low = variants[["available", "label", "minimum", "size"]]
    said = [_below(low[below]) if below.any() else line("L-INV-none")]
    return [*said, line("L-INV-unread", n=Count(unread))] if unread else said


def _below(low: pd.DataFrame) -> Line:
    worst = sorted(low.to_dict("records"), key=lambda row: (int(row["available"]), str(row["label"])))
    items = [
        line("L-INV-item", label=str(row["label"]), n=Count(int(row["available"])), t=Count(int(row["minimum"])))
        for row in worst[:NAMED]
    ]
    more = line("L-INV-more", n=Count(len(worst) - NAMED)) if len(worst) > NAMED else ""
    sized = all(known(row["size"]) and row["size"] for row in worst)
    return line("L-INV" if sized else "L-INV-items", n=Count(len(worst)), list=Listing(tuple(items)), more=more)
