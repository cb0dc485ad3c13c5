"""Returns: what came back, and why."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.contract.patterns import REASONS
from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-returns": Text("Returns", "Devoluciones"),
    "E-returns": Text(
        "No returns recorded: only refunds can be seen, without reasons.",
        "Sin devoluciones registradas: solo se ven los reembolsos, sin motivos.",
    ),
    "L-RET-rate": Text(
        "{k} of {n:unit|units} in orders {a}–{b} days old came back{p}; {x} exchanged{fit}.",
        "De {n:unidad|unidades} de pedidos de hace {a}–{b} días {k:?volvió|volvieron} {k}{p} y se "
        "{x:?cambió|cambiaron} {x}{fit}.",
    ),
    "L-RET-percent": Text(" ({p})", " ({p})"),
    "L-RET-fit": Text(" ({f} for fit)", " ({f} por talla)"),
    "L-RET-early": Text(
        "Too early for a return rate: {n:unit|units} in orders {a}–{b} days old (from {least} on).",
        "Muy pronto para una tasa de devolución: {n:unidad|unidades} de pedidos de hace {a}–{b} días (desde {least}).",
    ),
    "L-RET-why": Text(
        "Reasons in {d} days: {list:,}{without}.",
        "Motivos en {d} días: {list:,}{without}.",
    ),
    "L-RET-why-item": Text("{reason} {k}", "{reason} {k}"),
    "L-RET-without": Text(" ({m} without a reason)", " ({m} sin motivo)"),
    "L-RET-none": Text("No reason was given in {d} days.", "En {d} días nadie dio un motivo."),
    "L-RET-products": Text("{list:·}.", "{list:·}."),
    "L-RET-product": Text("{product}: {reason} {k} of {n}{size}", "{product}: {reason} {k} de {n}{size}"),
    "L-RET-size": Text(" (size {s} {k})", " (talla {s} {k})"),
    "L-RET-unknown": Text(
        "{n:return names|returns name} an order that isn't in Orders and {n:?is|are} in no rate.",
        "{n:devolución nombra un pedido que no está|devoluciones nombran pedidos que no están} en los pedidos y no "
        "{n:?entra|entran} en ninguna tasa.",
    ),
    "L-RET-over": Text(
        "{n:return tells|returns tell} more units than the order had; the rest is not counted.",
        "{n:devolución dice|devoluciones dicen} más unidades de las que tenía el pedido; lo que sobra no cuenta.",
    ),
}


def reason_words(reason: str) -> Both:
    """A reason in both languages: a known one by its name, the founder's own word as it is."""
    known = REASONS.get(reason)
    return Both(known.en, known.es) if known else Both(reason, reason)
