"""Our tabs into a Google Sheet: one atomic batch of requests, in place, naming no tab that is not ours.

A tab of ours keeps its id, title, place, colour and visibility, so that whatever points at it lives on. For the same
reason it never gets smaller: a founder's formula that reads a row of ours would turn into ``#REF!`` with the row.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sheets.google import layout, paint, stash
from sheets.google.look import color
from sheets.google.marks import LISTS, put_book_mark, renew_book_mark, tab_mark
from sheets.google.ranges import Area, grid_range
from sheets.google.seen import BookMark, Rows, Seen, SheetFacts
from sheets.google.stash import Look, Stash
from sheets.grid import Choice, ColorRule, Grid, GridCell, Merge, Sparkline

Json = dict[str, Any]

#: Rows and columns that a new or grown tab has to spare, so that a founder can write beside ours, and so that a row
#: that somebody puts in between the reading and the write pushes only blank ones out of what is copied.
_SPARE_ROWS, _SPARE_COLUMNS = 50, 4


@dataclass(frozen=True, eq=False)
class Batch:
    """One ``spreadsheets.batchUpdate``.

    ``answer`` names the ranges that its answer must show, ``sizes`` the rows and columns that each tab of ours has
    after it if nobody else changes them, ``names`` the tabs' titles by our keys.
    """

    requests: list[Json]
    stash: Stash
    sizes: Mapping[int, tuple[int, int]]
    names: Mapping[str, str]
    book: BookMark

    @property
    def answer(self) -> tuple[str, ...]:
        """Where the answer shows what our tabs held right before the write."""
        return tuple(self.stash.range(area) for area in self.stash.olds.values())

    def held(self, answer: Mapping[str, Any]) -> dict[int, Rows]:
        """What each tab of ours held right before the write, by its id, as a reading of values has it."""
        return stash.held(self.stash, answer)

    def undo(self, run: str) -> list[Json]:
        """The requests of a second batch that gives our tabs back what they held."""
        again = renew_book_mark(replace(self.book, run=run))
        return [*stash.put_back(self.stash, self.sizes), again]


def batch(grids: Sequence[Grid], seen: Seen, run: str, besides: Sequence[Json] = ()) -> Batch:
    """All that makes our tabs as these grids say, as one batch; tabs that are not there yet are made at the end.

    ``besides`` are requests for tabs of the founder's that go with it. Raises :class:`ValueError` for a number that is
    none.
    """
    tabs = _Tabs(grids, seen)
    looks = {line: _look(line, grids) for grid in grids for line in grid.sparklines}
    olds = [tabs.old[grid.key] for grid in grids]
    there = [old for old in olds if old is not None and old.has_cells]
    place = stash.laid_out(tabs.ids[stash.KEY], tabs.titles[stash.KEY], looks.values(), there)
    extents = {grid.key: _extent(grid) for grid in grids} | {stash.KEY: (place.rows, place.columns)}
    sizes = {key: _size(extent, tabs.old[key]) for key, extent in extents.items()}
    requests: list[Json] = []
    for key, (rows, columns) in sizes.items():
        old = tabs.old[key]
        requests += _made(tabs, key, rows, columns) if old is None else _grown(old, rows, columns)
    # First, since a person who copies a filtered tab gets only the rows that show; whether a program does is not known.
    requests += [{"clearBasicFilter": {"sheetId": old.id}} for old in there if old.filter]
    requests += stash.filled(place, *sizes[stash.KEY])
    for grid in grids:
        formulas = {
            (line.row - 1, line.column - 1): _formula(line, tabs, place, looks[line])
            for line in grid.sparklines
            if line.source_tab in tabs.named
        }
        requests += _tab(grid, tabs, sizes[grid.key], extents[grid.key], formulas)
    requests += besides
    book = replace(seen.book, run=run)
    requests.append(put_book_mark(book))
    by_id = {tabs.ids[key]: size for key, size in sizes.items()}
    return Batch(requests, place, by_id, tabs.titles, book)


class _Tabs:
    """Our tabs by key: what is there of them, their ids and titles; and where the grids' links lead."""

    def __init__(self, grids: Sequence[Grid], seen: Seen) -> None:
        self.wanted = {grid.key: grid for grid in grids} | {stash.KEY: Grid(stash.KEY, stash.NAME, {}, {}, hidden=True)}
        self.old: dict[str, SheetFacts | None] = {key: seen.marked(key) for key in self.wanted}
        self.ids: dict[str, int] = {}
        self.titles: dict[str, str] = {}
        ids, titles = {sheet.id for sheet in seen.sheets}, {sheet.title.casefold() for sheet in seen.sheets}
        for key, grid in self.wanted.items():
            old = self.old[key]
            self.ids[key] = old.id if old else _free_id(key, ids)
            self.titles[key] = old.title if old else _free_title(grid.name, titles)
            ids.add(self.ids[key])
            titles.add(self.titles[key].casefold())
        #: What the grids call our tabs.
        self.named = {grid.name: key for key, grid in self.wanted.items()}
        self.links = {sheet.title: sheet.id for sheet in seen.sheets}
        self.links |= {name: self.ids[key] for name, key in self.named.items()}


