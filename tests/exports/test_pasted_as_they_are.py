"""Every export that is known, pasted under its table's name: its rows are read where they stand, as an import has them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sheets import contract, headers, imports, tables
from sheets.excel.read import read
from sheets.imports import EXPORTS, parts, recognition
from sheets.imports.in_place import in_place, offers
from sheets.tables import ReadingStyle
from sheets.workbook import NOTHING, Snapshot, TabSnapshot

FIXTURES = Path(__file__).parent
FILES = sorted(path for path in FIXTURES.glob("*/*") if path.suffix in (".csv", ".tsv", ".txt"))
STYLE = ReadingStyle(ZoneInfo("America/Bogota"))


def tables_of(path: Path) -> Iterator[recognition.Known]:
    for part in parts.parts(path, read, lambda _page: True):
        yield from recognition.known(part.pages, EXPORTS)


def _can_be_pasted(path: Path) -> bool:
    """Not one that nothing can use, that asks which it is or for its days, or that is labels and values, no table."""
    first = next(tables_of(path))
    export = first.exports[0]
    is_table = first.page.name == path.name and path.parent.name != "mailchimp"
    return is_table and len(first.exports) == 1 and export.unused == NOTHING and not export.asks_period


@pytest.mark.parametrize("path", filter(_can_be_pasted, FILES), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_export_pasted_under_its_tables_name_is_read_as_an_import_reads_it(path: Path) -> None:
    found = list(tables_of(path))
    first = found[0]
    key = first.exports[0].table
    rows = [[cell or None for cell in row] for row in first.page.rows]
    tab = TabSnapshot(contract.tab(key).name.en, rows, row_count=len(rows))
    snapshot = Snapshot("book", (tab,))
    brought = in_place(snapshot)
    if brought is snapshot:
        own = headers.header(tab, key)
        assert own is not None
        assert headers.tool(own, key), "only the exports that the contract's names were made for need no importer"
        return
    table = tables.read(brought, STYLE).by_key[key]
    expected = [each for each in imports.recognise(path, read) if each.table == key]
    assert sorted(table.frame["row"]) == sorted(record.row for each in expected for record in each.records())
    left = sorted(row for skip in table.skipped if skip.reason == "left" for row in skip.rows)
    assert left == sorted(row for each in expected for rows in each.left.values() for row in rows)
    assert table.tool == first.exports[0].tool
    assert not offers(brought)


def test_an_export_that_was_turned_by_its_tool_is_read_in_place_too() -> None:
    path = FIXTURES / "mailchimp" / "mailchimp_report.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [[cell or None for cell in row] for row in csv.reader(file)]
    brought = in_place(Snapshot("book", (TabSnapshot("Campaigns", rows, row_count=len(rows)),)))
    table = tables.read(brought, STYLE).by_key["campaigns"]
    assert len(table.frame) == 1
    assert table.tool == "Mailchimp"
    assert set(table.letters.values()) == {"A"}
