"""The themes of support as the Outcome has them: which promise is unclear, where to fix it, and who does."""

from __future__ import annotations

from reports.facts import Facts
from reports.outcome import Theme


def themes(facts: Facts) -> list[Theme]:
    """Every theme, in order of priority; none without Support."""
    return [] if facts.themes.empty else []
