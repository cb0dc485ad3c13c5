"""Support: without its tab the brief sees no doubts, and says so."""

from __future__ import annotations

from reports.language import line
from reports.outcome import Section
from reports.sections.given import Given, has_rows


def section(given: Given) -> Section:
    """The one-line empty state."""
    said = line("E-support-unused" if has_rows(given.facts, "support") else "E-support")
    return Section(id="support", kind="label", title=line("T-support"), lines=[said])
