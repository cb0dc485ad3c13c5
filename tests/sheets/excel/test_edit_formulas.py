from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.formula.translate import Translator

from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.excel.edit import apply
from sheets.excel.package import Package
from sheets.workbook import CellEdit, Edit, Uncached
from tests.sheets.excel.editing import SHEET, cells, edited
from tests.sheets.excel.making import parts_of, rebuilt, swap


def computed(path: Path, *, rows: int = 6, shared: bool = False, area: str = "") -> Path:
    """Units and price in A and B; the founder's own total in C, written out or shared by all its cells."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Orders")
    sheet.write_row(0, 0, ["Units", "Price", "Total"])
    money = book.add_format({"num_format": "#,##0.00"})
    for row in range(2, rows + 2):
        sheet.write_row(row - 1, 0, [row, 10])
        sheet.write_formula(row - 1, 2, f"=A{row}*$B{row}", money, row * 10)
    book.close()

    def share(parts: dict[str, bytes]) -> None:
        # XlsxWriter has every workbook computed when it is opened; Excel does not.
        swap(parts, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
        if not shared:
            return
        xml = parts[SHEET]
        xml = re.sub(rb"<f>A(?!2\*)\d+\*\$B\d+</f>", b'<f t="shared" si="0"/>', xml)
        told = area or f"C2:C{rows + 1}"
        parts[SHEET] = xml.replace(b"<f>A2*$B2</f>", f'<f t="shared" ref="{told}" si="0">A2*$B2</f>'.encode())

    return rebuilt(path, share)


def formulas(path: Path) -> dict[str, str]:
    """The formulas of column C as another reader sees them."""
    return {cell.coordinate: cell.value for cell in openpyxl.load_workbook(path)["Orders"]["C"][1:] if cell.value}


@pytest.mark.parametrize("shared", [False, True])
def test_a_formula_of_the_rows_above_goes_on_in_new_ones(tmp_path: Path, shared: bool) -> None:
    path = computed(tmp_path / "a.xlsx", shared=shared)
    after = edited(path, Edit("Orders", rows=({"A": 1, "B": 2}, {"A": 3, "B": 4})))
    assert formulas(after)["C8"] == "=A8*$B8"
    assert formulas(after)["C9"] == "=A9*$B9"
    assert openpyxl.load_workbook(after)["Orders"]["C9"].number_format == "#,##0.00"
    assert b"fullCalcOnLoad" in parts_of(after)["xl/workbook.xml"]


def test_a_column_that_the_edit_names_is_not_computed(tmp_path: Path) -> None:
    after = edited(computed(tmp_path / "a.xlsx"), Edit("Orders", rows=({"A": 1, "C": 2}, {"A": 3})))
    assert [row[2] for row in cells(after)[7:]] == [2, None]


def test_a_formula_that_the_rows_above_do_not_share_is_not_guessed_on(tmp_path: Path) -> None:
    def total(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET].replace(b"A7*$B7", b"SUM(C2:C6)")

    after = edited(rebuilt(computed(tmp_path / "a.xlsx"), total), Edit("Orders", rows=({"A": 1},)))
    assert "C8" not in formulas(after)
    assert b"fullCalcOnLoad" not in parts_of(after)["xl/workbook.xml"]


def test_one_row_of_another_kind_does_not_stop_a_formula_and_two_do(tmp_path: Path) -> None:
    def typed(*rows: int) -> Path:
        def change(parts: dict[str, bytes]) -> None:
            for row in rows:
                parts[SHEET] = parts[SHEET].replace(f"<f>A{row}*$B{row}</f>".encode(), b"")

        return rebuilt(computed(tmp_path / f"{len(rows)}.xlsx"), change)

    assert "C8" in formulas(edited(typed(5), Edit("Orders", rows=({"A": 1},))))
    assert "C8" not in formulas(edited(typed(4, 5), Edit("Orders", rows=({"A": 1},))))


def test_one_row_of_data_is_not_enough_to_go_by(tmp_path: Path) -> None:
    after = edited(computed(tmp_path / "a.xlsx", rows=1), Edit("Orders", rows=({"A": 1},)))
    assert "C3" not in formulas(after)


def test_rows_go_where_formulas_wait_for_them(tmp_path: Path) -> None:
    path = computed(tmp_path / "a.xlsx", shared=True)
    emptied = edited(
        path, Edit("Orders", tuple(CellEdit(f"{c}{r}", None) for c in "AB" for r in (5, 6, 7))), to="e.xlsx"
    )
    after = edited(emptied, Edit("Orders", rows=({"A": 1, "B": 2}, {"A": 3, "B": 4}), at=5))
    assert [row[:2] for row in cells(after)[4:]] == [[1, 2], [3, 4], [None, None]]
    assert formulas(after) == formulas(path)


def test_a_cell_that_shares_a_formula_is_set_and_the_others_go_on(tmp_path: Path) -> None:
    path = computed(tmp_path / "a.xlsx", shared=True)
    after = edited(path, Edit("Orders", (CellEdit("C4", 1),)))
    assert formulas(after) == {**formulas(path), "C4": 1}


@pytest.mark.parametrize("gone", [["C2"], ["C2", "C3"], ["C2", "C4"], ["C2", "C3", "C4", "C5", "C6", "C7"]])
def test_the_cell_where_a_shared_formula_stands_is_set_and_the_others_go_on(tmp_path: Path, gone: list[str]) -> None:
    path = computed(tmp_path / "a.xlsx", shared=True)
    after = edited(path, Edit("Orders", tuple(CellEdit(cell, 1) for cell in gone)))
    assert formulas(after) == {**formulas(path), **dict.fromkeys(gone, 1)}
    masters = re.findall(rb'ref="(C\d+:?C?\d*)" si="0">([^<]+)<', parts_of(after)[SHEET])
    left = [cell for cell in formulas(path) if cell not in gone]
    told = Translator("=A2*$B2", "C2").translate_formula(left[0])[1:] if left else ""
    assert masters == ([(f"{left[0]}:C7".encode(), told.encode())] if left else [])


def test_a_formula_shared_by_one_row_is_handed_to_the_right(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Orders"
    sheet.append([1, 2, 3])
    sheet.append(["x", "x", "x"])
    book.save(path)

    def share(parts: dict[str, bytes]) -> None:
        for place, letter in enumerate("ABC"):
            told = b'<f t="shared" ref="A2:C2" si="3">A$1*2</f>' if place == 0 else b'<f t="shared" si="3"/>'
            parts[SHEET] = re.sub(
                rb'<c r="%b2"[^>]*>.*?</c>' % letter.encode(),
                b'<c r="%b2">%b<v>1</v></c>' % (letter.encode(), told),
                parts[SHEET],
            )

    after = edited(rebuilt(path, share), Edit("Orders", (CellEdit("A2", 5),)))
    assert cells(after)[1] == [5, "=B$1*2", "=C$1*2"]
    assert b'ref="B2:C2" si="3">B$1*2<' in parts_of(after)[SHEET]


@pytest.mark.parametrize(
    ("formula", "cell"),
    [
        ('<f t="array" ref="C3:C5">A3:A5*2</f>', "C4"),
        ('<f t="array" ref="C3:C5">A3:A5*2</f>', "C3"),
        ('<f t="dataTable" ref="C3:C5" dt2D="0" dtr="0" r1="A1"/>', "C5"),
    ],
)
def test_formulas_over_several_cells_are_not_broken(tmp_path: Path, formula: str, cell: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET].replace(b"<f>A3*$B3</f>", formula.encode())

    path = rebuilt(computed(tmp_path / "a.xlsx"), change)
    with Package(path) as package, pytest.raises(SheetsError, match="formula over several cells") as refused:
        apply(package, [Edit("Orders", (CellEdit(cell, 1),))])
    assert refused.value.kind == "shape"
    edited(path, Edit("Orders", (CellEdit("B3", 1),)))


def test_what_newer_programs_say_of_a_cell_goes_with_its_value(tmp_path: Path) -> None:
    def rich(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET].replace(b'<c r="A3"', b'<c r="A3" vm="1" cm="1" ph="1"')

    after = edited(rebuilt(computed(tmp_path / "a.xlsx"), rich), Edit("Orders", (CellEdit("A3", 9),)))
    assert b'<c r="A3"><v>9</v></c>' in parts_of(after)[SHEET]


def test_a_handed_over_formula_that_is_another_does_not_pass(tmp_path: Path) -> None:
    path, out = computed(tmp_path / "a.xlsx", shared=True), tmp_path / "b.xlsx"
    with Package(path) as package, out.open("wb") as file:
        check = apply(package, [Edit("Orders", (CellEdit("C2", 1),), ({"A": 5},))])
        package.write(file)
        file.flush()
        check(out)
        for old, new in ((b">A3*$B3<", b">A4*$B3<"), (b'ref="C3:C7"', b'ref="C3:C8"'), (b"A8*$B8", b"A7*$B8")):
            spoiled = tmp_path / "spoiled.xlsx"
            spoiled.write_bytes(out.read_bytes())

            def spoil(parts: dict[str, bytes], old: bytes = old, new: bytes = new) -> None:
                assert old in parts[SHEET]
                parts[SHEET] = parts[SHEET].replace(old, new)

            rebuilt(spoiled, spoil)
            with pytest.raises(SheetsError, match="did not pass"):
                check(spoiled)


def test_stored_results_of_a_workbook_of_excel_are_computed_anew_once_a_cell_changed(tmp_path: Path) -> None:
    def chain(parts: dict[str, bytes]) -> None:
        parts["xl/calcChain.xml"] = (
            b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C2" i="1"/></calcChain>'
        )
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
        told = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
        swap(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", told)
        part = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
        told = f'<Override PartName="/xl/calcChain.xml" ContentType="{part}"/></Types>'
        swap(parts, "[Content_Types].xml", "</Types>", told)

    path = rebuilt(computed(tmp_path / "a.xlsx"), chain)
    after = edited(path, Edit("Orders", cells=(CellEdit("A2", 5),)))
    assert b'fullCalcOnLoad="1"' in parts_of(after)["xl/workbook.xml"]
    assert "xl/calcChain.xml" in parts_of(after)


def test_a_formula_beside_a_cell_that_is_set_has_no_old_result(tmp_path: Path) -> None:
    """3 x 100,000 is not the 100,000 that stood there when it was 1: the result is unknown until it is computed."""
    path = tmp_path / "a.xlsx"
    made = xlsxwriter.Workbook(path)
    tab = made.add_worksheet("Orders")
    tab.write_row(0, 0, ["order_id", "quantity", "price", "total"])
    for row, quantity in enumerate((1, 2), start=1):
        tab.write_row(row, 0, [f"#{2000 + row}", quantity, 100_000])
        tab.write_formula(row, 3, f"=B{row + 1}*C{row + 1}", None, quantity * 100_000)
    made.close()
    ExcelBook(path, tmp_path / "app").edit([Edit("Orders", (CellEdit("B2", 3),))], "")
    after = openpyxl.load_workbook(path)["Orders"]
    assert (after["D2"].value, after["D3"].value) == ("=B2*C2", "=B3*C3")
    shown = openpyxl.load_workbook(path, data_only=True)["Orders"]
    assert (shown["B2"].value, shown["D2"].value, shown["D3"].value) == (3, None, 200_000)
    assert isinstance(ExcelBook(path).read(whole=("Orders",)).tab("Orders").rows[1][3], Uncached)
