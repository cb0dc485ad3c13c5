"""From a workbook's tabs to typed tables: what is kept, what is said, what stays usable."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from sheets import tables
from sheets.excel.read import read
from sheets.tables import ReadingStyle, SkippedRows
from tests.sheets.made import BOGOTA, ORDER, STYLE, book, orders_of, tables_of

ROW = ["#1001", "2026-11-10 09:00:00 -0500", "paid", 1000]


def test_the_dtypes_are_those_that_the_table_promises(tmp_path: Path) -> None:
    header = [*ORDER, "Lineitem quantity", "Lineitem requires shipping", "Tags", "Promise date"]
    table, _ = orders_of(tmp_path, [header, [*ROW, 2, "true", "vip, club", "2026-11-20"], ["#1002"]])
    found = {name: str(dtype) for name, dtype in table.frame.dtypes.items()}
    assert found == {
        "row": "int64",
        "order_id": "object",
        "created_at": "datetime64[us, America/Bogota]",
        "created_at_has_time": "bool",
        "financial_status": "object",
        "total": "object",
        "line_qty": "Int64",
        "line_requires_shipping": "boolean",
        "tags": "object",
        "promise_date": "datetime64[us, America/Bogota]",
    }
    assert table.frame.loc[0, "tags"] == ("vip", "club")
    assert type(table.frame.loc[0, "total"]) is Decimal
    second = table.frame.loc[1]
    assert [second["total"], second["tags"], second["financial_status"]] == [None, None, None]


def test_reading_stops_at_the_last_row_of_data_and_counts_blank_rows_between(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", {"Orders": [ORDER, ROW, [], [], ["#1002", "2026-11-11", "paid", 5], [], [None, " "]]}
    )
    table = tables.read(read(path), STYLE).by_key["orders"]
    assert list(table.frame["row"]) == [2, 5]
    assert table.skipped == (SkippedRows("blank", (3, 4)),)


def test_cells_beside_the_table_make_no_row(tmp_path: Path) -> None:
    table, problems = orders_of(tmp_path, [ORDER, ROW, [None, None, None, None, None, None, "my own remark"]])
    assert list(table.frame["row"]) == [2]
    assert problems == []


def test_a_row_without_a_key_is_left_out_and_named(tmp_path: Path) -> None:
    table, problems = orders_of(tmp_path, [ORDER, ROW, [None, "2026-11-11", "paid", 7]])
    assert list(table.frame["row"]) == [2]
    assert [(problem.kind, problem.cell, problem.row) for problem in problems] == [("key_missing", "A3", 3)]
    assert problems[0].said.en == "Row 3 of Orders has no Name, so it was left out. Fill A3."
    assert problems[0].said.es == "La fila 3 de Orders no tiene Name; se dejó por fuera. Llena A3."


def test_an_inventory_row_needs_any_one_of_its_keys(tmp_path: Path) -> None:
    rows = [
        ["Handle", "Title", "SKU", "Available"],
        ["a", None, None, 1],
        [None, "B", None, 2],
        [None, None, "C", 3],
        [None, None, None, 4],
    ]
    found = tables_of(tmp_path, {"Inventory": rows})
    assert list(found.by_key["inventory"].frame["row"]) == [2, 3, 4]
    assert [problem.cell for problem in found.problems] == ["C5"]


def test_a_missing_column_costs_only_itself_where_it_is_no_key(tmp_path: Path) -> None:
    found = tables_of(tmp_path, {"Orders": [["Name", "Created at", "Financial Status"], ROW[:3]]})
    assert not found.by_key["orders"].has("total")
    assert [(problem.kind, problem.column) for problem in found.problems] == [("missing_column", "total")]
    assert found.unusable == {}


def test_an_empty_tab_and_one_without_headers_are_unusable_and_say_why(tmp_path: Path) -> None:
    empty = tables_of(tmp_path, {"Orders": []})
    assert "is empty" in empty.unusable["orders"].en
    assert "está vacía" in empty.unusable["orders"].es
    strange = tables_of(tmp_path, {"Orders": [["x", "y"], [1, 2]]})
    assert "have no header that is known" in strange.unusable["orders"].en


def test_problems_stand_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    header = [*ORDER, "Subtotal"]
    _, problems = orders_of(tmp_path, [header, ["#1", "2026-11-10", "paid", "x", "y"], ["#2", "z", "paid", 1, 1]])
    assert [problem.cell for problem in problems] == ["D2", "E2", "B3"]


def test_what_says_that_it_is_not_stocked_is_unknown_and_no_problem(tmp_path: Path) -> None:
    rows = [["SKU", "Title", "Available"], ["A", "Cap", "not stocked"], ["B", "Cap", 0]]
    found = tables_of(tmp_path, {"Inventory": rows})
    table = found.by_key["inventory"]
    assert table.frame["available"].isna().tolist() == [True, False]
    assert table.not_stocked == {"available": frozenset({2})}
    assert found.problems == ()


def test_a_stranger_among_the_choices_is_said_once_with_its_count(tmp_path: Path) -> None:
    rows = [ORDER, *([f"#{number}", "2026-11-10", "regalado", 1] for number in range(3))]
    table, problems = orders_of(tmp_path, rows)
    assert [problem.kind for problem in problems] == ["unknown_choice"]
    assert "in 3 cells (the first is Orders!C2)" in problems[0].said.en
    assert table.unread["financial_status"] == frozenset({2, 3, 4})


def test_money_that_names_another_currency_says_how_it_was_read(tmp_path: Path) -> None:
    table, _ = orders_of(tmp_path, [ORDER, ["#1", "2026-11-10", "paid", "US$ 50"]])
    assert [assumption.en for assumption in table.assumptions] == [
        "Total: some amounts name USD; they were read as COP, because no column says the currency."
    ]
    with_column, _ = orders_of(tmp_path, [[*ORDER, "Currency"], ["#1", "2026-11-10", "paid", "US$ 50", "USD"]])
    assert with_column.assumptions == ()


def test_the_currency_of_a_header_is_that_of_its_rows(tmp_path: Path) -> None:
    table, _ = orders_of(tmp_path, [[*ORDER[:3], "Total (USD)"], ROW])
    assert list(table.frame["currency"]) == ["USD"]
    assert table.has("currency")
    assert table.address("currency", 2) == "Orders!D2"


def test_definitions_are_read_alone_and_first(tmp_path: Path) -> None:
    rows = [
        ["key", "applies_to", "value"],
        ["brand_name", None, "Ruta Norte"],
        ["spike_min", None, 4],
        ["x", None, "#N/A"],
    ]
    snapshot = read(book(tmp_path / "a.xlsx", {"Definiciones": rows, "Orders": [ORDER, ROW]}))
    found = tables.definitions(snapshot)
    assert found is not None
    assert list(found.frame["value"]) == ["Ruta Norte", 4.0, None]
    assert found.unread == {"value": frozenset({4})}
    assert tables.definitions(read(book(tmp_path / "b.xlsx", {"Orders": [ORDER]}))) is None


def test_a_source_may_declare_the_zone_of_its_moments(tmp_path: Path) -> None:
    sources = [["source", "timezone"], ["orders", "Europe/Madrid"], ["Inventory", "Nowhere/Land"]]
    found = tables_of(tmp_path, {"Pedidos": [ORDER, ["#1", "2026-11-10 20:00", "paid", 1]], "Sources": sources})
    # 20:00 in Madrid is 19:00 UTC and 14:00 in Bogotá.
    assert found.by_key["orders"].frame.loc[0, "created_at"].isoformat() == "2026-11-10T14:00:00-05:00"


def test_tables_stand_in_the_order_of_the_contract(tmp_path: Path) -> None:
    found = tables_of(tmp_path, {"Notas": [["fecha", "texto"], ["2026-11-14", "x"]], "Orders": [ORDER, ROW]})
    assert list(found.by_key) == ["orders", "notes"]


def test_a_style_of_two_decimals_keeps_the_cents(tmp_path: Path) -> None:
    table, _ = orders_of(
        tmp_path,
        [ORDER, ["#1", "2026-11-10", "paid", 12.34]],
        ReadingStyle(BOGOTA, currency="USD", currency_decimals=2),
    )
    assert list(table.frame["total"]) == [Decimal("12.34")]
