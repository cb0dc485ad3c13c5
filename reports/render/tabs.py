"""All of our tabs but the run log, from one Outcome."""

from __future__ import annotations

from reports import marks
from reports.outcome import Outcome
from reports.render import brief_tab, exceptions_tab, health_tab, history_tab, products_tab, stock_tab
from sheets.grid import Grid


def grids(outcome: Outcome, language: str) -> list[Grid]:
    """The tabs in the order in which they are added to a workbook."""
    shown = (brief_tab, exceptions_tab, products_tab, stock_tab, health_tab)
    with marks.region(outcome.number_region):
        return [*(tab.grid(outcome, language) for tab in shown), history_tab.grid(outcome)]
