"""Orders from exports with and without lines, of several shops, twice in one file, gone from a later one."""

from __future__ import annotations

from typing import Any

import pytest

from sheets import imports
from sheets.errors import Text
from sheets.excel.book import ExcelBook
from sheets.imports.kinds import Export
from sheets.imports.listing import Samples
from tests.sheets.imports.conftest import Shop

LINES = "Name,Financial Status,Paid at,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
#: Orders alone, as Etsy's sold orders are: no column of a line.
SOLD = Export(
    key="sold_orders",
    tool="Market",
    kind=Text("sold orders", "pedidos vendidos"),
    table="orders",
    needs=(("Sale",),),
    columns={
        "Sale": "order_id", "Sold on": "created_at", "Status": "financial_status", "Order value": "total",
        "Buyer": "customer_name",
    },
    blank_keeps=frozenset({"customer_name"}),
)  # fmt: skip


def order(number: str, day: str, *lines: str, total: int = 100, status: str = "paid") -> str:
    """An order of the shop's export; the first of its lines has the order's own cells."""
    at = f"2026-11-{day} 10:00:00 -0500"
    rows = [
        f"{number},{status if not place else ''},{at if not place else ''},{total if not place else ''},{at},1,{sku},10,{sku}\n"
        for place, sku in enumerate(lines)
    ]
    return "".join(rows)


def put(shop: Shop, text: str, mode: Any = "update", *also: Export) -> tuple[imports.Merge, Samples]:
    file, samples = shop.file(text), Samples()
    (found,) = imports.recognise(file, also=also, kind=also[0].key if also else "")
    merge = imports.merge(found, shop.book.read_for(imports.wanted(found, mode)), mode, samples)
    if merge.edits:
        shop.book.edit(merge.edits, shop.book.read().fingerprint)
    return merge, samples


def counts(merge: imports.Merge) -> tuple[int, int, int, int, int]:
    return merge.new, merge.changed, merge.same, merge.missing, merge.refused_rows


# Orders without lines

HEAD = "Sale,Sold on,Status,Order value,Buyer\n"


def test_an_export_without_lines_sets_the_orders_own_cells_and_keeps_its_lines(shop: Shop) -> None:
    put(shop, LINES + order("#1", "09", "A", "B"))
    merge, _ = put(shop, HEAD + "#1,2026-11-09,refunded,90,Ana\n", "update", SOLD)
    assert counts(merge)[:3] == (0, 1, 0)
    assert shop.rows("orders", "order_id financial_status total line_sku customer_name") == [
        ("#1", "refunded", 90, "A", "Ana"), ("#1", None, None, "B", None)
    ]  # fmt: skip


def test_it_adds_orders_once_and_their_lines_come_into_the_same_rows_later(shop: Shop) -> None:
    put(shop, HEAD + "#1,2026-11-09,paid,100,Ana\n#2,2026-11-09,paid,30,\n", "update", SOLD)
    put(shop, LINES + order("#1", "09", "A", "B"))
    merge, _ = put(shop, HEAD + "#1,2026-11-09,paid,100,Ana\n#2,2026-11-09,paid,30,\n", "update", SOLD)
    assert merge.new == 0
    assert sorted(shop.rows("orders", "order_id total line_sku"), key=str) == [
        ("#1", 100, "A"), ("#1", None, "B"), ("#2", 30, None)
    ]  # fmt: skip


def test_a_blank_that_says_nothing_keeps_what_stands_there(shop: Shop) -> None:
    put(shop, HEAD + "#1,2026-11-09,paid,100,Ana\n", "update", SOLD)
    merge, _ = put(shop, HEAD + "#1,2026-11-09,paid,100,\n", "update", SOLD)
    assert counts(merge)[:3] == (0, 0, 1)


def test_an_order_twice_in_it_with_another_amount_is_refused(shop: Shop) -> None:
    merge, _ = put(shop, HEAD + "#1,2026-11-09,paid,100,Ana\n#1,2026-11-09,paid,120,Ana\n", "update", SOLD)
    assert counts(merge) == (1, 0, 0, 0, 1)
    assert shop.rows("orders", "order_id total") == [("#1", 100)]


# Two exports in one file


def test_two_exports_put_together_count_each_order_once(shop: Shop) -> None:
    both = order("#1", "09", "A", "B") + order("#2", "10", "C")
    merge, _ = put(shop, LINES + both + order("#2", "10", "C") + order("#1", "09", "A", "B"))
    assert counts(merge) == (3, 0, 0, 0, 0)


def test_two_lines_of_one_order_that_say_the_same_are_two(shop: Shop) -> None:
    merge, _ = put(shop, LINES + order("#1", "09", "A", "A"))
    assert counts(merge)[:1] == (2,)


