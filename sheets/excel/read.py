"""An ``.xlsx`` or ``.xlsm`` file -> Snapshot. The file is read once, whole, and let go before anything is parsed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import python_calamine

from sheets import headers
from sheets.errors import SheetsError
from sheets.excel import cell_parser, encrypted, refusals, serials, strings, workbook_part
from sheets.excel.cell_parser import Cells, Formats
from sheets.excel.look import Look, look
from sheets.excel.narrow import narrow
from sheets.excel.package import Package, part_key
from sheets.excel.workbook_part import Sheet, WorkbookPart
from sheets.workbook import (
    HEAD_ROWS,
    Cell,
    ErrorCell,
    Snapshot,
    TabSnapshot,
    Uncached,
    Wanted,
    values_fingerprint,
)

_USUAL_STRINGS = "xl/sharedStrings.xml"
#: No workbook that a person works in unpacks to more, as a whole or a hundredfold in one large part.
_LARGEST_PART, _SUSPICIOUS_PART, _SUSPICIOUS_RATIO = 1 << 30, 64 << 20, 200


def read(path: Path, password: str = "", whole: Collection[str] = ()) -> Snapshot:
    """All cells of the tabs that are used, of our own and of those named in ``whole``; the first rows of the others.

    ``password`` opens an encrypted workbook, in memory only; the fingerprint is that of the file as it lies.
    Raises :class:`SheetsError` where the file cannot be had or is no workbook that can be read; never harms it.
    """
    content, fingerprint = _opened(path, password)
    with _package(path.name, content) as package:
        return _Reader(package, content, path.name).snapshot(fingerprint, whole)


def read_export(path: Path, password: str = "", whole: Collection[str] = ()) -> Snapshot:
    """All cells of the tabs named in ``whole``, and of every other the first rows: for a workbook that is an export.

    Whether there are any tabs of ours does not matter; otherwise as :func:`read`.
    """
    content, fingerprint = _opened(path, password)
    with _package(path.name, content) as package:
        return _Reader(package, content, path.name).named(fingerprint, whole)


def read_for(path: Path, wanted: Wanted, password: str = "") -> Snapshot:
    """Of the tabs that are used only the one that is wanted, with its formulas, and of its rows those in question.

    A tab written in an unusual way, or of which a great part is in question, is read whole. Raises as :func:`read`.
    """
    content, fingerprint = _opened(path, password)
    with _package(path.name, content) as package:
        return _Reader(package, content, path.name).snapshot_for(fingerprint, wanted)


def _opened(path: Path, password: str) -> tuple[bytes, str]:
    """The workbook's bytes, and the fingerprint of the file as it lies."""
    content = _content(path)
    fingerprint = hashlib.sha256(content).hexdigest()
    if password and encrypted.is_encrypted(content):
        content = encrypted.decrypted(path.name, content, password)
    if refusal := refusals.by_content(path.name, content):
        raise refusal
    return content, fingerprint


def _package(name: str, content: bytes) -> Package:
    try:
        return Package(io.BytesIO(content))
    except SheetsError as error:
        # It begins like a package, so it was one.
        raise refusals.cut_off(name) if error.kind == "not_a_workbook" else error from error


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise refusals.folder(path.name)
        if not path.exists():
            raise refusals.missing(path.name)
        if not path.is_file():
            raise refusals.folder(path.name)
        return path.read_bytes()
    except PermissionError as error:
        raise refusals.no_access(path.name) from error
    except (OSError, ValueError) as error:
        raise refusals.unreachable(path.name, getattr(error, "strerror", "") or str(error)) from error


