from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from reports.outcome import Outcome
from reports.run import run
from sheets import contract, headers, imports, tables
from sheets.excel.book import ExcelBook
from sheets.excel.read import read
from sheets.imports import Merge, Recognised
from sheets.imports.changes import Mode
from sheets.tables import ReadingStyle, Table
from sheets.workbook import Cell

FIXTURES = Path(__file__).parent


class Shop:
    """A workbook with one tab, and what is imported into it. It is made when something is put in or imported."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "shop.xlsx"

    def start(self, key: str, *rows: dict[str, Cell], definitions: dict[str, Cell] | None = None) -> None:
        """Make the workbook with this tab, its rows by canonical column, and these definitions."""
        book = openpyxl.Workbook()
        declared = contract.tab(key)
        sheet = book.active
        sheet.title = declared.name.en
        sheet.append([column.title.en for column in declared.columns])
        for row in rows:
            sheet.append([row.get(column.name) for column in declared.columns])
        told = book.create_sheet("Definitions")
        told.append(["Key", "Applies to", "Value"])
        for name, value in (definitions or {}).items():
            told.append([name, None, value])
        book.save(self.path)

    def file(self, text: str, name: str = "any name.csv", encoding: str = "utf-8") -> Path:
        """A file with this text."""
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def take(
        self, file: Path | str, kind: str = "", period: tuple[date, date] | None = None, mode: Mode = "update"
    ) -> Merge:
        """Import this file, or this text of one."""
        export = known(self.file(file) if isinstance(file, str) else file, kind, period)
        if not self.path.exists():
            self.start(export.table)
        book = ExcelBook(self.path)
        merge = imports.merge(export, book.read_for(imports.wanted(export, mode)), mode)
        if merge.edits:
            book.edit(merge.edits, book.read().fingerprint)
        return merge

    def rows(self, key: str, columns: str) -> list[tuple[Cell, ...]]:
        """These columns of the tab's data rows, as they stand in the cells."""
        snapshot = ExcelBook(self.path).read()
        found = self.table(key)
        sheet = snapshot.tab(found.name)
        assert sheet is not None
        header = headers.header(sheet, key)
        assert header is not None
        places = [header.places[name] for name in columns.split()]
        rows = (sheet.rows[row - 1] for row in found.frame["row"])
        return [tuple(plain(row[place] if place < len(row) else None) for place in places) for row in rows]

    def table(self, key: str) -> Table:
        """The tab as the reader gives it."""
        found = tables.read(ExcelBook(self.path).read(), ReadingStyle(ZoneInfo("America/Bogota"))).get(key)
        assert found is not None
        return found

    def typed(self, key: str, column: str) -> list[object]:
        """One column as the reader gives it; ``None`` for what it does not know."""
        values = self.table(key).frame[column]
        return [None if missing else value for value, missing in zip(values, values.isna(), strict=True)]

    def brief(self, as_of: str) -> Outcome:
        """What the program makes of the workbook at this moment in Bogotá."""
        moment = datetime.fromisoformat(as_of).replace(tzinfo=ZoneInfo("America/Bogota"))
        return run(ExcelBook(self.path).read(), moment)


def known(path: Path, kind: str = "", period: tuple[date, date] | None = None) -> Recognised:
    """The one export that the file is."""
    (export,) = imports.recognise(path, read, kind=kind)
    return export.covering(*period) if period else export


def left(export: Recognised) -> list[tuple[str, Sequence[int]]]:
    """The rows that are left out on purpose, by the reason."""
    return [(why.en, rows) for why, rows in export.left.items()]


def plain(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


@pytest.fixture(scope="session")
def samples(shared: Path) -> Path:
    """The folder of sample exports beside the project."""
    return shared / "exports" / "samples"
