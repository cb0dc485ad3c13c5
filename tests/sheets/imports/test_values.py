from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest

from sheets.errors import Text
from sheets.imports import keys
from sheets.imports.kinds import Export, Sheet
from sheets.imports.recognised import NO_HABITS, Recognised
from sheets.imports.styles import Habits
from sheets.imports.values import same
from sheets.workbook import Cell, ErrorCell


def export_of(table: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], **more: Any) -> Recognised:
    """An export whose headers are the columns themselves."""
    made = Export("it", "Somebody", Text("it", "eso"), table, (), {name: name for name in columns}, **more)
    return Recognised(made, Sheet("file.csv", tuple(columns), 1, lambda: iter(enumerate(rows, start=2))))


def written(
    column: str, cells: Sequence[Cell], table: str = "orders", habits: Habits = NO_HABITS, **more: Any
) -> tuple[list[Cell], list[str]]:
    """The cells of one column as they are written, and what is said of it."""
    export = export_of(table, [column], [[cell] for cell in cells], **more)
    values = export.values(habits)
    return [values.cell(column, cell) for cell in cells], [text.en for text in values.said]


def read(column: str, cell: Cell, table: str = "orders") -> Cell:
    (found,), _ = written(column, [cell], table)
    return found


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("total", "1299.00", 1299),
        ("total", "-0.98", -0.98),
        ("total", "0", 0),
        ("total", "", None),
        ("total", 10.5, 10.5),
        ("total", "$12,905.25", 12905.25),
        ("total", "-$0.98", -0.98),
        ("total", "($500.00)", -500),
        ("total", "2,50-", -2.5),
        ("total", "S/ 99", 99),
        ("total", "CA$12.34", 12.34),
        ("total", "1\u00a0020,50", 1020.5),
        ("total", "1\u202f020,50", 1020.5),
        ("total", "1\u2009020,50", 1020.5),
        ("total", "195 866", 195866),
        ("total", "163056", 163056),
        ("total", "64517.0", 64517),
        ("total", "1.234,56", 1234.56),
        ("total", '="12.50"', 12.5),
        ("total", "--", None),
        ("total", " --", None),
        ("total", "N/A", "N/A"),
        ("total", "[MULTIPLE VARIATIONS]", "[MULTIPLE VARIATIONS]"),
        ("total", "1234567890123456.78", "1234567890123456.78"),
        ("line_qty", "3", 3),
        ("line_qty", "3.0", 3),
        ("line_qty", "three", "three"),
        ("line_qty", "n/a", "n/a"),
        ("paid_at", "2025-12-06 10:36:16 -0500", "2025-12-06 10:36:16 -0500"),
        ("paid_at", "2026-11-16T04:30:00Z", "2026-11-16T04:30:00Z"),
        ("paid_at", "Sep 4, 2026 1:05:07 AM PDT", "2026-09-04 01:05:07-07:00"),
        ("paid_at", "2016-01-07 07:35:42 PST", "2016-01-07 07:35:42 PST"),
        ("paid_at", "01/10/2026 10:00:00 CET", "2026-10-01 10:00:00+01:00"),
        ("paid_at", "31/12/2023 22:36", datetime(2023, 12, 31, 22, 36)),
        ("paid_at", "2025-12-06 10:36:16", datetime(2025, 12, 6, 10, 36, 16)),
        ("paid_at", "Jun 09, 2018 09:30 pm", datetime(2018, 6, 9, 21, 30)),
        ("paid_at", "3 de octubre de 2026 14:05 hs.", datetime(2026, 10, 3, 14, 5)),
        ("paid_at", "sáb, 1 ago 2026", date(2026, 8, 1)),
        ("paid_at", "1 de setiembre de 2026", date(2026, 9, 1)),
        ("paid_at", "09/24/26", date(2026, 9, 24)),
        ("paid_at", "20260501", date(2026, 5, 1)),
        ("paid_at", 20260501.0, date(2026, 5, 1)),
        ("paid_at", "2026-05-01 00:00:00", date(2026, 5, 1)),
        ("paid_at", "0001-01-01", "0001-01-01"),
        ("paid_at", "mañana", "mañana"),
        ("paid_at", "-", None),
        ("promise_date", "2025-12-06", date(2025, 12, 6)),
        ("promise_date", "2025-13-06", "2025-13-06"),
        ("order_id", "#1001", "#1001"),
        ("order_id", '="254927681919372"', "254927681919372"),
        ("order_id", 2000001234567890.0, 2000001234567890.0),
        ("order_admin_id", 6798481555755.0, "6798481555755"),
        ("customer_id", "'7210448301122", "7210448301122"),
        ("ship_phone", "'+57 300 123 4567", "+57 300 123 4567"),
        ("ship_phone", 573001234567.0, "573001234567"),
        ("line_sku", "-", None),
        ("line_sku", "00123", "00123"),
        ("line_sku", 123.0, "123"),
        ("line_sku", date(2026, 5, 1), date(2026, 5, 1)),
        ("note", "'til Friday", "'til Friday"),
        ("note", "a\r\nb\x00c", "a\nbc"),
        ("note", "half \ud800 a pair", "half \ufffd a pair"),
        ("note", "   ", None),
        ("note", "=IMPORTXML(1)", "=IMPORTXML(1)"),
        ("financial_status", "paid", "paid"),
    ],
)
def test_a_cell_is_written_as_what_it_surely_is(column: str, cell: Cell, expected: Cell) -> None:
    found = read(column, cell)
    assert found == expected
    assert type(found) is type(expected)


