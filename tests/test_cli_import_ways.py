"""``operating-brief import`` with all that may be asked of it: what it says for programs, what it refuses, what it keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop import cli
from sheets import template
from sheets.imports import recognised
from tests.founder import EXPORT, founders_book, line, seen
from tests.invariants import unharmed

ANA = ("Ana", "JA-M", "Jersey - M", 1, "#1001", "paid", "2026-11-12 09:00:00 -0500", 70_000, "sí")
LUIS = ("Luis", "SN-SM", "Socks - SM", 2, "#1002", "pending", "2026-11-12 09:00:00 -0500", 20_000, "no")
FIRST = line("#1001", "JA-M", "Jersey - M", 1, 75_000).replace("2026-11-13 10:00", "2026-11-12 09:00", 1)
NEW = line("#1003", "CC-U", "Cap - U", 3, 49_900)
BANK = "Fecha;Valor;Comprobante\n2026-11-03;189900;R-1\n"
MAP = {"table": "payments", "columns": {"Fecha": "attempt_at", "Valor": "amount", "Comprobante": "reference"}}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return founders_book(tmp_path / "mine.xlsx", ANA, LUIS)


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    path = tmp_path / "brand.xlsx"
    template.new(path, "en")
    return path


def told(capsys: Any, book: Path, *arguments: object, code: int = 0) -> list[dict[str, Any]]:
    """The events of an import that ends with this code."""
    capsys.readouterr()
    assert cli.main(["import", *map(str, arguments), "--into", str(book), "--events"]) == code
    return [json.loads(each) for each in capsys.readouterr().out.splitlines()]


def file(book: Path, text: str, name: str = "export.csv") -> Path:
    path = book.with_name(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_programs_are_told_what_a_file_is_what_it_brings_and_the_first_rows_of_each_kind(book, capsys):
    (one,) = told(capsys, book, file(book, EXPORT + FIRST + NEW + ",paid,,5,,1,X,1,X\n"), "--preview")[-1]["imports"]
    assert one["kind"] == {"en": "Shopify orders export", "es": "la exportación de pedidos de Shopify"}
    assert [one[name] for name in ("file", "key", "table", "tab", "tab_is_new")] == [
        "export.csv", "shopify_orders", "orders", "Pedidos", False
    ]  # fmt: skip
    assert [one[name] for name in ("new", "changed", "same", "missing", "refused")] == [1, 1, 0, 1, 1]
    samples = one["samples"]
    assert samples["changed"] == [{"row": 5, "key": "#1001", "column": "total", "was": 70_000, "now": 75_000}]
    assert samples["new"][0]["row"] == 3
    assert samples["new"][0]["values"]["total"] == 49_900
    assert (samples["missing"][0]["row"], samples["missing"][0]["key"]) == (6, "#1002")
    assert samples["refused"][0]["why"]["es"] == "no tiene número de pedido."
    assert {"header": "Total", "column": "Total", "name": "total"} in one["columns"]


def test_what_is_left_out_on_purpose_is_counted_by_its_reason(brand, capsys):
    spends = "Reporting starts,Reporting ends,Day,Campaign name,Campaign ID,Amount spent (USD),Impressions\n"
    spends += "2026-11-01,2026-11-30,,,,15.00,1500\n2026-11-01,2026-11-30,2026-11-09,Jersey,12,15.00,1500\n"
    events = told(capsys, brand, file(brand, spends), "--list", "left")
    (one,) = events[-1]["imports"]
    assert (one["new"], [(left["rows"], left["first"]) for left in one["left"]]) == (1, [(1, [2])])
    assert [(event["what"], event["row"]) for event in events if event["event"] == "listed"] == [("left", 2)]


def test_a_list_tells_every_row_and_not_just_the_first_fifty(book, capsys):
    many = "".join(line(f"#{number}", "A", "A", 1, 10) for number in range(2001, 2081))
    events = told(capsys, book, file(book, EXPORT + many), "--list", "new")
    assert [event["key"] for event in events if event["event"] == "listed"] == [f"#{n}" for n in range(2001, 2081)]
    assert len(events[-1]["imports"][0]["samples"]["new"]) == 50
    assert events[-1]["preview"] is True


def test_reading_says_how_far_it_is(book, capsys, monkeypatch):
    big = EXPORT + "".join(line(f"#{number}", "A" * 40, "B" * 60, 1, 10) for number in range(1, 20_001))
    events = told(capsys, book, file(book, big), "--preview")
    steps = [(event["done"], event["total"]) for event in events if event.get("step") == "read" and event["done"]]
    assert len(steps) > 1
    assert {total for _, total in steps} == {len(big.encode())}
    assert all(done <= total for done, total in steps)


def test_stopped_while_it_reads_nothing_is_written_and_nothing_to_take_back(book, capsys, monkeypatch):
    before = book.read_bytes()

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(recognised.Recognised, "records", stopped)
        assert told(capsys, book, file(book, EXPORT + NEW), code=1)[-1]["kind"] == "cancelled"
    assert book.read_bytes() == before
    assert told(capsys, book, "--undo", code=1)[-1]["kind"] == "no_import"


def test_a_file_after_one_that_was_refused_is_not_imported_and_the_one_before_can_be_taken_back(book, capsys):
    before = book.read_bytes()
    good, bad = file(book, EXPORT + NEW), file(book, "a,b\n1,2\n", "notes.csv")
    assert told(capsys, book, good, bad, code=1)[-1]["kind"] == "unknown_export"
    assert book.read_bytes() != before
    told(capsys, book, "--undo")
    assert book.read_bytes() == before


def test_two_files_cannot_each_replace_the_same_tab(book, capsys):
    one, two = file(book, EXPORT + NEW, "one.csv"), file(book, EXPORT + FIRST, "two.csv")
    events = told(capsys, book, one, two, "--mode", "replace", code=1)
    assert events[-1]["kind"] == "one_file"


def test_two_tables_of_one_file_replace_a_tab_together(brand, capsys):
    export = openpyxl.Workbook()
    export.create_sheet("later")
    for sheet, number in zip(export, ("#1", "#2"), strict=True):
        for text in (EXPORT + line(number, "A", "A", 1, 10)).splitlines():
            sheet.append(text.split(","))
    export.save(brand.with_name("two.xlsx"))
    told(capsys, brand, file(brand, EXPORT + line("#9", "A", "A", 1, 10)))
    told(capsys, brand, brand.with_name("two.xlsx"), "--mode", "replace")
    cells = [cell[0] for where, cell in seen(brand).items() if where.startswith("Orders!A")]
    assert [cell for cell in cells if str(cell).startswith("#") and cell in ("#1", "#2", "#9")] == ["#1", "#2"]


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ([], "nothing_named"),
        (["--tab", "Nowhere"], "no_tab"),
        (["--tab", "Metas"], "unknown_export"),
        (["export.csv", "--from", "2026-11-09"], "asks_period"),
        (["export.csv", "--from", "2026-11-09", "--to", "2026-11-01"], "asks_period"),
        (["export.csv", "--map", "nowhere.json"], "missing"),
        (["export.csv", "--as", "no_such_kind"], "unknown_kind"),
        (["--undo"], "no_import"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(book, capsys, monkeypatch, arguments, kind):
    file(book, EXPORT + NEW)
    before = book.read_bytes()
    monkeypatch.chdir(book.parent)
    failed = told(capsys, book, *arguments, code=1)[-1]
    assert (failed["event"], failed["kind"]) == ("failed", kind)
    assert failed["happened"]["es"] != failed["happened"]["en"]
    assert book.read_bytes() == before


def test_an_import_writes_the_tab_named_and_no_other_part(book, capsys):
    for number, mode in enumerate(("update", "append", "replace")):
        before = book.with_name(f"before{number}.xlsx")
        before.write_bytes(book.read_bytes())
        told(capsys, book, file(book, EXPORT + FIRST + line(f"#200{number}", "A", "A", 1, 5)), "--mode", mode)
        unharmed(before, book, {"xl/worksheets/sheet1.xml"})


def test_a_map_writes_besides_the_tab_only_definitions(brand, capsys):
    mapping = file(brand, json.dumps(MAP), "map.json")
    told(capsys, brand, file(brand, BANK), "--map", mapping)  # the tab Payments is added
    before = brand.with_name("before.xlsx")
    before.write_bytes(brand.read_bytes())
    sheets = openpyxl.load_workbook(brand).sheetnames
    told(
        capsys, brand, file(brand, BANK.replace("Comprobante", "Comprobante ").replace("R-1", "R-2")), "--map", mapping
    )
    names = {f"xl/worksheets/sheet{sheets.index(name) + 1}.xml" for name in ("Payments", "Definitions")}
    unharmed(before, brand, names)


def test_abandoned_checkouts_whose_header_nobody_knows_fill_their_tab_by_a_map(brand, capsys):
    columns = {"Id": "checkout_id", "Fecha": "created_at", "Correo": "email", "Valor": "total", "Compró": "recovered"}
    mapping = file(brand, json.dumps({"table": "abandoned_checkouts", "columns": columns}), "map.json")
    first = "Id;Fecha;Correo;Valor;Compró\nC-1;2026-11-03 10:00;ana@example.com;189.900;no\n"
    (one,) = told(capsys, brand, file(brand, first), "--map", mapping)[-1]["imports"]
    assert (one["tab"], one["tab_is_new"], one["new"]) == ("Abandoned checkouts", True, 1)
    # The next week nothing has to be matched: C-1 was bought after all, C-2 is new.
    second = first.replace(";no", ";sí") + "C-2;2026-11-10 10:00;luz@example.com;45.000;no\n"
    (one,) = told(capsys, brand, file(brand, second, "de hoy.csv"))[-1]["imports"]
    assert [one[name] for name in ("new", "changed", "refused")] == [1, 1, 0]
    sheet = openpyxl.load_workbook(brand)["Abandoned checkouts"]
    place = [cell.value for cell in sheet[1]].index("Total")
    # Below the header and the grey example.
    assert [row[place].value for row in sheet.iter_rows(min_row=3, max_row=4)] == [189_900, 45_000]


def test_names_streets_and_phones_that_no_figure_needs_stay_out_unless_they_are_wanted(brand, capsys):
    header, cells = EXPORT.strip(), NEW.strip()
    text = f"{header},Shipping Name,Billing Street,Billing Phone\n{cells},Ana Ruiz,Calle 1,3001234567\n"
    (one,) = told(capsys, brand, file(brand, text))[-1]["imports"]
    assert one["personal"] != []
    assert not any(cell[0] == "Calle 1" for where, cell in seen(brand).items() if "!" in where)


def test_a_decision_stays_with_its_order_when_the_tab_is_sorted_and_imported_into_again(tmp_path, capsys):
    brand = tmp_path / "brand.xlsx"
    template.new(brand, "en", True)

    def refreshed(day: int) -> dict[str, Any]:
        capsys.readouterr()
        assert cli.main(["refresh", str(brand), "--as-of", f"2026-11-{day}T08:00", "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)

    key = next(row["key"] for row in refreshed(16)["exceptions"] if "|order:" in row["key"])
    mine = openpyxl.load_workbook(brand)
    shown = mine["Exceptions"]
    row = next(cell.row for cells in shown.iter_rows() for cell in cells if cell.value == key)
    shown.cell(row, 11).value, shown.cell(row, 13).value = "acknowledged", "Ana is on it"
    orders = mine["Orders"]
    rows = [[cell.value for cell in cells] for cells in orders.iter_rows(min_row=3)]
    blocks: list[list[list[Any]]] = []
    for cells in rows:
        if blocks and blocks[-1][0][0] == cells[0]:
            blocks[-1].append(cells)
        else:
            blocks.append([cells])
    for at, cells in enumerate((cells for block in reversed(blocks) for cells in block), start=3):
        for column, value in enumerate(cells, start=1):
            orders.cell(at, column).value = value
    mine.save(brand)
    (one,) = told(capsys, brand, file(brand, EXPORT + line("#9001", "CC-U", "Cap - U", 1, 49_900)))[-1]["imports"]
    assert one["new"] == 1
    decided = {row["key"]: row["decision"] for row in refreshed(17)["exceptions"] if row["decision"]}
    assert decided == {key: "acknowledge"}
