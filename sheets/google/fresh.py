"""Tabs that are drawn as an .xlsx, in a Google Sheet: values, looks, widths, lists, hints, and no formula.

A new workbook, a template and a tab that a newer version brings are drawn once, for a file (``sheets.template``). Here
they are read with openpyxl and drawn again with the requests that draw our own tabs.
"""

from __future__ import annotations

import io
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import msgspec
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as FileCell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from reports.tokens import SHEET_FACE
from sheets.errors import SheetsError, Text
from sheets.google import layout, paint
from sheets.google.client import Client
from sheets.google.look import color, pattern_format
from sheets.google.marks import FIELDS, BookMark, book_mark, put_book_mark
from sheets.google.ranges import Area, grid_range
from sheets.google.rectangles import stretches
from sheets.google.seen import Seen
from sheets.grid import Choice, Grid, GridCell, Merge, Style
from sheets.place import GoogleSheet

Json = dict[str, Any]

#: A new tab's grid, as Google itself makes one; a guide that nobody fills ends where its text ends.
_ROWS, _COLUMNS = 1000, 26
#: Rows below what stands in a tab already.
_MORE = 200
#: Google recommends 2 MB a request.
_MOST_BYTES = 1_400_000
_INK = "#1c1b19"
_ACROSS: Mapping[Any, Literal["left", "center", "right"]] = {"left": "left", "center": "center", "right": "right"}
_DOWN: Mapping[Any, Literal["top", "vcenter", "bottom"]] = {"top": "top", "center": "vcenter", "bottom": "bottom"}


@dataclass(frozen=True, eq=False)
class _Tab:
    """One tab of the file, with the id that its sheet gets."""

    id: int
    grid: Grid
    size: tuple[int, int]
    columns: Mapping[int, str]
    hints: Mapping[tuple[int, int], str]

    @property
    def longest(self) -> int:
        """The last row of which anything is said."""
        return max([*self.grid.heights, *(row for row, _ in self.grid.cells)], default=0)

    @property
    def properties(self) -> Json:
        rows, columns = self.grid.freeze
        said: Json = {
            "sheetId": self.id,
            "title": self.grid.name,
            "gridProperties": {
                "rowCount": self.size[0],
                "columnCount": self.size[1],
                "frozenRowCount": rows,
                "frozenColumnCount": columns,
                "hideGridlines": not self.grid.grid_lines,
            },
        }
        return said | ({"tabColorStyle": color(self.grid.tab_color)} if self.grid.tab_color else {})


def create(
    client: Client, title: str, content: bytes, *, contract: int, locale: str = "en_US", time_zone: str = ""
) -> GoogleSheet:
    """Make a spreadsheet of this title that holds every visible tab of the workbook ``content`` (an .xlsx).

    ``contract`` is the version that it follows. Raises :class:`SheetsError` where it cannot be made, or not be filled:
    then the sentence names the spreadsheet that is left over.
    """
    tabs = _tabs(content, set())
    ids = {tab.grid.name: tab.id for tab in tabs}
    properties = {"title": title, "locale": locale} | ({"timeZone": time_zone} if time_zone else {})
    body = {"properties": properties, "sheets": [{"properties": tab.properties} for tab in tabs]}
    made = GoogleSheet(str(client.create(body, "spreadsheetId")["spreadsheetId"]))
    mark = BookMark()
    try:
        for batch in _batches([request for tab in tabs for request in _drawn(tab, ids)]):
            run = uuid.uuid4().hex
            mark = BookMark(mark.id, contract, run)
            answer = client.update(made.id, [*batch, put_book_mark(mark)], run=run, fields="replies")
            mark = mark if mark.id else book_mark(_marks(client, made, answer))
    except SheetsError as error:
        raise _left_over(error, made) from None
    return made


def added(seen: Seen, content: bytes) -> list[Json]:
    """The requests that append every visible tab of the workbook ``content`` (an .xlsx) as the founder's own."""
    tabs = _tabs(content, {sheet.id for sheet in seen.sheets})
    ids = {tab.grid.name: tab.id for tab in tabs}
    new = [{"addSheet": {"properties": tab.properties | {"title": seen.free_title(tab.grid.name)}}} for tab in tabs]
    return [*new, *(request for tab in tabs for request in _drawn(tab, ids))]


def _tabs(content: bytes, taken: set[int]) -> list[_Tab]:
    book = load_workbook(io.BytesIO(content))
    found = []
    for sheet in book.worksheets:
        # A hidden tab holds lists that are too long for a file's own; here each stands where it is offered.
        if sheet.sheet_state == "visible":
            id = random.randrange(1, 2**31 - 1)
            while id in taken:
                id = random.randrange(1, 2**31 - 1)
            taken.add(id)
            found.append(_tab(id, book, sheet))
    return found


def _tab(id: int, book: Workbook, sheet: Worksheet) -> _Tab:
    sizes = {
        at: size
        for size in sheet.column_dimensions.values()
        for at in range(int(size.min or 1), int(size.max or 1) + 1)
    }
    columns = {at: str(size.number_format) for at, size in sizes.items() if size.has_style}
    widest, longest = max([sheet.max_column, *columns]), sheet.max_row
    size = (max(_ROWS, longest + _MORE), max(_COLUMNS, widest)) if columns else (longest, widest)
    styles: dict[str, Style] = {}
    cells = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, FileCell) and (cell.value is not None or cell.has_style):
                style = _style(cell)
                styles[repr(style)] = style
                cells[cell.row, cell.column] = GridCell(cell.value, repr(style), _link(cell))  # type: ignore[arg-type]
    frozen = range_boundaries(sheet.freeze_panes) if sheet.freeze_panes else (1, 1)
    grid = Grid(
        key="",
        name=sheet.title,
        cells=cells,
        styles=styles,
        widths={at: float(size.width) for at, size in sizes.items()},
        heights={at: size.height for at, size in sheet.row_dimensions.items() if size.height},
        merges=tuple(Merge(one.min_row, one.min_col, one.max_row, one.max_col) for one in sheet.merged_cells.ranges),
        choices=tuple(_choices(book, sheet, size)),
        freeze=(int(frozen[1] or 1) - 1, int(frozen[0] or 1) - 1),
        grid_lines=bool(sheet.sheet_view.showGridLines),
        tab_color=_hex(sheet.sheet_properties.tabColor),
    )
    return _Tab(id, grid, size, columns, _hints(sheet))


