"""A formula as it reads in another cell, and the formulas of a sheet's cells as they are written."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sheets.excel.cell_writer import column_letters, column_number

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_GONE = "#REF!"

#: What must be kept as it is comes first: texts, names of tabs, brackets of tables and of other workbooks.
_TOKEN = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    |(?P<cell>(?P<c>\$?[A-Za-z]{1,3})(?P<r>\$?[1-9]\d{0,6})(?![\w.(!\[\\?]))
    |(?P<rows>(?P<r1>\$?[1-9]\d{0,6}):(?P<r2>\$?[1-9]\d{0,6})(?![\w.(!\[\\?]))
    |(?P<columns>(?P<c1>\$?[A-Za-z]{1,3}):(?P<c2>\$?[A-Za-z]{1,3})(?![\w.(!\[\\?$]))
    |(?P<word>[\w.\\?]+)""",
    re.VERBOSE | re.DOTALL,
)


def moved(formula: str, rows: int, columns: int = 0) -> str:
    """The formula (without its ``=``) as it reads so many rows further down and columns further right.

    References without ``$`` move along; one that would leave the sheet becomes ``#REF!``, as it does in Excel.
    """

    def told(found: re.Match[str]) -> str:
        if found["cell"]:
            column, row = _column(found["c"], columns), _row(found["r"], rows)
            return found[0] if column is None else (column + row if column and row else _GONE)
        if found["rows"]:
            return _range(_row(found["r1"], rows), _row(found["r2"], rows))
        if found["columns"]:
            first, last = _column(found["c1"], columns), _column(found["c2"], columns)
            return found[0] if first is None or last is None else _range(first, last)
        return found[0]

    return _TOKEN.sub(told, formula)


def _range(first: str, last: str) -> str:
    return f"{first}:{last}" if first and last else _GONE


def _row(text: str, by: int) -> str:
    """The row so much further down, ``""`` where there is none."""
    if text.startswith("$"):
        return text
    number = int(text) + by
    return str(number) if 1 <= number <= _LAST_ROW else ""


def _column(text: str, by: int) -> str | None:
    """The column so much further right, ``""`` where there is none, ``None`` where these letters are no column."""
    number = column_number(text.lstrip("$").upper())
    if number > _LAST_COLUMN:
        return None
    if text.startswith("$") or by == 0:
        return text
    number += by
    return column_letters(number) if 1 <= number <= _LAST_COLUMN else ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the cell that it is written for."""

    text: str
    row: int
    column: int

    def at(self, row: int, column: int) -> str:
        """How it reads in another cell."""
        return moved(self.text, row - self.row, column - self.column)


@dataclass(frozen=True, slots=True)
class FormulaXml:
    """The ``f`` element of a cell: ``kind`` is ``normal``, ``shared``, ``array`` or ``dataTable``.

    ``area`` is what a formula over several cells reaches, ``group`` the number by which cells share a formula;
    ``""`` where not said. ``start`` and ``end`` are its place in the cell's XML.
    """

    kind: str
    text: str
    area: str
    group: str
    start: int
    end: int


def formula_of(cell: bytes, prefix: bytes) -> FormulaXml | None:
    """The formula in a cell's XML, ``None`` where it holds none."""
    name = re.escape(prefix) + b"f"
    found = re.search(rb"<%b(?=[\s/>])([^>]*?)(?:/>|>(.*?)</%b\s*>)" % (name, name), cell, re.DOTALL)
    if found is None:
        return None
    said = {
        key.decode(): html.unescape((one or other).decode())
        for key, one, other in re.findall(rb"""\s(t|ref|si)\s*=\s*(?:"([^"]*)"|'([^']*)')""", found[1])
    }
    text = html.unescape((found[2] or b"").decode())
    return FormulaXml(
        said.get("t", "normal"), text, said.get("ref", ""), said.get("si", ""), found.start(), found.end()
    )


def without_result(cell: bytes, prefix: bytes) -> bytes:
    """The cell without the result of its formula, which is not known any more; as it is where it has none."""
    found = formula_of(cell, prefix)
    if found is None or found.kind not in ("normal", "shared"):
        return cell
    name = re.escape(prefix) + b"v"
    return re.sub(rb"<%b(?:\s[^>]*)?(?:/>|>[^<]*</%b>)" % (name, name), b"", cell, count=1)


def formula_xml(text: str, prefix: str, attributes: str = "") -> str:
    """An ``f`` element."""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<{prefix}f{attributes}{space}>{escape(text)}</{prefix}f>"
