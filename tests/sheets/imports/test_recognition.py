from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from sheets import imports
from sheets.contract import normal
from sheets.errors import SheetsError
from sheets.excel.read import read

ORDERS = "Name,Financial Status,Paid at,Created at,Total,Lineitem quantity,Lineitem name,Lineitem sku"
CLASSIC = "Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src"
OF_2025 = (
    "Title,URL handle,Description,Vendor,Type,SKU,Option1 name,Option1 value,Price,Inventory quantity,Product image URL"
)
MIXED = "Title,URL handle,Variant SKU,Variant Price,Status"
WIDE = "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Bogotá,Medellín"
LONG = (
    "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Incoming,Unavailable,Committed,Available,On hand"
)
OF_2024 = "Handle,Title,SKU,Location,Bin name,Available (not editable),On hand (current),On hand (new)"
WITHOUT_SKU = "Handle,Title,Location,Available (not editable),On hand (current)"

KINDS = [
    (ORDERS, "shopify_orders"),
    (CLASSIC, "shopify_products"),
    (OF_2025, "shopify_products"),
    (MIXED, "shopify_products"),
    (WIDE, "shopify_inventory_wide"),
    (LONG, "shopify_inventory"),
    (OF_2024, "shopify_inventory"),
    (WITHOUT_SKU, "shopify_inventory"),
]


