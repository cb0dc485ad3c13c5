"""Support: which promise is unclear."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-support": Text("Support", "Soporte"),
    "E-support": Text(
        "No support data yet — the brief can't see doubts.", "Aún no hay soporte: el informe no ve las dudas."
    ),
    "E-support-unused": Text(
        "Support is read but not used yet — the brief can't see doubts.",
        "El soporte se lee pero aún no se usa: el informe no ve las dudas.",
    ),
}
