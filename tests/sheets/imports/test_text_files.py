"""How a text file is read: what founders' files do to their encoding, separators, quotes and titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets import imports
from sheets.errors import SheetsError, Text
from sheets.imports import recognition
from sheets.imports.kinds import Export
from sheets.imports.sources import HEAD_BYTES

ORDERS = "Name,Financial Status,Paid at,Created at,Total,Lineitem quantity,Lineitem name,Lineitem sku"
LINE = "#{n},paid,,2026-11-13,10,1,{name},BP-M\n"

VISITS = Export(
    key="visits",
    tool="Counter",
    kind=Text("visits report", "el informe de visitas"),
    table="traffic",
    needs=(("Page",), ("Views",)),
    columns={"Page": "landing_page", "Views": "product_views"},
)
SALES = Export(
    key="sales",
    tool="Counter",
    kind=Text("sales report", "el informe de ventas"),
    table="traffic",
    needs=(("Item",), ("Sold",)),
    columns={"Item": "product_id", "Sold": "purchases"},
)


def written(folder: Path, content: str | bytes, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(path: Path) -> list[object]:
    return [record.values["line_name"] for record in imports.recognise(path)[0].records()]


def test_recognising_a_large_file_reads_64_kb_of_it_and_no_more(tmp_path: Path) -> None:
    counter = Path("/proc/self/io")
    if not counter.exists():
        pytest.skip("this system does not count the bytes that a process reads")
    path = written(tmp_path, f"{ORDERS}\n" + LINE.format(n=1, name="Cap") * 100_000)
    imports.recognise(path)

    def read_so_far() -> int:
        return int(counter.read_text().split("rchar:")[1].split()[0])

    before = read_so_far()
    of_counting = read_so_far() - before
    before = read_so_far()
    imports.recognise(path)
    assert read_so_far() - before - of_counting <= HEAD_BYTES == 65_536


def test_a_letter_that_is_no_utf8_after_the_first_64_kb_is_read_as_windows_means_it(tmp_path: Path) -> None:
    """10,000 lines of plain letters, then one with ñ as Excel for Windows writes it, and one in UTF-8."""
    plain = LINE.format(n=1, name="Cap").encode() * 10_000
    late = LINE.format(n=2, name="Muñeca “M”").encode("cp1252") + LINE.format(n=3, name="Páramo").encode()
    told = names(written(tmp_path, ORDERS.encode() + b"\n" + plain + late))
    assert len(told) == 10_002
    assert told[-2:] == ["Muñeca “M”", "Páramo"]


def test_one_broken_letter_does_not_spoil_a_file_of_utf8(tmp_path: Path) -> None:
    lines = LINE.format(n=1, name="Páramo").encode() * 5 + LINE.format(n=2, name="A\xe9").encode("latin-1")
    assert names(written(tmp_path, ORDERS.encode() + b"\n" + lines)) == ["Páramo"] * 5 + ["Aé"]


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_a_byte_that_means_nothing_anywhere_loses_no_row(tmp_path: Path, byte: int) -> None:
    content = ORDERS.encode() + b"\n" + LINE.format(n=1, name="A?B").encode().replace(b"?", bytes([byte]))
    (told,) = names(written(tmp_path, content))
    assert (str(told)[0], str(told)[-1]) == ("A", "B")


@pytest.mark.parametrize("cut", [65_535, 65_536, 65_537])
def test_a_letter_across_the_64th_kilobyte_is_one_letter(tmp_path: Path, cut: int) -> None:
    """``é`` is two bytes: the first is the last that is looked at, or not."""
    head = ORDERS.encode() + b",Notes\n" + LINE.format(n=1, name="Páramo").encode()[:-1] + b',"'
    content = head + b"x" * (cut - 1 - len(head)) + "é".encode() + b'"\n'
    assert names(written(tmp_path, content)) == ["Páramo"]


def test_a_file_of_exactly_64_kb_loses_no_row(tmp_path: Path) -> None:
    content = f"{ORDERS}\n" + LINE.format(n=1, name="Cap") * 1_000
    content = content[: content.rindex("\n", 0, HEAD_BYTES - 200) + 1]
    content += LINE.format(n=2, name="x" * (HEAD_BYTES - len(content) - len(LINE.format(n=2, name=""))))
    path = written(tmp_path, content)
    assert path.stat().st_size == HEAD_BYTES
    assert str(names(path)[-1]).startswith("xxx")


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
def test_excels_own_first_line_says_the_separator_and_is_no_row(tmp_path: Path, separator: str) -> None:
    text = f"sep={separator}\r\n{ORDERS}\n{LINE.format(n=7, name='Cap')}".replace(",", separator)
    (export,) = imports.recognise(written(tmp_path, text))
    assert [(record.row, record.values["order_id"]) for record in export.records()] == [(2, "#7")]


def test_a_guard_around_an_id_is_no_part_of_it(tmp_path: Path) -> None:
    """``="00123"`` bare, and as a program that quotes writes it; what only begins so stays as it is."""
    cells = ['="00123"', '"=""00,124"""', '="open']
    text = ORDERS + "\n" + "".join(f"#{n},paid,,2026-11-13,10,1,Cap,{cell}\n" for n, cell in enumerate(cells))
    records = imports.recognise(written(tmp_path, text))[0].records()
    assert [record.values["line_sku"] for record in records] == ["00123", "00,124", '="open']


