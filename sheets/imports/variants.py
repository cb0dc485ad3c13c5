"""What an option is: its name says whether its value is a size or a colour."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.contract import normal
from sheets.workbook import Cell

_SIZE = frozenset({"size", "talla", "tallas", "tamano", "sizes", "medida"})
_COLOR = frozenset({"color", "colour", "colors", "colores"})
#: What Shopify calls the one variant of a product without options.
_NO_OPTION = "defaulttitle"


def with_sizes(values: Mapping[str, Cell]) -> dict[str, Cell]:
    """The values with ``size`` and ``color`` taken from the options that are called so, blank where there is none."""
    size: Cell = None
    color: Cell = None
    for number in (1, 2, 3):
        name = normal(str(values.get(f"option{number}_name") or ""))
        value = values.get(f"option{number}_value")
        if value in (None, "") or normal(str(value)) == _NO_OPTION:
            continue
        if name in _SIZE and size is None:
            size = value
        elif name in _COLOR and color is None:
            color = value
    return {**values, "size": size, "color": color}
