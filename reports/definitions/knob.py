"""What one knob is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sheets.errors import Text

Kind = Literal["count", "number", "rate", "money", "text", "choice", "list", "flag", "hours", "zone", "link", "date"]

#: Scopes that most limits of products take, from the narrowest to the widest.
OF_PRODUCTS = ("product", "type")
OF_VARIANTS = ("sku", *OF_PRODUCTS)


@dataclass(frozen=True, slots=True)
class Knob:
    """One row of ``Definitions``.

    ``default`` is the value as the cell shows it (a flag is ``yes``/``no``, a list has ``;`` between its items, ``""``
    is "not set"); ``applies_to`` is blank for all, else ``type:jersey``, ``zone:bogota``, ``source:orders``,
    ``method:pse`` … A number outside ``low`` … ``high`` is a mistake, and the default stands in for it. ``scopes`` are
    the kinds of ``applies_to`` that a row of it may have; a row with another one is a mistake as well. ``later`` is
    true of a knob that no figure reads yet: it is kept, and says so.
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
    scopes: tuple[str, ...] = ()
    later: bool = False

    @property
    def told(self) -> Text:
        """What it means, and that it is not used yet where it is not."""
        if not self.later:
            return self.meaning
        return Text(f"{self.meaning.en} Not used yet.", f"{self.meaning.es} Aún no se usa.")


def by_scope(
    key: str,
    unit: str,
    kind: Kind,
    meaning: Text,
    values: dict[str, str | int | float],
    *,
    scopes: tuple[str, ...] = (),
    low: float = 0.0,
    high: float = float("inf"),
) -> Iterator[Knob]:
    """One row for each ``applies_to`` of ``values``; ``scopes`` where it may have others than those of ``values``."""
    allowed = scopes or tuple(dict.fromkeys(name.partition(":")[0] for name in values))
    for applies_to, value in values.items():
        yield Knob(key, value, unit, kind, meaning, applies_to, low=low, high=high, scopes=allowed)
