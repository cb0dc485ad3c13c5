"""What changed since it was told: definitions, and revenue that was published."""

from __future__ import annotations

from sheets.errors import Text

TEXTS = {
    "X-def": Text(
        "Definition changed on {d}: {key} {old} → {new}; earlier figures were recomputed.",
        "Cambió una definición el {d}: {key} {old} → {new}; las cifras anteriores se recalcularon.",
    ),
    "X-def-unsaid": Text(
        "Definition changed on {d}: {key}; earlier figures were recomputed.",
        "Cambió una definición el {d}: {key}; las cifras anteriores se recalcularon.",
    ),
    "X-def-more": Text(
        "{n:more definition|more definitions} changed in the last two weeks.",
        "{n:definición más cambió|definiciones más cambiaron} en las últimas dos semanas.",
    ),
    "X-def-unset": Text("not set", "sin definir"),
    "X-rest": Text(
        "Revenue of {days} was published as {a}; it is now {b} after later refunds.",
        "Los ingresos publicados de {days} eran {a}; ahora son {b} por reembolsos posteriores.",
    ),
    "X-rest-other": Text(
        "Revenue of {days} was published as {a}; it is now {b}: its orders changed since.",
        "Los ingresos publicados de {days} eran {a}; ahora son {b}: sus pedidos cambiaron desde entonces.",
    ),
}
