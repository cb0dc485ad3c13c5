"""A tab to be written, neutral between Excel and Google Sheets.

A Grid says what stands where and in which *role*; a backend turns roles into its own formats.
Rows and columns count from 1, as in the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

Value = None | str | int | float | bool | date | datetime

#: The longest text that a cell holds, in both homes alike.
LONGEST_TEXT = 32_767
#: Beyond this, a whole number is no longer exact in a spreadsheet: it is an identifier, and written as text.
EXACT = 10**15

_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a rich text, with its own weight and colour."""

    text: str
    bold: bool = False
    color: str = ""


@dataclass(frozen=True, slots=True)
class Rich:
    """Text of several runs; every run gets a complete format of its own."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The text without its formats."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Style:
    """One role's look, complete in itself: nothing is left to the workbook's default.

    ``size`` in points; colours as ``#rrggbb`` (``""`` = none); ``border`` names sides in
    ``"top bottom left right"`` with the colour ``border_color``; ``number`` is an Excel format code.
    """

    size: float = 10
    bold: bool = False
    italic: bool = False
    color: str = "#1c1b19"
    fill: str = ""
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "vcenter", "bottom"] = "vcenter"
    wrap: bool = False
    indent: int = 0
    border: str = ""
    border_color: str = "#e6e2da"
    number: str = "General"
    unlocked: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell. Text is always written as text, whatever it begins with.

    ``link`` is a place in this workbook (``"#'Orders'!A12"``) or an https/mailto address.
    """

    value: Value | Rich = None
    style: str = "body"
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells from (row, column) to (last_row, last_column) shown as one."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down list over a range."""

    row: int
    column: int
    last_row: int
    last_column: int
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small chart in one cell over values that stand in a row of a tab of ours."""

    row: int
    column: int
    source_tab: str
    source_row: int
    first_column: int
    last_column: int
    color: str = "#1f5f4a"


@dataclass(frozen=True, slots=True)
class ColorRule:
    """Conditional format: the style's colours where the cell's text is ``equals``."""

    row: int
    column: int
    last_row: int
    last_column: int
    equals: str
    style: str


@dataclass(frozen=True, slots=True)
class Page:
    """Print set-up: A4, one page wide. ``last_row``/``last_column`` bound the print area (0 = all)."""

    landscape: bool = False
    repeat_rows: int = 0
    last_row: int = 0
    last_column: int = 0
    footer: str = ""


@dataclass(frozen=True)
class Grid:
    """One tab of ours.

    ``key`` is the mark by which the tab is found again (``"brief"``); ``name`` the name that it gets
    when it is first made. ``key_column`` is the column (hidden) that holds the key of each row, 0 where
    rows have none.
    """

    key: str
    name: str
    cells: Mapping[tuple[int, int], GridCell]
    styles: Mapping[str, Style]
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    choices: tuple[Choice, ...] = ()
    sparklines: tuple[Sparkline, ...] = ()
    color_rules: tuple[ColorRule, ...] = ()
    freeze: tuple[int, int] = (0, 0)
    filter_row: int = 0
    hidden: bool = False
    hidden_columns: tuple[int, ...] = ()
    grid_lines: bool = False
    tab_color: str = ""
    key_column: int = 0
    page: Page = Page()


def text_of(value: str) -> str:
    """The text as a cell can hold it: no control characters, one kind of line break, not too long."""
    return _DROPPED.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def serial(moment: date | datetime, date_1904: bool = False) -> float:
    """The number that a spreadsheet keeps for a date or a moment: days since 30 December 1899, or 1 January 1904."""
    plain = datetime(moment.year, moment.month, moment.day)
    if isinstance(moment, datetime):
        plain = moment.replace(tzinfo=None)
    since = plain - (datetime(1904, 1, 1) if date_1904 else datetime(1899, 12, 30))
    return since / timedelta(days=1)
