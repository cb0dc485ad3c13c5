"""Which exports a file holds, by their columns; never by its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sheets.errors import SheetsError, Text
from sheets.imports import pages, unrecognised
from sheets.imports.kinds import Export
from sheets.imports.pages import Page, Place
from sheets.imports.parts import Part, WorkbookReader, parts, tab_part
from sheets.imports.recognised import Recognised
from sheets.workbook import NOTHING, TabSnapshot

__all__ = ["WorkbookReader", "known", "recognise", "recognise_tab"]


@dataclass(frozen=True, eq=False)
class _Hit:
    """A place whose headers fit an export. ``matched`` are the columns of the file that the export knows."""

    page: Page
    place: Place
    export: Export
    matched: frozenset[int]


@dataclass(frozen=True, eq=False)
class Known:
    """A table of a file and the exports that it may be, of which none knows all that another knows."""

    page: Page
    place: Place
    exports: tuple[Export, ...]


def recognise(
    path: Path,
    exports: Sequence[Export],
    read_workbook: WorkbookReader | None = None,
    kind: str = "",
) -> tuple[Recognised, ...]:
    """The exports that this file holds: as a rule one, but a workbook, an archive or a report may hold several.

    ``kind`` is the key of the only export that it may be. Raises :class:`SheetsError` where it cannot be read, is no
    table, or is none of ``exports``: then the message says which came nearest and what it lacks; and where its columns
    fit several exports.
    """
    asked = _asked(exports, kind)
    path = Path(path)
    return _recognised(path.name, parts(path, read_workbook, lambda page: bool(_hits([page], asked))), asked)


def recognise_tab(tab: TabSnapshot, exports: Sequence[Export], kind: str = "") -> tuple[Recognised, ...]:
    """The exports that a tab of a workbook holds, as :func:`recognise` has it of a file."""
    return _recognised(tab.name, [tab_part(tab)], _asked(exports, kind))


def _asked(exports: Sequence[Export], kind: str) -> list[Export]:
    if not kind:
        return list(exports)
    # Whoever says what it is knows better than headers that an export never has.
    asked = [replace(export, without=(), alone=False) for export in exports if export.key == kind]
    if not asked:
        raise unrecognised.no_such_kind(kind, exports)
    return asked


def _recognised(name: str, every: Sequence[Part], asked: Sequence[Export]) -> tuple[Recognised, ...]:
    found: list[Recognised] = []
    others: list[Text] = []
    useless: list[Text] = []
    for part in every:
        tables = known(part.pages, asked)
        taken = [_taken(part, table) for table in tables if _is_used(table)]
        found += taken
        others += _other_blocks(tables) if tables else [part.said]
        useless += _useless(part.name, tables)
    if not found:
        raise _refusal(name, every, asked)
    beside = (*([unrecognised.not_taken(name, others)] if others else []), *useless)
    return (replace(found[0], beside=beside), *found[1:])


def known(alternatives: Sequence[Page], exports: Sequence[Export]) -> list[Known]:
    """The tables of a part that fit an export, from top to bottom, each with those that it may be."""
    hits = _hits(alternatives, exports)
    if not hits:
        return []
    # Of the ways to read a text only the separator tells which is right; an export says itself how it quotes.
    best = max(hits, key=lambda hit: len(hit.matched)).page
    tables = _by_table([hit for hit in hits if hit.page.separator == best.separator])
    # A table ends where the lines above the next one's header begin.
    found: list[Known] = []
    for fitting in tables:
        hit = fitting[0]
        place = hit.place
        if found and (not found[-1].place.until or found[-1].place.until > place.header_row):
            own = _own_lines(place)
            before = found[-1]
            ended = replace(before.place, until=place.header_row - len(own))
            found[-1] = replace(before, place=ended)
            place = replace(place, above=own)
        found.append(Known(hit.page, place, tuple(hit.export for hit in fitting)))
    return found


def _hits(alternatives: Sequence[Page], exports: Sequence[Export]) -> list[_Hit]:
    said = {export.header_row for export in exports} - {0}
    hits = []
    for page in alternatives:
        both = any(other is not page and other.separator == page.separator for other in alternatives)
        there = [place for row in said if (place := page.at(row))]
        there += [place for place in page.places if place.header_row not in said]
        for place in there:
            for export in exports:
                if both and export.quotes is not page.quotes:
                    continue
                if export.header_row in (0, place.header_row) and export.fits(place.headers):
                    hits.append(_Hit(page, place, export, export.matched(place.headers)))
    return hits


def _by_table(hits: Sequence[_Hit]) -> list[list[_Hit]]:
    """What each table may be, the richest first. A header that stands again below is no other table."""
    by_row: dict[int, list[_Hit]] = {}
    for hit in hits:
        by_row.setdefault(hit.place.header_row, []).append(hit)
    tables: list[list[_Hit]] = []
    for _, fitting in sorted(by_row.items()):
        left = _richest(fitting)
        if not tables or _is_another_table(tables[-1][0].place, left[0].place):
            tables.append(left)
        elif len(left[0].matched) > len(tables[-1][0].matched):
            tables[-1] = left
    return tables


def _richest(fitting: Sequence[_Hit]) -> list[_Hit]:
    """The hits of one header without those whose columns another one knows all, and more."""
    if own := [hit for hit in fitting if hit.export.signature]:
        return own[:1]
    useful = [hit for hit in fitting if hit.export.unused == NOTHING] or fitting
    left = [hit for hit in useful if not any(hit.matched < other.matched for other in useful)]
    return sorted(left, key=lambda hit: -len(hit.matched))


def _is_another_table(first: Place, then: Place) -> bool:
    """Whether a header below another begins a table, and is not the same header again, or a better row of it."""
    if first.until and first.until <= then.header_row:
        return True
    return then.header_row > first.header_row + 1 and then.headers != first.headers


def _own_lines(place: Place) -> tuple[tuple[str, ...], ...]:
    """The lines right above a header that are no rows of the table before: remarks, blank lines, titles."""
    at = len(place.above)
    while at and sum(1 for cell in place.above[at - 1] if cell.strip()) <= 1:
        at -= 1
    return place.above[at:]


def _is_used(table: Known) -> bool:
    return table.exports[0].unused == NOTHING


def _taken(part: Part, table: Known) -> Recognised:
    if len(table.exports) > 1:
        raise unrecognised.several_kinds(part.name, table.exports)
    sheet = table.page.sheet(table.place)
    if not sheet.complete:
        raise unrecognised.first_rows_only(part.name, table.page.name)
    return Recognised(table.exports[0], sheet)


def _other_blocks(tables: Sequence[Known]) -> list[Text]:
    """The blocks that lines with ``# `` set apart from the tables that are known, by the row of their header."""
    page = tables[0].page
    taken = {table.place.header_row for table in tables}
    tops: dict[int, int] = {}
    for place in page.places:
        start = place.header_row - len(place.above)
        if pages.is_remark(page.rows[start - 1]):
            tops.setdefault(start, place.header_row)
    rows = [row for row in tops.values() if row not in taken]
    return [Text(f"the table in row {row}", f"la tabla de la fila {row}") for row in rows]


def _useless(name: str, tables: Sequence[Known]) -> list[Text]:
    """The tables that are known and that no tab can hold, with the reason."""
    rows: dict[Text, list[int]] = {}
    for table in tables:
        if not _is_used(table):
            rows.setdefault(table.exports[0].unused, []).append(table.place.header_row)
    return [unrecognised.useless(name, numbers, why) for why, numbers in rows.items()]


def _refusal(name: str, every: Sequence[Part], exports: Sequence[Export]) -> SheetsError:
    alternatives = [page for part in every for page in part.pages]
    for table in known(alternatives, exports) if len(every) == 1 else ():
        return unrecognised.not_used(name, table.exports[0])
    near = unrecognised.nearest(_headers(alternatives), exports)
    if len(every) == 1:
        if every[0].refusal:
            return every[0].refusal
        if near is None and any(page.too_wide() for page in alternatives):
            return unrecognised.too_many_columns(every[0].name)
    return unrecognised.unknown(name, near, exports, [part.said for part in every])


def _headers(alternatives: Iterable[Page]) -> Iterable[Sequence[str]]:
    return (place.headers for page in alternatives for place in page.places)
