"""The cells of a Grid as requests: first how they look, in few rectangles, then what stands in them, typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sheets.google.links import address
from sheets.google.look import cell_format, dressed, fields, link_format, run_format
from sheets.google.ranges import Area, grid_range
from sheets.google.rectangles import rectangles, scattered_looks
from sheets.google.typed import extended
from sheets.grid import Grid, Rich, Style, Value

Json = dict[str, Any]
Place = tuple[int, int]
#: A cell as it will be: what stands in it, how it looks, where it leads.
Drawn = tuple[Value | Rich, Style, str]

#: Looks that stand in more places of one column are written cell by cell in one request, with only what differs.
_SCATTERED = 20


def drawn(grid: Grid, ids: Mapping[str, int]) -> dict[Place, Drawn]:
    """Every cell of the grid by its row and column, counted from 0."""
    return {
        (row - 1, column - 1): (*dressed(cell, grid.styles), address(cell.link, ids) if cell.link else "")
        for (row, column), cell in grid.cells.items()
    }


def looks(cells: Mapping[Place, Drawn], sheet_id: int) -> Iterator[Json]:
    """The requests that dress the cells of a sheet whose formats were cleared before."""
    styles = {place: cells[place][1] for place in sorted(cells)}
    formats = {style: cell_format(style) for style in set(styles.values())}
    scattered = scattered_looks(styles, _SCATTERED)
    for column in sorted({column for column, _ in scattered}):
        there = {place: look for place, look in styles.items() if place[1] == column and (column, look) in scattered}
        yield from _scattered(there, formats, sheet_id)
    calm = {place: style for place, style in styles.items() if (place[1], style) not in scattered}
    for area, style in rectangles(calm):
        yield _painted(sheet_id, area, formats[style])


def _painted(sheet_id: int, area: Area, look: Json) -> Json:
    cell = {"userEnteredFormat": look}
    return {"repeatCell": {"range": grid_range(sheet_id, area), "cell": cell, "fields": fields([look])}}


def _scattered(there: Mapping[Place, Style], formats: Mapping[Style, Json], sheet_id: int) -> Iterator[Json]:
    """The commonest of these looks over the part of the column where they stand, then in one request what differs.

    Where something else stands between them nothing is painted over it: then each look is written in full.
    """
    (column,) = {column for _, column in there}
    first, end = min(there)[0], max(there)[0] + 1
    area = Area(first, end, column, column + 1)
    common: Json = {}
    if len(there) == end - first:
        common = formats[Counter(there.values()).most_common(1)[0][0]]
        yield _painted(sheet_id, area, common)
    paths = sorted({path for style in set(there.values()) for path in _differing(formats[style], common)})
    if paths:
        told = [formats[there[row, column]] if (row, column) in there else {} for row in range(first, end)]
        yield {
            "updateCells": {
                "range": grid_range(sheet_id, area),
                "rows": [{"values": [{"userEnteredFormat": _only(look, paths)}]} for look in told],
                "fields": ",".join("userEnteredFormat." + ".".join(path) for path in paths),
            }
        }


def _differing(look: Json, common: Json) -> Iterator[tuple[str, ...]]:
    for name in {*look, *common}:
        mine, theirs = look.get(name), common.get(name)
        if mine == theirs:
            continue
        if name in ("textFormat", "borders") and isinstance(mine or {}, dict) and isinstance(theirs or {}, dict):
            below = {*(mine or {}), *(theirs or {})}
            yield from ((name, part) for part in below if (mine or {}).get(part) != (theirs or {}).get(part))
        else:
            yield (name,)


def _only(look: Json, paths: list[tuple[str, ...]]) -> Json:
    said: Json = {}
    for path in paths:
        value: Any = look
        for name in path:
            value = value.get(name, {})
        if value != {}:
            at = said if len(path) == 1 else said.setdefault(path[0], {})
            at[path[-1]] = value
    return said


def values(cells: Mapping[Place, Drawn], formulas: Mapping[Place, str], sheet_id: int) -> Iterator[Json]:
    """The requests that put into a cleared sheet what its cells hold; ``formulas`` are the program's own."""
    said = {place: one for place, drawn_ in cells.items() if (one := _content(*drawn_))}
    said |= {place: {"userEnteredValue": {"formulaValue": formula}} for place, formula in formulas.items()}
    if not said:
        return
    by_row = {row: [place[1] for place in places] for row, places in groupby(sorted(said), key=lambda place: place[0])}
    rows: list[Json] = []
    for row in range(max(by_row) + 1):
        columns = by_row.get(row)
        rows.append({"values": [said.get((row, column), {}) for column in range(columns[-1] + 1)]} if columns else {})
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    yield {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,textFormatRuns"}}
    yield from _links_of_numbers(cells, sheet_id)


def _content(value: Value | Rich, style: Style, link: str) -> Json:
    plain = value.text if isinstance(value, Rich) else value
    entered = extended(plain)
    if entered in ({}, {"stringValue": ""}):
        return {}
    runs: list[Json] = []
    if isinstance(value, Rich):
        at = 0
        for run in value.runs:
            look = run_format(style, run)
            runs.append(
                ({"startIndex": at} if at else {}) | {"format": (link_format(style, link) if link else {}) | look}
            )
            at += _units(run.text)
    elif link and "stringValue" in entered:
        runs.append({"format": link_format(style, link)})
    return {"userEnteredValue": entered} | ({"textFormatRuns": runs} if runs else {})


def _links_of_numbers(cells: Mapping[Place, Drawn], sheet_id: int) -> Iterator[Json]:
    """Only a text has runs: of another value the link is part of the cell's own format."""
    for (row, column), (value, style, link) in sorted(cells.items()):
        if (
            link
            and value is not None
            and "stringValue" not in extended(value.text if isinstance(value, Rich) else value)
        ):
            text = {**cell_format(style)["textFormat"], **link_format(style, link)}
            yield {
                "updateCells": {
                    "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
                    "rows": [{"values": [{"userEnteredFormat": {"textFormat": text}}]}],
                    "fields": "userEnteredFormat.textFormat",
                }
            }


def _units(text: str) -> int:
    """How long Google counts a text: in units of UTF-16, so that an emoji is two."""
    return len(text.encode("utf-16-le")) // 2
