"""One column of raw cells -> typed values, by the column's kind. What cannot be read is a Trouble, never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheets import amounts, codes, labels, moments
from sheets.contract import Column, normal
from sheets.errors import Text
from sheets.problems import Trouble
from sheets.workbook import Cell, ErrorCell, Uncached


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
class Read:
    """A typed column. ``troubles`` are by position; ``strangers`` are words that no choice knows, with positions."""

    values: pd.Series[Any]
    troubles: Mapping[int, Trouble]
    has_time: pd.Series[bool] | None = None
    assumptions: tuple[Text, ...] = ()
    strangers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


#: What a spreadsheet shows for an error, when it arrives as text (pasted, or from Google Sheets).
_ERROR_WORDS = frozenset(
    {"#N/A", "#N/D", "#REF!", "#¡REF!", "#VALUE!", "#¡VALOR!", "#DIV/0!", "#¡DIV/0!", "#NAME?", "#¿NOMBRE?", "#NULL!",
     "#¡NULO!", "#NUM!", "#¡NUM!", "#SPILL!", "#¡DESBORDAMIENTO!", "#CALC!", "#¡CALC!", "#ERROR!", "#GETTING_DATA",
     "Loading…", "Loading...", "Cargando…", "Cargando..."}
)  # fmt: skip
_ERROR_KINDS = frozenset({ErrorCell, Uncached})
_YES = frozenset({"true", "yes", "si", "x", "1", "verdadero"})
_NO = frozenset({"false", "no", "0", "falso"})
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_WHOLE_TEXT = re.compile(r"^-?\d+\.0+$")
_KEPT_AS_TEXT = re.compile(r"^'(?=[+\d])")
_GUARD = re.compile(r'^="(.*)"$')
_GID = re.compile(r"^gid://shopify/\w+/", re.IGNORECASE)
_NUMBERED = re.compile(r"#?[0-9]+").fullmatch
_SEPARATORS = re.compile(r"[;,]")
_LAST_EXACT = 1e15
_UTC = ZoneInfo("UTC")


def read(
    column: Column, cells: Sequence[Cell], header: str, style: ReadingStyle, zone: ZoneInfo, date_1904: bool
) -> Read:
    """Type one column. ``zone`` is that of the tab's source, for moments that name none."""
    plain, troubles = _without_errors(cells)
    match column.kind:
        case "money" | "rate" | "count":
            reader = amounts.reader(plain, column.kind, style.currency_decimals, style.number_style)
            values = _each(plain, reader, troubles)
            return Read(_counts(values) if column.kind == "count" else _objects(values), troubles)
        case "moment" | "date":
            clock = _UTC if labels.is_in_utc(header) else zone
            found = moments.moments(plain, header, style.zone, clock, style.date_style, date_1904)
            if column.kind == "date":
                found = moments.dates(found, style.zone)
            troubles.update(found.troubles)
            has_time: pd.Series[bool] | None = None
            if column.kind == "moment":
                has_time = pd.Series(found.has_time.astype(bool))
            return Read(_stamps(found.values, style.zone), troubles, has_time, found.assumptions)
        case "choice":
            return _choices(column, plain, troubles)
        case "flag":
            return Read(pd.Series(pd.array(_each(plain, _flag_reader(column), troubles), dtype="boolean")), troubles)
        case "sku":
            return Read(_objects(_each(plain, _sku_reader(plain, style.ignore_chars), troubles)), troubles)
        case _:
            return Read(_objects(_each(plain, _READERS[column.kind], troubles)), troubles)


def _without_errors(cells: Sequence[Cell]) -> tuple[Sequence[Cell], dict[int, Trouble]]:
    distinct = set(cells)
    texts = [cell for cell in distinct if isinstance(cell, str)]
    if _ERROR_WORDS.isdisjoint(map(str.strip, texts)) and _ERROR_KINDS.isdisjoint(map(type, distinct)):
        return cells, {}
    plain: list[Cell] = list(cells)
    troubles: dict[int, Trouble] = {}
    for position, cell in enumerate(cells):
        if isinstance(cell, ErrorCell):
            troubles[position] = Trouble("error_cell", cell.code)
        elif isinstance(cell, Uncached):
            troubles[position] = Trouble("uncached", "")
        elif isinstance(cell, str) and cell.strip() in _ERROR_WORDS:
            troubles[position] = Trouble("error_cell", cell.strip())
        else:
            continue
        plain[position] = None
    return plain, troubles


def _texts(cells: Sequence[Cell]) -> set[str]:
    return {cell.strip() for cell in set(cells) if isinstance(cell, str)}


def _each(cells: Sequence[Cell], convert: Callable[[Cell], Any], troubles: dict[int, Trouble]) -> list[Any]:
    if bool in set(map(type, cells)):
        return _split([convert(cell) for cell in cells], troubles)
    # Each distinct cell is read once. ``True`` and ``1.0`` would be one of them.
    read = {cell: convert(cell) for cell in set(cells)}
    values = list(map(read.__getitem__, cells))
    return _split(values, troubles) if Trouble in set(map(type, read.values())) else values


