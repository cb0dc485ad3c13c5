from __future__ import annotations

import openpyxl
import pytest

from sheets import imports
from sheets.errors import SheetsError
from tests.sheets.imports.conftest import Shop, table

HEAD = "Name,Financial Status,Paid at,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
FIRST = "#1001,paid,2026-11-13 10:00:00 -0500,259700,2026-11-13 10:00:00 -0500,1,Jersey - M,189900,JA-M\n"
SECOND = "#1001,,,,2026-11-13 10:00:00 -0500,2,Socks - SM,34900,SN-SM\n"
THIRD = "#1001,,,,2026-11-13 10:00:00 -0500,1,Cap - U,0,CC-U\n"
OTHER = "#1002,pending,,49900,2026-11-14 09:00:00 -0500,1,Cap - U,49900,CC-U\n"


def counts(merge: imports.Merge) -> tuple[int, int, int, int]:
    return merge.new, merge.changed, merge.same, len(merge.refused)


def test_a_row_is_a_line_and_order_cells_stand_on_the_first_line_only(shop: Shop) -> None:
    assert counts(shop.take(HEAD + FIRST + SECOND + OTHER)) == (3, 0, 0, 0)
    assert shop.rows("orders", "order_id financial_status total line_qty line_name line_price line_sku") == [
        ("#1001", "paid", 259700, 1, "Jersey - M", 189900, "JA-M"),
        ("#1001", None, None, 2, "Socks - SM", 34900, "SN-SM"),
        ("#1002", "pending", 49900, 1, "Cap - U", 49900, "CC-U"),
    ]


def test_importing_the_same_file_twice_changes_nothing(shop: Shop) -> None:
    file = shop.file(HEAD + FIRST + SECOND + OTHER)
    shop.take(file)
    before = shop.path.read_bytes()
    again = shop.take(file)
    assert counts(again) == (0, 0, 3, 0)
    assert again.edits == ()
    assert shop.path.read_bytes() == before


def test_a_preview_changes_nothing(shop: Shop) -> None:
    before = shop.path.read_bytes()
    assert counts(shop.preview(HEAD + FIRST)) == (1, 0, 0, 0)
    assert shop.path.read_bytes() == before


def test_only_the_cells_that_changed_are_set(shop: Shop) -> None:
    shop.take(HEAD + FIRST + SECOND + OTHER)
    merge = shop.take(HEAD + FIRST + SECOND + OTHER.replace("pending,,", "paid,2026-11-15 08:00:00 -0500,"))
    assert counts(merge) == (0, 1, 2, 0)
    # Row 1 is the header, row 2 the example, so #1002 stands in row 5; C is Paid at, D Financial status.
    assert [(cell.address, cell.value) for cell in merge.edits[0].cells] == [
        ("D5", "paid"),
        ("C5", "2026-11-15 08:00:00 -0500"),
    ]
    assert merge.edits[0].rows == ()


def test_an_order_that_gained_a_line_gets_a_row(shop: Shop) -> None:
    shop.take(HEAD + FIRST + SECOND + OTHER)
    assert counts(shop.take(HEAD + FIRST + SECOND + THIRD)) == (1, 0, 2, 0)
    assert [row for row in shop.rows("orders", "order_id line_sku") if row[0] == "#1001"] == [
        ("#1001", "JA-M"),
        ("#1001", "SN-SM"),
        ("#1001", "CC-U"),
    ]


def test_an_order_that_lost_a_line_loses_the_row(shop: Shop) -> None:
    shop.take(HEAD + FIRST + SECOND + THIRD + OTHER)
    assert counts(shop.take(HEAD + FIRST + SECOND)) == (0, 1, 2, 0)
    assert shop.rows("orders", "order_id line_sku") == [("#1001", "JA-M"), ("#1001", "SN-SM"), ("#1002", "CC-U")]
    assert counts(shop.take(HEAD + FIRST + SECOND)) == (0, 0, 2, 0)


