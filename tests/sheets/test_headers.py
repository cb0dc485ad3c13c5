"""Which row is the header, which column is which, which tab is which."""

from __future__ import annotations

from sheets import headers, labels
from sheets.contract import TABS
from sheets.workbook import Snapshot, TabSnapshot
from tests.sheets.made import ORDER, tab_of

ROW = ["#1001", "2026-11-10", "paid", 1000.0]
STOCK = ["Handle", "Title", "SKU", "Available", "Price", "Cost per item"]


def places(rows: list[list[object]], key: str = "orders", merges: tuple[str, ...] = ()) -> dict[str, int]:
    found = headers.header(tab_of(rows, merges=merges), key)
    return dict(found.places) if found else {}


def test_every_name_title_and_alias_of_every_column_is_known_in_its_tab() -> None:
    for tab in TABS:
        for column in tab.columns:
            for label in (column.name, column.title.en, column.title.es):
                assert labels.column_of(tab.key, label) == column.name, (tab.key, label)


def test_the_row_that_has_all_that_is_required_wins_over_a_row_with_more_headers() -> None:
    rows = [["Email", "Shipping", "Taxes", "Subtotal", "Tags", "Note"], ORDER, ROW]
    found = headers.header(tab_of(rows), "orders")
    assert found is not None
    assert (found.row, found.missing) == (2, ())


def test_a_header_below_the_thirtieth_row_is_not_searched() -> None:
    assert headers.header(tab_of([[]] * 30 + [ORDER]), "orders") is None
    assert headers.header(tab_of([[]] * 29 + [ORDER]), "orders") is not None


def test_brackets_stars_line_breaks_and_no_break_spaces_do_not_matter() -> None:
    assert places([["Name *", "Created\nat", "Financial\u00a0Status", "Total (COP)"]]) == {
        "order_id": 0, "created_at": 1, "financial_status": 2, "total": 3,
    }  # fmt: skip
    found = headers.header(tab_of([[*ORDER[:3], "Total (USD)"]]), "orders")
    assert found is not None
    assert found.currency == {"total": "USD"}


def test_the_canonical_name_outranks_an_alias_that_stands_first() -> None:
    found = headers.header(tab_of([["Name", "order_id", "Created at", "Financial Status", "Total"]]), "orders")
    assert found is not None
    assert found.places["order_id"] == 1
    assert found.again == (("order_id", 0, "Name"),)


def test_a_group_label_over_several_columns_tells_them_apart() -> None:
    rows = [
        ["Name", "Created at", "Financial Status", "Total", "Shipping", None],
        [None, None, None, None, "name", "city"],
        ROW,
    ]
    merges = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1")
    assert places(rows, merges=merges) == {
        "order_id": 0, "created_at": 1, "financial_status": 2, "total": 3, "ship_name": 4, "ship_city": 5,
    }  # fmt: skip


def test_either_date_is_enough_but_one_is_needed() -> None:
    found = headers.header(tab_of([["Name", "Financial Status", "Total"]]), "orders")
    assert found is not None
    assert [column.name for column in found.missing] == ["created_at"]
    paid = headers.header(tab_of([["Name", "Financial Status", "Total", "Paid at"]]), "orders")
    assert paid is not None
    assert paid.missing == ()


def test_orders_under_any_name_are_found_by_their_headers() -> None:
    export = [*ORDER, "Email", "Lineitem name"]
    used = headers.used([tab_of([export, ROW], "Hoja 1"), tab_of([STOCK], "Hoja 2")])
    assert used.by_key == {"orders": "Hoja 1", "inventory": "Hoja 2"}


def test_a_tab_of_few_familiar_words_is_nobodys() -> None:
    assert headers.used([tab_of([ORDER], "Caja"), tab_of([["Fecha", "Texto"]], "Diario de Ana")]).by_key == {}


def test_a_name_is_enough_where_another_tab_has_the_headers() -> None:
    used = headers.used([tab_of([["nothing"]], "Orders"), tab_of([[*ORDER, "Email", "Tags"]], "Hoja 1")])
    assert used.by_key == {"orders": "Orders"}


def test_two_tabs_with_the_headers_are_for_the_founder_to_choose() -> None:
    export = [*ORDER, "Email", "Lineitem name"]
    used = headers.used([tab_of([export], "Hoja 1"), tab_of([export], "Hoja 2")])
    assert (used.by_key, used.doubles) == ({}, {"orders": ("Hoja 1", "Hoja 2")})


def test_a_year_in_a_name_is_no_number_of_a_copy() -> None:
    assert headers.used([tab_of([ORDER], "orders_export_12")]).by_key == {"orders": "orders_export_12"}
    assert headers.used([tab_of([ORDER], "Orders 2025")]).by_key == {}