def _split(values: list[Any], troubles: dict[int, Trouble]) -> list[Any]:
    """Take the troubles out of the values."""
    for position, value in enumerate(values):
        if isinstance(value, Trouble):
            troubles[position] = value
            values[position] = None
    return values


def _objects(values: list[Any]) -> pd.Series[Any]:
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return pd.Series(made, dtype=object, copy=False)


def _counts(values: list[Any]) -> pd.Series[Any]:
    return pd.Series(pd.array([None if value is None else int(value) for value in values], dtype="Int64"))


def _stamps(values: NDArray[np.datetime64], zone: ZoneInfo) -> pd.Series[Any]:
    return pd.Series(pd.DatetimeIndex(values).tz_localize("UTC").tz_convert(zone))


def _choices(column: Column, cells: Sequence[Cell], troubles: dict[int, Trouble]) -> Read:
    known = {normal(word): choice for choice, words in column.choices.items() for word in (choice, *words)}
    other = next((name for name in ("other", "unknown") if name in column.choices), None)

    def choice(cell: Cell) -> Any:
        text = _text(cell)
        if not isinstance(text, str):
            return text
        return known.get(normal(text)) or Trouble("unknown_choice", text)

    values = _each(cells, choice, troubles)
    strangers: dict[str, list[int]] = {}
    for position, trouble in list(troubles.items()):
        if trouble.kind == "unknown_choice":
            strangers.setdefault(trouble.value, []).append(position)
            values[position] = other
            if other is not None:
                del troubles[position]
    said = {word: tuple(positions) for word, positions in strangers.items()}
    return Read(_objects(values), troubles, strangers=said)


def _flag_reader(column: Column) -> Callable[[Cell], bool | Trouble | None]:
    yes = _YES | {normal(word) for word in column.choices.get("yes", ())}
    no = _NO | {normal(word) for word in column.choices.get("no", ())}

    def flag(cell: Cell) -> bool | Trouble | None:
        if cell is None or isinstance(cell, bool):
            return cell
        word = normal(_shown(cell))
        if not word:
            return None
        return True if word in yes else False if word in no else Trouble("unreadable", _shown(cell), "flag")

    return flag


def _text(cell: Cell) -> str | None:
    if isinstance(cell, str):
        # Exports put an apostrophe before numbers that are to stay text: '+57 308 …, '05001.
        return _KEPT_AS_TEXT.sub("", cell.replace("\u00a0", " ").strip()) or None
    return None if cell is None else _shown(cell)


def _shown(cell: Cell) -> str:
    """A cell that is not text, as a person would have typed it."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
        case datetime():
            return cell.isoformat(" ", "minutes" if not cell.second else "seconds")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell).strip()


def _id(cell: Cell) -> str | Trouble | None:
    if isinstance(cell, float) and abs(cell) >= _LAST_EXACT:
        return Trouble("unreadable", _shown(cell), "rounded")
    if isinstance(cell, date | time | timedelta):
        return Trouble("unreadable", _shown(cell), "code")
    text = _text(cell)
    if text is None:
        return None
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    if guarded := _GUARD.match(text):
        text = guarded[1]
    text = " ".join(text.removeprefix("'").split())
    if text[-4:-3].upper() == "E" and codes.is_power(text):
        return Trouble("unreadable", text, "rounded")
    return (text.partition(".")[0] if _WHOLE_TEXT.match(text) else text) or None


def _order(cell: Cell) -> str | Trouble | None:
    # As nearly every order is named: nothing else has to be looked at.
    if isinstance(cell, str) and _NUMBERED(cell):
        return cell.removeprefix("#")
    found = _id(cell)
    if not isinstance(found, str):
        return found
    return _GID.sub("", found).removeprefix("#").strip().upper() or None


def _sku_reader(cells: Sequence[Cell], ignored: str) -> Callable[[Cell], str | Trouble | None]:
    # A column that also holds codes such as 00123 has lost the zeros of those that are numbers now.
    lost_zeros = any(text.startswith("0") and text.isdigit() and len(text) > 1 for text in _texts(cells))
    drop = str.maketrans("", "", ignored + ignored.upper())

    def sku(cell: Cell) -> str | Trouble | None:
        if isinstance(cell, date | time | timedelta | bool) or (
            isinstance(cell, float) and _is_changed(cell, lost_zeros)
        ):
            return Trouble("changed_sku", _shown(cell))
        found = _id(cell)
        if not isinstance(found, str):
            return None if found is None else Trouble("changed_sku", found.value)
        if codes.is_changed(found):
            return Trouble("changed_sku", found)
        return (found if found.isascii() else unicodedata.normalize("NFC", found)).upper().translate(drop).strip(
            "- "
        ) or None

    return sku


def _is_changed(number: float, lost_zeros: bool) -> bool:
    return not number.is_integer() or abs(number) >= _LAST_EXACT or lost_zeros


def _list(cell: Cell) -> tuple[str, ...] | None:
    text = _text(cell)
    return None if text is None else tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip()) or None


def _any(cell: Cell) -> Cell:
    return _text(cell) if isinstance(cell, str) else cell


_READERS: Mapping[str, Callable[[Cell], Any]] = {
    "text": _text,
    "url": _text,
    "id": _id,
    "order": _order,
    "list": _list,
    "any": _any,
}
