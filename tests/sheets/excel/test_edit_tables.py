from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sheets.errors import SheetsError
from sheets.excel.edit import apply
from sheets.excel.package import Package
from sheets.workbook import Cell, CellEdit, Edit
from tests.sheets.excel.editing import SHEET, cells, edited
from tests.sheets.excel.making import parts_of, rebuilt, swap

TABLE = "xl/tables/table1.xml"
SALES: tuple[tuple[object, ...], ...] = (("1001", 2, 10), ("1002", 3, 20))


def tabled(path: Path, area: str = "A1:D3", *, totals: bool = False, rows: Sequence[Sequence[object]] = SALES) -> Path:
    """A tab whose data is a table with a computed column D, and a column of the founder's own in F."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Orders")
    columns = [{"header": "Order"}, {"header": "Units"}, {"header": "Price"}, {"header": "Total"}]
    columns[3]["formula"] = "=Orders[[#This Row],[Units]]*Orders[[#This Row],[Price]]"
    if totals:
        columns[3]["total_function"] = "sum"
    sheet.add_table(area, {"name": "Orders", "columns": columns, "total_row": totals})
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row)
    sheet.write("F2", "mine")
    book.close()
    # XlsxWriter has every workbook computed when it is opened; Excel does not.
    return rebuilt(path, lambda parts: swap(parts, "xl/workbook.xml", ' fullCalcOnLoad="1"', ""))


def refused(path: Path, *edits: Edit) -> SheetsError:
    with Package(path) as package, pytest.raises(SheetsError) as found:
        apply(package, edits)
    return found.value


def test_a_cell_in_a_table_is_set_and_the_table_stays_as_it_was(tmp_path: Path) -> None:
    path = tabled(tmp_path / "a.xlsx")
    after = edited(path, Edit("Orders", (CellEdit("B2", 7),)))
    assert cells(after)[1][:2] == ["1001", 7]
    assert parts_of(after)[TABLE] == parts_of(path)[TABLE]


def test_a_table_grows_with_the_rows_right_below_it(tmp_path: Path) -> None:
    path = tabled(tmp_path / "a.xlsx")
    rows: tuple[dict[str, Cell], ...] = ({"A": "1003", "B": 1, "C": 5}, {"A": "1004", "B": 2, "C": 6})
    after = edited(path, Edit("Orders", rows=rows), also=frozenset({TABLE}))
    table = openpyxl.load_workbook(after)["Orders"].tables["Orders"]
    assert (table.ref, table.autoFilter.ref) == ("A1:D5", "A1:D5")
    grown = parts_of(path)[TABLE].replace(b'"A1:D3"', b'"A1:D5"')
    assert parts_of(after)[TABLE] == grown
    assert [row[:3] for row in cells(after)[3:]] == [["1003", 1, 5], ["1004", 2, 6]]


def test_a_computed_column_is_computed_in_the_new_rows_too(tmp_path: Path) -> None:
    after = edited(tabled(tmp_path / "a.xlsx"), Edit("Orders", rows=({"A": "1003"},)), also=frozenset({TABLE}))
    assert cells(after)[3][3] == cells(after)[2][3] == "=Orders[[#This Row],[Units]]*Orders[[#This Row],[Price]]"
    assert b"fullCalcOnLoad" in parts_of(after)["xl/workbook.xml"]
    named = edited(tabled(tmp_path / "b.xlsx"), Edit("Orders", rows=({"D": 5},)), to="n.xlsx", also=frozenset({TABLE}))
    assert cells(named)[3][3] == 5


def test_rows_inside_a_table_that_is_longer_than_its_data_leave_it_as_long(tmp_path: Path) -> None:
    path = tabled(tmp_path / "a.xlsx", "A1:D9", rows=())
    change = rebuilt(path, without_formulas)
    after = edited(change, Edit("Orders", rows=({"A": "1"},), at=3))
    assert openpyxl.load_workbook(after)["Orders"].tables["Orders"].ref == "A1:D9"
    assert cells(after)[2][0] == "1"


def without_formulas(parts: dict[str, bytes]) -> None:
    parts[SHEET] = re.sub(rb"<f>.*?</f><v>.*?</v>", b"", parts[SHEET])


def test_rows_that_only_stand_beside_a_table_leave_it_as_it_is(tmp_path: Path) -> None:
    path = tabled(tmp_path / "a.xlsx")
    after = edited(path, Edit("Orders", rows=({"F": "mine too"},)))
    assert parts_of(after)[TABLE] == parts_of(path)[TABLE]
    assert cells(after)[3] == [None, None, None, None, None, "mine too"]


def test_rows_below_a_gap_do_not_belong_to_the_table(tmp_path: Path) -> None:
    path = tabled(tmp_path / "a.xlsx")
    after = edited(path, Edit("Orders", (CellEdit("A6", "below"),), ({"A": "1003"},)))
    assert parts_of(after)[TABLE] == parts_of(path)[TABLE]
    assert cells(after)[6][0] == "1003"


def test_the_name_of_a_column_is_left_to_excel(tmp_path: Path) -> None:
    path = tabled(tmp_path / "a.xlsx")
    found = refused(path, Edit("Orders", (CellEdit("B1", "Qty"),)))
    assert found.kind == "shape"
    assert "“Orders”" in found.message("en")
    assert "columna" in found.message("es")
    edited(path, Edit("Orders", (CellEdit("B1", "Units"), CellEdit("E1", "Note"))))


def test_a_row_of_totals_is_left_to_excel(tmp_path: Path) -> None:
    path = tabled(tmp_path / "a.xlsx", "A1:D4", totals=True)
    assert "total row" in refused(path, Edit("Orders", rows=({"A": "1003"},))).message("en")
    assert "totales" in refused(path, Edit("Orders", (CellEdit("D4", 1),))).message("es")
    assert cells(edited(path, Edit("Orders", (CellEdit("B3", 9),))))[2][1] == 9


def test_what_stands_right_below_a_table_is_not_swallowed(tmp_path: Path) -> None:
    path = tabled(tmp_path / "a.xlsx")
    noted = edited(path, Edit("Orders", (CellEdit("C4", "note"),)), to="noted.xlsx")
    found = refused(noted, Edit("Orders", rows=({"A": "1003"}, {"A": "1004"}), at=4))
    assert "below the table" in found.message("en")


def test_blank_cells_right_below_a_table_are_not_in_its_way(tmp_path: Path) -> None:
    def blank(parts: dict[str, bytes]) -> None:
        swap(parts, SHEET, "</sheetData>", '<row r="4"><c r="B4"></c><c r="C4"/></row></sheetData>')

    path = rebuilt(tabled(tmp_path / "a.xlsx"), blank)
    after = edited(path, Edit("Orders", rows=({"A": "1003"},), at=4), also=frozenset({TABLE}))
    assert openpyxl.load_workbook(after)["Orders"].tables["Orders"].ref == "A1:D4"


def test_a_table_that_a_query_fills_gets_no_rows(tmp_path: Path) -> None:
    path = rebuilt(
        tabled(tmp_path / "a.xlsx"), lambda parts: swap(parts, TABLE, ' ref="', ' tableType="queryTable" ref="')
    )
    assert "query" in refused(path, Edit("Orders", rows=({"A": "1003"},))).message("en")


def test_a_table_that_did_not_grow_as_meant_does_not_pass(tmp_path: Path) -> None:
    path, out = tabled(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with Package(path) as package, out.open("wb") as file:
        check = apply(package, [Edit("Orders", rows=({"A": "1003"},))])
        package.write(file)
        file.flush()
        check(out)
        for old, new in (('"A1:D4"', '"A1:D5"'), ('"A1:D4"', '"A1:E4"'), ('name="Units"', 'name="Unit"')):
            spoiled = tmp_path / "spoiled.xlsx"
            spoiled.write_bytes(out.read_bytes())
            rebuilt(spoiled, lambda parts, old=old, new=new: swap(parts, TABLE, old, new))  # type: ignore[misc]
            with pytest.raises(SheetsError, match="did not pass"):
                check(spoiled)


def test_a_pivot_table_is_not_written_into(tmp_path: Path) -> None:
    def pivot(parts: dict[str, bytes]) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
        relation = f'<Relationship Id="rId9" Type="{kind}" Target="../pivotTables/pivotTable1.xml"/></Relationships>'
        swap(parts, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", relation)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        told = (
            f'<pivotTableDefinition xmlns="{main}" name="P" cacheId="1"><location ref="H2:J9"/></pivotTableDefinition>'
        )
        parts["xl/pivotTables/pivotTable1.xml"] = told.encode()
        swap(
            parts,
            "[Content_Types].xml",
            "</Types>",
            '<Override PartName="/xl/pivotTables/pivotTable1.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.pivotTable+xml"/></Types>',
        )

    path = rebuilt(tabled(tmp_path / "a.xlsx"), pivot)
    assert "pivot table" in refused(path, Edit("Orders", (CellEdit("I3", 1),))).message("en")
    assert b'<c r="B2"><v>1</v></c>' in parts_of(edited(path, Edit("Orders", (CellEdit("B2", 1),))))[SHEET]


def test_blank_rows_of_a_table_are_computed_once_they_are_filled(tmp_path: Path) -> None:
    path = rebuilt(tabled(tmp_path / "a.xlsx", "A1:D5", rows=()), without_formulas)
    emptied = edited(path, Edit("Orders", (CellEdit("F2", None),)), to="e.xlsx")
    after = edited(emptied, Edit("Orders", rows=({"A": "1"},)))
    assert cells(after)[1][0] == "1"
    assert str(cells(after)[1][3]).startswith("=Orders[[#This Row],[Units]]")
    assert openpyxl.load_workbook(after)["Orders"].tables["Orders"].ref == "A1:D5"
