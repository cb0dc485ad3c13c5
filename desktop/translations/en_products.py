"""English: products, stock and the charts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # charts
    "chart.table": "As a table",
    "chart.picture": "As a chart",
}
