"""What a tab and a column of the contract are. The tabs themselves stand in :mod:`sheets.contract`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sheets.errors import Text

#: Raised by one whenever a tab or a column is added; stamped in every workbook that we make.
CONTRACT_VERSION = 2

Kind = Literal[
    "text", "id", "order", "sku", "count", "money", "rate", "date", "moment", "flag", "choice", "list", "url", "any"
]


#: What a comparison form leaves out.
_OTHERS = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())


def normal(text: str) -> str:
    """The form in which names and headers are compared: lower case, no accents, letters and digits only."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return plain.translate(_OTHERS)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tab.

    ``name`` is canonical; ``title`` is what a new workbook shows; ``aliases`` are other headers it is
    known by (exports and Spanish), compared as :func:`normal` makes them. Of the columns that share an
    ``any_of`` group at least one is needed. ``choices`` maps each value of a ``choice`` column to the
    words it is also known by: first the English one that lists show, then the Spanish one, then others.
    A ``flag`` column may name words beyond yes and no in the same way, under ``yes`` and ``no``. ``personal`` marks
    somebody's name, street or phone.
    """

    name: str
    kind: Kind
    title: Text
    meaning: Text
    required: bool = False
    any_of: str = ""
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    personal: bool = False

    @property
    def known_as(self) -> frozenset[str]:
        """Every header that means this column, in comparison form."""
        return frozenset(map(normal, (self.name, self.title.en, self.title.es, *self.aliases)))

    def words(self, language: str) -> tuple[str, ...]:
        """What a drop-down list shows for each choice."""
        return tuple(words[1 if language == "es" else 0] for words in self.choices.values())


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. ``key`` is how code names it (``"orders"``), ``name`` its canonical name.

    Of the columns ``keys`` a row must have at least one, or it is no row of the tab. ``identity`` are the ways to tell
    a row from all others: the first of them whose first column is filled counts.
    """

    key: str
    name: Text
    level: int
    meaning: Text
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    identity: tuple[tuple[str, ...], ...]
    aliases: tuple[str, ...] = ()
    row_is: Text = field(default_factory=lambda: Text("", ""))

    @property
    def known_as(self) -> frozenset[str]:
        """Every tab name that means this tab, in comparison form."""
        return frozenset(map(normal, (self.key, self.name.en, self.name.es, *self.aliases)))

    def column(self, name: str) -> Column:
        """The column of this canonical name; ``KeyError`` where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class OurTab:
    """One tab that the program writes. ``name`` is what it is called when it is first made, in both languages."""

    key: str
    name: str
    meaning: Text
    hidden: bool = False
