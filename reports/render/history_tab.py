"""The hidden tab _History: the memory as plain rows, so that it follows the workbook."""

from __future__ import annotations

from reports import memory
from reports.outcome import Outcome
from reports.render.styles import STYLES
from reports.tokens import LIGHT
from sheets.contract import our_tab
from sheets.grid import Grid, GridCell


def grid(outcome: Outcome) -> Grid:
    """One row a thing remembered, as :func:`reports.memory.rows` gives them."""
    rows = memory.rows(outcome.memory)
    cells = {
        (row, column): GridCell(value, "key_head" if row == 1 else "key")
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    }
    tab = our_tab("history")
    return Grid(
        key=tab.key,
        name=tab.name,
        cells=cells,
        styles={role: STYLES[role] for role in ("key_head", "key")},
        widths=dict.fromkeys(range(1, len(rows[0]) + 1), 14.0),
        freeze=(1, 0),
        hidden=tab.hidden,
        tab_color=LIGHT.muted,
    )
