"""A file -> Snapshot: what is read of which tab, and what is known of the workbook."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sheets.excel import cell_parser
from sheets.excel import read as reading
from sheets.excel.look import look
from sheets.excel.package import Package
from sheets.excel.read import read
from sheets.workbook import ErrorCell, Snapshot, TabSnapshot, Uncached, values_fingerprint
from tests.sheets.excel.making import rebuilt
from tests.sheets.made import ORDER, book

ROW = ["#1001", "2026-11-10", "paid", 1000]


def tab(snapshot: Snapshot, name: str) -> TabSnapshot:
    found = snapshot.tab(name)
    assert found is not None
    return found


def parts_changed(path: Path, change: Callable[[str, str], str]) -> Path:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, change(name, content.decode()) if name.endswith((".xml", ".rels")) else content)
    return path


def test_used_tabs_are_read_whole_and_of_the_others_the_first_thirty_rows(tmp_path: Path) -> None:
    many = [[f"cell {number}"] for number in range(100)]
    snapshot = read(book(tmp_path / "a.xlsx", {"Orders": [ORDER, *[ROW] * 60], "Caja": many}))
    orders, cash = tab(snapshot, "Orders"), tab(snapshot, "Caja")
    assert (orders.complete, orders.row_count, orders.column_count, len(orders.rows)) == (True, 61, 4, 61)
    assert (cash.complete, cash.row_count, cash.column_count, len(cash.rows)) == (False, 100, 1, 30)
    assert list(cash.rows[29]) == ["cell 29"]
    assert (len(orders.fingerprint), cash.fingerprint) == (64, "")


def test_every_kind_of_cell_arrives_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "kinds.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("Orders")
    formats = {
        code: made.add_format({"num_format": code}) for code in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "[h]:mm")
    }
    sheet.write_row(0, 0, ORDER)
    sheet.write_string(1, 0, "   ")
    sheet.write_boolean(1, 1, True)
    sheet.write_number(1, 2, 1)
    sheet.write_number(1, 3, 0.1 + 0.2)
    sheet.write_number(1, 4, 46341, formats["dd/mm/yyyy"])
    sheet.write_number(1, 5, 46341.5, formats["dd/mm/yyyy hh:mm"])
    sheet.write_number(1, 6, 0.25, formats["hh:mm"])
    sheet.write_number(1, 7, 1.5, formats["[h]:mm"])
    sheet.write_formula(1, 8, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 9, "=A1")
    sheet.write_formula(1, 10, "=A1", None, 5)
    sheet.write_rich_string(1, 11, "rich ", made.add_format({"bold": True}), "& bold")
    made.close()
    expected = [
        None, True, 1.0, 0.3, date(2026, 11, 15), datetime(2026, 11, 15, 12), time(6), timedelta(hours=36),
        ErrorCell("#DIV/0!"), Uncached(), 5.0, "rich & bold",
    ]  # fmt: skip
    row = list(tab(read(path), "Orders").rows[1])
    assert row == expected
    assert [type(cell) for cell in row] == [type(cell) for cell in expected]
    with Package(path) as package:
        formats_of = reading._Reader(package, path.read_bytes(), path.name)
        cells = cell_parser.parse(package.stream("xl/worksheets/sheet1.xml"), formats_of._formats)
        one_by_one = cell_parser.as_rows(cells, formats_of._all_strings(), 30)[1]
    assert list(one_by_one) == expected
    assert [type(cell) for cell in one_by_one] == [type(cell) for cell in expected]


def test_hidden_rows_merges_and_hidden_tabs_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("Orders")
    sheet.write_row(1, 0, ORDER)
    sheet.merge_range("A1:D1", "Ventas")
    sheet.merge_range("A40:B41", "far below")
    sheet.write_row(2, 0, ROW)
    sheet.set_row(2, None, None, {"hidden": True})
    made.add_worksheet("Secret").hide()
    made.close()
    snapshot = read(path)
    assert (tab(snapshot, "Orders").hidden_rows, tab(snapshot, "Orders").merges) == (1, ("A1:D1",))
    assert [each.visible for each in snapshot.tabs] == [True, False]


def test_our_own_tabs_are_found_by_their_mark_and_read_whole_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made = xlsxwriter.Workbook(path)
    made.add_worksheet("Lo de 'hoy', nuevo").write_column(0, 0, [f"line {number}" for number in range(60)])
    made.add_worksheet("Brief").write(0, 0, "my own")
    made.define_name("_OB.brief", "='Lo de ''hoy'', nuevo'!$A$1")
    made.define_name("_OB.contract", "=7")
    made.define_name("Total", "=Brief!$A$1")
    made.close()

    def marked(parts: dict[str, bytes]) -> None:
        told = b'<definedNames><definedName name="_OB.tab" localSheetId="0" hidden="1">"brief"</definedName>'
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<definedNames>", told)

    snapshot = read(rebuilt(path, marked))
    ours = snapshot.marked("brief")
    assert ours is not None
    assert (ours.name, ours.complete, len(ours.rows)) == ("Lo de 'hoy', nuevo", True, 60)
    assert (tab(snapshot, "Brief").mark, tab(snapshot, "Brief").complete) == ("", False)
    assert snapshot.contract_version == 7


def test_the_fingerprint_of_a_tab_is_of_its_values_and_their_order_only(tmp_path: Path) -> None:
    rows = [ORDER, ["#1", date(2026, 11, 10), "paid", 0.1 + 0.2], ["#2", None, "paid", True]]
    path = book(tmp_path / "a.xlsx", {"Orders": rows})
    before = read(path)
    made = openpyxl.load_workbook(path)
    made["Orders"]["A1"].font = openpyxl.styles.Font(bold=True)
    made["Orders"]["H900"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")
    made.save(tmp_path / "b.xlsx")
    again = read(tmp_path / "b.xlsx")
    assert tab(again, "Orders").fingerprint == tab(before, "Orders").fingerprint
    assert again.fingerprint != before.fingerprint
    other = read(book(tmp_path / "c.xlsx", {"Orders": [rows[0], rows[2], rows[1]]}))
    assert tab(other, "Orders").fingerprint != tab(before, "Orders").fingerprint
    assert values_fingerprint([["a", None], [], [None]]) == values_fingerprint([["a"]])
    assert values_fingerprint([["1"]]) != values_fingerprint([[1.0]])


@pytest.mark.real
def test_the_fingerprint_survives_saving_by_libreoffice(tmp_path: Path) -> None:
    rows = [ORDER, ["#1", datetime(2026, 11, 10, 9, 30), "paid", 189900.5], ["#2", date(2026, 11, 11), "n\u00f1o", -3]]
    path = book(tmp_path / "a.xlsx", {"Orders": rows})
    target = 'xlsx:"Calc MS Excel 2007 XML"'
    command = f"soffice -env:UserInstallation=file://{tmp_path}/lo --headless --convert-to {target} --outdir {tmp_path}/out {path}"
    try:
        subprocess.run(command, shell=True, capture_output=True, timeout=120, check=True)
    except (subprocess.SubprocessError, FileNotFoundError):
        pytest.skip("LibreOffice is not here")
    again = read(tmp_path / "out" / "a.xlsx")
    assert tab(again, "Orders").fingerprint == tab(read(path), "Orders").fingerprint


def test_facts_tell_of_macros_and_of_a_locked_structure(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Orders": [ORDER, ROW]})
    assert {"macros", "structure_locked", "companion"}.isdisjoint(read(path).facts)
    made = openpyxl.load_workbook(path)
    made.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
    made.save(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macros")
    facts = read(path).facts
    assert (facts["macros"], facts["structure_locked"]) == ("yes", "yes")


def strict(name: str, content: str) -> str:
    content = content.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    return content.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


def with_prefix(name: str, content: str) -> str:
    if not re.search(r"sheet\d\.xml$|workbook\.xml$|sharedStrings\.xml$", name):
        return content
    content = re.sub(r"<(/?)(?=[a-zA-Z])(?!/?r:)", r"<\1x:", content)
    return content.replace("xmlns=", "xmlns:x=")


def with_absolute_and_backslash_targets(name: str, content: str) -> str:
    if name == "xl/_rels/workbook.xml.rels":
        content = content.replace('Target="worksheets/sheet1.xml"', r'Target="/XL\worksheets\Sheet1.xml"')
    return content


def without_references(name: str, content: str) -> str:
    return re.sub(r' r="[A-Z]*\d+"', "", content) if name.endswith("sheet1.xml") else content


def with_single_quotes(name: str, content: str) -> str:
    return content.replace('"', "'") if name.endswith("sheet1.xml") else content


@pytest.mark.parametrize(
    "change", [strict, with_prefix, with_absolute_and_backslash_targets, without_references, with_single_quotes]
)
def test_other_ways_of_writing_a_workbook_are_read_alike(tmp_path: Path, change: Callable[[str, str], str]) -> None:
    rows = [ORDER, ["#1 <&>", date(2026, 11, 10), "paid", 1000.5], ["#2", "#N/A", True, "=1+1"]]
    path = book(tmp_path / "a.xlsx", {"Orders": rows})
    before = tab(read(path), "Orders")
    changed = parts_changed(path, change)
    after = tab(read(changed), "Orders")
    assert [list(row) for row in after.rows] == [list(row) for row in before.rows]
    assert after.rows[2][1] == ErrorCell("#N/A")
    assert after.rows[2][3] == Uncached()
    assert after.fingerprint == before.fingerprint


def test_calamine_and_the_cell_parser_agree_on_every_foreign_sheet(shared: Path) -> None:
    compared = 0
    for path in sorted((shared / "corpus" / "xlsx").rglob("*.xls[xm]")):
        content = path.read_bytes()
        with Package(io.BytesIO(content)) as package:
            reader = reading._Reader(package, content, path.name)
            for sheet in reader._book.sheets:
                seen = look(package.stream(sheet.part), reader._book.unknown_result) if sheet.part else None
                if seen is None or not seen.is_sane or reader._book.strict:
                    continue
                quick = reader._by_calamine(sheet.name, seen)
                cells = cell_parser.parse(package.stream(sheet.part), reader._formats)
                slow = cell_parser.as_rows(cells, reader._all_strings(), 30)
                assert quick is not None
                assert values_fingerprint(quick) == values_fingerprint(slow), (path.name, sheet.name)
                assert (seen.hidden_rows, seen.merges) == (cells.hidden_rows, cells.merges), (path.name, sheet.name)
                compared += 1
    assert compared > 300


def test_reading_leaves_no_file_open(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Orders": [ORDER, ROW]})
    code = (
        "import sys, os; from pathlib import Path; from sheets.excel.read import read; "
        "before = len(os.listdir('/proc/self/fd')); s = read(Path(sys.argv[1])); "
        "assert len(os.listdir('/proc/self/fd')) == before"
    )
    if not Path("/proc/self/fd").exists():
        pytest.skip("no /proc here")
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
