"""Which exports a file holds, by their columns; never by its name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from sheets.errors import SheetsError
from sheets.imports import archives, mailboxes, pages, sources, unrecognised
from sheets.imports.kinds import Export, Recognised
from sheets.imports.pages import Page, Place
from sheets.imports.sources import Source
from sheets.imports.text_files import Head
from sheets.workbook import NOTHING, Snapshot

#: What a file that is no table begins with.
_NO_TEXT = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"MZ\x90"
)  # fmt: skip


class WorkbookReader(Protocol):
    """Reads a workbook; given by the caller, because a workbook's home is not known here."""

    def __call__(self, path: Path, password: str = "", whole: Collection[str] = ()) -> Snapshot:
        """All cells of the tabs named in ``whole`` at least, and the first rows of every other."""


@dataclass(frozen=True, eq=False)
class _Part:
    """Something of a file that may hold exports: the pages that it may be, of which one is the right way to read it."""

    name: str
    pages: Sequence[Page]


@dataclass(frozen=True, eq=False)
class _Hit:
    """A place whose headers fit an export. ``matched`` are the columns of the file that the export knows."""

    page: Page
    place: Place
    export: Export
    matched: frozenset[int]


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
    path = Path(path)
    if kind and all(export.key != kind for export in exports):
        raise unrecognised.no_such_kind(kind, exports)
    # Whoever says what it is knows better than headers that an export never has.
    asked = [replace(export, without=(), alone=False) for export in exports if export.key == kind] or list(exports)
    source = sources.of_file(path)
    start = source.head()
    if archives.is_workbook(path, start):
        return _of_workbook(path, path.name, asked, read_workbook)
    if archives.is_zip(start):
        return _of_archive(path, asked, read_workbook)
    source, start = archives.unpacked(source, start)
    return _of_part(_Part(source.name, text_pages(source, start)), asked)


def text_pages(source: Source, start: bytes) -> list[Page]:
    """The ways to read a file that is no workbook. Raises :class:`SheetsError` where it is nothing that has rows."""
    if not start:
        raise sources.empty(source.name)
    if start.startswith(_NO_TEXT):
        raise sources.no_table(source.name)
    if mailboxes.is_mailbox(start):
        return [mailboxes.page(source)]
    head = Head(source, start)
    if head.text.lstrip().lower().startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise sources.web_page(source.name)
    return pages.of_text(head, source.name)


def workbook_pages(
    path: Path, exports: Sequence[Export], read_workbook: WorkbookReader | None, name: str = ""
) -> list[Page]:
    """A page for each tab, the program's own aside; a tab that fits an export is read whole."""
    if read_workbook is None:
        raise sources.no_table(name or path.name)
    snapshot = read_workbook(path)
    found = {tab.name: pages.of_tab(tab) for tab in snapshot.tabs if not tab.mark}
    cut = [tab.name for tab in snapshot.tabs if not tab.complete and tab.row_count > len(tab.rows)]
    partly = {name for name in cut if name in found and _hits([found[name]], exports)}
    if partly:
        found |= {tab.name: pages.of_tab(tab) for tab in read_workbook(path, whole=partly).tabs if tab.name in partly}
    return list(found.values())


def _of_workbook(
    path: Path, name: str, exports: Sequence[Export], read_workbook: WorkbookReader | None
) -> tuple[Recognised, ...]:
    tabs = workbook_pages(path, exports, read_workbook, name)
    found: list[Recognised] = []
    others: list[tuple[str, str]] = []
    for page in tabs:
        hits = _hits([page], exports)
        if not hits:
            if any(any(cells) for cells in page.rows):
                others.append((f"the tab {page.name}", f"la pestaña {page.name}"))
            continue
        taken = _resolved(_named(name, page.name), hits)
        if any(not each.sheet.complete for each in taken):
            raise unrecognised.first_rows_only(name, page.name)
        found += taken
    if not found:
        raise _refusal(name, tabs, exports)
    return _with_the_rest(name, found, others)


def _of_archive(path: Path, exports: Sequence[Export], read_workbook: WorkbookReader | None) -> tuple[Recognised, ...]:
    found: list[Recognised] = []
    others: list[tuple[str, str]] = []
    members = archives.members(path)
    for member in members:
        try:
            if member.is_workbook:
                with member.as_file() as unpacked:
                    found += _of_workbook(unpacked, member.source.name, exports, read_workbook)
            else:
                source, start = archives.unpacked(member.source, member.source.head())
                found += _of_part(_Part(source.name, text_pages(source, start)), exports)
        except SheetsError as error:
            # What is no export may well lie beside one; what is broken or wants an answer is said.
            if len(members) == 1 or error.kind not in _NO_EXPORT:
                raise
            others.append((member.name, member.name))
    if not found:
        raise unrecognised.nothing_known(path.name, [member.name for member in members])
    return _with_the_rest(path.name, found, others)


#: The refusals of a file in an archive that leave the other files of it as they are.
_NO_EXPORT = frozenset({"unknown_export", "not_an_export", "empty", "not_used"})


