"""Snapshot -> Tables and Problems: one typed frame a tab, every row with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pandas as pd

from sheets.errors import Text
from sheets.problems import Problem, SkippedRows

__all__ = ["Problem", "ReadingStyle", "SkippedRows", "Table", "Tables"]


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """What the definitions say about reading cells.

    ``zone`` is the business zone. ``date_style`` is ``auto``, ``d/m`` or ``m/d``; ``number_style`` is ``auto``,
    ``1.234,5`` or ``1,234.5``; both speak only where a column itself proves nothing. ``currency_decimals`` are the
    working decimals of the shop's ``currency``; ``ignore_chars`` are dropped from SKUs.
    """

    zone: ZoneInfo
    date_style: str = "auto"
    number_style: str = "auto"
    currency: str = "COP"
    currency_decimals: int = 0
    ignore_chars: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """One tab of the contract, typed.

    ``frame`` has one row per data row of the sheet and one column per canonical column *that the sheet
    has*, and ``row``, the row's number in the sheet (int64). Dtypes by kind: text, id, order, sku, choice,
    url -> object (``str`` or ``None``); list -> object (tuple of str); count -> ``Int64``; money and rate ->
    object of ``decimal.Decimal`` or ``None`` (major units, exact); date and moment ->
    ``datetime64[us, <business zone>]`` (a date is that local midnight); each moment column ``c`` has
    ``c_has_time`` (bool); flag -> ``boolean``. Unknown is ``None``/``NA`` everywhere and never zero.
    A cell that was *not blank but unreadable* is listed in ``unread[column]`` by its row number.

    ``letters`` and ``headers`` give for each canonical column its letter and its header as written.
    ``tool`` is the tool whose export the headers are (``"Shopify"``), or ``""``.
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

    def has(self, column: str) -> bool:
        """Whether the sheet has this column at all."""
        return column in self.letters

    def address(self, column: str, row: int) -> str:
        """The cell's address, tab included: ``Orders!I8``."""
        return f"{self.name}!{self.letters[column]}{row}"


@dataclass(frozen=True, eq=False)
class Tables:
    """Every tab of the contract that could be used, by key, and what could not be read."""

    by_key: Mapping[str, Table]
    problems: tuple[Problem, ...] = ()
    unusable: Mapping[str, Text] = field(default_factory=dict)

    def get(self, key: str) -> Table | None:
        """The table of this key, or ``None`` where the workbook has no such (usable) tab."""
        return self.by_key.get(key)
