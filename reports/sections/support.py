"""Support: without its tab the brief sees no doubts, and says so."""

from __future__ import annotations

from reports.language import line
from reports.outcome import Section
from reports.sections.given import Given


def section(_: Given) -> Section:
    """The one-line empty state."""
    return Section(id="support", kind="label", title=line("T-support"), lines=[line("E-support")])