def test_stock_that_is_not_stocked_is_not_zero() -> None:
    assert read("available", "not stocked", "inventory") == "not stocked"
    assert read("available", "-2", "inventory") == -2


# Numbers, decided by the column, then by the file, the tool and the definitions


def test_one_cell_of_a_column_tells_what_the_point_of_all_others_means() -> None:
    assert written("total", ["1.234", "12,50", "189.900"]) == ([1234, 12.5, 189900], [])
    assert written("total", ["1,234", "12.50"]) == ([1234, 12.5], [])


def test_a_column_that_proves_nothing_follows_the_files_other_columns() -> None:
    export = export_of("orders", ["total", "line_qty"], [["1.234,50", "1.247"], ["2,50", "2"]])
    values = export.values()
    assert (values.cell("line_qty", "1.247"), values.cell("line_qty", "2")) == (1247, 2)
    assert values.said == ()


def test_the_tools_own_decimal_mark_speaks_before_the_workbooks_definitions_and_is_said() -> None:
    points = Habits(number_style="1,234.5", decimals=2)
    assert written("total", ["1.234", "5"], habits=points, decimal=",") == (
        [1234, 5],
        ["total: numbers such as 1.234 read as in 1.234,5 (as Somebody writes them)."],
    )
    assert written("total", ["1.234", "5"], habits=points) == (
        [1.234, 5],
        ["total: numbers such as 1.234 read as in 1,234.5 (as Definitions say)."],
    )


def test_pesos_without_proof_are_thousands_and_that_is_said_as_an_assumption() -> None:
    assert written("total", ["189.900"]) == (
        [189900],
        ["total: amounts such as 189.900 read as thousands (assumed)."],
    )


def test_dollars_without_proof_are_left_as_they_are_with_their_rows() -> None:
    dollars = Habits(currency="USD", decimals=2)
    assert written("total", ["1,234", "7", "2,500"], habits=dollars) == (
        ["1,234", 7, "2,500"],
        [
            "total: 1,234 can be thousands or decimals; 2 cells were left as they are (rows 2, 4). "
            "Set number_style in Definitions."
        ],
    )


def test_a_column_of_two_habits_keeps_all_that_proves_them_so_that_the_reader_sees_it_too() -> None:
    assert written("total", ["12,50", "12.50", "1.234", "7"]) == (
        ["12,50", "12.50", "1.234", 7],
        ["total has decimal points and decimal commas, so 1.234 can be either; 1 cell was left as it is (row 4)."],
    )


def test_no_cents_beside_thousands_is_no_proof_of_thousands() -> None:
    found, said = written("total", ["0.00", "189.900"])
    assert found == ["0.00", "189.900"]
    assert len(said) == 1


