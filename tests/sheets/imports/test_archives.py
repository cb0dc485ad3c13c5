"""Archives and workbooks of exports, and files that mean harm: refused with a sentence, in little memory."""

from __future__ import annotations

import gzip
import io
import os
import tracemalloc
import zipfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import openpyxl
import pytest

from sheets import imports
from sheets.errors import SheetsError
from sheets.excel.read import read, read_export
from sheets.workbook import Snapshot, TabSnapshot

ORDERS = "Name,Financial Status,Paid at,Created at,Total,Lineitem quantity,Lineitem name,Lineitem sku"
ORDER = "#{n},paid,,2026-11-13,10,1,Cap,CC-U\n"
STOCK = "Handle,Title,SKU,Location,Available,On hand\ncap,Cap,CC-U,Bogotá,3,3\n"
MEGABYTE = 1 << 20
#: What reading any file may hold at once: a block of it, a row, and what Python needs for them.
BOUND = 48 * MEGABYTE


@pytest.fixture
def peak() -> Iterator[Callable[[], int]]:
    """The most memory that was held at once since the test began, in bytes."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


def zipped(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> SheetsError:
    """Why it is refused, at the latest when its rows are read."""
    with pytest.raises(SheetsError) as refused:
        read_through(path)
    return refused.value


def read_through(path: Path) -> int:
    """How many rows it has."""
    return sum(1 for each in imports.recognise(path, read) for _ in each.records())


def test_each_export_in_an_archive_is_known_and_the_rest_is_named(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "november.zip",
        {
            "Shop/orders.csv": f"{ORDERS}\n{ORDER.format(n=1)}{ORDER.format(n=2)}",
            "Shop/stock.csv": STOCK,
            "Shop/readme.csv": "Thank you for choosing us",
            "__MACOSX/Shop/._orders.csv": b"\0\1",
        },
    )
    orders, stock = imports.recognise(path)
    assert [orders.export.key, stock.export.key] == ["shopify_orders", "shopify_inventory"]
    assert [len(list(each.records())) for each in (orders, stock)] == [2, 1]
    assert [len(list(each.records())) for each in (orders, stock)] == [2, 1]
    assert (
        orders.beside[0].en
        == "Not taken from november.zip, because no tab is known that it could fill: Shop/readme.csv."
    )
    assert stock.sheet.name == "november.zip › Shop/stock.csv"


def test_a_workbook_in_an_archive_is_read(tmp_path: Path) -> None:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for line in [ORDERS.split(","), ["#1", "paid", None, "2026-11-13", 10, 1, "Cap", "CC-U"]]:
        book.active.append(line)
    book.save(content)
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("orders.xlsx", content.getvalue())
        archive.writestr("stock.csv", STOCK)
    orders, stock = imports.recognise(path, read)
    assert [record.values["order_id"] for record in orders.records()] == ["#1"]
    assert stock.export.key == "shopify_inventory"


def test_an_archive_without_any_export_says_so_by_name(tmp_path: Path) -> None:
    refused = refusal(zipped(tmp_path / "pictures.zip", {"a.csv": b"\x89PNG....", "b.csv": "Día,Visitas\n1,2\n"}))
    assert refused.kind == "unknown_export"
    assert "pictures.zip is no export that is known here (a.csv; b.csv)." in refused.happened.en


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "outer.zip", {"orders.csv": f"{ORDERS}\n", "inner.zip": b"PK\x03\x04"})
    assert refusal(path).message("es").startswith("outer.zip tiene dentro otro archivo comprimido, inner.zip.")


def test_an_archive_in_disguise_inside_an_archive_is_refused_as_well(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.csv": "x"}).read_bytes()
    assert refusal(zipped(tmp_path / "outer.zip", {"orders.csv": inner})).kind == "nested"


def test_an_archive_that_asks_for_a_password_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "locked.zip", {"orders.csv": f"{ORDERS}\n"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refusal(path).kind == "encrypted"


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_an_archive_that_breaks_off_says_so(tmp_path: Path, cut: int) -> None:
    path = zipped(tmp_path / "cut.zip", {"orders.csv": f"{ORDERS}\n" + ORDER.format(n=1) * 500})
    path.write_bytes(path.read_bytes()[:-cut])
    assert refusal(path).kind == "damaged"


def test_an_archive_whose_content_is_spoilt_says_after_which_row(tmp_path: Path) -> None:
    path = tmp_path / "spoilt.zip"
    lines = "".join(ORDER.format(n=n) for n in range(40_000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("orders.csv", f"{ORDERS}\n{lines}")
    content = bytearray(path.read_bytes())
    content[-20_000] ^= 1
    path.write_bytes(content)
    assert refusal(path).happened.en.startswith("spoilt.zip › orders.csv breaks off after row ")


def test_a_packed_csv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv.gz"
    path.write_bytes(gzip.compress(f"{ORDERS}\n{ORDER.format(n=1)}".encode()))
    (export,) = imports.recognise(path)
    assert (export.sheet.name, len(list(export.records()))) == ("orders.csv", 1)
    path.write_bytes(path.read_bytes()[:-9])
    assert refusal(path).kind == "damaged"


def test_every_tab_of_a_workbook_that_is_an_export_is_known(tmp_path: Path) -> None:
    """Two tabs of 100 and 40 rows; a pivot beside them is named."""
    book = openpyxl.Workbook()
    book.active.title = "Hoja 1"
    book.active.append(ORDERS.split(","))
    for number in range(100):
        book.active.append([f"#{number}", "paid", None, "2026-11-13", 10, 1, "Cap", 123])
    stock = book.create_sheet("Hoja 2")
    stock.append(["Inventory of today"])
    stock.append(["Handle", "Title", "SKU", "Location", "Available", "On hand"])
    for number in range(40):
        stock.append(["cap", "Cap", f"CC-{number}", "Bogotá", 3, 3])
    book.create_sheet("Pivot").append(["Sum of Total", 1000])
    book.create_sheet("Empty")
    path = tmp_path / "all.xlsx"
    book.save(path)
    orders, inventory = imports.recognise(path, read)
    assert [len(list(each.records())) for each in (orders, inventory)] == [100, 40]
    assert inventory.sheet.above == (("Inventory of today",),)
    assert orders.beside[0].en.endswith(": the tab Pivot.")
    # The same under another name: what it is, its content says.
    renamed = path.rename(tmp_path / "all.csv")
    assert len(imports.recognise(renamed, read)) == 2


@pytest.mark.parametrize("dimension", [b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:H5"/>'])
def test_a_workbook_that_is_wrong_about_its_size_loses_no_row(tmp_path: Path, dimension: bytes) -> None:
    """100 orders, of which a program that wrote the file says nothing, or that there are four."""
    book = openpyxl.Workbook()
    book.active.append(ORDERS.split(","))
    for number in range(100):
        book.active.append([f"#{number}", "paid", None, "2026-11-13", 10, 1, "Cap", 123])
    book.save(tmp_path / "right.xlsx")
    path = tmp_path / "wrong.xlsx"
    with zipfile.ZipFile(tmp_path / "right.xlsx") as right, zipfile.ZipFile(path, "w") as wrong:
        for info in right.infolist():
            content = right.read(info).replace(b'<dimension ref="A1:H101"/>', b"<dimension/>")
            wrong.writestr(info.filename, content.replace(b"<dimension/>", dimension))
    (export,) = imports.recognise(path, read_export)
    assert len(list(export.records())) == 100


def test_a_workbook_of_too_many_rows_is_told_to_come_as_csv(tmp_path: Path) -> None:
    """A million rows of ten columns: it is refused by what its first rows say, and not read."""
    path = tmp_path / "million.xlsx"
    path.write_bytes(b"PK\x03\x04")
    asked: list[object] = []

    def reader(path: Path, password: str = "", whole: Collection[str] = ()) -> Snapshot:
        asked.append(whole)
        tab = TabSnapshot("Orders", [ORDERS.split(","), ["#1"]], False, row_count=1_000_000, column_count=10)
        return Snapshot(path.name, (tab,))

    with pytest.raises(SheetsError) as refused:
        imports.recognise(path, reader)
    assert (refused.value.kind, asked) == ("too_many_rows", [()])
    assert "tiene 1.000.000 filas, demasiadas" in refused.value.message("es")


# --- files that mean harm


def test_a_bomb_in_an_archive_is_refused_before_it_is_opened(tmp_path: Path, peak: Callable[[], int]) -> None:
    """128 MB of letters x, packed to an eighth of one; before they are opened, since nothing of it is held."""
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("orders.csv", "w") as member,
    ):
        member.write(f"{ORDERS}\n".encode())
        for _ in range(128):
            member.write(b"x" * MEGABYTE)
    refused = refusal(path)
    assert (refused.kind, peak() < 8 * MEGABYTE) == ("bomb", True)
    assert refused.message("es").startswith("bomb.zip se descomprimiría en mucho más")


def test_a_bomb_that_is_packed_by_gzip_is_refused_on_the_way(tmp_path: Path, peak: Callable[[], int]) -> None:
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(f"{ORDERS}\n".encode())
        block = b"#1" + b"0" * 900_000 + ORDER.format(n=1)[2:].encode()
        for _ in range(120):
            file.write(block)
    assert refusal(path).kind == "bomb"
    assert peak() < BOUND


def test_a_workbook_that_would_unpack_to_gigabytes_is_refused(tmp_path: Path, peak: Callable[[], int]) -> None:
    book = openpyxl.Workbook()
    book.active.append(ORDERS.split(","))
    book.save(tmp_path / "small.xlsx")
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(tmp_path / "small.xlsx") as small,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb,
    ):
        for info in small.infolist():
            if not info.filename.endswith("sheet1.xml"):
                bomb.writestr(info, small.read(info))
        with bomb.open("xl/worksheets/sheet1.xml", "w") as member:
            for _ in range(100):
                member.write(b" " * MEGABYTE)
    refused = refusal(path)
    assert refused.kind in ("too_big", "damaged", "bomb")
    assert peak() < BOUND


def test_a_header_of_10_000_columns_is_refused(tmp_path: Path, peak: Callable[[], int]) -> None:
    narrow, wide = tmp_path / "narrow.csv", tmp_path / "wide.csv"
    narrow.write_text(",".join(f"c{n}" for n in range(10_000)) + "\n" + "1," * 9_999 + "1\n")
    wide.write_text(",".join(f"column number {n}" for n in range(10_000)) + "\n" + "1," * 9_999 + "1\n")
    assert refusal(narrow).happened.es == "narrow.csv tiene más de 2.000 columnas, y ninguna exportación es así."
    assert refusal(wide).happened.en == "wide.csv has a first line of more than 64 KB, which no export has."
    assert peak() < BOUND


def test_a_known_header_does_not_make_10_000_columns_an_export(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(f"{ORDERS}," + ",".join(f"c{n}" for n in range(10_000)) + f"\n{ORDER.format(n=1)}")
    assert refusal(path).kind == "too_wide"


def test_a_workbook_of_10_000_columns_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Wide")
    for _ in range(3):
        sheet.append([f"c{n}" for n in range(10_000)])
    path = tmp_path / "wide.xlsx"
    book.save(path)
    assert refusal(path).kind == "too_wide"


def test_a_cell_of_10_megabytes_is_refused_and_says_where(tmp_path: Path, peak: Callable[[], int]) -> None:
    path = tmp_path / "cell.csv"
    path.write_text(f'{ORDERS}\n{ORDER.format(n=1)}#2,paid,,2026-11-13,10,1,"{"x" * 10 * MEGABYTE}",CC-U\n')
    refused = refusal(path)
    assert refused.kind == "too_large"
    assert peak() < BOUND


def test_a_quotation_mark_that_is_never_closed_is_said_with_its_row(tmp_path: Path, peak: Callable[[], int]) -> None:
    path = tmp_path / "open.csv"
    path.write_text(f'{ORDERS}\n{ORDER.format(n=1)}#2,paid,,2026-11-13,10,1,"Cap,CC-U\n' + ORDER.format(n=3) * 400_000)
    refused = refusal(path)
    assert "in row 3" in refused.happened.en
    assert "en la fila 3" in refused.happened.es
    assert peak() < BOUND


def test_a_row_of_many_small_cells_without_an_end_is_refused(tmp_path: Path, peak: Callable[[], int]) -> None:
    path = tmp_path / "row.csv"
    path.write_text(f"{ORDERS}\n" + "1," * (20 * MEGABYTE))
    assert refusal(path).kind == "too_large"
    assert peak() < BOUND * 2


@pytest.mark.parametrize("content", [b"x", b"\x00", b",", b'"', b"\xff", b"\x00\x01\x02\x1b[31m"])
def test_a_file_of_one_endless_line_is_refused(tmp_path: Path, peak: Callable[[], int], content: bytes) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        for _ in range(64):
            file.write(content * (MEGABYTE // len(content)))
    refusal(path)
    assert peak() < BOUND


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    os.mkfifo(tmp_path / "pipe.csv")
    assert refusal(tmp_path / "pipe.csv").kind == "unreadable"


def test_control_characters_in_a_table_are_no_part_of_its_cells(tmp_path: Path) -> None:
    """A zero byte is passed over; a header is known in spite of it."""
    path = tmp_path / "control.csv"
    path.write_bytes(f"{ORDERS}\n{ORDER.format(n=1)}".replace("Name", "Na\0me").replace("Cap", "C\0ap").encode())
    (export,) = imports.recognise(path)
    assert [(record.values["order_id"], record.values["line_name"]) for record in export.records()] == [("#1", "Cap")]


def test_a_web_page_that_is_called_a_spreadsheet_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "guias.xls"
    path.write_text("<html><table><tr><td>Guía</td><td>Estado</td></tr></table>", "utf-8")
    assert refusal(path).message("es") == (
        "guias.xls es una página web, diga lo que diga su nombre. Ábrelo en tu programa de hojas de cálculo, guárdalo "
        "como .xlsx o CSV e importa ese archivo."
    )
