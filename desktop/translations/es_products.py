"""Spanish: products, stock and the charts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # charts
    "chart.table": "Como tabla",
    "chart.picture": "Como gráfica",
}
