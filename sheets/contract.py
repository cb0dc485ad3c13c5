"""The tabs of the workbook and their columns. The template, the checks and the handbook come from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sheets.errors import Text

#: Raised by one whenever a tab or a column is added; stamped in every workbook that we make.
CONTRACT_VERSION = 1

Kind = Literal[
    "text", "id", "order", "sku", "count", "money", "rate", "date", "moment", "flag", "choice", "list", "url", "any"
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tab.

    ``name`` is canonical; ``title`` is what a new workbook shows; ``aliases`` are other headers it is
    known by (exports and Spanish), compared without case, accents and punctuation. Of the columns that
    share an ``any_of`` group at least one is needed. ``choices`` maps each value of a ``choice`` column
    to the words it is also known by.
    """

    name: str
    kind: Kind
    title: Text
    meaning: Text
    required: bool = False
    any_of: str = ""
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. ``key`` is how code names it (``"orders"``), ``name`` its canonical name."""

    key: str
    name: Text
    level: int
    meaning: Text
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    row_is: Text = Text("", "")

    def column(self, name: str) -> Column:
        """The column of this canonical name; ``KeyError`` where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
