"""What one tab of the contract is once it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from sheets.errors import Text
from sheets.problems import SkippedRows


@dataclass(frozen=True, eq=False)
class Table:
    """One tab of the contract, typed.

    ``frame`` has one row per data row of the sheet and one column per canonical column *that the sheet
    has*, and ``row``, the row's number in the sheet (int64). Dtypes by kind: text, id, order, sku, choice,
    url -> object (``str`` or ``None``); list -> object (tuple of str); count -> ``Int64``; money and rate ->
    object of ``decimal.Decimal`` or ``None`` (major units, exact); date and moment ->
    ``datetime64[us, <business zone>]`` (a date is that local midnight); each moment column ``c`` has
    ``c_has_time`` (bool); flag -> ``boolean``; any -> object (the cell as it is). Unknown is ``None``/``NA``
    everywhere and never zero. A cell that was *not blank but unreadable* is listed in ``unread[column]`` by its row
    number; ``not_stocked[column]`` are the rows that say in words that a place does not hold the variant.

    ``letters`` and ``headers`` give for each canonical column its letter and its header as written.
    ``tool`` is the tool whose export the headers are (``"Shopify"``), or ``""``. ``ignored`` are headers that mean no
    column. ``aside`` are all rows that hold something and are not in ``frame``, by reason: those of ``skipped``,
    ``no_key`` and ``below`` (another header). ``strangers[column]`` gives for each word that no choice knows its rows;
    words and headers as :func:`sheets.problems.quoted` gives them.
    """

    key: str
    name: str
    frame: pd.DataFrame
    letters: Mapping[str, str]
    headers: Mapping[str, str]
    header_row: int
    fingerprint: str = ""
    skipped: tuple[SkippedRows, ...] = ()
    unread: Mapping[str, frozenset[int]] = field(default_factory=dict)
    assumptions: tuple[Text, ...] = ()
    hidden_rows: int = 0
    tool: str = ""
    not_stocked: Mapping[str, frozenset[int]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    aside: tuple[SkippedRows, ...] = ()
    strangers: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)

    def has(self, column: str) -> bool:
        """Whether the sheet has this column at all."""
        return column in self.letters

    def address(self, column: str, row: int) -> str:
        """The cell's address, tab included: ``Orders!I8``."""
        return f"{self.name}!{self.letters[column]}{row}"
