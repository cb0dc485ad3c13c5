"""Some thirty conversations with the Sheets API: every kind of request that the product makes, and what we do not know.

A scenario works on tabs of its own, with ids that it chooses, inside one spreadsheet that its maintainer has made for it,
and deletes them at its end. ``asks`` says what nobody could tell us yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.google.contract.steps import Scenario, Step, area, cell, formula, look, mark, put, tab, update, values

_MARKS = "sheets(properties(sheetId,title),developerMetadata(metadataKey,metadataValue))"
_EFFECTIVE = "updatedSpreadsheet/sheets/data/rowData/values/effectiveValue"


def _scenarios() -> list[Scenario]:
    made: list[Scenario] = []

    def add(name: str, *steps: Step, tabs: int = 1, asks: str = "") -> None:
        first = 9_000_000 + 10 * len(made)
        made.append(Scenario(name, _with(steps, first), tuple(range(first, first + tabs)), asks))

    a = [tab(0, "C a")]
    add(
        "a look at the tabs by a field mask",
        update(tab(0, "C look")),
        look("properties(locale,autoRecalc),sheets(properties(sheetId,title,hidden,gridProperties))", "'C look'!A1"),
    )
    add("a tab with an id that is taken is refused", update(tab(0, "C one")), update(tab(0, "C two")))
    add("a title that differs only in case is refused", update(tab(0, "C case")), update(tab(1, "c CASE")), tabs=2)
    add(
        "tabs named like a cell and with a quote",
        update(tab(0, "D3"), tab(1, "It's C"), put(0, [cell("a")]), put(1, [cell("b")])),
        values("'D3'!A1:Z1000", "'It''s C'!A1:Z1000"),
        tabs=2,
    )
    add(
        "typed values come back as they were",
        update(*a, put(0, [cell("text"), cell(1.5), cell(True), cell("007"), cell("1,5"), cell(None), cell("")])),
        values("'C a'!A1:H20"),
    )
    add(
        "text that begins like a formula stays text",
        update(*a, put(0, [cell("=1+1"), cell("+57 300"), cell("-5"), cell("@a"), cell("'quoted")])),
        values("'C a'!A1:H20"),
        values("'C a'!A1:H20", render="FORMULA"),
        values("'C a'!A1:H20", render="FORMATTED_VALUE"),
        asks="whether FORMULA puts an apostrophe before text that begins with =",
    )
    add(
        "cells beyond the rows of an update are cleared",
        update(*a, put(0, *[[cell(n), cell("x")] for n in range(5)])),
        update(
            {
                "updateCells": {
                    "range": area(0, 1, 1, 20, 8),
                    "rows": [{"values": [cell("only")]}],
                    "fields": "userEnteredValue",
                }
            }
        ),
        values("'C a'!A1:H20"),
    )
    add(
        "an update of values leaves formats",
        update(
            *a,
            put(
                0,
                [cell(1, userEnteredFormat={"textFormat": {"bold": True}})],
                fields="userEnteredValue,userEnteredFormat",
            ),
        ),
        update(put(0, [cell(2)])),
        look("sheets(data(rowData(values(userEnteredFormat(textFormat),effectiveValue))))", "'C a'!A1:B2"),
    )
    add(
        "formats by range",
        update(
            *a,
            {
                "repeatCell": {
                    "range": area(0, 1, 1, 2, 3),
                    "cell": {
                        "userEnteredFormat": {
                            "backgroundColorStyle": {"rgbColor": {"red": 0.5, "green": 1, "blue": 0}},
                            "horizontalAlignment": "RIGHT",
                            "wrapStrategy": "WRAP",
                            "numberFormat": {"type": "NUMBER", "pattern": "#,##0.0"},
                            "padding": {"left": 12, "right": 3, "top": 2, "bottom": 2},
                        }
                    },
                    "fields": "userEnteredFormat",
                }
            },
        ),
        look("sheets(data(rowData(values(userEnteredFormat))))", "'C a'!A1:D3"),
    )
    add(
        "runs of a rich text, with a link inside",
        update(
            *a,
            put(
                0,
                [
                    cell(
                        "see row 12 ñ 😀 there",
                        textFormatRuns=[
                            {"startIndex": 0, "format": {"bold": True}},
                            {"startIndex": 4, "format": {"link": {"uri": "#gid=0&range=A12"}, "underline": False}},
                            {"startIndex": 10, "format": {}},
                        ],
                    )
                ],
                fields="userEnteredValue,textFormatRuns",
            ),
        ),
        look("sheets(data(rowData(values(userEnteredValue,textFormatRuns,hyperlink))))", "'C a'!A1:B1"),
    )
    add(
        "a link of a whole cell",
        update(
            *a,
            put(
                0,
                [
                    cell(
                        "shop",
                        userEnteredFormat={"textFormat": {"link": {"uri": "https://example.com/"}, "underline": False}},
                    )
                ],
                fields="userEnteredValue,userEnteredFormat",
            ),
        ),
        look("sheets(data(rowData(values(userEnteredFormat,hyperlink))))", "'C a'!A1:B1"),
    )
    add(
        "cells merged and parted",
        update(*a, {"mergeCells": {"range": area(0, 1, 1, 2, 3), "mergeType": "MERGE_ALL"}}),
        look("sheets(merges)", "'C a'!A1:D3"),
        update({"unmergeCells": {"range": area(0, 1, 1, 20, 8)}}),
        look("sheets(merges)", "'C a'!A1:D3"),
    )
    add(
        "widths, heights and hidden columns",
        update(
            *a,
            {
                "updateDimensionProperties": {
                    "range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 2},
                    "properties": {"pixelSize": 160},
                    "fields": "pixelSize",
                }
            },
            {
                "updateDimensionProperties": {
                    "range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3},
                    "properties": {"hiddenByUser": True},
                    "fields": "hiddenByUser",
                }
            },
        ),
        look("sheets(data(columnMetadata(pixelSize,hiddenByUser)))", "'C a'!A1:D1"),
    )
    add(
        "a drop-down that allows other words",
        update(
            *a,
            {
                "setDataValidation": {
                    "range": area(0, 1, 1, 3, 1),
                    "rule": {
                        "condition": {
                            "type": "ONE_OF_LIST",
                            "values": [{"userEnteredValue": "acknowledge"}, {"userEnteredValue": "sí, ya"}],
                        },
                        "strict": False,
                        "showCustomUi": True,
                    },
                }
            },
        ),
        look("sheets(data(rowData(values(dataValidation))))", "'C a'!A1:A4"),
    )
    rule = {
        "ranges": [area(0, 1, 1, 9, 1)],
        "booleanRule": {
            "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "critical"}]},
            "format": {"textFormat": {"bold": True}},
        },
    }
    add(
        "conditional formats added and deleted from the last",
        update(
            *a,
            {"addConditionalFormatRule": {"rule": rule, "index": 0}},
            {"addConditionalFormatRule": {"rule": rule, "index": 1}},
        ),
        look("sheets(properties(sheetId),conditionalFormats)", "'C a'!A1"),
        update(
            {"deleteConditionalFormatRule": {"sheetId": 0, "index": 1}},
            {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}},
        ),
        look("sheets(properties(sheetId),conditionalFormats)", "'C a'!A1"),
        update({"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}}),
    )
    add(
        "a filter set and cleared",
        update(*a, put(0, [cell("h")], [cell(1)]), {"setBasicFilter": {"filter": {"range": area(0, 1, 1, 2, 1)}}}),
        look("sheets(basicFilter(range))", "'C a'!A1"),
        update({"clearBasicFilter": {"sheetId": 0}}),
        look("sheets(basicFilter)", "'C a'!A1"),
    )
    add(
        "a mark of a tab stays through renaming and moving",
        update(*a, mark(0, "brief")),
        update(
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": 0, "title": "C renamed", "index": 0},
                    "fields": "title,index",
                }
            }
        ),
        look(_MARKS, "'C renamed'!A1"),
    )
    add(
        "a mark of a tab that is duplicated",
        update(*a, mark(0, "brief")),
        update(
            {"duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 1, "newSheetId": 1, "newSheetName": "C copy"}}
        ),
        look(_MARKS, "'C copy'!A1"),
        tabs=2,
        asks="whether a duplicated tab carries the mark",
    )
    add(
        "a mark with an id that is taken",
        update(*a, mark(0, "one", 9_555_555)),
        update(mark(0, "two", 9_555_555)),
        asks="whether a metadata id that is taken is refused",
    )
    add(
        "a mark changed by its id",
        update(*a, mark(0, "one", 9_666_666)),
        update(
            {
                "updateDeveloperMetadata": {
                    "dataFilters": [{"developerMetadataLookup": {"metadataId": 9_666_666}}],
                    "developerMetadata": {"metadataValue": "two"},
                    "fields": "metadataValue",
                }
            }
        ),
        look(_MARKS, "'C a'!A1"),
    )
    add(
        "what stood there is set aside before it is overwritten",
        update(*a, tab(1, "C aside"), put(0, [cell("typed"), cell(46_000)], [formula("=1+1")])),
        update(
            {
                "copyPaste": {
                    "source": area(0, 1, 1, 2, 2),
                    "destination": area(1, 1, 1, 2, 2),
                    "pasteType": "PASTE_VALUES",
                }
            },
            put(0, [cell("new"), cell("new")], [cell("new")]),
            answer=["'C aside'!A1:B2"],
            fields=_EFFECTIVE,
        ),
        values("'C a'!A1:B2", "'C aside'!A1:B2"),
        tabs=2,
    )
    add(
        "the answer of a batch holds the ranges asked for, by a mask",
        update(*a, put(0, [cell("a"), cell(2)]), answer=["'C a'!A1:C2"], fields=_EFFECTIVE),
    )
    add(
        "a batch is all or nothing",
        update(*a, put(0, [cell("before")])),
        update(put(0, [cell("after")]), put(9_999_999, [cell("x")])),
        values("'C a'!A1:A1"),
    )
    add("a tab that is gone is named", update(*a), update({"deleteSheet": {"sheetId": 0}}), update(put(0, [cell("x")])))
    add(
        "a sparkline from ranges alone",
        update(
            *a,
            tab(1, "C options"),
            put(1, [cell("charttype"), cell("column")], [cell("color"), cell("#1f5f4a")]),
            put(0, [cell(1), cell(3), cell(2), formula("=SPARKLINE('C a'!A1:C1;'C options'!A1:B2)")]),
        ),
        look("sheets(data(rowData(values(userEnteredValue,effectiveValue))))", "'C a'!D1"),
        tabs=2,
        asks="whether ; between arguments is taken in a locale with decimal points",
    )
    add(
        "a sparkline where the comma is the decimal sign",
        update({"updateSpreadsheetProperties": {"properties": {"locale": "es_CO"}, "fields": "locale"}}),
        update(
            *a,
            put(
                0,
                [cell(1.5), cell(3), cell(2), formula("=SPARKLINE('C a'!A1:C1;'C a'!A2:B2)")],
                [cell("charttype"), cell("line")],
            ),
        ),
        values("'C a'!A1:C1"),
        look("sheets(data(rowData(values(userEnteredValue,effectiveValue))))", "'C a'!D1"),
        update({"updateSpreadsheetProperties": {"properties": {"locale": "en_US"}, "fields": "locale"}}),
    )
    add(
        "rows appended below the last one",
        update(tab(0, "C a", rows=3), put(0, [cell("h"), cell("k")], [cell(1)], [cell(None), cell(2)])),
        update(
            {"appendCells": {"sheetId": 0, "rows": [{"values": [cell("new"), cell(3)]}], "fields": "userEnteredValue"}}
        ),
        values("'C a'!A1:H20"),
    )
    add(
        "room made below",
        update(tab(0, "C a", rows=3)),
        update({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 5}}, put(0, [cell("x")], at=(8, 1))),
        values("'C a'!A1:H20"),
    )
    add(
        "errors and dates",
        update(
            *a,
            put(
                0,
                [
                    formula("=1/0"),
                    formula("=NA()"),
                    cell(
                        46_347.5,
                        userEnteredFormat={"numberFormat": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}},
                    ),
                ],
                fields="userEnteredValue,userEnteredFormat",
            ),
        ),
        values("'C a'!A1:H20"),
    )
    add(
        "a note stays where a mask does not name it",
        update(*a, put(0, [cell("x", note="of the founder")], fields="userEnteredValue,note")),
        update(put(0, [cell("y")])),
        look("sheets(data(rowData(values(note))))", "'C a'!A1"),
    )
    add(
        "hidden rows by a mask",
        update(
            *a,
            put(0, [cell(1)], [cell(2)], [cell(3)]),
            {
                "updateDimensionProperties": {
                    "range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2},
                    "properties": {"hiddenByUser": True},
                    "fields": "hiddenByUser",
                }
            },
        ),
        look("sheets(properties(sheetId),data(rowMetadata(hiddenByFilter,hiddenByUser)))", "'C a'!A1:A4"),
    )
    add(
        "frozen rows, no grid lines, a hidden tab",
        update(
            *a,
            {
                "updateSheetProperties": {
                    "properties": {
                        "sheetId": 0,
                        "hidden": True,
                        "gridProperties": {
                            "rowCount": 20,
                            "columnCount": 8,
                            "frozenRowCount": 1,
                            "frozenColumnCount": 2,
                            "hideGridlines": True,
                        },
                    },
                    "fields": "hidden,gridProperties",
                }
            },
        ),
        look("sheets(properties)", "'C a'!A1"),
    )
    add(
        "a format pasted into new rows",
        update(
            *a,
            {
                "repeatCell": {
                    "range": area(0, 1, 1, 1, 3),
                    "cell": {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}},
                    "fields": "userEnteredFormat",
                }
            },
            {
                "copyPaste": {
                    "source": area(0, 1, 1, 1, 3),
                    "destination": area(0, 2, 1, 4, 3),
                    "pasteType": "PASTE_FORMAT",
                }
            },
        ),
        look("sheets(data(rowData(values(userEnteredFormat))))", "'C a'!A1:C5"),
    )
    add(
        "an id that nobody knows",
        Step(
            "GET", "/v4/spreadsheets/1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", None, {"fields": "properties.title"}
        ),
        tabs=0,
    )
    return made


def _with(steps: Sequence[Step], first: int) -> tuple[Step, ...]:
    """The same steps with the scenario's own ids: 0 is its first tab, 1 its second."""

    def own(said: Any, key: str = "") -> Any:
        if isinstance(said, dict):
            return {name: own(value, name) for name, value in said.items()}
        if isinstance(said, list):
            return [own(one) for one in said]
        if key in ("sheetId", "sourceSheetId", "newSheetId") and said in (0, 1):
            return first + said
        return said

    return tuple(Step(step.method, step.path, own(step.body), dict(step.query)) for step in steps)


SCENARIOS: tuple[Scenario, ...] = tuple(_scenarios())
