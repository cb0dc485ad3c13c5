"""What one knob is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sheets.errors import Text

Kind = Literal["count", "number", "rate", "money", "text", "choice", "list", "flag", "hours", "zone", "link"]


@dataclass(frozen=True, slots=True)
class Knob:
    """One row of ``Definitions``.

    ``default`` is the value as the cell shows it (a flag is ``yes``/``no``, a list has ``;`` between its items, ``""``
    is "not set"); ``applies_to`` is blank for all, else ``type:jersey``, ``zone:bogota``, ``source:orders``,
    ``method:pse`` … A number outside ``low`` … ``high`` is a mistake, and the default stands in for it.
    """

    key: str
    default: str | int | float
    unit: str
    kind: Kind
    meaning: Text
    applies_to: str = ""
    choices: tuple[str, ...] = ()
    low: float = 0.0
    high: float = float("inf")


def by_scope(key: str, unit: str, kind: Kind, meaning: Text, values: dict[str, str | int | float]) -> Iterator[Knob]:
    """One row for each ``applies_to`` of ``values``."""
    for applies_to, value in values.items():
        yield Knob(key, value, unit, kind, meaning, applies_to)
