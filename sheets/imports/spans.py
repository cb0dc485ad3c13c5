"""The days that an export covers, where a line above its header, a cell or the founder says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sheets import date_order, moment_cells
from sheets.errors import SheetsError, Text
from sheets.imports.kinds import Sheet
from sheets.moment_cells import FIRST_YEAR, LAST_YEAR, Doubtful, Found
from sheets.workbook import Cell

#: The first day and the last.
Span = tuple[date, date]

_BETWEEN = re.compile(r"\s+(?:[-–—]|to|through|a|al|hasta)\s+|\s*[–—]\s*|(?<=\d{8})-(?=\d{8})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:del?\s+)?20\d\d\s*$", re.IGNORECASE)
_HASHED = re.compile(r"^#[^:]*:\s*(20\d{6})\s*$")


def of_text(text: str) -> Span | None:
    """``September 1, 2026 - September 30, 2026``, ``1 de julio de 2026 - 20 de septiembre de 2026``, a single day.

    ``None`` where it is no range, or where nobody can know which part of a date is the day.
    """
    ends = [part.strip() for part in _BETWEEN.split(text.replace("\u202f", " ").replace("\u00a0", " ").strip())]
    if not 1 <= len(ends) <= 2 or not all(ends):
        return None
    year = _YEAR.search(ends[-1])
    if year and not re.search(r"20\d\d", ends[0]):
        # "Sep 1 - Sep 30, 2026": the year is said once.
        ends[0] = f"{ends[0]} {year[0]}" if year[0].lower().startswith("d") else f"{ends[0]}, {year[0]}"
    read = [moment_cells.read(end, False) for end in ends]
    seen = date_order.evidence(read)
    days = []
    for end, found in zip(ends, read, strict=True):
        if isinstance(found, Doubtful) and (seen.proves or found.one == found.two):
            found = date_order.decided(found, end, date_order.order(seen, ""))
        if not isinstance(found, Found) or not FIRST_YEAR <= found.when.year <= LAST_YEAR:
            return None
        days.append(found.when.date())
    return (days[0], days[-1]) if days[0] <= days[-1] else None


def above(sheet: Sheet) -> Span | None:
    """The range that one of the lines above the header is."""
    for cells in reversed(sheet.above):
        # A date such as "September 1, 2026" falls into two cells where nobody quoted it.
        told = [cell.strip() for cell in cells if cell.strip()]
        if told and (found := of_text(", ".join(told)) or of_text(told[0])):
            return found
    return None


def hashed(sheet: Sheet) -> Span | None:
    """The two days of the lines ``# Start date: 20260501`` and ``# End date: 20260531``, in any language."""
    days = list(_hashed(sheet))
    return (days[-2], days[-1]) if len(days) >= 2 and days[-2] <= days[-1] else None


def _hashed(sheet: Sheet) -> Iterator[date]:
    for cells in sheet.above:
        if (told := _HASHED.match(",".join(cells).strip(" ,;"))) and (found := day(told[1])):
            yield found


def day(cell: Cell) -> date | None:
    """The day that a cell says beyond doubt; ``None`` where it says none, or one of which nobody knows the month."""
    found = moment_cells.read(cell, False)
    if isinstance(found, Found) and FIRST_YEAR <= found.when.year <= LAST_YEAR:
        return found.when.date()
    return None


def asked(sheet: Sheet) -> Span:
    """What the founder says of a file that does not say its days itself.

    Raises :class:`SheetsError` of the kind ``asks_period`` where the founder has not said it either.
    """
    if sheet.period:
        return sheet.period
    raise SheetsError(
        "asks_period",
        Text(f"{sheet.name} does not say which days it covers.", f"{sheet.name} no dice qué días cubre."),
        Text(
            "Say its first and last day, such as --from 2026-11-09 --to 2026-11-15, or export it again with dates.",
            "Di su primer y su último día, como --from 2026-11-09 --to 2026-11-15, o expórtalo de nuevo con fechas.",
        ),
    )
