"""How a written value looks: as its cell did, but a date as a date, and text that looks like a formula as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from sheets.excel.styles import Styles
from sheets.workbook import Cell

#: The look of text that a spreadsheet would take for a formula as soon as someone opens and leaves its cell.
QUOTED = "'"

_DATE_CODES: Mapping[type, str] = {
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
    time: "hh:mm:ss",
    timedelta: "[h]:mm:ss",
}
_LIKE_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def look_of(value: Cell) -> str:
    """The number format that shows the value, :data:`QUOTED`, or ``""`` where any format does."""
    if isinstance(value, str):
        return QUOTED if value.startswith(_LIKE_FORMULAS) else ""
    return _DATE_CODES.get(type(value), "")


class Formats:
    """The cell formats that an edit uses. Twins are added to the workbook's styles where it has none yet.

    ``styles`` is asked only where a twin is wanted: a workbook without styles is not given any in vain.
    """

    def __init__(self, styles: Callable[[], Styles], pairs: Iterable[tuple[int, str]]) -> None:
        self._twins = {pair: _twin(styles(), *pair) for pair in sorted(set(pairs))}

    def shown(self, base: int, value: Cell) -> int:
        """The format of a cell that had ``base`` and is to hold this value."""
        look = look_of(value)
        return self._twins.get((base, look), base) if look else base


def _twin(styles: Styles, base: int, look: str) -> int:
    if look == QUOTED:
        return styles.with_quote_prefix(base)
    return base if styles.is_date(base) else styles.with_number_format(base, look)
