"""An export that a founder pasted into a tab: read where it stands, with its own addresses, or offered."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from desktop import cli
from desktop.commands import pasted
from reports import run as reports_run
from sheets import contract, tables
from sheets.cells import ReadingStyle
from sheets.excel.read import read
from sheets.imports.in_place import in_place, offers
from sheets.workbook import Snapshot, TabSnapshot
from tests.sheets.made import BOGOTA

STYLE = ReadingStyle(BOGOTA)

#: As Amazon writes it: an item a row, the order's own cells repeated, no totals of an order.
AMAZON = [
    ["amazon-order-id", "purchase-date", "order-status", "sales-channel", "product-name", "sku", "asin", "item-status",
     "quantity", "currency", "item-price", "item-tax", "shipping-price", "shipping-tax", "item-promotion-discount",
     "ship-city", "ship-state", "ship-postal-code", "ship-country"],
    ["111-1111111-1111111", "2026-11-10T08:04:21+00:00", "Shipped", "Amazon.com", "Jersey", "JA-M", "B01", "Shipped",
     "2", "USD", "40.00", "3.00", "5.00", "0.50", "", "Austin", "TX", "73301", "US"],
    ["111-1111111-1111111", "2026-11-10T08:04:21+00:00", "Shipped", "Amazon.com", "Socks", "SN-SM", "B02", "Shipped",
     "1", "USD", "10.00", "0.00", "", "", "", "Austin", "TX", "73301", "US"],
    ["222-2222222-2222222", "2026-11-11T08:04:21+00:00", "Pending", "Amazon.com", "Cap", "CC-U", "B03", "Unshipped",
     "1", "USD", "", "", "", "", "", "Reno", "NV", "89501", "US"],
]  # fmt: skip
#: Day first by its second row; a total that must not count.
META = [
    ["Informe de campañas", None, None, None, None, None],
    ["Nombre de la campaña", "Importe gastado (COP)", "Impresiones", "Clics (todos)", "Inicio del informe",
     "Fin del informe"],
    [None, "1.350.000", "3.000", "30", "2026-11-01", "2026-11-15"],
    ["Lanzamiento", "1.200.000", "2.000", "20", "2026-11-01", "2026-11-15"],
    ["Remate", "150.000", "1.000", "10", "2026-11-01", "2026-11-15"],
]  # fmt: skip


def book(path: Path, **tabs: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in tabs.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def put(tmp_path: Path, **tabs: list[list[object]]) -> tuple[Snapshot, tables.Tables]:
    snapshot = in_place(read(book(tmp_path / "book.xlsx", **tabs)))
    return snapshot, tables.read(snapshot, STYLE)


def test_an_export_under_a_tables_name_is_read_as_that_table(tmp_path: Path) -> None:
    _, found = put(tmp_path, Orders=AMAZON)
    orders = found.by_key["orders"]
    assert list(orders.frame["order_id"]) == ["AMZ:111-1111111-1111111"] * 2 + ["AMZ:222-2222222-2222222"]
    assert list(orders.frame["row"]) == [2, 3, 4]
    assert list(orders.frame["line_qty"]) == [2, 1, 1]
    # The line of two jerseys is 40, so each is 20; the order is 40 + 5 of shipping + 10 = 55: Amazon keeps the taxes.
    assert list(orders.frame["line_price"][:2]) == [20, 10]
    assert orders.frame["total"][0] == 55
    assert orders.tool == "Amazon"


def test_every_address_is_the_founders_own(tmp_path: Path) -> None:
    rows = [["Mis ventas de Amazon"], [], *AMAZON]
    rows[4] = [*rows[4][:8], "dos", *rows[4][9:]]
    _, found = put(tmp_path, Orders=rows)
    orders = found.by_key["orders"]
    assert orders.header_row == 3
    assert list(orders.frame["row"]) == [4, 5, 6]
    assert orders.address("line_sku", 4) == "Orders!F4"
    assert orders.headers["line_sku"] == "sku"
    (problem,) = [problem for problem in found.problems if problem.kind == "unreadable"]
    assert (problem.cell, problem.header, problem.value) == ("I5", "quantity", "dos")
    assert problem.said.en.startswith("Orders!I5 (quantity) says “dos”")


def test_rows_that_an_export_has_and_no_tab_can_use_are_counted_with_their_reason(tmp_path: Path) -> None:
    _, found = put(tmp_path, Campaigns=META)
    campaigns = found.by_key["campaigns"]
    assert list(campaigns.frame["name"]) == ["Lanzamiento", "Remate"]
    # The row above them without a name is their sum: 1,200,000 + 150,000 = 1,350,000.
    assert list(campaigns.frame["spend"]) == [1_200_000, 150_000]
    assert list(campaigns.frame["currency"]) == ["COP", "COP"]
    assert campaigns.letters["spend"] == "B"
    (left,) = [skip for skip in campaigns.skipped if skip.reason == "left"]
    assert left.rows == (3,)
    assert left.why.en


def test_what_the_contracts_own_names_read_as_well_is_left_as_it_is(tmp_path: Path) -> None:
    shopify = [
        ["Name", "Financial Status", "Paid at", "Total", "Lineitem name"],
        ["#1", "paid", "2026-11-01", 5, "Cap"],
    ]
    bare = Snapshot("book", (TabSnapshot("Orders", [["Name", "Created at", "Financial Status", "Total"], ["#1"]]),))
    assert in_place(bare) is bare
    campaigns = contract.tab("campaigns")
    own = [[column.title.es for column in campaigns.columns], ["c1", "Lanzamiento"]]
    snapshot = read(book(tmp_path / "book.xlsx", Orders=shopify, Campañas=own))
    assert in_place(snapshot) is snapshot


def test_a_known_export_under_another_name_is_offered_and_not_read(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Hoja_7=META, Metas=[["Mes", "Meta"], ["Noviembre", 5]])
    snapshot = read(path)
    (offer,) = offers(snapshot)
    assert (offer.tab, offer.table) == ("Hoja 7", "campaigns")
    assert offer.said.es.endswith("Llama Campañas a la pestaña para que se lea como está, o impórtala.")
    assert in_place(snapshot) is snapshot


def test_beside_a_tab_of_that_table_only_the_import_is_offered(tmp_path: Path) -> None:
    own = [[column.title.en for column in contract.tab("campaigns").columns], ["c1", "Launch"]]
    (offer,) = offers(read(book(tmp_path / "book.xlsx", Campaigns=own, Hoja_7=META)))
    assert offer.said.en.endswith("Import it: its rows go into Campaigns.")


def test_an_export_that_does_not_say_its_days_is_offered_to_be_imported(tmp_path: Path) -> None:
    report = [
        ["(Parent) ASIN", "(Child) ASIN", "Title", "SKU", "Sessions - Total", "Page Views - Total", "Units Ordered",
         "Ordered Product Sales", "Total Order Items"],
        ["B01", "B01", "Jersey", "JA-M", "100", "150", "4", "$160.00", "4"],
    ]  # fmt: skip
    snapshot = read(book(tmp_path / "book.xlsx", Traffic=report))
    assert in_place(snapshot) is snapshot
    (offer,) = offers(snapshot)
    assert "does not say its days" in offer.said.en


def test_the_brief_counts_what_is_read_in_place_and_leads_to_its_rows(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Orders=AMAZON, Hoja_7=META)
    book_ = openpyxl.load_workbook(path)
    told = book_.create_sheet("Definitions")
    for row in (["Key", "Applies to", "Value"], ["currency", None, "USD"], ["as_of", None, "2026-11-16T08:00"]):
        told.append(row)
    book_.save(path)
    from desktop.commands.shared import as_of

    snapshot = read(path)
    outcome = reports_run.run(pasted.in_form(snapshot), as_of(None, snapshot), offers=pasted.offers(snapshot))
    # One order of the week before 16 November is paid: 55; the pending one is no revenue.
    assert outcome.figures["M01"].value == 55
    assert [offer.tab for offer in outcome.offers] == ["Hoja 7"]
    health = {section.id: section for section in outcome.health}
    assert health["offers"].lines == [outcome.offers[0].said]
    assert any("read as Amazon" in line.en for line in health["source:orders"].lines)


def test_nothing_is_put_among_the_columns_of_a_pasted_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path / "book.xlsx", Orders=AMAZON)
    before = path.read_bytes()
    file = tmp_path / "amazon.txt"
    file.write_text("\n".join("\t".join(str(cell) for cell in row) for row in AMAZON))
    assert cli.main(["import", str(file), "--into", str(path), "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert "The tab Orders holds Amazon" in said
    assert "Give that tab another name." in said
    assert path.read_bytes() == before
    opened = openpyxl.load_workbook(path)
    opened["Orders"].title = "Amazon"
    opened.save(path)
    # What the sentence says to do is done: the tab and the file, which says the same.
    assert cli.main(["import", "--tab", "Amazon", "--into", str(path)]) == 0
    assert cli.main(["import", str(file), "--into", str(path), "--lang", "en"]) == 0
    assert "0 new, 0 changed, 3 the same" in capsys.readouterr().out
    (orders,) = [table for table in tables.read(in_place(read(path)), STYLE).by_key.values() if table.key == "orders"]
    assert len(orders.frame) == 3


def test_a_tab_of_many_rows_is_told_by_its_first(tmp_path: Path) -> None:
    class First(list):  # type: ignore[type-arg]
        def __iter__(self):  # type: ignore[no-untyped-def]
            raise AssertionError("all rows were looked at")

    own = [[column.title.en for column in contract.tab("orders").columns], *([["#1"]] * 50_000)]
    snapshot = Snapshot("book", (TabSnapshot("Orders", First(own), row_count=len(own)),))
    assert in_place(snapshot) is snapshot
    assert offers(snapshot) == ()


def test_check_lists_what_could_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "book.xlsx", Orders=AMAZON, Hoja_7=META)
    assert cli.main(["check", str(path), "--format", "json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert [tab["tool"] for tab in facts["tabs"]] == ["Amazon"]
    assert [offer["table"] for offer in facts["offers"]] == ["campaigns"]
    assert cli.main(["check", str(path), "--lang", "en"]) == 0
    assert "“Hoja 7” looks like" in capsys.readouterr().out
