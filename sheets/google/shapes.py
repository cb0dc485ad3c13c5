"""How a founder's tabs look in a Google Sheet, without a word or a value of them: for a template that is shared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from sheets.google import cells, errors
from sheets.google.client import Client
from sheets.google.look import code
from sheets.google.ranges import a1
from sheets.google.seen import Seen
from sheets.looks import Look, TabLook
from sheets.workbook import HEAD_ROWS, Cell, TabSnapshot

Json = Mapping[str, Any]

#: So many rows and columns tell how a tab looks.
_ROWS, _COLUMNS = 2 * HEAD_ROWS, 256
#: More rows than anybody maps tags with.
_MOST_ROWS = 5000 + HEAD_ROWS
#: Nothing but looks: no value, no note, no rule, no link is asked for.
_FIELDS = (
    "sheets(properties(sheetId,gridProperties.frozenRowCount),data(startRow,startColumn,"
    "rowMetadata(hiddenByUser,hiddenByFilter),columnMetadata(pixelSize,hiddenByUser),"
    "rowData.values.userEnteredFormat(numberFormat,backgroundColorStyle,horizontalAlignment,"
    "textFormat(bold,italic,foregroundColorStyle))))"
)
_SIDES = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
#: What a kind of number format shows where no pattern is said.
_USUAL = {
    "TEXT": "@",
    "NUMBER": "#,##0.00",
    "CURRENCY": "#,##0.00",
    "PERCENT": "0.00%",
    "DATE": "yyyy-mm-dd",
    "TIME": "hh:mm:ss",
    "DATE_TIME": "yyyy-mm-dd hh:mm:ss",
    "SCIENTIFIC": "0.00E+00",
}
#: A new column's width, in pixels; and what Google gives a cell's paper and ink that nobody chose.
_WIDTH, _PAPER, _INK = 100, "ffffff", "000000"


class Shapes:
    """The looks of the tabs of a Google Sheet as it was ``seen``, asked for once, and the rows of its tag map."""

    def __init__(self, client: Client, seen: Seen) -> None:
        self._client = client
        self._seen = seen

    def look(self, tab: TabSnapshot) -> TabLook:
        """How the first rows of a tab look."""
        sheet = self._seen.sheet(tab.name)
        return self._looks.get(sheet.id, TabLook()) if sheet else TabLook()

    def rows(self, tab: TabSnapshot) -> Sequence[Sequence[Cell]]:
        """The tab's cells, as far as anybody maps tags."""
        sheet = self._seen.sheet(tab.name)
        if tab.complete or sheet is None:
            return tab.rows
        wanted = a1(sheet.title, min(sheet.rows, _MOST_ROWS), min(sheet.columns, _COLUMNS))
        try:
            return cells.tidied(cells.decoded(self._client.values(self._seen.id, [wanted]))[0])
        except (msgspec.MsgspecError, UnicodeDecodeError, IndexError) as error:
            raise errors.bad_answer() from error

    @cached_property
    def _looks(self) -> Mapping[int, TabLook]:
        shown = [sheet for sheet in self._seen.sheets if sheet.has_cells and not sheet.hidden and not sheet.key]
        ranges = [a1(sheet.title, min(sheet.rows, _ROWS), min(sheet.columns, _COLUMNS)) for sheet in shown]
        found = self._client.look(self._seen.id, _FIELDS, ranges, grid=True) if ranges else {}
        return {sheet.get("properties", {}).get("sheetId", 0): _tab_look(sheet) for sheet in found.get("sheets", ())}


def _tab_look(sheet: Json) -> TabLook:
    data: Json = next(iter(sheet.get("data", ())), {})
    columns = list(enumerate(data.get("columnMetadata", ()), start=1))
    rows = enumerate(data.get("rowMetadata", ()), start=1)
    return TabLook(
        cells=dict(_cells(data)),
        widths={at: _characters(one["pixelSize"]) for at, one in columns if one.get("pixelSize", _WIDTH) != _WIDTH},
        hidden_columns=frozenset(at for at, one in columns if one.get("hiddenByUser")),
        hidden_rows=frozenset(at for at, one in rows if one.get("hiddenByUser") or one.get("hiddenByFilter")),
        frozen_rows=sheet.get("properties", {}).get("gridProperties", {}).get("frozenRowCount", 0),
    )


def _cells(data: Json) -> Iterator[tuple[tuple[int, int], Look]]:
    for row, told in enumerate(data.get("rowData", ()), start=data.get("startRow", 0) + 1):
        for column, cell in enumerate(told.get("values", ()), start=data.get("startColumn", 0) + 1):
            yield (row, column), _look(cell.get("userEnteredFormat", {}))


def _look(said: Json) -> Look:
    text, number = said.get("textFormat", {}), said.get("numberFormat", {})
    fill = code(said.get("backgroundColorStyle", {})).removeprefix("#")
    ink = code(text.get("foregroundColorStyle", {})).removeprefix("#")
    return Look(
        bold=bool(text.get("bold")),
        italic=bool(text.get("italic")),
        color="" if ink == _INK else ink,
        fill="" if fill == _PAPER else fill,
        side=_SIDES.get(said.get("horizontalAlignment", ""), ""),
        number=number.get("pattern") or _USUAL.get(number.get("type", ""), "General"),
    )


def _characters(pixels: int) -> float:
    return max(0.0, (pixels - 5) / 7)
