"""One column of raw cells -> exact numbers. How its text is meant is decided once, from the whole column."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal

from sheets.problems import Trouble
from sheets.workbook import Cell

Kind = Literal["money", "rate", "count"]
Amount = Decimal | Trouble | None

#: Every blank that a program puts between thousands, every dash that it takes for a minus.
_PLAINER = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " ")
    | dict.fromkeys("−–—‒", "-")
    | {"’": "'"}
)
_CODES = (
    "COP|USD|EUR|MXN|ARS|CLP|PEN|BRL|GBP|CAD|AUD|UYU|BOB|PYG|CRC|GTQ|DOP|HNL|NIO|PAB|VES|JPY|CNY|INR|CHF|"
    "BDT|NZD|HKD|SGD|SEK|NOK|DKK|PLN|TRY|ZAR|"
    r"US|CA|MX|AU|R|S/|Bs|(?:A|C|AR|RD|HK|NZ|NT|SG|U)(?=\$)"
)
_MARK = rf"(?:(?:{_CODES})\.?\s*)?[$€£¥₡₲₱₹₩₺₦৳¢]?(?:\s*(?:{_CODES}))?"
_AMOUNT = re.compile(
    rf"^(?P<before>-|\+(?=\S))?\s*(?P<mark>{_MARK})\s*(?P<inside>-)?\s*(?P<body>[\d.,' ]*\d[\d.,' ]*?)\s*"
    rf"(?P<percent>%)?\s*(?P<unit>{_MARK})\s*(?P<after>-)?$",
    re.IGNORECASE,
)
_SPACED = re.compile(r"^\d{1,3}(?:([ '])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$")
_NO_VALUE = frozenset(
    {"n/a", "na", "n.a.", "n/d", "s/d", "nan", "null", "none", "nil", "parent", "[multiple variations]", "$ -", "$-"}
)
_NOT_STOCKED = frozenset(
    {"not stocked", "no almacenado", "sin existencias en esta sucursal", "no disponible para inventario"}
)
_LARGEST_COUNT = 2**53
#: What says its currency beyond doubt; a lone dollar sign does not.
_MARKS = {
    "US$": "USD", "€": "EUR", "CA$": "CAD", "£": "GBP", "R$": "BRL", "MX$": "MXN", "A$": "AUD", "AU$": "AUD",
    "AR$": "ARS", "RD$": "DOP", "HK$": "HKD", "NZ$": "NZD", "৳": "BDT", "S/": "PEN", "S/.": "PEN", "₡": "CRC",
    "₱": "PHP", "₲": "PYG", "₹": "INR", "₦": "NGN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Written:
    """Text that is a number. ``mark`` is its decimal mark where that is beyond doubt; ``doubt`` its only separator."""

    negative: bool
    body: str
    percent: bool
    mark: str = ""
    doubt: str = ""

    def value(self, mark: str) -> Decimal:
        body = self.body.replace("," if mark == "." else ".", "").replace(mark, ".")
        number = Decimal(body.strip(".") if body.endswith(".") else body)
        return (-number if self.negative else number) / (100 if self.percent else 1)


def reader(cells: Iterable[Cell], kind: Kind, decimals: int, number_style: str) -> Callable[[Cell], Amount]:
    """How each cell of this column reads.

    ``decimals`` are the working decimals of money. ``number_style`` (``1.234,5`` or ``1,234.5``) speaks where the
    column proves nothing.
    """
    written = {cell: _written(cell) for cell in {cell for cell in cells if isinstance(cell, str)}}
    marks = {found.mark for found in written.values() if isinstance(found, _Written) and found.mark}
    return _reader(written.__getitem__, marks, kind, decimals, number_style)


def reader_by(marks: Collection[str], kind: Kind, decimals: int, number_style: str) -> Callable[[Cell], Amount]:
    """How a cell reads in a column that is known to prove these decimal ``marks``; see :func:`reader`."""
    return _reader(_written, marks, kind, decimals, number_style)


def proof(text: str) -> tuple[str, str]:
    """The decimal mark (``.`` or ``,``) that this cell proves, and the separator of which it does not tell the sense.

    At most one of them is there: ``1.234,50`` proves the comma, ``1.234`` leaves its point in doubt.
    """
    found = _written(text)
    return (found.mark, found.doubt) if isinstance(found, _Written) else ("", "")


def _reader(
    written: Callable[[str], _Written | Trouble | None],
    marks: Collection[str],
    kind: Kind,
    decimals: int,
    number_style: str,
) -> Callable[[Cell], Amount]:
    def read(cell: Cell) -> Amount:
        amount = _text(written(cell), cell) if isinstance(cell, str) else _typed(cell)
        if kind == "count" and isinstance(amount, Decimal) and not _is_count(amount):
            return Trouble("unreadable", str(cell), "whole")
        return amount

    def _text(found: _Written | Trouble | None, cell: str) -> Amount:
        if not isinstance(found, _Written):
            return found
        if found.percent and kind != "rate":
            return Trouble("unreadable", cell.strip(), "number")
        if not found.doubt:
            return found.value(found.mark or ".")
        mark = _meant(found.doubt)
        return found.value(mark) if mark else Trouble("ambiguous", cell.strip(), "number")

    def _meant(separator: str) -> str:
        """The decimal mark of a number such as 1.234, ``""`` where nobody can know."""
        other = "," if separator == "." else "."
        if len(marks) > 1:
            return ""
        if other in marks:
            return other
        if marks:
            # 0.00 beside 189.900: three decimals of money are far less likely than two habits in one column.
            return separator if kind == "rate" else ""
        if number_style in ("1.234,5", "1,234.5"):
            return "," if number_style == "1.234,5" else "."
        return other if kind == "money" and decimals == 0 else ""

    return read


def foreign_marks(cells: Iterable[Cell], currency: str) -> frozenset[str]:
    """The currencies other than the shop's own that the cells themselves name."""
    named: set[str] = set()
    for cell in {cell for cell in cells if isinstance(cell, str)}:
        named |= currencies(cell)
    return frozenset(named - {currency})


