from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sheets import headers, imports, tables, template
from sheets.excel.book import ExcelBook
from sheets.imports import Merge
from sheets.tables import ReadingStyle, Table
from sheets.workbook import Cell, CellEdit, Edit, Snapshot


class Shop:
    """A new workbook and what is imported into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "shop.xlsx"
        template.new(self.path, "en", False)
        self.book = ExcelBook(self.path)

    def file(self, text: str, name: str = "any name.csv", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def preview(self, file: Path | str) -> Merge:
        """What importing this file, or this text of one, would do."""
        (export,) = imports.recognise(self.file(file) if isinstance(file, str) else file)
        return imports.merge(export, self.book.read_for(imports.wanted(export)))

    def take(self, file: Path | str) -> Merge:
        """Import this file, or this text of one."""
        merge = self.preview(file)
        if merge.edits:
            self.book.edit(merge.edits, self.book.read().fingerprint)
        return merge

    def type(self, key: str, **cells: Cell) -> None:
        """What the founder types: by cell address."""
        name = headers.used(self.book.read().tabs).by_key[key]
        edit = Edit(name, tuple(CellEdit(address, value) for address, value in cells.items()))
        self.book.edit([edit], self.book.read().fingerprint)

    def rows(self, key: str, columns: str) -> list[tuple[Cell, ...]]:
        """These columns of the tab's data rows."""
        snapshot = self.book.read()
        found = table(snapshot, key)
        sheet = snapshot.tab(found.name)
        assert sheet is not None
        places = [headers.header(sheet, key).places[name] for name in columns.split()]  # type: ignore[union-attr]
        rows = (sheet.rows[row - 1] for row in found.frame["row"])
        return [tuple(plain(row[place] if place < len(row) else None) for place in places) for row in rows]


def plain(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def table(snapshot: Snapshot, key: str) -> Table:
    """The tab as the reader gives it."""
    found = tables.read(snapshot, ReadingStyle(ZoneInfo("America/Bogota"))).get(key)
    assert found is not None
    return found


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)
