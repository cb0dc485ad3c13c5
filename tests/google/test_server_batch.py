"""What one batchUpdate leaves in a spreadsheet, beyond what the recordings hold."""

from __future__ import annotations

import pytest

from tests.google.asking import Asked, cells, span
from tests.google.model import Cell, Formula

BRIEF = [["Brief", None], ["Net sales", 1200], ["Orders", 14]]


@pytest.fixture
def asked() -> Asked:
    made = Asked("Orders", "Brief")
    made.put("Orders", [["order_id", "net"], ["1001", 30], ["1002", 12.5]])
    made.put("Brief", BRIEF)
    return made


def test_a_batch_with_one_bad_request_changes_nothing(asked: Asked) -> None:
    before = asked.book
    good = {"updateCells": {"start": {"sheetId": 1}, "rows": cells([["New brief"]]), "fields": "userEnteredValue"}}
    said = asked.refused(
        good,
        {"addSheet": {"properties": {"title": "Extra", "sheetId": 9}}},
        {"deleteSheet": {"sheetId": 77}},
    )

    assert said == "Invalid requests[2].deleteSheet: No grid with id: 77"
    assert asked.book is before
    assert asked.shown("Brief") == [["Brief"], ["Net sales", 1200], ["Orders", 14]]
    assert [sheet.title for sheet in asked.book.sheets] == ["Orders", "Brief"]


def test_tabs_and_rows_that_a_batch_does_not_name_are_not_even_copied(asked: Asked) -> None:
    before = asked.book
    asked.batch(
        {
            "updateCells": {
                "start": {"sheetId": 1, "rowIndex": 2},
                "rows": cells([["Orders", 15]]),
                "fields": "userEnteredValue",
            }
        }
    )

    assert asked.book.sheet("Orders") is before.sheet("Orders")
    assert asked.book.sheet("Brief").grid[1] is before.sheet("Brief").grid[1]
    assert asked.book.sheet("Brief").cell(2, 1).value == 15
    assert before.sheet("Brief").cell(2, 1).value == 14


def test_a_range_larger_than_its_rows_clears_what_its_mask_names_in_the_rest(asked: Asked) -> None:
    bold = {"textFormat": {"bold": True}}
    asked.put("Brief", [*BRIEF, ["Refunds", Cell(3, note="by hand", format=bold)]])

    asked.batch(
        {
            "updateCells": {
                "range": span(1, 0, 1000, 0, 26),
                "rows": cells([["Only line"]]),
                "fields": "userEnteredValue,userEnteredFormat",
            }
        }
    )

    assert asked.shown("Brief") == [["Only line"]]
    left = asked.book.sheet("Brief").cell(3, 1)
    # The note was not named, so it stays.
    assert (left.value, left.format, left.note) == (None, None, "by hand")


def test_what_a_mask_does_not_name_stays(asked: Asked) -> None:
    asked.put("Brief", [[Cell("Brief", note="hand", format={"textFormat": {"bold": True, "italic": True}})]])

    asked.batch(
        {
            "repeatCell": {
                "range": span(1, 0, 1, 0, 1),
                "cell": {"userEnteredFormat": {"textFormat": {"bold": False}}},
                "fields": "userEnteredFormat.textFormat.bold",
            }
        }
    )

    cell = asked.book.sheet("Brief").cell(0, 0)
    assert (cell.value, cell.note, cell.format) == ("Brief", "hand", {"textFormat": {"bold": False, "italic": True}})


def test_a_text_stays_a_text_whatever_it_looks_like(asked: Asked) -> None:
    texts = ['=HYPERLINK("http://x")', "007", "1.234,5", "+57 300", "2026-01-02", "TRUE", "'quoted"]
    asked.batch({"updateCells": {"start": {"sheetId": 1}, "rows": cells([texts]), "fields": "userEnteredValue"}})

    assert asked.shown("Brief")[0] == texts


def test_two_values_in_one_cell_are_refused(asked: Asked) -> None:
    both = {"values": [{"userEnteredValue": {"stringValue": "a", "numberValue": 1}}]}

    assert "oneof" in asked.refused(
        {"updateCells": {"start": {"sheetId": 1}, "rows": [both], "fields": "userEnteredValue"}}
    )


def test_an_update_without_a_mask_is_refused(asked: Asked) -> None:
    said = asked.refused({"updateCells": {"start": {"sheetId": 1}, "rows": cells([["x"]])}})

    assert said.startswith("Invalid requests[0].updateCells: At least one field must be listed in 'fields'.")


