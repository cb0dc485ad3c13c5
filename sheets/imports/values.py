"""Cells of an export -> cells of the tab: nothing guessed, nothing lost.

A number is written as a number only where its whole column is plain (``1299.00``, no thousands, at most two
decimals); otherwise the column stays text as exported, and the reader decides it by all of its cells. A date without
an offset is written as a date where it is ISO; with an offset it stays text, because the offset says what moment it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime

from sheets.contract import Column, Tab
from sheets.imports.records import Record
from sheets.workbook import Cell

_PLAIN = re.compile(r"-?(0|[1-9]\d*)(\.\d{1,2})?")
_WHOLE = re.compile(r"-?\d{1,9}(\.0+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?")
#: Shopify guards what a spreadsheet would take for a number: '85004, '7210448301122, '+57 300 1234567.
_GUARDED = re.compile(r"'(?=[+\w])")
#: What a file of XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_TEXT = 32_767
_EXACT_DIGITS = 15
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?) ?(?:Z|[+-]\d{2}:?\d{2})")
_GUARDED_TEXTS = frozenset({"ship_phone", "size", "color", "option1_value", "option2_value", "option3_value"})


def plain_columns(tab: Tab, records: Iterable[Record]) -> frozenset[str]:
    """The money columns of which every cell is a plain number."""
    money = {column.name for column in tab.columns if column.kind in ("money", "rate")}
    for record in records:
        money -= {name for name in money if not _is_plain(record.values.get(name))}
        if not money:
            break
    return frozenset(money)


def _is_plain(cell: Cell) -> bool:
    if isinstance(cell, str):
        return not cell.strip() or bool(_PLAIN.fullmatch(cell.strip()))
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool))


def value(cell: Cell, column: Column, plain: Collection[str]) -> Cell:
    """What is written into the tab for this cell of the export; ``None`` for a blank one."""
    if cell is None or cell == "":
        return None
    if not isinstance(cell, str):
        return _as_text(cell) if column.kind in ("id", "order", "sku") else cell
    told = _cleaned(cell)
    if not told:
        return None
    if column.kind in ("money", "rate"):
        return _number(told) if column.name in plain else told
    if column.kind == "count":
        return int(float(told)) if _WHOLE.fullmatch(told) else told
    if column.kind in ("date", "moment"):
        return _day(told)
    if column.kind in ("id", "order", "sku") or column.name in _GUARDED_TEXTS:
        told = _GUARDED.sub("", told, count=1) if told.startswith("'") else told
    return None if column.kind == "sku" and told in ("-", "--") else told


def carried(cell: Cell, sample: Cell) -> Cell:
    """What is written into a column that no contract knows: a number or a flag only where ``sample`` of it is one."""
    if not isinstance(cell, str):
        return cell
    told = _cleaned(cell)
    if isinstance(sample, bool):
        return {"true": True, "false": False}.get(told.lower(), told or None)
    if isinstance(sample, int | float) and _PLAIN.fullmatch(told) and len(told) <= _EXACT_DIGITS:
        return _number(told)
    return told or None


def _cleaned(cell: str) -> str:
    return _CONTROL.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()[:_LONGEST_TEXT]


def _as_text(cell: Cell) -> Cell:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


def _number(told: str) -> Cell:
    number = float(told)
    return int(number) if number.is_integer() else number


def _day(told: str) -> Cell:
    try:
        if _DAY.fullmatch(told):
            return date.fromisoformat(told)
        if _MOMENT.fullmatch(told):
            return datetime.fromisoformat(told)
    except ValueError:
        pass
    return told


def same(now: Cell, wanted: Cell) -> bool:
    """Whether the tab's cell already says this."""
    if _is_blank(now) or _is_blank(wanted):
        return _is_blank(now) and _is_blank(wanted)
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
    return str(_as_text(now)).strip().casefold() == str(_as_text(wanted)).strip().casefold()


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _moment(day: date) -> datetime:
    # Excel keeps a moment as a fraction of a day: not to the microsecond.
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return moment.replace(microsecond=0)


def _alike(now: int | float | str, wanted: int | float | str) -> bool:
    texts = [str(_as_text(cell)).strip() for cell in (now, wanted)]
    if texts[0] == texts[1]:
        return True
    return all(_PLAIN.fullmatch(text) for text in texts) and float(texts[0]) == float(texts[1])
