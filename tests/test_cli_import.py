"""``operating-brief import`` into a workbook as a founder keeps it: what is theirs is there after it, cell for cell."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from desktop import cli
from tests.founder import EXPORT, HEADER_ROW, founders_book, line, seen, take, values
from tests.invariants import unharmed

SHEET = {"xl/worksheets/sheet1.xml"}
ANA = ("Ana", "JA-M", "Jersey - M", 1, "#1001", "paid", "2026-11-12 09:00:00 -0500", 70_000, "sí")
LUIS = ("Luis", "SN-SM", "Socks - SM", 2, "#1001", None, None, None, "no")
FIRST = line("#1001", "JA-M", "Jersey - M", 1, 70_000).replace("2026-11-13 10:00", "2026-11-12 09:00", 1)
SECOND = line("#1001", "SN-SM", "Socks - SM", 2)
NEW = line("#1002", "CC-U", "Cap - U", 3, 49_900)
ORDER = ("F", "B", "E", "I")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return founders_book(tmp_path / "mine.xlsx", ANA, LUIS)


def changed(before: dict, after: dict) -> dict[str, object]:
    """The cells and facts that differ; of a cell its value now."""
    keys = before.keys() | after.keys()
    return {key: after.get(key, (None,))[0] for key in keys if before.get(key) != after.get(key)}


def test_new_orders_go_below_the_last_one_and_everything_else_stays(book, capsys):
    original, before = book.read_bytes(), seen(book)
    counts, said = take(book, EXPORT + FIRST + SECOND + NEW, capsys)
    assert (counts["new"], counts["changed"], counts["same"]) == (1, 0, 2)
    assert said == [
        "Pedidos has no column for Created at, Price: these 2 were not carried over.",
    ]
    filled = {where: cell for where, cell in changed(before, seen(book)).items() if cell is not None}
    assert filled == {
        "Pedidos!B7": "CC-U", "Pedidos!C7": "Cap - U", "Pedidos!D7": "=I7*0.4", "Pedidos!E7": 3, "Pedidos!F7": "#1002",
        "Pedidos!G7": "paid", "Pedidos!H7": "2026-11-13 10:00:00 -0500", "Pedidos!I7": 49_900,
    }  # fmt: skip
    (book.parent / "before.xlsx").write_bytes(original)
    unharmed(book.parent / "before.xlsx", book, SHEET)


def test_the_same_export_twice_changes_no_byte(book, capsys):
    take(book, EXPORT + FIRST + SECOND + NEW, capsys)
    once = book.read_bytes()
    counts, _ = take(book, EXPORT + FIRST + SECOND + NEW, capsys)
    assert (counts["new"], counts["changed"], counts["same"]) == (0, 0, 3)
    assert book.read_bytes() == once


def test_a_new_row_looks_like_the_row_above_it(book, capsys):
    take(book, EXPORT + NEW, capsys)
    sheet = openpyxl.load_workbook(book)["Pedidos"]
    assert [sheet.cell(7, column).number_format for column in (4, 6, 9)] == ["#,##0", "@", "#,##0"]
    assert sheet["F7"].fill.fgColor.rgb == "00FFFFFF"


def test_an_order_that_changed_is_changed_where_it_stands(book, capsys):
    before = seen(book)
    take(book, EXPORT + FIRST.replace("paid", "refunded") + SECOND, capsys)
    assert changed(before, seen(book)) == {"Pedidos!G5": "refunded"}


def test_an_export_saved_as_a_workbook_says_the_same_as_its_csv(book, capsys):
    export = openpyxl.Workbook()
    for row in csv.reader((EXPORT + FIRST + SECOND + NEW).splitlines()):
        export.active.append([float(cell) if cell.isdigit() else cell or None for cell in row])
    export.save(book.with_name("export.xlsx"))
    twin = book.with_name("twin.xlsx")
    twin.write_bytes(book.read_bytes())
    take(twin, EXPORT + FIRST + SECOND + NEW, capsys)
    assert cli.main(["import", str(book.with_name("export.xlsx")), "--into", str(book), "--lang", "es"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "export.xlsx: la exportación de pedidos de Shopify. Pedidos: 1 nueva, 0 cambiadas, 2 iguales, 0 rechazadas.",
        "Pedidos no tiene columna para Fecha, Precio: no se trajeron estas 2.",
    ]
    assert seen(book) == seen(twin)


def test_a_preview_says_the_same_and_writes_nothing(book, capsys):
    before = book.read_bytes()
    file = book.with_name("export.csv")
    file.write_text(EXPORT + FIRST + NEW)
    assert cli.main(["import", str(file), "--into", str(book), "--preview", "--lang", "en"]) == 0
    assert "1 new, 1 changed, 1 the same, 0 refused." in capsys.readouterr().out
    assert book.read_bytes() == before


# Formulas


def test_rows_go_right_below_the_last_order_though_formulas_are_filled_down_to_row_5000(tmp_path, capsys):
    book = founders_book(tmp_path / "mine.xlsx", ANA, LUIS, filled_to=5000)
    before = seen(book)
    counts, said = take(book, EXPORT + NEW + line("#1003", "JA-S", "Jersey - S", 1, 80_000), capsys)
    assert counts["new"] == 2
    assert not [sentence for sentence in said if "below" in sentence]
    differing = changed(before, seen(book))
    assert {key.removeprefix("Pedidos!")[1:] for key in differing} == {"7", "8"}
    assert values(book, "Pedidos", "F", "D")[:4] == [
        ("#1001", "=I5*0.4"), ("#1001", "=I6*0.4"), ("#1002", "=I7*0.4"), ("#1003", "=I8*0.4"),
    ]  # fmt: skip
    assert openpyxl.load_workbook(book)["Pedidos"].max_row == 5000


def test_a_cell_in_which_the_founder_computes_is_kept_and_said_once(book, capsys):
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"]["I5"] = "=35000*2"
    mine["Pedidos"]["E6"] = "=1+1"
    mine.save(book)
    before = seen(book)
    counts, said = take(book, EXPORT + FIRST.replace("70000", "75000") + SECOND, capsys)
    assert (counts["changed"], counts["same"]) == (0, 2)
    assert (
        said[-1]
        == "Your formulas in Pedidos stay as they are (Total, Cantidad): 2 cells were not taken from the export."
    )
    assert changed(before, seen(book)) == {}


def test_a_column_that_the_founder_computes_goes_on_computing_in_new_rows(tmp_path, capsys):
    book = founders_book(tmp_path / "mine.xlsx", ANA, LUIS)
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"]["I5"], mine["Pedidos"]["I6"] = "=E5*70000", "=E6*70000"
    mine.save(book)
    _, said = take(book, EXPORT + NEW, capsys)
    assert openpyxl.load_workbook(book)["Pedidos"]["I7"].value == "=E7*70000"
    assert said[-1] == "Your formulas in Pedidos stay as they are (Total): 1 cell was not taken from the export."


def test_a_column_that_is_computed_only_here_and_there_is_filled_in_new_rows(book, capsys):
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"]["I5"] = "=35000*2"
    mine.save(book)
    take(book, EXPORT + NEW, capsys)
    assert openpyxl.load_workbook(book)["Pedidos"]["I7"].value == 49_900


# What stands in between and below


def test_a_blank_row_of_the_founders_stays_blank(tmp_path, capsys):
    book = founders_book(tmp_path / "mine.xlsx", ANA, LUIS)
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"].move_range("A6:J6", rows=2)
    mine.save(book)
    take(book, EXPORT + FIRST + SECOND + NEW, capsys)
    assert values(book, "Pedidos", *ORDER) == [
        ("#1001", "JA-M", 1, 70_000), ("#1001", "SN-SM", 2, None), ("#1002", "CC-U", 3, 49_900),
    ]  # fmt: skip
    assert openpyxl.load_workbook(book)["Pedidos"]["F9"].value == "#1002"


def test_a_line_of_the_founders_below_the_orders_is_not_written_over(book, capsys):
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"]["H8"], mine["Pedidos"]["I8"] = "Total", "=SUM(I5:I7)"
    mine.save(book)
    before = seen(book)
    _, said = take(book, EXPORT + NEW + line("#1003", "JA-S", "Jersey - S", 1, 80_000), capsys)
    assert said[0] == (
        "Something of yours stands in Pedidos below its last row: the new rows begin in row 9 and not in 7."
    )
    now = seen(book)
    assert (now["Pedidos!H8"], now["Pedidos!I8"]) == (before["Pedidos!H8"], before["Pedidos!I8"])
    assert values(book, "Pedidos", "F", first=9) == [("#1002",), ("#1003",)]


def test_a_second_table_below_is_never_mixed_with_the_first(book, capsys):
    mine = openpyxl.load_workbook(book)
    for column, title in enumerate(("Order", "Financial status", "Total", "Paid at"), 1):
        mine["Pedidos"].cell(8, column, title)
    mine.save(book)
    before = book.read_bytes()
    file = book.with_name("two.csv")
    file.write_text(EXPORT + NEW + line("#1003", "JA-S", "Jersey - S", 1, 80_000))
    assert cli.main(["import", str(file), "--into", str(book), "--lang", "en"]) == 1
    assert "a second table begins in row 8" in capsys.readouterr().err
    assert book.read_bytes() == before


def test_an_excel_table_grows_with_the_rows(tmp_path, capsys):
    book = founders_book(tmp_path / "mine.xlsx", ANA, LUIS)
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"].add_table(Table(displayName="Ventas", ref="A4:J6"))
    mine.save(book)
    take(book, EXPORT + NEW, capsys)
    after = openpyxl.load_workbook(book)["Pedidos"]
    assert after.tables["Ventas"].ref == "A4:J7"
    assert after["F7"].value == "#1002"


def test_a_tab_with_one_row_for_each_order_gets_one_for_each(tmp_path, capsys):
    book = tmp_path / "mine.xlsx"
    mine = openpyxl.Workbook()
    mine.active.title = "Orders"
    mine.active.append(["Order", "Paid at", "Financial status", "Total"])
    mine.active.append(["#1001", "2026-11-12 09:00:00 -0500", "paid", 70_000])
    mine.save(book)
    counts, _ = take(book, EXPORT + FIRST + SECOND + NEW, capsys)
    assert (counts["new"], counts["same"]) == (1, 1)
    assert values(book, "Orders", "A", "D", first=2) == [("#1001", 70_000), ("#1002", 49_900)]


def test_without_a_column_for_the_order_nothing_is_imported(tmp_path, capsys):
    book = tmp_path / "mine.xlsx"
    mine = openpyxl.Workbook()
    mine.active.title = "Orders"
    mine.active.append(["Paid at", "Financial status", "Total"])
    mine.save(book)
    before = book.read_bytes()
    file = tmp_path / "export.csv"
    file.write_text(EXPORT + NEW)
    assert cli.main(["import", str(file), "--into", str(book), "--lang", "en"]) == 1
    assert capsys.readouterr().err == (
        "The tab Orders has no column “Order”, so its rows cannot be told from one another. Nothing was imported. "
        "Write Order above the column that holds it, or add one.\n"
    )
    assert book.read_bytes() == before


# Rows that an import replaced


THIRD = line("#1001", "CC-U", "Cap - U", 1)
EVA = ("Eva", "CC-U", "Cap - U", 1, "#1001", None, None, None, "para Sofía")


@pytest.fixture
def three(tmp_path: Path) -> Path:
    return founders_book(tmp_path / "mine.xlsx", ANA, LUIS, EVA)


def test_a_founders_own_cells_stay_beside_their_line_when_one_before_it_goes(three, capsys):
    # The order's own cells stand on its first line: that is the socks' now.
    socks = line("#1001", "SN-SM", "Socks - SM", 2, 70_000).replace("2026-11-13 10:00", "2026-11-12 09:00", 1)
    counts, said = take(three, EXPORT + socks + THIRD, capsys)
    assert (counts["new"], counts["changed"], counts["same"]) == (0, 2, 1)
    assert values(three, "Pedidos", "A", "B", "F", "I", "J") == [
        ("Ana", None, None, None, "sí"),
        ("Luis", "SN-SM", "#1001", 70_000, "no"),
        ("Eva", "CC-U", "#1001", None, "para Sofía"),
    ]
    assert said[0] == (
        "Lines that are gone from the export are emptied in Pedidos; what you wrote beside them stays: "
        "A5 “Ana”, J5 “sí”."
    )


def test_a_new_line_never_lands_beside_what_was_written_of_another(three, capsys):
    take(three, EXPORT + FIRST + THIRD + line("#1001", "BP-S", "Bib - S", 1), capsys)
    assert values(three, "Pedidos", "A", "B", "F", "J") == [
        ("Ana", "JA-M", "#1001", "sí"),
        ("Luis", None, None, "no"),
        ("Eva", "CC-U", "#1001", "para Sofía"),
        (None, "BP-S", "#1001", None),
    ]


def test_what_the_founder_wrote_in_a_column_that_this_export_has_not_is_theirs_too(tmp_path, capsys):
    book = tmp_path / "mine.xlsx"
    mine = openpyxl.Workbook()
    mine.active.title = "Orders"
    mine.active.append(["Order", "SKU", "Paid at", "Financial status", "Total", "Promise date"])
    mine.active.append(["#1001", "JA-M", "2026-11-12 09:00:00 -0500", "paid", 70_000, None])
    mine.active.append(["#1001", "SN-SM", None, None, None, "before Sunday"])
    mine.save(book)
    _, said = take(book, EXPORT + FIRST, capsys)
    assert values(book, "Orders", "A", "B", "F", first=3) == [(None, None, "before Sunday")]
    assert said[0].endswith("stays: F3 “before Sunday”.")


def test_a_row_without_anything_of_the_founders_is_filled_again(tmp_path, capsys):
    nobody = (None, "SN-SM", "Socks - SM", 2, "#1001", None, None, None, None)
    book = founders_book(tmp_path / "mine.xlsx", ANA, nobody, EVA)
    counts, said = take(book, EXPORT + FIRST + THIRD + NEW, capsys)
    assert (counts["new"], counts["changed"], counts["same"]) == (1, 1, 2)
    assert values(book, "Pedidos", "A", "B", "D", "F") == [
        ("Ana", "JA-M", "=I5*0.4", "#1001"), (None, "CC-U", "=I6*0.4", "#1002"), ("Eva", "CC-U", "=I7*0.4", "#1001"),
    ]  # fmt: skip
    assert len(said) == 1


def test_a_row_that_an_import_emptied_is_filled_by_a_later_one(tmp_path, capsys):
    nobody = (None, "SN-SM", "Socks - SM", 2, "#1001", None, None, None, None)
    book = founders_book(tmp_path / "mine.xlsx", ANA, nobody, EVA)
    take(book, EXPORT + FIRST + THIRD, capsys)
    assert openpyxl.load_workbook(book)["Pedidos"]["F6"].value is None
    take(book, EXPORT + NEW, capsys)
    sheet = openpyxl.load_workbook(book)["Pedidos"]
    assert (sheet["F6"].value, sheet["F8"].value) == ("#1002", None)


@pytest.mark.parametrize("beside", [None, "Luis"])
def test_after_a_line_has_gone_the_same_export_changes_no_byte(tmp_path, capsys, beside):
    book = founders_book(tmp_path / "mine.xlsx", ANA, (beside, *LUIS[1:-1], None), EVA, filled_to=30)
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"]["I5"] = "=35000*2"
    mine.save(book)
    text = EXPORT + FIRST + THIRD + NEW + line("#1003", "JA-S", "Jersey - S", 1, 80_000)
    take(book, text, capsys)
    once = book.read_bytes()
    counts, _ = take(book, text, capsys)
    assert (counts["new"], counts["changed"], counts["same"]) == (0, 0, 4)
    assert book.read_bytes() == once


def test_rows_below_one_that_was_emptied_stay_where_they_are(three, capsys):
    before = seen(three)
    take(three, EXPORT + FIRST + THIRD, capsys)
    assert changed(before, seen(three)) == {f"Pedidos!{column}6": None for column in "BCEF"}


# Trap 22 and 23

PRODUCTS = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price\n"


def test_trap_22_an_import_never_merges_two_products_of_one_sku(tmp_path, capsys):
    book = tmp_path / "mine.xlsx"
    mine = openpyxl.Workbook()
    mine.active.title = "Inventario"
    mine.active.append(["Mi nota", "Producto", "SKU", "Disponible"])
    mine.active.append(["de lana", "Gorra", "CC-U", 4])
    mine.active.append(["de paja", "Sombrero", "CC-U", 9])
    mine.save(book)
    both = "gorra,Gorra,Title,Default Title,CC-U,5,100\nsombrero,Sombrero,Title,Default Title,CC-U,8,200\n"
    for text in (both, "".join(reversed(both.splitlines(keepends=True)))):
        counts, _ = take(book, PRODUCTS + text, capsys)
        assert counts["new"] == 0
        assert values(book, "Inventario", "A", "B", "C", "D", first=2) == [
            ("de lana", "Gorra", "CC-U", 5),
            ("de paja", "Sombrero", "CC-U", 8),
        ]


@pytest.mark.parametrize("text", ["=1+1", "+57 300 1234567", "-5 units", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0"])
def test_trap_23_what_begins_like_a_formula_is_written_as_text(book, capsys, text):
    take(book, EXPORT + line("#1002", text, f"{text} x", 1, 100), capsys)
    cells = [openpyxl.load_workbook(book)["Pedidos"][address] for address in ("B7", "C7")]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text.strip(), "s"), (f"{text} x".strip(), "s")]
    assert HEADER_ROW == 4


def test_into_an_open_workbook_nothing_is_counted_before_it_is_refused(book, capsys):
    book.with_name(f"~${book.name}").write_bytes(b"\x03Ana" + b" " * 161)
    before = book.read_bytes()
    file = book.with_name("export.csv")
    file.write_text(EXPORT + line("#1004", "CAP", "Cap", 1, 9), "utf-8")
    assert cli.main(["import", str(file), "--into", str(book), "--events"]) == 1
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["event"] for event in events] == ["failed"]
    assert events[0]["kind"] == "locked"
    assert book.read_bytes() == before
    assert cli.main(["import", str(file), "--into", str(book), "--preview"]) == 0