def test_an_order_that_changed_between_the_two_is_taken_once_and_that_is_said(shop: Shop) -> None:
    merge, _ = put(shop, LINES + order("#1", "09", "A", "B") + order("#1", "09", "A", "B", status="refunded"))
    assert (merge.new, merge.refused_rows) == (2, 1)
    assert "this order stands twice with different figures" in merge.refused[0].said.en


# What the file does not have


def three(shop: Shop) -> None:
    put(
        shop,
        LINES + order("#1", "02", "A") + order("#2", "09", "B", "C") + order("#3", "10", "D") + order("#4", "20", "E"),
    )


def test_orders_inside_the_stretch_of_the_file_that_it_does_not_have_are_missing(shop: Shop) -> None:
    three(shop)
    merge, seen = put(shop, LINES + order("#1", "02", "A") + order("#3", "10", "D"))
    # #2 has two rows; #4 is later than all that the file has.
    assert counts(merge) == (0, 0, 2, 2, 0)
    assert [each.key for each in seen.rows["missing"]] == ["#2", "#2"]
    assert len(shop.rows("orders", "order_id")) == 5


def test_orders_of_another_shop_are_never_missing_from_a_file(shop: Shop) -> None:
    put(shop, LINES + order("AMZ:111-5", "09", "Z"))
    three(shop)
    merge, _ = put(shop, LINES + order("#1", "02", "A") + order("#3", "10", "D"))
    assert merge.missing == 2


def test_replace_empties_the_orders_that_the_file_does_not_have(shop: Shop) -> None:
    three(shop)
    merge, _ = put(shop, LINES + order("#3", "10", "D") + order("#5", "21", "F"), "replace")
    assert counts(merge) == (1, 0, 1, 4, 0)
    assert sorted(row[0] for row in shop.rows("orders", "order_id")) == ["#3", "#5"]


def test_append_takes_new_orders_alone(shop: Shop) -> None:
    three(shop)
    merge, _ = put(shop, LINES + order("#1", "02", "A", "G", total=7) + order("#5", "21", "F"), "append")
    assert counts(merge)[:3] == (1, 0, 1)
    assert [row for row in shop.rows("orders", "order_id total line_sku") if row[0] in ("#1", "#5")] == [
        ("#1", 100, "A"), ("#5", 100, "F")
    ]  # fmt: skip


# Seen cell by cell


def test_a_change_is_told_cell_by_cell_with_what_it_was(shop: Shop) -> None:
    three(shop)
    _, seen = put(shop, LINES + order("#1", "02", "A", status="refunded", total=0))
    ((change),) = seen.rows["changed"]
    assert (change.key, change.changes) == ("#1", (("financial_status", "paid", "refunded"), ("total", 100, 0)))


def test_of_very_many_rows_only_fifty_of_a_kind_are_held(shop: Shop) -> None:
    merge, seen = put(shop, LINES + "".join(order(f"#{at}", "09", "A") for at in range(1, 121)) + ",,,,,1,X,1,X\n" * 70)
    assert (merge.new, merge.refused_rows) == (120, 70)
    assert (len(seen.rows["new"]), len(seen.rows["refused"])) == (50, 50)


def test_the_workbook_is_asked_only_for_the_orders_near_those_of_the_file(shop: Shop) -> None:
    (found,) = imports.recognise(shop.file(LINES + order("#1001", "09", "A") + order("#1005", "10", "B")))
    asked = imports.wanted(found).rows
    assert [asked(number) for number in ("#1000", "#1001", 1003.0, "1006", "AMZ:1", "Total")] == [
        False, True, True, False, False, True
    ]  # fmt: skip


@pytest.mark.parametrize("mode", ["update", "append", "replace"])
def test_the_same_file_twice_changes_nothing_in_any_mode(shop: Shop, mode: str) -> None:
    text = LINES + order("#1", "02", "A", "B") + order("#2", "09", "C")
    put(shop, text, mode)
    before = ExcelBook(shop.path).read().fingerprint
    merge, _ = put(shop, text, mode)
    assert (counts(merge), merge.edits) == ((0, 0, 3, 0, 0), ())
    assert ExcelBook(shop.path).read().fingerprint == before


def test_an_order_number_that_a_spreadsheet_rounded_is_refused(shop: Shop) -> None:
    merge, _ = put(shop, LINES + order('"8,60E+12"', "09", "A") + order("#2", "09", "B"))
    assert (merge.new, merge.refused_rows) == (1, 1)
    assert "a spreadsheet rounded its number" in merge.refused[0].said.en
