"""Exports are imported into either home by key, twice, into tabs as a founder keeps them: the same cells, the same words."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheets import template
from tests.founder import EXPORT, founders_book, line
from tests.google.homes import Home, both, shown
from tests.workbooks import workbook

ANA = ("Ana", "JA-M", "Jersey - M", 1, "#1001", "paid", "2026-11-12 09:00:00 -0500", 70_000, "sí")
LUIS = ("Luis", "SN-SM", "Socks - SM", 2, "#1001", None, None, None, "no")
EVA = ("Eva", "CC-U", "Cap - U", 1, "#1001", None, None, None, "para Sofía")
FIRST = line("#1001", "JA-M", "Jersey - M", 1, 70_000).replace("2026-11-13 10:00", "2026-11-12 09:00", 1)
SECOND = line("#1001", "SN-SM", "Socks - SM", 2)
THIRD = line("#1001", "CC-U", "Cap - U", 1)
NEW = line("#1002", "CC-U", "Cap - U", 3, 49_900)
MORE = "".join(line(f"#{number}", "JA-S", f"Jersey {number}", 1, 80_000) for number in range(1003, 1043))
PRODUCTS = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price\n"
STOCK = "Handle,Title,Option1 Name,Option1 Value,SKU,Location,Available\n"


FILES = {
    "a new order": [EXPORT + FIRST + SECOND + NEW],
    "twice": [EXPORT + FIRST + SECOND + NEW] * 2,
    "many orders, then some again": [EXPORT + FIRST + SECOND + MORE, EXPORT + NEW + MORE],
    "an order that changed": [EXPORT + FIRST.replace("paid", "refunded") + SECOND],
    "a line that went, and came again": [EXPORT + FIRST + THIRD, EXPORT + FIRST + SECOND + THIRD],
    "text like formulas": [EXPORT + line("#1002", "=1+1", "@SUM(A1)", 1, 100)],
    "nothing": [EXPORT],
}


@pytest.mark.parametrize("files", FILES)
@pytest.mark.parametrize("filled_to", [0, 60])
def test_orders_go_into_a_founder_s_tab_beside_their_own_columns(google, capsys, tmp_path, files, filled_to) -> None:
    def steps(home: Home) -> list[list[object]]:
        for text in FILES[files]:
            home.take(text)
        return home.look().rows("Pedidos")

    path = founders_book(tmp_path / "mine.xlsx", ANA, LUIS, EVA, filled_to=filled_to)
    both(google, capsys, tmp_path, path, steps)


def test_a_preview_says_the_same_and_writes_nothing(google, capsys, tmp_path) -> None:
    def steps(home: Home) -> None:
        before = home.look().rows("Pedidos")
        home.take(EXPORT + FIRST + NEW, "--preview")
        assert home.look().rows("Pedidos") == before

    both(google, capsys, tmp_path, founders_book(tmp_path / "mine.xlsx", ANA, LUIS), steps)
    assert google.writes == []


def test_the_second_time_nothing_is_written_at_all(google, capsys, tmp_path) -> None:
    def steps(home: Home) -> None:
        home.take(EXPORT + FIRST + SECOND + NEW)
        written = len(google.writes)
        assert "0 new, 0 changed, 3 the same, 0 refused" in home.take(EXPORT + FIRST + SECOND + NEW)
        assert len(google.writes) == written

    both(google, capsys, tmp_path, founders_book(tmp_path / "mine.xlsx", ANA, LUIS), steps)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_export_goes_into_the_template_and_is_counted(google, capsys, tmp_path, language) -> None:
    path = tmp_path / "brand.xlsx"
    template.new(path, language)

    def steps(home: Home) -> tuple[object, ...]:
        for _ in range(2):
            home.take(EXPORT + FIRST + SECOND + NEW)
            home.take(PRODUCTS + "gorra,Gorra,Title,Default Title,CC-U,5,49900\n", name="products.csv")
            home.take(STOCK + "gorra,Gorra,Title,Default Title,CC-U,Bodega,4\n", name="inventory.csv")
        said = home.refresh()
        figures = said["figures"]
        # #1001 70,000 + #1002 49,900
        assert (figures["M01"]["value"], figures["M02"]["value"]) == (119_900, 2)
        names = ("Orders", "Inventory") if language == "en" else ("Pedidos", "Inventario")
        return tuple(home.look().rows(name) for name in names)

    both(google, capsys, tmp_path, path, steps)


REFUSED = {
    "a second table below": {
        "Orders": [
            ["Order", "SKU", "Financial status", "Total", "Paid at"],
            ["#1001", "A", "paid", 5, "2026-11-10"],
            [],
            ["Order", "Financial status", "Total", "Paid at"],
        ]
    },
    "no column for the order": {"Orders": [["Paid at", "Financial status", "Total"]]},
    "two similar tabs": {"orders_export_1": [["Order", "Total"], ["#1", 1]], "Ventas": [["Order", "Total"], ["#2", 2]]},
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_imported_is_refused_alike_and_changes_nothing(google, capsys, tmp_path, case) -> None:
    def steps(home: Home) -> tuple[int, list[object]]:
        before = {tab: home.look().rows(tab) for tab in home.look().tabs()}
        file = home.folder / "export.csv"
        file.write_text(EXPORT + NEW + MORE)
        code, out, err = home.run("import", file, "--into", home.place, "--lang", "es")
        assert {tab: home.look().rows(tab) for tab in home.look().tabs()} == before
        return code, [out, err.replace(home.place, "")]

    both(google, capsys, tmp_path, workbook(tmp_path / "mine.xlsx", REFUSED[case]), steps)


def test_a_file_that_is_no_export_is_refused_alike(google, capsys, tmp_path) -> None:
    def steps(home: Home) -> None:
        file = home.folder / "notes.csv"
        file.write_text("a,b\n1,2\n")
        home.command("import", file, "--into", home.place, "--lang", "es", status=1)

    both(google, capsys, tmp_path, founders_book(tmp_path / "mine.xlsx", ANA), steps)


def test_tabs_named_like_a_cell_and_with_an_apostrophe_take_an_import_and_a_brief(
    google, capsys, tmp_path: Path
) -> None:
    rows = [["Order", "Paid at", "Financial status", "Total"], ["#1001", "2026-11-12 09:00:00 -0500", "paid", 70_000]]
    tabs = {"orders_export (1)": rows, "D3": [["mine"]], "It's": [["=D3!A1"]], "A1B2": [[1]]}

    def steps(home: Home) -> dict[str, list[list[object]]]:
        home.take(EXPORT + FIRST + NEW)
        home.refresh()
        with home.by_hand() as hand:
            hand.rename("Brief", "R1C1")
            hand.rename("Exceptions", "Ana's B2")
        home.take(EXPORT + MORE)
        home.refresh(as_of="2026-11-17T08:00")
        return {tab: shown(home.look().rows(tab)) for tab in (*tabs, "R1C1", "Ana's B2")}

    file, _ = both(google, capsys, tmp_path, workbook(tmp_path / "mine.xlsx", tabs), steps)
    assert file.look().rows("orders_export (1)")[2][0] == "#1002"


def test_orders_as_a_workbook_say_the_same_as_their_csv(google, capsys, tmp_path) -> None:
    export = openpyxl.Workbook()
    for text in (EXPORT + FIRST + SECOND + NEW).splitlines():
        export.active.append([float(cell) if cell.isdigit() else cell or None for cell in text.split(",")])
    export.save(tmp_path / "export.xlsx")

    def steps(home: Home) -> list[list[object]]:
        home.command("import", tmp_path / "export.xlsx", "--into", home.place, "--lang", "es")
        return home.look().rows("Pedidos")

    both(google, capsys, tmp_path, founders_book(tmp_path / "mine.xlsx", ANA, LUIS), steps)
