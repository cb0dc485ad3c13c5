"""What a Grid says beside its cells, as requests: merges, sizes, freeze, filter, lists, colours, notes.

Of what a founder put on a tab of ours by themselves, their notes, conditional formats, filter views, charts, pictures,
groups and protected ranges stay. Merges, lists in cells, sizes within our columns, hidden rows and columns, the frozen
rows and the filter are the tab's layout, and are written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from sheets.google.look import ROW_PIXELS, code, column_pixels, row_pixels, rule_format
from sheets.google.ranges import Area, grid_range
from sheets.google.ranges import place as place_of
from sheets.google.rectangles import stretches
from sheets.grid import Choice, ColorRule, Grid, Merge, text_of
from sheets.headers import letter

Json = dict[str, Any]

#: The width of a column of ours that none is said of, in digits.
_WIDTH = 9.0
#: Where heights change more often, the rows without merged cells fit themselves.
_MOST_HEIGHTS = 300
#: What Google would take for a formula where it asks for a value "as if the user typed it".
_FORMULA = ("=", "+")


def merged(merges: Iterable[Merge], sheet_id: int) -> Iterator[Json]:
    """Merges of one row each that stand below one another go together."""
    areas = sorted({_area(merge) for merge in merges}, key=lambda area: (area.first_column, area.first_row))
    flat = [area for area in areas if area.end_row == area.first_row + 1 and area.end_column > area.first_column + 1]
    for columns, stack in groupby(flat, key=lambda area: (area.first_column, area.end_column)):
        for first, end, _ in stretches((area.first_row, True) for area in stack):
            area = Area(first, end, *columns)
            kind = "MERGE_ROWS" if end > first + 1 else "MERGE_ALL"
            yield {"mergeCells": {"range": grid_range(sheet_id, area), "mergeType": kind}}
    for area in areas:
        if area.end_row > area.first_row + 1:
            yield {"mergeCells": {"range": grid_range(sheet_id, area), "mergeType": "MERGE_ALL"}}


def sized(grid: Grid, sheet_id: int, rows: int, columns: int, ours: int) -> Iterator[Json]:
    """Widths and heights; ``ours`` columns are ours, of the others nothing but that they show is said."""
    hidden = {*grid.hidden_columns, grid.key_column}
    widths = [
        (place, (column_pixels(grid.widths.get(place + 1, _WIDTH)), place + 1 in hidden)) for place in range(ours)
    ]
    for first, end, (pixels, hides) in stretches(widths):
        yield _dimension(sheet_id, "COLUMNS", first, end, {"pixelSize": pixels, "hiddenByUser": hides})
    if columns > ours:
        yield _dimension(sheet_id, "COLUMNS", ours, columns, {"hiddenByUser": False})
    heights = [
        (place, row_pixels(grid.heights[place + 1]) if place + 1 in grid.heights else ROW_PIXELS)
        for place in range(rows)
    ]
    found = stretches(heights)
    if len(found) > _MOST_HEIGHTS:
        fixed = {row for merge in grid.merges for row in range(merge.row - 1, merge.last_row)}
        fixed |= set(range(rows)) - {row - 1 for row, _ in grid.cells}
        fixed |= set(range(max(grid.freeze[0], grid.filter_row)))
        found = stretches((place, pixels if place in fixed else 0) for place, pixels in heights)
    for first, end, pixels in found:
        if pixels:
            yield _dimension(sheet_id, "ROWS", first, end, {"pixelSize": pixels, "hiddenByUser": False})
        else:
            yield _dimension(sheet_id, "ROWS", first, end, {"hiddenByUser": False})
            yield {"autoResizeDimensions": {"dimensions": _span(sheet_id, "ROWS", first, end)}}


def framed(grid: Grid, sheet_id: int) -> Iterator[Json]:
    """What is frozen, whether lines show, and the filter where the tab has one."""
    rows, columns = grid.freeze
    # Google does not freeze a part of a merged cell.
    if any(merge.row <= rows < merge.last_row for merge in grid.merges):
        rows = 0
    if any(merge.column <= columns < merge.last_column for merge in grid.merges):
        columns = 0
    frozen = {"frozenRowCount": rows, "frozenColumnCount": columns}
    properties = {"sheetId": sheet_id, "gridProperties": {**frozen, "hideGridlines": not grid.grid_lines}}
    names = ",".join(f"gridProperties.{name}" for name in (*frozen, "hideGridlines"))
    yield {"updateSheetProperties": {"properties": properties, "fields": names}}
    if area := filtered(grid):
        yield {"setBasicFilter": {"filter": {"range": grid_range(sheet_id, area)}}}


def filtered(grid: Grid) -> Area | None:
    """The rows and columns of the tab's filter."""
    hidden = {*grid.hidden_columns, grid.key_column}
    shown = [column for row, column in grid.cells if row == grid.filter_row and column not in hidden]
    if not grid.filter_row or not shown:
        return None
    return Area(grid.filter_row - 1, max(row for row, _ in grid.cells), min(shown) - 1, max(shown))


