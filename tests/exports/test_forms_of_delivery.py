"""However a founder saved them: the exports of marketplaces and of delivery in every form of file."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from sheets import imports
from sheets.errors import SheetsError
from sheets.imports import (
    aftership,
    amazon_listings,
    amazon_orders,
    amazon_returns,
    amazon_stock,
    amazon_traffic,
    dropi,
    effi,
    mastershop,
    mercado_libre,
    shippo,
    shipstation,
)
from sheets.imports.kinds import Export
from tests.exports.conftest import FIXTURES, known

#: Each export, its fixture, and the columns without which it still is that export.
FORMS: Sequence[tuple[Export, str, tuple[str, ...]]] = (
    (
        amazon_orders.ALL_ORDERS,
        "amazon/amazon_all_orders.txt",
        ("item-status", "sales-channel", "gift-wrap-price", "item-tax", "shipping-price", "currency"),
    ),
    (amazon_orders.SALE_REPORT, "amazon/amazon_sale_report.csv", ("index", "Sales Channel", "Fulfilment", "B2B")),
    (amazon_returns.RETURNS, "amazon/amazon_fba_returns.txt", ("license-plate-number", "customer-comments", "reason")),
    (amazon_stock.STOCK, "amazon/amazon_fba_inventory.txt", ("Warehouse-Condition-code", "asin")),
    (
        amazon_stock.HEALTH,
        "amazon/amazon_fba_inventory_health.csv",
        ("your-price", "currency", "product-name", "inbound-quantity", "Total Reserved Quantity"),
    ),
    (amazon_listings.LISTINGS, "amazon/amazon_listings.txt", ("listing-id", "item-name", "status", "quantity")),
    (
        amazon_traffic.TRAFFIC,
        "amazon/amazon_business_report.csv",
        ("Featured Offer (Buy Box) Percentage", "SKU", "Title", "Ordered Product Sales"),
    ),
    (
        mercado_libre.SALES,
        "mercado_libre/mercado_libre_sales.csv",
        ("Paquete de varios productos", "Pertenece a un kit", "Variante", "Anulaciones y reembolsos (COP)"),
    ),
    (shipstation.ORDERS, "shipstation/shipstation_orders.csv", ("Order - Status", "Carrier - Carrier Selected")),
    (
        shipstation.SHIPMENTS,
        "shipstation/shipstation_shipments.csv",
        ("Shipment - Void Flag", "Return - Return Label Flag", "Carrier - Fee", "Order - Status"),
    ),
    (aftership.SHIPMENTS, "aftership/aftership_shipments.csv", ("Order number", "Status", "Issues", "Service")),
    (shippo.TRACKING, "shippo/shippo_tracking.csv", ("transaction_object_id", "first_delivered_at")),
    (
        dropi.ORDERS,
        "dropi/dropi_orders.csv",
        ("NUMERO DE PEDIDO DE TIENDA", "NOVEDAD", "PRECIO FLETE", "FECHA DE ÚLTIMO MOVIMIENTO"),
    ),
    (
        mastershop.ORDERS,
        "mastershop/mastershop_orders.csv",
        ("Estado en Transportadora", "Fecha de entrega", "Presentó novedad"),
    ),
    (
        effi.GUIDES,
        "effi/effi_guides.csv",
        ("Estado global guía inicial", "Guía devolución transportadora", "Fecha de estado final"),
    ),
)

forms = pytest.mark.parametrize(("export", "name", "spare"), FORMS, ids=[export.key for export, _, _ in FORMS])


def rows(export: Export, name: str) -> list[list[str]]:
    """The header and what stands below it."""
    found = known(FIXTURES / name).sheet
    assert found.headers
    width = len(found.headers)
    below = [[str(cell) for cell in cells] for _, cells in found.lines()]
    return [list(found.headers), *([*cells, *[""] * width][:width] for cells in below)]


def said(path: Path) -> list[dict[str, object]]:
    """What is imported of a file, without the rows that it came from."""
    return [{name: cell for name, cell in record.values.items() if cell not in (None, "")} for record in records(path)]


def records(path: Path) -> list[imports.records.Record]:
    return list(known(path).records())


def saved(folder: Path, table: Sequence[Sequence[str]], separator: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(table)
    path = folder / "descarga (3).csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@forms
def test_the_fixture_is_that_export_and_no_other(export: Export, name: str, spare: tuple[str, ...]) -> None:
    assert known(FIXTURES / name).export is export


@forms
@pytest.mark.parametrize("lines", [1, 7, 28])
def test_the_header_may_stand_below_titles(
    tmp_path: Path, export: Export, name: str, spare: tuple[str, ...], lines: int
) -> None:
    path = saved(tmp_path, [["Reporte de noviembre"]] * lines + rows(export, name))
    assert known(path).export is export
    assert said(path) == said(FIXTURES / name)


@forms
def test_the_order_of_the_columns_does_not_matter(
    tmp_path: Path, export: Export, name: str, spare: tuple[str, ...]
) -> None:
    table = rows(export, name)
    places = list(range(len(table[0])))
    random.Random(7).shuffle(places)
    # Of two columns of one name the first is the one that is meant.
    for twice in {label for label in table[0] if table[0].count(label) > 1}:
        spots = [spot for spot, place in enumerate(places) if table[0][place] == twice]
        for spot, place in zip(spots, sorted(places[spot] for spot in spots), strict=True):
            places[spot] = place
    path = saved(tmp_path, [[cells[place] for place in places] for cells in table])
    assert known(path).export is export
    assert said(path) == said(FIXTURES / name)


@forms
def test_each_optional_column_may_be_missing(tmp_path: Path, export: Export, name: str, spare: tuple[str, ...]) -> None:
    table = rows(export, name)
    for header in spare:
        at = table[0].index(header)
        path = saved(tmp_path, [[*cells[:at], *cells[at + 1 :]] for cells in table])
        assert known(path).export is export
        # One of the rows that only that column tells apart may go, but nothing new may come.
        assert len(records(path)) > 0


@forms
@pytest.mark.parametrize(("separator", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig")])
def test_a_spreadsheet_may_have_saved_it_anew(
    tmp_path: Path, export: Export, name: str, spare: tuple[str, ...], separator: str, encoding: str
) -> None:
    # With tabs, a quotation mark of such a tool is a letter like others; saved anew it is none.
    kept = separator if export.quotes or separator != "\t" else ";"
    path = saved(tmp_path, rows(export, name), kept, encoding)
    assert known(path).export is export
    assert said(path) == said(FIXTURES / name)


@forms
def test_it_may_be_a_workbook(tmp_path: Path, export: Export, name: str, spare: tuple[str, ...]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Reporte"])
    for cells in rows(export, name):
        book.active.append([cell or None for cell in cells])
    path = tmp_path / "descarga.xlsx"
    book.save(path)
    assert known(path).export is export
    assert said(path) == said(FIXTURES / name)


@forms
def test_without_what_it_needs_it_is_said_what_is_lacking(
    tmp_path: Path, export: Export, name: str, spare: tuple[str, ...]
) -> None:
    table = rows(export, name)
    needed = {form for group in export.needs[:1] for form in group}
    at = [place for place, header in enumerate(table[0]) if header not in needed]
    path = saved(tmp_path, [[cells[place] for place in at] for cells in table])
    with pytest.raises(SheetsError) as refused:
        imports.recognise(path)
    assert refused.value.kind == "unknown_export"
    assert f"“{export.needs[0][0]}”" in refused.value.happened.en
    assert f"«{export.needs[0][0]}»" in refused.value.happened.es


def test_every_export_of_the_room_is_here() -> None:
    tools = ("Amazon", "Mercado Libre", "ShipStation", "AfterShip", "Shippo", "Dropi", "Mastershop", "Effi")
    ours = {export.key for export in imports.EXPORTS if export.tool in tools and export.table != "payments"}
    assert ours - {"amazon_buy_box"} == {export.key for export, _, _ in FORMS}


#: Ids of the list of known headers, and the export that each is.
LISTED = {
    "amazon_all_orders": amazon_orders.ALL_ORDERS,
    "amazon_kaggle_sale_report": amazon_orders.SALE_REPORT,
    "amazon_fba_returns": amazon_returns.RETURNS,
    "amazon_fba_inventory": amazon_stock.STOCK,
    "amazon_fba_inventory_health": amazon_stock.HEALTH,
    "amazon_listings_all": amazon_listings.LISTINGS,
    "amazon_business_report": amazon_traffic.TRAFFIC,
    "mercadolibre_ventas_es": mercado_libre.SALES,
    "shipstation_orders": shipstation.ORDERS,
    "shipstation_shipments": shipstation.SHIPMENTS,
    "aftership_shipments": aftership.SHIPMENTS,
    "shippo_tracking_report": shippo.TRACKING,
    "dropi_orders_es": dropi.ORDERS,
    "mastershop_orders_es": mastershop.ORDERS,
    "effi_guias_es": effi.GUIDES,
}
GRADES = {"A": "real file", "B": "documentation", "C": "public code", "D": "fixture", "E": "unchecked"}


@pytest.mark.parametrize(("identity", "export"), LISTED.items(), ids=LISTED)
def test_the_known_headers_are_known_and_how_sure_they_are(
    tmp_path: Path, shared: Path, identity: str, export: Export
) -> None:
    every = json.loads((shared / "exports" / "headers.json").read_text("utf-8"))
    entry = next(entry for entry in every if entry["id"] == identity)
    assert export.seen == GRADES[entry["grade"]]
    separator = entry["delimiter"] or ","
    lines = [entry["columns"], ["1" for _ in entry["columns"]]]
    text = "\n".join(separator.join(f'"{cell}"' if "," in cell else cell for cell in line) for line in lines)
    path = tmp_path / "informe.txt"
    path.write_text(text + "\n", "utf-8")
    assert known(path).export is export