def test_orders_that_the_export_does_not_cover_stay(shop: Shop) -> None:
    shop.take(HEAD + FIRST + SECOND)
    shop.take(HEAD + OTHER)
    assert [row[0] for row in shop.rows("orders", "order_id")] == ["#1001", "#1001", "#1002"]


def test_what_the_founder_typed_in_columns_that_the_export_has_not_stays(shop: Shop) -> None:
    shop.take(HEAD + FIRST + SECOND)
    shop.type("orders", W3="2026-11-20", Z3="gift wrap")
    shop.take(HEAD + FIRST.replace("paid", "refunded", 1) + SECOND)
    assert shop.rows("orders", "financial_status promise_date note")[0] == ("refunded", "2026-11-20", "gift wrap")


def test_a_number_typed_without_its_sign_is_the_same_order(shop: Shop) -> None:
    shop.take(HEAD + FIRST)
    shop.type("orders", A3=1001)
    merge = shop.preview(HEAD + FIRST)
    assert (merge.new, merge.changed) == (0, 1)


def test_lines_that_do_not_stand_together_are_one_order_all_the_same(shop: Shop) -> None:
    shop.take(HEAD + FIRST + OTHER + SECOND)
    again = shop.preview(HEAD + FIRST + SECOND + OTHER)
    assert counts(again) == (0, 0, 3, 0)


def test_two_lines_that_have_become_the_same_are_found_as_they_were_written(shop: Shop) -> None:
    one = FIRST.replace(",1,Jersey", ",2,Jersey")
    shop.take(HEAD + FIRST + one.replace("paid,2026-11-13 10:00:00 -0500,259700", ",,"))
    # The first line is 2 jerseys now, as the second is.
    both = HEAD + one + one.replace("paid,2026-11-13 10:00:00 -0500,259700", ",,")
    assert counts(shop.take(both)) == (0, 1, 1, 0)
    assert counts(shop.take(both)) == (0, 0, 2, 0)


def test_a_row_without_a_number_is_refused_with_its_place_and_the_rest_taken(shop: Shop) -> None:
    merge = shop.take(HEAD + FIRST + ",,,816200,,8,Jersey,,\n" + OTHER)
    assert counts(merge) == (2, 0, 0, 1)
    assert merge.refused[0].row == 3
    assert merge.refused[0].said.en == "any name.csv, row 3: it has no order number."
    assert merge.refused[0].said.es == "any name.csv, fila 3: no tiene número de pedido."


def test_ids_skus_and_offsets_come_through_as_they_were(shop: Shop) -> None:
    shop.take(HEAD + "#0012,paid,2026-11-13 10:00:00 -0500,10.50,,1,Cap,10.50,00123\n")
    assert shop.rows("orders", "order_id paid_at total line_sku") == [
        ("#0012", "2026-11-13 10:00:00 -0500", 10.5, "00123")
    ]


def test_trap_23_a_customers_formula_is_only_text(shop: Shop) -> None:
    shop.take(HEAD.strip() + ",Notes\n" + FIRST.strip() + ',"=IMPORTXML(""https://example.com"")"\n')
    cell = openpyxl.load_workbook(shop.path)["Orders"]["Z3"]
    assert (cell.value, cell.data_type) == ('=IMPORTXML("https://example.com")', "s")


def test_a_workbook_without_the_tab_says_how_to_get_it(shop: Shop) -> None:
    book = openpyxl.load_workbook(shop.path)
    del book["Orders"]
    book.save(shop.path)
    with pytest.raises(SheetsError, match="Add it: operating-brief add"):
        shop.preview(HEAD + FIRST)


def test_the_spanish_workbook_is_written_alike(tmp_path: object, shop: Shop) -> None:
    from sheets import template

    shop.path.unlink()
    template.new(shop.path, "es", False)
    assert counts(shop.take(HEAD + FIRST + SECOND)) == (2, 0, 0, 0)
    assert counts(shop.take(HEAD + FIRST + SECOND)) == (0, 0, 2, 0)
    assert table(shop.book.read(), "orders").name == "Pedidos"