def _drawn(tab: _Tab, ids: Mapping[str, int]) -> Iterator[Json]:
    """The requests that fill a new sheet with the tab."""
    rows, columns = tab.size
    for first, end, code in stretches((at - 1, code) for at, code in sorted(tab.columns.items())):
        look = {"textFormat": {"fontFamily": SHEET_FACE, "fontSize": 10}}
        if code != "General":
            look["numberFormat"] = pattern_format(code)
        reach = grid_range(tab.id, Area(tab.grid.freeze[0], rows, first, end))
        fields = ",".join(f"userEnteredFormat.{name}" for name in sorted(look))
        yield {"repeatCell": {"range": reach, "cell": {"userEnteredFormat": look}, "fields": fields}}
    cells = paint.drawn(tab.grid, ids)
    yield from paint.looks(cells, tab.id)
    yield from paint.values(cells, {}, tab.id)
    yield from layout.merged(tab.grid.merges, tab.id)
    yield from layout.sized(tab.grid, tab.id, tab.longest, columns, max(tab.grid.widths, default=0))
    yield from layout.lists(tab.grid, tab.id)
    for (row, column), words in tab.hints.items():
        # Google shows a hint only beside a rule; a header takes any word.
        start = {"sheetId": tab.id, "rowIndex": row - 1, "columnIndex": column - 1}
        yield {"updateCells": {"start": start, "rows": [{"values": [{"note": words}]}], "fields": "note"}}


def _style(cell: FileCell) -> Style:
    font, fill, side, border = cell.font, cell.fill, cell.alignment, cell.border
    lines = {
        name: line for name in ("bottom", "left", "right", "top") if (line := getattr(border, name)) and line.style
    }
    is_number = isinstance(cell.value, int | float | date) and not isinstance(cell.value, bool)
    return Style(
        size=float(font.sz or 10),
        bold=bool(font.b),
        italic=bool(font.i),
        color=_hex(font.color) or _INK,
        fill=_hex(fill.fgColor) if fill.patternType == "solid" else "",
        align=_ACROSS.get(side.horizontal, "right" if is_number else "left"),
        valign=_DOWN.get(side.vertical, "bottom"),
        wrap=bool(side.wrap_text),
        indent=int(side.indent or 0),
        border=" ".join(lines),
        border_color=next((found for line in lines.values() if (found := _hex(line.color))), _INK),
        number=cell.number_format,
    )


def _hex(color: Any) -> str:
    rgb = getattr(color, "rgb", None)
    return f"#{rgb[-6:].lower()}" if isinstance(rgb, str) else ""


def _link(cell: FileCell) -> str:
    link = cell.hyperlink
    if link is None:
        return ""
    return f"#{link.location.removeprefix('#')}" if link.location else str(link.target or "")


def _choices(book: Workbook, sheet: Worksheet, size: tuple[int, int]) -> Iterator[Choice]:
    for rule in sheet.data_validations.dataValidation:
        if rule.type != "list":
            continue
        options = _options(book, str(rule.formula1 or ""))
        for area in rule.sqref.ranges:
            last_row, last_column = min(area.max_row, size[0]), min(area.max_col, size[1])
            yield Choice(area.min_row, area.min_col, last_row, last_column, options)


def _options(book: Workbook, said: str) -> tuple[str, ...]:
    """The words of a list: those in quotes, or those that stand in the cells that it names."""
    if said.startswith('"'):
        return tuple(said.strip('"').split(","))
    tab, _, area = said.rpartition("!")
    cells = book[tab.strip("'")][area.replace("$", "")]
    return tuple(str(cell.value) for row in cells for cell in row)


def _hints(sheet: Worksheet) -> dict[tuple[int, int], str]:
    """What is shown when a cell is chosen, by its row and column."""
    return {
        (area.min_row, area.min_col): "\n".join(filter(None, (rule.promptTitle, rule.prompt)))
        for rule in sheet.data_validations.dataValidation
        if rule.prompt
        for area in rule.sqref.ranges
    }


def _batches(requests: Sequence[Json]) -> Iterator[list[Json]]:
    batch: list[Json] = []
    size = 0
    for request in requests:
        length = len(msgspec.json.encode(request))
        if batch and size + length > _MOST_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(request)
        size += length
    yield batch


def _marks(client: Client, made: GoogleSheet, answer: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The mark of the whole, as the answer to the request tells that made it."""
    if answer is None:
        return client.look(made.id, f"developerMetadata({FIELDS})")
    replies = (reply.get("createDeveloperMetadata", {}) for reply in answer.get("replies", ()))
    return {"developerMetadata": [reply["developerMetadata"] for reply in replies if "developerMetadata" in reply]}


def _left_over(error: SheetsError, made: GoogleSheet) -> SheetsError:
    return SheetsError(
        error.kind,
        Text(
            f"{error.happened.en} The new Google Sheet was made but is not filled: {made}",
            f"{error.happened.es} La nueva hoja de Google se creó pero no está completa: {made}",
        ),
        Text(f"{error.remedy.en} Delete it and begin anew.", f"{error.remedy.es} Bórrala y empieza de nuevo."),
    )