def test_an_append_goes_below_the_last_row_with_data_and_makes_room(asked: Asked) -> None:
    asked.batch(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "gridProperties": {"rowCount": 3, "columnCount": 2}},
                "fields": "gridProperties(rowCount,columnCount)",
            }
        }
    )
    asked.batch(
        {"appendCells": {"sheetId": 0, "rows": cells([["1003", 8], ["1004", 9, "late"]]), "fields": "userEnteredValue"}}
    )

    assert asked.shown("Orders")[3:] == [["1003", 8], ["1004", 9, "late"]]
    assert (asked.book.sheet("Orders").rows, asked.book.sheet("Orders").columns) == (5, 3)


def test_a_paste_of_values_leaves_formulas_formats_and_notes_behind(asked: Asked) -> None:
    asked.put("Brief", [[Cell(Formula("=2*21"), note="n", format={"textFormat": {"bold": True}}), "plain", True]])
    asked.put("Orders", [[Cell("old", format={"textFormat": {"italic": True}})]])

    asked.batch(
        {"copyPaste": {"source": span(1, 0, 1, 0, 3), "destination": span(0, 0, 1, 0, 3), "pasteType": "PASTE_VALUES"}}
    )

    cell = asked.book.sheet("Orders").cell(0, 0)
    assert (cell.value, cell.note, cell.format) == (42, "", {"textFormat": {"italic": True}})
    assert asked.shown("Orders")[0] == [42, "plain", True]


def test_a_paste_of_values_empties_what_is_empty_in_the_source(asked: Asked) -> None:
    asked.batch(
        {"copyPaste": {"source": span(1, 0, 3, 0, 2), "destination": span(0, 0, 3, 0, 2), "pasteType": "PASTE_VALUES"}}
    )

    assert asked.shown("Orders") == [["Brief"], ["Net sales", 1200], ["Orders", 14]]


def test_a_paste_of_formats_fills_a_multiple_of_its_source(asked: Asked) -> None:
    asked.put("Orders", [["a"], [Cell("b", format={"textFormat": {"bold": True}})]])
    asked.batch(
        {"copyPaste": {"source": span(0, 1, 2, 0, 1), "destination": span(0, 2, 5, 0, 1), "pasteType": "PASTE_FORMAT"}}
    )

    sheet = asked.book.sheet("Orders")
    assert [sheet.cell(row, 0).format for row in range(6)] == [None, *[{"textFormat": {"bold": True}}] * 4, None]
    assert sheet.cell(2, 0).value == "1002"


def test_a_copied_formula_moves_its_references_and_not_those_with_a_dollar(asked: Asked) -> None:
    asked.put("Orders", [[Formula("=B1+$C$1"), 1, 10], [None, 2, 20]])
    asked.batch({"copyPaste": {"source": span(0, 0, 1, 0, 1), "destination": span(0, 1, 2, 0, 1)}})

    assert asked.shown("Orders")[1][0] == 12
    assert asked.book.sheet("Orders").cell(1, 0).value == "=B2+$C$1"


def rule(text: str, sheet: int = 1) -> dict[str, object]:
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": text}]}
    background = {"backgroundColor": {"red": 1}}
    return {"ranges": [span(sheet, 0, 5, 0, 1)], "booleanRule": {"condition": condition, "format": background}}