def written(folder: Path, text: str, name: str = "export.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def row_for(header: str, separator: str = ",") -> str:
    return separator.join("1" for _ in header.split(separator))


@pytest.mark.parametrize(("header", "key"), KINDS)
def test_an_export_is_known_by_its_columns_and_not_by_its_name(tmp_path: Path, header: str, key: str) -> None:
    path = written(tmp_path, f"{header}\n{row_for(header)}\n", "customers_export (3).csv")
    assert imports.recognise(path)[0].export.key == key


@pytest.mark.parametrize(("header", "key"), KINDS)
def test_the_order_of_the_columns_does_not_matter(tmp_path: Path, header: str, key: str) -> None:
    turned = ",".join(reversed(header.split(",")))
    assert imports.recognise(written(tmp_path, f"{turned}\n{row_for(turned)}\n"))[0].export.key == key


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_separator_and_encoding_is_read(tmp_path: Path, separator: str, encoding: str) -> None:
    header = separator.join(ORDERS.split(","))
    line = separator.join(["#1", "paid", "", "2026-11-13 10:00:00 -0500", "10", "1", '"Bib Páramo, ""M"""', "BP-M"])
    (export,) = imports.recognise(written(tmp_path, f"{header}\r\n{line}\r\n", encoding=encoding))
    records = list(export.records())
    assert [(record.row, record.values["line_name"]) for record in records] == [(2, 'Bib Páramo, "M"')]


@pytest.mark.parametrize("lines", [1, 3, 29])
def test_the_header_is_found_below_lines_of_title(tmp_path: Path, lines: int) -> None:
    text = "Ruta Norte, orders of November\n" * lines + f"{ORDERS}\n#7,paid,,2026-11-13,10,1,Cap,CC-U\n"
    (export,) = imports.recognise(written(tmp_path, text))
    assert export.sheet.header_row == lines + 1
    assert [record.values["order_id"] for record in export.records()] == ["#7"]


def test_a_note_with_line_breaks_is_one_cell(tmp_path: Path) -> None:
    text = f'{ORDERS},Notes\n#7,paid,,2026-11-13,10,1,Cap,CC-U,"leave it\nat the door"\n#8,paid,,2026-11-13,10,1,Cap,CC-U,\n'
    notes = [record.values["note"] for record in imports.recognise(written(tmp_path, text))[0].records()]
    assert notes == ["leave it\nat the door", ""]


def test_an_unknown_export_says_which_came_nearest_and_what_it_lacks(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Email,Total,Lineitem name\n#1,a@example.com,10,Cap\n", "orders.csv")
    with pytest.raises(SheetsError) as refused:
        imports.recognise(path)
    assert refused.value.kind == "unknown_export"
    assert refused.value.happened.en == (
        "orders.csv comes nearest to the Shopify orders export, but has no column "
        "“Financial Status” or “Paid at”; “Created at” or “Paid at”."
    )
    assert refused.value.happened.es == (
        "orders.csv se parece más a la exportación de pedidos de Shopify, pero no tiene la columna "
        "«Financial Status» o «Paid at»; «Created at» o «Paid at»."
    )


def test_a_table_of_something_else_is_no_export(tmp_path: Path) -> None:
    path = written(tmp_path, "Día,Visitas\n2026-11-13,7\n", "visitas.csv")
    with pytest.raises(
        SheetsError,
        match=r"visitas\.csv is no export that is known here\. Say which of its columns is which: .*Shopify",
    ):
        imports.recognise(path)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "not_an_export"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not_an_export"),
        (b"PK\x03\x04zip", "damaged"),
        (b"\n\n\n", "unknown_export"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    with pytest.raises(SheetsError) as refused:
        imports.recognise(path)
    assert refused.value.kind == kind


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(SheetsError) as missing:
        imports.recognise(tmp_path / "orders.csv")
    assert missing.value.kind == "missing"
    with pytest.raises(SheetsError) as folder:
        imports.recognise(tmp_path)
    assert folder.value.kind == "unreadable"


def test_an_export_saved_as_a_workbook_is_read_by_the_reader_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "any.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "orders_export_1"
    book.active.append(ORDERS.split(","))
    for number in range(40):
        book.active.append([f"#{number}", "paid", "", "2026-11-13", 10.5, 1, "Cap", 123])
    book.save(path)
    records = list(imports.recognise(path, read)[0].records())
    assert len(records) == 40
    assert records[39].row == 41
    assert records[39].values["total"] == 10.5


def test_rows_are_streamed_and_can_be_had_again(tmp_path: Path) -> None:
    (export,) = imports.recognise(written(tmp_path, f"{ORDERS}\n" + "#1,paid,,2026-11-13,10,1,Cap,CC-U\n" * 3))
    records = export.records()
    assert next(records).row == 2
    assert len(list(export.records())) == 3


def test_what_is_left_out_is_named(tmp_path: Path) -> None:
    (export,) = imports.recognise(written(tmp_path, f"{ORDERS},Vendor,Risk Level\n{row_for(ORDERS)},a,b\n"))
    assert export.ignored == ("Vendor", "Risk Level")
    (wide,) = imports.recognise(written(tmp_path, f"{WIDE}\nbib,Bib,Talla,M,BP-M,,,3,not stocked\n"))
    assert wide.ignored == ("HS Code", "COO")


@pytest.mark.parametrize(
    ("identity", "key"),
    [
        ("shopify_orders", "shopify_orders"),
        ("shopify_products_classic", "shopify_products"),
        ("shopify_products_2025", "shopify_products"),
        ("shopify_inventory_wide", "shopify_inventory_wide"),
        ("shopify_inventory_long", "shopify_inventory"),
        ("shopify_inventory_2024", "shopify_inventory"),
    ],
)
def test_the_real_headers_are_known(tmp_path: Path, shared: Path, identity: str, key: str) -> None:
    every = json.loads((shared / "exports" / "headers.json").read_text("utf-8"))
    columns = next(entry["columns"] for entry in every if entry["id"] == identity)
    path = written(tmp_path, ",".join(columns) + "\n" + ",".join("1" for _ in columns) + "\n")
    assert imports.recognise(path)[0].export.key == key


def test_no_tools_export_is_taken_for_another_tools(tmp_path: Path, shared: Path) -> None:
    """Every header that is known, by itself: it is its own tool's, or none of those that are known; it never asks."""
    wrong = []
    for entry in json.loads((shared / "exports" / "headers.json").read_text("utf-8")):
        path = written(tmp_path, ",".join(f'"{name}"' for name in entry["columns"]) + "\n")
        try:
            (found,) = imports.recognise(path)
        except SheetsError as refused:
            if refused.kind not in ("unknown_export", "empty", "not_used"):
                wrong.append((entry["id"], refused.kind, refused.facts))
        else:
            if normal(found.export.tool).split("(")[0] not in normal(f"{entry['tool']} {entry['export']}"):
                wrong.append((entry["id"], found.export.tool, found.export.key))
    assert wrong == []