def _free_id(key: str, taken: set[int]) -> int:
    """The same on every computer: of two that make the tab at once, the second is told that it is there already."""
    id = zlib.crc32(f"operating-brief {key}".encode()) & 0x7FFFFFFF
    while id in taken:
        id += 1
    return id


def _free_title(wanted: str, taken: set[str]) -> str:
    number, title = 1, wanted
    while title.casefold() in taken:
        number += 1
        title = f"{wanted} ({number})"
    return title


def _made(tabs: _Tabs, key: str, rows: int, columns: int) -> Iterator[Json]:
    """A tab that is not there yet: only now has it a colour, a place and a visibility by us."""
    grid, id = tabs.wanted[key], tabs.ids[key]
    size = {"rowCount": rows, "columnCount": columns}
    said: Json = {"sheetId": id, "title": tabs.titles[key], "hidden": grid.hidden, "gridProperties": size}
    if grid.tab_color:
        said["tabColorStyle"] = color(grid.tab_color)
    yield {"addSheet": {"properties": said}}
    yield tab_mark(key, id, more=_told(grid))


def _grown(old: SheetFacts, rows: int, columns: int) -> Iterator[Json]:
    """By so much more, and not to such a size: a row that somebody adds meanwhile is not cut off."""
    for dimension, more in (("ROWS", rows - old.rows), ("COLUMNS", columns - old.columns)):
        if more:
            yield {"appendDimension": {"sheetId": old.id, "dimension": dimension, "length": more}}


def _tab(
    grid: Grid, tabs: _Tabs, size: tuple[int, int], extent: tuple[int, int], formulas: Mapping[tuple[int, int], str]
) -> Iterator[Json]:
    id, old = tabs.ids[grid.key], tabs.old[grid.key]
    if old:
        # Only what was seen is cleared: what somebody adds meanwhile beyond it stays.
        whole = grid_range(id, Area(0, old.rows, 0, old.columns))
        yield {"unmergeCells": {"range": whole}}
        cleared = "userEnteredValue,userEnteredFormat,textFormatRuns,dataValidation"
        yield {"updateCells": {"range": whole, "fields": cleared}}
        yield from layout.uncolored(old.rules, old.mark.get("rules", ()), id)
    cells = paint.drawn(grid, tabs.links)
    yield from paint.looks(cells, id)
    yield from paint.values(cells, formulas, id)
    yield from layout.framed(grid, id)
    yield from layout.merged(grid.merges, id)
    yield from layout.sized(grid, id, *size, extent[1])
    yield from layout.lists(grid, id)
    yield from layout.colored(grid, id)
    yield from layout.notes(grid, id, old.mark.get("notes", ()) if old else (), *size)
    if old and {name: old.mark[name] for name in LISTS if old.mark.get(name)} != _told(grid):
        yield tab_mark(grid.key, id, old.mark_id, _told(grid))


def _told(grid: Grid) -> dict[str, list[str]]:
    """What the next write must know of this one."""
    said = {"notes": list(layout.own_notes(grid)), "rules": layout.own_rules(grid)}
    return {name: entries for name, entries in said.items() if entries}


def _extent(grid: Grid) -> tuple[int, int]:
    """The rows and columns that the grid names."""
    areas: list[Merge | Choice | ColorRule] = [*grid.merges, *grid.choices, *grid.color_rules]
    ends = [(area.last_row, area.last_column) for area in areas]
    places = [*grid.cells, *((line.row, line.column) for line in grid.sparklines), *ends]
    rows = [row for row, _ in places] + [*grid.heights, grid.freeze[0] + 1]
    columns = [column for _, column in places] + [
        *grid.widths,
        *grid.hidden_columns,
        grid.key_column,
        grid.freeze[1] + 1,
    ]
    return max(rows), max(columns)


def _size(extent: tuple[int, int], old: SheetFacts | None) -> tuple[int, int]:
    """The tab's size after the write: as it is, or grown with some to spare."""
    rows, columns = extent
    there = (old.rows, old.columns) if old else (0, 0)
    return (
        there[0] if rows <= there[0] else rows + _SPARE_ROWS,
        there[1] if columns <= there[1] else columns + _SPARE_COLUMNS,
    )


def _formula(line: Sparkline, tabs: _Tabs, place: Stash, look: Look) -> str:
    source = Area(line.source_row - 1, line.source_row, line.first_column - 1, line.last_column)
    title = tabs.titles[tabs.named[line.source_tab]]
    return stash.formula(title, source, place.range(place.options[look]))


def _look(line: Sparkline, grids: Sequence[Grid]) -> Look:
    """A chart stands on zero unless it dips below."""
    source = next((grid for grid in grids if grid.name == line.source_tab), None)
    cells = source.cells if source else {}
    values = [
        cells.get((line.source_row, column), GridCell()).value
        for column in range(line.first_column, line.last_column + 1)
    ]
    return line.color, not any(isinstance(value, int | float) and value < 0 for value in values)