def currencies(text: str) -> frozenset[str]:
    """The currencies that an amount names itself: ``CA$12.34`` names CAD, ``$12`` none."""
    found = _AMOUNT.match(_plain(text))
    return frozenset({_code(found["mark"]), _code(found["unit"])} - {""}) if found else frozenset()


def _code(mark: str) -> str:
    shown = mark.strip().upper().replace(" ", "")
    return _MARKS.get(shown, shown if len(shown) == 3 and shown.isalpha() else "")


def _plain(text: str) -> str:
    return text.translate(_PLAINER).strip().lstrip("'")


def _written(text: str) -> _Written | Trouble | None:
    plain = _plain(text)
    if not plain or not plain.strip("-"):
        return None
    if plain.lower() in _NO_VALUE:
        return Trouble("absent", text.strip())
    if plain.lower() in _NOT_STOCKED:
        return Trouble("not_stocked", text.strip())
    in_brackets = plain.startswith("(") and plain.endswith(")")
    found = _AMOUNT.match(plain[1:-1].strip() if in_brackets else plain)
    signs = [found["before"] == "-", found["inside"], found["after"]] if found else []
    if found is None or sum(map(bool, signs)) + in_brackets > 1:
        return Trouble("unreadable", text.strip(), "number")
    body = found["body"].strip()
    if _SPACED.match(body):
        body = body.replace(" ", "").replace("'", "")
    read = _marked(body, in_brackets or any(signs), bool(found["percent"]))
    return read or Trouble("unreadable", text.strip(), "number")


def _marked(body: str, negative: bool, percent: bool) -> _Written | None:
    if " " in body or "'" in body:
        return None
    points, commas = body.count("."), body.count(",")
    if points and commas:
        mark = max(".,", key=body.rfind)
        other = "," if mark == "." else "."
        whole, _, rest = body.rpartition(mark)
        if body.count(mark) > 1 or other in rest or not _in_thousands(whole, other):
            return None
        return _Written(negative, body, percent, mark)
    separator = "." if points else ","
    if points + commas > 1:
        return _Written(negative, body, percent, "," if points else ".") if _in_thousands(body, separator) else None
    if points + commas == 0:
        return _Written(negative, body, percent)
    whole, _, rest = body.partition(separator)
    if len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        return _Written(negative, body, percent, doubt=separator)
    return _Written(negative, body, percent, separator)


def _in_thousands(whole: str, separator: str) -> bool:
    first, *others = whole.split(separator)
    return 1 <= len(first) <= 3 and first.isdigit() and all(len(group) == 3 and group.isdigit() for group in others)


def _typed(cell: Cell) -> Amount:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return Trouble("unreadable", "TRUE" if cell else "FALSE", "number")
    if isinstance(cell, date | time | timedelta):
        return Trouble("unreadable", str(cell), "turned")
    if isinstance(cell, float):
        return Decimal(int(cell)) if cell.is_integer() else Decimal(f"{cell:.15g}")
    return Decimal(int(cell)) if isinstance(cell, int) else Trouble("unreadable", str(cell), "number")


def _is_count(amount: Decimal) -> bool:
    return amount == amount.to_integral_value() and abs(amount) <= _LARGEST_COUNT