def test_money_of_three_decimals_is_no_tools_habit_but_a_spreadsheets_work() -> None:
    # Shopify writes 189900.00. Saved again in Bogotá it is 189.900, and never 189 pesos and 90 cents.
    assert written("total", ["189.900"], decimal=".")[0] == [189900]
    assert written("total", ["0.00", "189.900"], decimal=".")[0] == ["0.00", "189.900"]
    assert written("total", ["1,234"], decimal=".")[0] == [1234]


def test_a_percentage_is_a_share() -> None:
    assert written("buy_box_share", ["11,84%", "0.31%", "70"], "listings")[0] == [0.1184, 0.0031, 70]


def test_amounts_that_all_name_one_currency_say_the_currency_of_their_rows() -> None:
    export = export_of("orders", ["order_id", "total"], [["1", "CA$12.34"], ["2", "5.00"]])
    assert export.columns == {"order_id", "total", "currency"}
    assert [record.values["currency"] for record in export.records()] == ["CAD", "CAD"]


def test_amounts_of_several_currencies_keep_their_names() -> None:
    export = export_of("orders", ["order_id", "total"], [["1", "CA$12.34"], ["2", "US$5.00"], ["3", "7.50"]])
    assert "currency" not in export.columns
    assert [export.values().cell("total", cell) for cell in ("CA$12.34", "US$5.00", "7.50")] == [
        "CA$12.34", "US$5.00", 7.5,
    ]  # fmt: skip


# Days, decided in the same way


def test_one_day_over_twelve_tells_the_order_of_the_whole_column() -> None:
    assert written("created_at", ["03/04/2026", "15/04/2026"])[0] == [date(2026, 4, 3), date(2026, 4, 15)]
    assert written("created_at", ["03/04/2026", "04/15/2026"])[0] == [date(2026, 3, 4), date(2026, 4, 15)]


def test_a_column_of_dates_that_proves_nothing_follows_the_files_other_columns() -> None:
    export = export_of("orders", ["created_at", "paid_at"], [["03/04/2026", "03/15/2026"]])
    assert export.values().cell("created_at", "03/04/2026") == date(2026, 3, 4)
    assert export.values().said == ()


@pytest.mark.parametrize(
    ("habits", "dates", "expected", "said"),
    [
        (Habits(dates="m/d"), "d/m", date(2026, 3, 4), "created_at: dates read as month/day (as you said)."),
        (Habits(date_style="d/m"), "m/d", date(2026, 3, 4), "created_at: dates read as month/day (as Somebody writes them)."),
        (Habits(date_style="m/d"), "", date(2026, 3, 4), "created_at: dates read as month/day (as Definitions say)."),
        (Habits(), "", date(2026, 4, 3), "created_at: dates read as day/month (assumed)."),
    ],
)  # fmt: skip
def test_where_nothing_proves_it_the_founder_the_tool_and_the_definitions_speak_in_turn(
    habits: Habits, dates: str, expected: date, said: str
) -> None:
    assert written("created_at", ["03/04/2026"], habits=habits, dates=dates) == ([expected], [said])


def test_dates_of_which_nobody_knows_the_order_are_named_so_that_the_founder_can_be_asked() -> None:
    export = export_of("orders", ["created_at", "paid_at"], [["05/05/2026", "2026-05-05"], ["03/04/2026", None]])
    assert export.values().guessed == (("created_at", "03/04/2026"),)
    assert export.values(Habits(dates="d/m")).guessed == ()


def test_a_date_that_is_the_same_either_way_asks_for_no_assumption() -> None:
    assert written("created_at", ["05/05/2026"]) == ([date(2026, 5, 5)], [])


def test_a_column_of_both_orders_is_left_as_it_is_where_the_reader_will_see_both() -> None:
    assert written("created_at", ["15/04/2026", "04/15/2026", "03/04/2026", "2026-04-20"]) == (
        ["15/04/2026", "04/15/2026", "03/04/2026", date(2026, 4, 20)],
        [
            "created_at has dates with the day first and with the month first, so 03/04/2026 can be either; "
            "1 cell was left as it is (row 4)."
        ],
    )


