"""What a look at a spreadsheet says: masks, ranges, cells, and the line itself."""

from __future__ import annotations

import http.client
import json

import pytest

from tests.google.answers import Answer, Call
from tests.google.asking import Asked, cells, span
from tests.google.model import Cell, Sheet
from tests.google.server import Server, called


@pytest.fixture
def asked() -> Asked:
    made = Asked("Orders", "Brief")
    made.put("Orders", [["order_id", "net"], ["1001", 30]])
    made.put("Brief", [["Brief"]])
    return made


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("properties.title", {"properties": {"title": "Shop"}}),
        ("properties(title,locale)", {"properties": {"title": "Shop", "locale": "en_US"}}),
        ("sheets/properties/title", {"sheets": [{"properties": {"title": "Orders"}}, {"properties": {"title": "Brief"}}]}),
        ("sheets(merges,properties(sheetId))", {"sheets": [{"properties": {"sheetId": 0}}, {"properties": {"sheetId": 1}}]}),
        ("namedRanges", {}),
        (
            "sheets.data.rowData.values(formattedValue,effectiveValue(numberValue))",
            {
                "sheets": [
                    {"data": [{"rowData": [
                        {"values": [{"formattedValue": "order_id", "effectiveValue": {}}, {"formattedValue": "net", "effectiveValue": {}}]},
                        {"values": [{"formattedValue": "1001", "effectiveValue": {}}, {"formattedValue": "30", "effectiveValue": {"numberValue": 30}}]},
                    ]}]},
                    {"data": [{"rowData": [{"values": [{"formattedValue": "Brief", "effectiveValue": {}}]}]}]},
                ]
            },
        ),
    ],
)  # fmt: skip
def test_a_mask_leaves_exactly_what_it_names(asked: Asked, fields: str, said: object) -> None:
    assert asked.get(fields=fields) == said


def test_a_mask_that_names_nothing_of_a_spreadsheet_is_refused(asked: Asked) -> None:
    status, said = asked.send("GET", "", fields="sheets(properties,colour)")

    assert (status, said["error"]["message"]) == (
        400,
        "Error expanding 'fields' parameter. Cannot find matching fields for path 'sheets.colour'.",
    )


def test_cells_come_only_when_they_are_asked_for(asked: Asked) -> None:
    assert "data" not in asked.get()["sheets"][0]
    full = asked.get(includeGridData="true", ranges="Orders!A2:B2")["sheets"]
    assert [sheet["properties"]["title"] for sheet in full] == ["Orders"]
    (data,) = full[0]["data"]
    assert data["startRow"] == 1
    assert data["rowMetadata"] == [{"pixelSize": 21}]
    assert data["columnMetadata"] == [{"pixelSize": 100}, {"pixelSize": 100}]
    cell = data["rowData"][0]["values"][1]
    assert (cell["userEnteredValue"], cell["effectiveValue"], cell["formattedValue"]) == (
        {"numberValue": 30}, {"numberValue": 30}, "30"
    )  # fmt: skip
    assert cell["effectiveFormat"]["wrapStrategy"] == "OVERFLOW_CELL"


def test_hidden_rows_are_said_row_by_row(asked: Asked) -> None:
    with asked.server.store.change(asked.book_id) as book:
        book.edit("Orders").row_meta = {1: {"hiddenByFilter": True}, 2: {"hiddenByUser": True}}

    said = asked.get(ranges="Orders!A1:A4", fields="sheets.data.rowMetadata(hiddenByFilter,hiddenByUser)")
    assert said["sheets"][0]["data"][0]["rowMetadata"] == [{}, {"hiddenByFilter": True}, {"hiddenByUser": True}, {}]


def test_a_new_spreadsheet_has_the_tabs_that_were_asked_for() -> None:
    server = Server()
    body = {
        "properties": {"title": "New", "locale": "es_CO", "timeZone": "America/Bogota"},
        "sheets": [
            {"properties": {"title": "Orders", "sheetId": 4, "gridProperties": {"rowCount": 10, "columnCount": 3, "frozenRowCount": 1}},
             "data": [{"rowData": cells([["order_id"]])}]},
            {"properties": {"title": "Brief", "hidden": True}},
        ],
    }  # fmt: skip
    answer = server.answer(
        called(
            "POST",
            "/v4/spreadsheets?fields=spreadsheetId,properties.locale,sheets.properties",
            json.dumps(body).encode(),
        )
    )

    said = answer.said
    assert answer.status == 200
    assert said["properties"] == {"locale": "es_CO"}
    assert [(s["properties"]["title"], s["properties"]["index"]) for s in said["sheets"]] == [
        ("Orders", 0),
        ("Brief", 1),
    ]
    assert said["sheets"][0]["properties"]["gridProperties"] == {"rowCount": 10, "columnCount": 3, "frozenRowCount": 1}
    assert server.store.books[said["spreadsheetId"]].sheet("Orders").cell(0, 0).value == "order_id"
    assert server.store.files[said["spreadsheetId"]].name == "New"


