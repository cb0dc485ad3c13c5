"""Returns: what came back, and why."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.contract.patterns import REASONS
from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-returns": Text("Returns", "Devoluciones"),
}


def reason_words(reason: str) -> Both:
    """A reason in both languages: a known one by its name, the founder's own word as it is."""
    known = REASONS.get(reason)
    return Both(known.en, known.es) if known else Both(reason, reason)