def test_dates_that_a_spreadsheet_swapped_are_left_as_they_are_and_said() -> None:
    swapped = [datetime(2026, 5, 11), datetime(2026, 5, 12), datetime(2026, 5, 10), "13/11/2026", "14/11/2026", "15/11/2026"]  # fmt: skip
    found, said = written("created_at", swapped)
    assert found[3:] == swapped[3:]
    assert len(said) == 1


def test_moments_of_a_clock_that_is_known_say_their_offset() -> None:
    assert written("created_at", ["2026-09-01 14:03"], zone="America/Los_Angeles")[0] == ["2026-09-01 14:03:00-07:00"]
    export = Export("it", "Stripe", Text("it", "eso"), "orders", (), {"Created (UTC)": "created_at"})
    recognised = Recognised(export, Sheet("f", ("Created (UTC)",), 1, lambda: iter([(2, ["2026-09-01 14:03"])])))
    assert recognised.values().cell("created_at", "2026-09-01 14:03") == "2026-09-01 14:03:00+00:00"


def test_midnight_among_times_is_a_time_and_midnight_alone_is_a_day() -> None:
    assert written("created_at", ["2026-09-01 00:00:00", "2026-09-02 10:00:00"])[0] == [
        "2026-09-01 00:00:00", datetime(2026, 9, 2, 10),
    ]  # fmt: skip
    assert written("created_at", [datetime(2026, 9, 1), datetime(2026, 9, 2, 10)])[0] == [
        date(2026, 9, 1), datetime(2026, 9, 2, 10),
    ]  # fmt: skip
    assert written("created_at", ["01/09/2026 00:00", "2026-09-02 00:00"])[0] == [date(2026, 9, 1), date(2026, 9, 2)]


# Codes


def test_a_sku_that_is_a_number_beside_skus_with_zeros_stays_a_number_so_that_the_reader_flags_it() -> None:
    assert written("line_sku", ["00456", 123.0])[0] == ["00456", 123.0]


@pytest.mark.parametrize(
    ("cell", "damaged"),
    [
        ("1.00E+05", True), ("8,60E+12", True), ("01/05/2026", True), ("2026-05-01", True), ("1-May", True),
        ("01-may", True), ("01-ene", True), (date(2026, 5, 1), True), (1e16, True), (0.5, True),
        ("1E5", False), ("JA-M", False), ("MAY-1", False), ("1-MAY", False), ("2-red", False), ("00123", False),
        (123.0, False), (None, False),
    ],
)  # fmt: skip
def test_a_sku_that_a_spreadsheet_made_something_else_of_is_seen(cell: Cell, damaged: bool) -> None:
    assert keys.is_damaged(cell) is damaged


# What stands in the tab already


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (None, None),
        ("  ", None),
        (1299.0, 1299),
        ("1299.00", 1299),
        (1001.0, "1001"),
        ("paid ", "paid"),
        (datetime(2026, 11, 13), date(2026, 11, 13)),
        (datetime(2026, 11, 13, 10, 12, 0, 3), datetime(2026, 11, 13, 10, 12)),
    ],
)
def test_what_says_the_same_is_left_alone(now: Cell, wanted: Cell) -> None:
    assert same(now, wanted)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (None, 0),
        (0.0, None),
        ("paid", "refunded"),
        (1299.0, 1299.5),
        (True, 1),
        (datetime(2026, 11, 13, 1), date(2026, 11, 13)),
        ("2026-11-13", date(2026, 11, 13)),
        ("00123", "123"),
        (ErrorCell("#N/A"), 12),
    ],
)
def test_what_says_something_else_is_changed(now: Cell, wanted: Cell) -> None:
    assert not same(now, wanted)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("#1001", "1001"),
        (" # 1001", "1001"),
        (1001.0, "1001"),
        ("ai-1001", "AI-1001"),
        ("1001\u200b", "1001"),
        ('="1001"', "1001"),
        ("gid://shopify/Order/1001", "1001"),
        (None, ""),
    ],
)
def test_an_order_number_is_compared_without_its_sign(cell: Cell, key: str) -> None:
    assert keys.order(cell) == key