def lists(grid: Grid, sheet_id: int) -> Iterator[Json]:
    """The lists to choose from, and what we have to say in a cell that is the founder's own.

    A note there would take the place of one that the founder wrote, and Google tells of none without reading every
    cell; the help of a list or a date stands beside it. Nothing is refused: what was typed stays.
    """
    for choice in grid.choices:
        if rule := _list(choice):
            yield _validation(sheet_id, _area(choice), rule)
    for (row, column), words in _helps(grid):
        inside = (rule for choice in grid.choices if _holds(choice, row, column) and (rule := _list(choice)))
        rule = next(inside, {"condition": {"type": "DATE_IS_VALID"}, "strict": False})
        yield _validation(sheet_id, Area(row - 1, row, column - 1, column), {**rule, "inputMessage": words})


def notes(grid: Grid, sheet_id: int, old: Iterable[str], rows: int, columns: int) -> Iterator[Json]:
    """Our notes in cells that are ours; ``old`` are the addresses of those that an earlier write of ours left."""
    new = own_notes(grid)
    for address in sorted(set(old) - new.keys()):
        place = place_of(address)
        if place and place[0] <= rows and place[1] <= columns:
            area = Area(place[0] - 1, place[0], place[1] - 1, place[1])
            yield {"repeatCell": {"range": grid_range(sheet_id, area), "cell": {}, "fields": "note"}}
    for address, words in new.items():
        row, column = place_of(address) or (1, 1)
        start = {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": column - 1}
        yield {"updateCells": {"start": start, "rows": [{"values": [{"note": words}]}], "fields": "note"}}


def own_notes(grid: Grid) -> dict[str, str]:
    """Our notes by the address of their cell, but for those in the founder's own cells."""
    noted = {place: cell for place, cell in sorted(grid.cells.items()) if cell.note}
    return {
        f"{letter(column - 1)}{row}": text_of(cell.note)
        for (row, column), cell in noted.items()
        if not grid.styles[cell.style].unlocked
    }


def colored(grid: Grid, sheet_id: int) -> Iterator[Json]:
    """Our conditional formats, above those of the founder's own."""
    for index, rule in enumerate(_sound(grid)):
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": rule.equals}]}
        format = rule_format(grid.styles[rule.style])
        said = {
            "ranges": [grid_range(sheet_id, _area(rule))],
            "booleanRule": {"condition": condition, "format": format},
        }
        yield {"addConditionalFormatRule": {"rule": said, "index": index}}


def own_rules(grid: Grid) -> list[str]:
    """How our conditional formats are known again: the text that they look for, and its ground."""
    return [f"{rule.equals}|{grid.styles[rule.style].fill}" for rule in _sound(grid)]


def uncolored(rules: Iterable[Mapping[str, Any]], ours: Iterable[str], sheet_id: int) -> Iterator[Json]:
    """Take away the conditional formats that an earlier write of ours put there, the last one first."""
    known = set(ours)
    for index, rule in reversed(list(enumerate(rules))):
        said = rule.get("booleanRule", {})
        condition = said.get("condition", {})
        texts = [one.get("userEnteredValue") for one in condition.get("values", ())]
        ground = code(said.get("format", {}).get("backgroundColorStyle", {}))
        if condition.get("type") == "TEXT_EQ" and len(texts) == 1 and f"{texts[0]}|{ground}" in known:
            yield {"deleteConditionalFormatRule": {"sheetId": sheet_id, "index": index}}


def _sound(grid: Grid) -> list[ColorRule]:
    return [rule for rule in grid.color_rules if not rule.equals.startswith(_FORMULA)]


def _list(choice: Choice) -> Json | None:
    if not choice.options or any(option.startswith(_FORMULA) for option in choice.options):
        return None
    values = [{"userEnteredValue": text_of(option)} for option in choice.options]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "strict": False, "showCustomUi": True}


def _helps(grid: Grid) -> list[tuple[tuple[int, int], str]]:
    noted = [(place, cell) for place, cell in sorted(grid.cells.items()) if cell.note]
    return [(place, text_of(cell.note)) for place, cell in noted if grid.styles[cell.style].unlocked]


def _validation(sheet_id: int, area: Area, rule: Json) -> Json:
    return {"setDataValidation": {"range": grid_range(sheet_id, area), "rule": rule}}


def _holds(choice: Choice, row: int, column: int) -> bool:
    return choice.row <= row <= choice.last_row and choice.column <= column <= choice.last_column


def _area(range: Merge | Choice | ColorRule) -> Area:
    return Area(range.row - 1, range.last_row, range.column - 1, range.last_column)


def _span(sheet_id: int, dimension: str, first: int, end: int) -> Json:
    return {"sheetId": sheet_id, "dimension": dimension, "startIndex": first, "endIndex": end}


def _dimension(sheet_id: int, dimension: str, first: int, end: int, said: Json) -> Json:
    told = {"range": _span(sheet_id, dimension, first, end), "properties": said, "fields": ",".join(said)}
    return {"updateDimensionProperties": told}
