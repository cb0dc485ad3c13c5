"""What could not be read of a workbook, and what was left out on purpose."""

from __future__ import annotations

from dataclasses import dataclass

from sheets.errors import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, said where it stands.

    ``kind`` is one of ``error_cell``, ``uncached``, ``unreadable``, ``ambiguous``, ``changed_sku``,
    ``missing_column``, ``missing_tab``, ``two_tabs``, ``duplicate_header``, ``unknown_choice``,
    ``key_missing``, ``out_of_range``. ``cell`` is an address (``"I8"``) or ``""``; ``column`` the
    canonical column, ``header`` the header as written, ``value`` the raw text seen.
    """

    kind: str
    tab: str
    said: Text
    cell: str = ""
    row: int = 0
    column: str = ""
    header: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """Rows that are not data: ``reason`` is ``total``, ``header_again``, ``example`` or ``blank``."""

    reason: str
    rows: tuple[int, ...]
