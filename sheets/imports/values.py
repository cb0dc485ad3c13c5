"""Cells of an export -> cells of the tab: nothing guessed, nothing lost.

How a file writes is decided for each of its columns (:mod:`sheets.imports.styles`). A number or a day is then written
as one, and a moment that names its offset as ISO text, so that what stands in the tab already is read as before
whatever the file's own style. What can be meant in two ways stays as the file has it, for the reader to set aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from sheets import amounts, date_order, moment_cells
from sheets.contract import Column
from sheets.imports.styles import Days, Numbers
from sheets.imports.words import is_blank
from sheets.moment_cells import Doubtful, Found
from sheets.problems import Trouble
from sheets.workbook import Cell

#: Turns a cell of the file into a cell of the tab; ``None`` is a blank one.
Reader = Callable[[Cell], Cell]

_PLAIN = re.compile(r"-?(0|[1-9]\d*)(\.\d{1,2})?")
#: Shopify guards what a spreadsheet would take for a number: '85004, '7210448301122, '+57 300 1234567.
_GUARDED = re.compile(r"'(?=[+\w])")
#: Amazon and others guard theirs so: ="254927681919372".
_FORMULA_GUARD = re.compile(r'="([^"]*)"')
#: What a file of XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_LONGEST_TEXT = 32_767
_EXACT_DIGITS = 15
_LAST_EXACT = 1e15
_FIRST_YEAR = 1900
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?) ?(?:Z|[+-]\d{2}:?\d{2})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}")
_DASHES = frozenset({"-", "--", "–", "—"})
_CODES = ("id", "order", "sku")
_GUARDED_TEXTS = frozenset({"size", "color", "option1_value", "option2_value", "option3_value"})
_GUARDED_WORDS = ("phone", "zip", "postal", "barcode")
_REMEMBERED = 8192


def number_reader(column: Column, how: Numbers, keep_currency: bool) -> Reader:
    """Writes numbers as numbers, but those that can be meant in two ways, or whose currency would be lost."""
    kind = column.kind
    assert kind == "money" or kind == "rate" or kind == "count"
    read = amounts.reader_by(frozenset(), kind, how.decimals, how.style or "auto")

    plain_means_itself = how.style is not None and kind != "count"

    def write(cell: Cell) -> Cell:
        if not isinstance(cell, str):
            return cell
        # Nearly every cell of nearly every file.
        if len(cell) <= _EXACT_DIGITS:
            if cell.isdecimal() and cell.isascii():
                return int(cell)
            if plain_means_itself and _PLAIN.fullmatch(cell):
                number = float(cell)
                return int(number) if number.is_integer() else number
        return thought(cell)

    @lru_cache(_REMEMBERED)
    def thought(cell: str) -> Cell:
        told = _unguarded(cleaned(cell))
        if not told or told in _DASHES:
            return None
        if how.style is None and any(amounts.proof(told)):
            return told
        if keep_currency and amounts.currencies(told):
            return told
        found = read(told)
        if found is None:
            return None
        return told if isinstance(found, Trouble) else _number(found, told)

    return write


def day_reader(how: Days, timed: bool, zone: ZoneInfo | None) -> Reader:
    """Writes days and moments as such. ``timed``: the file's column knows times of day; ``zone`` is that of its clock.

    A moment that names its offset, or of a clock whose zone is known, is ISO text with the offset: no cell of a sheet
    can hold one.
    """

    def write(cell: Cell) -> Cell:
        # What says its offset is written as it is, and would be if it were no moment at all.
        return cell if isinstance(cell, str) and _STAMP.fullmatch(cell) else thought(cell)

    @lru_cache(_REMEMBERED, typed=True)
    def thought(cell: Cell) -> Cell:
        told = _unguarded(cleaned(cell)) if isinstance(cell, str) else cell
        if told is None or told == "" or isinstance(told, bool | time | timedelta):
            return told or None
        found = moment_cells.read(told, False)
        if isinstance(found, Doubtful):
            if how.order.contradictory:
                return told
            found = date_order.decided(found, told, how.order)
        if found is None:
            return None
        if not isinstance(found, Found) or not found.when.year >= _FIRST_YEAR:
            return told
        return _day(found, told, timed, zone)

    return write


def _day(found: Found, told: Cell, timed: bool, zone: ZoneInfo | None) -> Cell:
    when = found.when.replace(microsecond=0)
    if when.tzinfo is not None:
        return told if isinstance(told, str) and _ISO.match(told) else when.isoformat(" ")
    if not found.has_time or not timed:
        return when.date()
    if zone is not None:
        return when.replace(tzinfo=zone).isoformat(" ")
    # A date of a sheet at midnight is a day, here and for every reader; only text can say that it was midnight.
    return when if when.time() != time() else when.isoformat(" ")


def code_reader(lost_zeros: bool) -> Reader:
    """Keeps ids and SKUs text. What a spreadsheet made another thing of stays that thing, so that it is flagged."""

    def write(cell: Cell) -> Cell:
        if not isinstance(cell, str):
            return cell if _is_spoilt(cell) or lost_zeros else as_text(cell)
        told = _unguarded(cleaned(cell))
        return _GUARDED.sub("", told, count=1) if told.startswith("'") else told or None

    return write


def _is_spoilt(cell: Cell) -> bool:
    return isinstance(cell, date) or (isinstance(cell, float) and (not cell.is_integer() or abs(cell) >= _LAST_EXACT))


def _sku(write: Reader, cell: Cell) -> Cell:
    told = write(cell)
    return None if told in _DASHES else told


def _guarded_text(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return as_text(cell)
    told = _unguarded(cleaned(cell))
    return _GUARDED.sub("", told, count=1) if told.startswith("'") else told or None


def _any_text(cell: Cell) -> Cell:
    return (cleaned(cell) or None) if isinstance(cell, str) else cell


def text_reader(column: Column, lost_zeros: bool = False) -> Reader:
    """Writes what is neither a number nor a day: as text where a spreadsheet must not count it, else as it is."""
    if column.kind == "sku":
        return partial(_sku, code_reader(lost_zeros))
    if column.kind in _CODES:
        return code_reader(lost_zeros=False)
    if column.name in _GUARDED_TEXTS or any(word in column.name for word in _GUARDED_WORDS):
        return _guarded_text
    return _any_text


def carried(cell: Cell, sample: Cell) -> Cell:
    """What is written into a column that no contract knows: a number or a flag only where ``sample`` of it is one."""
    if not isinstance(cell, str):
        return cell
    told = cleaned(cell)
    if isinstance(sample, bool):
        return {"true": True, "false": False}.get(told.lower(), told or None)
    if isinstance(sample, int | float) and _PLAIN.fullmatch(told) and len(told) <= _EXACT_DIGITS:
        return _number(Decimal(told), told)
    return told or None


def cleaned(cell: str) -> str:
    """Text as a workbook can hold it."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()[:_LONGEST_TEXT]
    sound = _HALF.sub("\ufffd", cell.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub("", sound).strip()[:_LONGEST_TEXT]


def _unguarded(told: str) -> str:
    guarded = _FORMULA_GUARD.fullmatch(told) if told.startswith('="') else None
    return guarded[1].strip() if guarded else told


def as_text(cell: Cell) -> Cell:
    """A number as the text that it stands for; all else as it is."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


def _number(amount: Decimal, told: str) -> Cell:
    if len(amount.as_tuple().digits) > _EXACT_DIGITS:
        return told
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def same(now: Cell, wanted: Cell) -> bool:
    """Whether the tab's cell already says this."""
    if is_blank(now) or is_blank(wanted):
        return is_blank(now) and is_blank(wanted)
    if isinstance(now, datetime) and isinstance(wanted, str):
        # A spreadsheet that made a date of "2026-11-13 10:00:00 -0500" shows the same day and hour.
        return (stamp := _STAMP.fullmatch(wanted)) is not None and _moment(now) == datetime.fromisoformat(stamp[1])
    if isinstance(now, date) or isinstance(wanted, date):
        return isinstance(now, date) and isinstance(wanted, date) and _moment(now) == _moment(wanted)
    if isinstance(now, str) and isinstance(wanted, str):
        return now.strip() == wanted
    if isinstance(now, bool) or isinstance(wanted, bool):
        return now is wanted
    if isinstance(now, int | float) and isinstance(wanted, int | float):
        return now == wanted
    # A spreadsheet that made a number of an id or a text of a number said the same thing.
    return isinstance(now, int | float | str) and isinstance(wanted, int | float | str) and _alike(now, wanted)


def alike(now: Cell, wanted: Cell) -> bool:
    """Whether both would be shown alike, whatever their kinds: for columns that no contract knows."""
    return str(as_text(now)).strip().casefold() == str(as_text(wanted)).strip().casefold()


def _moment(day: date) -> datetime:
    # Excel keeps a moment as a fraction of a day: not to the microsecond.
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return moment.replace(microsecond=0)


def _alike(now: int | float | str, wanted: int | float | str) -> bool:
    texts = [str(as_text(cell)).strip() for cell in (now, wanted)]
    if texts[0] == texts[1]:
        return True
    return all(_PLAIN.fullmatch(text) for text in texts) and float(texts[0]) == float(texts[1])