def rules(asked: Asked) -> list[str]:
    (_, brief) = asked.get(fields="sheets.conditionalFormats")["sheets"]
    said = brief.get("conditionalFormats", [])
    return [one["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for one in said]


def test_rules_stand_at_their_index_and_later_ones_move(asked: Asked) -> None:
    for index, text in enumerate(["low", "late", "lost"]):
        asked.batch({"addConditionalFormatRule": {"rule": rule(text), "index": index}})
    asked.batch({"addConditionalFormatRule": {"rule": rule("first"), "index": 0}})
    assert rules(asked) == ["first", "low", "late", "lost"]

    said = asked.batch({"deleteConditionalFormatRule": {"sheetId": 1, "index": 1}})
    assert said["replies"][0]["deleteConditionalFormatRule"]["rule"]["booleanRule"]["condition"]["type"] == "TEXT_EQ"
    assert rules(asked) == ["first", "late", "lost"]

    # From the last index down, as a refresh takes its own away.
    asked.batch(*({"deleteConditionalFormatRule": {"sheetId": 1, "index": index}} for index in (2, 1, 0)))
    assert rules(asked) == []
    assert asked.refused({"deleteConditionalFormatRule": {"sheetId": 1, "index": 0}}) == (
        "Invalid requests[0].deleteConditionalFormatRule: No conditional format on sheet: 1 at index: 0"
    )


def test_a_condition_with_the_wrong_number_of_values_is_refused(asked: Asked) -> None:
    bad = rule("x")
    bad["booleanRule"]["condition"] = {"type": "NUMBER_BETWEEN", "values": [{"userEnteredValue": "1"}]}  # type: ignore[index]

    assert "NUMBER_BETWEEN condition requires exactly 2" in asked.refused({"addConditionalFormatRule": {"rule": bad}})


def test_a_list_of_choices_stands_in_its_cells_until_it_is_cleared(asked: Asked) -> None:
    choices = {
        "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "done"}]},
        "strict": False,
        "showCustomUi": True,
    }
    asked.batch({"setDataValidation": {"range": span(1, 1, 3, 1, 2), "rule": choices}})

    said = asked.get(ranges="Brief!B1:B4", fields="sheets.data.rowData.values.dataValidation")
    kept = {"condition": choices["condition"], "showCustomUi": True}
    assert said["sheets"][0]["data"][0]["rowData"] == [{}, *[{"values": [{"dataValidation": kept}]}] * 2]

    asked.batch({"setDataValidation": {"range": span(1, 0, 1000, 0, 26)}})
    said = asked.get(ranges="Brief!B1:B4", fields="sheets.data.rowData.values.dataValidation")
    assert said == {"sheets": [{"data": [{}]}]}


def test_only_the_first_cell_of_a_merge_keeps_its_value(asked: Asked) -> None:
    asked.batch({"mergeCells": {"range": span(1, 1, 3, 0, 2), "mergeType": "MERGE_ALL"}})

    assert asked.shown("Brief") == [["Brief"], ["Net sales"]]
    assert asked.refused({"unmergeCells": {"range": span(1, 2, 3, 0, 2)}}).endswith(
        "You must select all cells in a merged range to merge or unmerge them."
    )


def test_the_answer_shows_the_ranges_that_were_asked_for_as_they_are_after_the_write(asked: Asked) -> None:
    said = asked.batch(
        {"updateCells": {"start": {"sheetId": 1}, "rows": cells([["New"]]), "fields": "userEnteredValue"}},
        includeSpreadsheetInResponse=True,
        responseRanges=["Orders!A1:B3", "Brief!A1"],
        responseIncludeGridData=True,
        fields="updatedSpreadsheet.sheets(properties.title,data.rowData.values.effectiveValue)",
    )

    def row(*values: object) -> dict[str, object]:
        return cells([list(values)])[0] | {
            "values": [{"effectiveValue": one["userEnteredValue"]} for one in cells([list(values)])[0]["values"]]
        }  # type: ignore[list-item]

    assert said == {
        "updatedSpreadsheet": {
            "sheets": [
                {
                    "properties": {"title": "Orders"},
                    "data": [{"rowData": [row("order_id", "net"), row("1001", 30), row("1002", 12.5)]}],
                },
                {"properties": {"title": "Brief"}, "data": [{"rowData": [row("New")]}]},
            ]
        }
    }


def test_an_unknown_kind_of_request_is_answered_501_and_kept(asked: Asked) -> None:
    chart = {"position": {"newSheet": True}, "spec": {}}

    assert asked.refused({"addChart": {"chart": chart}}, status=501) == (
        "The loopback server does not know the request addChart of batchUpdate."
    )
    assert len(asked.server.violations) == 1


def test_an_empty_batch_is_refused(asked: Asked) -> None:
    assert asked.refused() == "Must specify at least one request."


def test_a_title_that_differs_only_in_case_is_taken(asked: Asked) -> None:
    said = asked.refused({"addSheet": {"properties": {"title": "BRIEF"}}})

    assert (
        said == 'Invalid requests[0].addSheet: A sheet with the name "BRIEF" already exists. Please enter another name.'
    )


def test_an_id_that_is_there_is_refused(asked: Asked) -> None:
    assert "already exists" in asked.refused({"addSheet": {"properties": {"title": "Other", "sheetId": 1}}})