class _Reader:
    """One reading of one file."""

    def __init__(self, package: Package, content: bytes, name: str) -> None:
        self._package = package
        self._content = content
        self._name = name
        self._book: WorkbookPart = workbook_part.read(package, name)
        self._guard(*(sheet.part for sheet in self._book.sheets), self._book.strings)
        root = workbook_part.styles(package, self._book, name)
        shown: Sequence[serials.Shown] = serials.cell_formats(root) if root is not None else ()
        self._formats = Formats(shown, self._book.date_1904, self._book.unknown_result)
        self._strings: dict[int, str] | None = None
        self._claim = strings.Claim()
        self._calamine: python_calamine.CalamineWorkbook | None = None

    def snapshot(self, fingerprint: str, also: Collection[str]) -> Snapshot:
        heads = self._heads()
        whole = headers.used(heads).names | {tab.name for tab in heads if tab.mark} | set(also)
        return self._with_whole(heads, whole, fingerprint)

    def named(self, fingerprint: str, whole: Collection[str]) -> Snapshot:
        return self._with_whole(self._heads(), whole, fingerprint)

    def _with_whole(self, heads: Sequence[TabSnapshot], whole: Collection[str], fingerprint: str) -> Snapshot:
        tabs = tuple(
            self._whole(sheet, head) if head.name in whole and sheet.part else head
            for sheet, head in zip(self._book.sheets, heads, strict=True)
        )
        return self._snapshot(tabs, fingerprint)

    def snapshot_for(self, fingerprint: str, wanted: Wanted) -> Snapshot:
        self._all_strings()
        heads = self._heads()
        name = headers.used(heads).by_key.get(wanted.table, "")
        tabs = tuple(
            self._wanted(sheet, head, wanted) if head.name == name and sheet.part else head
            for sheet, head in zip(self._book.sheets, heads, strict=True)
        )
        return self._snapshot(tabs, fingerprint)

    def _snapshot(self, tabs: tuple[TabSnapshot, ...], fingerprint: str) -> Snapshot:
        return Snapshot(
            name=self._name,
            tabs=tabs,
            fingerprint=fingerprint,
            date_1904=self._book.date_1904,
            contract_version=self._book.contract_version,
            facts=self._book.facts,
        )

    def _guard(self, *parts: str) -> None:
        stamps = self._package.stamps()
        sizes = [stamps[key] for part in parts if part and (key := part_key(part)) in stamps]
        for stamp in sizes:
            ratio = stamp.size / max(stamp.stored, 1)
            if stamp.size > _LARGEST_PART or (stamp.size > _SUSPICIOUS_PART and ratio > _SUSPICIOUS_RATIO):
                raise refusals.too_big(self._name)
        if sum(stamp.size for stamp in sizes) > 2 * _LARGEST_PART:
            raise refusals.too_big(self._name)

    def _heads(self) -> list[TabSnapshot]:
        found = [self._head_cells(sheet) for sheet in self._book.sheets]
        wanted = frozenset[int]().union(*(cells.shared() for cells in found))
        said = self._shared(wanted) if self._strings is None else self._strings
        return [self._head(sheet, cells, said) for sheet, cells in zip(self._book.sheets, found, strict=True)]

    def _head_cells(self, sheet: Sheet) -> Cells:
        if not sheet.part:
            return Cells()
        return cell_parser.parse(self._package.stream(sheet.part), self._formats, HEAD_ROWS)

    def _head(self, sheet: Sheet, cells: Cells, said: dict[int, str]) -> TabSnapshot:
        rows = cell_parser.as_rows(cells, said, HEAD_ROWS)
        extent = cell_parser.place(cells.dimension.rpartition(":")[2]) or (0, 0)
        return TabSnapshot(
            name=sheet.name,
            rows=rows,
            complete=not sheet.part,
            row_count=max(extent[0], len(rows)),
            column_count=max([extent[1], *map(len, rows)]),
            hidden_rows=cells.hidden_rows,
            visible=sheet.visible,
            mark=self._book.marks.get(sheet.name, ""),
        )

    def _shared(self, wanted: frozenset[int] | None) -> dict[int, str]:
        if not self._book.strings:
            return {}
        self._claim = strings.Claim()
        return strings.strings(strings.watched(self._package.stream(self._book.strings), self._claim), wanted)

    def _all_strings(self) -> dict[int, str]:
        if self._strings is None:
            self._strings = self._shared(None)
        return self._strings

    def _whole(self, sheet: Sheet, head: TabSnapshot, formulas: set[tuple[int, int]] | None = None) -> TabSnapshot:
        seen = look(self._package.stream(sheet.part), self._book.unknown_result, formulas)
        rows: Sequence[Sequence[Cell]] | None = None
        if seen.is_sane and not self._book.strict and self._has_sane_strings():
            rows = self._by_calamine(sheet.name, seen)
        if rows is None:
            cells = cell_parser.parse(self._package.stream(sheet.part), self._formats)
            rows = cell_parser.as_rows(cells, self._all_strings(), HEAD_ROWS)
            seen.hidden_rows, seen.merges = cells.hidden_rows, cells.merges
            if formulas is not None:
                formulas.update(cells.formulas)
        return TabSnapshot(
            name=sheet.name,
            rows=rows,
            row_count=max(seen.last_row, len(rows)),
            column_count=max([seen.last_column, *map(len, rows)]),
            hidden_rows=seen.hidden_rows,
            merges=tuple(merge for merge in seen.merges if _starts_in_head(merge)),
            visible=sheet.visible,
            fingerprint=values_fingerprint(rows),
            mark=head.mark,
        )

    def _wanted(self, sheet: Sheet, head: TabSnapshot, wanted: Wanted) -> TabSnapshot:
        found = headers.header(head, wanted.table) if wanted.key else None
        if found is None or wanted.key not in found.places:
            return self._with_formulas(sheet, head, frozenset())
        place = found.places[wanted.key]
        seen = narrow(self._package.stream(sheet.part), headers.letter(place), self._all_strings(), wanted.rows)
        if not seen.plain or seen.part is None:
            return self._with_formulas(sheet, head, frozenset(seen.emptied if seen.plain else ()))
        cells = cell_parser.parse(seen.part, self._formats)
        rows = cell_parser.as_rows(cells, self._all_strings(), HEAD_ROWS)
        rows += [()] * (seen.last_row - len(rows))
        margin: list[Cell] = [None] * place
        for number, key in seen.keys.items():
            rows[number - 1] = [*margin, key]
        tab = replace(
            head,
            rows=rows,
            complete=True,
            row_count=max(seen.last_row, len(rows)),
            column_count=max([head.column_count, *map(len, rows)]),
            merges=tuple(merge for merge in cells.merges if _starts_in_head(merge)),
            formulas=frozenset(cells.formulas),
            emptied=frozenset(seen.emptied),
        )
        # Merged cells, which stand below the rows, may say that the header is another one.
        now = headers.header(tab, wanted.table)
        if now is None or now.places.get(wanted.key) != place:
            return self._with_formulas(sheet, head, tab.emptied)
        return tab

    def _with_formulas(self, sheet: Sheet, head: TabSnapshot, emptied: frozenset[int]) -> TabSnapshot:
        formulas: set[tuple[int, int]] = set()
        whole = self._whole(sheet, head, formulas)
        return replace(whole, fingerprint="", formulas=frozenset(formulas), emptied=emptied)

    def _has_sane_strings(self) -> bool:
        """Whether calamine may read the strings: it looks where they usually lie, and makes room for all they claim."""
        usual = self._package.find(_USUAL_STRINGS)
        if usual is None:
            return True
        if part_key(usual) != part_key(self._book.strings):
            return False
        size = self._package.stamps()[part_key(usual)].size
        return not self._claim.is_odd and self._claim.strings <= size // len("<si/>")

    def _by_calamine(self, name: str, seen: Look) -> list[list[Cell]] | None:
        """The rows as calamine reads them; ``None`` where it cannot."""
        try:
            if self._calamine is None:
                self._calamine = python_calamine.load_workbook(io.BytesIO(self._content))
            if self._calamine.sheet_names.count(name) != 1:
                return None
            sheet = self._calamine.get_sheet_by_name(name)
            rows = list(_tidied(sheet.iter_rows(), _indent(sheet), seen.has_flags))
        except (python_calamine.CalamineError, ValueError, OverflowError):
            return None
        _lay(rows, {place: ErrorCell(code) for place, code in seen.errors.items()})
        _lay(rows, dict.fromkeys(seen.uncached, Uncached()))
        return rows