def test_our_own_tabs_are_never_the_founders() -> None:
    ours = TabSnapshot("Orders", [ORDER], mark="brief")
    assert headers.used([ours]).by_key == {}
    assert headers.recognised(Snapshot("a.xlsx", (ours,)))


def test_a_workbook_without_any_known_tab_is_not_recognised() -> None:
    assert not headers.recognised(Snapshot("a.xlsx", (tab_of([["a"]], "Caja"),)))
    assert headers.recognised(Snapshot("a.xlsx", (tab_of([], "Notas"),)))


def test_a_tab_is_found_by_its_other_name() -> None:
    snapshot = Snapshot("a.xlsx", (tab_of([["fecha", "texto"]], "Notas"), tab_of([["a"]], "Caja menor")))
    assert headers.find(snapshot, "Notes") is snapshot.tabs[0]
    assert headers.find(snapshot, "caja MENOR") is snapshot.tabs[1]
    assert headers.find(snapshot, "Orders") is None


def test_letters_are_given_by_header_and_by_canonical_name() -> None:
    found = headers.letters(tab_of([["Fecha", None, "Qué pasó"]], "Notas"))
    assert (found["fecha"], found["date"], found["quepaso"], found["text"]) == ("A", "A", "C", "C")


def test_letters_go_on_after_z() -> None:
    assert [headers.letter(place) for place in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_a_tool_is_known_by_its_headers_whatever_their_order() -> None:
    export = headers.header(tab_of([["Lineitem name", *reversed(ORDER)]]), "orders")
    own = headers.header(tab_of([["order_id", "created_at", "financial_status", "total"]]), "orders")
    stock = headers.header(tab_of([["Handle", "Title", "Variant SKU", "Variant Inventory Qty"]]), "inventory")
    assert export
    assert own
    assert stock
    found = headers.tool(export, "orders"), headers.tool(own, "orders"), headers.tool(stock, "inventory")
    assert found == ("Shopify", "", "Shopify")


def keys(tabs: dict[str, list[list[object]]]) -> dict[str, str]:
    snapshots = tuple(TabSnapshot(name, tuple(map(tuple, rows))) for name, rows in tabs.items())
    return dict(headers.used(snapshots).by_key)


LISTING = ["Handle", "Title", "Variant SKU", "Option1 Value", "Variant Inventory Qty", "Variant Price"]


def test_a_tab_products_that_holds_a_whole_export_is_the_inventory_where_there_is_no_other() -> None:
    export: list[list[object]] = [list(LISTING), ["jersey", "Jersey", "JE-M", "M", 9, 100]]
    assert keys({"Products": export}) == {"inventory": "Products"}
    assert keys({"Products": export, "Inventory": [list(STOCK)]}) == {"inventory": "Inventory", "products": "Products"}


def test_what_is_called_tags_is_the_tag_map_only_with_its_headers() -> None:
    assert keys({"Tags": [["Tag", "How many"], ["size", 4]]}) == {}
    assert keys({"Tags": [["Pattern", "Kind", "Maps to"], ["size", "support tag", "fit"]]}) == {"tag_map": "Tags"}
    assert keys({"Tag map": [["Tag", "How many"]]}) == {"tag_map": "Tag map"}


def test_a_tab_of_any_level_is_known_by_its_spanish_name_and_the_name_of_its_export() -> None:
    ticket: list[list[object]] = [["Ticket id", "Creation date", "Tags", "Subject"], ["1", "2026-11-10", "talla", "?"]]
    assert keys({"Soporte ": ticket}) == {"support": "Soporte "}
    assert keys({"tickets": ticket}) == {"support": "tickets"}
    assert keys({"Tickets": ticket, "Support": ticket}) == {"support": "Support"}
    assert keys({"Envíos": [["Guía"]], "Devoluciones": [[]], "Campañas": [[]]}) == {
        "shipments": "Envíos",
        "returns": "Devoluciones",
        "campaigns": "Campañas",
    }


def test_every_tab_of_the_contract_is_found_again_beside_all_others() -> None:
    for language in ("en", "es"):
        tabs = {tab.name.in_(language): [[column.title.in_(language) for column in tab.columns]] for tab in TABS}
        assert keys(tabs) == {tab.key: tab.name.in_(language) for tab in TABS}


def test_a_count_that_somebody_meant_to_upload_is_not_the_stock() -> None:
    # Shopify's inventory export of 2024 has both, and most rows have no new one.
    assert places([[*STOCK, "On hand (new)", "On hand (current)"]], "inventory")["on_hand"] == 7
    assert places([[*STOCK, "On hand (current)", "On hand (new)"]], "inventory")["on_hand"] == 6


def test_a_field_that_a_shop_made_itself_is_none_of_ours() -> None:
    # “S; M” is what a product comes in, not the size of the row.
    found = places([[*STOCK, "Talla (product.metafields.custom.talla)", "Peso (kg)", "Price (COP)"]], "inventory")
    assert "size" not in found
    assert found["price"] == 4