def test_a_link_of_a_cell_and_its_rich_text_come_back(asked: Asked) -> None:
    runs = [{"format": {"bold": True}}, {"startIndex": 3, "format": {"link": {"uri": "#gid=0&range=A2"}}}]
    link = {"textFormat": {"link": {"uri": "https://example.com"}}}
    row = {
        "values": [
            {"userEnteredValue": {"stringValue": "Net sales"}, "textFormatRuns": runs},
            {"userEnteredValue": {"stringValue": "x"}, "userEnteredFormat": link},
        ]
    }
    asked.batch(
        {
            "updateCells": {
                "start": {"sheetId": 1},
                "rows": [row],
                "fields": "userEnteredValue,userEnteredFormat,textFormatRuns",
            }
        }
    )

    (said,) = asked.get(ranges="Brief", fields="sheets.data.rowData.values(textFormatRuns,hyperlink)")["sheets"][0][
        "data"
    ]
    assert said["rowData"][0]["values"] == [{"textFormatRuns": runs}, {"hyperlink": "https://example.com"}]


def test_colours_are_kept_in_eight_bits_and_said_twice(asked: Asked) -> None:
    asked.batch(
        {
            "repeatCell": {
                "range": span(1, 0, 1, 0, 1),
                "cell": {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"red": 0.5}}}},
                "fields": "userEnteredFormat.backgroundColorStyle",
            }
        }
    )

    (said,) = asked.get(ranges="Brief!A1", fields="sheets.data.rowData.values.userEnteredFormat")["sheets"][0]["data"]
    half = {"red": 0.49803922}
    assert said["rowData"][0]["values"][0]["userEnteredFormat"] == {
        "backgroundColor": half, "backgroundColorStyle": {"rgbColor": half}
    }  # fmt: skip


def test_a_book_of_a_million_cells_is_not_copied_for_one_of_them(asked: Asked) -> None:
    big = Sheet(7, "Raw")
    big.set_size(100_000, 10)
    row = {column: Cell(column) for column in range(10)}
    big.put_grid(dict.fromkeys(range(100_000), row))
    with asked.server.store.change(asked.book_id) as book:
        book.add(big)

    asked.batch(
        {
            "updateCells": {
                "start": {"sheetId": 7, "rowIndex": 50_000},
                "rows": cells([["x"]]),
                "fields": "userEnteredValue",
            }
        }
    )

    grid = asked.book.sheet("Raw").grid
    assert sum(cells is not row for cells in grid.values()) == 1
    assert (grid[50_000][0].value, row[0].value) == ("x", 0)


# --- the line


@pytest.fixture
def server():
    made = Server()
    made.start()
    yield made
    made.stop()


def test_many_requests_go_over_one_connection(server: Server) -> None:
    book = server.store.new_book("Shop")
    line = http.client.HTTPConnection(*server.address)
    for _ in range(3):
        line.request("GET", f"/v4/spreadsheets/{book.id}?fields=properties.title")
        answer = line.getresponse()
        assert (answer.status, json.load(answer)) == (200, {"properties": {"title": "Shop"}})
    line.close()

    assert [call.status for call in server.log] == [200, 200, 200]
    assert server.violations == []


class _Cut:
    """A fault: the write is applied and its answer cut off."""

    def __init__(self, after: int) -> None:
        self.after = after

    def answer(self, method: str, path: str, serve):
        answer: Answer = serve()
        answer.cut = self.after
        return answer


@pytest.mark.parametrize("after", [0, 10])
def test_an_answer_can_be_cut_after_its_write_was_applied(server: Server, after: int) -> None:
    book = server.store.new_book("Shop")
    server.faults = _Cut(after)
    line = http.client.HTTPConnection(*server.address)
    line.request(
        "POST",
        f"/v4/spreadsheets/{book.id}:batchUpdate",
        json.dumps({"requests": [{"addSheet": {"properties": {"title": "Brief"}}}]}),
    )

    with pytest.raises((http.client.RemoteDisconnected, http.client.IncompleteRead, ConnectionResetError)):
        line.getresponse().read()
    assert [sheet.title for sheet in server.store.books[book.id].sheets] == ["Sheet1", "Brief"]


def test_a_path_that_is_none_of_googles_is_501_and_kept(server: Server) -> None:
    answer = server.answer(called("GET", "/v4/spreadsheets"))

    assert answer.status == 501
    assert server.violations == [
        "request GET /v4/spreadsheets: The loopback server does not know GET /v4/spreadsheets."
    ]


def test_a_bug_of_the_server_is_a_500_and_kept(server: Server) -> None:
    book = server.store.new_book("Shop")
    server.store.books[book.id].sheets = None  # type: ignore[assignment]

    assert server.answer(called("GET", f"/v4/spreadsheets/{book.id}")).status == 500
    assert "the server broke on GET" in server.violations[0]


def test_a_call_knows_what_it_writes() -> None:
    def writes(method: str, path: str) -> bool:
        return Call(method, path, {}).writes

    assert writes("POST", "/v4/spreadsheets/x:batchUpdate")
    assert writes("DELETE", "/drive/v3/files/x")
    assert not writes("GET", "/v4/spreadsheets/x/values:batchGet")
    assert not writes("POST", "/v4/spreadsheets/x:getByDataFilter")