def _of_part(part: _Part, exports: Sequence[Export]) -> tuple[Recognised, ...]:
    hits = _hits(part.pages, exports)
    if not hits:
        raise _refusal(part.name, part.pages, exports)
    best = max(hits, key=lambda hit: len(hit.matched)).page
    # Of the ways to read a text only the separator tells which is right; an export says itself how it quotes.
    taken = _resolved(part.name, [hit for hit in hits if hit.page.separator == best.separator])
    known = {each.sheet.header_row for each in taken}
    others = [
        (f"the table in row {place.header_row}", f"la tabla de la fila {place.header_row}")
        for place in _tops_of_blocks(best)
        if place.header_row not in known
    ]
    return _with_the_rest(part.name, taken, others)


def _hits(alternatives: Sequence[Page], exports: Sequence[Export]) -> list[_Hit]:
    hits = []
    for page in alternatives:
        both = any(other is not page and other.separator == page.separator for other in alternatives)
        for place in page.places:
            for export in exports:
                if both and export.quotes is not page.quotes:
                    continue
                if export.header_row in (0, place.header_row) and export.fits(place.headers):
                    hits.append(_Hit(page, place, export, export.matched(place.headers)))
    return hits


def _resolved(name: str, hits: Sequence[_Hit]) -> list[Recognised]:
    """The tables, one for each header, each as the export that it is; empty where all are of exports without use."""
    by_row: dict[int, list[_Hit]] = {}
    for hit in hits:
        by_row.setdefault(hit.place.header_row, []).append(hit)
    tables: list[list[_Hit]] = []
    for _, fitting in sorted(by_row.items()):
        richest = max(fitting, key=lambda hit: len(hit.matched))
        if tables and not _is_another_table(tables[-1][0], richest):
            if len(richest.matched) > len(tables[-1][0].matched):
                tables[-1] = [richest, *(hit for hit in fitting if hit is not richest)]
            continue
        tables.append([richest, *(hit for hit in fitting if hit is not richest)])
    chosen = [_chosen(name, fitting) for fitting in tables]
    used = [hit for hit in chosen if hit.export.unused == NOTHING]
    if not used:
        raise unrecognised.not_used(name, chosen[0].export)
    # A table ends where the lines above the next one's header begin.
    begins = [*(hit.place.header_row - len(_own_lines(hit)) for hit in chosen), 0]
    places = [replace(hit.place, until=_earlier(hit.place.until, begins[at + 1])) for at, hit in enumerate(chosen)]
    for at, hit in enumerate(chosen[1:], start=1):
        if not chosen[at - 1].place.until or chosen[at - 1].place.until > hit.place.header_row:
            places[at] = replace(places[at], above=tuple(map(tuple, _own_lines(hit))))
    return [
        Recognised(hit.export, hit.page.sheet(place)) for hit, place in zip(chosen, places, strict=True) if hit in used
    ]


def _is_another_table(first: _Hit, then: _Hit) -> bool:
    """Whether a header below another begins a table, and is not the same header again, or a better row of it."""
    if first.place.until and first.place.until <= then.place.header_row:
        return True
    adjacent = then.place.header_row == first.place.header_row + 1
    return not adjacent and then.place.headers != first.place.headers


def _chosen(name: str, fitting: Sequence[_Hit]) -> _Hit:
    """The hit whose export knows all that the others know of the file's columns, and more."""
    own = [hit for hit in fitting if hit.export.signature]
    if own:
        return own[0]
    useful = [hit for hit in fitting if hit.export.unused == NOTHING] or list(fitting)
    left = [hit for hit in useful if not any(hit.matched < other.matched for other in useful)]
    if len({hit.export.key for hit in left}) > 1:
        raise unrecognised.several_kinds(name, [hit.export for hit in left])
    return left[0]


def _own_lines(hit: _Hit) -> Sequence[Sequence[str]]:
    """The lines right above a header that are no rows of the table before: remarks, blank lines, titles."""
    above = list(hit.place.above)
    at = len(above)
    while at and sum(1 for cell in above[at - 1] if cell.strip()) <= 1:
        at -= 1
    return above[at:]


def _earlier(one: int, other: int) -> int:
    """The smaller of two rows, of which 0 is none."""
    return min(filter(None, (one, other)), default=0)


def _tops_of_blocks(page: Page) -> list[Place]:
    """The first possible header of each block that lines with ``# `` set apart from the one before."""
    tops: dict[int, Place] = {}
    for place in page.places:
        start = place.header_row - len(place.above)
        if start > 1 and pages.is_remark(page.rows[start - 1]):
            tops.setdefault(start, place)
    return list(tops.values())


def _refusal(name: str, alternatives: Sequence[Page], exports: Sequence[Export]) -> SheetsError:
    near = unrecognised.nearest((place.headers for page in alternatives for place in page.places), exports)
    if near is None and any(page.too_wide() for page in alternatives):
        return unrecognised.too_many_columns(name)
    return unrecognised.unknown(name, near, exports)


def _with_the_rest(name: str, found: Sequence[Recognised], others: Sequence[tuple[str, str]]) -> tuple[Recognised, ...]:
    if not others:
        return tuple(found)
    beside = (*found[0].beside, unrecognised.not_taken(name, others))
    return (replace(found[0], beside=beside), *found[1:])


def _named(name: str, tab: str) -> str:
    return f"{name} ({tab})"