def test_guarded_headers_are_known(tmp_path: Path) -> None:
    header = ",".join(f'="{name}"' for name in ORDERS.split(","))
    assert names(written(tmp_path, f"{header}\n{LINE.format(n=1, name='Cap')}")) == ["Cap"]


def test_a_header_that_stands_again_further_down_is_no_order(tmp_path: Path) -> None:
    """Two exports pasted below one another: 2 + 1 orders."""
    one, other = LINE.format(n=1, name="Cap") + LINE.format(n=2, name="Bib"), LINE.format(n=3, name="Vest")
    (export,) = imports.recognise(written(tmp_path, f"{ORDERS}\n{one}{ORDERS}\n{other}"))
    assert [(record.row, record.values["line_name"]) for record in export.records()] == [
        (2, "Cap"),
        (3, "Bib"),
        (5, "Vest"),
    ]


def test_titles_above_the_header_are_kept_for_who_needs_them(tmp_path: Path) -> None:
    text = f'Orders of Ruta Norte\n"1 de julio de 2026 - 20 de septiembre de 2026"\n\n{ORDERS}\n{LINE.format(n=1, name="Cap")}'
    (export,) = imports.recognise(written(tmp_path, text))
    assert [" ".join(row).strip() for row in export.sheet.above] == [
        "Orders of Ruta Norte",
        "1 de julio de 2026 - 20 de septiembre de 2026",
        "",
    ]
    assert export.sheet.header_row == 4


def test_quotation_marks_of_a_tab_file_are_letters_where_its_tool_means_them_so(tmp_path: Path) -> None:
    """Amazon writes 5" as it is: read with quoting, two rows would become one."""
    text = "amazon-order-id\tpurchase-date\torder-status\tproduct-name\tquantity\tsku\titem-price\tcurrency\n"
    text += '111-1\t2026-11-13T10:00:00+00:00\tShipped\t"Wide" 5" bib\t1\tA\t10.00\tUSD\n'
    text += '111-2\t2026-11-13T10:00:00+00:00\tShipped\t"Half\t1\tB\t10.00\tUSD\n'
    text += '111-3\t2026-11-13T10:00:00+00:00\tShipped\tCap"\t1\tC\t10.00\tUSD\n'
    (export,) = imports.recognise(written(tmp_path, text, "orders.txt"))
    assert export.export.key == "amazon_all_orders"
    assert [record.values["line_name"] for record in export.records()] == ['"Wide" 5" bib', '"Half', 'Cap"']