def _indent(sheet: python_calamine.CalamineSheet) -> int:
    """How many columns are missing on the left of each row."""
    if sheet.start is None or sheet.end is None:
        return 0
    return int(sheet.start[1]) if sheet.width == sheet.end[1] + 1 - sheet.start[1] else 0


class _Kept(dict[Cell, Cell]):
    """Each value once, blank text as ``None``, numbers to the digits that Excel keeps.

    The cells of a column repeat themselves a thousand times. ``True`` and ``1.0`` would be one value here.
    """

    def __missing__(self, cell: Cell) -> Cell:
        kept: Cell = cell
        if isinstance(cell, str):
            kept = cell_parser.filled(cell)
        elif isinstance(cell, float):
            kept = cell_parser.tidy(cell)
        self[cell] = kept
        return kept


def _tidied(rows: Iterable[Sequence[Cell]], indent: int, has_flags: bool) -> Iterator[list[Cell]]:
    once = _Kept().__getitem__
    margin: list[Cell] = [None] * indent
    for row in rows:
        tidy = (
            [cell if cell is True or cell is False else once(cell) for cell in row]
            if has_flags
            else list(map(once, row))
        )
        while tidy and tidy[-1] is None:
            tidy.pop()
        yield margin + tidy if margin and tidy else tidy


def _lay(rows: list[list[Cell]], cells: dict[tuple[int, int], Cell]) -> None:
    for (row, column), cell in cells.items():
        while len(rows) < row:
            rows.append([])
        laid = rows[row - 1]
        laid += [None] * (column - len(laid))
        laid[column - 1] = cell


def _starts_in_head(merge: str) -> bool:
    start = cell_parser.place(merge.partition(":")[0].replace("$", ""))
    return start is not None and start[0] <= HEAD_ROWS


__all__ = ["SheetsError", "read", "read_export", "read_for"]
