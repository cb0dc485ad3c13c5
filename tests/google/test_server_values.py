"""Ranges and values in the forms that the recordings do not all have."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.google.asking import Asked, span
from tests.google.model import Cell, Formula

DATE = {"numberFormat": {"type": "DATE", "pattern": "d/m/yyyy"}}


@pytest.fixture
def asked() -> Asked:
    made = Asked("Orders", "It's", "D3")
    made.put("Orders", [["a", "b", "c"], ["d", None, "f"], ["g", "h", "i"]])
    made.put("It's", [["quoted"]])
    made.put("D3", [["like a cell"]])
    made.batch({"addNamedRange": {"namedRange": {"name": "Corner", "range": span(0, 1, 3, 1, 3)}}})
    return made


def values(asked: Asked, text: str, **query: object) -> tuple[str, list[list[object]]]:
    said = asked.get("/values/" + quote(text, safe=""), **query)
    return said["range"], said.get("values", [])


@pytest.mark.parametrize(
    ("text", "said", "rows"),
    [
        ("Orders!B2", "Orders!B2", []),
        ("B1", "Orders!B1", [["b"]]),
        ("orders!a1:b2", "Orders!A1:B2", [["a", "b"], ["d"]]),
        ("Orders!$B$1:$C$3", "Orders!B1:C3", [["b", "c"], ["", "f"], ["h", "i"]]),
        ("Orders!C3:B1", "Orders!B1:C3", [["b", "c"], ["", "f"], ["h", "i"]]),
        ("Orders!B:B", "Orders!B1:B1000", [["b"], [], ["h"]]),
        ("Orders!2:3", "Orders!A2:Z3", [["d", "", "f"], ["g", "h", "i"]]),
        ("Orders!B2:C", "Orders!B2:C1000", [["", "f"], ["h", "i"]]),
        ("Orders!B2:3", "Orders!B2:Z3", [["", "f"], ["h", "i"]]),
        ("Orders!R2C1:R3C2", "Orders!A2:B3", [["d"], ["g", "h"]]),
        ("Orders!Y999:AB2000", "Orders!Y999:Z1000", []),
        ("'It''s'!A1:B2", "'It''s'!A1:B2", [["quoted"]]),
        ("It's", "'It''s'!A1:Z1000", [["quoted"]]),
        ("'D3'", "'D3'!A1:Z1000", [["like a cell"]]),
        ("D3", "Orders!D3", []),
        ("Corner", "Orders!B2:C3", [["", "f"], ["h", "i"]]),
    ],
)
def test_a_range_is_understood_and_said_back_as_google_writes_it(
    asked: Asked, text: str, said: str, rows: list[list[str]]
) -> None:
    assert values(asked, text) == (said, rows)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nowhere!A1", "Unable to parse range: Nowhere!A1"),
        ("Orders!A1:B2:C3", "Unable to parse range: Orders!A1:B2:C3"),
        ("Orders!A", "Unable to parse range: Orders!A"),
        ("Orders!A1001", "Range (Orders!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Orders!AB1:AC2", "Range (Orders!AB1:AC2) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_a_range_that_is_none_is_refused(asked: Asked, text: str, said: str) -> None:
    status, answer = asked.send("GET", "/values/" + quote(text, safe=""))

    assert (status, answer["error"]["message"]) == (400, said)


def test_numbers_come_as_numbers_dates_as_days_and_errors_as_texts(asked: Asked) -> None:
    asked.put("Orders", [[1.0, 0.5, True, Cell(43831, format=DATE), Formula("=1/0"), "007", Cell(None, note="n"), 2]])

    assert values(asked, "Orders!A1:H1", valueRenderOption="UNFORMATTED_VALUE") == (
        "Orders!A1:H1",
        [[1, 0.5, True, 43831, "#DIV/0!", "007", "", 2]],
    )
    assert values(asked, "Orders!A1:E1")[1] == [["1", "0.5", "TRUE", "1/1/2020", "#DIV/0!"]]
    body = asked.server.answer(_call(asked, "/values/Orders!A1?valueRenderOption=UNFORMATTED_VALUE")).body
    assert body.endswith(b'"values":[[1]]}')


def _call(asked: Asked, path: str):
    from tests.google.server import called

    return called("GET", f"/v4/spreadsheets/{asked.book_id}{path}")


def test_a_decimal_comma_is_only_in_what_is_shown(asked: Asked) -> None:
    with asked.server.store.change(asked.book_id) as book:
        book.properties = book.properties | {"locale": "es_CO"}
    amount = {"numberFormat": {"type": "NUMBER", "pattern": "#,##0.00"}}
    asked.put("Orders", [[1234.5, Cell(1234567.891, format=amount)]])

    assert values(asked, "Orders!A1:B1")[1] == [["1234,5", "1.234.567,89"]]
    assert values(asked, "Orders!A1:B1", valueRenderOption="UNFORMATTED_VALUE")[1] == [[1234.5, 1234567.891]]


def test_columns_come_as_lines_when_asked_for(asked: Asked) -> None:
    assert values(asked, "Orders!A1:C3", majorDimension="COLUMNS")[1] == [
        ["a", "d", "g"],
        ["b", "", "h"],
        ["c", "f", "i"],
    ]


def put(asked: Asked, path: str, rows: list[list[object]], method: str = "PUT", **query: object) -> object:
    status, said = asked.send(method, path, {"values": rows}, valueInputOption="RAW", **query)
    assert status == 200, said
    return said


def test_null_leaves_a_cell_alone_and_an_empty_text_clears_it(asked: Asked) -> None:
    said = put(asked, "/values/Orders!A1:C1", [[None, "", "new"]])

    assert said["updatedCells"] == 2
    assert values(asked, "Orders!A1:C1")[1] == [["a", "", "new"]]


def test_values_beyond_their_range_are_refused(asked: Asked) -> None:
    status, said = asked.send("PUT", "/values/Orders!A1:B1", {"values": [["x", "y", "z"]]}, valueInputOption="RAW")

    assert (status, said["error"]["message"]) == (
        400,
        "Requested writing within range [Orders!A1:B1], but tried writing to column [C]",
    )
    assert values(asked, "Orders!A1:C1")[1] == [["a", "b", "c"]]


def test_one_cell_is_where_a_block_begins_and_the_grid_grows(asked: Asked) -> None:
    assert put(asked, "/values/Orders!Z1000", [["x", "y"], ["z", "w"]])["updatedRange"] == "Orders!Z1000:AA1001"
    assert (asked.book.sheet("Orders").rows, asked.book.sheet("Orders").columns) == (1001, 27)


def test_raw_is_never_a_formula_and_user_entered_is(asked: Asked) -> None:
    put(asked, "/values/Orders!A1", [["=1+1"]])
    assert values(asked, "Orders!A1")[1] == [["=1+1"]]

    asked.send(
        "PUT",
        "/values/Orders!A1",
        {"values": [["=1+1", "5%", "TRUE", "'=1", "$1,200.50", "31/12/2026"]]},
        valueInputOption="USER_ENTERED",
    )
    assert values(asked, "Orders!A1:F1", valueRenderOption="UNFORMATTED_VALUE")[1] == [
        [2, 0.05, True, "=1", 1200.5, "31/12/2026"]
    ]
    assert values(asked, "Orders!A1:E1")[1] == [["2", "5%", "TRUE", "=1", "$1,200.50"]]


def test_an_appended_row_can_push_down_what_stands_below(asked: Asked) -> None:
    asked.put("Orders", [["a", "b", "c"], ["d", None, "f"], ["g", "h", "i"], [], ["footer"]])
    said = put(asked, "/values/Orders!A1:append", [["j", "k"]], "POST", insertDataOption="INSERT_ROWS")

    assert said["updates"]["updatedRange"] == "Orders!A4:B4"
    assert asked.shown("Orders")[3:] == [["j", "k"], [], ["footer"]]


def test_the_values_as_they_became_can_come_with_the_answer(asked: Asked) -> None:
    said = put(asked, "/values/Orders!A1", [["x"]], includeValuesInResponse="true")

    assert said["updatedData"] == {"range": "Orders!A1", "majorDimension": "ROWS", "values": [["x"]]}


def test_clearing_values_leaves_formats_and_notes(asked: Asked) -> None:
    asked.put("Orders", [[Cell("x", format=DATE, note="mine")]])
    asked.send("POST", "/values/Orders!A1:C3:clear")

    cell = asked.book.sheet("Orders").cell(0, 0)
    assert (cell.value, cell.format, cell.note) == (None, DATE, "mine")
    assert asked.shown("Orders") == []


def test_a_batch_of_writes_with_one_bad_range_writes_nothing(asked: Asked) -> None:
    data = [{"range": "Orders!A1", "values": [["x"]]}, {"range": "Gone!A1", "values": [["x"]]}]
    status, _ = asked.send("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": data})

    assert status == 400
    assert values(asked, "Orders!A1")[1] == [["a"]]


def test_many_ranges_come_in_their_order(asked: Asked) -> None:
    said = asked.get("/values:batchGet", ranges=["'It''s'!A1", "Orders!A1:B1", "'D3'!A1"])

    assert [one["values"] for one in said["valueRanges"]] == [[["quoted"]], [["a", "b"]], [["like a cell"]]]