def test_the_same_columns_saved_with_commas_are_quoted_as_usual(tmp_path: Path) -> None:
    text = "amazon-order-id,purchase-date,order-status,product-name,quantity,sku,item-price,currency\n"
    text += '111-1,2026-11-13T10:00:00+00:00,Shipped,"Bib, 5"" wide",1,A,10.00,USD\n'
    (export,) = imports.recognise(written(tmp_path, text))
    assert [record.values["line_name"] for record in export.records()] == ['Bib, 5" wide']


SNAPSHOT = """\
# ----------------------------------------
# Report CSV Export
# Account: Ruta Norte
# ----------------------------------------

# Start date: 20260501
# End date: 20260507
Page,Views
/bib,7
/cap,3

# Start date: 20260501
# End date: 20260507
Country,Users
Colombia,9

# Start date: 20260508
# End date: 20260514
Item,Sold
Bib,2

# Start date: 20260515
# End date: 20260521
Page,Views

# Start date: 20260522
# End date: 20260528
Page,Views
/vest,5
"""


def test_each_table_of_a_report_has_its_own_rows_and_days(tmp_path: Path) -> None:
    """Five tables: 7 + 3 views, users by country (not known), 2 sold, a table without rows, 5 views."""
    found = recognition.recognise(written(tmp_path, SNAPSHOT), [VISITS, SALES])
    told = [
        (each.export.key, each.sheet.above[-2][0], [tuple(cells) for _, cells in each.sheet.lines()]) for each in found
    ]
    assert told == [
        ("visits", "# Start date: 20260501", [("/bib", "7"), ("/cap", "3")]),
        ("sales", "# Start date: 20260508", [("Bib", "2")]),
        ("visits", "# Start date: 20260515", []),
        ("visits", "# Start date: 20260522", [("/vest", "5")]),
    ]
    assert [row for each in found for row, _ in each.sheet.lines()] == [9, 10, 20, 29]
    assert "the table in row 14" in found[0].beside[0].en
    assert "la tabla de la fila 14" in found[0].beside[0].es


def test_a_table_beyond_what_is_looked_at_is_said_and_not_lost(tmp_path: Path) -> None:
    rows = "".join(f"/page-{number},1\n" for number in range(8_000))
    path = written(tmp_path, f"Page,Views\n{rows}\n# Start date: 20260508\nItem,Sold\nBib,2\n")
    (found,) = recognition.recognise(path, [VISITS, SALES])
    with pytest.raises(SheetsError, match="another table begins below row 8003") as refused:
        list(found.records())
    assert refused.value.kind == "several_tables"


def test_remarks_at_the_end_of_a_file_are_no_table(tmp_path: Path) -> None:
    rows = "".join(f"/page-{number},1\n" for number in range(8_000))
    (found,) = recognition.recognise(written(tmp_path, f"Page,Views\n{rows}\n# made by Counter\n"), [VISITS])
    assert len(list(found.records())) == 8_000


def test_two_tables_pasted_below_one_another_are_two(tmp_path: Path) -> None:
    path = written(tmp_path, "Page,Views\n/bib,7\n\nSold last week\nItem,Sold\nBib,2\n")
    views, sold = recognition.recognise(path, [VISITS, SALES])
    assert [tuple(cells) for _, cells in views.sheet.lines()] == [("/bib", "7")]
    assert [tuple(cells) for _, cells in sold.sheet.lines()] == [("Bib", "2")]
    assert sold.sheet.above == ((), ("Sold last week",))


def test_an_order_name_with_a_hash_is_no_remark(tmp_path: Path) -> None:
    """``#1001`` after a blank line, and a note that begins with ``# `` beside other cells."""
    text = (
        f"{ORDERS}\n{LINE.format(n=1, name='Cap')}\n{LINE.format(n=2, name='Bib')}\n# 3,paid,,2026-11-13,10,1,Vest,V\n"
    )
    assert names(written(tmp_path, text)) == ["Cap", "Bib", "Vest"]
